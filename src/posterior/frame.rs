//! The sampling frame: all feasible proposals, and the draws chosen from them.

use crate::posterior::covariates::Covariates;
use crate::posterior::fit_to_target::FittedDraw;

/// A unit of the sampling frame: a feasible proposal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct FrameUnit {
    /// The importance weight by which it was chosen.
    pub(super) weight: f64,
    /// The number of times it was chosen.
    pub(super) multiplicity: u32,
    pub(super) covariates: Covariates,
}

/// A fitted draw and its place in the sampling frame.
pub(super) struct SampledDraw {
    /// The index of its unit in the frame.
    pub(super) frame_index: usize,
    /// The vehicle, its fit and its importance weight.
    pub(super) draw: FittedDraw,
}
