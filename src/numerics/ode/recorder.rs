//! What a run keeps besides its final state.

use super::solution::Occurrence;

/// A receiver of the dense outputs and the event occurrences of a run.
pub(super) trait Recorder<const N: usize, C> {
    /// Whether the dense output of every step is kept.
    const KEEPS_DENSE_OUTPUT: bool;

    fn dense_output(&mut self, dense_output: C);

    fn occurrence(&mut self, occurrence: Occurrence<N>);
}

/// A recorder that keeps nothing.
pub(super) struct FinalStateOnly;

impl<const N: usize, C> Recorder<N, C> for FinalStateOnly {
    const KEEPS_DENSE_OUTPUT: bool = false;

    fn dense_output(&mut self, _: C) {}

    fn occurrence(&mut self, _: Occurrence<N>) {}
}

/// A recorder that keeps the dense output of every step and every occurrence.
pub(super) struct FullRecord<const N: usize, C> {
    pub(super) dense_outputs: Vec<C>,
    pub(super) occurrences: Vec<Occurrence<N>>,
}

impl<const N: usize, C> Recorder<N, C> for FullRecord<N, C> {
    const KEEPS_DENSE_OUTPUT: bool = true;

    fn dense_output(&mut self, dense_output: C) {
        self.dense_outputs.push(dense_output);
    }

    fn occurrence(&mut self, occurrence: Occurrence<N>) {
        self.occurrences.push(occurrence);
    }
}
