//! Twice the apogee: the rule of thumb, and its assumptions.

use crate::error::Result;
use crate::ladder::basis::Basis;
use crate::model::Model;
use crate::physics::earth::STANDARD_GRAVITY_M_PER_S2;
use crate::reach::Reach;

/// The answer over a flat Earth in uniform gravity.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Flat {
    /// The apogee h, m; from the flight time where no apogee was reported.
    pub apogee_altitude_m: f64,
    /// The range 2 h.
    pub reach: Reach,
}

/// Returns twice the apogee.
///
/// # Formula
///
/// ```text
/// v² = 2 g h, and the greatest range of a speed is v²/g = 2 h;   h = g T²/8 where only T is known
/// ```
///
/// The speed is taken as vertical, the Earth as flat, gravity as uniform and the burn as
/// instantaneous.
///
/// # Errors
///
/// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for numbers that no flight can have.
pub fn flat(basis: Basis, model: &Model) -> Result<Flat> {
    basis.check(model)?;
    let apogee_altitude_m = match basis {
        Basis::ApogeeAndRange { apogee_altitude_m, .. } => apogee_altitude_m,
        Basis::RangeAndTime { flight_time_s, .. } => {
            STANDARD_GRAVITY_M_PER_S2 * flight_time_s * flight_time_s / 8.0
        }
    };
    let reach = Reach::of_ground_range_m(2.0 * apogee_altitude_m, model.sphere());
    Ok(Flat { apogee_altitude_m, reach })
}
