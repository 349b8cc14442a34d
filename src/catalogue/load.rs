//! Conversion of table rows to flights, with a check of every cell.

use crate::catalogue::date::Date;
use crate::catalogue::flight::{EarthRotation, Flight, PublishedEstimate, Report};
use crate::catalogue::table::{Row, rows};
use crate::error::{CellFault, Figure, Result};
use crate::observation::limits;
use crate::reported::Reported;

/// The columns that a table of reports must have.
const REPORT_COLUMNS: &[&str] =
    &["flight", "date", "missile", "reporter", "apogee", "ground_range", "flight_time", "note", "source"];

/// The columns that a table of published estimates must have.
const ESTIMATE_COLUMNS: &[&str] =
    &["flight", "range_km_low", "range_km_high", "estimated_by", "basis", "earth_rotation", "source"];

/// The required content of a source cell, as an error names it.
const SOURCE_CONTENT: &str = "where the row was read, so that others can";

/// Adds the reports of a table to the flights.
pub(super) fn reports(flights: &mut Vec<Flight>, file: &str, text: &[u8]) -> Result<()> {
    for row in rows(file, text, REPORT_COLUMNS)? {
        let id = row.required("flight", "which flight the row is of")?;
        let day = row.required("date", "the day of the flight")?;
        let date = Date::read(day).map_err(|fault| row.fault("date", fault))?;
        let missile = row.required("missile", "which missile flew")?;
        let report = report(&row)?;
        match flights.iter_mut().find(|flight| flight.id == id) {
            Some(flight) => {
                check_equal(&row, "date", day, flight.date.to_string())?;
                check_equal(&row, "missile", missile, flight.missile.clone())?;
                flight.reports.push(report);
            }
            None => flights.push(Flight {
                id: id.to_owned(),
                date,
                missile: missile.to_owned(),
                reports: vec![report],
                estimates: Vec::new(),
            }),
        }
    }
    Ok(())
}

/// Checks that a cell agrees with what an earlier row says of the same flight.
fn check_equal(row: &Row, column: &'static str, here: &str, before: String) -> Result<()> {
    if here == before {
        return Ok(());
    }
    let (flight, here) = (row.cell("flight").to_owned(), here.to_owned());
    Err(row.fault(column, CellFault::FlightsDiffer { flight, here, before }))
}

/// Adds the published estimates of a table to the flights.
pub(super) fn estimates(flights: &mut [Flight], file: &str, text: &[u8]) -> Result<()> {
    for row in rows(file, text, ESTIMATE_COLUMNS)? {
        let id = row.required("flight", "which flight the row is of")?;
        let Some(flight) = flights.iter_mut().find(|flight| flight.id == id) else {
            return Err(row.fault("flight", CellFault::UnknownFlight { flight: id.to_owned() }));
        };
        flight.estimates.push(estimate(&row)?);
    }
    Ok(())
}

/// Reads the report of a row.
fn report(row: &Row) -> Result<Report> {
    let reporter = row.required("reporter", "who reported the figures")?.to_owned();
    let apogee = figure(row, "apogee", Figure::Apogee)?;
    let ground_range = figure(row, "ground_range", Figure::GroundRange)?;
    let flight_time = figure(row, "flight_time", Figure::FlightTime)?;
    let (source, is_recalled) = source(row)?;
    let note = row.cell("note").to_owned();
    let observation = None;
    let report =
        Report { reporter, apogee, ground_range, flight_time, observation, note, source, is_recalled };
    // Each figure has been checked, so that `build` can fail only where there are fewer than two.
    Ok(Report { observation: report.figures().build().ok(), ..report })
}

/// Reads and checks the figure in a column; none where the cell is empty.
fn figure(row: &Row, column: &'static str, figure: Figure) -> Result<Option<Reported>> {
    let text = row.cell(column);
    if text.is_empty() {
        return Ok(None);
    }
    let checked = text
        .parse()
        .and_then(|reported: Reported| reported.checked(figure, limits(figure)).map(|_| reported));
    checked.map(Some).map_err(|error| row.fault(column, CellFault::Figure(Box::new(error))))
}

/// Reads the published estimate of a row.
fn estimate(row: &Row) -> Result<PublishedEstimate> {
    let range = range(row)?;
    let earth_rotation = match row.cell("earth_rotation") {
        "yes" => EarthRotation::Included,
        "no" => EarthRotation::LeftOut,
        "unspecified" => EarthRotation::Unspecified,
        text => {
            return Err(row.fault("earth_rotation", CellFault::NotARotation { text: text.to_owned() }));
        }
    };
    let (source, is_recalled) = source(row)?;
    Ok(PublishedEstimate {
        range,
        estimated_by: row.required("estimated_by", "who made the estimate")?.to_owned(),
        basis: row.cell("basis").to_owned(),
        earth_rotation,
        source,
        is_recalled,
    })
}

/// Reads the range of an estimate: a number, an interval, or a one-sided bound.
fn range(row: &Row) -> Result<Reported> {
    let end = |column| match row.cell(column) {
        "" => Ok(None),
        text => match text.parse::<f64>() {
            Ok(range_km) if range_km > 0.0 && range_km.is_finite() => Ok(Some(range_km)),
            _ => Err(row.fault(column, CellFault::NotARange { text: text.to_owned() })),
        },
    };
    Ok(match (end("range_km_low")?, end("range_km_high")?) {
        (None, None) => return Err(row.fault("range_km_low", CellFault::NoRange)),
        (Some(low_km), None) => Reported::km(low_km).at_least(),
        (None, Some(high_km)) => Reported::km(high_km).at_most(),
        (Some(low_km), Some(high_km)) if high_km < low_km => {
            return Err(row.fault("range_km_high", CellFault::RangeReversed { low_km, high_km }));
        }
        (Some(low_km), Some(high_km)) if high_km == low_km => Reported::km(low_km),
        (Some(low_km), Some(high_km)) => Reported::km(low_km).up_to(high_km),
    })
}

/// Returns the source of a row, and whether the source says that the row was recalled from memory.
fn source(row: &Row) -> Result<(String, bool)> {
    let source = row.required("source", SOURCE_CONTENT)?;
    // Only the whole word counts, not a part of an address.
    let is_recalled = source
        .split_whitespace()
        .any(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case("recalled"));
    Ok((source.to_owned(), is_recalled))
}
