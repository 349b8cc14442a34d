//! Error control: tolerances, norms, the length of the first step and of the next.

use std::array::from_fn;

use super::method::ControlLaw;
use super::{Method, System};
use crate::numerics::scalar::Scalar;

/// One absolute tolerance for every component, or one for each.
pub trait AbsoluteTolerance<const N: usize>: Copy {
    /// The tolerance of every component.
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

/// The error allowed in a step: component by component, absolute + relative · |yᵢ|.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance<A> {
    /// The part that grows with the component.
    pub relative: f64,
    /// The part that does not.
    pub absolute: A,
}

impl<A> Tolerance<A> {
    /// What is allowed between the states `y` and `z`.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // `from_fn` keeps the index below N.
    pub(super) fn scales<const N: usize, S: Scalar>(&self, y: &[S; N], z: &[S; N]) -> [S; N]
    where
        A: AbsoluteTolerance<N>,
    {
        let absolute = self.absolute.each();
        from_fn(|i| {
            let (a, b) = (y[i].abs(), z[i].abs());
            S::select(a.lt(b), b, a) * self.relative + absolute[i]
        })
    }
}

/// The sum of the squares of `values` in units of `scales`.
#[inline(always)]
pub(super) fn square_sum<const N: usize, S: Scalar>(values: &[S; N], scales: &[S; N]) -> S {
    let mut sum = S::constant(0.0);
    for (value, scale) in values.iter().zip(scales) {
        let ratio = *value / *scale;
        sum = sum + ratio * ratio;
    }
    sum
}

/// The root mean square of `values` in units of `scales`.
#[inline(always)]
pub(super) fn mean_norm<const N: usize, S: Scalar>(values: &[S; N], scales: &[S; N]) -> S {
    (square_sum(values, scales) / N as f64).sqrt()
}

/// Aims below the tolerance, so that the next step is not rejected by a hair.
const SAFETY: f64 = 0.9;

/// errorᵖ. Eighth roots, the default's, are three square roots: half the price of a logarithm.
#[inline(always)]
fn power<S: Scalar>(error: S, exponent: f64) -> S {
    if exponent == 0.125 { error.sqrt().sqrt().sqrt() } else { (error.ln() * exponent).exp() }
}

impl ControlLaw {
    /// What to divide an accepted step by to have the next one, from its error and that of the one before.
    #[inline(always)]
    pub(super) fn divisor_after_acceptance<S: Scalar>(&self, error: S, previous: S) -> S {
        let mut divisor = power(error, self.exponent);
        if self.damping > 0.0 {
            divisor = divisor / power(previous, self.damping);
        }
        divisor = divisor / SAFETY;
        let (least, most) = (S::constant(1.0 / self.greatest_growth), S::constant(self.greatest_cut));
        divisor = S::select(divisor.lt(most), divisor, most);
        S::select(least.lt(divisor), divisor, least)
    }

    /// What to divide a rejected step by to try again.
    #[inline(always)]
    pub(super) fn divisor_after_rejection<S: Scalar>(&self, error: S) -> S {
        let divisor = power(error, self.exponent) / SAFETY;
        let most = S::constant(self.greatest_cut);
        S::select(divisor.lt(most), divisor, most)
    }
}

/// A first step: so short that its Euler step errs by a hundredth of the tolerance to the power of the order.
///
/// Source: E. Hairer, S. P. Nørsett, G. Wanner, *Solving Ordinary Differential Equations I*, 2nd edition,
/// Springer 1993, section II.4 (with sums in place of means, as in the authors' programs).
#[allow(clippy::indexing_slicing)] // `from_fn` keeps the index below N.
pub(super) fn first_step<const N: usize, Sys, M, A>(
    system: &Sys,
    (t, y, rate): (f64, &[f64; N], &[f64; N]),
    longest: f64,
    tolerance: &Tolerance<A>,
    evaluations: &mut u64,
) -> f64
where
    Sys: System<N>,
    M: Method<N, Sys>,
    A: AbsoluteTolerance<N>,
{
    let scales = tolerance.scales(y, y);
    let (size, speed) = (square_sum(y, &scales), square_sum(rate, &scales));
    let guess = if size <= 1e-10 || speed <= 1e-10 { 1e-6 } else { 0.01 * (size / speed).sqrt() };
    let guess = guess.min(longest.abs()).copysign(longest);
    let euler = from_fn(|i| y[i] + guess * rate[i]);
    let there = system.derivative(t + guess, &euler);
    *evaluations += 1;
    let bend = square_sum(&from_fn(|i| there[i] - rate[i]), &scales).sqrt() / guess.abs();
    let greatest = speed.sqrt().max(bend);
    let by_order = if greatest <= 1e-15 {
        (guess.abs() * 1e-3).max(1e-6)
    } else {
        (0.01 / greatest).powf(1.0 / f64::from(M::LAW.order))
    };
    // A bend that is not finite says that the Euler step left the domain: begin with a hundredth of it.
    let step = if bend.is_finite() { (100.0 * guess.abs()).min(by_order) } else { 0.01 * guess.abs() };
    step.min(longest.abs()).copysign(longest)
}
