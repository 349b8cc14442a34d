//! An estimate with everything that was computed for it.

use serde::ser::{Serialize, Serializer};

use crate::class::RangeClass;
use crate::estimate::Estimate;
use crate::export::json::class_probabilities::ClassProbabilitiesJson;
use crate::export::json::range::{RangeJson, probability};
use crate::export::json::report::{ConsistencyJson, ObservationJson};
use crate::export::json::warning::WarningJson;
use crate::model::Method;
use crate::prior::{OutsidePrior, StandardTrajectory};

/// The range by one method.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct RungJson {
    /// The name of the method; `flown` and `flown_greatest` are the posterior's medians under the
    /// two definitions of the standard trajectory.
    pub method: &'static str,
    /// The range, km; none for a method that was not asked for or has no answer, and in global
    /// reach.
    pub range_km: Option<f64>,
}

/// An estimate.
///
/// Values that an impossible report or a method without an interval leaves undetermined are null,
/// so that every answer has the same keys.
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
    /// The reported figures.
    pub observation: ObservationJson,
    /// Whether the figures can be one flight.
    pub consistency: ConsistencyJson,
    /// The range by every method from the simplest up, whichever was chosen.
    pub ladder: Vec<RungJson>,
    /// The range by the chosen method, with its interval.
    pub range_km: RangeJson,
    /// The probability of global reach; none without a posterior.
    pub global_reach_probability: Option<f64>,
    /// The class of the median range; none where there is no range, and where the arc lies in the
    /// air.
    #[serde(serialize_with = "class")]
    pub class: Option<RangeClass>,
    /// The probability of each class of the scheme.
    pub class_probabilities: ClassProbabilitiesJson,
    /// The name of the class scheme.
    pub scheme: String,
    /// The name of the definition of the standard trajectory; its key is `steering`.
    #[serde(rename = "steering")]
    pub standard_trajectory: &'static str,
    /// Whether the Earth rotates under the reported flight, as with a launch site in the model. The
    /// range is over a non-rotating Earth, as published ranges are.
    pub earth_rotation: bool,
    /// The number of vehicles drawn for an interval.
    pub draws: u32,
    /// The seed of the draws.
    pub seed: u64,
    /// Kish's effective sample size; none where nothing was drawn.
    pub effective_sample_size: Option<f64>,
    /// On which side the flight time lies outside the prior; none where it lies inside.
    pub outside_prior: Option<&'static str>,
    /// The warnings that belong to the answer, the gravest first.
    pub warnings: Vec<WarningJson>,
}

impl EstimateJson {
    /// Converts an estimate.
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
            draws: estimate.posterior().map_or(model.draws(), |found| found.draws),
            seed: model.seed(),
            effective_sample_size: estimate.posterior().map(|found| found.effective_sample_size),
            outside_prior: estimate.outside_prior.map(OutsidePrior::name),
            warnings: estimate.warnings.iter().map(WarningJson::from).collect(),
        }
    }
}

/// Returns every rung by its name in JSON, whichever were computed: the posterior has one for each
/// definition of the standard trajectory.
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

/// Writes a class as its name.
fn class<S: Serializer>(class: &Option<RangeClass>, serializer: S) -> Result<S::Ok, S::Error> {
    class.map(RangeClass::name).serialize(serializer)
}
