//! Step size control: the length of the first step and of the next.

use super::system::System;
use super::tableau::components;
use super::tolerance::{AbsoluteTolerance, Tolerance, mean_norm};
use crate::numerics::scalar::Scalar;

/// The law by which the length of the next step follows from the error of the last:
/// h · clamp(safety · error^−exponent · previous^damping).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ControlLaw {
    /// The exponent of the error of the last step.
    pub exponent: f64,
    /// The exponent of the error of the step before (Lund's stabilisation).
    pub damping: f64,
    /// The largest factor by which a step is shortened.
    pub max_reduction: f64,
    /// The largest factor by which a step is lengthened.
    pub max_growth: f64,
    /// The order of the method, from which the length of the first step follows.
    pub order: i32,
}

/// The safety factor: the next step aims below the tolerance, so that it is not rejected by a small
/// excess.
const SAFETY: f64 = 0.9;

/// Computes errorᵖ. The eighth root, the default's, is three square roots: half the cost of a
/// logarithm.
#[inline(always)]
fn power<S: Scalar>(error: S, exponent: f64) -> S {
    if exponent == 0.125 { error.sqrt().sqrt().sqrt() } else { (error.ln() * exponent).exp() }
}

impl ControlLaw {
    /// Computes the divisor that turns the length of an accepted step into that of the next, from
    /// the error of the step and the error of the step before.
    #[inline(always)]
    pub(super) fn divisor_after_acceptance<S: Scalar>(&self, error: S, previous: S) -> S {
        let mut divisor = power(error, self.exponent);
        if self.damping > 0.0 {
            divisor = divisor / power(previous, self.damping);
        }
        divisor = divisor / SAFETY;
        let (least, most) = (error.constant(1.0 / self.max_growth), error.constant(self.max_reduction));
        divisor = S::select(divisor.lt(most), divisor, most);
        S::select(least.lt(divisor), divisor, least)
    }

    /// Computes the divisor that turns the length of a rejected step into that of the next trial.
    #[inline(always)]
    pub(super) fn divisor_after_rejection<S: Scalar>(&self, error: S) -> S {
        let divisor = power(error, self.exponent) / SAFETY;
        let most = error.constant(self.max_reduction);
        S::select(divisor.lt(most), divisor, most)
    }
}

/// The initial time, the initial state and the derivative there.
pub(super) struct InitialPoint<'a, const N: usize> {
    pub(super) t: f64,
    pub(super) y: &'a [f64; N],
    pub(super) rate: &'a [f64; N],
}

/// Computes the length of the first step, for which the error of a method of order `order` is about
/// a hundredth of the tolerance if the solution keeps the time scale that it has at the start.
///
/// The time scale τ is the norm of the derivative over the norm of its own derivative, the latter
/// from an Euler step; the step is τ (0.01 / |τ f|)^(1/order), norms in units of the tolerance.
/// This is the rule of E. Hairer, S. P. Nørsett, G. Wanner, *Solving Ordinary Differential
/// Equations I*, 2nd edition, Springer 1993, section II.4, made independent of the unit of time:
/// theirs takes τ to be one, and begins a flight whose time is in seconds with steps hundreds of
/// times too short.
#[allow(clippy::indexing_slicing)] // `components` keeps the index below N.
pub(super) fn first_step<const N: usize, Sys, A>(
    system: &Sys,
    InitialPoint { t, y, rate }: InitialPoint<'_, N>,
    longest: f64,
    tolerance: &Tolerance<A>,
    order: i32,
    evaluations: &mut u64,
) -> f64
where
    Sys: System<N>,
    A: AbsoluteTolerance<N>,
{
    let scales = tolerance.scales(y, y);
    let (size, speed) = (mean_norm(y, &scales), mean_norm(rate, &scales));
    // A state or a derivative of about zero sets no time scale.
    let crossing = if size <= 1e-5 || speed <= 1e-5 { longest.abs().min(1e-4) } else { size / speed };
    let probe = (0.01 * crossing).min(longest.abs()).copysign(longest);
    let euler = components(y, |i| y[i] + probe * rate[i]);
    let euler_rate = system.derivative(t + probe, &euler);
    *evaluations += 1;
    let curvature = mean_norm(&components(y, |i| euler_rate[i] - rate[i]), &scales) / probe.abs();
    let step = if !curvature.is_finite() {
        // The Euler step left the domain.
        0.01 * probe.abs()
    } else if curvature <= 1e-15 * speed {
        // The solution is straight to rounding: only the size of the state sets a time scale.
        crossing
    } else {
        let scale = (speed / curvature).max(probe.abs());
        (scale * power(0.01 / (scale * speed.max(scale * curvature)), 1.0 / f64::from(order)))
            .min(100.0 * crossing)
    };
    step.min(longest.abs()).copysign(longest)
}
