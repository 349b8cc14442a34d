//! What the vehicles that fly every flight say of each, and what they have in common.

use crate::class::RangeClass;
use crate::family::common::{CommonSample, CommonVehicle};
use crate::model::Model;
use crate::posterior::{Percentiles, Posterior, ReachPercentiles, WeightedSample, WidenedQuantiles};
use crate::reach::Reach;

/// What all flights together say of one of them.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Together {
    /// Percentiles of the range on a standard trajectory with the payload of this flight.
    pub reach: ReachPercentiles,
    /// Probability of global reach.
    pub global_reach_probability: f64,
    /// The class of the median range.
    pub class: RangeClass,
    /// Percentiles of its payload over that of the first flight that is joined; none for that
    /// flight.
    pub payload_ratio: Option<Percentiles>,
}

/// What the flights have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Shared {
    /// The probabilities of one, two and three stages.
    pub stage_probabilities: [f64; 3],
    /// Percentiles of the time from lift-off to the last burnout, s.
    pub burn_time_s: Percentiles,
    /// Percentiles of the burn time of the first stage, s.
    pub first_stage_burn_time_s: Percentiles,
    /// Percentiles of the specific impulse of the first stage in vacuum, s.
    pub first_stage_specific_impulse_s: Percentiles,
    /// Kish's effective sample size of the vehicles that fly all of the flights.
    pub effective_sample_size: f64,
}

impl Together {
    /// Returns what a single flight says of itself: nothing is added to its own estimate.
    pub(super) fn of_one(alone: &Posterior, model: &Model) -> Self {
        Self {
            reach: alone.reach,
            global_reach_probability: alone.global_reach_probability,
            class: model.scheme().classify(alone.reach.median),
            payload_ratio: None,
        }
    }

    /// Returns what the common vehicles say of the flight at a place among those joined, with its
    /// payload over that of the flight at another place.
    pub(super) fn of(sample: &CommonSample, place: usize, first: usize, model: &Model) -> Option<Self> {
        let reaches: Vec<(Reach, f64)> = sample
            .vehicles
            .iter()
            .filter_map(|vehicle| Some((*vehicle.reaches.get(place)?, vehicle.weight)))
            .collect();
        let total: f64 = reaches.iter().map(|(_, weight)| weight).sum();
        if !(total > 0.0) {
            return None;
        }
        let ranges_m =
            WeightedSample::of(reaches.iter().map(|(reach, weight)| (reach.sortable_range_m(), *weight)));
        let widened = WidenedQuantiles::of(&ranges_m, sample.effective_sample_size);
        let reach = ReachPercentiles::of(&widened, model.sphere());
        let global = reaches.iter().filter(|(reach, _)| *reach == Reach::Global);
        let payload = |vehicle: &CommonVehicle, place: usize| {
            vehicle.payload_ratios.get(place).copied().unwrap_or(f64::NAN)
        };
        Some(Self {
            class: model.scheme().classify(reach.median),
            reach,
            global_reach_probability: global.fold(0.0, |sum, (_, weight)| sum + weight / total),
            payload_ratio: (place != first)
                .then(|| percentiles(sample, |vehicle| payload(vehicle, place) / payload(vehicle, first))),
        })
    }
}

impl Shared {
    /// Returns what the common vehicles have in common.
    pub(super) fn of(sample: &CommonSample) -> Self {
        let mut stage_probabilities = [0.0; 3];
        let total: f64 = sample.vehicles.iter().map(|vehicle| vehicle.weight).sum();
        for vehicle in &sample.vehicles {
            if let Some(share) = stage_probabilities.get_mut(vehicle.unreported.lower_stages.len()) {
                *share += vehicle.weight / total;
            }
        }
        let first_stage = |vehicle: &CommonVehicle| {
            let last = vehicle.unreported.last_stage;
            let first = vehicle.unreported.lower_stages.first();
            first.map_or((last.burn_time_s, last.impulse), |stage| (stage.burn_time_s, stage.impulse))
        };
        Self {
            stage_probabilities,
            burn_time_s: percentiles(sample, |vehicle| vehicle.unreported.burn_time_s()),
            first_stage_burn_time_s: percentiles(sample, |vehicle| first_stage(vehicle).0),
            first_stage_specific_impulse_s: percentiles(sample, |vehicle| first_stage(vehicle).1.vacuum_s),
            effective_sample_size: sample.effective_sample_size,
        }
    }
}

/// Returns the percentiles of a number that every vehicle has.
fn percentiles(sample: &CommonSample, number: impl Fn(&CommonVehicle) -> f64) -> Percentiles {
    Percentiles::of(sample.vehicles.iter().map(|vehicle| (number(vehicle), vehicle.weight)))
}
