//! Writes VALIDATION.md: how many known ranges fall where in the intervals, the families of
//! flights, and every flight and every report of the catalogue with the published and the computed
//! ranges.
//!
//! `cargo run --release --example validation docs/validation.md` writes the counted ranges beside
//! it, as docs/validation.csv; without a path it prints.

#[path = "validation/evidence.rs"]
mod evidence;
#[path = "validation/families.rs"]
pub mod families;
#[path = "validation/reading.rs"]
mod reading;
#[path = "validation/summary.rs"]
mod summary;
#[path = "validation/together.rs"]
mod together;
#[path = "validation/work.rs"]
mod work;

use std::fmt::Write;
use std::path::Path;

use lofted::catalogue::{Catalogue, FigureKind, Flight, PublishedEstimate};
use lofted::{Method, Model, compare};

use families::{Family, families};
use reading::place;
use work::{Computed, computed};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const HEAD: &str = "\
# Validation

What is known of real flights against what is computed for them. Written by

```sh
cargo run --release --example validation docs/validation.md
```

and a test fails when it is stale. It has every flight and every report of the [catalogue](data.md), also those that fit badly. No number of
the method is fitted to them. The bounds of the prior have their sources in `src/prior/bounds.rs`; [methods](methods.md) says which of them
was moved after it was first written down, and why.
";

const COLUMNS: &str = "
## Flight by flight

The columns are:

- *surplus*: flight time less that of free flight over the same apogee and ground range, and in brackets the interval that the digits allow;
- *flat*, *kepler*, *analytic_boost*, *flown_nominal*: the methods that give one number, km;
- *flown*: the 5th, 50th and 95th percentile over the vehicles of the prior that fly the report, flown again for maximum range by gravity
  turn, km; *greatest*: the median under the other definition of the standard trajectory; *burn*: the 5th and 95th percentile of
  the burn time, in brackets where no flight time determines it; *global*: the probability of global reach, %;
- *chance*: the probability of each class (scheme `us`), %, where it rounds to one or more.

A published range *falls at* the percentage of that sample that lies within it. It is *inside* where the interval that its digits and words
allow meets the interval from the 5th to the 95th percentile. A lower bound *holds* unless the 95th percentile is below it, an upper one
unless the 5th is above it; neither it nor a class is a hit. For every published range outside the interval, unless it is a class, stand the
reasons that the numbers show.
";

/// The text of the file, and the ranges that it counts.
pub struct Written {
    /// The text of the file.
    pub document: String,
    /// The ranges that it counts, as a table of comma-separated values.
    pub evidence: String,
}

/// Computes everything that the file shows.
pub fn written() -> Outcome<Written> {
    let catalogue = Catalogue::public()?;
    let all = computed(&catalogue)?;
    let evidence = evidence::collected(&catalogue, &all);
    let families = families(&catalogue);
    let mut text = String::from(HEAD);
    summary::page(&catalogue, &all, &evidence, &mut text)?;
    families::table(&families, &all, &evidence, &mut text)?;
    on_their_own_figures(&catalogue, &all, &mut text)?;
    together::table(&catalogue, &mut text)?;
    text.push_str(COLUMNS);
    for Family { name, flights } in &families {
        writeln!(text, "\n## {name}")?;
        for flight in flights {
            section(flight, &all, &mut text)?;
        }
    }
    Ok(Written { document: text, evidence: evidence::table(&evidence)? })
}

/// Writes where the ranges of estimators whose figures are known fall on those figures.
fn on_their_own_figures(catalogue: &Catalogue, all: &Computed, text: &mut String) -> Outcome<()> {
    writeln!(
        text,
        "\n## On the estimators' own figures\n\n\
         Where it is known which figures an estimate was made from, the closest test uses the same figures, from any source; bounds and \
         bands are among them.\n\n\
         | flight | by | their figures | published | flown | it falls at | |\n|---|---|---|---|---|---|---|"
    )?;
    for flight in catalogue.flights() {
        for published in flight.estimates.iter().filter(|published| published.made_from.is_some()) {
            let computed = all.own_of(&flight.id, &published.estimated_by).ok_or("no such estimate")?;
            let Some(posterior) = computed.posterior() else { continue };
            let place = place(published, posterior).ok_or("a published range is a number")?;
            writeln!(
                text,
                "| {} | {} | {} | {} | {} | {place} | {} |",
                flight.id,
                published.estimated_by,
                computed.figures(),
                published.range,
                computed.interval(),
                word(published, place),
            )?;
        }
    }
    Ok(())
}

/// Writes everything on a flight.
fn section(flight: &Flight, all: &Computed, text: &mut String) -> Outcome<()> {
    writeln!(text, "\n### {}, {} (`{}`)\n", flight.missile, flight.date, flight.id)?;
    if !flight.kinds.is_empty() {
        let kinds: Vec<String> = flight.kinds.iter().map(|kind| kind.name().replace('_', " ")).collect();
        writeln!(text, "{}.\n", capitalised(&kinds.join(", ")))?;
    }
    writeln!(
        text,
        "| report | apogee | ground range | flight time | verdict | surplus |\n|---|---|---|---|---|---|"
    )?;
    for report in all.of(flight) {
        let [apogee, ground_range, flight_time] = report.printed();
        let verdict = match (report.verdict(), report.count()) {
            (Some(verdict), _) => verdict.name(),
            (None, 0) => "no figure",
            (None, 1) => "one figure",
            (None, _) => "no arc",
        };
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
    // A report without a figure cannot be compared.
    let named: Vec<_> = flight.reports.iter().filter_map(|report| report.named().ok()).collect();
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
    write!(text, "\n| published | by | kind, basis |")?;
    for (report, _) in &judged {
        write!(text, " {} |", report.reporter)?;
    }
    writeln!(text, "\n|---|---|---|{}", "---|".repeat(judged.len()))?;
    let mut missed = vec![Vec::new(); judged.len()];
    for published in &flight.estimates {
        write!(text, "| {} | {} | {} |", published.range, published.estimated_by, basis(published))?;
        for ((_, posterior), missed) in judged.iter().zip(&mut missed) {
            let place = place(published, posterior).ok_or("a published range is a number")?;
            write!(text, " {place}, {} |", word(published, place))?;
            if !place.is_inside() && published.figure != FigureKind::Class {
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

/// Returns the kind of a published range and what is known of its basis.
fn basis(published: &PublishedEstimate) -> String {
    let payload = published.payload_kg.map(|payload_kg| format!("payload {payload_kg} kg"));
    let figures = published.made_from.as_ref().map(|figures| format!("from {figures}"));
    let parts = [
        Some(published.figure.name()),
        published.is_hearsay.then_some("hearsay"),
        published.is_recalled.then_some("not found again"),
        payload.as_deref(),
        figures.as_deref(),
        Some(published.basis.as_str()).filter(|basis| !basis.is_empty()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// Returns whether a published range is inside an interval, or whether a bound or a class holds.
fn word(published: &PublishedEstimate, place: reading::Place) -> &'static str {
    match (published.figure, place.is_inside()) {
        (FigureKind::Point | FigureKind::Band, _) => place.word(),
        (_, true) => "holds",
        (_, false) => "fails",
    }
}

/// Returns a text that begins a sentence.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Writes VALIDATION.md to the path given and the counted ranges beside it, or prints the document.
pub fn main() -> Outcome<()> {
    let written = written()?;
    match std::env::args().nth(1) {
        Some(path) => {
            std::fs::write(&path, written.document)?;
            std::fs::write(Path::new(&path).with_extension("csv"), written.evidence)?;
        }
        None => print!("{}", written.document),
    }
    Ok(())
}
