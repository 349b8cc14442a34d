//! The widening of an interval that rests on too few draws.
//!
//! Below an effective sample size of [`MIN_UNWIDENED`] the sample does not show its own spread. Each
//! percentile is then moved away from the median by the factor √(30/n), n the effective sample
//! size, as the error of a mean of n draws grows; the half-width that is multiplied is taken as no
//! less than [`LEAST_HALF_WIDTH`] of the median, because a single draw has none. At n = 30 the
//! factor is one; at n = 1 it is 5.5. A percentile in global reach stays there.

use crate::posterior::weighted_sample::WeightedSample;

/// The effective sample size below which the ends of the interval are widened.
pub(super) const MIN_UNWIDENED: f64 = 30.0;

/// The least half-width of the 90 % interval that is widened, relative to the median: about that of
/// an ordinary report (METHODS).
const LEAST_HALF_WIDTH: f64 = 0.04;

/// Quantiles of the range, with their distances from the median multiplied by a factor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct WidenedQuantiles<'a> {
    ranges_m: &'a WeightedSample,
    /// The factor, one or more.
    factor: f64,
}

/// Returns the factor by which the interval of an effective sample size is widened; one where it is
/// large enough.
pub(super) fn widening_factor(effective_sample_size: f64) -> f64 {
    (MIN_UNWIDENED / effective_sample_size.max(1.0)).sqrt().max(1.0)
}

impl<'a> WidenedQuantiles<'a> {
    /// Returns the quantiles of weighted ranges, m, infinite in global reach, for an effective sample
    /// size.
    pub(crate) fn of(ranges_m: &'a WeightedSample, effective_sample_size: f64) -> Self {
        Self { ranges_m, factor: widening_factor(effective_sample_size) }
    }

    /// Returns the quantile at a probability, m.
    pub(crate) fn quantile_m(&self, probability: f64) -> f64 {
        let (own_m, median_m) = (self.ranges_m.quantile(probability), self.ranges_m.quantile(0.5));
        if self.factor <= 1.0 || !own_m.is_finite() || !median_m.is_finite() {
            return own_m;
        }
        // The least half-width is that of the ends of the 90 % interval.
        let share = (probability - 0.5) / 0.45;
        let away_m = self.factor * (own_m - median_m).abs().max(LEAST_HALF_WIDTH * median_m * share.abs());
        (median_m + away_m.copysign(share)).max(0.01 * median_m)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_draw_has_an_interval() {
        let point = WeightedSample::of([(1e6, 1.0)]);
        let widened = WidenedQuantiles::of(&point, 1.0);
        let [low, median, high] = [0.05, 0.5, 0.95].map(|share| widened.quantile_m(share));
        assert_eq!(median, 1e6);
        assert!((low - 0.781e6).abs() < 1e3 && (high - 1.219e6).abs() < 1e3, "{low} {high}");
        let sample = WeightedSample::of((0..60).map(|i| (1e6 + 1e3 * f64::from(i), 1.0)));
        // Enough draws are left alone, and global reach stays global.
        let plain = WidenedQuantiles::of(&sample, 60.0);
        assert_eq!(plain.quantile_m(0.05), sample.quantile(0.05));
        let global = WeightedSample::of([(1e6, 1.0), (f64::INFINITY, 1.0)]);
        assert_eq!(WidenedQuantiles::of(&global, 2.0).quantile_m(0.95), f64::INFINITY);
        // The factor is continuous where it begins.
        assert!((widening_factor(29.99) - 1.0).abs() < 1e-3 && widening_factor(7.5) == 2.0);
    }
}
