//! The answer as text.

use std::fmt;

use crate::consistency::Verdict;
use crate::estimate::Estimate;
use crate::ladder::{Basis, BurnTimeChoice, Working};
use crate::model::Method;
use crate::posterior::Posterior;
use crate::reported::{Grouped, Reported};

/// The answer first, then its interval, the verdict, the ladder, what was assumed and what it hangs on.
impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reach {
            Some(reach) => {
                writeln!(f, "{reach} on a standard trajectory: {} ({})", self.class(), self.model.scheme())?;
            }
            None => writeln!(f, "no range")?,
        }
        if let Some(posterior) = self.posterior() {
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
        if let Some(posterior) = self.posterior() {
            writeln!(f, "{posterior}")?;
        }
        if let Some(side) = self.outside_prior {
            writeln!(f, "outside   {}", side.name())?;
        }
        for warning in &self.warnings {
            writeln!(f, "warning   {warning}")?;
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

    fn assumptions(&self, basis: Basis, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "assumed   the payload that flew, an Earth that does not turn")?;
        if self.working(Method::AnalyticBoost).is_some() && self.posterior().is_none() {
            write!(f, ", a burn time of {} s", self.model.burn_time_s())?;
        }
        if self.posterior().is_some() {
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
        let one_sided = |reported: Option<Reported>| reported.is_some_and(|reported| reported.is_one_sided());
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

/// A chance; it is not certain, or nothing, because it rounds to that.
pub(crate) fn in_percent(chance: f64) -> String {
    match (100.0 * chance).clamp(0.0, 100.0) {
        percent if percent >= 99.95 => "over 99.9 %".to_owned(),
        percent if percent < 0.1 => "under 0.1 %".to_owned(),
        percent => format!("{percent:.1} %"),
    }
}
