//! A comparison as text of at most 80 columns.

use std::fmt;

use super::{Comparison, Gap, Group, NamedReport, Pair};
use crate::class::RangeClass;
use crate::consistency::Verdict;
use crate::error::Figure;
use crate::estimate::Estimate;
use crate::prior::{ImpliedBurnTime, OutsidePrior};
use crate::reach::Reach;
use crate::reported::Grouped;

const COLUMNS: usize = 80;

/// The longest name that is printed whole.
const LONGEST_NAME: usize = 24;

/// Names as one lists them: "A", "A and B", "A, B and C".
pub(super) fn listed<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [before @ .., last] => {
            let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", before.join(", "), last.as_ref())
        }
    }
}

/// The reports by number; what each amounts to; what stands between each two; what those that agree say together.
impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.figures(f)?;
        writeln!(f)?;
        self.alone(f)?;
        if !self.pairs.is_empty() {
            writeln!(f, "\ntwo by two")?;
            for pair in &self.pairs {
                let numbers = format!("{} and {}", pair.first + 1, pair.second + 1);
                sentence(f, &format!("  {numbers}: {}", self.between(pair)), 4)?;
            }
            writeln!(f, "\npooled")?;
            for group in &self.groups {
                sentence(f, &format!("  {}", self.group(group)), 4)?;
            }
        }
        write!(
            f,
            "\nfor the payload that flew and an Earth that does not turn; classes by {}",
            self.model.scheme()
        )
    }
}

impl Comparison {
    /// The figures as printed, in columns, or a line each where they are too long for columns.
    fn figures(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows = vec![["", "source", "apogee", "ground range", "flight time"].map(str::to_owned)];
        for (place, judged) in self.reports.iter().enumerate() {
            let [apogee, ground_range, flight_time] = Figure::ALL.map(|figure| {
                judged.report.figure(figure).map_or_else(|| "-".to_owned(), |figure| figure.to_string())
            });
            rows.push([(place + 1).to_string(), shown(&judged.report), apogee, ground_range, flight_time]);
        }
        if let Some(table) = table(&rows, 0) {
            return f.write_str(&table);
        }
        for (place, judged) in self.reports.iter().enumerate() {
            sentence(f, &format!("{}: {}", name(place, &judged.report), judged.report.said()), 4)?;
        }
        Ok(())
    }

    /// What each amounts to.
    fn alone(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rows = vec![["", "verdict", "5 %", "50 %", "95 %", "class", "burn"].map(str::to_owned)];
        for (place, judged) in self.reports.iter().enumerate() {
            let number = (place + 1).to_string();
            let nothing = || "-".to_owned();
            rows.push(match &judged.estimate {
                None => {
                    [number, "one figure".to_owned(), nothing(), nothing(), nothing(), nothing(), nothing()]
                }
                Some(estimate) => {
                    let [low, middle, high] = reaches(estimate);
                    let verdict = estimate.consistency.verdict.to_string();
                    let class = match estimate.class() {
                        RangeClass::Undetermined => nothing(),
                        class => class.to_string(),
                    };
                    let burn = judged
                        .implied_burn_time_s()
                        .map_or_else(nothing, |burn| format!("{} s", burning(burn)));
                    [number, verdict, low, middle, high, class, burn]
                }
            });
        }
        match table(&rows, 3) {
            Some(table) => f.write_str(&table),
            None => Ok(()),
        }
    }

    /// Whether they agree, and if not, every reason.
    fn between(&self, pair: &Pair) -> String {
        if pair.agrees() {
            return if pair.gaps.is_empty() && pair.exchanges.is_empty() {
                "no figure to compare; nothing speaks against one flight".to_owned()
            } else {
                "can be one flight".to_owned()
            };
        }
        let mut reasons: Vec<String> = pair
            .impossible_alone
            .iter()
            .map(|place| format!("{} is impossible on its own", place + 1))
            .collect();
        let reports = [pair.first, pair.second].map(|place| self.reports.get(place));
        if let [Some(one), Some(other)] = reports {
            for gap in pair.gaps.iter().filter(|gap| !gap.is_bridged()) {
                reasons.push(between(gap, &one.report, &other.report));
            }
        }
        for exchange in pair.exchanges.iter().filter(|exchange| !exchange.can_be()) {
            let (arc, time) = (exchange.arc_of + 1, exchange.time_of + 1);
            reasons.push(match (exchange.consistency.verdict, exchange.outside_prior) {
                (Verdict::Possible | Verdict::Underdetermined, Some(OutsidePrior::BurnTooLong)) => {
                    format!("{time}'s time over {arc}'s arc asks for a longer burn than the prior has")
                }
                (Verdict::Possible | Verdict::Underdetermined, Some(OutsidePrior::BurnTooShort)) => {
                    format!("{time}'s time over {arc}'s arc asks for a shorter burn than the prior has")
                }
                (verdict, _) => format!("{time}'s time over {arc}'s arc is {verdict}"),
            });
        }
        if let Some(together) = &pair.together {
            reasons.push(format!("what both allow is {}", together.verdict));
        }
        let mut text = format!("not one flight: {}", reasons.join("; "));
        if pair.differs_in_time_alone() {
            // Each time speaks of a burn of its own; none is chosen.
            for exchange in pair.exchanges.iter().filter(|exchange| exchange.can_be()) {
                if let Some(burn) = exchange.implied_burn_time {
                    text += &format!(
                        "; {}'s time over {}'s arc would speak of {} s of burning",
                        exchange.time_of + 1,
                        exchange.arc_of + 1,
                        burning(burn)
                    );
                }
            }
        }
        text
    }

    fn group(&self, group: &Group) -> String {
        let members: Vec<String> = group.members.iter().map(|place| (place + 1).to_string()).collect();
        let members = listed(&members);
        if group.members.len() == 1 {
            return format!("{members}: agrees with no other; not pooled");
        }
        let mut text = format!("{members}: {}", group.pooled.report.said());
        match &group.pooled.estimate {
            None => text += "; nothing follows from one figure",
            Some(estimate) => {
                text += &format!("; {}", estimate.consistency.verdict);
                let [low, middle, high] = reaches(estimate);
                match estimate.reach {
                    Some(_) if estimate.posterior().is_some() => {
                        text += &format!(", {} ({low} to {high}), {}", with_unit(&middle), estimate.class());
                    }
                    Some(_) => text += &format!(", {}, {}", with_unit(&middle), estimate.class()),
                    None => text += ", no range",
                }
                if let Some(burn) = group.pooled.implied_burn_time_s() {
                    text += &format!(", {} s of burning", burning(burn));
                }
            }
        }
        let left_out: Vec<String> = (0..self.reports.len())
            .filter(|place| !group.members.contains(place))
            .map(|place| format!("{} ({})", place + 1, self.why_left_out(place, group)))
            .collect();
        if !left_out.is_empty() {
            text += &format!("; left out: {}", listed(&left_out));
        }
        text
    }

    /// Which members a report that is not one contradicts.
    fn why_left_out(&self, place: usize, group: &Group) -> String {
        let pairs = || group.members.iter().filter_map(|member| self.pair(place, *member));
        if pairs().any(|pair| pair.impossible_alone.contains(&place)) {
            return "impossible on its own".to_owned();
        }
        let contradicted: Vec<String> = group
            .members
            .iter()
            .filter(|member| self.pair(place, **member).is_some_and(|pair| !pair.agrees()))
            .map(|member| (member + 1).to_string())
            .collect();
        format!("contradicts {}", listed(&contradicted))
    }
}

/// From and to, in s without the unit.
fn burning(burn: ImpliedBurnTime) -> String {
    format!("{:.0} to {:.0}", Grouped(burn.shortest_s), Grouped(burn.longest_s))
}

/// A reach in km, with the unit.
fn with_unit(number: &str) -> String {
    if number == GLOBAL { "global reach".to_owned() } else { format!("{number} km") }
}

const GLOBAL: &str = "global";

/// The ends and the middle of a range, or the middle alone, in km without the unit.
fn reaches(estimate: &Estimate) -> [String; 3] {
    let text =
        |reach: Reach| reach.range_km().map_or_else(|| GLOBAL.to_owned(), |km| format!("{:.0}", Grouped(km)));
    let nothing = || "-".to_owned();
    match (estimate.posterior(), estimate.reach) {
        (Some(found), _) => [found.reach.p05, found.reach.median, found.reach.p95].map(text),
        (None, Some(reach)) => [nothing(), text(reach), nothing()],
        (None, None) => [nothing(), nothing(), nothing()],
    }
}

fn between(gap: &Gap, one: &NamedReport, other: &NamedReport) -> String {
    let figure = gap.figure;
    let (Some(one), Some(other)) = (one.figure(figure), other.figure(figure)) else {
        return String::new();
    };
    let (unit, scale) = if figure == Figure::FlightTime { ("s", 1.0) } else { ("km", 1e3) };
    format!(
        "{figure} {one} against {other}, {:.0} {unit} apart and {:.0} granted",
        Grouped(gap.apart_si / scale),
        Grouped(gap.granted_si / scale)
    )
}

fn name(place: usize, report: &NamedReport) -> String {
    format!("{} {}", place + 1, shown(report))
}

/// The name of a source on one line, and not too long.
fn shown(report: &NamedReport) -> String {
    let plain: String = report.reporter().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if plain.chars().count() <= LONGEST_NAME {
        return plain;
    }
    plain.chars().take(LONGEST_NAME - 1).chain(['…']).collect()
}

/// Rows in columns two spaces apart; from the third on, so many to the right; none if they are too wide.
fn table<const N: usize>(rows: &[[String; N]], to_the_right: usize) -> Option<String> {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (place, (cell, width)) in row.iter().zip(widths).enumerate() {
            let is_number = (2..2 + to_the_right).contains(&place);
            line += &if is_number { format!("{cell:>width$}  ") } else { format!("{cell:<width$}  ") };
        }
        let line = line.trim_end();
        if line.chars().count() > COLUMNS {
            return None;
        }
        text += line;
        text.push('\n');
    }
    Some(text)
}

/// A sentence, broken between words, its further lines set in.
fn sentence(f: &mut fmt::Formatter<'_>, text: &str, further_by: usize) -> fmt::Result {
    let begins = text.chars().take_while(|c| *c == ' ').count();
    let mut line = " ".repeat(begins);
    let mut is_empty = true;
    for word in text.split_whitespace() {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > COLUMNS {
            writeln!(f, "{line}")?;
            line = " ".repeat(further_by);
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line += word;
        is_empty = false;
    }
    writeln!(f, "{line}")
}
