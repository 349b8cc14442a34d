//! The differential equations that a solver takes.

use crate::numerics::scalar::Scalar;

/// A system of `N` ordinary differential equations of first order, y′ = f(t, y).
///
/// Outside its domain a system returns NaN. An adaptive solver then tries a shorter step, and fails
/// with [`Error::DerivativeNotFinite`](crate::Error::DerivativeNotFinite) if none is short enough.
pub trait System<const N: usize> {
    /// Computes f(t, y).
    fn derivative(&self, t: f64, y: &[f64; N]) -> [f64; N];
}

/// A system written over any [`Scalar`], so that the same lines serve `f64` (every kernel is a
/// [`System`]), lanes of `f64`, dual numbers, and the power series of [`Taylor`](super::Taylor).
pub trait Kernel<const N: usize> {
    /// Computes f(t, y).
    fn rate<S: Scalar>(&self, t: S, y: &[S; N]) -> [S; N];
}

impl<const N: usize, K: Kernel<N>> System<N> for K {
    #[inline(always)]
    fn derivative(&self, t: f64, y: &[f64; N]) -> [f64; N] {
        self.rate(t, y)
    }
}
