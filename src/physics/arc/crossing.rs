//! The end of an arc at a level, by a Taylor series of a few seconds.

use crate::numerics::scalar::Scalar;
use crate::physics::arc::regular::bulge_strength;
use crate::physics::motion::{Level, Oblate};

/// The crossing of a level near the end of an arc.
#[derive(Debug, Clone, Copy)]
pub(super) struct LevelCrossing<T> {
    /// The state at the crossing.
    pub(super) state: [T; 6],
    /// The time of the crossing after the end of the arc, s.
    pub(super) after_s: T,
    /// The estimated truncation error of the series and of Newton's method on it, m.
    pub(super) truncation_error_m: T,
    /// The speed over the rate of approach to the level.
    pub(super) obliquity: T,
}

/// Returns the scalar product of two vectors of three components.
#[inline(always)]
fn dot3<T: Scalar>([a, b, c]: [T; 3], [d, e, f]: [T; 3]) -> T {
    a.mul_add(d, b.mul_add(e, c * f))
}

/// The coefficients of the third and fourth derivatives of a position under the gravitation of a
/// point.
struct Series<T> {
    /// −μ/r³, 1/s².
    gravitation_per_metre: T,
    jerk_by_position: T,
    snap_by_position: T,
    snap_by_velocity: T,
}

impl<T: Scalar> Series<T> {
    /// Returns the Taylor coefficients of one component from its position, velocity and
    /// acceleration.
    #[inline(always)]
    fn along(&self, x: T, v: T, a: T) -> [T; 5] {
        let jerk = self.gravitation_per_metre * self.jerk_by_position.mul_add(x, v);
        let snap = self.gravitation_per_metre
            * self.snap_by_position.mul_add(x, self.snap_by_velocity.mul_add(v, a));
        [x, v, a * 0.5, jerk * (1.0 / 6.0), snap * (1.0 / 24.0)]
    }
}

/// Evaluates a polynomial and its derivative.
#[inline(always)]
fn value_and_derivative<T: Scalar>([c0, c1, c2, c3, c4]: [T; 5], t: T) -> (T, T) {
    (
        c4.mul_add(t, c3).mul_add(t, c2).mul_add(t, c1).mul_add(t, c0),
        (c4 * 4.0).mul_add(t, c3 * 3.0).mul_add(t, c2 * 2.0).mul_add(t, c1),
    )
}

/// Finds the crossing of a level near the end of an arc: a Taylor series in the time, to the fourth
/// power for the gravitation of the point and to the second for that of the bulge, and Newton's
/// method on it.
#[inline(always)]
pub(super) fn level_crossing<T: Scalar>(gravity: &Oblate, level: &Level, state: [T; 6]) -> LevelCrossing<T> {
    let [x, y, z, vx, vy, vz] = state;
    let (position, velocity) = ([x, y, z], [vx, vy, vz]);
    let acceleration = gravity.gravitation_m_per_s2(position);
    let per_square = x.constant(1.0) / dot3(position, position);
    let per_r = per_square.sqrt();
    let gravitation_per_metre = per_square * per_r * -gravity.gravitational_parameter_m3_per_s2;
    let speed_squared = dot3(velocity, velocity);
    // ṙ/r, and its derivative.
    let radial_rate = dot3(position, velocity) * per_square;
    let radial_rate_change =
        (speed_squared + dot3(position, acceleration)) * per_square - radial_rate * radial_rate * 2.0;
    let snap_by_position = radial_rate * radial_rate * 9.0 - radial_rate_change * 3.0;
    let [ax, ay, az] = acceleration;
    let series = Series {
        gravitation_per_metre,
        jerk_by_position: radial_rate * -3.0,
        snap_by_position,
        snap_by_velocity: radial_rate * -6.0,
    };
    let (xs, ys, zs) = (series.along(x, vx, ax), series.along(y, vy, ay), series.along(z, vz, az));
    let mut t = x.constant(0.0);
    let mut end = (position, velocity);
    let mut fall = t;
    // Two steps of Newton's method leave the fourth power of a thousandth; the third is for grazing
    // arcs.
    for _ in 0..3 {
        let (value, rate) = level.above(end.0, end.1);
        fall = rate;
        t = t - value / rate;
        let ((x, vx), (y, vy), (z, vz)) =
            (value_and_derivative(xs, t), value_and_derivative(ys, t), value_and_derivative(zs, t));
        end = ([x, y, z], [vx, vy, vz]);
    }
    // Twice the magnitudes of the third power of the bulge and of the fifth of the point: each
    // derivative adds a factor of about v/r.
    let pace = speed_squared.sqrt() * per_r;
    let bulge = per_square * per_square * (6.0 * bulge_strength(gravity));
    let (t_abs, t_square) = (t.abs(), t * t);
    let size = gravitation_per_metre.abs() * pace * pace * pace / per_r;
    let series_m = (bulge * pace * 4.0 + size * t_square) * t_abs * t_square * (1.0 / 3.0);
    // The remaining distance of Newton's method.
    let (value, rate) = level.above(end.0, end.1);
    let truncation_error_m = series_m + (value / rate).abs() * speed_squared.sqrt();
    // The value of the level falls downward; its gradient is 2/r per metre.
    let obliquity = speed_squared.sqrt() * per_r * 2.0 / fall.abs();
    let ([x, y, z], [vx, vy, vz]) = end;
    LevelCrossing { state: [x, y, z, vx, vy, vz], after_s: t, truncation_error_m, obliquity }
}
