//! `lofted catalogue`: the public flights.

mod shown;

use std::fs;
use std::ops::RangeInclusive;

use clap::{Args, ValueEnum};
use lofted::catalogue::{Catalogue, Filter, Flight, FlightKind, Objection, estimates_csv, reports_csv};
use lofted::export::{EstimateJson, FlightJson, TableSchemaJson};
use lofted::{Model, estimate};
use serde::Serialize;

use crate::failure::{Exit, Failure, Outcome};
use crate::options::Assumptions;
use crate::output;

#[derive(Debug, Args)]
pub struct Options {
    /// The flight to show, by its name in the list; without one, the list
    id: Option<String>,
    /// Only flights of a country: "North Korea", "India"
    #[arg(long, value_name = "TEXT")]
    country: Option<String>,
    /// Only flights with this in the name of the missile or of the flight: "hwasong-14"
    #[arg(long, value_name = "TEXT")]
    missile: Option<String>,
    /// Only flights of a year, or from one year to another: 2017, 2016-2018
    #[arg(long, value_name = "YEARS", value_parser = years)]
    year: Option<RangeInclusive<u16>>,
    /// Only flights of a kind
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    kind: Option<FlightKind>,
    /// JSON: the flights with every report and published range; for one flight with every estimate
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// A table that can be loaded again: of the reports, or of the published estimates
    #[arg(long, value_name = "TABLE", num_args = 0..=1, require_equals = true, default_missing_value = "reports")]
    csv: Option<Table>,
    /// A table of reports of one's own, in the form of the public one: checked, and added
    #[arg(long, value_name = "FILE")]
    reports: Option<String>,
    /// A table of published estimates of one's own: checked, and added after the reports
    #[arg(long, value_name = "FILE")]
    estimates: Option<String>,
    /// The schema of a table, as JSON: names, contents and accepted words of its columns
    #[arg(long, value_name = "TABLE", exclusive = true)]
    schema: Option<Table>,
    #[command(flatten)]
    assumptions: Assumptions,
}

/// A table of the catalogue.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Table {
    /// The reports
    Reports,
    /// The published estimates
    Estimates,
}

/// The most flights of which the objections are printed.
const MOST_OBJECTED: usize = 10;

/// Runs the command.
pub fn run(options: &Options) -> Outcome {
    if let Some(table) = options.schema {
        let columns = match table {
            Table::Reports => Catalogue::report_columns(),
            Table::Estimates => Catalogue::estimate_columns(),
        };
        output::json(&TableSchemaJson::of(columns))?;
        return Ok(Exit::Answered);
    }
    let catalogue = options.catalogue()?;
    let filter = options.filter(&catalogue)?;
    let found: Vec<&Flight> = match &options.id {
        None => catalogue.matching(&filter).collect(),
        Some(id) => vec![catalogue.flight(id).ok_or_else(|| unknown(id, &catalogue))?],
    };
    if options.reports.is_some() || options.estimates.is_some() {
        object(&found);
    }
    match (options.csv, options.json, found.as_slice()) {
        (Some(Table::Reports), ..) => output::print(&reports_csv(found))?,
        (Some(Table::Estimates), ..) => output::print(&estimates_csv(found))?,
        (None, true, [flight]) if options.id.is_some() => {
            output::json(&Answered::of(flight, &options.assumptions.model()?)?)?;
        }
        (None, true, _) => output::json(&found.into_iter().map(FlightJson::of).collect::<Vec<_>>())?,
        (None, false, [flight]) if options.id.is_some() => {
            let shown = shown::flight(flight, &options.assumptions.model()?)?;
            output::show(&(shown + &options.assumptions.narrowed()))?;
        }
        (None, false, _) => output::show(&shown::list(&found, catalogue.flights().len()))?,
    }
    Ok(Exit::Answered)
}

impl Options {
    /// Returns the public flights with those of the user's own tables.
    fn catalogue(&self) -> Result<Catalogue, Failure> {
        let mut catalogue = Catalogue::public()?;
        if let Some(file) = &self.reports {
            catalogue = catalogue.with_reports(file, read(file)?).map_err(Failure::refused)?;
        }
        if let Some(file) = &self.estimates {
            catalogue = catalogue.with_estimates(file, read(file)?).map_err(Failure::refused)?;
        }
        Ok(catalogue)
    }

    /// Returns the conditions of the options.
    fn filter(&self, catalogue: &Catalogue) -> Result<Filter, Failure> {
        let filters = [
            (self.country.is_some(), "--country"),
            (self.missile.is_some(), "--missile"),
            (self.year.is_some(), "--year"),
            (self.kind.is_some(), "--kind"),
        ];
        if let (Some(_), Some((_, option))) = (&self.id, filters.iter().find(|(is_given, _)| *is_given)) {
            return Err(Failure::input(
                option,
                "one flight is named already; leave out its name, or the option",
            ));
        }
        let mut filter = Filter::default();
        if let Some(country) = &self.country {
            filter = filter.with_country(country);
            if catalogue.matching(&filter).next().is_none() {
                return Err(unknown_country(country, catalogue));
            }
        }
        if let Some(missile) = &self.missile {
            filter = filter.with_missile(missile);
        }
        if let Some(years) = &self.year {
            filter = filter.with_years(years.clone());
        }
        Ok(self.kind.map_or(filter.clone(), |kind| filter.with_kind(kind)))
    }
}

/// Writes on standard error what keeps flights of the user's out of the public record, a line for
/// each flight; a public flight has no such objection.
fn object(flights: &[&Flight]) {
    let objected: Vec<_> = flights
        .iter()
        .map(|flight| (flight, flight.objections()))
        .filter(|(_, all)| !all.is_empty())
        .collect();
    for (flight, objections) in objected.iter().take(MOST_OBJECTED) {
        let clauses: Vec<String> = objections.iter().map(Objection::to_string).collect();
        output::complain(&format!("warning: flight {}: {}", flight.id, clauses.join("; ")));
    }
    if let Some(more @ 1..) = objected.len().checked_sub(MOST_OBJECTED) {
        output::complain(&format!("warning: {more} more flights have such a warning; show one by its name"));
    }
}

/// Reads a file of the user's.
fn read(file: &str) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(|error| Failure::input(file, format!("cannot be read: {error}")))
}

/// Reads a year, or the first and the last of several.
fn years(text: &str) -> Result<RangeInclusive<u16>, String> {
    let year = |text: &str| text.trim().parse::<u16>().ok().filter(|year| (1900..=9999).contains(year));
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    match (year(first), year(last)) {
        (Some(first), Some(last)) if first <= last => Ok(first..=last),
        (Some(first), Some(last)) => Err(format!("{first} is after {last}; write the earlier year first")),
        _ => Err(format!("{text:?} is not a year; write one from 1900 on, or two as in 2016-2018")),
    }
}

/// Returns a parser of the kinds of flight.
fn kinds() -> impl clap::builder::TypedValueParser<Value = FlightKind> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    PossibleValuesParser::new(FlightKind::ALL.map(FlightKind::name))
        .try_map(|name| FlightKind::from_name(&name).ok_or("no kind of flight"))
}

/// Returns the refusal of a name that no flight has.
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

/// Returns the refusal of a country that no flight has.
fn unknown_country(country: &str, catalogue: &Catalogue) -> Failure {
    let mut countries: Vec<&str> = catalogue.flights().iter().map(|flight| flight.country.as_str()).collect();
    countries.retain(|country| !country.is_empty());
    countries.sort_unstable();
    countries.dedup();
    Failure::input("--country", format!("no flight is of {country:?}; there are {}", countries.join(", ")))
}

/// A flight with the estimate from each of its reports.
#[derive(Serialize)]
struct Answered {
    #[serde(flatten)]
    flight: FlightJson,
    /// The estimate from each report, in their order; none for a report with fewer than two
    /// figures.
    answers: Vec<Option<EstimateJson>>,
}

impl Answered {
    /// Computes the estimates.
    fn of(flight: &Flight, model: &Model) -> Result<Self, Failure> {
        let mut answers = Vec::new();
        for report in &flight.reports {
            answers.push(match &report.observation {
                Some(observation) => Some(EstimateJson::of(&estimate(observation, model)?)),
                None => None,
            });
        }
        Ok(Self { flight: FlightJson::of(flight), answers })
    }
}
