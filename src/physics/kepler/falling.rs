//! The fall of a fast body toward the attracting point and past it, on a hyperbola.
//!
//! In universal variables the terms of Kepler's equation for such a path grow as the exponential of
//! the anomaly and cancel. Anomalies from the pericentre do not.

use nalgebra::Vector3;

use crate::physics::kepler::stumpff::stumpff_kernel;

/// The maximum number of Newton steps; from the right they fall on the root in ten or so.
const MAX_STEPS: usize = 100;

/// The position, m, and the velocity, m/s, after an interval, s, of a body on a hyperbola that
/// approaches the point at its beginning.
///
/// # Formula
///
/// ```text
/// e² = 1 + |α| p    p = h²/μ    a = 1/|α|    e sinh F₀ = r₀·v₀ √(|α|/μ)
/// e sinh F − F = e sinh F₀ − F₀ + √(μ/a³) Δt
/// x = a (e − cosh F)   y = a √(e² − 1) sinh F   r = a (e − 1) + 2 a e sinh²(F/2)
/// ẋ = −√(μ a) sinh F/r   ẏ = √(μ a (e² − 1)) cosh F/r
/// ```
///
/// x toward the pericentre, y along the motion there; e − 1 = |α| p/(1 + e). BMW chapter 4.
pub(super) fn fall(
    position: Vector3<f64>,
    velocity: Vector3<f64>,
    alpha: f64,
    interval_s: f64,
    mu: f64,
) -> (Vector3<f64>, Vector3<f64>) {
    let (a, radius) = (-1.0 / alpha, position.norm());
    let momentum = position.cross(&velocity);
    let parameter = momentum.norm_squared() / mu;
    let share = parameter / a;
    let e = (1.0 + share).sqrt();
    let excess = share / (1.0 + e);
    let sine_0 = position.dot(&velocity) / (mu * a).sqrt() / e;
    let mean = e * sine_0 - sine_0.asinh() + (mu / a).sqrt() / a * interval_s;
    let anomaly = anomaly(mean, e, excess);

    let (sine, half) = (anomaly.sinh(), (0.5 * anomaly).sinh());
    let root = share.sqrt();
    let end_radius = a * excess + 2.0 * a * e * half * half;
    // a (e − cosh F), without its cancellation near e = 1.
    let (x, y) = (a * (excess - 2.0 * half * half), a * root * sine);
    let per_radius = (mu * a).sqrt() / end_radius;
    let (x_dot, y_dot) = (-per_radius * sine, per_radius * root * anomaly.cosh());

    // The axes, from the position at the beginning: x₀ = (p − r₀)/e, y₀ = a √(e² − 1) sinh F₀.
    let (x_0, y_0) = ((parameter - radius) / e / radius, a * root * sine_0 / radius);
    let up = position / radius;
    // Without angular momentum there is no other direction, and nothing along it.
    let ahead = momentum.cross(&up).try_normalize(0.0).unwrap_or_default();
    let (to_pericentre, along) = (up * x_0 - ahead * y_0, up * y_0 + ahead * x_0);
    (to_pericentre * x + along * y, to_pericentre * x_dot + along * y_dot)
}

/// Solves e sinh F − F = M for F, by Newton's method from the right of the root, where the function
/// is convex.
fn anomaly(mean: f64, e: f64, excess: f64) -> f64 {
    let target = mean.abs();
    if target == 0.0 {
        return 0.0;
    }
    // Each of the three is right of the root: F³/6 and (e − 1) F are below the function, and so is
    // e sinh F/2 where F is below e sinh F/2.
    let cubic = (6.0 * target).cbrt();
    let linear = target / excess;
    let logarithmic = if target > 3.0 { (2.0 * target / e).asinh() } else { f64::INFINITY };
    let mut f = cubic.min(linear).min(logarithmic);
    for _ in 0..MAX_STEPS {
        let half = (0.5 * f).sinh();
        let value = excess * f.sinh() + f * f * f * stumpff_kernel(-f * f).c3 - target;
        let next = f - value / (excess + 2.0 * e * half * half);
        // Newton's steps fall until they reach the rounding of the root.
        if !(next < f) {
            break;
        }
        f = next;
    }
    f.copysign(mean)
}
