//! Events: zeros of a function of time and state, located inside steps.

use super::root_bracket::{EventSample, RootBracket};
use crate::error::Result;
use crate::error::check::within;

/// The crossings of zero that count, in the direction of the run (a backward run meets a rise in
/// time as a fall).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CrossingDirection {
    /// Crossings from below zero to above.
    Rising,
    /// Crossings from above zero to below.
    Falling,
    /// Crossings in both directions.
    Either,
}

/// A function of time and state whose zeros are located inside the steps.
///
/// # Arming, and runs in pieces
///
/// A crossing is a change of the function's sign, and the sign at the beginning of a run is that of
/// the function's value there, however small. So a crossing beside a break between two runs, of
/// which the second begins with the state that the first ended with, is reported once: by the first
/// if the value at the break already has the new sign, else by the second.
///
/// If a run begins *exactly* on zero, its sign is the one that the function moves to: a launch from
/// the surface is no impact, the return to the surface is. An event that begins on zero and does not
/// leave it has no sign, and no crossing, until it has left. A run that ends exactly on zero has
/// crossed it, at its last time, and a terminal event counts as its end; so does one that would
/// have touched zero there and turned back, because a run does not see beyond its end.
/// The crossing of a terminal event is located at the first place that is known to be past the zero,
/// within 10⁻¹⁴ of a step (more if the function is zero all the way): its run ends with the new
/// sign, and the next does not meet the crossing again.
///
/// A run knows nothing of the one before it. Two breaks so close to a crossing and to each other
/// that the function's values between them are rounding can show it as crossed, crossed back and
/// crossed again.
///
/// A beginning that is meant to be on zero and is beside it by rounding has the sign of the
/// rounding: a launch from a hair below the surface crosses it at once, rising. Use
/// [`falling`](Event::falling), or [`armed_after`](Event::armed_after), which ignores crossings for
/// this reason or any other.
///
/// # What is found
///
/// Inside a step the function is compared with the cubic through its values and slopes at both
/// ends. The cubic is widened by eight times its observed error. If the widened cubic is clear of
/// zero or monotonic, the search is done; otherwise the interval is cut in three and each part is
/// examined in the same way, on the dense output. So crossings in the first step, several in one
/// step, and a minimum that barely touches zero are found, provided that the function bends no
/// more often than the state itself does between the places evaluated. Two crossings nearer to
/// each other than 10⁻⁷ of a step, between which the function does not leave its own rounding,
/// can be missed. A function that oscillates much faster than the state needs a
/// [`longest_step`](super::Solver::longest_step).
#[derive(Debug, Clone, Copy)]
pub struct Event<G> {
    function: G,
    event_state: EventState,
}

impl<G> Event<G> {
    /// Creates an event that occurs where `function` falls through zero. It ends the run unless
    /// [`terminal`](Self::terminal) is set to false.
    #[must_use]
    pub fn falling<const N: usize>(function: G) -> Self
    where
        G: FnMut(f64, &[f64; N]) -> f64,
    {
        Self { function, event_state: EventState::new(CrossingDirection::Falling) }
    }

    /// Creates an event that occurs where `function` rises through zero. It ends the run unless
    /// [`terminal`](Self::terminal) is set to false.
    #[must_use]
    pub fn rising<const N: usize>(function: G) -> Self
    where
        G: FnMut(f64, &[f64; N]) -> f64,
    {
        Self { function, event_state: EventState::new(CrossingDirection::Rising) }
    }

    /// Creates an event that occurs where `function` crosses zero in either direction. It ends the
    /// run unless [`terminal`](Self::terminal) is set to false.
    #[must_use]
    pub fn crossing<const N: usize>(function: G) -> Self
    where
        G: FnMut(f64, &[f64; N]) -> f64,
    {
        Self { function, event_state: EventState::new(CrossingDirection::Either) }
    }

    /// Sets whether the event ends the run; true by default.
    #[must_use]
    pub fn terminal(mut self, terminal: bool) -> Self {
        self.event_state.terminal = terminal;
        self
    }

    /// Ignores crossings before the time `t` (in a backward run: after it).
    #[must_use]
    pub fn armed_after(mut self, t: f64) -> Self {
        self.event_state.armed_after = Some(t);
        self
    }

    /// Returns how often the event occurred in the last run.
    pub fn count(&self) -> u64 {
        self.event_state.count
    }

    /// Returns the time at which the event first occurred in the last run.
    pub fn first_time(&self) -> Option<f64> {
        self.event_state.first
    }

    /// Returns the time at which the event last occurred in the last run.
    pub fn last_time(&self) -> Option<f64> {
        self.event_state.last
    }
}

/// An event as a solver uses it; implemented by [`Event`].
pub trait EventFunction<const N: usize> {
    /// Computes the function's value.
    fn value(&mut self, t: f64, y: &[f64; N]) -> f64;

    /// Returns the event's settings and its state in the present run.
    fn event_state(&mut self) -> &mut EventState;
}

impl<const N: usize, G: FnMut(f64, &[f64; N]) -> f64> EventFunction<N> for Event<G> {
    #[inline]
    fn value(&mut self, t: f64, y: &[f64; N]) -> f64 {
        (self.function)(t, y)
    }

    #[inline]
    fn event_state(&mut self) -> &mut EventState {
        &mut self.event_state
    }
}

/// The settings of an event and its state in the present run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventState {
    direction: CrossingDirection,
    pub(super) terminal: bool,
    armed_after: Option<f64>,
    pub(super) count: u64,
    pub(super) first: Option<f64>,
    pub(super) last: Option<f64>,
    /// The function at the beginning of the present step.
    pub(super) at_start: EventSample,
    /// The function at the end of the present step.
    pub(super) at_end: EventSample,
    /// The sign of the function: 1, −1, or 0 if not yet known.
    pub(super) sign: f64,
    /// What is known of the zeros in the present step.
    pub(super) bracket: RootBracket,
}

impl EventState {
    fn new(direction: CrossingDirection) -> Self {
        let unknown = EventSample { theta: 0.0, value: 0.0, slope: 0.0 };
        Self {
            direction,
            terminal: true,
            armed_after: None,
            count: 0,
            first: None,
            last: None,
            at_start: unknown,
            at_end: unknown,
            sign: 0.0,
            bracket: RootBracket::Clear,
        }
    }

    /// Checks the settings and resets the counts for a new run.
    pub(super) fn reset(&mut self) -> Result<()> {
        if let Some(t) = self.armed_after {
            within(!t.is_nan(), "the time after which an event is armed", t, "a number")?;
        }
        (self.count, self.first, self.last) = (0, None, None);
        Ok(())
    }

    /// Checks whether a crossing at the time `t`, from the given sign, counts in a run in the
    /// direction of `h`.
    pub(super) fn counts(&self, sign_before: f64, t: f64, h: f64) -> bool {
        let is_in_direction = match self.direction {
            CrossingDirection::Rising => sign_before < 0.0,
            CrossingDirection::Falling => sign_before > 0.0,
            CrossingDirection::Either => true,
        };
        is_in_direction && self.armed_after.is_none_or(|since| if h > 0.0 { t >= since } else { t <= since })
    }

    /// Records an occurrence at the time `t`.
    pub(super) fn record(&mut self, t: f64) {
        self.count += 1;
        self.first = self.first.or(Some(t));
        self.last = Some(t);
    }
}
