//! The first page: the misses, the counts, and what is not counted.

use std::fmt::Write;

use lofted::Verdict;
use lofted::catalogue::{Catalogue, FigureKind, FlightKind};
use lofted::physics::earth::Sphere;

use super::Outcome;
use super::evidence::{All, Evidence, ZONES, from_median, inside, zones};
use super::reading::{own_reading, place};
use super::work::{Computed, interval, km, number};

/// Writes the first page.
pub fn page(catalogue: &Catalogue, all: &Computed, evidence: &All<'_>, text: &mut String) -> Outcome<()> {
    writeln!(text, "\n## In two minutes\n\n### The misses first\n")?;
    let missed = evidence.flown.iter().chain(&evidence.published).filter(|one| !one.place.is_inside());
    for one in missed {
        writeln!(text, "- {}", miss(one))?;
    }
    writeln!(
        text,
        "\n### How many fall where\n\n\
         | | counted | inside the 90 % interval | expected inside |{}\n|---|---|---|---|{}",
        ZONES.map(|(low, high)| format!(" {low}–{high} % |")).concat(),
        "---|".repeat(ZONES.len())
    )?;
    for (name, ranges) in [
        ("flown distances, trajectory of greatest range", &evidence.flown),
        ("published ranges, gravity turn", &evidence.published),
    ] {
        let count = ranges.len();
        let expected = |percent: f64| format!("{:.1}", 0.01 * percent * count as f64);
        let found = zones(ranges).map(|count| format!(" {count} |")).concat();
        writeln!(text, "| {name} | {count} | {} | {} |{found}", inside(ranges), expected(90.0))?;
        let wanted = ZONES.map(|(low, high)| format!(" {} |", expected(high - low))).concat();
        writeln!(text, "| *expected* | | | |{wanted}")?;
    }
    writeln!(
        text,
        "\n![Where the flown distances and the published ranges fall in the samples of their estimates]\
         (pictures/validation.svg)\n\n{HOW_TO_READ}"
    )?;
    near_the_best(evidence, text)?;
    not_counted(catalogue, all, text)
}

const HOW_TO_READ: &str = "\
A range that falls at 30 % has 30 % of the sample of its estimate below it; it is inside where its digits and words meet the interval. Were
the intervals right and the ranges independent, nine of ten would be inside, and chance would move a count like these by one or two. A flown
distance is at most the greatest range, which pushes it to the low side, and it is one of the figures of its own estimate: it tests that the
best range is read neither too low nor much too high. A published range is what others estimated from the same few figures: it tests whether
independent workings agree, not which is true. What is counted is in [validation.csv](validation.csv).
";

/// Returns a sentence on a counted range outside its interval, with the reasons that data and
/// numbers show.
fn miss(one: &Evidence<'_>) -> String {
    let what = match one.published {
        Some(_) => format!("published by {}", one.by),
        None => format!("flown, as {} reported", one.by),
    };
    let mut reasons = vec![from_median(one)];
    if let Some(published) = one.published {
        let payload = |payload_kg| format!("for a payload of {} kg, by its author", number(payload_kg));
        reasons.extend(published.payload_kg.map(payload));
        reasons.extend(own_reading(published, one.report, one.found));
    } else {
        reasons.extend(of_the_arc(one));
        if one.flight.is(FlightKind::NotSpent) {
            reasons.push("the flight was not spent, by its reporters".to_owned());
        }
        let report = one.flight.reports.iter().find(|report| report.reporter == one.by);
        reasons.extend(report.map(|report| report.note.clone()).filter(|note| !note.is_empty()));
    }
    format!(
        "**{}**, {} ({what}) is {} {} km. It is {}.",
        one.flight.id,
        one.range,
        one.place.word(),
        interval(one.found),
        reasons.join("; ")
    )
}

/// Returns how much higher the flight was than a free arc of least energy over the same distance.
fn of_the_arc(one: &Evidence<'_>) -> Option<String> {
    let radius_km = 1e-3 * Sphere::MEAN.radius_m();
    let half_rad = 0.5 * km(one.range) / radius_km;
    let least_km = 0.5 * radius_km * (half_rad.sin() + half_rad.cos() - 1.0);
    let percent = 100.0 * (one.report.apogee_km()? / least_km - 1.0);
    let side = if percent < 0.0 { "lower" } else { "higher" };
    Some(format!("its arc is {} % {side} than the free arc of least energy", number(percent.abs())))
}

/// Writes every flown distance with its interval.
fn near_the_best(evidence: &All<'_>, text: &mut String) -> Outcome<()> {
    writeln!(
        text,
        "### Flown near the best range\n\n\
         | flight | report | flown | greatest, km | it falls at | flown over median | |\n|---|---|---|---|---|---|---|"
    )?;
    for one in &evidence.flown {
        let ratio = one.found.reach.median.range_km().map(|median_km| km(one.range) / median_km);
        writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} |",
            one.flight.id,
            one.report.reporter,
            one.range,
            interval(one.found),
            number(one.percent),
            ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.3}")),
            one.place.word()
        )?;
    }
    Ok(())
}

/// Writes what is kept and not counted.
fn not_counted(catalogue: &Catalogue, all: &Computed, text: &mut String) -> Outcome<()> {
    let flights = catalogue.flights();
    let reports = || flights.iter().flat_map(|flight| all.of(flight));
    let published =
        || flights.iter().flat_map(|flight| flight.estimates.iter().map(move |one| (flight, one)));
    let impossible = reports().filter(|report| report.verdict() == Some(Verdict::Impossible)).count();
    let no_arc = flights.iter().filter(|flight| !flight.is_ballistic());
    let of_no_arc: usize = no_arc.clone().map(|flight| flight.reports.len()).sum();
    let with_range = reports().filter(|report| report.posterior().is_some()).count();
    let ballistic = flights.iter().filter(|flight| flight.is_ballistic()).flat_map(|flight| all.of(flight));
    let single = ballistic.filter(|report| report.count() < 2).count();
    writeln!(
        text,
        "\n### What there is, and what is not counted\n\n\
         - {} flights of {} countries, {} reports: {with_range} with a range, {impossible} impossible, {single} with a single figure or \
         none, and {of_no_arc} of {} flights that glided or were steered on their way down, whose figures are not those of an arc.",
        flights.len(),
        countries(catalogue),
        reports().count(),
        no_arc.count(),
    )?;
    let count = |kind: FigureKind| published().filter(|(_, one)| one.figure == kind).count();
    writeln!(
        text,
        "- {} published ranges: {} points, {} bands, {} bounds, {} classes; {} of them hearsay, {} not found again. Only points of named \
         authors are counted.",
        published().count(),
        count(FigureKind::Point),
        count(FigureKind::Band),
        count(FigureKind::Bound),
        count(FigureKind::Class),
        published().filter(|(_, one)| one.is_hearsay).count(),
        published().filter(|(_, one)| one.is_recalled).count(),
    )?;
    let judged = published().filter(|(_, one)| matches!(one.figure, FigureKind::Bound | FigureKind::Band));
    let (mut compared, mut failed) = (0, Vec::new());
    for (flight, one) in judged {
        let Some(found) = all.leading(flight).and_then(|report| report.posterior()) else { continue };
        compared += 1;
        if place(one, found).is_some_and(|place| !place.is_inside()) {
            failed.push(format!("{} by {} ({})", one.range, one.estimated_by, flight.id));
        }
    }
    let which = if failed.is_empty() { String::new() } else { format!(": {}", failed.join("; ")) };
    writeln!(
        text,
        "- A bound or a band is no hit where it holds, because it holds too easily. Of {compared} beside the leading report of their \
         flight {} fail{which}.",
        failed.len(),
    )?;
    writeln!(
        text,
        "- A flown distance is not counted where the flight was not near its best range, the distance is a bound, something speaks against \
         the figures, or they are the numbers of a database without words."
    )?;
    Ok(())
}

/// Returns the number of countries.
fn countries(catalogue: &Catalogue) -> usize {
    let mut countries: Vec<&str> = catalogue.flights().iter().map(|flight| flight.country.as_str()).collect();
    countries.retain(|country| !country.is_empty());
    countries.sort_unstable();
    countries.dedup();
    countries.len()
}
