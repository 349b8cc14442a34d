//! The solvers as they are called: a method with its settings.

use super::System;
use super::control::{AbsoluteTolerance, Tolerance};
use super::dop853;
use super::dopri5;
use super::drive::drive;
use super::event::EventFunction;
use super::method::Method;
use super::rk4;
use super::runge_kutta::RungeKutta;
use super::solution::{FinalState, Solution};
use super::tableau::Tableau;
use super::taylor;
use super::verner98;
use crate::error::{Error, Result};

/// A method with its settings. Built by [`with_tolerance`](Self::with_tolerance) or [`with_step`](Self::with_step);
/// settings are checked when a run begins.
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
/// The Taylor series of order `TERMS` − 1.
pub type Taylor<const TERMS: usize, A = f64> = Solver<taylor::Taylor<TERMS>, A>;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Settings<A> {
    pub(super) tolerance: Tolerance<A>,
    pub(super) fixed_step: Option<f64>,
    pub(super) first_step: Option<f64>,
    pub(super) longest_step: f64,
    pub(super) most_steps: u64,
}

/// Steps allowed unless set otherwise.
const MOST_STEPS: u64 = 100_000;

impl<A> Settings<A> {
    /// # Errors
    ///
    /// [`Error::OutsideDomain`], naming the setting.
    #[inline(always)]
    pub(super) fn check<const N: usize>(&self) -> Result<()>
    where
        A: AbsoluteTolerance<N>,
    {
        let relative = self.tolerance.relative;
        if !(4.0 * f64::EPSILON..1.0).contains(&relative) {
            return Err(Error::OutsideDomain {
                quantity: "the relative tolerance of a solver",
                value: relative,
                allowed: "at least 8.9e-16 (four roundings) and below one",
            });
        }
        let mut absolute = self.tolerance.absolute.each().into_iter();
        if let Some(value) = absolute.find(|value| !(*value > 0.0 && value.is_finite())) {
            return Err(Error::OutsideDomain {
                quantity: "an absolute tolerance of a solver",
                value,
                allowed: "finite and above zero, in the unit of its component",
            });
        }
        let steps = [
            ("the fixed step of a solver", self.fixed_step),
            ("the first step of a solver", self.first_step),
        ];
        for (quantity, step) in steps {
            if let Some(value) = step.filter(|value| !(*value > 0.0 && value.is_finite())) {
                let allowed = "finite and above zero; the direction of a run is that of its end time";
                return Err(Error::OutsideDomain { quantity, value, allowed });
            }
        }
        // Infinity is no limit.
        if !(self.longest_step > 0.0) {
            return Err(Error::OutsideDomain {
                quantity: "the longest step of a solver",
                value: self.longest_step,
                allowed: "above zero",
            });
        }
        if self.most_steps == 0 {
            return Err(Error::OutsideDomain {
                quantity: "the greatest number of steps of a solver",
                value: 0.0,
                allowed: "one or more",
            });
        }
        Ok(())
    }
}

impl<M: Default> Solver<M> {
    /// Steps as long as an error of `tolerance` in each, relative and absolute at once, allows:
    /// tolerance · (1 + |yᵢ|) for every component. At least four roundings (8.9 × 10⁻¹⁶) and below one.
    ///
    /// For [`Rk4`], which has no error estimate, use [`with_step`](Self::with_step).
    pub fn with_tolerance(tolerance: f64) -> Self
    where
        M: Adaptive,
    {
        Self { method: M::default(), settings: Settings::new(tolerance, None) }
    }

    /// Steps of one length, finite and above zero; the last is cut (or stretched by up to a hundredth) to end
    /// where the run ends. The error is not looked at.
    pub fn with_step(step: f64) -> Self {
        Self { method: M::default(), settings: Settings::new(1e-6, Some(step)) }
    }
}

/// A method that estimates its error.
pub trait Adaptive {}
impl Adaptive for dopri5::Dopri5 {}
impl Adaptive for dop853::Dop853 {}
impl Adaptive for verner98::Verner98 {}
impl<const TERMS: usize> Adaptive for taylor::Taylor<TERMS> {}

impl Settings<f64> {
    fn new(tolerance: f64, fixed_step: Option<f64>) -> Self {
        Self {
            tolerance: Tolerance { relative: tolerance, absolute: tolerance },
            fixed_step,
            first_step: None,
            longest_step: f64::INFINITY,
            most_steps: MOST_STEPS,
        }
    }
}

impl<M: RungeKutta, A> Solver<M, A> {
    /// The method's coefficients.
    pub const fn tableau() -> Tableau {
        M::TABLEAU
    }
}

impl<M, A> Solver<M, A> {
    /// The absolute tolerance alone, of every component: finite, above zero.
    #[must_use]
    pub fn absolute_tolerance(self, tolerance: f64) -> Solver<M> {
        self.replace(tolerance)
    }

    /// The absolute tolerance of each component in its own unit: finite, above zero.
    #[must_use]
    pub fn absolute_tolerances<const N: usize>(self, tolerances: [f64; N]) -> Solver<M, [f64; N]> {
        self.replace(tolerances)
    }

    fn replace<B>(self, absolute: B) -> Solver<M, B> {
        let Settings { tolerance, fixed_step, first_step, longest_step, most_steps, .. } = self.settings;
        let tolerance = Tolerance { relative: tolerance.relative, absolute };
        let settings = Settings { tolerance, fixed_step, first_step, longest_step, most_steps };
        Solver { method: self.method, settings }
    }

    /// The first step to try, finite and above zero, in place of the one that the solver works out.
    #[must_use]
    pub fn first_step(mut self, step: f64) -> Self {
        self.settings.first_step = Some(step);
        self
    }

    /// No step is longer than this: above zero, infinity for no limit (the default).
    #[must_use]
    pub fn longest_step(mut self, step: f64) -> Self {
        self.settings.longest_step = step;
        self
    }

    /// How many steps, rejected ones included, a run may try: one or more; 100,000 by default.
    #[must_use]
    pub fn most_steps(mut self, steps: u64) -> Self {
        self.settings.most_steps = steps;
        self
    }

    /// Solves from the state `y0` at `t0` until `t_end` or the first terminal event, and keeps the whole course. Of terminal events
    /// met at one and the same time, one ends the run and the others are not recorded.
    ///
    /// `t_end` before `t0` is a backward run. `t_end` equal to `t0` is answered with the initial state, without
    /// an evaluation.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] for a setting, a time or a state that cannot be; [`Error::StepsExhausted`],
    /// [`Error::StepTooShort`] and [`Error::DerivativeNotFinite`], each with the time and state reached;
    /// [`Error::EventNotFinite`].
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
        let mut recorder = (Vec::new(), Vec::new());
        let final_state =
            drive(&self.method, &self.settings, system, (t0, y0, t_end), events, &mut recorder)?;
        let (dense_outputs, mut occurrences) = recorder;
        // Within one step they were found event by event.
        if t_end >= t0 {
            occurrences.sort_by(|a, b| a.t.total_cmp(&b.t));
        } else {
            occurrences.sort_by(|a, b| b.t.total_cmp(&a.t));
        }
        Ok(Solution { begin: t0, initial: y0, dense_outputs, occurrences, final_state })
    }

    /// As [`solve`](Self::solve), but keeps the end only and allocates nothing. Events that do not end the run
    /// keep their own [count](super::Event::count) and times.
    ///
    /// # Errors
    ///
    /// As [`solve`](Self::solve).
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
        drive(&self.method, &self.settings, system, (t0, y0, t_end), events, &mut ())
    }
}
