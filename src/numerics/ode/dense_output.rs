//! Dense output: the state inside a step, as a function of time.

use super::tableau::components;
use crate::numerics::scalar::Scalar;

/// The state inside one step, as a function of the fraction of the step that has passed.
pub trait DenseOutput<const N: usize, S = f64> {
    /// Returns the time at which the step begins.
    fn begin(&self) -> S;

    /// Returns the length of the step; negative in a backward run.
    fn length(&self) -> S;

    /// Computes the state after the fraction `theta` of the step, within [0, 1].
    fn at(&self, theta: S) -> [S; N];
}

/// A polynomial of degree `D` through a step of length `length`, in the nested form
///
/// y(θ) = y₀ + θ (r₁ + (1−θ) (r₂ + θ (r₃ + (1−θ) (r₄ + …)))).
///
/// The first three terms are the cubic through both ends and both slopes. The others vanish at both
/// ends, so the polynomial passes through the ends to the last digit.
///
/// Source of the form: E. Hairer, S. P. Nørsett, G. Wanner, *Solving Ordinary Differential
/// Equations I*, 2nd edition, Springer 1993, section II.6.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nested<const N: usize, const D: usize, S = f64> {
    pub(super) begin: S,
    pub(super) length: S,
    pub(super) origin: [S; N],
    pub(super) terms: [[S; N]; D],
}

/// The states at both ends of a step and the derivatives there.
pub(super) struct Ends<'a, const N: usize, S> {
    pub(super) start: &'a [S; N],
    pub(super) end: &'a [S; N],
    pub(super) start_rate: &'a [S; N],
    pub(super) end_rate: &'a [S; N],
}

/// Computes the first three terms of the nested form for a step of length `length`: the cubic
/// Hermite interpolant.
#[inline(always)]
#[allow(clippy::indexing_slicing)] // `components` keeps the index below N.
pub(super) fn hermite<const N: usize, S: Scalar>(
    length: S,
    Ends { start, end, start_rate, end_rate }: Ends<'_, N, S>,
) -> [[S; N]; 3] {
    let difference: [S; N] = components(start, |i| end[i] - start[i]);
    let second: [S; N] = components(start, |i| length * start_rate[i] - difference[i]);
    let third = components(start, |i| difference[i] - length * end_rate[i] - second[i]);
    [difference, second, third]
}

impl<const N: usize, const D: usize, S: Scalar> DenseOutput<N, S> for Nested<N, D, S> {
    #[inline(always)]
    fn begin(&self) -> S {
        self.begin
    }

    #[inline(always)]
    fn length(&self) -> S {
        self.length
    }

    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // Indices run below the arrays' own lengths.
    fn at(&self, theta: S) -> [S; N] {
        let rest = -theta + 1.0;
        // Term by term over all components, so that the components are vectorised.
        let mut sum = self.terms[D - 1];
        for j in (0..D - 1).rev() {
            let factor = if j % 2 == 0 { rest } else { theta };
            sum = components(&sum, |i| sum[i] * factor + self.terms[j][i]);
        }
        components(&sum, |i| sum[i] * theta + self.origin[i])
    }
}

/// A power series of `TERMS` terms in the time since the beginning of the step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerSeries<const N: usize, const TERMS: usize> {
    pub(super) begin: f64,
    pub(super) length: f64,
    pub(super) coefficients: [[f64; TERMS]; N],
}

impl<const N: usize, const TERMS: usize> PowerSeries<N, TERMS> {
    /// Computes the sum of the series at the time `elapsed` after the beginning of the step.
    pub(super) fn after(coefficients: &[[f64; TERMS]; N], elapsed: f64) -> [f64; N] {
        coefficients.map(|series| series.iter().rev().fold(0.0, |sum, term| sum * elapsed + term))
    }
}

impl<const N: usize, const TERMS: usize> DenseOutput<N> for PowerSeries<N, TERMS> {
    fn begin(&self) -> f64 {
        self.begin
    }

    fn length(&self) -> f64 {
        self.length
    }

    fn at(&self, theta: f64) -> [f64; N] {
        Self::after(&self.coefficients, theta * self.length)
    }
}
