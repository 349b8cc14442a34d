//! The search for the crossings of an event function inside a step, on the dense output.

use std::ops::ControlFlow;

use super::dense_output::DenseOutput;
use super::event::{EventFunction, EventState};
use super::examine::{ends_on_zero, finite};
use super::recorder::Recorder;
use super::root_bracket::{EventSample, InteriorValue, RootBracket, bracket_of, sign_of};
use super::solution::Occurrence;
use crate::error::Result;
use crate::numerics::roots::{RootSearch, root};

/// The least width, in units of the step, of an interval that is still divided: below it rounding
/// dominates.
const LEAST_WIDTH: f64 = 1e-7;
/// The number of evaluations of one event in one step after which its function is taken to be all
/// rounding.
const MAX_EVALUATIONS: u32 = 2_000;
/// The fractions at which an interval is evaluated and divided.
const CUTS: [f64; 2] = [0.35, 0.65];
/// The tolerance of a located zero, as a fraction of the step: far below the error of any step.
const ROOT_TOLERANCE: f64 = 1e-14;

/// The terminal event that ends a run inside a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop {
    /// The index of the event.
    pub(super) event: usize,
    /// The fraction of the step at which it occurs.
    pub(super) theta: f64,
}

/// Searches an accepted step for events: first the terminal ones for the end of the run, then the
/// others for crossings before it.
pub(super) fn search_step<const N: usize, C: DenseOutput<N>, K: Recorder<N, C>>(
    events: &mut [&mut dyn EventFunction<N>],
    dense_output: &C,
    recorder: &mut K,
) -> Result<Option<Stop>> {
    let mut stop: Option<Stop> = None;
    for terminal in [true, false] {
        for (index, event) in events.iter_mut().enumerate() {
            let bracket = event.event_state().bracket;
            if event.event_state().terminal != terminal || bracket == RootBracket::Clear {
                continue;
            }
            let limit = stop.map_or(1.0, |stop| stop.theta);
            let record = |occurrence| recorder.occurrence(occurrence);
            let mut search =
                CrossingSearch { event: &mut **event, index, dense_output, limit, record, evaluations: 0 };
            if let Some(theta) = search.run(bracket)? {
                stop = Some(Stop { event: index, theta });
            }
        }
    }
    Ok(stop)
}

/// The search for the crossings of one event function in one step.
struct CrossingSearch<'a, const N: usize, C, F> {
    event: &'a mut dyn EventFunction<N>,
    index: usize,
    dense_output: &'a C,
    /// The fraction of the step at which the run ends.
    limit: f64,
    /// The function that records every crossing that counts.
    record: F,
    /// The number of evaluations of the event function.
    evaluations: u32,
}

/// A place in the step and the event function's value there.
#[derive(Clone, Copy)]
struct Evaluation {
    theta: f64,
    value: f64,
}

impl<const N: usize, C: DenseOutput<N>, F: FnMut(Occurrence<N>)> CrossingSearch<'_, N, C, F> {
    /// Searches the whole step. Returns the fraction of the step at which a terminal event ends the
    /// run, if one does.
    fn run(&mut self, bracket: RootBracket) -> Result<Option<f64>> {
        let (a, b) = (self.event.event_state().at_start, self.event.event_state().at_end);
        let flow = match bracket {
            RootBracket::Clear => return Ok(None),
            _ if self.limit < 1.0 => self.search_to_limit(&a)?,
            RootBracket::Monotonic => self.locate(&a, &b)?,
            RootBracket::Open => self.search(&a, &b)?,
        };
        Ok(flow.break_value())
    }

    /// Searches the part of the step before the end of the run. The sign at that end decides, so
    /// that a crossing beside it belongs to this run or to the next, and never to both.
    fn search_to_limit(&mut self, a: &EventSample) -> Result<ControlFlow<f64>> {
        let b = if self.limit > 0.0 {
            let by = 1e-3 * self.limit;
            let value = self.evaluate(self.limit)?;
            let slope = (value - self.evaluate(self.limit - by)?) / by;
            EventSample { theta: self.limit, value, slope }
        } else {
            *a
        };
        if let ControlFlow::Break(theta) = self.search(a, &b)? {
            return Ok(ControlFlow::Break(theta));
        }
        let event_state = self.event.event_state();
        let sign = event_state.sign;
        if ends_on_zero(event_state, b.value) {
            self.cross(sign, b.theta)
        } else {
            Ok(ControlFlow::Continue(()))
        }
    }

    fn time(&self, theta: f64) -> f64 {
        self.dense_output.begin() + theta * self.dense_output.length()
    }

    /// Evaluates the event function on the dense output.
    fn evaluate(&mut self, theta: f64) -> Result<f64> {
        self.evaluations += 1;
        let t = self.time(theta);
        finite(self.event.value(t, &self.dense_output.at(theta)), self.index, t)
    }

    /// Searches the interval between `a` and `b`, dividing it as often as needed.
    fn search(&mut self, a: &EventSample, b: &EventSample) -> Result<ControlFlow<f64>> {
        let width = b.theta - a.theta;
        if width < LEAST_WIDTH || self.evaluations > MAX_EVALUATIONS {
            return self.locate(a, b);
        }
        let [early, late] = CUTS.map(|fraction| a.theta + fraction * width);
        let values = (self.evaluate(early)?, self.evaluate(late)?);
        let interior = [
            InteriorValue { fraction: CUTS[0], value: values.0 },
            InteriorValue { fraction: CUTS[1], value: values.1 },
        ];
        match bracket_of(a, b, interior) {
            RootBracket::Clear => Ok(ControlFlow::Continue(())),
            RootBracket::Monotonic => self.locate(a, b),
            RootBracket::Open => {
                let by = 1e-3 * width;
                let early = self.sample(early, values.0, by)?;
                let late = self.sample(late, values.1, by)?;
                for (from, to) in [(a, &early), (&early, &late), (&late, b)] {
                    if let ControlFlow::Break(theta) = self.search(from, to)? {
                        return Ok(ControlFlow::Break(theta));
                    }
                }
                Ok(ControlFlow::Continue(()))
            }
        }
    }

    /// Computes the slope at `theta` as the difference quotient over `by` to either side.
    fn sample(&mut self, theta: f64, value: f64, by: f64) -> Result<EventSample> {
        let slope = (self.evaluate(theta + by)? - self.evaluate(theta - by)?) / (2.0 * by);
        Ok(EventSample { theta, value, slope })
    }

    /// Computes a short bracket inside one that has the crossing. One end is the zero of the
    /// inverse cubic through both ends and slopes; the other is past the zero of the tangent there.
    fn narrowed(&mut self, a: &EventSample, b: &EventSample) -> Result<[Evaluation; 2]> {
        let (start, end) =
            (Evaluation { theta: a.theta, value: a.value }, Evaluation { theta: b.theta, value: b.value });
        let (width, change) = (b.theta - a.theta, b.value - a.value);
        // In units of the width and of the change of the value: the fraction of the change that
        // leads to zero, and the slopes of the inverse cubic.
        let u = -a.value / change;
        let (slope_at_a, slope_at_b) = (change / (a.slope * width), change / (b.slope * width));
        let v = 1.0 - u;
        let guess = u * u * (1.0 + 2.0 * v) + u * v * (v * slope_at_a - u * slope_at_b);
        if !(guess > 0.0 && guess < 1.0) {
            return Ok([start, end]);
        }
        let theta = a.theta + guess * width;
        let value = self.evaluate(theta)?;
        // The slope of the inverse cubic there.
        let slope =
            (6.0 * u * v + v * (v - 2.0 * u) * slope_at_a + u * (u - 2.0 * v) * slope_at_b) * width / change;
        // A quarter farther than the zero of the tangent, so as to reach the other side of the
        // crossing.
        let beyond = theta - 1.25 * value * slope;
        let middle = Evaluation { theta, value };
        let (left, right) = if sign_of(value) == sign_of(a.value) { (middle, end) } else { (start, middle) };
        if !(beyond > left.theta && beyond < right.theta) {
            return Ok([left, right]);
        }
        let other = Evaluation { theta: beyond, value: self.evaluate(beyond)? };
        Ok(if sign_of(other.value) == sign_of(left.value) { [other, right] } else { [left, other] })
    }

    /// Locates the crossing in a monotonic interval, if the signs at its ends differ, and records
    /// it. Returns its place if it ends the run.
    fn locate(&mut self, a: &EventSample, b: &EventSample) -> Result<ControlFlow<f64>> {
        let sign = self.event.event_state().sign;
        let sign_after = sign_of(b.value);
        if sign_after == 0.0 || sign_after == sign {
            return Ok(ControlFlow::Continue(()));
        }
        if sign == 0.0 {
            self.event.event_state().sign = sign_after;
            return Ok(ControlFlow::Continue(()));
        }
        // A start that was taken to be before the crossing, and is past it, is the crossing.
        let theta = if sign_of(a.value) == sign_after { a.theta } else { self.root(a, b)? };
        self.cross(sign, theta)
    }

    /// Records the crossing at `theta` from `sign`, if it counts. Returns its place if it ends the
    /// run.
    fn cross(&mut self, sign: f64, theta: f64) -> Result<ControlFlow<f64>> {
        let t = self.time(theta);
        let event_state = self.event.event_state();
        event_state.sign = -sign;
        if !event_state.counts(sign, t, self.dense_output.length()) {
            return Ok(ControlFlow::Continue(()));
        }
        if event_state.terminal {
            return Ok(ControlFlow::Break(theta));
        }
        event_state.record(t);
        (self.record)(Occurrence {
            event: self.index,
            t,
            state: self.dense_output.at(theta),
            rising: sign < 0.0,
        });
        Ok(ControlFlow::Continue(()))
    }

    /// Finds the zero between `a` and `b`, where the values differ in sign.
    ///
    /// For a terminal event it is the nearest place known to be past the zero: the run ends with the
    /// sign after the crossing, and the next does not meet it again.
    fn root(&mut self, a: &EventSample, b: &EventSample) -> Result<f64> {
        let sign_after = sign_of(b.value);
        let mut past = b.theta;
        // A start that is on zero is the crossing.
        let (mut x, mut residual) = (a.theta, a.value);
        if residual != 0.0 {
            let [low, high] = self.narrowed(a, b)?;
            let bracket = RootSearch {
                low: low.theta,
                high: high.theta,
                tolerance: ROOT_TOLERANCE,
                max_evaluations: 200,
            };
            let found = root(bracket, |theta| {
                let value = if theta == low.theta {
                    low.value
                } else if theta == high.theta {
                    high.value
                } else {
                    self.evaluate(theta)?
                };
                if sign_of(value) == sign_after {
                    past = past.min(theta);
                }
                Ok(value)
            })?;
            (x, residual) = (found.x, found.residual);
        }
        if !self.event.event_state().terminal {
            return Ok(x);
        }
        // On the zero itself the sign is not yet that after it.
        let mut by = ROOT_TOLERANCE;
        while residual == 0.0 && x + by < past {
            if sign_of(self.evaluate(x + by)?) == sign_after {
                past = x + by;
            }
            by *= 2.0;
        }
        Ok(past)
    }
}

/// Records that a terminal event ended the run at the time `t`. Returns whether its function was
/// rising.
pub(super) fn record_stop(event_state: &mut EventState, t: f64) -> bool {
    event_state.record(t);
    // The sign is that after the crossing.
    event_state.sign > 0.0
}
