//! Dual numbers, for automatic differentiation: a value with its exact partial derivatives.

use std::array::from_fn;
use std::ops::{Add, Div, Mul, Neg, Sub};

use crate::numerics::scalar::Scalar;

/// A value and its partial derivatives with respect to `N` independent variables. Every operation
/// propagates the derivatives by the chain rule, so they are exact to rounding and need no step
/// size.
///
/// ```
/// use lofted::numerics::dual::Dual;
///
/// let [x, y] = Dual::variables([3.0, 4.0]);
/// let quotient = x * x / y;
/// assert_eq!(quotient.value, 2.25);
/// assert_eq!(quotient.partials, [1.5, -0.5625]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dual<const N: usize> {
    /// The value.
    pub value: f64,
    /// The partial derivatives ∂value/∂xᵢ.
    pub partials: [f64; N],
}

impl<const N: usize> Dual<N> {
    /// Creates the `N` independent variables at the point `at`: the i-th has the derivative one
    /// with respect to itself, and zero with respect to the others.
    #[must_use]
    pub fn variables(at: [f64; N]) -> [Self; N] {
        let mut index = 0;
        at.map(|value| {
            let own = index;
            index += 1;
            Self { value, partials: from_fn(|i| if i == own { 1.0 } else { 0.0 }) }
        })
    }

    /// Computes f(self), where f has the value `value` and the derivative `slope`.
    #[inline]
    fn chain(self, value: f64, slope: f64) -> Self {
        Self { value, partials: self.partials.map(|d| slope * d) }
    }

    /// Computes f(self, other), where f has the value `value` and the partial derivatives `slopes`.
    #[inline]
    fn chain2(self, other: Self, value: f64, slopes: (f64, f64)) -> Self {
        let mut partials = self.partials;
        for (a, b) in partials.iter_mut().zip(other.partials) {
            *a = slopes.0 * *a + slopes.1 * b;
        }
        Self { value, partials }
    }
}

impl<const N: usize> Neg for Dual<N> {
    type Output = Self;
    fn neg(self) -> Self {
        self.chain(-self.value, -1.0)
    }
}

impl<const N: usize> Add for Dual<N> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.chain2(other, self.value + other.value, (1.0, 1.0))
    }
}

impl<const N: usize> Sub for Dual<N> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.chain2(other, self.value - other.value, (1.0, -1.0))
    }
}

impl<const N: usize> Mul for Dual<N> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        self.chain2(other, self.value * other.value, (other.value, self.value))
    }
}

impl<const N: usize> Div for Dual<N> {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let quotient = self.value / other.value;
        self.chain2(other, quotient, (1.0 / other.value, -quotient / other.value))
    }
}

impl<const N: usize> Add<f64> for Dual<N> {
    type Output = Self;
    fn add(self, other: f64) -> Self {
        self.chain(self.value + other, 1.0)
    }
}

impl<const N: usize> Sub<f64> for Dual<N> {
    type Output = Self;
    fn sub(self, other: f64) -> Self {
        self.chain(self.value - other, 1.0)
    }
}

impl<const N: usize> Mul<f64> for Dual<N> {
    type Output = Self;
    fn mul(self, other: f64) -> Self {
        self.chain(self.value * other, other)
    }
}

impl<const N: usize> Div<f64> for Dual<N> {
    type Output = Self;
    fn div(self, other: f64) -> Self {
        self.chain(self.value / other, 1.0 / other)
    }
}

impl<const N: usize> Scalar for Dual<N> {
    type Mask = bool;

    fn constant(self, value: f64) -> Self {
        Self { value, partials: [0.0; N] }
    }

    /// Computes the square root; its derivative is infinite at zero.
    fn sqrt(self) -> Self {
        let root = self.value.sqrt();
        self.chain(root, 0.5 / root)
    }

    /// Computes the absolute value; its derivative at zero is one, that from the right.
    fn abs(self) -> Self {
        self.chain(self.value.abs(), if self.value < 0.0 { -1.0 } else { 1.0 })
    }

    fn exp(self) -> Self {
        let value = self.value.exp();
        self.chain(value, value)
    }

    fn ln(self) -> Self {
        self.chain(self.value.ln(), 1.0 / self.value)
    }

    fn sin_cos(self) -> (Self, Self) {
        let (sin, cos) = self.value.sin_cos();
        (self.chain(sin, cos), self.chain(cos, -sin))
    }

    fn atan2(self, x: Self) -> Self {
        let square = self.value * self.value + x.value * x.value;
        self.chain2(x, self.value.atan2(x.value), (x.value / square, -self.value / square))
    }

    fn lt(self, other: Self) -> bool {
        self.value < other.value
    }

    fn select(mask: bool, if_true: Self, if_false: Self) -> Self {
        if mask { if_true } else { if_false }
    }

    fn largest(self) -> f64 {
        self.value
    }
}
