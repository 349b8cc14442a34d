//! The part that all Runge–Kutta methods share: everything but their stages and their
//! coefficients.

use super::control::ControlLaw;
use super::dense_output::DenseOutput;
use super::method::{InteriorState, Method, Sealed, StepStart, Trial};
use super::system::{Kernel, System};
use super::tableau::Tableau;
use super::tolerance::{AbsoluteTolerance, Tolerance};
use crate::numerics::scalar::Scalar;

/// A right-hand side over one kind of number. It is no closure, because a closure is not always
/// compiled for the vector registers of its caller.
pub trait Rate<const N: usize, S> {
    /// Computes f(t, y).
    fn at(&self, t: S, y: &[S; N]) -> [S; N];
}

/// A [`System`] as a right-hand side over `f64`.
struct OfSystem<'a, Sys>(&'a Sys);

impl<const N: usize, Sys: System<N>> Rate<N, f64> for OfSystem<'_, Sys> {
    #[inline(always)]
    fn at(&self, t: f64, y: &[f64; N]) -> [f64; N] {
        self.0.derivative(t, y)
    }
}

/// A [`Kernel`] as a right-hand side over any scalar.
pub struct OfKernel<'a, K>(pub &'a K);

impl<const N: usize, K: Kernel<N>, S: Scalar> Rate<N, S> for OfKernel<'_, K> {
    #[inline(always)]
    fn at(&self, t: S, y: &[S; N]) -> [S; N] {
        self.0.rate(t, y)
    }
}

/// A Runge–Kutta method: its coefficients, and its formulas written out over [`Scalar`]. The
/// trait is sealed, as [`Method`] is.
pub trait RungeKutta: Sealed + Copy {
    /// The stages of a step, from which its error and its dense output follow.
    type Stages<const N: usize, S: Scalar>: Copy;
    /// The dense output.
    type DenseOutput<const N: usize, S: Scalar>: DenseOutput<N, S> + Copy;

    /// The coefficients.
    const TABLEAU: Tableau;
    /// The law of the step size control.
    const LAW: ControlLaw;

    /// Computes the state at the end of a step of length `h` from `start`, and the stages.
    fn stages<const N: usize, S: Scalar>(
        f: impl Rate<N, S>,
        start: StepStart<'_, N, S, [S; N]>,
        h: S,
    ) -> ([S; N], Self::Stages<N, S>);

    /// Estimates the error of a step of length `h` in units of `scales`, where `k1` is the
    /// derivative at its start; zero if the method has no estimate.
    fn error<const N: usize, S: Scalar>(k1: &[S; N], stages: &Self::Stages<N, S>, h: S, scales: &[S; N])
    -> S;

    /// Returns the derivative at the end of a step, if it is among the stages.
    fn end_rate<const N: usize, S: Scalar>(_stages: &Self::Stages<N, S>) -> Option<&[S; N]> {
        None
    }

    /// Returns an early and a late state inside the step, of lower order than its end.
    fn interior_states<const N: usize, S: Scalar>(
        stages: &Self::Stages<N, S>,
    ) -> [InteriorState<'_, N, S>; 2];

    /// Computes the dense output of a step of length `h` from `start` to the state `end`, where the
    /// derivative is `end_rate`.
    fn dense_output<const N: usize, S: Scalar>(
        f: impl Rate<N, S>,
        start: StepStart<'_, N, S, [S; N]>,
        h: S,
        end: &[S; N],
        stages: &Self::Stages<N, S>,
        end_rate: &[S; N],
    ) -> Self::DenseOutput<N, S>;
}

impl<const N: usize, Sys: System<N>, R: RungeKutta> Method<N, Sys> for R {
    type Derivatives = [f64; N];
    type Stages = <R as RungeKutta>::Stages<N, f64>;
    type DenseOutput = <R as RungeKutta>::DenseOutput<N, f64>;

    const LAW: ControlLaw = <R as RungeKutta>::LAW;

    #[inline(always)]
    fn derivatives(&self, system: &Sys, t: f64, y: &[f64; N], evaluations: &mut u64) -> [f64; N] {
        *evaluations += 1;
        system.derivative(t, y)
    }

    #[inline(always)]
    fn rate(derivatives: &[f64; N]) -> &[f64; N] {
        derivatives
    }

    #[inline(always)]
    fn attempt<A: AbsoluteTolerance<N>>(
        &self,
        system: &Sys,
        start: StepStart<'_, N, f64, [f64; N]>,
        h: f64,
        tolerance: &Tolerance<A>,
        evaluations: &mut u64,
    ) -> Trial<N, Self::Stages> {
        *evaluations += const { R::TABLEAU.evaluations_in_step() };
        let (state, stages) = R::stages(OfSystem(system), start, h);
        let scales = tolerance.scales(start.y, &state);
        Trial { state, error: R::error(start.derivatives, &stages, h, &scales), stages }
    }

    #[inline(always)]
    fn derivatives_at_end(
        &self,
        system: &Sys,
        t: f64,
        trial: &Trial<N, Self::Stages>,
        evaluations: &mut u64,
    ) -> [f64; N] {
        match R::end_rate(&trial.stages) {
            Some(rate) => *rate,
            None => self.derivatives(system, t, &trial.state, evaluations),
        }
    }

    #[inline(always)]
    fn interior_states(stages: &Self::Stages) -> [InteriorState<'_, N, f64>; 2] {
        R::interior_states(stages)
    }

    #[inline(always)]
    fn dense_output(
        &self,
        system: &Sys,
        start: StepStart<'_, N, f64, [f64; N]>,
        h: f64,
        trial: &Trial<N, Self::Stages>,
        end: &[f64; N],
        evaluations: &mut u64,
    ) -> Self::DenseOutput {
        *evaluations += const { R::TABLEAU.evaluations_for_dense_output() };
        R::dense_output(OfSystem(system), start, h, &trial.state, &trial.stages, end)
    }
}
