//! The examination of an accepted step for events, without dense output.
//!
//! It takes the event function at the end of the step, its slopes at both ends, and its values at
//! two states inside that the step has computed anyway. Where these show that there is no zero, no
//! dense output is made.

use super::event::{EventFunction, EventState};
use super::method::InteriorState;
use super::root_bracket::{EventSample, InteriorValue, RootBracket, bracket_of, sign_of};
use super::tableau::components;
use crate::error::{Error, Result};

/// One end of a step of length `h`.
#[derive(Clone, Copy)]
pub(super) struct StepEnd<'a, const N: usize> {
    pub(super) t: f64,
    pub(super) h: f64,
    pub(super) state: &'a [f64; N],
    pub(super) rate: &'a [f64; N],
}

/// The fraction of a step over which slopes are taken.
const QUOTIENT_STEP: f64 = 1e-6;
/// The number of roundings that a component has to move for the sign of a slope to count.
const MOVED_ROUNDINGS: f64 = 1e3;
/// The factor by which a step may overshoot the expected end of a run.
const OVERSHOOT: f64 = 1.1;
/// The least length of the next step, in units of the last, that the expected end of a run can set:
/// so that no event can stop the progress of a run.
const LEAST_REDUCTION: f64 = 0.2;

/// Returns the value of an event function, if it is finite.
pub(super) fn finite(value: f64, event: usize, t: f64) -> Result<f64> {
    if value.is_finite() { Ok(value) } else { Err(Error::EventNotFinite { event, t, value }) }
}

/// Computes the slope of the event function along the solution, per step, as the difference
/// quotient from `value` at the end of a step to the value a fraction of the step away.
#[allow(clippy::indexing_slicing)] // `components` keeps the index below N.
fn slope<const N: usize>(
    event: &mut dyn EventFunction<N>,
    end: &StepEnd<'_, N>,
    value: f64,
    fraction: f64,
) -> f64 {
    let by = fraction * end.h;
    let moved = components(end.state, |i| end.state[i] + by * end.rate[i]);
    (event.value(end.t + by, &moved) - value) / fraction
}

/// Returns whether the time and every component that changes move by far more than their rounding
/// in the fraction of the step over which slopes are taken. In a shorter step the sign of a slope
/// can be that of the rounding.
fn moves<const N: usize>(start: &StepEnd<'_, N>) -> bool {
    let by = (QUOTIENT_STEP * start.h).abs();
    let is_clear = |change: f64, of: f64| change == 0.0 || change > MOVED_ROUNDINGS * f64::EPSILON * of.abs();
    is_clear(by, start.t)
        && start.state.iter().zip(start.rate).all(|(value, rate)| is_clear(by * rate.abs(), *value))
}

/// Computes the sign, the value and the slope of an event function at the beginning of a run;
/// `start.h` is the length of the first step.
///
/// The sign is that of the value, however small: the run before, if any, ended with the same value
/// and took the same sign, so that a crossing beside the break belongs to one of them alone.
pub(super) fn start_event<const N: usize>(
    event: &mut dyn EventFunction<N>,
    index: usize,
    start: &StepEnd<'_, N>,
) -> Result<()> {
    let value = finite(event.value(start.t, start.state), index, start.t)?;
    let slope = slope(event, start, value, QUOTIENT_STEP) / start.h;
    let event_state = event.event_state();
    let slope_tells = value == 0.0 && moves(start);
    event_state.sign = sign_of(if slope_tells { slope * start.h } else { value });
    event_state.at_end = EventSample { theta: 1.0, value, slope };
    Ok(())
}

/// Determines what is known of the zeros of an event function in the accepted step from the time
/// `t` to `end`.
pub(super) fn examine_step<const N: usize>(
    event: &mut dyn EventFunction<N>,
    index: usize,
    t: f64,
    end: &StepEnd<'_, N>,
    interior_states: [InteriorState<'_, N, f64>; 2],
) -> Result<RootBracket> {
    let value = finite(event.value(end.t, end.state), index, end.t)?;
    let slope_per_step = slope(event, end, value, -QUOTIENT_STEP);
    let interior = interior_states.map(|InteriorState { fraction, state }| InteriorValue {
        fraction,
        value: event.value(t + fraction * end.h, state),
    });
    let event_state = event.event_state();
    // Slopes are kept per unit of time from step to step, and used per step.
    let before = event_state.at_end;
    event_state.at_start = EventSample { theta: 0.0, value: before.value, slope: before.slope * end.h };
    event_state.at_end = EventSample { theta: 1.0, value, slope: slope_per_step };
    let bracket = bracket_of(&event_state.at_start, &event_state.at_end, interior);
    if bracket == RootBracket::Monotonic && value != 0.0 && sign_of(value) == event_state.sign {
        return Ok(RootBracket::Clear);
    }
    Ok(bracket)
}

/// Returns whether an event function that had a sign is exactly zero at the end of a run. The
/// crossing belongs to this run: the next begins with the sign that the function moves to.
pub(super) fn ends_on_zero(event_state: &EventState, value: f64) -> bool {
    value == 0.0 && event_state.sign != 0.0
}

/// Makes the end of the step of length `h` the start of the next, and returns the greatest length
/// of the next step in units of this one.
///
/// A step far past the event that ends the run is wasted work, or leaves the domain: under the
/// surface gravity grows beyond bounds, and one rejected step follows another. So a step reaches
/// only a little past the next zero of the parabola through the last step.
pub(super) fn finish_step(event_state: &mut EventState, h: f64) -> f64 {
    let (start, end) = (event_state.at_start, event_state.at_end);
    if end.value != 0.0 {
        event_state.sign = sign_of(end.value);
    }
    event_state.at_end.slope /= h;
    if !event_state.terminal || end.value == 0.0 {
        return f64::INFINITY;
    }
    // With the sign that makes the value positive: value + slope θ + curvature θ²/2.
    let (value, slope, curvature) =
        (end.value.abs(), end.slope * event_state.sign, (end.slope - start.slope) * event_state.sign);
    let square = slope * slope - 2.0 * curvature * value;
    let crossing = 2.0 * value / (square.sqrt() - slope);
    // Without a real zero ahead there is no limit.
    if crossing > 0.0 { (OVERSHOOT * crossing).max(LEAST_REDUCTION) } else { f64::INFINITY }
}
