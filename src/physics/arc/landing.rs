//! The end of an unpowered flight, its arguments and its error.

use crate::error::Result;
use crate::error::check::{finite, positive, within};
use crate::numerics::scalar::Scalar;
use crate::physics::motion::Level;

/// The method by which an arc was propagated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Propagation {
    /// Picard's iteration over the whole arc in regular variables.
    Regular {
        /// The number of pieces of the arc: one, or a small power of two; zero where a flight
        /// begins on its descent through the air.
        pieces: u32,
    },
    /// Numerical integration by DOP853, because the arc is too perturbed, too long or not bound.
    Dop853,
}

/// The end of an unpowered flight.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Landing {
    /// The time from the initial state, s.
    pub time_s: f64,
    /// The state at the surface, in the coordinates of [`motion`](crate::physics::motion).
    pub state: [f64; 6],
    /// The estimated error of the position, m.
    pub error_m: f64,
    /// The number of evaluations of the perturbation, or of the right-hand side.
    pub evaluations: u64,
    /// The method of propagation.
    pub propagation: Propagation,
}

/// Returns the error that is reported for an estimate, m: half as much again, and at least a fifth
/// of the allowed error, because smaller estimates are not reliable. NaN stays NaN.
#[inline(always)]
pub(super) fn reported_error_m<T: Scalar>(estimate_m: T, allowed_m: f64) -> T {
    let (reported, least) = (estimate_m * 1.5, estimate_m.constant(0.2 * allowed_m));
    T::select(reported.lt(least), least, reported)
}

/// The rounding of a state on the surface, in units of [`Level::above`]; a lower state is inside
/// the ellipsoid.
const ON_SURFACE: f64 = -1e-12;

/// Checks an initial state and an allowed error, m.
pub(super) fn check(level: &Level, state: &[f64; 6], error_m: f64) -> Result<()> {
    positive("the error allowed of an impact in m", error_m)?;
    for value in state {
        finite("a component of the state of a flight", *value)?;
    }
    let [x, y, z, vx, vy, vz] = *state;
    let (above, _) = level.above([x, y, z], [vx, vy, vz]);
    within(
        above >= ON_SURFACE,
        "the height of a flight over the ellipsoid it is to come down on, in m,",
        0.5 * above * level.radius_m,
        "zero or more: begin where the flight begins",
    )?;
    Ok(())
}
