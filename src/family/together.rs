//! The vehicles that fly several flights, and what they say of each.

use crate::class::RangeClass;
use crate::error::Result;
use crate::estimate::Estimate;
use crate::family::flown_alone::FlownAlone;
use crate::family::one_missile::OneMissile;
use crate::model::Model;
use crate::numerics::parallel;
use crate::posterior::{
    DrawnVehicle, OtherFlight, OtherReport, Percentiles, Posterior, ReachPercentiles, WeightedSample, WidenedQuantiles,
};
use crate::prior::payload_ratio_density;
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
    /// The payload over that of the first flight that is joined; none for that flight itself.
    pub payload_ratio: Option<PayloadRatio>,
}

/// Percentiles of a payload over that of the first flight that is joined.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PayloadRatio(pub Percentiles);

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

/// Vehicles with less than this share of the greatest weight are not flown for range.
const NEGLIGIBLE_WEIGHT: f64 = 1e-4;

/// A vehicle that flies every flight: its weight, and for each flight but its own that flight.
struct Joined<'a> {
    vehicle: &'a DrawnVehicle,
    others: Vec<OtherFlight>,
    /// The weight without the times of the other flights.
    without_times: f64,
    weight: f64,
}

/// The vehicles that fly every flight that is joined.
pub(super) struct CommonVehicles<'a> {
    /// The posterior of the first member alone.
    alone: Option<&'a Posterior>,
    vehicles: Vec<Joined<'a>>,
    /// The reach of each vehicle by the place among the members.
    reaches: Vec<Vec<Reach>>,
    pub(super) effective_sample_size: f64,
    /// The predictive density of the times of the other flights, given the first, 1/s each.
    times_density: f64,
}

impl<'a> CommonVehicles<'a> {
    /// Finds the vehicles of the first member that fly the others too; none where there are none.
    pub(super) fn of(members: &[usize], flights: &'a [FlownAlone], model: &'a Model) -> Result<Option<Self>> {
        let mut of_members = members.iter().filter_map(|place| flights.get(*place));
        let Some(first) = of_members.next() else { return Ok(None) };
        let others: Vec<OtherReport<'_>> = of_members
            .zip(0..)
            .filter_map(|(flight, place)| {
                let alone = flight.alone.as_ref()?;
                Some(OtherReport::new(&alone.observation, model, flight.is_time_ignored(), place))
            })
            .collect();
        let flown = parallel::map(&first.vehicles, |vehicle| Joined::of(vehicle, &others));
        let mut vehicles: Vec<Joined<'_>> = flown.into_iter().flatten().collect();
        let [total, without_times] = vehicles.iter().fold([0.0, 0.0], |[total, without], joined| {
            [total + joined.weight, without + joined.without_times]
        });
        let greatest = vehicles.iter().map(|joined| joined.weight).fold(0.0, f64::max);
        vehicles.retain(|joined| joined.weight > NEGLIGIBLE_WEIGHT * greatest);
        let reaches = parallel::map(&vehicles, |joined| joined.reaches(&others));
        let (vehicles, reaches): (Vec<_>, Vec<_>) =
            vehicles.into_iter().zip(reaches).filter_map(|(joined, reaches)| Some((joined, reaches.ok()?))).unzip();
        let [sum, squares] = vehicles.iter().fold([0.0, 0.0], |[sum, squares], joined: &Joined<'_>| {
            [sum + joined.weight, squares + joined.weight * joined.weight]
        });
        if !(sum > 0.0) {
            return Ok(None);
        }
        Ok(Some(Self {
            alone: first.alone.as_ref().and_then(Estimate::posterior),
            vehicles,
            reaches,
            effective_sample_size: sum * sum / squares,
            times_density: total / without_times,
        }))
    }

    /// Returns what the vehicles say of a member, given by its place among all flights.
    pub(super) fn together(&self, place: usize, first: usize, members: &[usize], model: &Model) -> Option<Together> {
        let [_, _, ..] = members else {
            // A single flight: nothing is added to its own estimate.
            return self.alone.map(|alone| Together {
                reach: alone.reach.clone(),
                global_reach_probability: alone.global_reach_probability,
                class: model.scheme().classify(alone.reach.median),
                payload_ratio: None,
            });
        };
        let index = members.iter().position(|member| *member == place)?;
        let of_first = members.iter().position(|member| *member == first)?;
        let reaches: Vec<(Reach, f64)> = self
            .reaches
            .iter()
            .zip(&self.vehicles)
            .filter_map(|(reaches, joined)| Some((*reaches.get(index)?, joined.weight)))
            .collect();
        let total: f64 = reaches.iter().map(|(_, weight)| weight).sum();
        let ranges_m =
            WeightedSample::of(reaches.iter().map(|(reach, weight)| (reach.sortable_range_m(), *weight)));
        let widened = WidenedQuantiles::of(&ranges_m, self.effective_sample_size);
        let reach = ReachPercentiles::of(&widened, model.sphere());
        let global = reaches.iter().filter(|(reach, _)| *reach == Reach::Global);
        let payload_ratio = (index != of_first).then(|| {
            PayloadRatio(self.percentiles(|joined| joined.payload_ratio(index) / joined.payload_ratio(of_first)))
        });
        Some(Together {
            class: model.scheme().classify(reach.median),
            reach,
            global_reach_probability: global.fold(0.0, |sum, (_, weight)| sum + weight / total),
            payload_ratio,
        })
    }

    /// Returns what the vehicles have in common.
    pub(super) fn shared(&self) -> Shared {
        let mut stage_probabilities = [0.0; 3];
        let total: f64 = self.vehicles.iter().map(|joined| joined.weight).sum();
        for joined in &self.vehicles {
            let lower = joined.vehicle.unreported().lower_stages.len();
            if let Some(share) = stage_probabilities.get_mut(lower) {
                *share += joined.weight / total;
            }
        }
        let first_burn = |joined: &Joined<'_>| {
            let unreported = joined.vehicle.unreported();
            unreported.lower_stages.first().map_or(unreported.last_stage.burn_time_s, |stage| stage.burn_time_s)
        };
        let first_impulse = |joined: &Joined<'_>| {
            let unreported = joined.vehicle.unreported();
            unreported.lower_stages.first().map_or(unreported.last_stage.impulse, |stage| stage.impulse).vacuum_s
        };
        Shared {
            stage_probabilities,
            burn_time_s: self.percentiles(|joined| joined.vehicle.unreported().burn_time_s()),
            first_stage_burn_time_s: self.percentiles(first_burn),
            first_stage_specific_impulse_s: self.percentiles(first_impulse),
            effective_sample_size: self.effective_sample_size,
        }
    }

    /// Returns how well the flight times go together; none for fewer than two times.
    pub(super) fn one_missile(&self, members: &[usize], flights: &[FlownAlone]) -> Option<OneMissile> {
        let evidence = |place: &usize| flights.get(*place)?.alone.as_ref()?.posterior()?.time_evidence_per_s;
        let (first, others) = members.split_first()?;
        evidence(first)?;
        let unrelated: Vec<f64> = others.iter().filter_map(evidence).collect();
        (!unrelated.is_empty()).then(|| OneMissile {
            times_as_probable: self.times_density / unrelated.into_iter().product::<f64>(),
        })
    }

    fn percentiles(&self, number: impl Fn(&Joined<'_>) -> f64) -> Percentiles {
        let numbers = WeightedSample::of(self.vehicles.iter().map(|joined| (number(joined), joined.weight)));
        Percentiles { p05: numbers.quantile(0.05), median: numbers.quantile(0.5), p95: numbers.quantile(0.95) }
    }
}

impl<'a> Joined<'a> {
    /// Flies the other flights with a vehicle; none where it does not fly one of them.
    fn of(vehicle: &'a DrawnVehicle, others: &[OtherReport<'_>]) -> Option<Self> {
        let others: Vec<OtherFlight> =
            others.iter().map(|other| other.fly(vehicle)).collect::<Option<Vec<OtherFlight>>>()?;
        let ratios: Vec<f64> = others.iter().map(|other| other.payload_ratio).collect();
        let without_times = others.iter().fold(
            vehicle.weight * payload_ratio_density(&ratios),
            |weight, other| weight * other.ratio_per_ln_apogee,
        );
        let weight = others.iter().fold(without_times, |weight, other| weight * other.time_likelihood);
        (without_times > 0.0).then_some(Self { vehicle, others, without_times, weight })
    }

    /// Returns the reach with the payload of each flight, the vehicle's own first.
    fn reaches(&self, others: &[OtherReport<'_>]) -> Result<Vec<Reach>> {
        let own = std::iter::once(Ok(self.vehicle.reach));
        own.chain(others.iter().zip(&self.others).map(|(report, flight)| report.reach(flight))).collect()
    }

    /// Returns the payload of a member over that of the first.
    fn payload_ratio(&self, index: usize) -> f64 {
        match index.checked_sub(1) {
            None => 1.0,
            Some(index) => self.others.get(index).map_or(f64::NAN, |other| other.payload_ratio),
        }
    }
}
