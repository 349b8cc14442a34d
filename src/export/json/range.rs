//! The range with its interval.

use crate::estimate::Estimate;
use crate::posterior::{Posterior, ReachPercentiles};

/// The range with its interval, km; none in global reach and where there is no range.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct RangeJson {
    /// The 5th percentile, km.
    pub p05: Option<f64>,
    /// The 16th percentile, km.
    pub p16: Option<f64>,
    /// The median, km; the range itself for a method that has no interval.
    pub median: Option<f64>,
    /// The 84th percentile, km.
    pub p84: Option<f64>,
    /// The 95th percentile, km.
    pub p95: Option<f64>,
}

impl RangeJson {
    /// Returns the percentiles of the posterior; without a posterior, the range of the chosen
    /// method alone.
    pub(super) fn of(estimate: &Estimate) -> Self {
        match estimate.posterior() {
            Some(Posterior { reach, .. }) => Self::of_reach(reach),
            None => Self { p05: None, p16: None, median: estimate.range_km(), p84: None, p95: None },
        }
    }

    /// Returns percentiles of the range in km.
    pub(super) fn of_reach(reach: &ReachPercentiles) -> Self {
        Self {
            p05: reach.p05.range_km(),
            p16: reach.p16.range_km(),
            median: reach.median.range_km(),
            p84: reach.p84.range_km(),
            p95: reach.p95.range_km(),
        }
    }
}

/// Returns a sum of weights as a probability: rounding errors beyond 0 and 1 are cut off, and a
/// negative zero loses its sign.
pub(super) fn probability(sum: f64) -> f64 {
    sum.clamp(0.0, 1.0) + 0.0
}
