//! The ranges that follow from keeping one quantity or another of the loft: from Kepler's energy to
//! the propulsion.

use std::f64::consts::FRAC_PI_2;
use std::fmt;

use crate::error::{Error, Result};
use crate::inversion::{Fitted, MaximumRangeFlight};
use crate::numerics::maximum::{MaximumSearch, maximum};
use crate::physics::earth::Sphere;
use crate::physics::flight::FlightState;
use crate::physics::kepler::unequal::{Burnout, free_flight};
use crate::reach::Reach;

/// A quantity kept from the loft to the flight for maximum range, and the range that it gives.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Invariant {
    /// The quantity that is kept.
    pub kept: &'static str,
    /// The range that it gives.
    pub reach: Reach,
}

impl fmt::Display for Invariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<62} {:>9}", self.kept, self.reach)
    }
}

/// The maximum number of evaluations of the search for the best angle.
const MAX_EVALUATIONS: usize = 100;

/// Returns the maximum range of an arc from a burnout of a given altitude and speed, with the
/// downrange distance before it added.
fn maximum_range_arc(altitude_m: f64, speed_m_per_s: f64, downrange_m: f64, sphere: Sphere) -> Result<Reach> {
    let search = MaximumSearch {
        low: 0.0,
        high: FRAC_PI_2,
        cells: 64,
        tolerance: 1e-9,
        max_evaluations: MAX_EVALUATIONS,
    };
    let half_circumference_m = sphere.half_circumference_m();
    let best = maximum(search, |flight_path_angle_rad| {
        let burnout =
            Burnout { radius_m: sphere.radius_m + altitude_m, speed_m_per_s, flight_path_angle_rad };
        match free_flight(burnout, sphere.radius_m, sphere.gravitational_parameter_m3_per_s2) {
            Ok(flight) => Ok(flight.range_angle_rad * sphere.radius_m),
            Err(Error::NeverComesDown { .. } | Error::Escapes { .. }) => Ok(half_circumference_m),
            Err(error) => Err(error),
        }
    })?;
    Ok(Reach::of_ground_range_m(best.value + downrange_m, sphere))
}

/// Computes the ranges that keeping one quantity or another of the loft's burnout would give, and
/// last that of what is really kept, the propulsion.
///
/// # Errors
///
/// [`Error::NotConverged`] from a search.
pub fn invariants(fitted: &Fitted, standard: &MaximumRangeFlight, sphere: Sphere) -> Result<Vec<Invariant>> {
    let mu = sphere.gravitational_parameter_m3_per_s2;
    let loft = fitted.burnout;
    let energy =
        |at: FlightState| 0.5 * at.speed_m_per_s * at.speed_m_per_s - mu / (sphere.radius_m + at.altitude_m);
    let speed_at =
        |altitude_m: f64| (2.0 * (energy(loft) + mu / (sphere.radius_m + altitude_m))).max(0.0).sqrt();
    let mut invariants = vec![
        Invariant {
            kept: "the loft's energy, as a speed at the surface",
            reach: maximum_range_arc(0.0, speed_at(0.0), 0.0, sphere)?,
        },
        Invariant {
            kept: "the loft's speed and altitude at burnout",
            reach: maximum_range_arc(
                loft.altitude_m,
                loft.speed_m_per_s,
                loft.range_angle_rad * sphere.radius_m,
                sphere,
            )?,
        },
    ];
    if let Some(burnout) = standard.end.burnout {
        invariants.push(Invariant {
            kept: "the loft's energy, at the standard flight's place of burnout",
            reach: maximum_range_arc(
                burnout.altitude_m,
                speed_at(burnout.altitude_m),
                burnout.range_angle_rad * sphere.radius_m,
                sphere,
            )?,
        });
    }
    invariants
        .push(Invariant { kept: "the propulsion: ideal delta-v and burn times", reach: standard.reach });
    Ok(invariants)
}
