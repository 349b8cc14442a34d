//! The energy of the free arc, spent on range: the answer without a powered ascent.

use std::f64::consts::PI;

use crate::error::Result;
use crate::ladder::basis::Basis;
use crate::model::Model;
use crate::physics::kepler::observed::{self, Observed, ObservedArc};
use crate::physics::kepler::symmetric::{self, GreatestRange};
use crate::reach::Reach;

/// The free arc of the flight, and the arc of maximum range with the same speed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Kepler {
    /// The apogee altitude h, m; found from ground range and flight time where no apogee was
    /// reported.
    pub apogee_altitude_m: f64,
    /// The free arc from the surface to the surface.
    pub arc: ObservedArc<f64>,
    /// The arc of maximum range with the same speed; none where that speed reaches every place.
    pub greatest: Option<GreatestRange<f64>>,
    /// The maximum range.
    pub reach: Reach,
}

/// Returns the maximum range of the speed at which the free arc leaves the surface.
///
/// # Errors
///
/// [`Error::FasterThanCircular`](crate::Error::FasterThanCircular) where no free arc covers the
/// ground range in the time reported; [`Error::OutsideDomain`](crate::Error::OutsideDomain) for
/// numbers that no flight can have.
pub fn kepler(basis: Basis, model: &Model) -> Result<Kepler> {
    basis.check(model)?;
    let sphere = model.sphere();
    let range_angle_rad = |ground_range_m: f64| (ground_range_m / sphere.radius_m).min(PI);
    let observed = match basis {
        Basis::ApogeeAndRange { apogee_altitude_m, ground_range_m } => {
            Observed { apogee_altitude_m, range_angle_rad: range_angle_rad(ground_range_m) }
        }
        Basis::RangeAndTime { ground_range_m, flight_time_s } => {
            let range_angle_rad = range_angle_rad(ground_range_m);
            Observed {
                apogee_altitude_m: observed::apogee_altitude_m(range_angle_rad, flight_time_s, sphere)?,
                range_angle_rad,
            }
        }
    };
    let arc = observed::arc(observed, sphere)?;
    let one_minus_q = arc.one_minus_speed_ratio_squared;
    let greatest =
        (one_minus_q > 0.0).then(|| symmetric::greatest_range_kernel(arc.speed_ratio_squared, one_minus_q));
    let reach = greatest.map_or(Reach::Global, |greatest| {
        Reach::of_ground_range_m(greatest.range_angle_rad * sphere.radius_m, sphere)
    });
    Ok(Kepler { apogee_altitude_m: observed.apogee_altitude_m, arc, greatest, reach })
}
