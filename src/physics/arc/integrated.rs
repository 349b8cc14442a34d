//! The numerical integration of flights that the whole-arc method does not cover.

use crate::error::{Error, Result};
use crate::numerics::ode::{Dop853, Event, Kernel};
use crate::physics::arc::landing::{Landing, Propagation};
use crate::physics::motion::{Level, Oblate};

/// The relative tolerance of DOP853 per metre of allowed error.
const TOLERANCE_PER_METRE: f64 = 3e-10;

/// The longest step of a flight through air for an allowed error of a millimetre, s, and the least
/// one for smaller errors, where rounding limits: a longer step from space into the air can pass
/// over the dense part before its error estimate contains it. It grows by the fourth root of the
/// error.
const LONGEST_STEP_S: f64 = 20.0;
const LEAST_LONGEST_STEP_S: f64 = 5.0;

/// Returns the longest step through air for an allowed error, s.
pub(super) fn longest_step_in_air_s(error_m: f64) -> f64 {
    (LONGEST_STEP_S * (error_m / 1e-3).powf(0.25)).max(LEAST_LONGEST_STEP_S)
}

/// Integrates a flight down to a level by DOP853 in steps of at most `longest_step_s`. `gravity` is
/// the gravitation of the model, from which the longest flight time follows.
#[cold]
#[inline(never)]
pub(super) fn integrated_landing<K: Kernel<6>>(
    model: &K,
    gravity: &Oblate,
    level: &Level,
    state: [f64; 6],
    error_m: f64,
    longest_step_s: f64,
) -> Result<Landing> {
    let [x, y, z, vx, vy, vz] = state;
    let radius_m = (x * x + y * y + z * z).sqrt();
    let speed_m_per_s = (vx * vx + vy * vy + vz * vz).sqrt();
    let mu = gravity.gravitational_parameter_m3_per_s2;
    let per_axis = 2.0 / radius_m - speed_m_per_s * speed_m_per_s / mu;
    if !(per_axis > 0.0) {
        return Err(Error::Escapes { speed_m_per_s, escape_speed_m_per_s: (2.0 * mu / radius_m).sqrt() });
    }
    // A revolution, and a margin for the effect of the bulge on it.
    let longest_s = 1.1 * std::f64::consts::TAU / (mu * per_axis.powi(3)).sqrt();
    let mut impact =
        Event::falling(|_t, &[x, y, z, vx, vy, vz]: &[f64; 6]| level.above([x, y, z], [vx, vy, vz]).0);
    let tolerance = (TOLERANCE_PER_METRE * error_m).clamp(1e-14, 1e-4);
    let solver = Dop853::with_tolerance(tolerance).longest_step(longest_step_s);
    let final_state = solver.run(model, 0.0, state, longest_s, &mut [&mut impact])?;
    if final_state.stopped_by.is_none() {
        return Err(never_comes_down(gravity, level, state));
    }
    Ok(Landing {
        time_s: final_state.t,
        state: final_state.state,
        error_m,
        evaluations: final_state.statistics.evaluations,
        propagation: Propagation::Dop853,
    })
}

/// Returns the error for a bound two-body orbit that does not come down to a level.
fn never_comes_down(gravity: &Oblate, level: &Level, [x, y, z, vx, vy, vz]: [f64; 6]) -> Error {
    let radius_m = (x * x + y * y + z * z).sqrt();
    let speed_m_per_s = (vx * vx + vy * vy + vz * vz).sqrt();
    let mu = gravity.gravitational_parameter_m3_per_s2;
    let per_axis = 2.0 / radius_m - speed_m_per_s * speed_m_per_s / mu;
    let outward = x * vx + y * vy + z * vz;
    let level_speed_squared = speed_m_per_s * speed_m_per_s - outward * outward / (radius_m * radius_m);
    let semi_latus_m = level_speed_squared * radius_m * radius_m / mu;
    let eccentricity = (1.0 - semi_latus_m * per_axis).max(0.0).sqrt();
    Error::NeverComesDown {
        impact_radius_m: level.radius_m,
        perigee_radius_m: (1.0 - eccentricity) / per_axis,
        apogee_radius_m: (1.0 + eccentricity) / per_axis,
    }
}
