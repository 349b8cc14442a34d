//! A comparison as text of at most 80 columns: two tables, then lines of a label and a text.

use std::fmt;

use crate::class::RangeClass;
use crate::compare::Comparison;
use crate::compare::enumerated::enumerated;
use crate::compare::group::Group;
use crate::compare::named_report::NamedReport;
use crate::compare::pair::{CrossCheck, FigureDifference, Pair};
use crate::compare::table::{COLUMNS, table};
use crate::consistency::Verdict;
use crate::error::Figure;
use crate::estimate::Estimate;
use crate::prior::{ImpliedBurnTime, OutsidePrior};
use crate::reported::{Grouped, LABEL_COLUMNS, Line};

/// The longest name that is printed whole, characters.
const MAX_NAME_LENGTH: usize = 24;

/// The indent of the further lines of a text behind its label.
const FURTHER: &str = "  ";

/// Writes the reports by number, the estimate from each, the verdict on each pair, the groups, and
/// the assumptions.
impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.figures(f)?;
        self.top_speeds(f)?;
        writeln!(f)?;
        self.estimates(f)?;
        writeln!(f)?;
        self.cautions(f)?;
        let mut label = "pairs";
        for pair in &self.pairs {
            let numbers = format!("{} and {}", pair.first + 1, pair.second + 1);
            writeln!(f, "{}", entry(label, &format!("{numbers}: {}", self.verdict_on(pair))))?;
            label = "";
        }
        let mut label = "pooled";
        for group in self.groups.iter().filter(|_| !self.pairs.is_empty()) {
            writeln!(f, "{}", entry(label, &self.summary_of(group)))?;
            label = "";
        }
        let assumed =
            format!("the payload that flew, a non-rotating Earth; classes of scheme {}", self.model.scheme());
        write!(f, "{}", entry("assumed", &assumed))
    }
}

impl Comparison {
    /// Writes the figures as printed, as a table, or a line for each report where they are too long
    /// for columns.
    fn figures(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows = vec![["", "source", "apogee", "ground range", "flight time"].map(str::to_owned)];
        for (index, judged) in self.reports.iter().enumerate() {
            let [apogee, ground_range, flight_time] = Figure::ALL.map(|figure| {
                judged.report.figure(figure).map_or_else(|| "-".to_owned(), |figure| figure.to_string())
            });
            let number = (index + 1).to_string();
            rows.push([number, short_name(&judged.report), apogee, ground_range, flight_time]);
        }
        if let Some(table) = table(&rows, 0) {
            return f.write_str(&table);
        }
        let mut label = "reported";
        for (index, judged) in self.reports.iter().enumerate() {
            let (name, figures) = (short_name(&judged.report), judged.report.figures_text());
            writeln!(f, "{}", entry(label, &format!("{} {name}: {figures}", index + 1)))?;
            label = "";
        }
        Ok(())
    }

    /// Writes the top speeds, a line for each report that gives one.
    fn top_speeds(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let speeds = self.reports.iter().zip(1..);
        let speeds = speeds.filter_map(|(judged, number)| Some((number, judged.report.top_speed()?)));
        let labels = std::iter::once("top speed").chain(std::iter::repeat(""));
        for (label, (number, speed)) in labels.zip(speeds) {
            writeln!(f, "{}", entry(label, &format!("{number}: {speed}")))?;
        }
        Ok(())
    }

    /// Writes the estimate from each report alone, as a table.
    fn estimates(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows = vec![["", "verdict", "5 %", "50 %", "95 %", "class", "burn time"].map(str::to_owned)];
        for (index, judged) in self.reports.iter().enumerate() {
            let number = (index + 1).to_string();
            let nothing = || "-".to_owned();
            rows.push(match &judged.estimate {
                None => {
                    [number, "one figure".to_owned(), nothing(), nothing(), nothing(), nothing(), nothing()]
                }
                Some(estimate) => {
                    let RangeCells { p05, median, p95 } = RangeCells::of(estimate);
                    let verdict = estimate.consistency.verdict.to_string();
                    let class = match estimate.class() {
                        RangeClass::Undetermined => nothing(),
                        class => class.to_string(),
                    };
                    let burn_time = judged.implied_burn_time().map_or_else(nothing, interval_s);
                    [number, verdict, p05, median, p95, class, burn_time]
                }
            });
        }
        match table(&rows, 3) {
            Some(table) => f.write_str(&table),
            None => Ok(()),
        }
    }

    /// Writes which estimates lie outside the prior, and every warning, each with the number of its
    /// report.
    fn cautions(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let estimates = || {
            let numbered = self.reports.iter().zip(1..);
            numbered.filter_map(|(judged, number)| Some((number, judged.estimate.as_ref()?)))
        };
        let mut label = "outside the prior";
        for (number, side) in estimates().filter_map(|(number, found)| Some((number, found.outside_prior?))) {
            writeln!(f, "{}", entry(label, &format!("{number}: {}", side.name())))?;
            label = "";
        }
        for (number, warning) in estimates()
            .flat_map(|(number, found)| found.warnings.iter().map(move |warning| (number, warning)))
        {
            writeln!(f, "{}", entry("warning", &format!("{number}: {warning}")))?;
        }
        Ok(())
    }

    /// Returns in words whether the two reports agree, and if not, every reason.
    fn verdict_on(&self, pair: &Pair) -> String {
        if pair.agrees() {
            return if pair.differences.is_empty() && pair.cross_checks.is_empty() {
                "no figure to compare; nothing speaks against one flight".to_owned()
            } else {
                "can be one flight".to_owned()
            };
        }
        let mut text = format!("not one flight: {}", self.contradictions(pair).join("; "));
        if pair.differs_in_time_alone() {
            // Each flight time is consistent with a burn time of its own; none of them is chosen.
            for check in pair.cross_checks.iter().filter(|check| check.is_feasible()) {
                if let Some(burn_time) = check.implied_burn_time {
                    let burn_time = interval_s(burn_time);
                    text += &format!("; {} is consistent with a burn time of {burn_time}", crossed(check));
                }
            }
        }
        text
    }

    /// Returns every reason why two reports cannot be of one flight.
    fn contradictions(&self, pair: &Pair) -> Vec<String> {
        let alone = pair.impossible_alone.iter();
        let mut reasons: Vec<String> =
            alone.map(|index| format!("{} is impossible on its own", index + 1)).collect();
        let reports = [pair.first, pair.second].map(|index| self.reports.get(index));
        if let [Some(one), Some(other)] = reports {
            let differences = pair.differences.iter().filter(|difference| !difference.agrees());
            reasons.extend(differences.map(|difference| in_words(difference, &one.report, &other.report)));
        }
        for check in pair.speed_checks.iter().filter(|check| !check.is_feasible()) {
            let (arc, speed) = (check.arc_report + 1, check.speed_report + 1);
            reasons.push(format!("the top speed of {speed} contradicts the arc of {arc}"));
        }
        for check in pair.cross_checks.iter().filter(|check| !check.is_feasible()) {
            let figures = crossed(check);
            reasons.push(match (check.consistency.verdict, check.outside_prior) {
                (Verdict::Possible | Verdict::Underdetermined, Some(OutsidePrior::BurnTooLong)) => {
                    format!("{figures} needs a longer burn than the prior allows")
                }
                (Verdict::Possible | Verdict::Underdetermined, Some(OutsidePrior::BurnTooShort)) => {
                    format!("{figures} needs a shorter burn than the prior allows")
                }
                (verdict, _) => format!("{figures} is {verdict}"),
            });
        }
        if let Some(together) = &pair.together {
            reasons.push(format!("the figures that both allow are {}", together.verdict));
        }
        reasons
    }

    /// Returns the members of a group, its pooled figures, its estimate, and which reports are left
    /// out.
    fn summary_of(&self, group: &Group) -> String {
        let members: Vec<String> = group.members.iter().map(|index| (index + 1).to_string()).collect();
        let members = enumerated(&members);
        if group.members.len() == 1 {
            return format!("{members}: agrees with no other; not pooled");
        }
        let mut text = format!("{members}: {}", group.pooled.report.figures_text());
        match &group.pooled.estimate {
            None => text += "; nothing follows from one figure",
            Some(estimate) => {
                text += &format!("; {}, {}", estimate.consistency.verdict, answer_in_words(estimate));
                if let Some(burn_time) = group.pooled.implied_burn_time() {
                    text += &format!(", burn time {}", interval_s(burn_time));
                }
            }
        }
        let left_out: Vec<String> = (0..self.reports.len())
            .filter(|index| !group.members.contains(index))
            .map(|index| format!("{} ({})", index + 1, self.why_left_out(index, group)))
            .collect();
        if !left_out.is_empty() {
            text += &format!("; left out: {}", enumerated(&left_out));
        }
        text
    }

    /// Returns why a report is not in a group: it is impossible alone, or it contradicts some of
    /// the members.
    fn why_left_out(&self, index: usize, group: &Group) -> String {
        let pairs = || group.members.iter().filter_map(|member| self.pair(index, *member));
        if pairs().any(|pair| pair.impossible_alone.contains(&index)) {
            return "impossible on its own".to_owned();
        }
        let contradicted: Vec<String> = group
            .members
            .iter()
            .filter(|member| self.pair(index, **member).is_some_and(|pair| !pair.agrees()))
            .map(|member| (member + 1).to_string())
            .collect();
        format!("contradicts {}", enumerated(&contradicted))
    }
}

/// Names the figures of a cross-check by the numbers of the two reports.
fn crossed(check: &CrossCheck) -> String {
    format!("the flight time of {} over the arc of {}", check.time_report + 1, check.arc_report + 1)
}

/// Returns a burn-time interval in s.
fn interval_s(burn_time: ImpliedBurnTime) -> String {
    format!("{:.0} to {:.0} s", Grouped(burn_time.shortest_s), Grouped(burn_time.longest_s))
}

/// The range of an estimate as it stands in a table: km without the unit, "global", or "-".
struct RangeCells {
    p05: String,
    median: String,
    p95: String,
}

impl RangeCells {
    /// Returns the percentiles of a posterior, rounded to what their interval justifies; without a
    /// posterior the range alone.
    fn of(estimate: &Estimate) -> Self {
        let nothing = || "-".to_owned();
        let cell = |printed: String| printed.trim_end_matches(" km").trim_end_matches(" reach").to_owned();
        match (estimate.posterior(), estimate.reach) {
            (Some(posterior), _) => {
                let [p05, median, p95] = [posterior.reach.p05, posterior.reach.median, posterior.reach.p95]
                    .map(|reach| cell(posterior.reach.printed(reach).to_string()));
                Self { p05, median, p95 }
            }
            (None, Some(reach)) => Self { p05: nothing(), median: cell(reach.to_string()), p95: nothing() },
            (None, None) => Self { p05: nothing(), median: nothing(), p95: nothing() },
        }
    }
}

/// Returns the range, its interval if it has one, and its class.
fn answer_in_words(estimate: &Estimate) -> String {
    match (estimate.posterior(), estimate.reach) {
        (Some(posterior), Some(_)) => {
            let printed = |reach| posterior.reach.printed(reach);
            let (low, high) = (printed(posterior.reach.p05), printed(posterior.reach.p95));
            let median = printed(posterior.reach.median);
            format!("{median}, 90 % interval {low} to {high}, {}", estimate.class())
        }
        (None, Some(reach)) => format!("{reach}, {}", estimate.class()),
        (_, None) => "no range".to_owned(),
    }
}

/// Returns the difference in a figure in words, with the allowed difference.
fn in_words(difference: &FigureDifference, one: &NamedReport, other: &NamedReport) -> String {
    let figure = difference.figure;
    let (Some(one), Some(other)) = (one.figure(figure), other.figure(figure)) else {
        return String::new();
    };
    let (unit, scale) = if figure == Figure::FlightTime { ("s", 1.0) } else { ("km", 1e3) };
    format!(
        "{figure} {one} against {other}, difference {:.0} {unit}, allowed {:.0} {unit}",
        Grouped(difference.difference_si / scale),
        Grouped(difference.allowed_difference_si / scale)
    )
}

/// Returns the name of a source on one line, cut where it is too long.
fn short_name(report: &NamedReport) -> String {
    let plain: String = report.reporter().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if plain.chars().count() <= MAX_NAME_LENGTH {
        return plain;
    }
    plain.chars().take(MAX_NAME_LENGTH - 1).chain(['…']).collect()
}

/// Returns a label and its text, broken between words into lines that fit the terminal.
fn entry(label: &'static str, text: &str) -> String {
    let room = COLUMNS - LABEL_COLUMNS;
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.trim_start().is_empty() => *line += word,
            Some(line) if line.chars().count() + 1 + word.chars().count() <= room => {
                line.push(' ');
                *line += word;
            }
            _ => lines.push(FURTHER.to_owned() + word),
        }
    }
    let labels = std::iter::once(label).chain(std::iter::repeat(""));
    let lines: Vec<String> = labels.zip(lines).map(|(label, line)| Line(label, line).to_string()).collect();
    lines.join("\n")
}
