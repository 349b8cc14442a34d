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
    /// The estimated truncation error of the series and of Newton's method on it, m, on the ground.
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
    /// Returns the Taylor coefficients of one component from its position, velocity, acceleration
    /// and the third derivative that the bulge adds.
    #[inline(always)]
    fn along(&self, [x, v, a, of_bulge]: [T; 4]) -> [T; 5] {
        let jerk = self.gravitation_per_metre.mul_add(self.jerk_by_position.mul_add(x, v), of_bulge);
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

/// Returns the position and the velocity by the series of the three components.
#[inline(always)]
fn state_at<T: Scalar>([xs, ys, zs]: [[T; 5]; 3], t: T) -> ([T; 3], [T; 3]) {
    let ((x, vx), (y, vy), (z, vz)) =
        (value_and_derivative(xs, t), value_and_derivative(ys, t), value_and_derivative(zs, t));
    ([x, y, z], [vx, vy, vz])
}

/// Finds the crossing of a level near the end of an arc, `below_m` above the ground: a Taylor
/// series in the time, to the fourth power for the gravitation of the point and to the third for
/// that of the bulge; on it the crossing of a parabola, a step of Newton's method, and a straight
/// line.
#[inline(always)]
pub(super) fn level_crossing<T: Scalar>(
    gravity: &Oblate,
    level: &Level,
    below_m: f64,
    state: [T; 6],
) -> LevelCrossing<T> {
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
    // The third derivative by the bulge: −3 k r⁻⁵ d/dt of x (1 − 5 s) and of z (3 − 5 s), s =
    // z²/r².
    let bulge = per_square * per_square * per_r * (-3.0 * bulge_strength(gravity));
    let sine_squared = z * z * per_square;
    let (in_plane, axial) = (sine_squared * -5.0 + 1.0, sine_squared * -5.0 + 3.0);
    let turn = (z * vz * per_square - sine_squared * radial_rate) * -10.0;
    let (by_x, by_z) = (in_plane.mul_add(radial_rate * -5.0, turn), axial.mul_add(radial_rate * -5.0, turn));
    let jerk_x = bulge * in_plane.mul_add(vx, by_x * x);
    let jerk_y = bulge * in_plane.mul_add(vy, by_x * y);
    let jerk_z = bulge * axial.mul_add(vz, by_z * z);
    let series = [
        series.along([x, vx, ax, jerk_x]),
        series.along([y, vy, ay, jerk_y]),
        series.along([z, vz, az, jerk_z]),
    ];
    // The first guess is a parabola's; a step of Newton's method leaves the sixth power of a
    // thousandth.
    let (value, rate) = level.above(position, velocity);
    let ((forward, _), (_, downward)) =
        (level.above(velocity, acceleration), level.above(position, acceleration));
    let half_curvature = downward.mul_add(x.constant(0.5), forward + 1.0);
    let per_rate = x.constant(-1.0) / rate;
    let straight = value * per_rate;
    let mut t = (half_curvature * per_rate * straight).mul_add(straight, straight);
    let guess = state_at(series, t);
    let (value, fall) = level.above(guess.0, guess.1);
    t = t - value / fall;
    let end = state_at(series, t);
    let per_fall = t.constant(1.0) / fall.abs();
    // Twice the magnitudes of the fourth power of the bulge and of the fifth of the point: each
    // derivative adds a factor of about v/r, and that of r⁻⁵ up to five times as much.
    let pace = speed_squared.sqrt() * per_r;
    let (t_abs, t_square) = (t.abs(), t * t);
    let size = gravitation_per_metre.abs() * pace * pace / per_r;
    let of_bulge = bulge.abs() * pace * pace / per_r * 10.0;
    // The velocity's series ends a power earlier, and its error acts for the rest of the fall.
    let rest_s = per_fall * (below_m / (0.5 * level.radius_m));
    let series_m = (of_bulge + size * pace * t_abs) * t_abs * t_square * (rest_s * 5.0 + t_abs) * (1.0 / 3.0);
    // The remaining distance of Newton's method, straight on.
    let (value, rate) = level.above(end.0, end.1);
    let remaining_s = -value / rate;
    let truncation_error_m = series_m + remaining_s.abs() * speed_squared.sqrt();
    // The value of the level falls downward; its gradient is 2/r per metre.
    let obliquity = pace * per_fall * 2.0;
    let ([x, y, z], [vx, vy, vz]) = end;
    let (x, y, z) = (vx.mul_add(remaining_s, x), vy.mul_add(remaining_s, y), vz.mul_add(remaining_s, z));
    LevelCrossing { state: [x, y, z, vx, vy, vz], after_s: t + remaining_s, truncation_error_m, obliquity }
}
