//! The solvers: a method with its settings.

use super::dop853;
use super::dopri5;
use super::drive::drive;
use super::event::EventFunction;
use super::method::{Method, Sealed};
use super::recorder::{FinalStateOnly, FullRecord};
use super::rk4;
use super::run::Interval;
use super::runge_kutta::RungeKutta;
use super::settings::Settings;
use super::solution::{FinalState, Solution};
use super::system::System;
use super::tableau::Tableau;
use super::taylor;
use super::tolerance::AbsoluteTolerance;
use super::verner98;
use crate::error::Result;

/// A solver: a method with its settings. [`with_tolerance`](Self::with_tolerance) and
/// [`with_step`](Self::with_step) create one; the settings are checked at the beginning of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Solver<M, A = f64> {
    method: M,
    settings: Settings<A>,
}

/// The classical method of order 4, with fixed steps.
pub type Rk4 = Solver<rk4::Rk4>;
/// Dormand and Prince's pair of orders 5 and 4.
pub type Dopri5<A = f64> = Solver<dopri5::Dopri5, A>;
/// Dormand and Prince's method of order 8: the default for anything smooth.
pub type Dop853<A = f64> = Solver<dop853::Dop853, A>;
/// Verner's efficient pair of orders 9 and 8.
pub type Verner98<A = f64> = Solver<verner98::Verner98, A>;
/// The Taylor method of order `TERMS` − 1.
pub type Taylor<const TERMS: usize, A = f64> = Solver<taylor::Taylor<TERMS>, A>;

impl<M: Default> Solver<M> {
    /// Creates a solver that chooses every step so that its error in every component is at most
    /// tolerance · (1 + |yᵢ|): the tolerance is relative and absolute at once. At least four
    /// roundings (8.9 × 10⁻¹⁶) and below one.
    ///
    /// For [`Rk4`], which has no error estimate, use [`with_step`](Self::with_step).
    #[must_use]
    pub fn with_tolerance(tolerance: f64) -> Self
    where
        M: Adaptive,
    {
        Self { method: M::default(), settings: Settings::new(tolerance, None) }
    }

    /// Creates a solver whose steps all have the length `step`, finite and above zero. The last
    /// step is shortened, or stretched by up to a hundredth, to end where the run ends. The error
    /// is not estimated.
    #[must_use]
    pub fn with_step(step: f64) -> Self {
        Self { method: M::default(), settings: Settings::new(1e-6, Some(step)) }
    }
}

/// A method that estimates its error. The trait is sealed, as [`Method`] is.
pub trait Adaptive: Sealed {}
impl Adaptive for dopri5::Dopri5 {}
impl Adaptive for dop853::Dop853 {}
impl Adaptive for verner98::Verner98 {}
impl<const TERMS: usize> Adaptive for taylor::Taylor<TERMS> {}

impl<M: RungeKutta, A> Solver<M, A> {
    /// Returns the coefficients of the method.
    #[must_use]
    pub const fn tableau() -> Tableau {
        M::TABLEAU
    }
}

impl<M, A> Solver<M, A> {
    /// Sets the absolute tolerance of all components: finite and above zero.
    #[must_use]
    pub fn absolute_tolerance(self, tolerance: f64) -> Solver<M> {
        self.with_absolute_tolerance(tolerance)
    }

    /// Sets the absolute tolerance of each component, in the unit of the component: finite and
    /// above zero.
    #[must_use]
    pub fn absolute_tolerances<const N: usize>(self, tolerances: [f64; N]) -> Solver<M, [f64; N]> {
        self.with_absolute_tolerance(tolerances)
    }

    fn with_absolute_tolerance<B>(self, absolute: B) -> Solver<M, B> {
        Solver { method: self.method, settings: self.settings.with_absolute_tolerance(absolute) }
    }

    /// Sets the length of the first step, finite and above zero, in place of the solver's own
    /// choice. It is shortened where it is rejected, and, like every step, stretched by up to a
    /// hundredth where it is the last.
    #[must_use]
    pub fn first_step(mut self, step: f64) -> Self {
        self.settings.first_step = Some(step);
        self
    }

    /// Sets the greatest length of a step: above zero, infinity for no limit (the default). No step
    /// is longer, by the rounding of the time at most: it takes precedence over a fixed or first
    /// step, and the last step is not stretched beyond it.
    #[must_use]
    pub fn longest_step(mut self, step: f64) -> Self {
        self.settings.longest_step = step;
        self
    }

    /// Sets the maximum number of steps of a run, rejected ones included: one or more; 100,000 by
    /// default.
    #[must_use]
    pub fn max_steps(mut self, steps: u64) -> Self {
        self.settings.max_steps = steps;
        self
    }

    /// Integrates from the state `y0` at `t0` until `t_end` or the first terminal event, and keeps
    /// the dense output of every step. If several terminal events occur at the same time, one ends
    /// the run and the others are not recorded.
    ///
    /// A run with `t_end` before `t0` is a backward run. If `t_end` equals `t0`, the result is the
    /// initial state, without an evaluation.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for a setting, a time or a state that
    /// is not allowed; [`Error::StepsExhausted`](crate::Error::StepsExhausted),
    /// [`Error::StepTooShort`](crate::Error::StepTooShort) and
    /// [`Error::DerivativeNotFinite`](crate::Error::DerivativeNotFinite), each with the time and
    /// state reached; [`Error::EventNotFinite`](crate::Error::EventNotFinite).
    pub fn solve<const N: usize, Sys>(
        &self,
        system: &Sys,
        t0: f64,
        y0: [f64; N],
        t_end: f64,
        events: &mut [&mut dyn EventFunction<N>],
    ) -> Result<Solution<N, M::DenseOutput>>
    where
        Sys: System<N>,
        M: Method<N, Sys>,
        A: AbsoluteTolerance<N>,
    {
        let mut record = FullRecord { dense_outputs: Vec::new(), occurrences: Vec::new() };
        let interval = Interval { t0, y0, t_end };
        let final_state = drive(&self.method, &self.settings, system, &interval, events, &mut record)?;
        let FullRecord { dense_outputs, mut occurrences } = record;
        // Within one step they were recorded event by event.
        if t_end >= t0 {
            occurrences.sort_by(|a, b| a.t.total_cmp(&b.t));
        } else {
            occurrences.sort_by(|a, b| b.t.total_cmp(&a.t));
        }
        Ok(Solution { begin: t0, initial: y0, dense_outputs, occurrences, final_state })
    }

    /// Integrates as [`solve`](Self::solve) does, but keeps the final state only and allocates
    /// nothing. Every event still keeps its [count](super::Event::count), its first time and its
    /// last time.
    ///
    /// # Errors
    ///
    /// The errors of [`solve`](Self::solve).
    pub fn run<const N: usize, Sys>(
        &self,
        system: &Sys,
        t0: f64,
        y0: [f64; N],
        t_end: f64,
        events: &mut [&mut dyn EventFunction<N>],
    ) -> Result<FinalState<N>>
    where
        Sys: System<N>,
        M: Method<N, Sys>,
        A: AbsoluteTolerance<N>,
    {
        let interval = Interval { t0, y0, t_end };
        drive(&self.method, &self.settings, system, &interval, events, &mut FinalStateOnly)
    }
}
