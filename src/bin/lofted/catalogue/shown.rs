//! The flights in words.

use std::fmt::Write as _;

use lofted::catalogue::{EarthRotation, FigureKind, Flight, PublishedEstimate, Report, Seen};
use lofted::{Model, estimate};

use crate::failure::Failure;
use crate::output;

/// Returns the list of flights, with the number of all flights in the catalogue.
pub fn list(flights: &[&Flight], of: usize) -> String {
    let mut text = match flights.len() {
        0 => return format!("no flight of {of} meets all that was asked; leave a condition out\n"),
        found if found == of => format!("{of} public flights"),
        found => format!("{found} of {of} flights"),
    };
    text += "; lofted catalogue ID shows one\n\n";
    let width = flights.iter().map(|flight| flight.id.chars().count()).max().unwrap_or(0);
    for flight in flights {
        let reporters: Vec<&str> = flight.reports.iter().map(|report| report.reporter.as_str()).collect();
        let _ = writeln!(text, "{:<width$}  {}: {}", flight.id, flight.missile, reporters.join("; "));
    }
    text
}

/// Returns a flight with every report, its estimate, and every published range.
pub fn flight(flight: &Flight, model: &Model) -> Result<String, Failure> {
    let mut text = format!("{}, {}, {}\n", flight.id, flight.missile, flight.date);
    if !flight.country.is_empty() {
        text += &line("country", &flight.country);
    }
    if !flight.kinds.is_empty() {
        let kinds: Vec<String> = flight.kinds.iter().map(|kind| kind.name().replace('_', " ")).collect();
        text += &line("kind", &kinds.join(", "));
    }
    if let Some(place) = &flight.launch_place {
        text += &line("launch place", &place.to_string());
    }
    if let Some(azimuth_deg) = flight.launch_azimuth_deg {
        text += &line("direction", &format!("{azimuth_deg}° clockwise from north"));
    }
    if !flight.is_ballistic() {
        text +=
            &line("warning", "not a ballistic arc: what follows from its figures as one is not its range");
    }
    for report in &flight.reports {
        text += &format!("\n{}", line("reporter", &report.reporter));
        text += &answer(report, model)?;
        text += &line("source", &report.source);
        text += &remarks(report);
    }
    if !flight.estimates.is_empty() {
        text += &format!("\n{}", line("published ranges", "for the payload that flew, a class for any"));
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

/// Returns what else is known of a report, a line each.
fn remarks(report: &Report) -> String {
    let seen = report.seen.map_or("", in_words_of_seen);
    let words = report.words_of_source();
    [("as printed", words.as_str()), ("seen", seen), ("doubt", &report.doubt), ("remark", &report.note)]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(label, text)| line(label, text))
        .collect()
}

/// Returns how well a source was seen, in words.
fn in_words_of_seen(seen: Seen) -> &'static str {
    match seen {
        Seen::Whole => "the whole text",
        Seen::Excerpt => "an excerpt of the text",
        Seen::Field => "a number of a database, without words",
        Seen::Lost => "the text could not be found again",
        _ => "not again: taken over from an older table",
    }
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
    let PublishedEstimate { range, figure, payload_kg, estimated_by, basis, earth_rotation, source, .. } =
        published;
    let class = if *figure == FigureKind::Class { ", a class" } else { "" };
    let payload = payload_kg.map_or_else(String::new, |payload_kg| format!(", with {payload_kg} kg"));
    let rotation = match earth_rotation {
        EarthRotation::Included => ", with the rotation of the Earth",
        EarthRotation::LeftOut => ", over a non-rotating Earth",
        _ => "",
    };
    let basis = if basis.is_empty() { String::new() } else { format!("; {basis}") };
    format!("{range}{class}, {estimated_by}{payload}{rotation}{basis} (source: {source})")
}
