//! The elementary functions of eight numbers, without branches.
//!
//! A pair of constants HIGH and LOW is a number and its rounding error, so that their sum has twice
//! the precision.

use std::f64::consts::{FRAC_1_PI, FRAC_1_SQRT_2, FRAC_PI_2, FRAC_PI_4, LN_2, LOG2_E, PI, SQRT_2};

use fearless_simd::prelude::*;
use fearless_simd::{Simd, f64x8, mask64x8, u64x8};

/// The constant that rounds to an integer: added to a number of magnitude below 2⁵¹, it leaves
/// the nearest integer in the last bits of the sum.
const ROUND: f64 = 6_755_399_441_055_744.0; // 1.5 × 2⁵²

/// Computes Σ cⱼ xʲ by Estrin's scheme: the longest chain of products for a polynomial of
/// degree 10 is four, not ten.
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

/// Computes eˣ = 2ᵏ eʳ, with the series of eʳ up to r¹³. Below −708, where the result is
/// subnormal, it returns zero.
#[inline(always)]
pub(super) fn exp<S: Simd>(x: f64x8<S>) -> f64x8<S> {
    #[allow(clippy::indexing_slicing)] // The index stays within the array, and the compiler evaluates the loop.
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
    let clamped = x.simd_lt(most).select(x, most);
    let clamped = least.simd_lt(clamped).select(clamped, least);
    let shifted = clamped.mul_add(splat(LOG2_E), splat(ROUND));
    let k = shifted - ROUND;
    let rest = k.mul_add(splat(-LN_2_HIGH), clamped);
    let r = k.mul_add(splat(-LN_2_LOW), rest);
    let power = polynomial(r, SERIES).mul_add(r * r, r) + 1.0;
    // The factor is 2 · 2^(k−1), because 2ᵏ overflows for the greatest k.
    let half: u64x8<S> = shifted.bitcast();
    let scale: f64x8<S> = ((half + 1022) << 52).bitcast();
    let result = power * 2.0 * scale;
    let result = least.simd_lt(x).select(result, splat(0.0));
    let result = most.simd_lt(x).select(splat(f64::INFINITY), result);
    x.simd_eq(x).select(result, x)
}

/// ln 2 with 21 trailing zero bits, so that its product with an integer is exact.
const LN_2_HIGH: f64 = f64::from_bits(LN_2.to_bits() & !0x1f_ffff);
/// The difference between ln 2 and [`LN_2_HIGH`].
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// Computes ln x = k ln 2 + ln m, with m from √½ to √2 and ln m = 2 (s + s³/3 + …), s = (m
/// − 1)/(m + 1).
#[inline(always)]
pub(super) fn ln<S: Simd>(x: f64x8<S>) -> f64x8<S> {
    /// The coefficients 2/(2j + 3); the later ones are adjusted so that the error is even over the
    /// range. Source: FDLIBM, e_log.c (Sun Microsystems 1993), whose error is below 2^−58.45.
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
    // Relative to √½, the exponent is the one that leaves m between √½ and √2.
    let counted = normal.bitcast::<u64x8<S>>() + (1024 << 52) - LEAST;
    // An integer in the last bits of 2⁵² becomes a floating-point number by subtraction.
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
    // Zero gives −∞; negative numbers and NaN give NaN.
    let zero = splat(0.0);
    let result = zero.simd_lt(x).select(result, splat(f64::NAN));
    x.simd_eq(zero).select(splat(f64::NEG_INFINITY), result)
}

const TWO_TO_52: f64 = 4_503_599_627_370_496.0;
const TWO_TO_54: f64 = 18_014_398_509_481_984.0;

/// The largest angle, rad, that is reduced here. Larger ones are left to the platform, because the
/// product of their number of quarter turns with the parts of π/2 is no longer exact.
const LARGEST_ANGLE: f64 = 1e5;

/// Computes sine and cosine from x = n π/2 + r, with r from −π/4 to π/4, and the series of r.
#[inline(always)]
pub(super) fn sin_cos<S: Simd>(x: f64x8<S>) -> (f64x8<S>, f64x8<S>) {
    /// π/2 in two parts of 33 bits and the rest.
    const QUARTER_TURN: [f64; 3] =
        [1.570_796_326_734_125_6, 6.077_100_506_303_966e-11, 2.022_266_248_795_950_6e-21];
    /// The coefficients of (sin r − r)/r³ in r².
    /// Source: FDLIBM, k_sin.c (Sun Microsystems 1993), whose error is below 2^−58.
    const SINE: [f64; 6] = [
        -1.666_666_666_666_663_2e-1,
        8.333_333_333_322_49e-3,
        -1.984_126_982_985_795e-4,
        2.755_731_370_707_006_8e-6,
        -2.505_076_025_340_686_3e-8,
        1.589_690_995_211_55e-10,
    ];
    /// The coefficients of (cos r − 1 + r²/2)/r⁴ in r².
    /// Source: FDLIBM, k_cos.c (Sun Microsystems 1993), whose error is below 2^−58.
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

/// Computes sine and cosine by the platform's functions.
#[cold]
#[inline(never)]
fn by_platform<S: Simd>(x: f64x8<S>) -> (f64x8<S>, f64x8<S>) {
    let values = x.to_array().map(f64::sin_cos);
    (
        f64x8::simd_from(x.simd, values.map(|(sin, _)| sin)),
        f64x8::simd_from(x.simd, values.map(|(_, cos)| cos)),
    )
}

/// Computes the angle in [0, π/2] whose tangent is a/b, for a and b zero or more.
///
/// The fraction a/b is rotated by 0, π/4 or π/2 into [−tan π/8, tan π/8] before it is
/// divided, so that there is one division.
#[inline(always)]
fn first_quadrant<S: Simd>(a: f64x8<S>, b: f64x8<S>) -> f64x8<S> {
    /// The coefficients of (atan t − t)/t³ in t², interpolated at the Chebyshev points of the
    /// range with 60 digits; relative error of the angle 6e-18.
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

/// The difference between π and its rounded value.
const PI_LOW: f64 = 1.224_646_799_147_353_2e-16;

/// Computes the angle whose tangent is y/x. It is NaN for 0/0; for other special values see
/// [`atan2`].
#[inline(always)]
pub(super) fn quotient_atan<S: Simd>(y: f64x8<S>, x: f64x8<S>) -> f64x8<S> {
    let sign = (y.bitcast::<u64x8<S>>() ^ x.bitcast::<u64x8<S>>()) & SIGN;
    let angle = first_quadrant(y.abs(), x.abs());
    (angle.bitcast::<u64x8<S>>() ^ sign).bitcast()
}

const SIGN: u64 = 1 << 63;

/// Computes the angle of the point (x, y). It differs from the platform's in that it is NaN if one
/// coordinate is infinite and the other infinite or nearly so.
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
