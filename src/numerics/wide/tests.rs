//! The elementary functions in lanes, compared with the platform's.

use fearless_simd::Simd;

use super::{Batch, LANES, Wide, Width, run};
use crate::numerics::scalar::Scalar;

/// The largest difference from the platform's function, in units in the last place. The platform's
/// own error is up to one unit.
const ULPS: f64 = 2.0;

type Pair = (f64, f64);

/// All the functions of the arrays x and y, in lanes or by the platform.
struct Functions([f64; LANES], [f64; LANES]);

#[inline(always)]
fn all<T: Scalar>(x: T, y: T) -> [T; 7] {
    let (sin, cos) = x.sin_cos();
    [x.exp(), x.ln(), sin, cos, x.atan(), y.atan2(x), y.quotient_atan(x)]
}

impl Batch for Functions {
    type Output = [[f64; 7]; LANES];

    #[inline(always)]
    fn wide<S: Simd>(self, simd: S) -> Self::Output {
        let lanes = all(Wide::new(simd, self.0), Wide::new(simd, self.1)).map(Wide::to_array);
        std::array::from_fn(|lane| lanes.map(|values| values[lane]))
    }

    fn single(self) -> Self::Output {
        std::array::from_fn(|lane| all(self.0[lane], self.1[lane]))
    }
}

const NAMES: [&str; 7] = ["exp", "ln", "sin", "cos", "atan", "atan2", "quotient_atan"];

fn ulp(x: f64) -> f64 {
    let x = x.abs().max(f64::MIN_POSITIVE);
    f64::from_bits(x.to_bits() + 1) - x
}

/// Computes the largest difference of every function over the points, in units in the last place.
fn worst(points: &[Pair]) -> [f64; 7] {
    let mut worst = [0.0_f64; 7];
    for width in [Width::Widest, Width::Baseline] {
        for eight in points.chunks_exact(LANES) {
            let x = std::array::from_fn(|lane| eight[lane].0);
            let y = std::array::from_fn(|lane| eight[lane].1);
            let (got, expected) = (run(width, Functions(x, y)), run(Width::Single, Functions(x, y)));
            for (lane, (got, expected)) in got.into_iter().zip(expected).enumerate() {
                for (i, (got, expected)) in got.into_iter().zip(expected).enumerate() {
                    let is_underflow = got == 0.0 && expected.abs() < f64::MIN_POSITIVE;
                    let is_same = is_underflow || got == expected || (got.is_nan() && expected.is_nan());
                    let off = if is_same { 0.0 } else { (got - expected).abs() / ulp(expected) };
                    assert!(off.is_finite(), "{} of {:?}: {got}, {expected}", NAMES[i], eight[lane]);
                    worst[i] = worst[i].max(off);
                }
            }
        }
    }
    worst
}

/// Returns the k-th number of the Weyl sequence in [0, 1), which is evenly distributed and the same
/// on every platform.
fn even(k: u32, step: f64) -> f64 {
    (f64::from(k) * step).fract()
}

fn check(points: &[Pair]) {
    for (name, off) in NAMES.into_iter().zip(worst(points)) {
        println!("{name}: {off:.2} units");
        assert!(off <= ULPS, "{name} is off by {off} units in the last place");
    }
}

#[test]
fn functions_are_within_two_units_of_the_platforms() {
    let (a, b) = (0.754_877_666_246_693, 0.569_840_290_998_053_3);
    // Angles and arguments of ordinary size, numbers of all magnitudes, and all quadrants.
    for spread in [1.6, 8.0, 700.0, 9e4] {
        let points: Vec<Pair> = (0..200_000)
            .map(|k| (spread * (2.0 * even(k, a) - 1.0), spread * (2.0 * even(k, b) - 1.0)))
            .collect();
        check(&points);
    }
    let points: Vec<Pair> = (0..200_000)
        .map(|k| ((600.0 * even(k, a) - 300.0).exp(), (600.0 * even(k, b) - 300.0).exp()))
        .collect();
    check(&points);
}

#[test]
fn special_values_are_the_platforms() {
    let edges = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
        f64::MIN_POSITIVE,
        f64::MAX,
        5e-324,
        709.78,
        709.79,
        -800.0,
        1e300,
        std::f64::consts::FRAC_PI_2,
        3e5,
    ];
    let mut points = Vec::new();
    for x in edges {
        for y in edges {
            // 0/0, and infinity over an almost infinite number, have no angle here.
            let (small, large) = (x.abs().min(y.abs()), x.abs().max(y.abs()));
            let is_undefined = large == 0.0 || (large.is_infinite() && small > 1e307);
            points.push(if is_undefined { (x, 1.0) } else { (x, y) });
        }
    }
    check(&points);
}
