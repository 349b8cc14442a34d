//! The loop over the steps, the same for every method.

use super::control::{AbsoluteTolerance, first_step};
use super::event::EventFunction;
use super::locate::{RootBracket, Search, Step, advance, begin, ended, glance};
use super::method::Method;
use super::solution::{FinalState, Occurrence, Statistics};
use super::solver::Settings;
use super::{DenseOutput, System};
use crate::error::{Error, Result};

/// What of a run is kept besides its end.
pub(super) trait Recorder<const N: usize, C> {
    /// Whether every step's dense output is wanted.
    const KEEPS_DENSE_OUTPUT: bool;

    fn dense_output(&mut self, dense_output: C);

    fn occurrence(&mut self, occurrence: Occurrence<N>);
}

/// Nothing.
impl<const N: usize, C> Recorder<N, C> for () {
    const KEEPS_DENSE_OUTPUT: bool = false;

    fn dense_output(&mut self, _: C) {}

    fn occurrence(&mut self, _: Occurrence<N>) {}
}

/// Everything.
impl<const N: usize, C> Recorder<N, C> for (Vec<C>, Vec<Occurrence<N>>) {
    const KEEPS_DENSE_OUTPUT: bool = true;

    fn dense_output(&mut self, dense_output: C) {
        self.0.push(dense_output);
    }

    fn occurrence(&mut self, occurrence: Occurrence<N>) {
        self.1.push(occurrence);
    }
}

/// What is left of a step whose trial was not even finite.
const CUT_FROM_NOWHERE: f64 = 0.1;

#[inline(always)]
fn all_finite<const N: usize>(values: &[f64; N]) -> bool {
    // A sum of products with zero is zero unless one of them is not finite: one test instead of N.
    values.iter().fold(0.0, |sum, value| sum + value * 0.0) == 0.0
}

/// Runs `method` from (t0, y0) until `t_end` or a terminal event.
pub(super) fn drive<const N: usize, Sys, M, A, K>(
    method: &M,
    settings: &Settings<A>,
    system: &Sys,
    (t0, y0, t_end): (f64, [f64; N], f64),
    events: &mut [&mut dyn EventFunction<N>],
    recorder: &mut K,
) -> Result<FinalState<N>>
where
    Sys: System<N>,
    M: Method<N, Sys>,
    A: AbsoluteTolerance<N>,
    K: Recorder<N, M::DenseOutput>,
{
    check(settings, (t0, &y0, t_end))?;
    let mut statistics = Statistics::default();
    let (mut t, mut y) = (t0, y0);
    for event in events.iter_mut() {
        event.event_state().forget()?;
    }
    let span = t_end - t0;
    if span == 0.0 {
        return Ok(FinalState { t, state: y, stopped_by: None, next_step: 0.0, statistics });
    }
    let tolerance = &settings.tolerance;
    let longest = settings.longest_step.min(span.abs());
    let mut start = method.start(system, t, &y, &mut statistics.evaluations);
    if !all_finite(M::rate(&start)) {
        return Err(Error::DerivativeNotFinite { t, state: y.to_vec() });
    }
    let fixed = settings.fixed_step.is_some();
    let given = settings.fixed_step.or(settings.first_step);
    let mut h = match given.or_else(|| method.fitting_step(&start, &y, tolerance)) {
        Some(step) => step.min(longest).copysign(span),
        None => {
            let at = (t, &y, M::rate(&start));
            let longest = longest.copysign(span);
            first_step::<N, Sys, M, A>(system, at, longest, tolerance, &mut statistics.evaluations)
        }
    };
    for (index, event) in events.iter_mut().enumerate() {
        begin(&mut **event, index, &Step { t, h, state: &y, rate: M::rate(&start) })?;
    }
    let mut previous_error = 1e-4;
    let mut just_rejected = false;
    let mut not_finite = false;
    loop {
        if statistics.accepted + statistics.rejected >= settings.most_steps {
            return Err(Error::StepsExhausted { steps: settings.most_steps, t, state: y.to_vec() });
        }
        // The last step is stretched by up to a hundredth rather than leave a remnant.
        // A remnant of the rounding of t is one too.
        let last = (t + 1.01 * h - t_end) * span.signum() >= 0.0;
        if last {
            h = t_end - t;
        } else if !(0.1 * h.abs() > f64::EPSILON * t.abs()) {
            return Err(if not_finite {
                Error::DerivativeNotFinite { t, state: y.to_vec() }
            } else {
                Error::StepTooShort { step: h, t, state: y.to_vec() }
            });
        }
        let trial = method.attempt(system, (t, &y, &start), h, tolerance, &mut statistics.evaluations);
        // An error in units of an infinite state is none.
        let is_finite = all_finite(&trial.state);
        let good = is_finite && (fixed || trial.error <= 1.0);
        let next = if good {
            let t_next = if last { t_end } else { t + h };
            let next = method.continued(system, t_next, &trial, &mut statistics.evaluations);
            Some((t_next, next)).filter(|_| all_finite(M::rate(&next)))
        } else {
            None
        };
        let Some((t_next, next)) = next else {
            statistics.rejected += 1;
            not_finite = good || !is_finite || !trial.error.is_finite();
            if fixed || (not_finite && last && h.abs() <= f64::EPSILON * t.abs()) {
                return Err(Error::DerivativeNotFinite { t, state: y.to_vec() });
            }
            h = if not_finite {
                h * CUT_FROM_NOWHERE
            } else {
                h / M::LAW.divisor_after_rejection(trial.error)
            };
            just_rejected = true;
            continue;
        };
        statistics.accepted += 1;
        let end = Step { t: t_next, h, state: &trial.state, rate: M::rate(&next) };
        let mut eventful = false;
        for (index, event) in events.iter_mut().enumerate() {
            let bracket = glance(&mut **event, index, (t, &end), M::interior_states(&trial.stages))?;
            event.event_state().bracket = bracket;
            eventful |= bracket != RootBracket::Clear;
        }
        if eventful || K::KEEPS_DENSE_OUTPUT {
            let dense_output =
                method.dense_output(system, (t, &y, &start), h, &trial, &next, &mut statistics.evaluations);
            // Dense output takes evaluations of its own, which may leave the domain.
            if eventful && !all_finite(&dense_output.at(0.5)) {
                return Err(Error::DerivativeNotFinite { t, state: y.to_vec() });
            }
            let stop = if eventful { search(events, &dense_output, recorder)? } else { None };
            recorder.dense_output(dense_output);
            if let Some((index, theta)) = stop {
                let (t, state) = (t + theta * h, dense_output.at(theta));
                if let Some(event) = events.get_mut(index) {
                    let rising = ended(event.event_state(), t);
                    recorder.occurrence(Occurrence { event: index, t, state, rising });
                }
                let next_step =
                    if fixed { h } else { h / M::LAW.divisor_after_acceptance(trial.error, previous_error) };
                return Ok(FinalState { t, state, stopped_by: Some(index), next_step, statistics });
            }
        }
        let mut most = f64::INFINITY;
        for event in events.iter_mut() {
            most = most.min(advance(event.event_state(), h));
        }
        let before = h;
        (t, y, start) = (t_next, trial.state, next);
        if fixed {
            h = settings.fixed_step.map_or(h, |step| step.copysign(span));
        } else {
            h = match method.fitting_step(&start, &y, tolerance) {
                Some(step) => step.copysign(span),
                None => h / M::LAW.divisor_after_acceptance(trial.error, previous_error),
            };
            previous_error = trial.error.max(1e-4);
            if just_rejected && h.abs() > before.abs() {
                h = before;
            }
            h = h.abs().min(settings.longest_step).min(most * before.abs()).copysign(span);
        }
        just_rejected = false;
        if last {
            return Ok(FinalState { t, state: y, stopped_by: None, next_step: h, statistics });
        }
    }
}

/// Refuses settings, times and states that cannot be.
fn check<const N: usize, A: AbsoluteTolerance<N>>(
    settings: &Settings<A>,
    (t0, y0, t_end): (f64, &[f64; N], f64),
) -> Result<()> {
    settings.check::<N>()?;
    for (quantity, value) in [("the initial time", t0), ("the end time", t_end)] {
        if !value.is_finite() {
            return Err(Error::OutsideDomain { quantity, value, allowed: "finite" });
        }
    }
    if let Some(value) = y0.iter().copied().find(|value| !value.is_finite()) {
        let quantity = "a component of the initial state";
        return Err(Error::OutsideDomain { quantity, value, allowed: "finite" });
    }
    Ok(())
}

/// Searches an accepted step for events: first for the end of the run, then for what lies before it.
fn search<const N: usize, C: DenseOutput<N>, K: Recorder<N, C>>(
    events: &mut [&mut dyn EventFunction<N>],
    dense_output: &C,
    recorder: &mut K,
) -> Result<Option<(usize, f64)>> {
    let mut stop: Option<(usize, f64)> = None;
    for terminal in [true, false] {
        for (index, event) in events.iter_mut().enumerate() {
            let bracket = event.event_state().bracket;
            if event.event_state().terminal != terminal || bracket == RootBracket::Clear {
                continue;
            }
            let limit = stop.map_or(1.0, |(_, theta)| theta);
            let met = |occurrence| recorder.occurrence(occurrence);
            let mut search = Search { event: &mut **event, index, dense_output, limit, met, looks: 0 };
            if let Some(theta) = search.run(bracket)? {
                stop = Some((index, theta));
            }
        }
    }
    Ok(stop)
}
