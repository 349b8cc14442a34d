//! The whole walk: from an observation to a range, a class and a verdict, with everything between kept.

use std::fmt;

use crate::class::RangeClass;
use crate::consistency::{Consistency, Verdict, consistency, consistency_over_ground};
use crate::error::{Error, Result};
use crate::ladder::flown::BurnTimeChoice;
use crate::ladder::{Basis, Rung, Working, ladder, stilled_basis};
use crate::model::{Method, Model};
use crate::observation::Observation;
use crate::posterior::{OutsidePrior, Posterior, posterior};
use crate::reach::Reach;
use crate::reported::{Grouped, Reported};

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

/// The answer first, then its interval, the verdict, the ladder, what was assumed and what it hangs on.
impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reach {
            Some(reach) => {
                writeln!(f, "{reach} on a standard trajectory: {} ({})", self.class(), self.model.scheme())?;
            }
            None => writeln!(f, "no range")?,
        }
        if let Some(posterior) = &self.posterior {
            writeln!(f, "90 in 100 {} to {}", posterior.reach.p05, posterior.reach.p95)?;
            writeln!(f, "68 in 100 {} to {}", posterior.reach.p16, posterior.reach.p84)?;
            self.chances(posterior, f)?;
        }
        writeln!(f, "reported  {}", self.observation)?;
        writeln!(f, "verdict   {}", self.consistency.verdict)?;
        for reason in &self.consistency.reasons {
            writeln!(f, "          {reason}")?;
        }
        if self.consistency.verdict == Verdict::Impossible {
            for change in &self.consistency.changes {
                writeln!(f, "          {change}")?;
            }
        }
        for (i, rung) in self.ladder.iter().enumerate() {
            let head = if i == 0 { "ladder" } else { "" };
            match rung.reach() {
                Ok(reach) => writeln!(f, "{head:<9} {:<15} {reach:>9}", rung.method)?,
                Err(why) => writeln!(f, "{head:<9} {:<15} {why}", rung.method)?,
            }
        }
        if let Some(posterior) = &self.posterior {
            writeln!(f, "          {:<15} {:>9}", Method::Flown, posterior.reach.median)?;
            writeln!(f, "{posterior}")?;
        } else if self.model.method() == Method::Flown && self.basis.is_some() {
            let none = Error::NoVehicle { draws: self.model.draws() };
            writeln!(f, "          {:<15} {none}", Method::Flown)?;
        }
        match self.basis {
            Some(basis) => self.assumptions(basis, f),
            None => write!(f, "no method is asked about figures that cannot be one flight"),
        }
    }
}

impl Estimate {
    /// Chances of the classes that have any, and of global reach.
    fn chances(&self, posterior: &Posterior, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "chances  ")?;
        let classes = posterior.class_probabilities(self.model.scheme());
        let global = ("global reach".to_owned(), posterior.global_reach_probability);
        let named = classes.into_iter().map(|(class, chance)| (class.to_string(), chance)).chain([global]);
        let mut separator = " ";
        for (name, chance) in named.filter(|(_, chance)| *chance > 0.0) {
            write!(f, "{separator}{name} {}", in_percent(chance))?;
            separator = ", ";
        }
        writeln!(f)
    }
}

/// A chance; it is not certain, or nothing, because it rounds to that.
pub(crate) fn in_percent(chance: f64) -> String {
    match (100.0 * chance).clamp(0.0, 100.0) {
        percent if percent >= 99.95 => "over 99.9 %".to_owned(),
        percent if percent < 0.1 => "under 0.1 %".to_owned(),
        percent => format!("{percent:.1} %"),
    }
}

impl Estimate {
    fn assumptions(&self, basis: Basis, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "assumed   the payload that flew, an Earth that does not turn")?;
        if self.working(Method::AnalyticBoost).is_some() && self.posterior.is_none() {
            write!(f, ", a burn time of {} s", self.model.burn_time_s())?;
        }
        if self.posterior.is_some() {
            write!(f, ", any vehicle of the prior (METHODS)")?;
        } else if let Some(Working::FlownNominal(flown)) = self.working(Method::FlownNominal) {
            let burn_time_s = flown.unreported.burn_time_s();
            write!(f, ", one nominal vehicle of two stages (")?;
            match flown.burn_time {
                BurnTimeChoice::Met => {
                    write!(f, "its burn time of {burn_time_s:.0} s meets the flight time)")?
                }
                BurnTimeChoice::BoundHit { missed_s } => {
                    let bound = if missed_s > 0.0 { "longest" } else { "shortest" };
                    write!(
                        f,
                        "its burn time of {burn_time_s:.0} s is the {bound} it may have, and misses the flight time by {:.0} s)",
                        Grouped(missed_s.abs())
                    )?;
                }
                BurnTimeChoice::Assumed => write!(f, "a burn time of {burn_time_s:.0} s)")?,
            }
        }
        if let (None, Basis::ApogeeAndRange { ground_range_m, .. }) = (self.observation.ground_range(), basis)
        {
            write!(f, ", a ground range of {:.0} km", Grouped(ground_range_m / 1e3))?;
        }
        let one_sided = |reported: Option<Reported>| reported.is_some_and(|r| r.is_one_sided());
        // The time counts only where the arc is found from it, or a burn time.
        let is_used =
            matches!(basis, Basis::RangeAndTime { .. }) || self.working(Method::FlownNominal).is_some();
        let time = self.observation.flight_time().filter(|_| is_used);
        if one_sided(self.observation.apogee())
            || one_sided(self.observation.ground_range())
            || one_sided(time)
        {
            write!(f, ", every one-sided bound as the figure itself")?;
        }
        Ok(())
    }
}
