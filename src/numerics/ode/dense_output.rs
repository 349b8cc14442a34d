//! The course of the state inside a step.

use super::tableau::components;
use crate::numerics::scalar::Scalar;

/// The state inside one step, as a function of the fraction of the step that has passed.
pub trait DenseOutput<const N: usize, S = f64> {
    /// Where the step begins.
    fn begin(&self) -> S;

    /// How long the step is; negative in a backward run.
    fn length(&self) -> S;

    /// The state after the fraction `theta` of the step, within [0, 1].
    fn at(&self, theta: S) -> [S; N];
}

/// A polynomial of degree `D` through a step of length `length`, in the nested form
///
/// y(θ) = y₀ + θ (r₁ + (1−θ) (r₂ + θ (r₃ + (1−θ) (r₄ + …)))).
///
/// The first three terms are the cubic through both ends and both slopes; whatever the others are, both ends
/// are met to the last digit.
///
/// Source of the form: E. Hairer, S. P. Nørsett, G. Wanner, *Solving Ordinary Differential Equations I*, 2nd
/// edition, Springer 1993, section II.6.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nested<const N: usize, const D: usize, S = f64> {
    pub(super) begin: S,
    pub(super) length: S,
    pub(super) origin: [S; N],
    pub(super) terms: [[S; N]; D],
}

/// The first three terms of the nested form: from the states at both ends and the derivatives there.
#[inline(always)]
#[allow(clippy::indexing_slicing)] // `components` keeps the index below N.
pub(super) fn hermite<const N: usize, S: Scalar>(
    length: S,
    ends: (&[S; N], &[S; N]),
    slopes: (&[S; N], &[S; N]),
) -> [[S; N]; 3] {
    let difference: [S; N] = components(ends.0, |i| ends.1[i] - ends.0[i]);
    let second: [S; N] = components(ends.0, |i| length * slopes.0[i] - difference[i]);
    let third = components(ends.0, |i| difference[i] - length * slopes.1[i] - second[i]);
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
        // Term by term over all components, so that these stand side by side in wide registers.
        let mut sum = self.terms[D - 1];
        for j in (0..D - 1).rev() {
            let factor = if j % 2 == 0 { rest } else { theta };
            sum = components(&sum, |i| sum[i] * factor + self.terms[j][i]);
        }
        components(&sum, |i| sum[i] * theta + self.origin[i])
    }
}

/// A power series in the time since the step began, of `TERMS` terms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerSeries<const N: usize, const TERMS: usize> {
    pub(super) begin: f64,
    pub(super) length: f64,
    pub(super) coefficients: [[f64; TERMS]; N],
}

impl<const N: usize, const TERMS: usize> PowerSeries<N, TERMS> {
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
