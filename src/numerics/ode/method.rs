//! The interface between the driver and a one-step method.

use super::control::ControlLaw;
use super::dense_output::DenseOutput;
use super::tolerance::{AbsoluteTolerance, Tolerance};

/// The seal of [`Method`]: no other crate can name it, and so none can implement a method.
pub trait Sealed {}

/// The point from which a step is taken.
#[derive(Debug, Clone, Copy)]
pub struct StepStart<'a, const N: usize, S, D> {
    /// The time.
    pub t: S,
    /// The state.
    pub y: &'a [S; N],
    /// The derivatives of the solution there.
    pub derivatives: &'a D,
}

/// The result of one trial step.
#[derive(Debug, Clone, Copy)]
pub struct Trial<const N: usize, G> {
    /// The state at the end of the step.
    pub state: [f64; N],
    /// The estimated error in units of the tolerance; the step is accepted up to one.
    pub error: f64,
    /// The stages, from which the step's dense output follows.
    pub stages: G,
}

/// A state inside a step.
#[derive(Debug, Clone, Copy)]
pub struct InteriorState<'a, const N: usize, S> {
    /// The fraction of the step that has passed.
    pub fraction: f64,
    /// The state then, of lower order than the end of the step.
    pub state: &'a [S; N],
}

/// A one-step method for the systems `Sys`.
///
/// The trait is public to be named as a bound, and sealed: the methods of this crate implement it,
/// and other crates cannot.
pub trait Method<const N: usize, Sys: ?Sized>: Sealed + Copy {
    /// The derivatives of the solution at the beginning of a step: the first alone, or all of them
    /// as the coefficients of a Taylor series.
    type Derivatives: Copy;
    /// The stages of a step, from which its dense output follows.
    type Stages: Copy;
    /// The dense output.
    type DenseOutput: DenseOutput<N> + Copy;

    /// The law of the step size control.
    const LAW: ControlLaw;

    /// Computes the derivatives at (t, y).
    fn derivatives(&self, system: &Sys, t: f64, y: &[f64; N], evaluations: &mut u64) -> Self::Derivatives;

    /// Returns the first derivative.
    fn rate(derivatives: &Self::Derivatives) -> &[f64; N];

    /// Computes the length of a step that meets the tolerance, if the derivatives at its beginning
    /// are enough for that.
    #[inline(always)]
    fn fitting_step<A: AbsoluteTolerance<N>>(
        &self,
        _derivatives: &Self::Derivatives,
        _y: &[f64; N],
        _tolerance: &Tolerance<A>,
    ) -> Option<f64> {
        None
    }

    /// Tries a step of length `h`.
    fn attempt<A: AbsoluteTolerance<N>>(
        &self,
        system: &Sys,
        start: StepStart<'_, N, f64, Self::Derivatives>,
        h: f64,
        tolerance: &Tolerance<A>,
        evaluations: &mut u64,
    ) -> Trial<N, Self::Stages>;

    /// Computes the derivatives at the end of a trial step, at the time `t`, and uses those among
    /// its stages.
    #[inline(always)]
    fn derivatives_at_end(
        &self,
        system: &Sys,
        t: f64,
        trial: &Trial<N, Self::Stages>,
        evaluations: &mut u64,
    ) -> Self::Derivatives {
        self.derivatives(system, t, &trial.state, evaluations)
    }

    /// Returns two states inside the step that cost no evaluation. They are accurate enough to show
    /// whether an event can be near, not to locate it.
    fn interior_states(stages: &Self::Stages) -> [InteriorState<'_, N, f64>; 2];

    /// Computes the dense output of the accepted step of length `h` from `start`; `end` holds the
    /// derivatives at its end.
    fn dense_output(
        &self,
        system: &Sys,
        start: StepStart<'_, N, f64, Self::Derivatives>,
        h: f64,
        trial: &Trial<N, Self::Stages>,
        end: &Self::Derivatives,
        evaluations: &mut u64,
    ) -> Self::DenseOutput;
}
