//! Several flights of one missile, each alone and together.

use crate::export::json::range::{RangeJson, probability};
use crate::export::json::report::ObservationJson;
use crate::export::json::warning::WarningJson;
use crate::family::{Family, FamilyFlight, FamilyWarning, Shared, Together, WhyApart};
use crate::posterior::Percentiles;

/// Percentiles of a number.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct PercentilesJson {
    /// The 5th percentile.
    pub p05: f64,
    /// The median.
    pub median: f64,
    /// The 95th percentile.
    pub p95: f64,
}

impl PercentilesJson {
    fn of(&Percentiles { p05, median, p95 }: &Percentiles) -> Self {
        Self { p05, median, p95 }
    }
}

/// What the flights have in common.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct SharedJson {
    /// The time from lift-off to the last burnout, s.
    pub burn_time_s: PercentilesJson,
    /// The burn time of the first stage, s.
    pub first_stage_burn_time_s: PercentilesJson,
    /// The specific impulse of the first stage in vacuum, s.
    pub first_stage_specific_impulse_s: PercentilesJson,
    /// The probabilities of one, two and three stages.
    pub stage_probabilities: [f64; 3],
    /// Kish's effective sample size of the vehicles that fly every flight.
    pub effective_sample_size: f64,
}

/// How well the flight times go together.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct OneMissileJson {
    /// How many times more probable the flight times are with one missile than with unrelated ones.
    pub times_as_probable: f64,
    /// What that means.
    pub text: String,
}

/// What follows from a flight alone.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct AloneJson {
    /// The range with its interval.
    pub range_km: RangeJson,
}

/// What all flights together say of one.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct TogetherJson {
    /// The range with the payload of this flight, with its interval.
    pub range_km: RangeJson,
    /// The probability of global reach.
    pub global_reach_probability: f64,
    /// The name of the class of the median range.
    pub class: &'static str,
    /// The payload over that of the first flight that is joined; none for that flight.
    pub payload_ratio: Option<PercentilesJson>,
    /// The warnings of the flight's own estimate.
    pub warnings: Vec<WarningJson>,
}

/// One flight.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct FamilyFlightJson {
    /// The name of the flight.
    pub id: String,
    /// The reported figures; none for a single figure.
    pub observation: Option<ObservationJson>,
    /// What follows from the flight alone; none without an estimate.
    pub alone: Option<AloneJson>,
    /// What all flights together say of it; none where it stands apart.
    pub together: Option<TogetherJson>,
    /// Why it stands apart; none where it is joined.
    pub apart: Option<&'static str>,
}

/// Several flights of one missile.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct FamilyJson {
    /// What the flights have in common; none where nothing is joined.
    pub shared: Option<SharedJson>,
    /// How well the flight times go together; none for fewer than two times.
    pub one_missile: Option<OneMissileJson>,
    /// The flights.
    pub flights: Vec<FamilyFlightJson>,
    /// The warnings that belong to the whole.
    pub warnings: Vec<WarningJson>,
    /// The name of the class scheme.
    pub scheme: String,
    /// The name of the definition of the standard trajectory.
    pub steering: &'static str,
    /// The number of draws of each estimate.
    pub draws: u32,
    /// The seed of the draws.
    pub seed: u64,
}

impl FamilyJson {
    /// Converts a family.
    pub fn of(family: &Family) -> Self {
        let model = &family.model;
        Self {
            shared: family.shared.as_ref().map(SharedJson::of),
            one_missile: family.one_missile.map(|measure| OneMissileJson {
                times_as_probable: measure.times_as_probable,
                text: measure.to_string(),
            }),
            flights: family.flights.iter().map(FamilyFlightJson::of).collect(),
            warnings: family.warnings.iter().map(in_json).collect(),
            scheme: model.scheme().name().to_owned(),
            steering: model.standard_trajectory().name(),
            draws: model.draws(),
            seed: model.seed(),
        }
    }
}

impl SharedJson {
    fn of(shared: &Shared) -> Self {
        Self {
            burn_time_s: PercentilesJson::of(&shared.burn_time_s),
            first_stage_burn_time_s: PercentilesJson::of(&shared.first_stage_burn_time_s),
            first_stage_specific_impulse_s: PercentilesJson::of(&shared.first_stage_specific_impulse_s),
            stage_probabilities: shared.stage_probabilities.map(probability),
            effective_sample_size: shared.effective_sample_size,
        }
    }
}

impl FamilyFlightJson {
    fn of(flight: &FamilyFlight) -> Self {
        let warnings = flight.alone.iter().flat_map(|alone| &alone.warnings).map(WarningJson::from).collect();
        Self {
            id: flight.report.reporter().to_owned(),
            observation: flight.report.observation().map(ObservationJson::of),
            alone: flight.alone.as_ref().map(|alone| AloneJson { range_km: RangeJson::of(alone) }),
            together: flight.together.as_ref().map(|together| TogetherJson::of(together, warnings)),
            apart: flight.apart.map(WhyApart::name),
        }
    }
}

impl TogetherJson {
    fn of(together: &Together, warnings: Vec<WarningJson>) -> Self {
        Self {
            range_km: RangeJson::of_reach(&together.reach),
            global_reach_probability: probability(together.global_reach_probability),
            class: together.class.name(),
            payload_ratio: together.payload_ratio.as_ref().map(PercentilesJson::of),
            warnings,
        }
    }
}

fn in_json(warning: &FamilyWarning) -> WarningJson {
    WarningJson { kind: warning.kind(), text: warning.to_string() }
}
