//! The working model of the range: ln range as a linear function of what is known of a vehicle before
//! it is flown.

use nalgebra::{SMatrix, SVector};

use crate::posterior::covariates::{COVARIATES, Covariates};
use crate::posterior::frame::FrameUnit;

/// A unit that was flown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SampledUnit {
    /// The index of its unit in the frame.
    pub(super) frame_index: usize,
    pub(super) weight: f64,
    pub(super) ln_range: f64,
}

/// The slopes of ln range by the covariates, and the point through which it passes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WorkingModel {
    slopes: SVector<f64, COVARIATES>,
    mean: SVector<f64, COVARIATES>,
    mean_ln_range: f64,
}

/// The relative ridge on the normal equations, for covariates that are collinear or constant.
const RIDGE: f64 = 1e-3;

impl WorkingModel {
    /// Fits the model to the flown units by weighted least squares; none where it has no solution.
    pub(super) fn fit(frame: &[FrameUnit], sampled: &[SampledUnit]) -> Option<Self> {
        let rows = || {
            sampled.iter().filter_map(|sampled| {
                let x = frame.get(sampled.frame_index)?.covariates.values();
                Some((sampled.weight, x, sampled.ln_range))
            })
        };
        let total: f64 = rows().map(|(weight, ..)| weight).sum();
        let mean: SVector<f64, COVARIATES> = rows().map(|(weight, x, _)| x * (weight / total)).sum();
        let mean_ln_range: f64 = rows().map(|(weight, _, y)| y * weight / total).sum();
        let mut squares = SMatrix::<f64, COVARIATES, COVARIATES>::zeros();
        let mut products = SVector::<f64, COVARIATES>::zeros();
        for (weight, x, y) in rows() {
            let away = x - mean;
            squares += away * away.transpose() * (weight / total);
            products += away * ((y - mean_ln_range) * weight / total);
        }
        for k in 0..COVARIATES {
            let square = squares.get_mut((k, k))?;
            // A covariate that is the same for all has no slope.
            *square = if *square > 1e-18 { *square * (1.0 + RIDGE) } else { 1.0 };
        }
        let slopes = squares.cholesky()?.solve(&products);
        slopes.iter().all(|slope| slope.is_finite()).then_some(Self { slopes, mean, mean_ln_range })
    }

    /// Returns the natural logarithm of the predicted range in m.
    pub(super) fn ln_range(&self, covariates: &Covariates) -> f64 {
        self.mean_ln_range + self.slopes.dot(&(covariates.values() - self.mean))
    }
}
