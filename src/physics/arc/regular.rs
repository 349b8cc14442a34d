//! The whole arc at once, in variables in which it is nearly nothing but an oscillation.

use crate::numerics::gauss::{NodeFunction, Nodes};
use crate::numerics::scalar::Scalar;
use crate::physics::motion::{Level, Oblate};

/// A position u and its slope over the frequency, w = u′/ω, in the variables of Kustaanheimo and Stiefel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Oscillation<T> {
    u: [T; 4],
    w: [T; 4],
}

/// An arc, before it is flown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aimed<T> {
    pub(super) begin: Oscillation<T>,
    /// ω.
    pub(super) frequency: T,
    /// A quarter of the range of the eccentric anomaly: ω s is this to either side of the middle.
    pub(super) quarter: T,
}

/// An arc, flown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Propagated<T> {
    pub(super) end: Oscillation<T>,
    pub(super) time_s: T,
    /// What the sweeps may have left over, m.
    pub(super) unswept_m: T,
    /// What may lie between the nodes, m.
    pub(super) unsampled_m: T,
    pub(super) sweeps: u32,
}

/// Where an arc meets a level.
#[derive(Debug, Clone, Copy)]
pub(super) struct Met<T> {
    pub(super) state: [T; 6],
    /// How long after the end of the arc, s.
    pub(super) after_s: T,
    /// What the series from there leaves out, and the search on it, m.
    pub(super) left_out_m: T,
    /// Speed over the speed at which the level is approached.
    pub(super) obliquity: T,
}

#[inline(always)]
fn dot<T: Scalar>([a, b, c, d]: [T; 4], [e, f, g, h]: [T; 4]) -> T {
    a.mul_add(e, b * f) + c.mul_add(g, d * h)
}

#[inline(always)]
fn dot3<T: Scalar>([a, b, c]: [T; 3], [d, e, f]: [T; 3]) -> T {
    a.mul_add(d, b.mul_add(e, c * f))
}

/// L(u) y, without its fourth component, which is zero.
#[inline(always)]
fn unfolded<T: Scalar>([u1, u2, u3, u4]: [T; 4], [y1, y2, y3, y4]: [T; 4]) -> [T; 3] {
    [
        u1 * y1 - u2 * y2 - u3 * y3 + u4 * y4,
        u2 * y1 + u1 * y2 - u4 * y3 - u3 * y4,
        u3 * y1 + u4 * y2 + u1 * y3 + u2 * y4,
    ]
}

/// α cos + β sin, for each of four components.
#[inline(always)]
fn turned<T: Scalar>(alpha: [T; 4], cos: T, beta: [T; 4], sin: T) -> [T; 4] {
    let ([a1, a2, a3, a4], [b1, b2, b3, b4]) = (alpha, beta);
    [
        a1.mul_add(cos, b1 * sin),
        a2.mul_add(cos, b2 * sin),
        a3.mul_add(cos, b3 * sin),
        a4.mul_add(cos, b4 * sin),
    ]
}

/// The arc from a state down to about a radius; NaN where the two-body arc does not come down to it.
#[inline(always)]
pub(super) fn aimed<T: Scalar>(gravity: &Oblate, state: [T; 6], radius_m: f64) -> Aimed<T> {
    let [x, y, z, vx, vy, vz] = state;
    let mu = gravity.gravitational_parameter_m3_per_s2;
    let square = x.mul_add(x, y.mul_add(y, z * z));
    let r = square.sqrt();
    let per_r = r.constant(1.0) / r;
    let speed_squared = vx.mul_add(vx, vy.mul_add(vy, vz * vz));
    let sine = z * per_r;
    // V/μ of the bulge.
    let bulge = (sine * sine * 3.0 - 1.0) * (per_r * per_r * per_r) * (strength(gravity) / mu);
    let binding = (per_r - bulge) * mu - speed_squared * 0.5;
    let frequency = (binding * 0.5).sqrt();
    // u from the half-angle of the position to the first axis, on the side where nothing cancels.
    let zero = x.constant(0.0);
    let big = ((r + x.abs()) * 0.5).sqrt();
    let per_big = r.constant(0.5) / big;
    let (p, q) = (y * per_big, z * per_big);
    let is_back = x.lt(zero);
    let u = [
        T::select(is_back, p, big),
        T::select(is_back, big, p),
        T::select(is_back, zero, q),
        T::select(is_back, q, zero),
    ];
    let [u1, u2, u3, u4] = u;
    let per_twice_frequency = r.constant(0.5) / frequency;
    let w = [
        (u1 * vx + u2 * vy + u3 * vz) * per_twice_frequency,
        (u1 * vy - u2 * vx + u4 * vz) * per_twice_frequency,
        (u1 * vz - u3 * vx - u4 * vy) * per_twice_frequency,
        (u4 * vx - u3 * vy + u2 * vz) * per_twice_frequency,
    ];
    // r = A + B cos θ + C sin θ, θ = 2 ω s.
    let w_square = dot(w, w);
    let (b, c) = ((r - w_square) * 0.5, dot(u, w));
    let d = -(r + w_square) * 0.5 + radius_m;
    let e = (b * b + c * c - d * d).sqrt();
    let angle = b.mul_add(e, c * d).atan2(b.mul_add(d, -(c * e)));
    let past = T::select(angle.lt(zero), angle + std::f64::consts::TAU, angle);
    let angle = T::select(zero.lt(c), past, angle);
    Aimed { begin: Oscillation { u, w }, frequency, quarter: angle * 0.25 }
}

/// μ J₂ a²/2.
#[inline(always)]
fn strength(gravity: &Oblate) -> f64 {
    0.5 * gravity.gravitational_parameter_m3_per_s2
        * gravity.j2
        * gravity.reference_radius_m
        * gravity.reference_radius_m
}

/// The integrands of one node, of sine and cosine and the eight coefficients: those of α, of β, and of the time.
struct Integrands;

impl NodeFunction<10, 9> for Integrands {
    #[inline(always)]
    fn at<T: Scalar>([sin, cos, a1, a2, a3, a4, b1, b2, b3, b4]: [T; 10]) -> [T; 9] {
        let u = turned([a1, a2, a3, a4], cos, [b1, b2, b3, b4], sin);
        let [u1, u2, u3, u4] = u;
        let per_r = sin.constant(1.0) / dot(u, u);
        let sine = u1.mul_add(u3, u2 * u4) * 2.0 * per_r;
        let sine_squared = sine * sine;
        let per_square = per_r * per_r;
        let per_cube = per_square * per_r;
        let along = (-sine_squared * 6.0 + 1.0) * per_cube;
        let across = sine * 3.0 * per_cube;
        let f1 = u1.mul_add(along, u3 * across);
        let f2 = u2.mul_add(along, u4 * across);
        let f3 = u3.mul_add(along, u1 * across);
        let f4 = u4.mul_add(along, u2 * across);
        [
            f1 * sin,
            f2 * sin,
            f3 * sin,
            f4 * sin,
            -(f1 * cos),
            -(f2 * cos),
            -(f3 * cos),
            -(f4 * cos),
            (-sine_squared * 3.0 + 1.0) * per_square,
        ]
    }
}

/// Fewest and most sweeps. One alone says nothing of its error, and what eight have not settled more will not.
const SWEEPS: (u32, u32) = (2, 8);

/// Flies an arc, until the sweeps leave less than `allowed_m` in every lane.
#[inline(always)]
pub(super) fn propagated<N: Nodes>(
    kind: N,
    gravity: &Oblate,
    aimed: &Aimed<N::One>,
    allowed_m: f64,
) -> Propagated<N::One> {
    let Aimed { begin, frequency, quarter } = *aimed;
    let [sin, cos] = kind.waves(quarter);
    let (end_sin, end_cos) = quarter.sin_cos();
    let alpha = turned(begin.u, end_cos, begin.w, end_sin);
    let beta = turned(begin.w, end_cos, begin.u, -end_sin);
    let [a1, a2, a3, a4] = alpha;
    let [b1, b2, b3, b4] = beta;
    let strength = strength(gravity);
    let frequency_squared = frequency * frequency;
    let scale = quarter * strength / frequency_squared;
    let mut coefficients = [
        kind.filled(a1),
        kind.filled(a2),
        kind.filled(a3),
        kind.filled(a4),
        kind.filled(b1),
        kind.filled(b2),
        kind.filled(b3),
        kind.filled(b4),
    ];
    let zero = quarter.constant(0.0);
    let mut changes = [zero; 8];
    let (mut before, mut sweeps) = (zero, 0);
    loop {
        let [c1, c2, c3, c4, c5, c6, c7, c8] = coefficients;
        let [v1, v2, v3, v4, v5, v6, v7, v8, time] =
            N::each::<Integrands, 10, 9>([sin, cos, c1, c2, c3, c4, c5, c6, c7, c8]);
        let values = [v1, v2, v3, v4, v5, v6, v7, v8];
        sweeps += 1;
        let mut moved = zero;
        for (change, value) in changes.iter_mut().zip(values) {
            let new = value.total() * scale;
            let step = new - *change;
            *change = new;
            moved = step.mul_add(step, moved);
        }
        let [d1, d2, d3, d4, d5, d6, d7, d8] = changes;
        let alpha = [a1 + d1, a2 + d2, a3 + d3, a4 + d4];
        let beta = [b1 + d5, b2 + d6, b3 + d7, b4 + d8];
        let end = Oscillation {
            u: turned(alpha, end_cos, beta, end_sin),
            w: turned(beta, end_cos, alpha, -end_sin),
        };
        // |δx| = 2 √r |δu|.
        let metres = dot(end.u, end.u).sqrt() * 2.0;
        let moved = moved.sqrt();
        // Each sweep leaves of the error about what the last left of the one before; four times that, to be sure.
        let left = moved / before;
        let unswept_m = metres * 4.0 * moved * left;
        before = moved;
        let goes_on = sweeps < SWEEPS.0 || (sweeps < SWEEPS.1 && unswept_m.largest() > allowed_m);
        if !goes_on {
            // The Legendre series falls from degree 5 to degree 7 by q², and past them at least as fast. The nodes' own
            // integrals leave out degree 8 and act on the end as one more sweep would; the total leaves out degree 16.
            let (mut fifth, mut seventh) = (zero, zero);
            for value in values {
                let (of_fifth, of_seventh) = value.late_coefficients();
                fifth = of_fifth.mul_add(of_fifth, fifth);
                seventh = of_seventh.mul_add(of_seventh, seventh);
            }
            let fall_squared = (seventh / fifth).sqrt();
            let fall = fall_squared.sqrt();
            let to_eighth = fall_squared * fall_squared;
            let unsampled_m = metres * scale.abs() * seventh.sqrt() * fall * (to_eighth * to_eighth + left);
            let time_s = {
                let total = time.total();
                let mu = gravity.gravitational_parameter_m3_per_s2;
                let span = quarter * 2.0 / frequency;
                let swing = (dot(end.u, end.w) - dot(begin.u, begin.w)) * frequency;
                (span * (0.5 * mu) - swing - total * span * (0.25 * strength)) / (frequency_squared * 2.0)
            };
            return Propagated { end, time_s, unswept_m, unsampled_m, sweeps };
        }
        // Not `map`: it stays a call, and what is called is not compiled for the registers chosen.
        coefficients = [
            v1.integrated(a1, scale),
            v2.integrated(a2, scale),
            v3.integrated(a3, scale),
            v4.integrated(a4, scale),
            v5.integrated(b1, scale),
            v6.integrated(b2, scale),
            v7.integrated(b3, scale),
            v8.integrated(b4, scale),
        ];
    }
}

/// Position and velocity.
#[inline(always)]
pub(super) fn cartesian<T: Scalar>(oscillation: &Oscillation<T>, frequency: T) -> [T; 6] {
    let Oscillation { u, w } = *oscillation;
    let [x, y, z] = unfolded(u, u);
    let factor = frequency * 2.0 / dot(u, u);
    let [vx, vy, vz] = unfolded(u, w);
    [x, y, z, vx * factor, vy * factor, vz * factor]
}

/// What the third and fourth derivatives of a position are made of.
struct Series<T> {
    pull: T,
    jerk_by_position: T,
    snap_by_position: T,
    snap_by_velocity: T,
}

impl<T: Scalar> Series<T> {
    /// The coefficients of one component.
    #[inline(always)]
    fn along(&self, x: T, v: T, a: T) -> [T; 5] {
        let jerk = self.pull * self.jerk_by_position.mul_add(x, v);
        let snap = self.pull * self.snap_by_position.mul_add(x, self.snap_by_velocity.mul_add(v, a));
        [x, v, a * 0.5, jerk * (1.0 / 6.0), snap * (1.0 / 24.0)]
    }
}

/// A polynomial and its slope.
#[inline(always)]
fn place_and_slope<T: Scalar>([c0, c1, c2, c3, c4]: [T; 5], t: T) -> (T, T) {
    (
        c4.mul_add(t, c3).mul_add(t, c2).mul_add(t, c1).mul_add(t, c0),
        (c4 * 4.0).mul_add(t, c3 * 3.0).mul_add(t, c2 * 2.0).mul_add(t, c1),
    )
}

/// From the end of an arc to where it meets the level: a Taylor series in the time, the point's gravity to the fourth power
/// and the bulge's to the second, and Newton's method on it.
#[inline(always)]
pub(super) fn met<T: Scalar>(gravity: &Oblate, level: &Level, state: [T; 6]) -> Met<T> {
    let [x, y, z, vx, vy, vz] = state;
    let (position, velocity) = ([x, y, z], [vx, vy, vz]);
    let acceleration = gravity.pull(position);
    let per_square = x.constant(1.0) / dot3(position, position);
    let per_r = per_square.sqrt();
    let pull = per_square * per_r * -gravity.gravitational_parameter_m3_per_s2;
    let speed_squared = dot3(velocity, velocity);
    let turn = dot3(position, velocity) * per_square;
    let turn_rate = (speed_squared + dot3(position, acceleration)) * per_square - turn * turn * 2.0;
    let snap_by_position = turn * turn * 9.0 - turn_rate * 3.0;
    let [ax, ay, az] = acceleration;
    let motion =
        Series { pull, jerk_by_position: turn * -3.0, snap_by_position, snap_by_velocity: turn * -6.0 };
    let (xs, ys, zs) = (motion.along(x, vx, ax), motion.along(y, vy, ay), motion.along(z, vz, az));
    let mut t = x.constant(0.0);
    let mut end = (position, velocity);
    let mut fall = t;
    // Two steps of Newton's method leave the fourth power of a thousandth; the third is for arcs that graze.
    for _ in 0..3 {
        let (value, rate) = level.above(end.0, end.1);
        fall = rate;
        t = t - value / rate;
        let ((x, vx), (y, vy), (z, vz)) =
            (place_and_slope(xs, t), place_and_slope(ys, t), place_and_slope(zs, t));
        end = ([x, y, z], [vx, vy, vz]);
    }
    // The bulge's third power, and the point's fifth, by their sizes, and twice that: each derivative is some multiple of v/r.
    let pace = speed_squared.sqrt() * per_r;
    let bulge = per_square * per_square * (6.0 * strength(gravity));
    let (t_abs, t_square) = (t.abs(), t * t);
    let size = pull.abs() * pace * pace * pace / per_r;
    let series_m = (bulge * pace * 4.0 + size * t_square) * t_abs * t_square * (1.0 / 3.0);
    // And what Newton's method has still to go.
    let (value, rate) = level.above(end.0, end.1);
    let left_out_m = series_m + (value / rate).abs() * speed_squared.sqrt();
    // Down is where the level's value falls; its slope along a metre is 2/r.
    let obliquity = speed_squared.sqrt() * per_r * 2.0 / fall.abs();
    let ([x, y, z], [vx, vy, vz]) = end;
    Met { state: [x, y, z, vx, vy, vz], after_s: t, left_out_m, obliquity }
}
