//! Tolerances, and norms in units of the tolerance.

use super::tableau::components;
use crate::numerics::scalar::Scalar;

/// The absolute tolerance of a solver: one number for all components, or one for each.
pub trait AbsoluteTolerance<const N: usize>: Copy {
    /// Returns the absolute tolerance of every component, each in the unit of its component.
    fn each(&self) -> [f64; N];
}

impl<const N: usize> AbsoluteTolerance<N> for f64 {
    #[inline(always)]
    fn each(&self) -> [f64; N] {
        [*self; N]
    }
}

impl<const N: usize> AbsoluteTolerance<N> for [f64; N] {
    #[inline(always)]
    fn each(&self) -> [f64; N] {
        *self
    }
}

/// The error allowed in a step: for every component, absolute + relative · |yᵢ|.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance<A> {
    /// The relative tolerance.
    pub relative: f64,
    /// The absolute tolerance, in the unit of the component.
    pub absolute: A,
}

impl<A> Tolerance<A> {
    /// Computes the error allowed in a step from the state `y` to the state `z`, for every
    /// component.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // `components` keeps the index below N.
    pub(super) fn scales<const N: usize, S: Scalar>(&self, y: &[S; N], z: &[S; N]) -> [S; N]
    where
        A: AbsoluteTolerance<N>,
    {
        let absolute = self.absolute.each();
        components(y, |i| {
            let (a, b) = (y[i].abs(), z[i].abs());
            S::select(a.lt(b), b, a) * self.relative + absolute[i]
        })
    }
}

/// Computes the sum of the squares of `values` in units of `scales`.
#[inline(always)]
#[allow(clippy::indexing_slicing)] // `components` keeps the index below N, and no system is empty.
pub(super) fn square_sum<const N: usize, S: Scalar>(values: &[S; N], scales: &[S; N]) -> S {
    const { assert!(N > 0, "a system has at least one component") };
    let squares = components(values, |i| {
        let ratio = values[i] / scales[i];
        ratio * ratio
    });
    let mut sum = squares[0];
    for square in squares.iter().skip(1) {
        sum = sum + *square;
    }
    sum
}

/// Computes the root mean square of `values` in units of `scales`.
#[inline(always)]
pub(super) fn mean_norm<const N: usize, S: Scalar>(values: &[S; N], scales: &[S; N]) -> S {
    (square_sum(values, scales) / N as f64).sqrt()
}
