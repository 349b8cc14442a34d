//! The number a kernel computes with.

use std::fmt::Debug;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// The arithmetic that closed forms, right-hand sides and steppers are written over, so that one source
/// serves `f64`, lanes of `f64`, and numbers that carry derivatives ([`Dual`](super::dual::Dual)).
///
/// # Conventions
///
/// - A comparison answers with a [`Mask`](Scalar::Mask), one truth value a lane, and branches are taken with
///   [`select`](Scalar::select), which evaluates both sides. A comparison with NaN is false.
/// - A loop runs until [`largest`](Scalar::largest) says that the worst lane is done.
/// - A kernel has no error to return: outside its domain it answers NaN, in that lane alone.
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
    /// One truth value a lane.
    type Mask: Copy;

    /// The constant `value` as a number of this kind: in every lane, with zero derivatives. What `self` is does not
    /// matter; lanes have to be told by another number of theirs which registers there are.
    fn constant(self, value: f64) -> Self;

    /// `self` · `factor` + `summand`, rounded once where that is quicker than twice.
    #[inline(always)]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        self * factor + summand
    }

    /// The square root; NaN below zero.
    fn sqrt(self) -> Self;

    /// The absolute value.
    fn abs(self) -> Self;

    /// The exponential.
    fn exp(self) -> Self;

    /// The natural logarithm; NaN below zero.
    fn ln(self) -> Self;

    /// Sine and cosine of an angle in radians.
    fn sin_cos(self) -> (Self, Self);

    /// The angle in [−π/2, π/2] whose tangent is `self`.
    fn atan(self) -> Self {
        self.atan2(self.constant(1.0))
    }

    /// The angle in [−π/2, π/2] whose tangent is `self` over `divisor`.
    #[inline(always)]
    fn quotient_atan(self, divisor: Self) -> Self {
        (self / divisor).atan()
    }

    /// The angle in (−π, π] of the point with ordinate `self` and abscissa `x`.
    fn atan2(self, x: Self) -> Self;

    /// Where `self < other`.
    fn lt(self, other: Self) -> Self::Mask;

    /// `if_true` where `mask` holds, `if_false` elsewhere.
    fn select(mask: Self::Mask, if_true: Self, if_false: Self) -> Self;

    /// The greatest value among the lanes (NaN lanes are passed over), derivatives dropped.
    fn largest(self) -> f64;
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
