//! Error control: tolerances, norms, the length of the first step and of the next.

use super::method::ControlLaw;
use super::tableau::components;
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

/// The sum of the squares of `values` in units of `scales`.
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
        let (least, most) = (error.constant(1.0 / self.greatest_growth), error.constant(self.greatest_cut));
        divisor = S::select(divisor.lt(most), divisor, most);
        S::select(least.lt(divisor), divisor, least)
    }

    /// What to divide a rejected step by to try again.
    #[inline(always)]
    pub(super) fn divisor_after_rejection<S: Scalar>(&self, error: S) -> S {
        let divisor = power(error, self.exponent) / SAFETY;
        let most = error.constant(self.greatest_cut);
        S::select(divisor.lt(most), divisor, most)
    }
}

/// A first step: so short that a method of the given order, on a solution with the time scale seen at the start, errs
/// by about a hundredth of the tolerance.
///
/// The time scale is the derivative's size over that of its own derivative, the latter from an Euler step; the step is
/// τ (0.01 / |τ f|)^(1/order), norms in units of the tolerance. It is the rule of E. Hairer, S. P. Nørsett, G. Wanner,
/// *Solving Ordinary Differential Equations I*, 2nd edition, Springer 1993, section II.4, made independent of the
/// unit of time: theirs takes τ to be one, and begins a flight that is told in seconds with steps hundreds of times
/// too short.
#[allow(clippy::indexing_slicing)] // `components` keeps the index below N.
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
    let (size, speed) = (mean_norm(y, &scales), mean_norm(rate, &scales));
    // At rest, or at zero, there is no scale to go by.
    let crossing = if size <= 1e-5 || speed <= 1e-5 { longest.abs().min(1e-4) } else { size / speed };
    let probe = (0.01 * crossing).min(longest.abs()).copysign(longest);
    let euler = components(y, |i| y[i] + probe * rate[i]);
    let there = system.derivative(t + probe, &euler);
    *evaluations += 1;
    let bend = mean_norm(&components(y, |i| there[i] - rate[i]), &scales) / probe.abs();
    let step = if !bend.is_finite() {
        // The Euler step left the domain.
        0.01 * probe.abs()
    } else if bend <= 1e-15 * speed {
        // As good as straight: as far as the state itself is a measure.
        crossing
    } else {
        let scale = (speed / bend).max(probe.abs());
        (scale * power(0.01 / (scale * speed.max(scale * bend)), 1.0 / f64::from(M::LAW.order)))
            .min(100.0 * crossing)
    };
    step.min(longest.abs()).copysign(longest)
}
