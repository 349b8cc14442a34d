//! The elementary functions of eight numbers, without a branch.
//!
//! Two constants that belong together are a number and what its rounding left out.

use std::f64::consts::{FRAC_1_PI, FRAC_1_SQRT_2, FRAC_PI_2, FRAC_PI_4, LN_2, LOG2_E, PI, SQRT_2};

use fearless_simd::prelude::*;
use fearless_simd::{Simd, f64x8, mask64x8, u64x8};

/// Added to a number below 2⁵¹ in size it leaves the nearest whole number in the last bits, as an integer.
const ROUND: f64 = 6_755_399_441_055_744.0; // 1.5 × 2⁵²

/// Σ cⱼ xʲ, by halves: the chain of a polynomial of degree 10 is four products long and not ten.
#[inline(always)]
fn polynomial<S: Simd, const N: usize>(x: f64x8<S>, coefficients: [f64; N]) -> f64x8<S> {
    let splat = |value: f64| f64x8::splat(x.simd, value);
    let square = x * x;
    let fourth = square * square;
    let mut sum: Option<f64x8<S>> = None;
    for four in coefficients.chunks(4).rev() {
        let part = match *four {
            [a, b, c, d] => (splat(d).mul_add(x, splat(c))).mul_add(square, splat(b).mul_add(x, splat(a))),
            [a, b, c] => splat(c).mul_add(square, splat(b).mul_add(x, splat(a))),
            [a, b] => splat(b).mul_add(x, splat(a)),
            [a] => splat(a),
            _ => splat(0.0),
        };
        sum = Some(match sum {
            Some(sum) => sum.mul_add(fourth, part),
            None => part,
        });
    }
    sum.unwrap_or(splat(0.0))
}

/// eˣ = 2ᵏ eʳ, the series of eʳ to r¹³. Below −708 the result, subnormal, is zero.
#[inline(always)]
pub(super) fn exp<S: Simd>(x: f64x8<S>) -> f64x8<S> {
    #[allow(clippy::indexing_slicing)] // Within the array, and computed by the compiler.
    const SERIES: [f64; 12] = {
        let mut terms = [0.5; 12];
        let mut j = 1;
        while j < 12 {
            terms[j] = terms[j - 1] / (j + 2) as f64;
            j += 1;
        }
        terms
    };
    let splat = |value: f64| f64x8::splat(x.simd, value);
    let (least, most) = (splat(-708.0), splat(709.782_712_893_384));
    let held = x.simd_lt(most).select(x, most);
    let held = least.simd_lt(held).select(held, least);
    let shifted = held.mul_add(splat(LOG2_E), splat(ROUND));
    let k = shifted - ROUND;
    let rest = k.mul_add(splat(-LN_2_HIGH), held);
    let r = k.mul_add(splat(-LN_2_LOW), rest);
    let power = polynomial(r, SERIES).mul_add(r * r, r) + 1.0;
    // 2^(k−1), so that the greatest k has its place, and twice that.
    let half: u64x8<S> = shifted.bitcast();
    let scale: f64x8<S> = ((half + 1022) << 52).bitcast();
    let result = power * 2.0 * scale;
    let result = least.simd_lt(x).select(result, splat(0.0));
    let result = most.simd_lt(x).select(splat(f64::INFINITY), result);
    x.simd_eq(x).select(result, x)
}

/// ln 2 with 21 zeros at its end, so that its product with a whole number is exact, and the rest.
const LN_2_HIGH: f64 = f64::from_bits(LN_2.to_bits() & !0x1f_ffff);
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// ln x = k ln 2 + ln m, m from √½ to √2, with s = (m − 1)/(m + 1): ln m = 2 (s + s³/3 + …).
#[inline(always)]
pub(super) fn ln<S: Simd>(x: f64x8<S>) -> f64x8<S> {
    /// 2/(2j + 3), the later ones bent so that the error is even over the range.
    /// Source: FDLIBM, e_log.c (Sun Microsystems 1993), whose error is below 2^−58.45.
    const SERIES: [f64; 7] = [
        0.666_666_666_666_673_5,
        0.399_999_999_994_094_2,
        0.285_714_287_436_623_9,
        0.222_221_984_321_497_84,
        0.181_835_721_616_180_5,
        0.153_138_376_992_093_73,
        0.147_981_986_051_165_86,
    ];
    const MANTISSA: u64 = (1 << 52) - 1;
    const LEAST: u64 = FRAC_1_SQRT_2.to_bits();
    let splat = |value: f64| f64x8::splat(x.simd, value);
    let tiny = x.simd_lt(splat(f64::MIN_POSITIVE));
    let normal = tiny.select(x * TWO_TO_54, x);
    // Counted from √½, the exponent is the one that leaves m between √½ and √2.
    let counted = normal.bitcast::<u64x8<S>>() + (1024 << 52) - LEAST;
    // In the last bits of 2⁵² the exponent is a number.
    let k = ((counted >> 52) | TWO_TO_52.to_bits()).bitcast::<f64x8<S>>() - (TWO_TO_52 + 1024.0);
    let k = tiny.select(k - 54.0, k);
    let m = ((counted & MANTISSA) + LEAST).bitcast::<f64x8<S>>();
    let f = m - 1.0;
    let s = f / (f + 2.0);
    let z = s * s;
    let series = polynomial(z, SERIES) * z;
    let half_square = f * f * 0.5;
    let low = k.mul_add(splat(LN_2_LOW), s * (half_square + series));
    let result = k.mul_add(splat(LN_2_HIGH), f - (half_square - low));
    let result = x.simd_lt(splat(f64::INFINITY)).select(result, x);
    // Zero, and what is below it or NaN.
    let zero = splat(0.0);
    let result = zero.simd_lt(x).select(result, splat(f64::NAN));
    x.simd_eq(zero).select(splat(f64::NEG_INFINITY), result)
}

const TWO_TO_52: f64 = 4_503_599_627_370_496.0;
const TWO_TO_54: f64 = 18_014_398_509_481_984.0;

/// Angles beyond this are left to the platform: the quarter turns in them no longer have an exact product.
const LARGEST_ANGLE: f64 = 1e5;

/// x = n π/2 + r, r from −π/4 to π/4; sine and cosine of r by their series.
#[inline(always)]
pub(super) fn sin_cos<S: Simd>(x: f64x8<S>) -> (f64x8<S>, f64x8<S>) {
    /// π/2 in parts of 33 bits, and the rest.
    const QUARTER_TURN: [f64; 3] =
        [1.570_796_326_734_125_6, 6.077_100_506_303_966e-11, 2.022_266_248_795_950_6e-21];
    /// Of (sin r − r)/r³ and (cos r − 1 + r²/2)/r⁴ in r².
    /// Source: FDLIBM, k_sin.c and k_cos.c (Sun Microsystems 1993), whose errors are below 2^−58.
    const SINE: [f64; 6] = [
        -1.666_666_666_666_663_2e-1,
        8.333_333_333_322_49e-3,
        -1.984_126_982_985_795e-4,
        2.755_731_370_707_006_8e-6,
        -2.505_076_025_340_686_3e-8,
        1.589_690_995_211_55e-10,
    ];
    const COSINE: [f64; 6] = [
        4.166_666_666_666_66e-2,
        -1.388_888_888_887_411e-3,
        2.480_158_728_947_673e-5,
        -2.755_731_435_139_066_3e-7,
        2.087_572_321_298_175e-9,
        -1.135_964_755_778_819_5e-11,
    ];
    let splat = |value: f64| f64x8::splat(x.simd, value);
    let shifted = x.mul_add(splat(2.0 * FRAC_1_PI), splat(ROUND));
    let n = shifted - ROUND;
    let r = QUARTER_TURN.iter().fold(x, |r, part| n.mul_add(splat(-part), r));
    let z = r * r;
    let sine = (z * r).mul_add(polynomial(z, SINE), r);
    let half = z * 0.5;
    let most = -half + 1.0;
    let cosine = most + (z * z).mul_add(polynomial(z, COSINE), (-most + 1.0) - half);
    let quadrant = shifted.bitcast::<u64x8<S>>();
    let odd = (quadrant & 1).simd_eq(1);
    let sign = |turns: u64x8<S>| (turns & 2) << 62;
    let sin = odd.select(cosine, sine).bitcast::<u64x8<S>>() ^ sign(quadrant);
    let cos = odd.select(sine, cosine).bitcast::<u64x8<S>>() ^ sign(quadrant + 1);
    let (sin, cos) = (sin.bitcast::<f64x8<S>>(), cos.bitcast::<f64x8<S>>());
    if x.abs().simd_lt(splat(LARGEST_ANGLE)).to_bitmask() == 0xff { (sin, cos) } else { by_platform(x) }
}

#[cold]
#[inline(never)]
fn by_platform<S: Simd>(x: f64x8<S>) -> (f64x8<S>, f64x8<S>) {
    let values = x.to_array().map(f64::sin_cos);
    (
        f64x8::simd_from(x.simd, values.map(|(sin, _)| sin)),
        f64x8::simd_from(x.simd, values.map(|(_, cos)| cos)),
    )
}

/// The angle from the axis, of a point a over it and b along it, both from zero on: in [0, π/2].
///
/// The tangent is turned back by 0, π/4 or π/2 into [−tan π/8, tan π/8] while it is still a fraction, so that there is one
/// division.
#[inline(always)]
fn first_quadrant<S: Simd>(a: f64x8<S>, b: f64x8<S>) -> f64x8<S> {
    /// (atan t − t)/t³ in t², through the Chebyshev points of the range in 60 digits; off by 6e-18 of the angle.
    const SERIES: [f64; 11] = [
        -0.333_333_333_333_333_3,
        0.199_999_999_999_955_17,
        -0.142_857_142_846_656_8,
        0.111_111_110_151_870_2,
        -0.090_909_045_753_064_9,
        0.076_921_831_253_768_92,
        -0.066_645_105_255_089_37,
        0.058_581_409_048_663_28,
        -0.050_854_078_345_894_84,
        0.039_230_447_784_793_09,
        -0.019_175_404_711_104_934,
    ];
    const TAN_PI_8: f64 = SQRT_2 - 1.0;
    const TAN_3_PI_8: f64 = SQRT_2 + 1.0;
    let splat = |value: f64| f64x8::splat(a.simd, value);
    let steep = (b * TAN_3_PI_8).simd_lt(a);
    let middle = (b * TAN_PI_8).simd_lt(a);
    let over = steep.select(-b, middle.select(a - b, a));
    let under = steep.select(a, middle.select(a + b, b));
    let turn = steep.select(splat(FRAC_PI_2), middle.select(splat(FRAC_PI_4), splat(0.0)));
    let turn_low = turn * (PI_LOW / PI);
    let t = over / under;
    let z = t * t;
    turn + (t + (t * z).mul_add(polynomial(z, SERIES), turn_low))
}

/// What π leaves over.
const PI_LOW: f64 = 1.224_646_799_147_353_2e-16;

/// The angle whose tangent is y/x. 0/0 is NaN; for the rest see [`atan2`].
#[inline(always)]
pub(super) fn quotient_atan<S: Simd>(y: f64x8<S>, x: f64x8<S>) -> f64x8<S> {
    let sign = (y.bitcast::<u64x8<S>>() ^ x.bitcast::<u64x8<S>>()) & SIGN;
    let angle = first_quadrant(y.abs(), x.abs());
    (angle.bitcast::<u64x8<S>>() ^ sign).bitcast()
}

const SIGN: u64 = 1 << 63;

/// The angle of (x, y); as the platform's, but NaN where one is infinite and the other infinite or nearly.
#[inline(always)]
pub(super) fn atan2<S: Simd>(y: f64x8<S>, x: f64x8<S>) -> f64x8<S> {
    let splat = |value: f64| f64x8::splat(x.simd, value);
    let angle = first_quadrant(y.abs(), x.abs());
    let at_origin = (y.abs() + x.abs()).simd_eq(0.0);
    let angle = at_origin.select(splat(0.0), angle);
    let is_left: mask64x8<S> = (x.bitcast::<u64x8<S>>() & SIGN).simd_eq(SIGN);
    let angle = is_left.select(-(angle - PI_LOW) + PI, angle);
    angle.copysign(y)
}

#[cfg(test)]
mod tests {
    use super::super::{Batch, LANES, Wide, Width, run};
    use super::Simd;
    use crate::numerics::scalar::Scalar;

    /// Units in the last place that a function may be off from the platform's, which is itself off by up to one.
    const ULPS: f64 = 2.0;

    type Pair = (f64, f64);

    /// All the functions of x and y, in lanes and by the platform.
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

    /// The greatest differences over the points, in units in the last place.
    fn worst(points: &[Pair]) -> [f64; 7] {
        let mut worst = [0.0_f64; 7];
        for width in [Width::Widest, Width::Baseline] {
            for eight in points.chunks_exact(LANES) {
                let x = std::array::from_fn(|lane| eight[lane].0);
                let y = std::array::from_fn(|lane| eight[lane].1);
                let (got, expected) = (run(width, Functions(x, y)), run(Width::Single, Functions(x, y)));
                for (lane, (got, expected)) in got.into_iter().zip(expected).enumerate() {
                    for (i, (got, expected)) in got.into_iter().zip(expected).enumerate() {
                        let gone = got == 0.0 && expected.abs() < f64::MIN_POSITIVE;
                        let same = gone || got == expected || (got.is_nan() && expected.is_nan());
                        let off = if same { 0.0 } else { (got - expected).abs() / ulp(expected) };
                        assert!(off.is_finite(), "{} of {:?}: {got}, {expected}", NAMES[i], eight[lane]);
                        worst[i] = worst[i].max(off);
                    }
                }
            }
        }
        worst
    }

    /// Weyl's sequence in [0, 1): even, and the same everywhere.
    fn even(k: u32, step: f64) -> f64 {
        (f64::from(k) * step).fract()
    }

    fn hold(points: &[Pair]) {
        for (name, off) in NAMES.into_iter().zip(worst(points)) {
            println!("{name}: {off:.2} units");
            assert!(off <= ULPS, "{name} is off by {off} units in the last place");
        }
    }

    #[test]
    fn functions_are_within_two_units_of_the_platforms() {
        let (a, b) = (0.754_877_666_246_693, 0.569_840_290_998_053_3);
        // Angles and arguments of ordinary size, all sizes of numbers, and every quadrant.
        for spread in [1.6, 8.0, 700.0, 9e4] {
            let points: Vec<Pair> = (0..200_000)
                .map(|k| (spread * (2.0 * even(k, a) - 1.0), spread * (2.0 * even(k, b) - 1.0)))
                .collect();
            hold(&points);
        }
        let points: Vec<Pair> = (0..200_000)
            .map(|k| ((600.0 * even(k, a) - 300.0).exp(), (600.0 * even(k, b) - 300.0).exp()))
            .collect();
        hold(&points);
    }

    #[test]
    fn edges_are_the_platforms() {
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
                // 0/0, and infinity over what is nearly that, have no angle here.
                let (small, large) = (x.abs().min(y.abs()), x.abs().max(y.abs()));
                let none = large == 0.0 || (large.is_infinite() && small > 1e307);
                points.push(if none { (x, 1.0) } else { (x, y) });
            }
        }
        hold(&points);
    }
}
