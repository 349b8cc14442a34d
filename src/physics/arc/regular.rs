//! The propagation of a whole arc in regular variables, in which it is nearly a harmonic
//! oscillation.

use crate::numerics::gauss::{NodeFunction, Nodes, neglected};
use crate::numerics::scalar::Scalar;
use crate::physics::motion::Oblate;

/// A position u and its derivative over the frequency, w = u′/ω, in the variables of
/// Kustaanheimo and Stiefel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Oscillation<T> {
    u: [T; 4],
    w: [T; 4],
}

/// An arc to be propagated down to a radius.
#[derive(Debug, Clone, Copy)]
pub(super) struct ArcToRadius<T> {
    pub(super) begin: Oscillation<T>,
    /// The frequency ω.
    pub(super) frequency: T,
    /// A quarter of the range of the eccentric anomaly: ω s goes from minus this value to this
    /// value.
    pub(super) quarter: T,
}

/// A propagated arc.
#[derive(Debug, Clone, Copy)]
pub(super) struct PropagatedArc<T> {
    pub(super) end: Oscillation<T>,
    pub(super) time_s: T,
    /// The estimated error of the iteration, m.
    pub(super) sweep_error_m: T,
    /// The estimated error of the quadrature, m.
    pub(super) quadrature_error_m: T,
    /// The number of sweeps.
    pub(super) sweeps: u32,
}

/// Returns the scalar product of two vectors of four components.
#[inline(always)]
fn dot<T: Scalar>([a, b, c, d]: [T; 4], [e, f, g, h]: [T; 4]) -> T {
    a.mul_add(e, b * f) + c.mul_add(g, d * h)
}

/// Returns the product L(u) y of the KS matrix, without its fourth component, which is zero.
#[inline(always)]
fn ks_product<T: Scalar>([u1, u2, u3, u4]: [T; 4], [y1, y2, y3, y4]: [T; 4]) -> [T; 3] {
    [
        u1 * y1 - u2 * y2 - u3 * y3 + u4 * y4,
        u2 * y1 + u1 * y2 - u4 * y3 - u3 * y4,
        u3 * y1 + u4 * y2 + u1 * y3 + u2 * y4,
    ]
}

/// Returns α cos + β sin for each of four components.
#[inline(always)]
fn oscillation<T: Scalar>(alpha: [T; 4], cos: T, beta: [T; 4], sin: T) -> [T; 4] {
    let ([a1, a2, a3, a4], [b1, b2, b3, b4]) = (alpha, beta);
    [
        a1.mul_add(cos, b1 * sin),
        a2.mul_add(cos, b2 * sin),
        a3.mul_add(cos, b3 * sin),
        a4.mul_add(cos, b4 * sin),
    ]
}

/// Returns the arc from a state down to a radius by the two-body solution; NaN where it does not
/// come down to the radius.
#[inline(always)]
pub(super) fn arc_to_radius<T: Scalar>(gravity: &Oblate, state: [T; 6], radius_m: f64) -> ArcToRadius<T> {
    let [x, y, z, vx, vy, vz] = state;
    let mu = gravity.gravitational_parameter_m3_per_s2;
    let square = x.mul_add(x, y.mul_add(y, z * z));
    let r = square.sqrt();
    let per_r = r.constant(1.0) / r;
    let speed_squared = vx.mul_add(vx, vy.mul_add(vy, vz * vz));
    let sine = z * per_r;
    // V/μ, the potential of the bulge over μ.
    let bulge = (sine * sine * 3.0 - 1.0) * (per_r * per_r * per_r) * (bulge_strength(gravity) / mu);
    let binding = (per_r - bulge) * mu - speed_squared * 0.5;
    let frequency = (binding * 0.5).sqrt();
    // u from the half-angle between the position and the first axis, by the branch without
    // cancellation.
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
    ArcToRadius { begin: Oscillation { u, w }, frequency, quarter: angle * 0.25 }
}

/// Returns the coefficient of the bulge's potential, μ J₂ a²/2, m⁵/s².
#[inline(always)]
pub(super) fn bulge_strength(gravity: &Oblate) -> f64 {
    0.5 * gravity.gravitational_parameter_m3_per_s2
        * gravity.j2
        * gravity.reference_radius_m
        * gravity.reference_radius_m
}

/// The integrands of α, of β and of the time at one node, as functions of the sine, the cosine
/// and the eight coefficients.
struct Integrands;

impl NodeFunction<10, 9> for Integrands {
    #[inline(always)]
    fn at<T: Scalar>(&self, [sin, cos, a1, a2, a3, a4, b1, b2, b3, b4]: [T; 10]) -> [T; 9] {
        let u = oscillation([a1, a2, a3, a4], cos, [b1, b2, b3, b4], sin);
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

/// The share of the estimate of what the nodes neglect that counts: of 8,000 random arcs none had
/// an error of more than 0.39 of it.
const QUADRATURE_SHARE: f64 = 0.5;
/// The least number of sweeps: the error of a single sweep cannot be estimated.
const FEWEST_SWEEPS: u32 = 2;
/// The greatest number of sweeps: an iteration that eight do not settle does not converge.
const MOST_SWEEPS: u32 = 8;

/// Propagates an arc until the estimated error of the sweeps is below `allowed_m` in every lane.
#[inline(always)]
pub(super) fn propagate<N: Nodes>(
    kind: N,
    gravity: &Oblate,
    arc: &ArcToRadius<N::One>,
    allowed_m: f64,
) -> PropagatedArc<N::One> {
    let ArcToRadius { begin, frequency, quarter } = *arc;
    let [sin, cos] = kind.sines_and_cosines(quarter);
    let (end_sin, end_cos) = quarter.sin_cos();
    let alpha = oscillation(begin.u, end_cos, begin.w, end_sin);
    let beta = oscillation(begin.w, end_cos, begin.u, -end_sin);
    let [a1, a2, a3, a4] = alpha;
    let [b1, b2, b3, b4] = beta;
    let strength = bulge_strength(gravity);
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
    let (mut last_change, mut sweeps) = (zero, 0);
    loop {
        let [c1, c2, c3, c4, c5, c6, c7, c8] = coefficients;
        let [v1, v2, v3, v4, v5, v6, v7, v8, time] =
            N::map_nodes(&Integrands, [sin, cos, c1, c2, c3, c4, c5, c6, c7, c8]);
        let values = [v1, v2, v3, v4, v5, v6, v7, v8];
        sweeps += 1;
        let mut change_squared = zero;
        for (change, value) in changes.iter_mut().zip(values) {
            let new = value.integral() * scale;
            let step = new - *change;
            *change = new;
            change_squared = step.mul_add(step, change_squared);
        }
        let [d1, d2, d3, d4, d5, d6, d7, d8] = changes;
        let alpha = [a1 + d1, a2 + d2, a3 + d3, a4 + d4];
        let beta = [b1 + d5, b2 + d6, b3 + d7, b4 + d8];
        let end = Oscillation {
            u: oscillation(alpha, end_cos, beta, end_sin),
            w: oscillation(beta, end_cos, alpha, -end_sin),
        };
        // |δx| = 2 √r |δu|.
        let metres = dot(end.u, end.u).sqrt() * 2.0;
        let sweep_change = change_squared.sqrt();
        // Each sweep reduces the error by about the ratio of the last two changes; the factor four
        // is a safety margin.
        let ratio = sweep_change / last_change;
        let sweep_error_m = metres * 4.0 * sweep_change * ratio;
        last_change = sweep_change;
        let goes_on = sweeps < FEWEST_SWEEPS || (sweeps < MOST_SWEEPS && sweep_error_m.largest() > allowed_m);
        if !goes_on {
            let (mut fifth, mut seventh) = (zero, zero);
            for value in values {
                let (of_fifth, of_seventh) = value.highest_odd_coefficients();
                fifth = of_fifth.mul_add(of_fifth, fifth);
                seventh = of_seventh.mul_add(of_seventh, seventh);
            }
            let quadrature_error_m =
                metres * QUADRATURE_SHARE * scale.abs() * neglected(fifth, seventh, ratio);
            let time_s = {
                let total = time.integral();
                let mu = gravity.gravitational_parameter_m3_per_s2;
                let span = quarter * 2.0 / frequency;
                let swing = (dot(end.u, end.w) - dot(begin.u, begin.w)) * frequency;
                (span * (0.5 * mu) - swing - total * span * (0.25 * strength)) / (frequency_squared * 2.0)
            };
            return PropagatedArc { end, time_s, sweep_error_m, quadrature_error_m, sweeps };
        }
        // Not `map`: it remains a call, and the called function is not compiled for the chosen
        // registers.
        coefficients = [
            v1.cumulative_integral(a1, scale),
            v2.cumulative_integral(a2, scale),
            v3.cumulative_integral(a3, scale),
            v4.cumulative_integral(a4, scale),
            v5.cumulative_integral(b1, scale),
            v6.cumulative_integral(b2, scale),
            v7.cumulative_integral(b3, scale),
            v8.cumulative_integral(b4, scale),
        ];
    }
}

/// Returns the Cartesian position and velocity.
#[inline(always)]
pub(super) fn cartesian<T: Scalar>(oscillation: &Oscillation<T>, frequency: T) -> [T; 6] {
    let Oscillation { u, w } = *oscillation;
    let [x, y, z] = ks_product(u, u);
    let factor = frequency * 2.0 / dot(u, u);
    let [vx, vy, vz] = ks_product(u, w);
    [x, y, z, vx * factor, vy * factor, vz * factor]
}
