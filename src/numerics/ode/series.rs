//! Truncated power series, as a scalar of the kernels.

use std::array::from_fn;
use std::ops::{Add, Div, Mul, Neg, Sub};

use crate::numerics::scalar::Scalar;

/// A power series truncated to `TERMS` coefficients, of which the first [`known`](Self::known) are
/// valid. The arithmetic computes the valid coefficients only, by the usual recurrences of
/// automatic differentiation.
///
/// Source: À. Jorba and M. Zou, "A software package for the numerical integration of ODEs by means
/// of high-order Taylor methods", Experimental Mathematics 14 (2005) 99–117, section 2.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Series<const TERMS: usize> {
    /// The coefficients in rising order; zero from the index `known` on.
    pub coefficients: [f64; TERMS],
    /// The number of valid coefficients.
    pub known: usize,
}

impl<const TERMS: usize> Series<TERMS> {
    /// Computes the coefficients by a recurrence: `next(k, c)` is the k-th, from the earlier ones
    /// in `c`.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // k runs below TERMS.
    fn build(known: usize, mut next: impl FnMut(usize, &[f64; TERMS]) -> f64) -> Self {
        let mut coefficients = [0.0; TERMS];
        for k in 0..known.min(TERMS) {
            coefficients[k] = next(k, &coefficients);
        }
        Self { coefficients, known }
    }

    /// Returns the coefficient of order zero.
    fn leading(&self) -> f64 {
        self.coefficients.first().copied().unwrap_or(f64::NAN)
    }
}

/// Computes Σ aⱼ b(k−j) for j in `range`.
#[inline(always)]
#[allow(clippy::indexing_slicing)] // The callers keep the range within 0..=k and k below the length.
fn convolve<const TERMS: usize>(
    a: &[f64; TERMS],
    b: &[f64; TERMS],
    k: usize,
    range: std::ops::Range<usize>,
) -> f64 {
    range.map(|j| a[j] * b[k - j]).sum()
}

impl<const TERMS: usize> Neg for Series<TERMS> {
    type Output = Self;
    fn neg(self) -> Self {
        self * -1.0
    }
}

impl<const TERMS: usize> Add for Series<TERMS> {
    type Output = Self;
    #[allow(clippy::indexing_slicing)] // `from_fn` keeps the index below TERMS.
    fn add(self, other: Self) -> Self {
        let known = self.known.min(other.known);
        Self { coefficients: from_fn(|i| self.coefficients[i] + other.coefficients[i]), known }
    }
}

impl<const TERMS: usize> Sub for Series<TERMS> {
    type Output = Self;
    #[allow(clippy::indexing_slicing)] // `from_fn` keeps the index below TERMS.
    fn sub(self, other: Self) -> Self {
        let known = self.known.min(other.known);
        Self { coefficients: from_fn(|i| self.coefficients[i] - other.coefficients[i]), known }
    }
}

impl<const TERMS: usize> Mul for Series<TERMS> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let (a, b) = (&self.coefficients, &other.coefficients);
        Self::build(self.known.min(other.known), |k, _| convolve(a, b, k, 0..k + 1))
    }
}

impl<const TERMS: usize> Div for Series<TERMS> {
    type Output = Self;
    #[allow(clippy::indexing_slicing)] // `build` keeps k below TERMS.
    fn div(self, other: Self) -> Self {
        let (a, b) = (&self.coefficients, &other.coefficients);
        let lead = other.leading();
        Self::build(self.known.min(other.known), |k, c| (a[k] - convolve(c, b, k, 0..k)) / lead)
    }
}

impl<const TERMS: usize> Add<f64> for Series<TERMS> {
    type Output = Self;
    fn add(mut self, other: f64) -> Self {
        if let Some(lead) = self.coefficients.first_mut() {
            *lead += other;
        }
        self
    }
}

impl<const TERMS: usize> Sub<f64> for Series<TERMS> {
    type Output = Self;
    fn sub(self, other: f64) -> Self {
        self + -other
    }
}

impl<const TERMS: usize> Mul<f64> for Series<TERMS> {
    type Output = Self;
    fn mul(self, other: f64) -> Self {
        Self { coefficients: self.coefficients.map(|c| c * other), known: self.known }
    }
}

impl<const TERMS: usize> Div<f64> for Series<TERMS> {
    type Output = Self;
    fn div(self, other: f64) -> Self {
        Self { coefficients: self.coefficients.map(|c| c / other), known: self.known }
    }
}

/// Comparisons, absolute values and branches use the coefficient of order zero: a series across a
/// discontinuity is that of the side on which it is expanded.
#[allow(clippy::indexing_slicing)] // `build` keeps k below TERMS; j runs in 1..=k.
impl<const TERMS: usize> Scalar for Series<TERMS> {
    type Mask = bool;

    fn constant(self, value: f64) -> Self {
        Self::build(TERMS, |k, _| if k == 0 { value } else { 0.0 })
    }

    fn sqrt(self) -> Self {
        let a = &self.coefficients;
        Self::build(self.known, |k, c| {
            if k == 0 { a[0].sqrt() } else { (a[k] - convolve(c, c, k, 1..k)) / (2.0 * c[0]) }
        })
    }

    fn abs(self) -> Self {
        if self.leading() < 0.0 { -self } else { self }
    }

    fn exp(self) -> Self {
        let a = &self.coefficients;
        Self::build(self.known, |k, c| {
            if k == 0 {
                a[0].exp()
            } else {
                (1..=k).map(|j| j as f64 * a[j] * c[k - j]).sum::<f64>() / k as f64
            }
        })
    }

    fn ln(self) -> Self {
        let a = &self.coefficients;
        Self::build(self.known, |k, c| {
            if k == 0 {
                a[0].ln()
            } else {
                (a[k] - (1..k).map(|j| j as f64 * c[j] * a[k - j]).sum::<f64>() / k as f64) / a[0]
            }
        })
    }

    fn sin_cos(self) -> (Self, Self) {
        let a = &self.coefficients;
        let (mut sin, mut cos) = ([0.0; TERMS], [0.0; TERMS]);
        for k in 0..self.known.min(TERMS) {
            (sin[k], cos[k]) = if k == 0 {
                a[0].sin_cos()
            } else {
                let sum = |other: &[f64; TERMS]| (1..=k).map(|j| j as f64 * a[j] * other[k - j]).sum::<f64>();
                (sum(&cos) / k as f64, -sum(&sin) / k as f64)
            };
        }
        (Self { coefficients: sin, known: self.known }, Self { coefficients: cos, known: self.known })
    }

    /// Computes the coefficients from dθ = (x dy − y dx) / (x² + y²).
    fn atan2(self, x: Self) -> Self {
        let (a, b) = (&self.coefficients, &x.coefficients);
        let square = self * self + x * x;
        let r = &square.coefficients;
        Self::build(self.known.min(x.known), |k, c| {
            if k == 0 {
                return a[0].atan2(b[0]);
            }
            let turn: f64 = (1..=k).map(|j| j as f64 * (a[j] * b[k - j] - b[j] * a[k - j])).sum();
            let carried: f64 = (1..k).map(|j| j as f64 * c[j] * r[k - j]).sum();
            (turn - carried) / (k as f64 * r[0])
        })
    }

    fn lt(self, other: Self) -> bool {
        self.leading() < other.leading()
    }

    fn select(mask: bool, if_true: Self, if_false: Self) -> Self {
        if mask { if_true } else { if_false }
    }

    fn largest(self) -> f64 {
        self.leading()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the series x = 0.7 + 0.3 s − 0.2 s².
    fn x() -> Series<12> {
        Series::build(12, |k, _| [0.7, 0.3, -0.2].get(k).copied().unwrap_or(0.0))
    }

    fn assert_same(a: Series<12>, b: Series<12>) {
        for (a, b) in a.coefficients.iter().zip(b.coefficients) {
            // A few roundings of numbers of order one.
            assert!((a - b).abs() < 1e-14, "{a} and {b}");
        }
    }

    #[test]
    fn inverse_functions_cancel() {
        let x = x();
        assert_same(x.sqrt() * x.sqrt(), x);
        assert_same(x.ln().exp(), x);
        assert_same(x / (x * x) * x, x.constant(1.0));
        let (sin, cos) = x.sin_cos();
        assert_same(sin * sin + cos * cos, x.constant(1.0));
        assert_same(sin.atan2(cos), x);
        assert_same((-x).abs() - 0.0, x);
    }

    #[test]
    fn the_exponential_has_the_coefficients_1_over_k_factorial() {
        let time: Series<12> = Series::build(12, |k, _| if k == 1 { 1.0 } else { 0.0 });
        let mut factorial = 1.0;
        for (k, coefficient) in time.exp().coefficients.iter().enumerate() {
            factorial *= (k as f64).max(1.0);
            assert!((coefficient * factorial - 1.0).abs() < 1e-14);
        }
    }

    #[test]
    fn only_the_known_coefficients_are_computed() {
        let truncated = Series { known: 4, ..x() };
        let product = (truncated * x()).exp();
        assert_eq!(product.known, 4);
        assert!(product.coefficients[4..].iter().all(|&c| c == 0.0));
        assert_eq!(product.coefficients[..4], (x() * x()).exp().coefficients[..4]);
    }
}
