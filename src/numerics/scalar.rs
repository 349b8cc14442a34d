//! The scalar that the kernels are written over.

use std::fmt::Debug;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// The arithmetic that closed forms, right-hand sides and steppers are written over, so that one
/// source serves `f64`, lanes of `f64`, and numbers with derivatives ([`Dual`](super::dual::Dual)).
///
/// # Conventions
///
/// - A comparison returns a [`Mask`](Scalar::Mask), one truth value per lane, and
///   [`select`](Scalar::select) replaces a branch: both sides are evaluated. A comparison with NaN
///   is false.
/// - A loop runs until [`largest`](Scalar::largest) shows that the slowest lane has converged.
/// - A kernel returns no error: outside its domain it returns NaN, in the lane concerned alone.
pub trait Scalar:
    Copy
    + Debug
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
    + Div<f64, Output = Self>
{
    /// The result of a comparison: one truth value per lane.
    type Mask: Copy;

    /// Returns the constant `value` as a scalar of this type: in every lane, with zero derivatives.
    /// The value of `self` is not used; a scalar in lanes carries the proof of which registers the
    /// CPU has, and passes it to the constant.
    fn constant(self, value: f64) -> Self;

    /// Computes `self` · `factor` + `summand`, with one rounding where that is faster than two.
    #[inline(always)]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        self * factor + summand
    }

    /// Computes the square root; NaN below zero.
    fn sqrt(self) -> Self;

    /// Computes the absolute value.
    fn abs(self) -> Self;

    /// Computes the exponential.
    fn exp(self) -> Self;

    /// Computes the natural logarithm; NaN below zero.
    fn ln(self) -> Self;

    /// Computes the sine and the cosine of an angle in radians.
    fn sin_cos(self) -> (Self, Self);

    /// Computes the angle in [−π/2, π/2] whose tangent is `self`.
    fn atan(self) -> Self {
        self.atan2(self.constant(1.0))
    }

    /// Computes the angle in [−π/2, π/2] whose tangent is `self` over `divisor`.
    #[inline(always)]
    fn quotient_atan(self, divisor: Self) -> Self {
        (self / divisor).atan()
    }

    /// Computes the angle in (−π, π] of the point with ordinate `self` and abscissa `x`.
    fn atan2(self, x: Self) -> Self;

    /// Checks, in every lane, whether `self < other`.
    fn lt(self, other: Self) -> Self::Mask;

    /// Returns `if_true` in the lanes where `mask` is true, and `if_false` in the others.
    fn select(mask: Self::Mask, if_true: Self, if_false: Self) -> Self;

    /// Returns the greatest value among the lanes, without its derivatives; NaN lanes are ignored.
    fn largest(self) -> f64;

    /// Returns the value that all lanes have, without its derivatives.
    #[inline(always)]
    fn common(self) -> f64 {
        self.largest()
    }

    /// Computes the nearest whole number, for sizes below 2⁵⁰; of two, the even one.
    #[inline(always)]
    fn nearest_whole(self) -> Self {
        (self + TO_WHOLE) - TO_WHOLE
    }

    /// Returns the row of a table whose index is the whole number in each lane, component by
    /// component; the last row beyond its end. The derivatives are zero. NaN has some row.
    #[inline(always)]
    fn row<const N: usize>(self, table: &[[f64; N]]) -> [Self; N] {
        row_at(table, self.largest()).map(|entry| self.constant(entry))
    }
}

/// One and a half times 2⁵²: a number that it is added to is rounded to a whole one, which stands
/// in its last bits.
const TO_WHOLE: f64 = 6_755_399_441_055_744.0;

/// Returns the row at a whole number, and the last row beyond the end of the table.
#[inline(always)]
pub(super) fn row_at<const N: usize>(table: &[[f64; N]], whole: f64) -> &[f64; N] {
    let place = (whole + TO_WHOLE).to_bits() as u16 as usize;
    match (table.get(place), table.last()) {
        (Some(row), _) | (None, Some(row)) => row,
        (None, None) => &[f64::NAN; N],
    }
}

impl Scalar for f64 {
    type Mask = bool;

    #[inline(always)]
    fn constant(self, value: f64) -> Self {
        value
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        f64::sqrt(self)
    }

    #[inline(always)]
    fn abs(self) -> Self {
        f64::abs(self)
    }

    #[inline(always)]
    fn exp(self) -> Self {
        f64::exp(self)
    }

    #[inline(always)]
    fn ln(self) -> Self {
        f64::ln(self)
    }

    #[inline(always)]
    fn sin_cos(self) -> (Self, Self) {
        f64::sin_cos(self)
    }

    #[inline(always)]
    fn atan(self) -> Self {
        f64::atan(self)
    }

    #[inline(always)]
    fn atan2(self, x: Self) -> Self {
        f64::atan2(self, x)
    }

    #[inline(always)]
    fn lt(self, other: Self) -> bool {
        self < other
    }

    #[inline(always)]
    fn select(mask: bool, if_true: Self, if_false: Self) -> Self {
        if mask { if_true } else { if_false }
    }

    #[inline(always)]
    fn largest(self) -> f64 {
        self
    }
}
