//! Several flights of one missile, each alone and together.

use std::fmt::Write;

use lofted::catalogue::{Catalogue, Report};
use lofted::{Family, FamilyFlight, Model, NamedReport, Observation, ReachPercentiles, family};

use super::Outcome;
use super::work::number;

/// Flights of one missile: for each the name of the flight, who reported the arc, and who the time.
type Flights = &'static [(&'static str, &'static str, &'static str)];

/// What flights are said to be of one missile, with what is told of them.
const MISSILES: [(&str, Flights); 6] = [
    (
        "Hwasong-14, by the 37 minutes of US PACOM",
        &[("HS14-2017-07-04", "KCNA", "US PACOM and JCS"), ("HS14-2017-07-28", "KCNA", "KCNA")],
    ),
    (
        "Hwasong-14, by the 39 minutes of KCNA",
        &[("HS14-2017-07-04", "KCNA", "KCNA"), ("HS14-2017-07-28", "KCNA", "KCNA")],
    ),
    (
        "Hwasong-14, by the 40 minutes of Japan",
        &[("HS14-2017-07-04", "KCNA", "Japan MoD"), ("HS14-2017-07-28", "KCNA", "KCNA")],
    ),
    ("Hwasong-15", &[("HS15-2017-11-29", "KCNA", "KCNA"), ("HS15-2023-02-18", "KCNA", "KCNA")]),
    ("Hwasong-17", &[("HS17-2022-11-18", "KCNA", "KCNA"), ("HS17-2023-03-16", "KCNA", "KCNA")]),
    ("Hwasong-18", &[("HS18-2023-07-12", "KCNA", "KCNA"), ("HS18-2023-12-18", "KCNA", "KCNA")]),
];

/// Writes the table of missiles that flew more than once.
pub fn table(catalogue: &Catalogue, text: &mut String) -> Outcome<()> {
    writeln!(
        text,
        "\n## Several flights of one missile\n\n\
         What flights of one missile share is the propulsion; each has a payload of its own ([methods](methods.md)). *Times as probable* says \
         how much more probable the flight times are if one propulsion flew them than if unrelated ones did; below 0.1 the flights are to be \
         read alone. *Payload* is over that of the first flight.\n\n\
         | missile | flight | figures | alone, km | together, km | payload | burn, s | times as probable |\n\
         |---|---|---|---|---|---|---|---|"
    )?;
    for (name, flights) in MISSILES {
        let reports = flights
            .iter()
            .map(|(flight, arc, time)| {
                let reports = &catalogue.flight(flight).ok_or("no such flight")?.reports;
                let by = |name: &str| -> Result<&Report, &str> {
                    reports.iter().find(|report| report.reporter == name).ok_or("no such report")
                };
                let (arc, time) = (by(arc)?, by(time)?);
                let figures = Observation::builder()
                    .apogee(arc.apogee.ok_or("no apogee")?)
                    .ground_range(arc.ground_range.ok_or("no ground range")?)
                    .flight_time(time.flight_time.ok_or("no flight time")?);
                Ok(NamedReport::new(*flight, figures)?)
            })
            .collect::<Outcome<Vec<NamedReport>>>()?;
        let found = family(&reports, &Model::default())?;
        for flight in &found.flights {
            row(name, flight, &found, text)?;
        }
    }
    Ok(())
}

/// Writes the row of a flight.
fn row(name: &str, flight: &FamilyFlight, found: &Family, text: &mut String) -> Outcome<()> {
    let interval = |reach: &ReachPercentiles| {
        [reach.p05, reach.median, reach.p95]
            .map(|reach| reach.range_km().map_or_else(|| "global".to_owned(), number))
            .join(" – ")
    };
    let alone = flight.alone.as_ref().and_then(|alone| alone.posterior()).map(|alone| interval(&alone.reach));
    let together = flight.together.as_ref();
    let payload = together.and_then(|together| together.payload_ratio);
    let burn = found.shared.map(|shared| shared.burn_time_s);
    let nothing = || "-".to_owned();
    writeln!(
        text,
        "| {name} | {} | {} | {} | {} | {} | {} | {} |",
        flight.report.reporter(),
        flight.alone.as_ref().map_or_else(nothing, |alone| alone.observation.to_string()),
        alone.unwrap_or_else(nothing),
        together.map_or_else(nothing, |together| interval(&together.reach)),
        payload.map_or_else(nothing, |payload| format!("{:.2} – {:.2}", payload.p05, payload.p95)),
        burn.map_or_else(nothing, |burn| format!("{:.0} – {:.0} – {:.0}", burn.p05, burn.median, burn.p95)),
        found.one_missile.map_or_else(nothing, |measure| measure.ratio()),
    )?;
    Ok(())
}
