//! The state of a run, and the parts of one step of the driver: trial, acceptance, events, the
//! length of the next step.

use super::control::{InitialPoint, first_step};
use super::dense_output::DenseOutput;
use super::event::EventFunction;
use super::examine::{StepEnd, ends_on_zero, examine_step, finish_step, start_event};
use super::locate::{Stop, record_stop, search_step};
use super::method::{Method, StepStart, Trial};
use super::recorder::Recorder;
use super::root_bracket::RootBracket;
use super::settings::Settings;
use super::solution::{FinalState, Occurrence, Statistics};
use super::system::System;
use super::tolerance::AbsoluteTolerance;
use crate::error::{Error, Result};

/// The times and the initial state of a run.
pub(super) struct Interval<const N: usize> {
    /// The initial time.
    pub(super) t0: f64,
    /// The initial state.
    pub(super) y0: [f64; N],
    /// The time at which the run ends unless an event ends it.
    pub(super) t_end: f64,
}

/// The factor by which a step is shortened after a trial whose result was not finite.
const REDUCTION_IF_NOT_FINITE: f64 = 0.1;
/// The least error that the step size control reckons with.
const LEAST_ERROR: f64 = 1e-4;

/// The state of a run between two steps.
pub(super) struct Run<'a, const N: usize, Sys, M: Method<N, Sys>, A> {
    method: &'a M,
    settings: &'a Settings<A>,
    system: &'a Sys,
    t_end: f64,
    /// The direction of the run: 1 forward, −1 backward.
    direction: f64,
    t: f64,
    y: [f64; N],
    derivatives: M::Derivatives,
    /// The length of the next step.
    h: f64,
    /// The error of the last accepted step, in units of the tolerance.
    previous_error: f64,
    /// Whether all steps have the length of the settings.
    is_fixed: bool,
    /// Whether the last trial was rejected.
    is_retry: bool,
    /// Whether the last rejected trial had a result that was not finite.
    was_not_finite: bool,
    statistics: Statistics,
}

/// The end of an accepted step.
pub(super) struct AcceptedEnd<D> {
    t: f64,
    derivatives: D,
}

impl<'a, const N: usize, Sys, M, A> Run<'a, N, Sys, M, A>
where
    Sys: System<N>,
    M: Method<N, Sys>,
    A: AbsoluteTolerance<N>,
{
    /// Computes the derivatives at the initial point and the length of the first step.
    #[inline(always)]
    pub(super) fn start(
        method: &'a M,
        settings: &'a Settings<A>,
        system: &'a Sys,
        &Interval { t0: t, y0: y, t_end }: &Interval<N>,
    ) -> Result<Self> {
        let mut statistics = Statistics::default();
        let span = t_end - t;
        let tolerance = &settings.tolerance;
        let longest = settings.longest_step.min(span.abs());
        let derivatives = method.derivatives(system, t, &y, &mut statistics.evaluations);
        let rate = M::rate(&derivatives);
        if !all_finite(rate) {
            return Err(Error::DerivativeNotFinite { t, state: y.to_vec() });
        }
        let given = settings.fixed_step.or(settings.first_step);
        let h = match given.or_else(|| method.fitting_step(&derivatives, &y, tolerance)) {
            Some(step) => step.min(longest).copysign(span),
            None => {
                let point = InitialPoint { t, y: &y, rate };
                let longest = longest.copysign(span);
                first_step(system, point, longest, tolerance, M::LAW.order, &mut statistics.evaluations)
            }
        };
        Ok(Self {
            method,
            settings,
            system,
            t_end,
            direction: span.signum(),
            t,
            y,
            derivatives,
            h,
            previous_error: LEAST_ERROR,
            is_fixed: settings.fixed_step.is_some(),
            is_retry: false,
            was_not_finite: false,
            statistics,
        })
    }

    /// Evaluates every event function at the initial point.
    #[inline(always)]
    pub(super) fn start_events(&self, events: &mut [&mut dyn EventFunction<N>]) -> Result<()> {
        let start = StepEnd { t: self.t, h: self.h, state: &self.y, rate: M::rate(&self.derivatives) };
        for (index, event) in events.iter_mut().enumerate() {
            start_event(&mut **event, index, &start)?;
        }
        Ok(())
    }

    /// Adjusts the length of the step to the end of the run, and checks the number of steps and the
    /// length. Returns whether the step is the last.
    #[inline(always)]
    pub(super) fn limit_step(&mut self) -> Result<bool> {
        if self.statistics.accepted + self.statistics.rejected >= self.settings.max_steps {
            let steps = self.settings.max_steps;
            return Err(Error::StepsExhausted { steps, t: self.t, state: self.y.to_vec() });
        }
        // The last step is stretched by up to a hundredth rather than leave a remnant, unless that
        // makes it longer than allowed. A remnant of the rounding of t is one too.
        let rest = (self.t_end - self.t).abs();
        let rounding = 4.0 * f64::EPSILON * self.t.abs().max(self.t_end.abs());
        let longest = self.settings.longest_step + rounding;
        let is_last = (self.t + 1.01 * self.h - self.t_end) * self.direction >= 0.0 && rest <= longest;
        if !is_last && rest < 1.01 * self.h.abs() {
            // Two equal steps in place of one that is too long.
            self.h = (0.5 * rest).copysign(self.h);
        }
        if is_last {
            self.h = self.t_end - self.t;
        } else if !(0.1 * self.h.abs() > f64::EPSILON * self.t.abs()) {
            return Err(if self.was_not_finite {
                self.derivative_not_finite()
            } else {
                Error::StepTooShort { step: self.h, t: self.t, state: self.y.to_vec() }
            });
        }
        Ok(is_last)
    }

    /// Creates the error for a derivative that is not finite near the start of the step.
    #[inline(always)] // So that no reference to the run leaves the inlined code.
    fn derivative_not_finite(&self) -> Error {
        Error::DerivativeNotFinite { t: self.t, state: self.y.to_vec() }
    }

    /// Tries a step.
    #[inline(always)]
    pub(super) fn attempt(&mut self) -> Trial<N, M::Stages> {
        let start = StepStart { t: self.t, y: &self.y, derivatives: &self.derivatives };
        let tolerance = &self.settings.tolerance;
        self.method.attempt(self.system, start, self.h, tolerance, &mut self.statistics.evaluations)
    }

    /// Checks whether a trial is finite and its error is within the tolerance.
    #[inline(always)]
    fn is_within_tolerance(&self, trial: &Trial<N, M::Stages>) -> bool {
        // The error in units of an infinite state would be zero.
        all_finite(&trial.state) && (self.is_fixed || trial.error <= 1.0)
    }

    /// Computes the derivatives at the end of a trial within the tolerance. Returns the end of the
    /// step if they are finite.
    #[inline(always)]
    pub(super) fn accept(
        &mut self,
        trial: &Trial<N, M::Stages>,
        is_last: bool,
    ) -> Option<AcceptedEnd<M::Derivatives>> {
        if !self.is_within_tolerance(trial) {
            return None;
        }
        let t = if is_last { self.t_end } else { self.t + self.h };
        let evaluations = &mut self.statistics.evaluations;
        let derivatives = self.method.derivatives_at_end(self.system, t, trial, evaluations);
        if !all_finite(M::rate(&derivatives)) {
            return None;
        }
        self.statistics.accepted += 1;
        Some(AcceptedEnd { t, derivatives })
    }

    /// Shortens the step after a rejected trial.
    #[inline(always)]
    pub(super) fn reject(&mut self, trial: &Trial<N, M::Stages>, is_last: bool) -> Result<()> {
        self.statistics.rejected += 1;
        // A trial within the tolerance is rejected only if the derivative at its end is not finite.
        let is_not_finite =
            self.is_within_tolerance(trial) || !all_finite(&trial.state) || !trial.error.is_finite();
        self.was_not_finite = is_not_finite;
        let is_shortest = is_last && self.h.abs() <= f64::EPSILON * self.t.abs();
        if self.is_fixed || (is_not_finite && is_shortest) {
            return Err(self.derivative_not_finite());
        }
        self.h = if is_not_finite {
            self.h * REDUCTION_IF_NOT_FINITE
        } else {
            self.h / M::LAW.divisor_after_rejection(trial.error)
        };
        self.is_retry = true;
        Ok(())
    }

    /// Examines an accepted step for events, and makes its dense output if one can be near or the
    /// recorder keeps it. Returns the final state if a terminal event ends the run.
    #[inline(always)]
    pub(super) fn find_events<K: Recorder<N, M::DenseOutput>>(
        &mut self,
        trial: &Trial<N, M::Stages>,
        end: &AcceptedEnd<M::Derivatives>,
        events: &mut [&mut dyn EventFunction<N>],
        recorder: &mut K,
    ) -> Result<Option<FinalState<N>>> {
        let h = self.h;
        let step_end = StepEnd { t: end.t, h, state: &trial.state, rate: M::rate(&end.derivatives) };
        let mut is_eventful = false;
        for (index, event) in events.iter_mut().enumerate() {
            let interior_states = M::interior_states(&trial.stages);
            let bracket = examine_step(&mut **event, index, self.t, &step_end, interior_states)?;
            event.event_state().bracket = bracket;
            is_eventful |= bracket != RootBracket::Clear;
        }
        if !(is_eventful || K::KEEPS_DENSE_OUTPUT) {
            return Ok(None);
        }
        let start = StepStart { t: self.t, y: &self.y, derivatives: &self.derivatives };
        let evaluations = &mut self.statistics.evaluations;
        let dense_output =
            self.method.dense_output(self.system, start, h, trial, &end.derivatives, evaluations);
        // Dense output takes evaluations of its own, which may leave the domain.
        if is_eventful && !all_finite(&dense_output.at(0.5)) {
            return Err(self.derivative_not_finite());
        }
        let stop = if is_eventful { search_step(events, &dense_output, recorder)? } else { None };
        recorder.dense_output(dense_output);
        Ok(stop.map(|stop| self.stop(stop, trial.error, &dense_output, events, recorder)))
    }

    /// Records the terminal event that ends the run, and returns the final state.
    #[inline(always)]
    fn stop<K: Recorder<N, M::DenseOutput>>(
        &self,
        stop: Stop,
        error: f64,
        dense_output: &M::DenseOutput,
        events: &mut [&mut dyn EventFunction<N>],
        recorder: &mut K,
    ) -> FinalState<N> {
        let (t, state) = (self.t + stop.theta * self.h, dense_output.at(stop.theta));
        if let Some(event) = events.get_mut(stop.event) {
            let rising = record_stop(event.event_state(), t);
            recorder.occurrence(Occurrence { event: stop.event, t, state, rising });
        }
        let next_step = if self.is_fixed {
            self.h
        } else {
            self.h / M::LAW.divisor_after_acceptance(error, self.previous_error)
        };
        FinalState { t, state, stopped_by: Some(stop.event), next_step, statistics: self.statistics }
    }

    /// Makes the end of an accepted step the start of the next, and computes the length of the
    /// next.
    #[inline(always)]
    pub(super) fn advance(
        &mut self,
        trial: &Trial<N, M::Stages>,
        end: AcceptedEnd<M::Derivatives>,
        events: &mut [&mut dyn EventFunction<N>],
    ) {
        // The greatest length, in units of the last step, that the events allow.
        let mut longest_by_events = f64::INFINITY;
        for event in events.iter_mut() {
            longest_by_events = longest_by_events.min(finish_step(event.event_state(), self.h));
        }
        let last = self.h;
        self.t = end.t;
        self.y = trial.state;
        self.derivatives = end.derivatives;
        if self.is_fixed {
            let longest = self.settings.longest_step;
            let step = self.settings.fixed_step.map_or(self.h.abs(), |step| step.min(longest));
            self.h = step.copysign(self.direction);
        } else {
            self.h = self.next_step(trial.error, last, longest_by_events * last.abs());
            self.previous_error = trial.error.max(LEAST_ERROR);
        }
        self.is_retry = false;
    }

    /// Computes the length of the next step from the error and the length of the last one.
    #[inline(always)]
    fn next_step(&self, error: f64, last: f64, longest_by_events: f64) -> f64 {
        let fitting = self.method.fitting_step(&self.derivatives, &self.y, &self.settings.tolerance);
        let mut h = match fitting {
            Some(step) => step.copysign(self.direction),
            None => last / M::LAW.divisor_after_acceptance(error, self.previous_error),
        };
        // A step is not lengthened right after a rejection.
        if self.is_retry && h.abs() > last.abs() {
            h = last;
        }
        h.abs().min(self.settings.longest_step).min(longest_by_events).copysign(self.direction)
    }

    /// Records the events whose functions end the run exactly on zero, and returns the state at the
    /// end of the last step.
    #[inline(always)]
    pub(super) fn finish<K: Recorder<N, M::DenseOutput>>(
        &self,
        events: &mut [&mut dyn EventFunction<N>],
        recorder: &mut K,
    ) -> FinalState<N> {
        let Self { t, y: state, h: next_step, statistics, direction, .. } = *self;
        let mut stopped_by = None;
        for (index, event) in events.iter_mut().enumerate() {
            let event_state = event.event_state();
            let (sign, value) = (event_state.sign, event_state.at_end.value);
            let crosses = ends_on_zero(event_state, value) && event_state.counts(sign, t, direction);
            if !crosses || (event_state.terminal && stopped_by.is_some()) {
                continue;
            }
            if event_state.terminal {
                stopped_by = Some(index);
            }
            event_state.record(t);
            recorder.occurrence(Occurrence { event: index, t, state, rising: sign < 0.0 });
        }
        FinalState { t, state, stopped_by, next_step, statistics }
    }
}

/// Checks that every value is finite.
#[inline(always)]
fn all_finite<const N: usize>(values: &[f64; N]) -> bool {
    // A sum of products with zero is zero unless one of them is not finite: one test instead of N.
    values.iter().fold(0.0, |sum, value| sum + value * 0.0) == 0.0
}
