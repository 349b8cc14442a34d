//! The search for an event inside a step.
//!
//! First by a glance: the function at the end of the step, its slopes at both ends, and its values at two states
//! inside that the step has anyway. Where that settles the matter, no dense output is made. Elsewhere stretch by
//! stretch on the dense output.

use std::ops::ControlFlow;

use super::dense_output::DenseOutput;
use super::event::{EventFunction, EventState};
use super::solution::Occurrence;
use super::tableau::components;
use crate::error::{Error, Result};
use crate::numerics::roots::{RootSearch, root};

/// A place in a step, with the function's value and its slope in units of the step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) theta: f64,
    pub(super) value: f64,
    pub(super) slope: f64,
}

/// The step under search.
#[derive(Clone, Copy)]
pub(super) struct Step<'a, const N: usize> {
    pub(super) t: f64,
    pub(super) h: f64,
    pub(super) state: &'a [f64; N],
    pub(super) rate: &'a [f64; N],
}

/// What is known of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RootBracket {
    /// No zero.
    Clear,
    /// Monotonic: a zero if and only if the ends differ in sign.
    Monotonic,
    /// To be looked at more closely.
    Open,
}

/// How far past the expected end of a run a step may reach.
const PAST_THE_ZERO: f64 = 1.1;
/// What that may shorten the next step to, in units of the last: so that no event can halt a run.
const LEAST_SHORTENING: f64 = 0.2;
/// How many times its observed error the cubic is widened by.
const CAUTION: f64 = 8.0;
/// The difference quotients' own error, in units of the largest change about.
const QUOTIENT_ERROR: f64 = 1e-5;
/// Stretches shorter than this, in units of the step, are not cut any further: the rounding takes over.
const SHORTEST: f64 = 1e-7;
/// Looks at one event in one step, after which the function is taken to be all rounding.
const MOST_LOOKS: u32 = 2_000;
/// The fraction of a step over which slopes are taken.
const QUOTIENT_STEP: f64 = 1e-6;
/// How near to the start, in units of the first step, a zero is the start's own.
const OWN_ZERO: f64 = 1e-9;
/// Where a stretch is looked at, and cut.
const LOOKS: [f64; 2] = [0.35, 0.65];
/// To this fraction of the step, far below any step's own error, zeros are located.
const CLOSENESS: f64 = 1e-14;

/// 1 above zero, −1 below, 0 on it.
fn side_of(value: f64) -> f64 {
    if value > 0.0 {
        1.0
    } else if value < 0.0 {
        -1.0
    } else {
        0.0
    }
}

/// Judges the stretch between `a` and `b` by the function's values at two places inside it, given as fractions of
/// the stretch.
#[inline(always)]
fn judge(a: &Point, b: &Point, inside: [(f64, f64); 2]) -> RootBracket {
    let width = b.theta - a.theta;
    // The cubic's Bernstein coefficients: it stays between the least and the greatest of them.
    let (first, second) = (a.value + a.slope * width / 3.0, b.value - b.slope * width / 3.0);
    let mut error = 0.0_f64;
    for (u, value) in inside {
        let v = 1.0 - u;
        let cubic = v * v * (v * a.value + 3.0 * u * first) + u * u * (3.0 * v * second + u * b.value);
        let off = (value - cubic).abs();
        // A state that is good only for a glance can lie where the function is not defined: then nothing is known.
        if !off.is_finite() {
            return RootBracket::Open;
        }
        error = error.max(off);
    }
    let (rise, climb, ascent) = (first - a.value, second - first, b.value - second);
    let margin = CAUTION * error + QUOTIENT_ERROR * rise.abs().max(climb.abs()).max(ascent.abs());
    let least_rise = rise.min(climb).min(ascent);
    let greatest_rise = rise.max(climb).max(ascent);
    if least_rise > margin || greatest_rise < -margin {
        return RootBracket::Monotonic;
    }
    let lowest = a.value.min(b.value).min(first).min(second);
    let highest = a.value.max(b.value).max(first).max(second);
    if lowest > margin || highest < -margin { RootBracket::Clear } else { RootBracket::Open }
}

#[allow(clippy::indexing_slicing)] // `components` keeps the index below N.
fn slope<const N: usize>(
    event: &mut dyn EventFunction<N>,
    step: &Step<'_, N>,
    (value, fraction): (f64, f64),
) -> f64 {
    let by = fraction * step.h;
    let moved = components(step.state, |i| step.state[i] + by * step.rate[i]);
    (event.value(step.t + by, &moved) - value) / fraction
}

/// Begins a run with an event that has forgotten the last, and a first step about as long as `start.h`.
pub(super) fn begin<const N: usize>(
    event: &mut dyn EventFunction<N>,
    index: usize,
    start: &Step<'_, N>,
) -> Result<()> {
    let value = finite(event.value(start.t, start.state), index, start.t)?;
    let slope = slope(event, start, (value, QUOTIENT_STEP)) / start.h;
    let event_state = event.event_state();
    let own = value.abs() <= OWN_ZERO * (slope * start.h).abs();
    let value = if own { 0.0 } else { value };
    event_state.side = side_of(if own { slope * start.h } else { value });
    event_state.there = Point { theta: 1.0, value, slope };
    Ok(())
}

/// Takes in an accepted step by its end alone, and by states inside it that came for free.
pub(super) fn glance<const N: usize>(
    event: &mut dyn EventFunction<N>,
    index: usize,
    (t, end): (f64, &Step<'_, N>),
    interior_states: [(f64, &[f64; N]); 2],
) -> Result<RootBracket> {
    let value = finite(event.value(end.t, end.state), index, end.t)?;
    let per_step = slope(event, end, (value, -QUOTIENT_STEP));
    let inside =
        interior_states.map(|(fraction, state)| (fraction, event.value(t + fraction * end.h, state)));
    let event_state = event.event_state();
    // Slopes are kept per unit of time from step to step, and used per step.
    let before = event_state.there;
    event_state.here = Point { theta: 0.0, value: before.value, slope: before.slope * end.h };
    event_state.there = Point { theta: 1.0, value, slope: per_step };
    let bracket = judge(&event_state.here, &event_state.there, inside);
    if bracket == RootBracket::Monotonic && value != 0.0 && side_of(value) == event_state.side {
        return Ok(RootBracket::Clear);
    }
    Ok(bracket)
}

/// Passes on to the next step. Answers how many times as long as this one it should be at most.
///
/// A step far past the event that ends the run is wasted work at best, and at worst leaves the domain: under the
/// surface gravity grows beyond bounds, and one rejected step follows another. So a step reaches only a little past
/// where the parabola through the last step has its next zero.
pub(super) fn advance(event_state: &mut EventState, h: f64) -> f64 {
    let (here, there) = (event_state.here, event_state.there);
    if there.value != 0.0 {
        event_state.side = side_of(there.value);
    }
    event_state.there.slope /= h;
    if !event_state.terminal || there.value == 0.0 {
        return f64::INFINITY;
    }
    // As seen from above zero: value + slope θ + bend θ²/2.
    let (value, slope, bend) =
        (there.value.abs(), there.slope * event_state.side, (there.slope - here.slope) * event_state.side);
    let square = slope * slope - 2.0 * bend * value;
    let crossing = 2.0 * value / (square.sqrt() - slope);
    // No real zero, or none ahead, is no limit.
    if crossing > 0.0 { (PAST_THE_ZERO * crossing).max(LEAST_SHORTENING) } else { f64::INFINITY }
}

fn finite(value: f64, event: usize, t: f64) -> Result<f64> {
    if value.is_finite() { Ok(value) } else { Err(Error::EventNotFinite { event, t, value }) }
}

/// The search for one event's crossings in one step.
pub(super) struct Search<'a, const N: usize, C, F> {
    pub(super) event: &'a mut dyn EventFunction<N>,
    pub(super) index: usize,
    pub(super) dense_output: &'a C,
    /// Crossings past this fraction of the step are of no interest.
    pub(super) limit: f64,
    /// Told of every crossing that counts.
    pub(super) met: F,
    pub(super) looks: u32,
}

impl<const N: usize, C: DenseOutput<N>, F: FnMut(Occurrence<N>)> Search<'_, N, C, F> {
    /// Goes through the step. Answers the fraction of it at which a terminal event ended the run, if one did.
    pub(super) fn run(&mut self, bracket: RootBracket) -> Result<Option<f64>> {
        let (a, b) = (self.event.event_state().here, self.event.event_state().there);
        let flow = match bracket {
            RootBracket::Clear => return Ok(None),
            RootBracket::Monotonic => self.settle(&a, &b)?,
            RootBracket::Open => self.search(&a, &b)?,
        };
        Ok(flow.break_value())
    }

    fn time(&self, theta: f64) -> f64 {
        self.dense_output.begin() + theta * self.dense_output.length()
    }

    fn look(&mut self, theta: f64) -> Result<f64> {
        self.looks += 1;
        let t = self.time(theta);
        finite(self.event.value(t, &self.dense_output.at(theta)), self.index, t)
    }

    fn search(&mut self, a: &Point, b: &Point) -> Result<ControlFlow<f64>> {
        let width = b.theta - a.theta;
        if a.theta > self.limit {
            return Ok(ControlFlow::Continue(()));
        }
        if width < SHORTEST || self.looks > MOST_LOOKS {
            return self.settle(a, b);
        }
        let [early, late] = LOOKS.map(|fraction| a.theta + fraction * width);
        let values = (self.look(early)?, self.look(late)?);
        match judge(a, b, [(LOOKS[0], values.0), (LOOKS[1], values.1)]) {
            RootBracket::Clear => Ok(ControlFlow::Continue(())),
            RootBracket::Monotonic => self.settle(a, b),
            RootBracket::Open => {
                let by = 1e-3 * width;
                let early = self.point(early, values.0, by)?;
                let late = self.point(late, values.1, by)?;
                for (from, to) in [(a, &early), (&early, &late), (&late, b)] {
                    if let ControlFlow::Break(theta) = self.search(from, to)? {
                        return Ok(ControlFlow::Break(theta));
                    }
                }
                Ok(ControlFlow::Continue(()))
            }
        }
    }

    fn point(&mut self, theta: f64, value: f64, by: f64) -> Result<Point> {
        let slope = (self.look(theta + by)? - self.look(theta - by)?) / (2.0 * by);
        Ok(Point { theta, value, slope })
    }

    /// A short bracket, as place and value of either end, inside one that has the crossing: from where the inverse
    /// cubic through both ends and slopes has its zero, to the other side of where a tangent from there leads.
    fn narrowed(&mut self, a: &Point, b: &Point) -> Result<((f64, f64), (f64, f64))> {
        let ends = ((a.theta, a.value), (b.theta, b.value));
        let (width, change) = (b.theta - a.theta, b.value - a.value);
        // In units of the stretch and of the change: the fraction of the change that leads to zero, and the inverse
        // cubic's slopes.
        let u = -a.value / change;
        let (out, into) = (change / (a.slope * width), change / (b.slope * width));
        let v = 1.0 - u;
        let guess = u * u * (1.0 + 2.0 * v) + u * v * (v * out - u * into);
        if !(guess > 0.0 && guess < 1.0) {
            return Ok(ends);
        }
        let theta = a.theta + guess * width;
        let value = self.look(theta)?;
        // The inverse cubic's slope there.
        let slope = (6.0 * u * v + v * (v - 2.0 * u) * out + u * (u - 2.0 * v) * into) * width / change;
        // A little farther than to the zero by this slope, so as to come out on the other side of it.
        let beyond = theta - 1.25 * value * slope;
        let middle = (theta, value);
        let (left, right) =
            if side_of(value) == side_of(a.value) { (middle, ends.1) } else { (ends.0, middle) };
        if !(beyond > left.0 && beyond < right.0) {
            return Ok((left, right));
        }
        let other = (beyond, self.look(beyond)?);
        Ok(if side_of(other.1) == side_of(left.1) { (other, right) } else { (left, other) })
    }

    /// Locates the crossing of a stretch that has one if its end is on the other side.
    fn settle(&mut self, a: &Point, b: &Point) -> Result<ControlFlow<f64>> {
        let side = self.event.event_state().side;
        let side_after = side_of(b.value);
        if side_after == 0.0 || side_after == side {
            return Ok(ControlFlow::Continue(()));
        }
        self.event.event_state().side = side_after;
        if side == 0.0 {
            return Ok(ControlFlow::Continue(()));
        }
        // An end that was on zero, or was taken to be, is the crossing.
        let theta = if a.value == 0.0 || side_of(a.value) == side_after {
            a.theta
        } else {
            let (low, high) = self.narrowed(a, b)?;
            let bracket = RootSearch { low: low.0, high: high.0, tolerance: CLOSENESS, max_evaluations: 200 };
            root(bracket, |theta| {
                if theta == low.0 {
                    Ok(low.1)
                } else if theta == high.0 {
                    Ok(high.1)
                } else {
                    self.look(theta)
                }
            })?
            .x
        };
        let t = self.time(theta);
        let event_state = self.event.event_state();
        if theta > self.limit || !event_state.wanted(side, t, self.dense_output.length()) {
            return Ok(ControlFlow::Continue(()));
        }
        if event_state.terminal {
            return Ok(ControlFlow::Break(theta));
        }
        event_state.record(t);
        (self.met)(Occurrence {
            event: self.index,
            t,
            state: self.dense_output.at(theta),
            rising: side < 0.0,
        });
        Ok(ControlFlow::Continue(()))
    }
}

/// Records that the event ended the run at `t`.
pub(super) fn ended(event_state: &mut EventState, t: f64) -> bool {
    event_state.record(t);
    // Its side is by now the one that it came to.
    event_state.side > 0.0
}
