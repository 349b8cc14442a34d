//! Writes VALIDATION.md: every flight and every report of the catalogue with the published and the
//! computed ranges.
//!
//! `cargo run --release --example validation docs/validation.md`; without a path it prints.

#[path = "validation/reading.rs"]
mod reading;
#[path = "validation/work.rs"]
mod work;

use std::fmt::Write;

use lofted::catalogue::Catalogue;
use lofted::catalogue::Flight;
use lofted::{Method, Model, Verdict, compare};

use reading::{Miss, miss, place};
use work::{Computed, computed, own_figures};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const HEAD: &str = "\
# Validation

Reported against computed, flight by flight. This document is written by

```sh
cargo run --release --example validation docs/validation.md
```

and a test fails when it is stale. It has every flight and every report of the catalogue (`src/catalogue/reports.csv`, where the
sources are), also those that fit badly, and every published range (`estimates.csv`). No number of the method is fitted to them. The
bounds of the prior have their sources in `src/prior/bounds.rs`; [methods](methods.md) says which of them was moved after it was first
written down, and why. Published ranges are not the truth either: they are estimates that experts made from the same few figures, mostly
without a stated interval.

The columns are:

- *surplus*: flight time less that of free flight over the same apogee and ground range, and in brackets the interval that the digits allow;
- *flat*, *kepler*, *analytic_boost*, *flown_nominal*: the methods that give one number, km;
- *flown*: the 5th, 50th and 95th percentile over the vehicles of the prior that fly the report, flown again for maximum range by gravity
  turn, km; *greatest*: the median under the other definition of the standard trajectory; *burn*: the 5th and 95th percentile of
  the burn time, in brackets where no flight time determines it; *global*: the probability of global reach, %;
- *chance*: the probability of each class (scheme `us`), %, where it rounds to one or more.

A published range *falls at* the percentage of that sample that lies within it. It is *inside* where the interval that its digits and words
allow meets the interval from the 5th to the 95th percentile, and otherwise a miss, with the reasons that the numbers show. A lower bound is
inside unless the 95th percentile is below it, an upper one unless the 5th is above it.
";

/// Returns the text of the file.
pub fn report() -> Outcome<String> {
    let catalogue = Catalogue::public()?;
    let all = computed(&catalogue)?;
    let mut sections = String::new();
    for flight in catalogue.flights() {
        section(flight, &all, &mut sections)?;
    }
    let mut text = String::from(HEAD);
    in_short(&catalogue, &all, &mut text)?;
    on_their_own_figures(&catalogue, &all, &mut text)?;
    text.push_str("\n## Flight by flight\n");
    text.push_str(&sections);
    Ok(text)
}

fn in_short(catalogue: &Catalogue, all: &Computed, text: &mut String) -> Outcome<()> {
    let flights = catalogue.flights();
    let reports = || flights.iter().flat_map(|flight| all.of(flight));
    let impossible = reports().filter(|report| report.verdict() == Some(Verdict::Impossible)).count();
    let single = reports().filter(|report| report.estimate.is_none()).count();
    writeln!(text, "\n## In short\n")?;
    writeln!(
        text,
        "- {} flights, {} reports: {single} of a single figure, from which nothing follows, {impossible} impossible, {} with a range.",
        flights.len(),
        reports().count(),
        reports().filter(|report| report.posterior().is_some()).count(),
    )?;
    let (mut inside, mut missed) = (0, Vec::new());
    let (mut pairs, mut bounds, mut misses) = (0, 0, Vec::new());
    for flight in flights {
        for published in &flight.estimates {
            let mut met = 0;
            for report in all.of(flight) {
                let Some(found) = report.posterior() else { continue };
                pairs += 1;
                if place(published, found).is_some_and(|place| place.is_inside()) {
                    met += 1;
                } else {
                    misses.push(miss(published, report, found));
                }
            }
            bounds += usize::from(published.range.is_one_sided());
            if met > 0 {
                inside += 1;
            } else {
                missed.push(format!("{} by {} ({})", published.range, published.estimated_by, flight.id));
            }
        }
    }
    writeln!(
        text,
        "- Of {} published ranges, {bounds} of them bounds on one side, {inside} are inside the interval of one report of their \
         flight at least; of {pairs} pairs of a published range and a report of its flight, rival reports included, {}.",
        inside + missed.len(),
        pairs - misses.len()
    )?;
    let of = |which: Miss| misses.iter().filter(|miss| **miss == which).count();
    writeln!(
        text,
        "- Of the {} pairs that miss {} use rival figures, which give less than half of the range by free flight; {} would be inside \
         without the flight time, which implies another burn than was assumed; {} have neither reason.",
        misses.len(),
        of(Miss::OtherFigures),
        of(Miss::TheTime),
        of(Miss::Neither)
    )?;
    if !missed.is_empty() {
        writeln!(text, "- Inside no interval: {}.", missed.join("; "))?;
    }
    let own = own_figures();
    let own_inside = own.iter().zip(&all.own).filter(|(own, computed)| {
        let flight = catalogue.flight(own.flight);
        let published =
            flight.and_then(|flight| flight.estimates.iter().find(|p| p.estimated_by == own.estimated_by));
        let place =
            published.zip(computed.posterior()).and_then(|(published, found)| place(published, found));
        place.is_some_and(|place| place.is_inside())
    });
    writeln!(
        text,
        "- Of {} whose own figures are known {} are inside the interval of those figures.",
        own.len(),
        own_inside.count()
    )?;
    Ok(())
}

fn on_their_own_figures(catalogue: &Catalogue, all: &Computed, text: &mut String) -> Outcome<()> {
    writeln!(text, "\n## On the estimators' own figures\n")?;
    writeln!(
        text,
        "Where it is known which figures an estimate was made from, the closest test uses the same figures, from any source.\n"
    )?;
    writeln!(
        text,
        "| flight | by | their figures | published | flown | it falls at | |\n|---|---|---|---|---|---|---|"
    )?;
    for (own, computed) in own_figures().iter().zip(&all.own) {
        let flight = catalogue.flight(own.flight).ok_or("no such flight")?;
        let published = flight.estimates.iter().find(|published| published.estimated_by == own.estimated_by);
        let published = published.ok_or("no such estimate")?;
        let posterior = computed.posterior().ok_or("a report with an estimate")?;
        let place = place(published, posterior).ok_or("a published range is a number")?;
        writeln!(
            text,
            "| {} | {} | {} | {} | {} | {place} | {} |",
            own.flight,
            own.estimated_by,
            computed.figures(),
            published.range,
            computed.interval(),
            place.word(),
        )?;
    }
    Ok(())
}

fn section(flight: &Flight, all: &Computed, text: &mut String) -> Outcome<()> {
    writeln!(text, "\n### {}, {} (`{}`)\n", flight.missile, flight.date, flight.id)?;
    writeln!(
        text,
        "| report | apogee | ground range | flight time | verdict | surplus |\n|---|---|---|---|---|---|"
    )?;
    for report in all.of(flight) {
        let [apogee, ground_range, flight_time] = report.printed();
        let verdict = report.verdict().map_or("one figure", Verdict::name);
        writeln!(
            text,
            "| {} | {apogee} | {ground_range} | {flight_time} | {verdict} | {} |",
            report.reporter,
            report.surplus()
        )?;
    }
    if all.of(flight).any(|report| report.estimate.is_some()) {
        writeln!(
            text,
            "\n| report | flat | kepler | analytic_boost | flown_nominal | flown | greatest | burn, s | global | chance |\n\
             |---|---|---|---|---|---|---|---|---|---|"
        )?;
        for report in all.of(flight).filter(|report| report.estimate.is_some()) {
            write!(text, "| {} ", report.reporter)?;
            for method in &Method::ALL[..4] {
                write!(text, "| {} ", report.rung(*method))?;
            }
            writeln!(
                text,
                "| {} | {} | {} | {} | {} |",
                report.interval(),
                report.greatest(),
                report.burn(),
                report.global(),
                report.chances()
            )?;
        }
    }
    remarks_on_reports(flight, all, text)?;
    if flight.estimates.is_empty() {
        writeln!(text, "\nNo range was published that was found.")?;
        return Ok(());
    }
    published(flight, all, text)
}

/// Writes which reports agree, and remarks on them.
fn remarks_on_reports(flight: &Flight, all: &Computed, text: &mut String) -> Outcome<()> {
    let named = flight.reports.iter().map(|report| report.named()).collect::<lofted::Result<Vec<_>>>()?;
    if named.len() > 1 {
        let compared = compare(&named, &Model::default().with_method(Method::Kepler))?;
        let groups: Vec<String> = compared
            .groups
            .iter()
            .map(|group| match group.members.len() {
                1 => format!("{} agrees with no other", group.pooled.report.reporter()),
                _ => format!("{} agree", group.pooled.report.reporter()),
            })
            .collect();
        writeln!(text, "\n{}.", groups.join("; "))?;
    }
    for report in all.of(flight) {
        if let Some(remark) = reading::remark(report) {
            writeln!(text, "\n{}: {remark}.", report.reporter)?;
        }
    }
    Ok(())
}

fn published(flight: &Flight, all: &Computed, text: &mut String) -> Outcome<()> {
    let judged: Vec<_> = all.of(flight).filter_map(|report| Some((report, report.posterior()?))).collect();
    write!(text, "\n| published | by | rests on |")?;
    for (report, _) in &judged {
        write!(text, " {} |", report.reporter)?;
    }
    writeln!(text, "\n|---|---|---|{}", "---|".repeat(judged.len()))?;
    let mut missed = vec![Vec::new(); judged.len()];
    for published in &flight.estimates {
        let basis = if published.basis.is_empty() { "-" } else { &published.basis };
        write!(text, "| {} | {} | {basis} |", published.range, published.estimated_by)?;
        for ((_, posterior), missed) in judged.iter().zip(&mut missed) {
            let place = place(published, posterior).ok_or("a published range is a number")?;
            write!(text, " {place}, {} |", place.word())?;
            if !place.is_inside() {
                missed.push(published);
            }
        }
        writeln!(text)?;
    }
    let misses: Vec<String> = judged
        .iter()
        .zip(&missed)
        .flat_map(|((report, _), missed)| reading::readings(missed, report, all))
        .collect();
    if !misses.is_empty() {
        writeln!(text, "\nOf the misses:\n\n- {}", misses.join("\n- "))?;
    }
    Ok(())
}

/// Writes VALIDATION.md to the path given, or prints it.
pub fn main() -> Outcome<()> {
    let text = report()?;
    match std::env::args().nth(1) {
        Some(path) => std::fs::write(path, text)?,
        None => print!("{text}"),
    }
    Ok(())
}
