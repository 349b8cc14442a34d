//! The whole walk: from an observation to a range, a class and a verdict, with everything between kept.

pub(crate) mod print;

use crate::class::RangeClass;
use crate::consistency::{Consistency, Verdict, consistency, consistency_over_ground};
use crate::error::{Error, Result};
use crate::ladder::{Basis, Rung, Working, ladder, stilled_basis};
use crate::model::{Method, Model};
use crate::observation::Observation;
use crate::posterior::{OutsidePrior, Posterior, posterior};
use crate::reach::Reach;

/// The answer, and how it came about.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Estimate {
    /// What was reported.
    pub observation: Observation,
    /// What was assumed.
    pub model: Model,
    /// Whether the report can be true.
    pub consistency: Consistency,
    /// What was reported or assumed of the loft; none for an impossible report. Where the model has a launch, the ladder starts from what
    /// that would have been over an Earth that does not turn.
    pub basis: Option<Basis>,
    /// The methods from the simplest up to the chosen one; empty for an impossible report.
    pub ladder: Vec<Rung>,
    /// What the report and the prior say together, for the method [`Flown`](Method::Flown).
    pub posterior: Option<Posterior>,
    /// How far the vehicle reaches by the chosen method, the median where it has an interval; none for an impossible report, and where the method has no answer
    /// (its rung then says why).
    pub reach: Option<Reach>,
}

/// Estimates the range of the vehicle on a standard trajectory: for the payload that flew, over an Earth that does not turn.
///
/// ```
/// use lofted::{Model, Observation, RangeClass, estimate};
///
/// let observation = Observation::builder().apogee_km(2_802.0).ground_range_km(930.0).flight_time_min(37.0).build()?;
/// let estimate = estimate(&observation, &Model::default())?;
/// assert_eq!(estimate.class(), RangeClass::Icbm);
/// # Ok::<(), lofted::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutsideDomain`] under [`Method::FlownNominal`] where the model's burn time is needed and is below the 30 s of the nominal
/// vehicle. [`Error::NotConverged`] and its kind, which have not been seen. An impossible report is no error: its verdict is the
/// answer.
pub fn estimate(observation: &Observation, model: &Model) -> Result<Estimate> {
    let checked = checked(observation, model)?;
    if checked.verdict == Verdict::Impossible || model.method() != Method::Flown {
        return Estimate::with(observation, model, checked, None);
    }
    match posterior(observation, model) {
        Ok(posterior) => Estimate::with(observation, model, checked, Some(posterior)),
        Err(Error::NoVehicle { .. }) => Estimate::with(observation, model, checked, None),
        Err(fault) => Err(fault),
    }
}

/// What physics says of the report.
fn checked(observation: &Observation, model: &Model) -> Result<Consistency> {
    match model.launch() {
        Some(launch) => consistency_over_ground(observation, launch),
        None => consistency(observation),
    }
}

/// The answer of the highest rung; none where the method has none for this flight, and says why.
fn last_reach(ladder: &[Rung]) -> Result<Option<Reach>> {
    match ladder.last().map(Rung::reach) {
        Some(Ok(reach)) => Ok(Some(reach)),
        Some(Err(
            Error::AscentUnreachable { .. }
            | Error::NoAscentInTime { .. }
            | Error::FasterThanCircular { .. }
            | Error::LoftUnreachable { .. },
        ))
        | None => Ok(None),
        // Anything else is a fault of the computation.
        Some(Err(fault)) => Err(fault),
    }
}

impl Estimate {
    /// The estimate that goes with a posterior.
    pub(crate) fn of_posterior(
        observation: &Observation,
        model: &Model,
        posterior: Posterior,
    ) -> Result<Self> {
        Self::with(observation, model, checked(observation, model)?, Some(posterior))
    }

    fn with(
        observation: &Observation,
        model: &Model,
        mut consistency: Consistency,
        posterior: Option<Posterior>,
    ) -> Result<Self> {
        let of = |consistency, basis, ladder, posterior, reach| Self {
            observation: *observation,
            model: model.clone(),
            consistency,
            basis,
            ladder,
            posterior,
            reach,
        };
        if consistency.verdict == Verdict::Impossible {
            return Ok(of(consistency, None, Vec::new(), None, None));
        }
        let basis = Basis::of(observation, model);
        let flight_time_s = observation.flight_time_s().map(|time| time.value);
        let (stilled, stilled_time_s) = match model.launch() {
            Some(launch) => stilled_basis(basis, flight_time_s, launch)?,
            None => (basis, flight_time_s),
        };
        let ladder = ladder(stilled, stilled_time_s, model);
        let reach = match (model.method(), &posterior) {
            (Method::Flown, posterior) => posterior.as_ref().map(|posterior| posterior.reach.median),
            _ => last_reach(&ladder)?,
        };
        let outside_prior = match &posterior {
            Some(posterior) => posterior.outside_prior,
            // None of its vehicles flies the figures at all.
            None if model.method() == Method::Flown => OutsidePrior::by_surplus(&consistency, model.prior()),
            None => None,
        };
        if let Some(outside) = outside_prior {
            consistency.verdict = Verdict::Strained;
            consistency.reasons.push(outside.to_string());
        }
        Ok(of(consistency, Some(basis), ladder, posterior, reach))
    }

    /// The class of the reach by the model's scheme; [`RangeClass::Undetermined`] where there is none.
    pub fn class(&self) -> RangeClass {
        self.reach.map_or(RangeClass::Undetermined, |reach| self.model.scheme().classify(reach))
    }

    /// The range in km; none in global reach, for an impossible report, and where the method has no answer.
    pub fn range_km(&self) -> Option<f64> {
        self.reach.and_then(|reach| reach.range_km())
    }

    /// The working of one method, if it was computed and has an answer.
    pub fn working(&self, method: Method) -> Option<&Working> {
        self.ladder.iter().find(|rung| rung.method == method).and_then(|rung| rung.working.as_ref().ok())
    }
}
