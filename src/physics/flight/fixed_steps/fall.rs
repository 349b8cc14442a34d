//! The fall through the air in fixed steps of height.

use crate::numerics::scalar::Scalar;
use crate::physics::flight::fixed_steps::motion::Fall;
use crate::physics::flight::fixed_steps::numbers::Numbers;
use crate::physics::flight::outcome::EDGE_OF_AIR_M;

/// The altitudes at which the steps end, m. The air thickens by as much in each step, but for the
/// first, where there is hardly any, and the last.
pub(super) const STEPS_M: [f64; 9] = [85e3, 68e3, 54e3, 42e3, 31e3, 21e3, 13e3, 6e3, 0.0];

/// Integrates a fall from an altitude, m, at most that of the edge of the air, to the ground. The
/// state is the arc, the time, and the velocities along and away from the surface. Returns the
/// state on the ground and the estimated error in units of the scales.
#[inline(always)]
pub(super) fn fall<L: Numbers>(
    rate: Fall<L::Number>,
    mut state: [L::Number; 4],
    scales: &[L::Number; 4],
) -> ([L::Number; 4], L::Number) {
    let mut error = rate.half_per_coefficient.constant(0.0);
    let mut high_m = EDGE_OF_AIR_M;
    for low_m in STEPS_M {
        let step_m = error.constant(high_m - low_m);
        let from_here = Fall { from_m: high_m, ..rate };
        let estimate;
        (state, estimate) = L::step(from_here, &state, step_m, |_| *scales);
        error = error + estimate;
        high_m = low_m;
    }
    (state, error)
}
