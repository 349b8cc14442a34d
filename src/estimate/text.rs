//! The answer as text: the range first, then a label and a text in every line.

use std::fmt;

use crate::consistency::Verdict;
use crate::estimate::Estimate;
use crate::ladder::{Basis, BurnTimeChoice, FlownNominal, Rung, Working};
use crate::model::Method;
use crate::posterior::Posterior;
use crate::reach::Reach;
use crate::reported::{Grouped, Line};

/// Prints the answer, its intervals, the warnings, the verdict, the methods, and what was assumed.
impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.headline())?;
        for warning in &self.warnings {
            writeln!(f, "{}", Line("warning", warning))?;
        }
        if let Some(posterior) = self.posterior() {
            let reach = &posterior.reach;
            writeln!(f, "{}", Line("90 % interval", reach.printed_interval(reach.p05, reach.p95)))?;
            writeln!(f, "{}", Line("68 % interval", reach.printed_interval(reach.p16, reach.p84)))?;
            if !self.is_arc_in_air() {
                writeln!(f, "{}", Line("class probability", self.class_probabilities_in_words(posterior)))?;
            }
            if posterior.global_reach_probability > 0.0 {
                let probability = in_percent(posterior.global_reach_probability);
                writeln!(f, "{}", Line("global reach", format!("{probability}, any place on Earth")))?;
            }
        }
        writeln!(f, "{}", Line("reported", &self.observation))?;
        self.write_verdict(f)?;
        if let Some(side) = self.outside_prior {
            writeln!(f, "{}", Line("outside the prior", side.words()))?;
        }
        for (i, rung) in self.ladder.iter().enumerate() {
            let label = match i {
                _ if i + 1 == self.ladder.len() => "this answer",
                0 => "simpler methods",
                _ => "",
            };
            writeln!(f, "{}", Line(label, rung_in_words(rung)))?;
        }
        match (self.posterior(), self.implied_burn_time()) {
            (Some(posterior), _) => writeln!(f, "{posterior}")?,
            (None, Some(burn)) if self.basis.is_some() => {
                writeln!(f, "{}", Line("burn time", burn))?;
            }
            _ => {}
        }
        match self.basis {
            Some(basis) => write!(f, "{}", Line("assumed", self.assumptions(basis).join(", "))),
            None => write!(f, "{}", Line("assumed", "nothing: the verdict is physics alone")),
        }
    }
}

impl Estimate {
    /// Returns the range and its class in one line.
    pub(crate) fn headline(&self) -> String {
        let Some(reach) = self.reach else {
            return match self.basis {
                Some(_) => "no range: the method has no answer for this flight".to_owned(),
                None => "no range: no ballistic flight can have these figures".to_owned(),
            };
        };
        let printed = match self.posterior() {
            Some(posterior) => posterior.reach.printed(reach).to_string(),
            None => reach.to_string(),
        };
        let (class, scheme) = (self.class(), self.model.scheme());
        if self.is_arc_in_air() {
            return format!("{printed} on a standard trajectory if it was a ballistic flight: no class");
        }
        let band = scheme.band_in_words(class);
        match reach {
            Reach::Global => format!("any place on Earth (global reach): {class} ({band}, scheme {scheme})"),
            _ => format!("{printed} on a standard trajectory: {class} ({band}, scheme {scheme})"),
        }
    }

    fn write_verdict(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", Line("verdict", self.consistency.verdict.in_words()))?;
        for reason in &self.consistency.reasons {
            writeln!(f, "{}", Line("", reason))?;
        }
        if self.consistency.verdict == Verdict::Impossible {
            for change in &self.consistency.changes {
                writeln!(f, "{}", Line("", change))?;
            }
        }
        Ok(())
    }

    /// Returns the probabilities of the classes that have any.
    fn class_probabilities_in_words(&self, posterior: &Posterior) -> String {
        let classes = posterior.class_probabilities(self.model.scheme());
        let named = classes.into_iter().filter(|(_, probability)| *probability > 0.0);
        let named: Vec<String> =
            named.map(|(class, probability)| format!("{class} {}", in_percent(probability))).collect();
        named.join(", ")
    }

    /// Returns what was assumed beside the reported figures.
    fn assumptions(&self, basis: Basis) -> Vec<String> {
        let mut assumed = vec![
            "the payload that flew".to_owned(),
            "the energy shown (an engine cut early had more)".to_owned(),
            "a non-rotating Earth".to_owned(),
        ];
        if self.model.is_ballistic() {
            assumed.push("a ballistic flight, as stated".to_owned());
        }
        if self.working(Method::AnalyticBoost).is_some() && self.posterior().is_none() {
            assumed.push(format!("in analytic_boost a burn time of {} s", self.model.burn_time_s()));
        }
        if self.posterior().is_some() {
            assumed.push("any vehicle that the prior holds possible".to_owned());
        } else if let Some(Working::FlownNominal(flown)) = self.working(Method::FlownNominal) {
            assumed.push(nominal_vehicle(flown));
        }
        if let (None, Basis::ApogeeAndRange { ground_range_m, .. }) = (self.observation.ground_range(), basis)
        {
            assumed.push(format!("a ground range of {:.0} km", Grouped(ground_range_m / 1e3)));
        }
        if self.posterior().is_some_and(|posterior| posterior.is_time_ignored) {
            assumed.push("the reported flight time ignored".to_owned());
        }
        let figures = self.observation.figures();
        // The time counts only where the arc is found from it, or a burn time.
        let is_time_used =
            matches!(basis, Basis::RangeAndTime { .. }) || self.working(Method::FlownNominal).is_some();
        let used = [
            figures.apogee_altitude_m,
            figures.ground_range_m,
            figures.flight_time_s.filter(|_| is_time_used),
        ];
        if used.into_iter().flatten().any(|figure| figure.is_one_sided) {
            assumed.push("in simpler methods a bound as the figure itself".to_owned());
        }
        assumed
    }
}

/// Returns a method, its range and what it does; or why it has no range.
fn rung_in_words(rung: &Rung) -> String {
    let reach = match (&rung.working, rung.reach()) {
        (Ok(Working::Flown(posterior)), Ok(reach)) => posterior.reach.printed(reach).to_string(),
        (_, Ok(reach)) => reach.to_string(),
        (_, Err(why)) => return format!("{:<14} {why}", rung.method),
    };
    format!("{:<14} {reach:>12}  {}", rung.method, rung.method.summary().to_lowercase())
}

/// Returns the nominal vehicle in words, and where its burn time comes from.
fn nominal_vehicle(flown: &FlownNominal) -> String {
    let burn_time_s = flown.unreported.burn_time_s();
    let burn = match flown.burn_time {
        BurnTimeChoice::Met => format!("its burn time of {burn_time_s:.0} s meets the flight time"),
        BurnTimeChoice::BoundHit { missed_s } => {
            let bound = if missed_s > 0.0 { "longest" } else { "shortest" };
            format!(
                "its burn time of {burn_time_s:.0} s is the {bound} allowed, and misses the flight time by {:.0} s",
                Grouped(missed_s.abs())
            )
        }
        BurnTimeChoice::Assumed => format!("a burn time of {burn_time_s:.0} s"),
    };
    format!("one nominal vehicle of two stages ({burn})")
}

/// Returns a probability in per cent. One that is neither certain nor zero is never printed as such
/// because of rounding.
pub(crate) fn in_percent(probability: f64) -> String {
    match (100.0 * probability).clamp(0.0, 100.0) {
        percent if percent >= 99.95 => "over 99.9 %".to_owned(),
        percent if percent < 0.1 => "under 0.1 %".to_owned(),
        percent => format!("{percent:.1} %"),
    }
}
