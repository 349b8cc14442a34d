//! What the Runge–Kutta methods have in common: everything but their stages and their coefficients.

use super::control::{AbsoluteTolerance, Tolerance};
use super::dense_output::DenseOutput;
use super::method::{ControlLaw, Method, Trial};
use super::tableau::Tableau;
use super::{Kernel, System};
use crate::numerics::scalar::Scalar;

/// A right-hand side over one kind of number. Not a closure, which is not always compiled for the registers that its caller
/// runs in.
pub trait Rate<const N: usize, S> {
    /// f(t, y).
    fn at(&self, t: S, y: &[S; N]) -> [S; N];
}

/// A system, over `f64`.
struct OfSystem<'a, Sys>(&'a Sys);

impl<const N: usize, Sys: System<N>> Rate<N, f64> for OfSystem<'_, Sys> {
    #[inline(always)]
    fn at(&self, t: f64, y: &[f64; N]) -> [f64; N] {
        self.0.derivative(t, y)
    }
}

/// A kernel, over any number.
pub struct OfKernel<'a, K>(pub &'a K);

impl<const N: usize, K: Kernel<N>, S: Scalar> Rate<N, S> for OfKernel<'_, K> {
    #[inline(always)]
    fn at(&self, t: S, y: &[S; N]) -> [S; N] {
        self.0.rate(t, y)
    }
}

/// A Runge–Kutta method: its coefficients, and its formulas written out over [`Scalar`].
pub trait RungeKutta: Copy {
    /// A step's stages, from which its error and its dense output follow.
    type Stages<const N: usize, S: Scalar>: Copy;
    /// The dense output.
    type DenseOutput<const N: usize, S: Scalar>: DenseOutput<N, S> + Copy;

    /// The coefficients.
    const TABLEAU: Tableau;
    /// How the steps are chosen.
    const LAW: ControlLaw;

    /// The state at the end of a step of length `h` from (t, y), where the derivative is `k1`, and the stages.
    fn stages<const N: usize, S: Scalar>(
        f: impl Rate<N, S>,
        at: (S, &[S; N], &[S; N]),
        h: S,
    ) -> ([S; N], Self::Stages<N, S>);

    /// The error of a step in units of `scales`; zero if the method has no estimate.
    fn error<const N: usize, S: Scalar>(k1: &[S; N], stages: &Self::Stages<N, S>, h: S, scales: &[S; N])
    -> S;

    /// The derivative at the end of a step, if it is among the stages.
    fn last<const N: usize, S: Scalar>(_stages: &Self::Stages<N, S>) -> Option<&[S; N]> {
        None
    }

    /// States early and late in the step, good to a middling order, with the fractions they belong to.
    fn interior_states<const N: usize, S: Scalar>(stages: &Self::Stages<N, S>) -> [(f64, &[S; N]); 2];

    /// The dense output of a step to `end`, where the derivative is `last`.
    fn dense_output<const N: usize, S: Scalar>(
        f: impl Rate<N, S>,
        at: (S, &[S; N], &[S; N]),
        h: S,
        end: (&[S; N], &Self::Stages<N, S>),
        last: &[S; N],
    ) -> Self::DenseOutput<N, S>;
}

impl<const N: usize, Sys: System<N>, R: RungeKutta> Method<N, Sys> for R {
    type Start = [f64; N];
    type Stages = <R as RungeKutta>::Stages<N, f64>;
    type DenseOutput = <R as RungeKutta>::DenseOutput<N, f64>;

    const LAW: ControlLaw = <R as RungeKutta>::LAW;

    #[inline(always)]
    fn start(&self, system: &Sys, t: f64, y: &[f64; N], evaluations: &mut u64) -> [f64; N] {
        *evaluations += 1;
        system.derivative(t, y)
    }

    #[inline(always)]
    fn rate(start: &[f64; N]) -> &[f64; N] {
        start
    }

    #[inline(always)]
    fn attempt<A: AbsoluteTolerance<N>>(
        &self,
        system: &Sys,
        at: (f64, &[f64; N], &[f64; N]),
        h: f64,
        tolerance: &Tolerance<A>,
        evaluations: &mut u64,
    ) -> Trial<N, Self::Stages> {
        *evaluations += const { R::TABLEAU.evaluations_in_step() };
        let (state, stages) = R::stages(OfSystem(system), at, h);
        let scales = tolerance.scales(at.1, &state);
        Trial { state, error: R::error(at.2, &stages, h, &scales), stages }
    }

    #[inline(always)]
    fn continued(
        &self,
        system: &Sys,
        t: f64,
        trial: &Trial<N, Self::Stages>,
        evaluations: &mut u64,
    ) -> [f64; N] {
        match R::last(&trial.stages) {
            Some(rate) => *rate,
            None => self.start(system, t, &trial.state, evaluations),
        }
    }

    #[inline(always)]
    fn interior_states(stages: &Self::Stages) -> [(f64, &[f64; N]); 2] {
        R::interior_states(stages)
    }

    #[inline(always)]
    fn dense_output(
        &self,
        system: &Sys,
        at: (f64, &[f64; N], &[f64; N]),
        h: f64,
        trial: &Trial<N, Self::Stages>,
        end: &[f64; N],
        evaluations: &mut u64,
    ) -> Self::DenseOutput {
        *evaluations += const { R::TABLEAU.evaluations_for_dense_output() };
        R::dense_output(OfSystem(system), at, h, (&trial.state, &trial.stages), end)
    }
}
