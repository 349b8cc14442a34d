//! The whole walk: from an observation to a range, a class and a verdict, with every intermediate
//! kept.

pub(crate) mod text;

use crate::class::RangeClass;
use crate::consistency::{Consistency, Verdict, consistency, consistency_over_ground};
use crate::error::{Error, Result};
use crate::ladder::{Basis, Rung, Working, ladder};
use crate::low_arc::LowArc;
use crate::model::{Method, Model};
use crate::observation::Observation;
use crate::posterior::{Posterior, Warning, posterior};
use crate::prior::{ImpliedBurnTime, OutsidePrior};
use crate::reach::Reach;
use crate::slip::Slip;

/// The answer, and how it came about.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
#[non_exhaustive]
pub struct Estimate {
    /// The reported figures.
    pub observation: Observation,
    /// The assumptions.
    pub model: Model,
    /// Whether the report can be true, by physics alone.
    pub consistency: Consistency,
    /// The two numbers that the methods below the posterior start from; none for an impossible
    /// report. Where the model has a launch site, they start from its non-rotating equivalent.
    pub basis: Option<Basis>,
    /// The methods from the simplest up to the one asked for; empty for an impossible report.
    pub ladder: Vec<Rung>,
    /// On which side the flight time lies outside the prior, for the method
    /// [`Flown`](Method::Flown); none where it lies inside.
    pub outside_prior: Option<OutsidePrior>,
    /// What to know before relying on the answer, the gravest first.
    pub warnings: Vec<Warning>,
    /// How far the vehicle reaches by the method asked for, the median where it has an interval;
    /// none for an impossible report, and where the method has no answer (its rung then says why).
    pub reach: Option<Reach>,
}

/// Estimates the range of the vehicle on a standard trajectory: for the payload that flew, over an
/// Earth that does not rotate.
///
/// ```
/// use lofted::{Model, Observation, RangeClass, estimate};
///
/// let observation = Observation::builder()
///     .apogee_km(2_802.0)
///     .ground_range_km(930.0)
///     .flight_time_min(37.0)
///     .build()?;
/// let estimate = estimate(&observation, &Model::default())?;
/// assert_eq!(estimate.class(), RangeClass::Icbm);
/// # Ok::<(), lofted::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutsideDomain`] under [`Method::FlownNominal`] where the model's burn time is needed
/// and is below the 30 s of the nominal vehicle. [`Error::NotConverged`] if a solver fails, in
/// practice never. An impossible report is no error: its verdict is the answer.
pub fn estimate(observation: &Observation, model: &Model) -> Result<Estimate> {
    Estimate::with(observation, model, &|| posterior(observation, model))
}

/// Tests a report by physics alone.
fn check(observation: &Observation, model: &Model) -> Result<Consistency> {
    match model.launch_site() {
        Some(launch_site) => consistency_over_ground(observation, launch_site),
        None => consistency(observation),
    }
}

/// Returns the warnings that the figures alone give rise to, the gravest first: an arc that lies
/// low, a top speed that stands in for the apogee, and slips of unit and column. An [`estimate`]
/// has them among its warnings.
///
/// # Errors
///
/// [`Error::NotConverged`] if a solver fails, in practice never.
pub fn cautions(observation: &Observation, model: &Model) -> Result<Vec<Warning>> {
    let low = if model.is_ballistic() { None } else { LowArc::of(&observation.figures(), model.prior())? };
    let slips = Slip::all(observation, model.prior(), model.is_ballistic())?;
    let from_speed = observation.apogee_altitude_from_top_speed_m().map(|apogee| {
        Warning::ApogeeFromTopSpeed { low_m: apogee.low, high_m: apogee.high.unwrap_or(apogee.low) }
    });
    let low = low.map(Warning::LowArc);
    Ok(low.into_iter().chain(from_speed).chain(slips.into_iter().map(Warning::Slip)).collect())
}

/// Returns the answer of the highest rung; none where the method has none for this flight, and says
/// why.
fn last_reach(ladder: &[Rung]) -> Result<Option<Reach>> {
    match ladder.last().map(Rung::reach) {
        Some(Ok(reach)) => Ok(Some(reach)),
        Some(Err(
            Error::AscentUnreachable { .. }
            | Error::NoAscentInTime { .. }
            | Error::FasterThanCircular { .. }
            | Error::LoftUnreachable { .. }
            | Error::NoVehicle { .. },
        ))
        | None => Ok(None),
        // Anything else is a fault of the computation.
        Some(Err(fault)) => Err(fault),
    }
}

impl Estimate {
    /// Returns the estimate whose posterior, where the method needs one, is `flown`.
    pub(crate) fn with(
        observation: &Observation,
        model: &Model,
        flown: &dyn Fn() -> Result<Posterior>,
    ) -> Result<Self> {
        let consistency = check(observation, model)?;
        let cautions = cautions(observation, model)?;
        let mut estimate = Self {
            observation: *observation,
            model: model.clone(),
            consistency,
            basis: None,
            ladder: Vec::new(),
            outside_prior: None,
            warnings: cautions,
            reach: None,
        };
        if estimate.consistency.verdict == Verdict::Impossible {
            return Ok(estimate);
        }
        if estimate.consistency.is_top_speed_contradicted {
            estimate.warnings.push(Warning::TopSpeedIgnored);
        }
        let (basis, ladder) = ladder(observation, model, flown)?;
        estimate.reach = last_reach(&ladder)?;
        (estimate.basis, estimate.ladder) = (Some(basis), ladder);
        match estimate.posterior() {
            Some(posterior) => {
                let (outside, warnings) = (posterior.outside_prior, posterior.warnings());
                estimate.outside_prior = outside;
                // Physics has said so already.
                let is_new = |warning: &Warning| !estimate.warnings.contains(warning);
                let warnings: Vec<Warning> = warnings.into_iter().filter(is_new).collect();
                estimate.warnings.extend(warnings);
            }
            // No vehicle of the prior flies the figures at all.
            None if model.method() == Method::Flown => {
                let outside = OutsidePrior::by_surplus(&estimate.consistency, model.prior());
                estimate.outside_prior = outside;
                estimate.warnings.extend(outside.map(Warning::OutsidePrior));
            }
            None => {}
        }
        Ok(estimate)
    }

    /// Returns whether the range rests on an arc inside the air, so that it has no class.
    pub fn is_arc_in_air(&self) -> bool {
        self.warnings.iter().any(|warning| matches!(warning, Warning::LowArc(LowArc::InAir(_))))
    }

    /// Returns the class of the reach by the model's scheme; [`RangeClass::Undetermined`] where
    /// there is no reach, and where the range [rests on an arc in the air](Self::is_arc_in_air).
    pub fn class(&self) -> RangeClass {
        self.reach
            .filter(|_| !self.is_arc_in_air())
            .map_or(RangeClass::Undetermined, |reach| self.model.scheme().classify(reach))
    }

    /// Returns the range in km; none in global reach, for an impossible report, and where the
    /// method has no answer.
    pub fn range_km(&self) -> Option<f64> {
        self.reach.and_then(|reach| reach.range_km())
    }

    /// Returns the working of one method, if it was computed and has an answer.
    pub fn working(&self, method: Method) -> Option<&Working> {
        self.ladder.iter().find(|rung| rung.method == method).and_then(|rung| rung.working.as_ref().ok())
    }

    /// Returns what the report and the prior together say; none for another method than
    /// [`Flown`](Method::Flown), for an impossible report, and where no vehicle of the prior flies
    /// the report.
    pub fn posterior(&self) -> Option<&Posterior> {
        match self.working(Method::Flown) {
            Some(Working::Flown(posterior)) => Some(posterior),
            _ => None,
        }
    }

    /// Returns the burn times that the flight time is consistent with, within the reporting
    /// precision; none where a figure is a one-sided bound, and where the flight took no longer
    /// than free flight.
    pub fn implied_burn_time(&self) -> Option<ImpliedBurnTime> {
        ImpliedBurnTime::of(&self.consistency, &self.observation.figures())
    }
}
