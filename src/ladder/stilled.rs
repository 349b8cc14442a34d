//! The figures of a flight over the turning Earth as the methods take them, which know a still one.

use std::f64::consts::TAU;

use crate::error::{Error, Result};
use crate::ladder::Basis;
use crate::physics::globe::Launch;
use crate::physics::kepler::observed::apogee_altitude_m;
use crate::physics::kepler::turning::{ObservedOverGround, Stilled, stilled};

/// Directions averaged over where nobody knows the bearing.
const BEARINGS: u32 = 8;

/// What a flight from a launch would have been over a still Earth, its two figures and its time, s; over the mean of all directions
/// where the bearing is not known. With no apogee reported the shift is that of the free arc.
///
/// # Errors
///
/// As [`stilled`].
pub(crate) fn stilled_basis(
    basis: Basis,
    flight_time_s: Option<f64>,
    launch: Launch,
) -> Result<(Basis, Option<f64>)> {
    let radius_m = launch.globe().sphere().radius_m();
    match basis {
        Basis::ApogeeAndRange { apogee_altitude_m, ground_range_m } => {
            let still = mean(apogee_altitude_m, ground_range_m, launch)?;
            let basis = Basis::ApogeeAndRange {
                apogee_altitude_m: still.apogee_altitude_m,
                ground_range_m: still.ground_range_m,
            };
            Ok((basis, flight_time_s.map(|time_s| time_s - still.longer_s)))
        }
        Basis::RangeAndTime { ground_range_m, flight_time_s: time_s } => {
            let highest_m =
                match apogee_altitude_m(ground_range_m / radius_m, time_s, launch.globe().sphere()) {
                    Ok(highest_m) => highest_m,
                    // The methods say so themselves.
                    Err(Error::FasterThanCircular { .. }) => return Ok((basis, flight_time_s)),
                    Err(error) => return Err(error),
                };
            let still = mean(highest_m, ground_range_m, launch)?;
            let flight_time_s = time_s - still.longer_s;
            Ok((
                Basis::RangeAndTime { ground_range_m: still.ground_range_m, flight_time_s },
                Some(flight_time_s),
            ))
        }
    }
}

fn mean(apogee_altitude_m: f64, ground_range_m: f64, launch: Launch) -> Result<Stilled> {
    let of = |bearing_rad: f64| {
        stilled(
            ObservedOverGround { apogee_altitude_m, ground_range_m, bearing_rad },
            launch.site(),
            &launch.globe(),
        )
    };
    if let Some(bearing_rad) = launch.bearing_rad() {
        return of(bearing_rad);
    }
    let share = 1.0 / f64::from(BEARINGS);
    let none = Stilled { apogee_altitude_m: 0.0, ground_range_m: 0.0, azimuth_rad: f64::NAN, longer_s: 0.0 };
    (0..BEARINGS).try_fold(none, |sum, i| {
        let still = of(TAU * share * f64::from(i))?;
        Ok(Stilled {
            apogee_altitude_m: sum.apogee_altitude_m + share * still.apogee_altitude_m,
            ground_range_m: sum.ground_range_m + share * still.ground_range_m,
            longer_s: sum.longer_s + share * still.longer_s,
            ..sum
        })
    })
}
