//! The tables as text, in the form in which they are loaded.

use crate::catalogue::columns::{Column, ESTIMATES, REPORTS};
use crate::catalogue::flight::{Flight, Report};
use crate::catalogue::load::words;
use crate::catalogue::published::PublishedEstimate;
use crate::catalogue::table::REMARK;
use crate::error::Figure;

/// Returns the table of the reports of flights, with every column, in the form that
/// [`Catalogue::with_reports`](crate::catalogue::Catalogue::with_reports) loads. A figure that was
/// read stands in the words of its cell.
pub fn reports_csv<'a>(flights: impl IntoIterator<Item = &'a Flight>) -> String {
    let rows = flights.into_iter().flat_map(|flight| {
        let reports = flight.reports.iter().enumerate();
        reports.map(move |(index, report)| report_cells(flight, report, index == 0))
    });
    table(REPORTS, rows)
}

/// Returns the table of the published estimates of flights, with every column, in the form that
/// [`Catalogue::with_estimates`](crate::catalogue::Catalogue::with_estimates) loads.
pub fn estimates_csv<'a>(flights: impl IntoIterator<Item = &'a Flight>) -> String {
    let rows = flights
        .into_iter()
        .flat_map(|flight| flight.estimates.iter().map(move |published| estimate_cells(flight, published)));
    table(ESTIMATES, rows)
}

/// Returns the cells of a report, in the order of the columns; what belongs to the flight stands in
/// its first row.
fn report_cells(flight: &Flight, report: &Report, is_first: bool) -> Vec<String> {
    let once = |text: String| if is_first { text } else { String::new() };
    let place = flight.launch_place.as_ref();
    let coordinate = |index: usize| {
        place.and_then(|place| place.coordinates_deg).and_then(|pair| pair.get(index).copied())
    };
    vec![
        flight.id.clone(),
        flight.date.to_string(),
        flight.missile.clone(),
        once(flight.country.clone()),
        once(words(&flight.kinds)),
        once(place.map_or_else(String::new, |place| place.name.clone())),
        once(printed(coordinate(0))),
        once(printed(coordinate(1))),
        once(printed(flight.launch_azimuth_deg)),
        report.reporter.clone(),
        report.cells.written(Figure::Apogee, report.apogee),
        report.cells.written(Figure::GroundRange, report.ground_range),
        report.cells.written(Figure::FlightTime, report.flight_time),
        report.as_printed.clone(),
        printed(report.seen),
        report.doubt.clone(),
        report.note.clone(),
        report.source.clone(),
    ]
}

/// Returns the cells of a published estimate, in the order of the columns.
fn estimate_cells(flight: &Flight, published: &PublishedEstimate) -> Vec<String> {
    let from = published.made_from.as_ref();
    vec![
        flight.id.clone(),
        printed(published.range_km_low),
        printed(published.range_km_high),
        published.figure.to_string(),
        printed(published.payload_kg),
        published.estimated_by.clone(),
        if published.is_hearsay { "yes".to_owned() } else { String::new() },
        published.cells.written(Figure::Apogee, from.and_then(|from| from.apogee())),
        published.cells.written(Figure::GroundRange, from.and_then(|from| from.ground_range())),
        published.cells.written(Figure::FlightTime, from.and_then(|from| from.flight_time())),
        published.basis.clone(),
        published.as_printed.clone(),
        printed(published.seen),
        published.earth_rotation.to_string(),
        published.source.clone(),
    ]
}

/// Returns a value as printed; nothing where there is none.
fn printed(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// Returns a table with a header and rows of cells.
fn table(columns: &[Column], rows: impl Iterator<Item = Vec<String>>) -> String {
    // A cell with the sign of a remark in it is quoted, so that no row is read as a remark.
    let mut writer = csv::WriterBuilder::new().comment(Some(REMARK)).from_writer(Vec::new());
    let header = columns.iter().map(|column| column.name.to_owned()).collect();
    for cells in std::iter::once(header).chain(rows) {
        // Memory takes every row, and all rows are of one length.
        let _ = writer.write_record(&cells);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
