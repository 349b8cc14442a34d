//! The summary of a weighted sample: percentiles of the range and of what the vehicles have, and
//! one vehicle in the middle.

use crate::inversion::Fitted;
use crate::physics::earth::Sphere;
use crate::physics::steering::Steering;
use crate::posterior::fit_to_target::FittedDraw;
use crate::posterior::flown_draw::FlownDraw;
use crate::posterior::weighted_sample::WeightedSample;
use crate::posterior::widening::WidenedQuantiles;
use crate::prior::Unreported;
use crate::reach::{Reach, Rounded};

/// A draw of the posterior: one vehicle that flies the report, and its range.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Draw {
    /// The draw's share of the total weight.
    pub weight: f64,
    /// The range on its standard trajectory.
    pub reach: Reach,
    /// The number of stages.
    pub stages: usize,
    /// The burn time from lift-off to the last burnout, s.
    pub burn_time_s: f64,
    /// The ideal velocity that its propellant gives in vacuum, m/s.
    pub ideal_delta_v_m_per_s: f64,
    /// The part of that which the loft loses to gravity and air, m/s.
    pub loft_loss_m_per_s: f64,
    /// The flight time of the loft, s.
    pub flight_time_s: f64,
}

impl Draw {
    /// Returns the draw of a flown vehicle, its weight as a share of `total_weight`.
    pub(super) fn of(flown: &FlownDraw<'_>, total_weight: f64) -> Self {
        let FittedDraw { unreported, fitted, .. } = flown.fitted_draw;
        Self {
            weight: flown.weight / total_weight,
            reach: flown.reach,
            stages: unreported.lower_stages.len() + 1,
            burn_time_s: unreported.burn_time_s(),
            ideal_delta_v_m_per_s: fitted.ideal_delta_v_m_per_s,
            loft_loss_m_per_s: fitted.ideal_delta_v_m_per_s - fitted.burnout.speed_m_per_s,
            flight_time_s: fitted.flight_time_s,
        }
    }
}

/// Returns Kish's effective sample size, (Σw)²/Σw², of the final weights alone: the choice
/// among the proposals before it is not counted. NaN for no weights.
///
/// Source: L. Kish, Survey Sampling (Wiley, 1965), 8.2 and 11.7.
pub(crate) fn effective_sample_size(weights: impl Iterator<Item = f64> + Clone) -> f64 {
    let total: f64 = weights.clone().sum();
    let squares: f64 = weights.map(|weight| weight.powi(2)).sum();
    total * total / squares
}

/// Returns the weighted ranges of draws, m; infinite in global reach.
pub(super) fn ranges_m(sample: &[Draw]) -> WeightedSample {
    WeightedSample::of(sample.iter().map(|draw| (draw.reach.sortable_range_m(), draw.weight)))
}

/// Returns the percentiles of a number that every draw has.
pub(super) fn percentiles(sample: &[Draw], number: fn(&Draw) -> f64) -> Percentiles {
    Percentiles::of(sample.iter().map(|draw| (number(draw), draw.weight)))
}

/// Percentiles of the range: the ends of the 68 % and 90 % intervals, and the median.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ReachPercentiles {
    /// The 5th percentile.
    pub p05: Reach,
    /// The 16th percentile.
    pub p16: Reach,
    /// The median (50th percentile).
    pub median: Reach,
    /// The 84th percentile.
    pub p84: Reach,
    /// The 95th percentile.
    pub p95: Reach,
}

impl ReachPercentiles {
    /// Returns the percentiles of ranges, global where a quantile is infinite.
    pub(crate) fn of(ranges: &WidenedQuantiles<'_>, sphere: Sphere) -> Self {
        let at = |share| Reach::of_ground_range_m(ranges.quantile_m(share), sphere);
        Self { p05: at(0.05), p16: at(0.16), median: at(0.5), p84: at(0.84), p95: at(0.95) }
    }

    /// Returns the step to which the ranges are printed, km: the greatest power of ten that is no
    /// more than a tenth of the 90 % interval's half-width, and at least 1 km. Where the upper end
    /// is global reach, the lower half stands for the half-width.
    pub(crate) fn printed_step_km(&self) -> f64 {
        let width_km = match (self.p05.range_km(), self.median.range_km(), self.p95.range_km()) {
            (Some(low), _, Some(high)) => 0.5 * (high - low),
            (Some(low), Some(median), None) => median - low,
            _ => 0.0,
        };
        10_f64.powf((0.1 * width_km).max(1.0).log10().floor())
    }

    /// Returns an interval of ranges as it is printed.
    pub(crate) fn printed_interval(&self, low: Reach, high: Reach) -> String {
        let (low_text, high_text) = (self.printed(low).to_string(), self.printed(high).to_string());
        match (low, high) {
            (Reach::Global, _) => high_text,
            (_, Reach::Global) => format!("{low_text} to {high_text}"),
            _ => format!("{} to {high_text}", low_text.trim_end_matches(" km")),
        }
    }

    /// Returns a range as it is printed beside this interval.
    pub(crate) fn printed(&self, reach: Reach) -> Rounded {
        Rounded { reach, step_km: self.printed_step_km() }
    }
}

/// Percentiles of a number: the ends of the 90 % interval and the median.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Percentiles {
    /// The 5th percentile.
    pub p05: f64,
    /// The median (50th percentile).
    pub median: f64,
    /// The 95th percentile.
    pub p95: f64,
}

impl Percentiles {
    /// Returns the percentiles of weighted numbers.
    pub(crate) fn of(numbers: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let numbers = WeightedSample::of(numbers);
        let [p05, median, p95] = [0.05, 0.5, 0.95].map(|share| numbers.quantile(share));
        Self { p05, median, p95 }
    }
}

/// The vehicle whose range is nearest the median, of those with at least the mean weight.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MedianVehicle {
    /// The unreported properties that were drawn.
    pub unreported: Unreported,
    /// The vehicle fitted to the loft drawn for it.
    pub fitted: Fitted,
    /// The steering of its maximum range; in global reach, a steering that gets there.
    pub steering: Steering,
    /// Its range.
    pub reach: Reach,
}

/// Returns the [`MedianVehicle`]; none of an empty sample.
pub(super) fn median_vehicle(flown: &[FlownDraw], median: f64) -> Option<MedianVehicle> {
    let mean = flown.iter().map(|flown| flown.weight).sum::<f64>() / flown.len() as f64;
    let away = |flown: &&FlownDraw| match flown.reach.sortable_range_m() {
        number if number == median => 0.0,
        number => (number - median).abs(),
    };
    let counting = flown.iter().filter(|flown| flown.weight >= mean);
    counting.min_by(|a, b| away(a).total_cmp(&away(b))).map(|flown| MedianVehicle {
        unreported: flown.fitted_draw.unreported.clone(),
        fitted: flown.fitted_draw.fitted.clone(),
        steering: flown.steering.clone(),
        reach: flown.reach,
    })
}
