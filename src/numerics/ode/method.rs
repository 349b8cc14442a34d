//! What the loop over the steps asks of a method.

use super::control::{AbsoluteTolerance, Tolerance};
use super::dense_output::DenseOutput;

/// One step, tried.
#[derive(Debug, Clone, Copy)]
pub struct Trial<const N: usize, G> {
    /// The state at its end.
    pub state: [f64; N],
    /// The estimated error in units of the tolerance: accepted up to one.
    pub error: f64,
    /// What the step's dense output will need.
    pub stages: G,
}

/// How the next step follows from the error of the last: h · clamp(safety · error^−exponent · previous^damping).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ControlLaw {
    /// The exponent of the present error.
    pub exponent: f64,
    /// The exponent of the error of the step before (Lund's stabilisation).
    pub damping: f64,
    /// A step is at most divided by this.
    pub greatest_cut: f64,
    /// A step is at most multiplied by this.
    pub greatest_growth: f64,
    /// The order that the first guess of a step goes by.
    pub order: i32,
}

/// A one-step method for the systems `Sys`. Implemented here only; public so that it can bound.
pub trait Method<const N: usize, Sys: ?Sized>: Copy {
    /// What is known at the beginning of a step, before its length is: the derivative, or a series.
    type Start: Copy;
    /// What a step leaves for its dense output.
    type Stages: Copy;
    /// The dense output.
    type DenseOutput: DenseOutput<N> + Copy;

    /// How its steps are chosen.
    const LAW: ControlLaw;

    /// Begins at (t, y).
    fn start(&self, system: &Sys, t: f64, y: &[f64; N], evaluations: &mut u64) -> Self::Start;

    /// The derivative known at the start.
    fn rate(start: &Self::Start) -> &[f64; N];

    /// A step that fits the tolerance, if the start alone tells.
    #[inline(always)]
    fn fitting_step<A: AbsoluteTolerance<N>>(
        &self,
        _start: &Self::Start,
        _y: &[f64; N],
        _tolerance: &Tolerance<A>,
    ) -> Option<f64> {
        None
    }

    /// Tries a step of length `h`.
    fn attempt<A: AbsoluteTolerance<N>>(
        &self,
        system: &Sys,
        at: (f64, &[f64; N], &Self::Start),
        h: f64,
        tolerance: &Tolerance<A>,
        evaluations: &mut u64,
    ) -> Trial<N, Self::Stages>;

    /// Begins anew at the end of an accepted step, with what the step already knows.
    #[inline(always)]
    fn continued(
        &self,
        system: &Sys,
        t: f64,
        trial: &Trial<N, Self::Stages>,
        evaluations: &mut u64,
    ) -> Self::Start {
        self.start(system, t, &trial.state, evaluations)
    }

    /// States inside the step that cost nothing, with the fractions they belong to: good enough to see whether
    /// an event can be near, not to locate it.
    fn interior_states(_stages: &Self::Stages) -> [(f64, &[f64; N]); 2];

    /// The dense output of the accepted step from `at` to `end`.
    fn dense_output(
        &self,
        system: &Sys,
        at: (f64, &[f64; N], &Self::Start),
        h: f64,
        trial: &Trial<N, Self::Stages>,
        end: &Self::Start,
        evaluations: &mut u64,
    ) -> Self::DenseOutput;
}
