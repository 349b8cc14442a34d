//! The same vehicle flown for greatest range over the turning Earth, in a direction.

use crate::error::{Error, Result};
use crate::ladder::flown::standard::{Farthest, endless_m, look, look_near};
use crate::physics::flight::{GlobeFlight, GlobeFlightEnd, Turn};
use crate::physics::globe::{Globe, Landing, Site};
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::prior::{StandardTrajectory, Unreported};

/// From where, in which direction, over what Earth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Departs {
    /// The launch.
    pub site: Site,
    /// The direction of the ascent over the ground, clockwise from north, rad.
    pub azimuth_rad: f64,
    /// The Earth.
    pub globe: Globe,
}

impl Departs {
    /// From a place, in a direction of the ascent over the ground, clockwise from north, deg.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless the azimuth is from 0 to 360.
    pub fn toward_deg(site: Site, azimuth_deg: f64, globe: Globe) -> Result<Self> {
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

/// The flight of greatest range in a direction.
#[derive(Debug, Clone, PartialEq)]
pub struct FarthestFlight {
    /// Where it comes down; none in global reach, where it may go on past the antipode.
    pub landing: Option<Landing>,
    /// How it is steered.
    pub steering: Steering,
    /// Flights flown to find it.
    pub flights: u32,
}

/// Flies a vehicle for greatest range in a direction over the ground, under a definition of the standard trajectory. The range is from launch to
/// impact over the ground, the shortest way; a flight that passes the antipode along its great circle reaches every place.
///
/// With a kick to begin near (ln of rad) the search stays on its hump; else it looks everywhere.
///
/// # Errors
///
/// The solver's own, and [`Error::NotConverged`] from the search.
pub fn farthest_over_ground(
    vehicle: &Vehicle,
    unreported: &Unreported,
    definition: StandardTrajectory,
    departs: Departs,
    near_ln_kick: Option<f64>,
    tolerance: f64,
) -> Result<FarthestFlight> {
    let sphere = departs.globe.sphere();
    let half_circumference_m = sphere.half_circumference_m();
    let mut flights = 0;
    let mut fly = |steering: &Steering| -> Result<GlobeFlightEnd> {
        flights += 1;
        let Departs { site, azimuth_rad, globe } = departs;
        let turn = Turn::Programmed;
        GlobeFlight { vehicle, steering, turn, globe, site, azimuth_rad, has_air: true, tolerance }.fly()
    };
    let mut range_m = |steering: &Steering| {
        let end = fly(steering)?;
        Ok(match end.landing {
            Some(landing) => landing.reach_m(half_circumference_m),
            None => endless_m(end.outcome, sphere),
        })
    };
    let nearby = match near_ln_kick {
        Some(ln_kick) => {
            let search = Farthest::new(half_circumference_m, &mut range_m);
            match look_near(unreported, definition, ln_kick, search) {
                Ok((_, Some(range_m))) if !(range_m > 0.0) => None,
                Err(Error::NotConverged { .. }) => None,
                found => Some(found?),
            }
        }
        None => None,
    };
    let (steering, range_m) = match nearby {
        Some(found) => found,
        // A guess from which nothing flies, or none: the long way.
        None => look(unreported, definition, Farthest::new(half_circumference_m, &mut range_m))?,
    };
    let landing = match range_m {
        Some(_) => fly(&steering)?.landing,
        None => None,
    };
    Ok(FarthestFlight { landing, steering, flights })
}
