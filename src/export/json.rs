//! The answer through serde: the names and the order of keys are a contract.

mod directions;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::class::RangeClass;
use crate::consistency::{Consistency, Verdict};
use crate::estimate::Estimate;
use crate::model::Method;
use crate::observation::Observation;
use crate::posterior::{Posterior, ReachPercentiles, Warning};
use crate::prior::{OutsidePrior, StandardTrajectory};
use crate::reported::{Reported, Unit};

pub use directions::{DirectionJson, DirectionsJson, FittedJson, SiteJson};

/// The figures of an observation; none for what nobody reported. A bound on one side stands for itself.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ObservationJson {
    /// Above the surface, km.
    pub apogee_km: Option<f64>,
    /// From launch to impact, over the surface, km.
    pub ground_range_km: Option<f64>,
    /// From launch to impact, s.
    pub flight_time_s: Option<f64>,
}

/// Whether the figures can be one flight.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ConsistencyJson {
    /// The verdict's name.
    #[serde(serialize_with = "verdict")]
    pub verdict: Verdict,
    /// Of the free flight over apogee and ground range, s.
    pub free_flight_time_s: Option<f64>,
    /// What the flight took longer than that, s.
    pub surplus_s: Option<f64>,
    /// Why, in words.
    pub reasons: Vec<String>,
}

/// What physics alone says of a report.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct CheckJson {
    /// What was reported.
    pub observation: ObservationJson,
    /// Whether it can be true.
    pub consistency: ConsistencyJson,
}

/// One method's range.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct RungJson {
    /// The method; `flown` and `flown_greatest` are the posterior's medians under the two definitions of the standard trajectory.
    pub method: &'static str,
    /// None for a method not asked for, one without an answer, and in global reach.
    pub range_km: Option<f64>,
}

/// The range with its interval, km; none where it is every place on Earth, and where there is no range.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct RangeJson {
    /// 5 in 100 fall short of it.
    pub p05: Option<f64>,
    /// 16 in 100.
    pub p16: Option<f64>,
    /// Half; the number of a method that has no interval.
    pub median: Option<f64>,
    /// 84 in 100.
    pub p84: Option<f64>,
    /// 95 in 100.
    pub p95: Option<f64>,
}

/// The chance of each class of a scheme, in its order, and of none last.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassProbabilitiesJson(pub Vec<(RangeClass, Option<f64>)>);

/// An estimate.
///
/// What an impossible report or a method without an interval leaves open is there as null, so that every answer has the same keys.
///
/// ```
/// use lofted::export::EstimateJson;
/// use lofted::{Method, Model, Observation, estimate};
///
/// let observation = Observation::builder().apogee_km(2_802.0).ground_range_km(930.0).build()?;
/// let estimate = estimate(&observation, &Model::default().with_method(Method::Flat))?;
/// let json = serde_json::to_value(EstimateJson::of(&estimate))?;
/// assert_eq!(json["range_km"]["median"], 5_604.0);
/// assert_eq!(json["consistency"]["verdict"], "underdetermined");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct EstimateJson {
    /// What was reported.
    pub observation: ObservationJson,
    /// Whether it can be true.
    pub consistency: ConsistencyJson,
    /// The methods from the simplest up, all of them whichever was chosen.
    pub ladder: Vec<RungJson>,
    /// The answer.
    pub range_km: RangeJson,
    /// Chance that it is every place on Earth.
    pub global_reach_probability: Option<f64>,
    /// The class of the median.
    #[serde(serialize_with = "class")]
    pub class: Option<RangeClass>,
    /// The chance of each.
    pub class_probabilities: ClassProbabilitiesJson,
    /// Whose classes they are.
    pub scheme: String,
    /// The definition of the standard trajectory.
    #[serde(rename = "steering")]
    pub standard_trajectory: &'static str,
    /// Whether the Earth turns under the reported flight, as with a launch in the model; the range is for one that does not, as published
    /// ones are.
    pub earth_rotation: bool,
    /// How many vehicles are drawn for an interval.
    pub draws: u32,
    /// The seed of the draws.
    pub seed: u64,
    /// Kish's effective sample size; none where nothing was drawn.
    pub effective_sample_size: Option<f64>,
    /// On which side the flight time lies outside the prior; none where it lies inside.
    pub outside_prior: Option<&'static str>,
    /// What to know before relying on the answer, the gravest first.
    pub warnings: Vec<WarningJson>,
}

/// A warning: a stable kind for programs, a text for people.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct WarningJson {
    /// `few_draws`, `lost_draws`, `outside_prior` or `time_ignored`; see [`Warning`].
    pub kind: &'static str,
    /// The warning in words.
    pub text: String,
}

impl From<&Warning> for WarningJson {
    fn from(warning: &Warning) -> Self {
        Self { kind: warning.kind(), text: warning.to_string() }
    }
}

impl ObservationJson {
    /// The figures as numbers.
    pub fn of(observation: &Observation) -> Self {
        let length_km =
            |reported: Option<Reported>, si: Option<crate::reported::SiFigure>| match (reported, si) {
                // As printed, without a way through metres.
                (Some(reported), _) if reported.unit() == Unit::Kilometre => Some(reported.value()),
                (_, si) => si.map(|si| si.value / 1e3),
            };
        Self {
            apogee_km: length_km(observation.apogee(), observation.apogee_altitude_m()),
            ground_range_km: length_km(observation.ground_range(), observation.ground_range_m()),
            flight_time_s: observation.flight_time_s().map(|time| time.value),
        }
    }
}

impl ConsistencyJson {
    /// The verdict and its reasons.
    pub fn of(consistency: &Consistency) -> Self {
        Self {
            verdict: consistency.verdict,
            free_flight_time_s: consistency.free_flight_time_s,
            surplus_s: consistency.surplus_s.map(|surplus| surplus.value),
            reasons: consistency.reasons.clone(),
        }
    }
}

impl CheckJson {
    /// A report and what physics says of it.
    pub fn of(observation: &Observation, consistency: &Consistency) -> Self {
        Self { observation: ObservationJson::of(observation), consistency: ConsistencyJson::of(consistency) }
    }
}

impl RangeJson {
    /// The posterior's percentiles; without one, the chosen method's number alone.
    fn of(estimate: &Estimate) -> Self {
        match estimate.posterior() {
            Some(Posterior { reach, .. }) => Self::of_reach(reach),
            None => Self { p05: None, p16: None, median: estimate.range_km(), p84: None, p95: None },
        }
    }

    fn of_reach(reach: &ReachPercentiles) -> Self {
        Self {
            p05: reach.p05.range_km(),
            p16: reach.p16.range_km(),
            median: reach.median.range_km(),
            p84: reach.p84.range_km(),
            p95: reach.p95.range_km(),
        }
    }
}

impl ClassProbabilitiesJson {
    fn of(estimate: &Estimate) -> Self {
        let scheme = estimate.model.scheme();
        Self(match estimate.posterior() {
            Some(posterior) => {
                let chances = posterior.class_probabilities(scheme).into_iter();
                chances.map(|(class, chance)| (class, Some(probability(chance)))).collect()
            }
            None => scheme.classes().into_iter().map(|class| (class, None)).collect(),
        })
    }
}

impl EstimateJson {
    /// An estimate as it is written out.
    pub fn of(estimate: &Estimate) -> Self {
        let model = &estimate.model;
        let class = match estimate.class() {
            RangeClass::Undetermined => None,
            class => Some(class),
        };
        Self {
            observation: ObservationJson::of(&estimate.observation),
            consistency: ConsistencyJson::of(&estimate.consistency),
            ladder: ladder(estimate),
            range_km: RangeJson::of(estimate),
            global_reach_probability: estimate
                .posterior()
                .map(|found| probability(found.global_reach_probability)),
            class,
            class_probabilities: ClassProbabilitiesJson::of(estimate),
            scheme: model.scheme().name().to_owned(),
            standard_trajectory: model.standard_trajectory().name(),
            earth_rotation: model.launch_site().is_some(),
            draws: model.draws(),
            seed: model.seed(),
            effective_sample_size: estimate.posterior().map(|found| found.effective_sample_size),
            outside_prior: estimate.outside_prior.map(OutsidePrior::name),
            warnings: estimate.warnings.iter().map(WarningJson::from).collect(),
        }
    }
}

/// Lists every rung by its name in JSON, whichever were computed: the posterior has one for each definition of the standard trajectory.
fn ladder(estimate: &Estimate) -> Vec<RungJson> {
    let rungs = Method::ALL.into_iter().flat_map(|method| match method {
        Method::Flown => StandardTrajectory::ALL.map(|one| (method, one, flown_name(one))).to_vec(),
        other => vec![(other, estimate.model.standard_trajectory(), other.name())],
    });
    rungs
        .map(|(method, standard_trajectory, name)| {
            let working = estimate.working(method);
            let computed = working.filter(|_| standard_trajectory == estimate.model.standard_trajectory());
            RungJson { method: name, range_km: computed.and_then(|working| working.reach().range_km()) }
        })
        .collect()
}

/// Returns the name of the posterior's rung under a definition of the standard trajectory.
fn flown_name(standard_trajectory: StandardTrajectory) -> &'static str {
    match standard_trajectory {
        StandardTrajectory::GravityTurn => "flown",
        StandardTrajectory::Greatest => "flown_greatest",
    }
}

/// A sum of weights, without what their rounding leaves beyond 0 and 1, and without a sign.
fn probability(sum: f64) -> f64 {
    sum.clamp(0.0, 1.0) + 0.0
}

fn verdict<S: Serializer>(verdict: &Verdict, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(verdict.name())
}

fn class<S: Serializer>(class: &Option<RangeClass>, serializer: S) -> Result<S::Ok, S::Error> {
    class.map(RangeClass::name).serialize(serializer)
}

impl Serialize for ClassProbabilitiesJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (class, chance) in &self.0 {
            map.serialize_entry(class.name(), chance)?;
        }
        map.end()
    }
}
