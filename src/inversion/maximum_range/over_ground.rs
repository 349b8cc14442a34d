//! The fitted vehicle flown for maximum range over the rotating Earth, in a given direction.

use crate::error::{Error, Result};
use crate::inversion::maximum_range::search::{
    MaximumRangeSearch, range_without_impact_m, search_everywhere, search_near,
};
use crate::physics::flight::{GlobeFlight, GlobeFlightEnd, Turn};
use crate::physics::globe::{GeodeticPosition, Globe, ImpactPoint};
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::prior::{StandardTrajectory, Unreported};

/// The position of a launch, the direction of its ascent and the Earth model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LaunchDirection {
    /// The position of the launch.
    pub site: GeodeticPosition,
    /// The azimuth of the ascent over the ground, clockwise from north, rad.
    pub azimuth_rad: f64,
    /// The Earth model.
    pub globe: Globe,
}

impl LaunchDirection {
    /// Returns the direction of an ascent from a position, by its azimuth over the ground,
    /// clockwise from north, deg.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless the azimuth is from 0 to 360.
    pub fn toward_deg(site: GeodeticPosition, azimuth_deg: f64, globe: Globe) -> Result<Self> {
        if (0.0..=360.0).contains(&azimuth_deg) {
            Ok(Self { site, azimuth_rad: azimuth_deg.to_radians(), globe })
        } else {
            Err(Error::OutsideDomain {
                quantity: "the azimuth in deg",
                value: azimuth_deg,
                allowed: "from 0 to 360, clockwise from north (90 is east)",
            })
        }
    }
}

/// The flight of maximum range in a direction.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MaximumRangeOverGround {
    /// The point of impact; none in global reach, where the flight may go on past the antipode.
    pub impact_point: Option<ImpactPoint>,
    /// The steering of that flight.
    pub steering: Steering,
    /// The number of flights integrated to find it.
    pub flights: u32,
}

/// Finds the flight of maximum range in a direction over the ground, under a definition of the
/// standard trajectory. The range is from launch to impact over the ground, the shortest way; a
/// flight that passes the antipode along its great circle has global reach.
///
/// Near a given kick (ln of rad) the search stays on its local maximum; without one it is global.
///
/// # Errors
///
/// The solver's own, and [`Error::NotConverged`] from the search.
pub fn maximum_range_over_ground(
    vehicle: &Vehicle,
    unreported: &Unreported,
    standard_trajectory: StandardTrajectory,
    launch_direction: LaunchDirection,
    near_ln_kick: Option<f64>,
    tolerance: f64,
) -> Result<MaximumRangeOverGround> {
    let sphere = launch_direction.globe.sphere();
    let half_circumference_m = sphere.half_circumference_m();
    let mut flights = 0;
    let mut fly = |steering: &Steering| -> Result<GlobeFlightEnd> {
        flights += 1;
        let LaunchDirection { site, azimuth_rad, globe } = launch_direction;
        let turn = Turn::Programmed;
        GlobeFlight { vehicle, steering, turn, globe, site, azimuth_rad, has_air: true, tolerance }.fly()
    };
    let mut range_m = |steering: &Steering| {
        let end = fly(steering)?;
        Ok(match end.impact_point {
            Some(impact_point) => impact_point.signed_range_m(half_circumference_m),
            None => range_without_impact_m(end.outcome, sphere),
        })
    };
    let nearby = match near_ln_kick {
        Some(ln_kick) => {
            let search = MaximumRangeSearch::new(half_circumference_m, &mut range_m);
            match search_near(unreported, standard_trajectory, ln_kick, search) {
                Ok((_, Some(range_m))) if !(range_m > 0.0) => None,
                Err(Error::NotConverged { .. }) => None,
                found => Some(found?),
            }
        }
        None => None,
    };
    let (steering, range_m) = match nearby {
        Some(found) => found,
        // No guess, or a guess from which nothing flies: search everywhere.
        None => search_everywhere(
            unreported,
            standard_trajectory,
            |_| None,
            MaximumRangeSearch::new(half_circumference_m, &mut range_m),
        )?,
    };
    let impact_point = match range_m {
        Some(_) => fly(&steering)?.impact_point,
        None => None,
    };
    Ok(MaximumRangeOverGround { impact_point, steering, flights })
}
