//! From rows to flights; every cell is checked on the way.

use super::table::{Row, rows};
use super::{Catalogue, Date, EarthRotation, Flight, PublishedEstimate, Report};
use crate::error::{CellFault, Figure, Result};
use crate::observation::limits;
use crate::reported::Reported;

const REPORT_COLUMNS: &[&str] =
    &["flight", "date", "missile", "reporter", "apogee", "ground_range", "flight_time", "note", "source"];

const ESTIMATE_COLUMNS: &[&str] =
    &["flight", "range_km_low", "range_km_high", "estimated_by", "basis", "earth_rotation", "source"];

const WHERE_IT_WAS_READ: &str = "where the row was read, so that others can";

impl Catalogue {
    pub(super) fn load_reports(&mut self, file: &str, text: &[u8]) -> Result<()> {
        for row in rows(file, text, REPORT_COLUMNS)? {
            let id = row.required("flight", "which flight the row is of")?;
            let day = row.required("date", "the day of the flight")?;
            let date = Date::read(day).map_err(|fault| row.fault("date", fault))?;
            let missile = row.required("missile", "which missile flew")?;
            let report = report(&row)?;
            match self.flights.iter_mut().find(|flight| flight.id == id) {
                Some(flight) => {
                    let same = |column, here: &str, before: String| {
                        if here == before {
                            return Ok(());
                        }
                        let (flight, here) = (id.to_owned(), here.to_owned());
                        Err(row.fault(column, CellFault::FlightsDiffer { flight, here, before }))
                    };
                    same("date", day, flight.date.to_string())?;
                    same("missile", missile, flight.missile.clone())?;
                    flight.reports.push(report);
                }
                None => self.flights.push(Flight {
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

    pub(super) fn load_estimates(&mut self, file: &str, text: &[u8]) -> Result<()> {
        for row in rows(file, text, ESTIMATE_COLUMNS)? {
            let id = row.required("flight", "which flight the row is of")?;
            let Some(flight) = self.flights.iter_mut().find(|flight| flight.id == id) else {
                return Err(row.fault("flight", CellFault::UnknownFlight { flight: id.to_owned() }));
            };
            flight.estimates.push(published(&row)?);
        }
        Ok(())
    }
}

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
    // Each figure has been checked; what is left to fail is their number.
    Ok(Report { observation: report.figures().build().ok(), ..report })
}

/// The figure in a column, if there is one, checked alone.
fn figure(row: &Row, column: &'static str, figure: Figure) -> Result<Option<Reported>> {
    let text = row.cell(column);
    if text.is_empty() {
        return Ok(None);
    }
    // That it is alone is no fault here.
    let checked = text
        .parse()
        .and_then(|reported: Reported| reported.checked(figure, limits(figure)).map(|_| reported));
    checked.map(Some).map_err(|error| row.fault(column, CellFault::Figure(Box::new(error))))
}

fn published(row: &Row) -> Result<PublishedEstimate> {
    let end = |column| match row.cell(column) {
        "" => Ok(None),
        text => match text.parse::<f64>() {
            Ok(range_km) if range_km > 0.0 && range_km.is_finite() => Ok(Some(range_km)),
            _ => Err(row.fault(column, CellFault::NotARange { text: text.to_owned() })),
        },
    };
    let range = match (end("range_km_low")?, end("range_km_high")?) {
        (None, None) => return Err(row.fault("range_km_low", CellFault::NoRange)),
        (Some(low_km), None) => Reported::km(low_km).at_least(),
        (None, Some(high_km)) => Reported::km(high_km).at_most(),
        (Some(low_km), Some(high_km)) if high_km < low_km => {
            return Err(row.fault("range_km_high", CellFault::RangeReversed { low_km, high_km }));
        }
        (Some(low_km), Some(high_km)) if high_km == low_km => Reported::km(low_km),
        (Some(low_km), Some(high_km)) => Reported::km(low_km).up_to(high_km),
    };
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

/// Where the row was read, and whether it was written down from memory.
fn source(row: &Row) -> Result<(String, bool)> {
    let source = row.required("source", WHERE_IT_WAS_READ)?;
    // The word, not a part of an address.
    let is_recalled = source
        .split_whitespace()
        .any(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case("recalled"));
    Ok((source.to_owned(), is_recalled))
}
