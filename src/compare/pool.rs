//! What several reports allow together, figure by figure.

use super::NamedReport;
use crate::error::{Figure, Result};
use crate::observation::{Observation, limits};
use crate::reported::{Reported, SiFigure, Unit};

/// The report that several amount to.
pub(super) fn pooled(reports: &[&NamedReport], reporter: String) -> Result<NamedReport> {
    let builder = Figure::ALL.into_iter().fold(Observation::builder(), |builder, figure| {
        let given: Vec<_> = reports.iter().filter_map(|report| report.checked(figure)).collect();
        builder.figure(figure, figure_of(figure, &given))
    });
    NamedReport::new(reporter, builder)
}

/// What all of them allow of one figure. If one of them allows just that, it stands as that source printed it. Where they miss one
/// another by an error of their sources, it is what lies between them.
fn figure_of(figure: Figure, given: &[(Reported, SiFigure)]) -> Option<Reported> {
    let low = given.iter().map(|(_, si)| si.low).fold(0.0, f64::max);
    let high = given.iter().filter_map(|(_, si)| si.high).fold(f64::INFINITY, f64::min);
    let is_that = |si: &SiFigure| si.low == low && si.high.unwrap_or(f64::INFINITY) == high;
    if let Some((as_printed, _)) = given.iter().find(|(_, si)| is_that(si)) {
        return Some(*as_printed);
    }
    if given.is_empty() {
        return None;
    }
    let limits = limits(figure);
    // No source measures finer than a kilometre or a second.
    let finest = if limits.is_length { 1e3 } else { 1.0 };
    let (mut from, mut to) = (low.min(high), low.max(high));
    if to - from < finest {
        (from, to) = (0.5 * (from + to - finest), 0.5 * (from + to + finest));
    }
    let (from, to) = (from.max(limits.least), to.min(limits.greatest));
    let in_minutes = given.iter().all(|(reported, _)| reported.unit() == Unit::Minute);
    // To the metre or the hundredth of a second, so that it prints.
    let rounded = |si: f64, unit: f64, parts: f64| (si / unit * parts).round() / parts;
    Some(match (limits.is_length, in_minutes) {
        (true, _) => Reported::km(rounded(from, 1e3, 1e3)).up_to(rounded(to, 1e3, 1e3)),
        (false, true) => Reported::min(rounded(from, 60.0, 1e3)).up_to(rounded(to, 60.0, 1e3)),
        (false, false) => Reported::s(rounded(from, 1.0, 1e2)).up_to(rounded(to, 1.0, 1e2)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(figure: Figure, texts: &[&str], expected: &str) {
        let given: Vec<_> = texts
            .iter()
            .map(|text| {
                let reported: Reported = text.parse().unwrap();
                (reported, reported.checked(figure, limits(figure)).unwrap())
            })
            .collect();
        assert_eq!(figure_of(figure, &given).unwrap().to_string(), expected, "{texts:?}");
    }

    #[test]
    fn what_all_of_them_allow() {
        is(Figure::Apogee, &["2,802 km", "more than 2,500 km"], "2,802 km");
        is(Figure::Apogee, &["more than 6,000 km", "more than 6,200 km"], "more than 6,200 km");
        is(Figure::Apogee, &["more than 6,000 km", "up to 6,200 km"], "between 6,000 and 6,200 km");
        // Roundings that touch.
        is(Figure::GroundRange, &["950 km", "960 km", "about 1,000 km"], "between 954.5 and 955.5 km");
        // A gap that errors of the sources bridge.
        is(Figure::FlightTime, &["47 min 12 s", "about 45 min"], "between 2,820 and 2,831.5 s");
        is(Figure::FlightTime, &["38 to 40 min", "39 to 41 min"], "between 39 and 40 min");
        is(Figure::GroundRange, &["20,015 km", "20,015.1 km"], "20,015.1 km");
        is(Figure::Apogee, &["0.001 km ± 0.5 km", "0.2 km ± 0.4 km"], "0.001 ± 0.5 km");
    }
}
