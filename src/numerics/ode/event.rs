//! Events: zeros of a function of time and state, located inside steps.

use super::locate::{Point, RootBracket};
use crate::error::{Error, Result};

/// Which crossings of zero count, as met along the run (a backward run meets them the other way round).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CrossingDirection {
    /// From below zero to above.
    Rising,
    /// From above zero to below.
    Falling,
    /// Both.
    Either,
}

/// A function of time and state whose zeros matter.
///
/// # Arming
///
/// A crossing is a change of side. A run that begins *on* the zero (within 10⁻⁹ of its first step) begins on the
/// side that it moves to: a launch from the surface is no impact, the coming down is. An event that begins on the
/// zero and does not leave it has no side, and no crossing, until it has left. A run that ends on the zero has not
/// crossed it. For anything else there is [`armed_after`](Event::armed_after).
///
/// # What is found
///
/// Inside a step the function is compared with the cubic through its values and slopes at both ends. Only where
/// the cubic, widened by many times its observed error, is clear of zero or runs straight through it is the
/// search content; elsewhere the stretch is cut in three and judged again, on the dense output. So crossings in
/// the first step, several in one step, and a dip that barely touches are found, provided that the function
/// bends no more often than the state itself does between the places looked at. Two crossings nearer to each
/// other than 10⁻⁷ of a step, between which the function does not leave its own rounding, can pass as none.
/// A function that wiggles much faster than the state needs a [`longest_step`](super::Solver::longest_step).
#[derive(Debug, Clone, Copy)]
pub struct Event<G> {
    function: G,
    event_state: EventState,
}

impl<G> Event<G> {
    /// Met where `function` falls through zero. Ends the run, unless made not [`terminal`](Self::terminal).
    pub fn falling<const N: usize>(function: G) -> Self
    where
        G: FnMut(f64, &[f64; N]) -> f64,
    {
        Self { function, event_state: EventState::new(CrossingDirection::Falling) }
    }

    /// Met where `function` rises through zero. Ends the run, unless made not [`terminal`](Self::terminal).
    pub fn rising<const N: usize>(function: G) -> Self
    where
        G: FnMut(f64, &[f64; N]) -> f64,
    {
        Self { function, event_state: EventState::new(CrossingDirection::Rising) }
    }

    /// Met where `function` crosses zero either way. Ends the run, unless made not [`terminal`](Self::terminal).
    pub fn crossing<const N: usize>(function: G) -> Self
    where
        G: FnMut(f64, &[f64; N]) -> f64,
    {
        Self { function, event_state: EventState::new(CrossingDirection::Either) }
    }

    /// Whether the run ends there. It does by default.
    #[must_use]
    pub fn terminal(mut self, terminal: bool) -> Self {
        self.event_state.terminal = terminal;
        self
    }

    /// Passes over crossings before the time `t` (in a backward run: after it).
    #[must_use]
    pub fn armed_after(mut self, t: f64) -> Self {
        self.event_state.armed_after = Some(t);
        self
    }

    /// How often it was met in the last run.
    pub fn count(&self) -> u64 {
        self.event_state.count
    }

    /// When it was met first in the last run.
    pub fn first_time(&self) -> Option<f64> {
        self.event_state.first
    }

    /// When it was met last in the last run.
    pub fn last_time(&self) -> Option<f64> {
        self.event_state.last
    }
}

/// What a solver needs of an event; implemented by [`Event`].
pub trait EventFunction<const N: usize> {
    /// The function's value.
    fn value(&mut self, t: f64, y: &[f64; N]) -> f64;

    /// The settings, and what the run knows of the event so far.
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

/// An event's settings, and what a run knows of it so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventState {
    direction: CrossingDirection,
    pub(super) terminal: bool,
    armed_after: Option<f64>,
    pub(super) count: u64,
    pub(super) first: Option<f64>,
    pub(super) last: Option<f64>,
    /// Where the present step begins.
    pub(super) here: Point,
    /// Where it ends.
    pub(super) there: Point,
    /// Above zero (1), below (−1), or not yet known (0).
    pub(super) side: f64,
    /// What a glance told of the present step.
    pub(super) bracket: RootBracket,
}

impl EventState {
    fn new(direction: CrossingDirection) -> Self {
        let nowhere = Point { theta: 0.0, value: 0.0, slope: 0.0 };
        Self {
            direction,
            terminal: true,
            armed_after: None,
            count: 0,
            first: None,
            last: None,
            here: nowhere,
            there: nowhere,
            side: 0.0,
            bracket: RootBracket::Clear,
        }
    }

    /// Begins a run with nothing met.
    pub(super) fn forget(&mut self) -> Result<()> {
        if let Some(value) = self.armed_after.filter(|since| since.is_nan()) {
            let quantity = "the time after which an event is armed";
            return Err(Error::OutsideDomain { quantity, value, allowed: "a number" });
        }
        (self.count, self.first, self.last) = (0, None, None);
        Ok(())
    }

    /// Whether a crossing from this side at this time counts.
    pub(super) fn wanted(&self, side_before: f64, t: f64, h: f64) -> bool {
        let way = match self.direction {
            CrossingDirection::Rising => side_before < 0.0,
            CrossingDirection::Falling => side_before > 0.0,
            CrossingDirection::Either => true,
        };
        way && self.armed_after.is_none_or(|since| if h > 0.0 { t >= since } else { t <= since })
    }

    pub(super) fn record(&mut self, t: f64) {
        self.count += 1;
        self.first = self.first.or(Some(t));
        self.last = Some(t);
    }
}
