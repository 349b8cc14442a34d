//! A family as text: a table of the flights, then lines of a label and a text.

use std::fmt;

use crate::compare::table::table;
use crate::error::Figure;
use crate::family::join::{Family, FamilyFlight};
use crate::posterior::{Percentiles, ReachPercentiles};
use crate::reported::{Grouped, Line};

/// The longest name that is printed whole in the table, characters.
const MAX_NAME_LENGTH: usize = 20;

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.figures(f)?;
        writeln!(f)?;
        self.ranges(f)?;
        writeln!(f)?;
        if let Some(measure) = &self.one_missile {
            writeln!(f, "{}", Line("one missile?", measure))?;
        }
        if let Some(shared) = &self.shared {
            let stages: Vec<String> = shared
                .stage_probabilities
                .iter()
                .zip(["one", "two", "three"])
                .map(|(share, stages)| format!("{stages} {:.0} %", 100.0 * share))
                .collect();
            writeln!(f, "{}", Line("stages", stages.join(", ")))?;
            writeln!(f, "{}", Line("burn time", in_seconds(&shared.burn_time_s)))?;
            writeln!(f, "{}", Line("first stage's burn", in_seconds(&shared.first_stage_burn_time_s)))?;
            writeln!(
                f,
                "{}",
                Line("its specific impulse", in_seconds(&shared.first_stage_specific_impulse_s))
            )?;
            let size = format!("{:.0} (seed {})", shared.effective_sample_size, self.model.seed());
            writeln!(f, "{}", Line("effective sample size", size))?;
        }
        for warning in &self.warnings {
            writeln!(f, "{}", Line("warning", warning))?;
        }
        let assumed = format!(
            "one propulsion and body in all flights, payloads within 0.5 to 1.5 of one design (in the table \
             over that of the first flight joined), each range with the payload of its flight, a \
             non-rotating Earth; classes of scheme {}",
            self.model.scheme()
        );
        write!(f, "{}", Line("assumed", assumed))
    }
}

impl Family {
    /// Writes the figures of each flight as printed, or a line for each where they are too long for
    /// columns.
    fn figures(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows = vec![["", "flight", "apogee", "ground range", "flight time"].map(str::to_owned)];
        for (number, flight) in (1..).zip(&self.flights) {
            let [apogee, ground_range, flight_time] = Figure::ALL.map(|figure| {
                flight.report.figure(figure).map_or_else(|| "-".to_owned(), |figure| figure.to_string())
            });
            rows.push([format!("{number}"), name(flight), apogee, ground_range, flight_time]);
        }
        if let Some(table) = table(&rows, 0) {
            return f.write_str(&table);
        }
        for (number, flight) in (1..).zip(&self.flights) {
            let reported = format!("{number} {}: {}", name(flight), flight.report.figures_text());
            writeln!(f, "{}", Line(if number == 1 { "reported" } else { "" }, reported))?;
        }
        Ok(())
    }

    /// Writes the range of each flight alone and together.
    fn ranges(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows = vec![["", "alone, km", "together, km", "class", "payload"].map(str::to_owned)];
        let nothing = || "-".to_owned();
        for (number, flight) in (1..).zip(&self.flights) {
            let alone = flight.alone.as_ref().and_then(|alone| alone.posterior());
            let together = flight.together.as_ref();
            let payload = together.and_then(|together| together.payload_ratio);
            rows.push([
                format!("{number}"),
                alone.map_or_else(nothing, |alone| three(&alone.reach)),
                together.map_or_else(nothing, |together| three(&together.reach)),
                together.map_or_else(nothing, |together| together.class.to_string()),
                payload.map_or_else(nothing, |ratio| format!("{:.2} – {:.2}", ratio.p05, ratio.p95)),
            ]);
        }
        match table(&rows, 0) {
            Some(table) => f.write_str(&table),
            None => Ok(()),
        }
    }
}

/// Returns the 5th, 50th and 95th percentile of a range, in km.
fn three(reach: &ReachPercentiles) -> String {
    let km = |at| reach.printed(at).to_string().trim_end_matches(" km").replace("global reach", "global");
    format!("{} – {} – {}", km(reach.p05), km(reach.median), km(reach.p95))
}

/// Returns a median and its 90 % interval in seconds.
fn in_seconds(percentiles: &Percentiles) -> String {
    let whole = |number: f64| Grouped(number.round());
    let Percentiles { p05, median, p95 } = *percentiles;
    format!("{} s; 90 % interval {} to {} s", whole(median), whole(p05), whole(p95))
}

/// Returns the name of a flight, shortened where it is long.
fn name(flight: &FamilyFlight) -> String {
    let name = flight.report.reporter();
    if name.chars().count() <= MAX_NAME_LENGTH {
        return name.to_owned();
    }
    let start: String = name.chars().take(MAX_NAME_LENGTH - 1).collect();
    format!("{}…", start.trim_end())
}
