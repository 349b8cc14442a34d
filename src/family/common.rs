//! The vehicles that fly every flight of a family, with their weights.

use crate::error::Result;
use crate::family::flown_alone::FlownAlone;
use crate::model::Model;
use crate::numerics::parallel;
use crate::posterior::{DrawnVehicle, OtherFlight, OtherReport, TARGET_SHARE, effective_sample_size};
use crate::prior::{Unreported, payload_ratio_density};
use crate::reach::Reach;

/// A vehicle that flies every flight of a family.
#[derive(Debug, Clone)]
pub(super) struct CommonVehicle {
    pub(super) weight: f64,
    /// The vehicle as it flew one of the flights.
    pub(super) unreported: Unreported,
    /// The range with the payload of each flight.
    pub(super) reaches: Vec<Reach>,
    /// The payload of each flight over that of the first.
    pub(super) payload_ratios: Vec<f64>,
}

/// The vehicles that fly every flight of a family.
#[derive(Debug, Clone)]
pub(super) struct CommonSample {
    pub(super) vehicles: Vec<CommonVehicle>,
    /// Kish's effective sample size.
    pub(super) effective_sample_size: f64,
    /// How many times more probable the flight times are than those of unrelated vehicles; none for
    /// fewer than two times.
    pub(super) times_as_probable: Option<f64>,
}

/// Vehicles with less than this share of the greatest weight are not flown for range.
const NEGLIGIBLE_WEIGHT: f64 = 1e-4;

impl CommonSample {
    /// Finds the vehicles that fly every flight: among those that fly the first alone, and while
    /// they are few, among those that fly the next. No vehicle is drawn anew.
    ///
    /// # Errors
    ///
    /// The solver's own.
    pub(super) fn of(flights: &[&FlownAlone], model: &Model) -> Result<Self> {
        let mut sample = Self { vehicles: Vec::new(), effective_sample_size: 0.0, times_as_probable: None };
        let target = TARGET_SHARE * f64::from(model.draws());
        for from in 0..flights.len() {
            if sample.effective_sample_size >= target {
                break;
            }
            let part = OfOneFlight::of(flights, from, model)?;
            if from == 0 {
                sample.times_as_probable = part.times_as_probable(flights, from);
            }
            // The parts represent the same distribution; each counts by its effective size.
            let part_size = size(&part.vehicles);
            let total: f64 = part.vehicles.iter().map(|vehicle| vehicle.weight).sum();
            sample.vehicles.extend(
                part.vehicles
                    .into_iter()
                    .map(|vehicle| CommonVehicle { weight: part_size * vehicle.weight / total, ..vehicle }),
            );
            sample.effective_sample_size = size(&sample.vehicles);
        }
        Ok(sample)
    }
}

/// Returns Kish's effective sample size; zero for no vehicles.
fn size(vehicles: &[CommonVehicle]) -> f64 {
    let size = effective_sample_size(vehicles.iter().map(|vehicle| vehicle.weight));
    if size > 0.0 { size } else { 0.0 }
}

/// The vehicles of one flight that fly the others too.
struct OfOneFlight {
    vehicles: Vec<CommonVehicle>,
    /// The predictive density of the times of the other flights, 1/s each.
    times_density: f64,
}

impl OfOneFlight {
    fn of(flights: &[&FlownAlone], from: usize, model: &Model) -> Result<Self> {
        let others: Vec<OtherReport<'_>> = flights
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != from)
            .zip(0..)
            .filter_map(|((_, flight), place)| {
                let observation = flight.report.observation()?;
                Some(OtherReport::new(observation, model, flight.is_time_ignored(), place))
            })
            .collect();
        let Some(own) = flights.get(from) else {
            return Ok(Self { vehicles: Vec::new(), times_density: 0.0 });
        };
        let flown = parallel::map(&own.vehicles, |vehicle| Joined::of(vehicle, &others));
        let mut joined: Vec<Joined<'_>> = flown.into_iter().flatten().collect();
        let sum = |weight: fn(&Joined<'_>) -> f64| joined.iter().map(weight).sum::<f64>();
        let times_density = sum(|joined| joined.weight) / sum(|joined| joined.without_times);
        let greatest = joined.iter().map(|joined| joined.weight).fold(0.0, f64::max);
        joined.retain(|joined| joined.weight > NEGLIGIBLE_WEIGHT * greatest);
        let vehicles = parallel::map(&joined, |joined| joined.flown_for_range(&others, from));
        Ok(Self { vehicles: vehicles.into_iter().flatten().collect(), times_density })
    }

    /// Returns how many times more probable the times of the other flights are than those of
    /// unrelated vehicles; none for fewer than two times.
    fn times_as_probable(&self, flights: &[&FlownAlone], from: usize) -> Option<f64> {
        flights.get(from)?.time_evidence_per_s()?;
        let unrelated: Vec<f64> = flights
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != from)
            .filter_map(|(_, flight)| flight.time_evidence_per_s())
            .collect();
        let is_known = !unrelated.is_empty() && self.times_density.is_finite();
        is_known.then(|| self.times_density / unrelated.into_iter().product::<f64>())
    }
}

/// A vehicle of one flight with the others that it flies.
struct Joined<'a> {
    vehicle: &'a DrawnVehicle,
    others: Vec<OtherFlight>,
    /// The weight without the times of the other flights.
    without_times: f64,
    weight: f64,
}

impl<'a> Joined<'a> {
    /// Flies the other flights with a vehicle; none where it does not fly one of them.
    fn of(vehicle: &'a DrawnVehicle, others: &[OtherReport<'_>]) -> Option<Self> {
        let others: Vec<OtherFlight> =
            others.iter().map(|other| other.fly(vehicle)).collect::<Option<Vec<OtherFlight>>>()?;
        let ratios: Vec<f64> = others.iter().map(|other| other.payload_ratio).collect();
        let without_times =
            others.iter().fold(vehicle.weight * payload_ratio_density(&ratios), |weight, other| {
                weight * other.ratio_per_ln_apogee
            });
        let weight = others.iter().fold(without_times, |weight, other| weight * other.time_likelihood);
        (without_times > 0.0).then_some(Self { vehicle, others, without_times, weight })
    }

    /// Flies the vehicle for maximum range with the payload of each flight, its own at its place;
    /// none where a solver fails.
    fn flown_for_range(&self, others: &[OtherReport<'_>], own: usize) -> Option<CommonVehicle> {
        let mut reaches: Vec<Reach> = others
            .iter()
            .zip(&self.others)
            .map(|(report, flight)| report.reach(flight).ok())
            .collect::<Option<_>>()?;
        let mut payloads: Vec<f64> = self.others.iter().map(|other| other.payload_ratio).collect();
        reaches.insert(own, self.vehicle.reach);
        payloads.insert(own, 1.0);
        let first = *payloads.first()?;
        Some(CommonVehicle {
            weight: self.weight,
            unreported: self.vehicle.unreported().clone(),
            reaches,
            payload_ratios: payloads.into_iter().map(|payload| payload / first).collect(),
        })
    }
}
