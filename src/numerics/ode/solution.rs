//! The results of a run.

use super::dense_output::DenseOutput;
use crate::error::{Error, Result};

/// The numbers of steps and evaluations of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Statistics {
    /// The number of accepted steps.
    pub accepted: u64,
    /// The number of rejected steps, whose error was too great or not finite.
    pub rejected: u64,
    /// The number of evaluations of the right-hand side, those for dense output included.
    pub evaluations: u64,
}

/// The state at the end of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct FinalState<const N: usize> {
    /// The time at the end of the run.
    pub t: f64,
    /// The state at the end of the run.
    pub state: [f64; N],
    /// The index of the terminal event that ended the run; none if the run reached its end time.
    pub stopped_by: Option<usize>,
    /// The length of the step that the step size control would have taken next: a good first step
    /// for a run that continues from this state with a similar right-hand side.
    pub next_step: f64,
    /// The numbers of steps and evaluations.
    pub statistics: Statistics,
}

/// One occurrence of an event.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Occurrence<const N: usize> {
    /// The index of the event.
    pub event: usize,
    /// The time at which the event occurs.
    pub t: f64,
    /// The state at that time.
    pub state: [f64; N],
    /// Whether the function rises through zero in the direction of the run.
    pub rising: bool,
}

/// The solution of a run: the state at any time between its beginning and its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution<const N: usize, C> {
    pub(super) begin: f64,
    pub(super) initial: [f64; N],
    pub(super) dense_outputs: Vec<C>,
    pub(super) occurrences: Vec<Occurrence<N>>,
    pub(super) final_state: FinalState<N>,
}

impl<const N: usize, C: DenseOutput<N>> Solution<N, C> {
    /// Returns the state at the end of the run, with the event that ended it.
    pub fn final_state(&self) -> &FinalState<N> {
        &self.final_state
    }

    /// Returns the time at which a terminal event ended the run; none if the run reached its end
    /// time.
    pub fn event_time(&self) -> Option<f64> {
        self.final_state.stopped_by.map(|_| self.final_state.t)
    }

    /// Returns the state at the end of the run.
    pub fn end_state(&self) -> &[f64; N] {
        &self.final_state.state
    }

    /// Returns every occurrence of an event, in the order of the run.
    pub fn occurrences(&self) -> &[Occurrence<N>] {
        &self.occurrences
    }

    /// Returns the numbers of steps and evaluations of the run.
    pub fn statistics(&self) -> Statistics {
        self.final_state.statistics
    }

    /// Returns the dense output of every step. The last step may reach past the end of the run if
    /// an event ended the run.
    pub fn dense_outputs(&self) -> &[C] {
        &self.dense_outputs
    }

    /// Computes the state at the time `t`.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideSolution`] before the beginning or past the end of the run, and for NaN;
    /// [`Error::DerivativeNotFinite`] in a step whose dense output evaluates the right-hand side
    /// outside its domain.
    pub fn state_at(&self, t: f64) -> Result<[f64; N]> {
        let (begin, end) = (self.begin, self.final_state.t);
        let inside = if begin <= end { begin <= t && t <= end } else { end <= t && t <= begin };
        if !inside {
            return Err(Error::OutsideSolution { t, begin, end });
        }
        if t == end {
            return Ok(self.final_state.state);
        }
        // The first step that ends at or past t.
        let forward = begin <= end;
        let place = self.dense_outputs.partition_point(|dense_output| {
            let step_end = dense_output.begin() + dense_output.length();
            if forward { step_end < t } else { step_end > t }
        });
        // Rounding can leave t slightly past the end of the last step.
        let Some(dense_output) = self.dense_outputs.get(place).or(self.dense_outputs.last()) else {
            return Ok(self.initial);
        };
        let state = dense_output.at(((t - dense_output.begin()) / dense_output.length()).clamp(0.0, 1.0));
        if !state.iter().all(|component| component.is_finite()) {
            return Err(Error::DerivativeNotFinite { t, state: state.to_vec() });
        }
        Ok(state)
    }
}
