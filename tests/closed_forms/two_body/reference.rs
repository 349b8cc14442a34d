//! Two-body motion to sixty digits: Kepler's equation in universal variables, by Newton's method.

use std::ops::Add;

use dashu_float::FBig;
use dashu_float::round::mode::HalfEven;
use lofted::physics::kepler::propagation::{Invariants, State, lagrange_kernel};

/// A binary number of [`BITS`] bits.
pub type Big = FBig<HalfEven, 2>;

/// The precision: 72 digits, of which some ten are lost where the path passes close to the centre.
const BITS: usize = 240;

/// 2π as a sum, the greatest first: 80 digits.
const TAU: [f64; 5] = [
    std::f64::consts::TAU,
    2.4492935982947064e-16,
    -5.989539619436679e-33,
    2.2249084417267306e-49,
    1.1344463959280631e-65,
];

/// Returns a number to the full precision.
pub fn big(value: f64) -> Big {
    Big::try_from(value).unwrap().with_precision(BITS).value()
}

/// Returns the sum of numbers to the full precision.
pub fn sum(terms: &[f64]) -> Big {
    terms.iter().map(|term| big(*term)).fold(big(0.0), Add::add)
}

/// Rounds a number to an `f64`.
pub fn rounded(value: &Big) -> f64 {
    value.to_f64().value()
}

/// What a propagation depends on: position, velocity, interval, gravitational parameter.
pub type Inputs = [Big; 8];

/// Returns the inputs of a propagation, exactly.
pub fn inputs(state: &State, interval_s: f64, mu: f64) -> Inputs {
    let [x, y, z] = state.position_m;
    let [u, v, w] = state.velocity_m_per_s;
    [x, y, z, u, v, w, interval_s, mu].map(big)
}

/// Position and velocity after the interval, and the universal anomaly of the last revolution.
pub struct Propagated {
    pub position: [Big; 3],
    pub velocity: [Big; 3],
    pub anomaly: Big,
}

fn dot(a: &[Big], b: &[Big]) -> Big {
    a.iter().zip(b).map(|(a, b)| a * b).fold(big(0.0), Add::add)
}

/// Stumpff's functions c₁, c₂ and c₃, c₀ before them.
fn stumpff(z: &Big) -> [Big; 4] {
    let mut quarterings = 0;
    let mut x = z.clone();
    while rounded(&x).abs() > 1e-3 {
        x /= big(4.0);
        quarterings += 1;
    }
    let (mut c2, mut c3) = (big(1.0), big(1.0));
    // The terms left out are below 1e-3¹⁶/33!, 1e-85.
    for j in (1..=15).rev() {
        let j = f64::from(j);
        c2 = big(1.0) - &x * c2 / big((2.0 * j + 1.0) * (2.0 * j + 2.0));
        c3 = big(1.0) - &x * c3 / big((2.0 * j + 2.0) * (2.0 * j + 3.0));
    }
    (c2, c3) = (c2 / big(2.0), c3 / big(6.0));
    let (mut c0, mut c1) = (big(1.0) - &x * &c2, big(1.0) - &x * &c3);
    for _ in 0..quarterings {
        x *= big(4.0);
        c3 = (c2 + &c0 * c3) / big(4.0);
        c2 = &c1 * &c1 / big(2.0);
        c1 = c0 * c1;
        c0 = big(1.0) - &x * &c2;
    }
    [c0, c1, c2, c3]
}

/// Propagates a state. `near` is an approximation of the universal anomaly, if one is known.
pub fn propagate(inputs: &Inputs, near: Option<&Big>) -> Propagated {
    let (r0, rest) = inputs.split_at(3);
    let (v0, rest) = rest.split_at(3);
    let (mu, mut interval) = (&rest[1], rest[0].clone());
    let root_mu = mu.sqrt();
    let radius = dot(r0, r0).sqrt();
    let along = dot(r0, v0);
    let sigma = &along / &root_mu;
    let alpha = big(2.0) / &radius - dot(v0, v0) / mu;
    if rounded(&alpha) > 0.0 {
        let period = sum(&TAU) / (&alpha * (mu * &alpha).sqrt());
        let revolutions = rounded(&(&interval / &period)).trunc();
        interval -= period * big(revolutions);
    }
    let mut chi = near.cloned().unwrap_or_else(|| {
        let found = lagrange_kernel(
            Invariants {
                radius_m: rounded(&radius),
                radius_dot_velocity_m2_per_s: rounded(&along),
                reciprocal_semi_major_axis_per_m: rounded(&alpha),
                interval_s: rounded(&interval),
            },
            rounded(mu),
        );
        big(found.universal_anomaly_sqrt_m)
    });
    let time = &interval * &root_mu;
    for _ in 0..200 {
        let [c0, c1, c2, c3] = stumpff(&(&alpha * &chi * &chi));
        let value = &chi * (&radius * &c1 + &chi * (&sigma * &c2 + &chi * &c3)) - &time;
        let slope = &radius * c0 + &chi * (&sigma * c1 + &chi * c2);
        let step = value / slope;
        chi -= &step;
        if rounded(&step).abs() <= 1e-62 * rounded(&chi).abs() {
            break;
        }
    }
    let [c0, c1, c2, c3] = stumpff(&(&alpha * &chi * &chi));
    let square = &chi * &chi * &c2;
    let end = &radius * c0 + &chi * (&sigma * &c1 + &chi * &c2);
    let f = big(1.0) - &square / &radius;
    let g = &interval - &chi * &chi * &chi * c3 / &root_mu;
    let f_dot = big(0.0) - &chi * c1 * &root_mu / (&end * &radius);
    let g_dot = big(1.0) - square / end;
    let combine = |a: &Big, b: &Big| -> [Big; 3] { std::array::from_fn(|i| a * &r0[i] + b * &v0[i]) };
    Propagated { position: combine(&f, &g), velocity: combine(&f_dot, &g_dot), anomaly: chi }
}

/// Computes the distance between two vectors over the length of the second.
pub fn relative(found: &[Big; 3], exact: &[Big; 3]) -> f64 {
    let difference: [Big; 3] = std::array::from_fn(|i| &found[i] - &exact[i]);
    rounded(&(dot(&difference, &difference) / dot(exact, exact)).sqrt())
}

/// Computes the condition numbers of position and velocity: Σ |xᵢ| |∂r/∂xᵢ| / |r| over the eight
/// inputs, by differences of 1e-25 of each.
pub fn condition(inputs: &Inputs, exact: &Propagated) -> [f64; 2] {
    let part = 1e-25;
    let mut sums = [0.0; 2];
    for i in 0..inputs.len() {
        let mut moved = inputs.clone();
        moved[i] = &moved[i] * (big(1.0) + big(part));
        let moved = propagate(&moved, Some(&exact.anomaly));
        sums[0] += relative(&moved.position, &exact.position) / part;
        sums[1] += relative(&moved.velocity, &exact.velocity) / part;
    }
    sums
}
