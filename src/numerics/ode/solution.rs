//! What a run answers.

use super::dense_output::DenseOutput;
use crate::error::{Error, Result};

/// What a run cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Statistics {
    /// Steps taken.
    pub accepted: u64,
    /// Steps tried and given up because their error was too great.
    pub rejected: u64,
    /// Evaluations of the right-hand side, those for dense output included.
    pub evaluations: u64,
}

/// The end of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FinalState<const N: usize> {
    /// When it ended.
    pub t: f64,
    /// The state then.
    pub state: [f64; N],
    /// Which of the events, by its place in the list, ended it; none if it ran to its end.
    pub stopped_by: Option<usize>,
    /// The step that the error control would have taken next: a good first step for a run that goes on from here
    /// under a similar right-hand side.
    pub next_step: f64,
    /// What it cost.
    pub statistics: Statistics,
}

/// One meeting of an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Occurrence<const N: usize> {
    /// Which of the events, by its place in the list.
    pub event: usize,
    /// When.
    pub t: f64,
    /// The state then.
    pub state: [f64; N],
    /// Whether the function was rising through zero along the run.
    pub rising: bool,
}

/// The whole course of a run: the state at any time between its beginning and its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution<const N: usize, C> {
    pub(super) begin: f64,
    pub(super) initial: [f64; N],
    pub(super) dense_outputs: Vec<C>,
    pub(super) occurrences: Vec<Occurrence<N>>,
    pub(super) final_state: FinalState<N>,
}

impl<const N: usize, C: DenseOutput<N>> Solution<N, C> {
    /// The end of the run.
    pub fn final_state(&self) -> &FinalState<N> {
        &self.final_state
    }

    /// When a terminal event ended the run; none if it ran to its end.
    pub fn event_time(&self) -> Option<f64> {
        self.final_state.stopped_by.map(|_| self.final_state.t)
    }

    /// The state at the end of the run.
    pub fn end_state(&self) -> &[f64; N] {
        &self.final_state.state
    }

    /// Every event met, in the order of the run.
    pub fn occurrences(&self) -> &[Occurrence<N>] {
        &self.occurrences
    }

    /// What the run cost.
    pub fn statistics(&self) -> Statistics {
        self.final_state.statistics
    }

    /// The dense output, step by step. The last step may reach past the end of the run, if an event ended it.
    pub fn dense_outputs(&self) -> &[C] {
        &self.dense_outputs
    }

    /// The state at the time `t`.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideSolution`] before the beginning or past the end of the run, and for NaN;
    /// [`Error::DerivativeNotFinite`] in a step whose dense output asks the right-hand side outside its domain.
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
        // Rounding can leave t a hair past the last step's end.
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
