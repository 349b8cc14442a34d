//! What can be counted for or against the estimates: flown distances and published ranges, each
//! with its place in the sample of its estimate.

use std::fmt::Write;

use lofted::catalogue::{Catalogue, Flight, FlightKind, PublishedEstimate};
use lofted::{Posterior, Reported};

use super::Outcome;
use super::reading::{Place, place_of};
use super::work::{Computed, Report, km, number};

/// The percentages of a sample between which the counts are listed.
pub const ZONES: [(f64, f64); 6] =
    [(0.0, 5.0), (5.0, 16.0), (16.0, 50.0), (50.0, 84.0), (84.0, 95.0), (95.0, 100.0)];

/// A range that is counted, and the sample that it is counted in.
pub struct Evidence<'a> {
    pub flight: &'a Flight,
    /// Who reported or published the range.
    pub by: &'a str,
    pub range: Reported,
    /// The report whose estimate has the sample.
    pub report: &'a Report,
    pub found: &'a Posterior,
    pub place: Place,
    /// The percentage of the sample at which the range falls.
    pub percent: f64,
    /// The published range; none for a flown distance.
    pub published: Option<&'a PublishedEstimate>,
}

/// Both kinds of evidence, in the order of the catalogue.
pub struct All<'a> {
    /// Distances of flights near the trajectory of greatest range, in the samples for that
    /// trajectory.
    pub flown: Vec<Evidence<'a>>,
    /// Published points of named authors, in the samples for gravity turns, on the authors' own
    /// figures where they are known.
    pub published: Vec<Evidence<'a>>,
}

/// Collects the evidence.
pub fn collected<'a>(catalogue: &'a Catalogue, all: &'a Computed) -> All<'a> {
    let flights = catalogue.flights();
    All {
        flown: flights.iter().filter_map(|flight| flown(flight, all)).collect(),
        published: flights.iter().flat_map(|flight| published(flight, all)).collect(),
    }
}

/// Returns the flown distance of a flight near its best range: that of its leading report, unless
/// it is a bound.
fn flown<'a>(flight: &'a Flight, all: &'a Computed) -> Option<Evidence<'a>> {
    let report = all.leading(flight).filter(|_| flight.is(FlightKind::NearStandard))?;
    let range = report.ground_range().filter(|range| !range.is_one_sided())?;
    let found = report.posterior_greatest()?;
    let place = place_of(in_km(range)?, found)?;
    let percent = place.percent()?;
    Some(Evidence { flight, by: &report.reporter, range, report, found, place, percent, published: None })
}

/// Returns the published ranges of a flight that count.
fn published<'a>(flight: &'a Flight, all: &'a Computed) -> Vec<Evidence<'a>> {
    let counted = flight.estimates.iter().filter(|published| published.counts());
    let judged = counted.filter_map(|published| {
        let own = all.own_of(&flight.id, &published.estimated_by).filter(|_| published.made_from.is_some());
        let report = own.filter(|own| own.posterior().is_some()).or_else(|| all.leading(flight))?;
        let (found, range) = (report.posterior()?, published.range);
        let place = place_of(range, found)?;
        let (by, percent) = (published.estimated_by.as_str(), place.percent()?);
        Some(Evidence { flight, by, range, report, found, place, percent, published: Some(published) })
    });
    judged.collect()
}

/// Returns a distance in km with the same tolerance; none for an open end.
fn in_km(range: Reported) -> Option<Reported> {
    let bounds = range.bounds();
    let per = range.unit().in_si() / 1e3;
    let (low, high) = (bounds.low * per, bounds.high? * per);
    Some(Reported::km(0.5 * (low + high)).plus_or_minus(0.5 * (high - low)))
}

/// Returns the number of ranges inside the 90 % interval.
pub fn inside(evidence: &[Evidence<'_>]) -> usize {
    evidence.iter().filter(|one| one.place.is_inside()).count()
}

/// Returns the number of ranges in each zone.
pub fn zones(evidence: &[Evidence<'_>]) -> [usize; 6] {
    ZONES.map(|(low, high)| {
        let is_in = |percent: f64| percent >= low && (percent < high || high == 100.0);
        evidence.iter().filter(|one| is_in(one.percent)).count()
    })
}

/// Returns the evidence as a table of comma-separated values.
pub fn table(all: &All<'_>) -> Outcome<String> {
    let mut text = String::from(
        "# Written by examples/validation: each range that docs/validation.md counts, and its place in the sample of its estimate.\n\
         evidence,flight,by,from,range_km,p05_km,median_km,p95_km,percent,place\n",
    );
    for (name, evidence) in [("flown", &all.flown), ("published", &all.published)] {
        for one in evidence {
            let end =
                |reach: lofted::Reach| reach.range_km().map_or_else(String::new, |km| format!("{km:.0}"));
            let reach = one.found.reach;
            writeln!(
                text,
                "{name},{},\"{}\",\"{}\",{:.0},{},{},{},{:.1},{}",
                one.flight.id,
                one.by.replace('"', "\"\""),
                one.report.figures(),
                km(one.range),
                end(reach.p05),
                end(reach.median),
                end(reach.p95),
                one.percent,
                one.place.word()
            )?;
        }
    }
    Ok(text)
}

/// Returns how far a range lies from the median, in words.
pub fn from_median(one: &Evidence<'_>) -> String {
    match one.found.reach.median.range_km() {
        Some(median_km) => {
            let percent = 100.0 * (km(one.range) / median_km - 1.0);
            let side = if percent < 0.0 { "below" } else { "above" };
            format!("{:.1} % {side} the median of {} km", percent.abs(), number(median_km))
        }
        None => "below a median of global reach".to_owned(),
    }
}
