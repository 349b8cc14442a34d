//! `lofted catalogue`: the public flights.

use std::fmt::Write as _;

use clap::Args;
use lofted::catalogue::Catalogue;
use lofted::catalogue::{EarthRotation, Flight, PublishedEstimate, Report};
use lofted::{Model, estimate};

use crate::failure::{Exit, Failure, Outcome};
use crate::options::Assumptions;
use crate::output;

#[derive(Debug, Args)]
pub struct Options {
    /// The flight to show, by its name in the list; without one, the list
    id: Option<String>,
    #[command(flatten)]
    assumptions: Assumptions,
}

pub fn run(options: &Options) -> Outcome {
    let catalogue = Catalogue::public()?;
    let text = match &options.id {
        None => list(&catalogue),
        Some(id) => {
            let flight = catalogue.flight(id).ok_or_else(|| unknown(id, &catalogue))?;
            shown(flight, &options.assumptions.model()?)? + &options.assumptions.narrowed()
        }
    };
    output::show(&text)?;
    Ok(Exit::Answered)
}

fn unknown(id: &str, catalogue: &Catalogue) -> Failure {
    let alike = |flight: &&Flight| flight.id.to_lowercase().contains(&id.to_lowercase());
    let alike: Vec<&str> =
        catalogue.flights().iter().filter(alike).map(|flight| flight.id.as_str()).collect();
    let hint = if alike.is_empty() || id.is_empty() || alike.len() > 5 {
        "lofted catalogue lists them".to_owned()
    } else {
        format!("did you mean {}?", alike.join(", "))
    };
    Failure::Input(format!("there is no flight {id:?} in the catalogue; {hint}"))
}

fn list(catalogue: &Catalogue) -> String {
    let flights = catalogue.flights();
    let mut text = format!("{} public flights; lofted catalogue ID shows one\n\n", flights.len());
    for flight in flights {
        let reporters: Vec<&str> = flight.reports.iter().map(|report| report.reporter.as_str()).collect();
        let _ = writeln!(text, "{:<18}  {}: {}", flight.id, flight.missile, reporters.join("; "));
    }
    text
}

fn shown(flight: &Flight, model: &Model) -> Result<String, Failure> {
    let mut text = format!("{}, {}, {}\n", flight.id, flight.missile, flight.date);
    for report in &flight.reports {
        text += &format!("\n{}", line("reporter", &report.reporter));
        text += &answer(report, model)?;
        text += &line("source", &report.source);
        if !report.note.is_empty() {
            text += &line("remark", &report.note);
        }
    }
    if !flight.estimates.is_empty() {
        text += &format!("\n{}", line("published ranges", "for the payload that flew"));
    }
    for published in &flight.estimates {
        text += &line("", &in_words(published));
    }
    Ok(text)
}

/// Returns a line of an answer with its end.
fn line(label: &str, text: &str) -> String {
    output::line(label, text) + "\n"
}

/// Returns the estimate from a report, or its figure where no estimate follows.
fn answer(report: &Report, model: &Model) -> Result<String, Failure> {
    let Some(observation) = report.observation else {
        let figures = [
            ("apogee", report.apogee),
            ("ground range", report.ground_range),
            ("flight time", report.flight_time),
        ];
        let figures: Vec<String> =
            figures.into_iter().filter_map(|(name, figure)| Some(format!("{name} {}", figure?))).collect();
        return Ok(match figures.first() {
            Some(figure) => line("reported", &format!("{figure}, which alone gives no range")),
            None => line("reported", "no figure"),
        });
    };
    Ok(format!("{}\n", estimate(&observation, model)?))
}

/// Returns a published range with its author, its basis and its source.
fn in_words(published: &PublishedEstimate) -> String {
    let PublishedEstimate { range, estimated_by, basis, earth_rotation, source, .. } = published;
    let rotation = match earth_rotation {
        EarthRotation::Included => ", with the rotation of the Earth",
        EarthRotation::LeftOut => ", over a non-rotating Earth",
        _ => "",
    };
    let basis = if basis.is_empty() { String::new() } else { format!("; {basis}") };
    format!("{range}, {estimated_by}{rotation}{basis} (source: {source})")
}
