//! Several reports pooled into one, figure by figure.

use crate::compare::named_report::NamedReport;
use crate::error::{Figure, Result};
use crate::observation::{Observation, limits};
use crate::reported::{Reported, SiFigure, Unit};

/// Pools several reports into one that allows, for each figure, the interval that all of them
/// allow.
pub(super) fn pooled(reports: &[&NamedReport], reporter: String) -> Result<NamedReport> {
    let builder = Figure::ALL.into_iter().fold(Observation::builder(), |builder, figure| {
        let given: Vec<_> = reports.iter().filter_map(|report| report.checked(figure)).collect();
        builder.figure(figure, pooled_figure(figure, &given))
    });
    // The narrowest top speed: those of agreeing reports are all of one arc.
    let width = |si: SiFigure| si.high.map_or(f64::INFINITY, |high| high - si.low);
    let speeds = reports.iter().filter_map(|report| Some((report.top_speed()?, report.top_speed_m_per_s()?)));
    let narrowest = speeds.min_by(|(_, one), (_, other)| width(*one).total_cmp(&width(*other)));
    let builder = narrowest.map_or(builder, |(speed, _)| builder.top_speed(speed));
    NamedReport::new(reporter, builder)
}

/// Returns the interval that all reports allow for one figure. If one report allows exactly this
/// interval, the figure is returned as that source printed it. Where the intervals do not overlap
/// but differ by no more than the errors of their sources, the gap between them is returned.
fn pooled_figure(figure: Figure, given: &[(Reported, SiFigure)]) -> Option<Reported> {
    let low = given.iter().map(|(_, si)| si.low).fold(0.0, f64::max);
    let high = given.iter().filter_map(|(_, si)| si.high).fold(f64::INFINITY, f64::min);
    let is_pooled = |si: &SiFigure| si.low == low && si.high.unwrap_or(f64::INFINITY) == high;
    if let Some((as_printed, _)) = given.iter().find(|(_, si)| is_pooled(si)) {
        return Some(*as_printed);
    }
    if given.is_empty() {
        return None;
    }
    let limits = limits(figure);
    // No source measures to better than a kilometre or a second.
    let finest = if limits.is_length { 1e3 } else { 1.0 };
    let (mut from, mut to) = (low.min(high), low.max(high));
    if to - from < finest {
        (from, to) = (0.5 * (from + to - finest), 0.5 * (from + to + finest));
    }
    let (from, to) = (from.max(limits.least), to.min(limits.greatest));
    let in_minutes = given.iter().all(|(reported, _)| reported.unit() == Unit::Minute);
    // Rounded to the metre, to a thousandth of a minute or to a hundredth of a second, so that the
    // figure prints briefly.
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
        assert_eq!(pooled_figure(figure, &given).unwrap().to_string(), expected, "{texts:?}");
    }

    #[test]
    fn what_all_of_them_allow() {
        is(Figure::Apogee, &["2,802 km", "more than 2,500 km"], "2,802 km");
        is(Figure::Apogee, &["more than 6,000 km", "more than 6,200 km"], "more than 6,200 km");
        is(Figure::Apogee, &["more than 6,000 km", "up to 6,200 km"], "between 6,000 and 6,200 km");
        // Rounding intervals that touch.
        is(Figure::GroundRange, &["950 km", "960 km", "about 1,000 km"], "between 954.5 and 955.5 km");
        // A difference that the errors of the sources allow.
        is(Figure::FlightTime, &["47 min 12 s", "about 45 min"], "between 2,820 and 2,831.5 s");
        is(Figure::FlightTime, &["38 to 40 min", "39 to 41 min"], "between 39 and 40 min");
        is(Figure::GroundRange, &["20,015 km", "20,015.1 km"], "20,015.1 km");
        is(Figure::Apogee, &["0.001 km ± 0.5 km", "0.2 km ± 0.4 km"], "0.001 ± 0.5 km");
    }
}
