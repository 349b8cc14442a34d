//! Conversion of table rows to flights, with a check of every cell.

use crate::catalogue::cells::FigureCells;
use crate::catalogue::columns::{ESTIMATES, REPORTS};
use crate::catalogue::date::Date;
use crate::catalogue::flight::{Flight, LaunchPlace, Report};
use crate::catalogue::published::{EarthRotation, PublishedEstimate};
use crate::catalogue::table::{Row, rows};
use crate::catalogue::words::{FigureKind, FlightKind, Seen};
use crate::error::{CellFault, Error, Figure, Result};
use crate::observation::{Observation, limits};
use crate::reported::Reported;

/// Adds the reports of a table to the flights.
pub(super) fn reports(flights: &mut Vec<Flight>, file: &str, text: &[u8]) -> Result<()> {
    for row in rows(file, text, REPORTS)? {
        let id = row.filled("flight")?;
        let day = row.filled("date")?;
        let date = Date::read(day).map_err(|fault| row.fault("date", fault))?;
        let missile = row.filled("missile")?;
        let here = Flight {
            id: id.to_owned(),
            date,
            missile: missile.to_owned(),
            country: row.cell("country").to_owned(),
            kinds: kinds(&row)?,
            launch_place: launch_place(&row)?,
            launch_azimuth_deg: row.number("launch_azimuth_deg")?,
            reports: vec![report(&row)?],
            estimates: Vec::new(),
        };
        match flights.iter_mut().find(|flight| flight.id == id) {
            Some(flight) => join(&row, flight, here)?,
            None => flights.push(here),
        }
    }
    Ok(())
}

/// Adds what a row says to the flight of earlier rows, and checks that it says nothing else of it.
/// What only some of the rows say of a flight need not be repeated.
fn join(row: &Row, flight: &mut Flight, here: Flight) -> Result<()> {
    check_equal(row, "date", here.date.to_string(), flight.date.to_string())?;
    check_equal(row, "missile", here.missile, flight.missile.clone())?;
    if let Some(report) =
        here.reports.iter().find(|here| flight.reports.iter().any(|known| here.repeats(known)))
    {
        let (flight, reporter) = (flight.id.clone(), report.reporter.clone());
        return Err(row.fault("reporter", CellFault::ReportTwice { flight, reporter }));
    }
    if !here.country.is_empty() {
        if !flight.country.is_empty() {
            check_equal(row, "country", here.country.clone(), flight.country.clone())?;
        }
        flight.country = here.country;
    }
    if !here.kinds.is_empty() {
        if !flight.kinds.is_empty() {
            check_equal(row, "kind", words(&here.kinds), words(&flight.kinds))?;
        }
        flight.kinds = here.kinds;
    }
    if let Some(place) = here.launch_place {
        if let Some(before) = &flight.launch_place {
            check_equal(row, "launch_place", place.to_string(), before.to_string())?;
        }
        flight.launch_place = Some(place);
    }
    if let Some(azimuth_deg) = here.launch_azimuth_deg {
        if let Some(before) = flight.launch_azimuth_deg {
            check_equal(row, "launch_azimuth_deg", azimuth_deg.to_string(), before.to_string())?;
        }
        flight.launch_azimuth_deg = Some(azimuth_deg);
    }
    flight.reports.extend(here.reports);
    Ok(())
}

/// Checks that a cell agrees with what an earlier row says of the same flight.
fn check_equal(row: &Row, column: &'static str, here: String, before: String) -> Result<()> {
    if here == before {
        return Ok(());
    }
    let flight = row.cell("flight").to_owned();
    Err(row.fault(column, CellFault::FlightsDiffer { flight, here, before }))
}

/// Returns the words of kinds of flight, with spaces between them.
pub(super) fn words(kinds: &[FlightKind]) -> String {
    kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" ")
}

/// Reads the kinds of a flight.
fn kinds(row: &Row) -> Result<Vec<FlightKind>> {
    let mut kinds = Vec::new();
    for word in row.cell("kind").split_whitespace() {
        let Some(kind) = FlightKind::from_name(word) else {
            let fault = CellFault::NotOneOfTheWords { text: word.to_owned(), words: FlightKind::WORDS };
            return Err(row.fault("kind", fault));
        };
        if kinds.contains(&kind) {
            return Err(row.fault("kind", CellFault::WordTwice { word: kind.name() }));
        }
        if let Some(other) = kinds.iter().find(|other| kind.excludes(**other)) {
            return Err(row.fault("kind", CellFault::KindsExclude { one: other.name(), other: kind.name() }));
        }
        kinds.push(kind);
    }
    kinds.sort_unstable();
    Ok(kinds)
}

/// Reads the launch place; none where all of its cells are empty.
fn launch_place(row: &Row) -> Result<Option<LaunchPlace>> {
    let name = row.cell("launch_place").to_owned();
    let coordinates_deg = match (row.number("launch_latitude_deg")?, row.number("launch_longitude_deg")?) {
        (Some(latitude), Some(longitude)) => Some([latitude, longitude]),
        (None, None) => None,
        (Some(_), None) => return Err(row.fault("launch_longitude_deg", CellFault::HalfAPlace)),
        (None, Some(_)) => return Err(row.fault("launch_latitude_deg", CellFault::HalfAPlace)),
    };
    let is_known = !name.is_empty() || coordinates_deg.is_some();
    Ok(is_known.then_some(LaunchPlace { name, coordinates_deg }))
}

/// Adds the published estimates of a table to the flights.
pub(super) fn estimates(flights: &mut [Flight], file: &str, text: &[u8]) -> Result<()> {
    for row in rows(file, text, ESTIMATES)? {
        let id = row.filled("flight")?;
        let Some(flight) = flights.iter_mut().find(|flight| flight.id == id) else {
            return Err(row.fault("flight", CellFault::UnknownFlight { flight: id.to_owned() }));
        };
        let here = estimate(&row)?;
        if flight.estimates.iter().any(|known| here.repeats(known)) {
            let (flight, author) = (flight.id.clone(), here.estimated_by);
            return Err(row.fault("estimated_by", CellFault::EstimateTwice { flight, author }));
        }
        flight.estimates.push(here);
    }
    Ok(())
}

/// Reads the report of a row.
fn report(row: &Row) -> Result<Report> {
    let reporter = row.filled("reporter")?.to_owned();
    let apogee = figure(row, "apogee", Figure::Apogee)?;
    let ground_range = figure(row, "ground_range", Figure::GroundRange)?;
    let flight_time = figure(row, "flight_time", Figure::FlightTime)?;
    let (source, is_recalled) = source(row)?;
    let report = Report {
        reporter,
        apogee,
        ground_range,
        flight_time,
        observation: None,
        as_printed: row.cell("as_printed").to_owned(),
        seen: row.word("seen", Seen::WORDS, Seen::from_name)?,
        doubt: row.cell("doubt").to_owned(),
        note: row.cell("note").to_owned(),
        source,
        is_recalled,
        cells: FigureCells::new(["apogee", "ground_range", "flight_time"].map(|column| row.cell(column))),
    };
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
    let (range_km_low, range_km_high) = (range_end(row, "range_km_low")?, range_end(row, "range_km_high")?);
    let (range, fitting) = range(row, range_km_low, range_km_high)?;
    let figure_kind = row.word("figure", FigureKind::WORDS, FigureKind::from_name)?;
    let is_hearsay = row.word("hearsay", &["yes"], |word| (word == "yes").then_some(()))?.is_some();
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
        range_km_low,
        range_km_high,
        figure: checked_kind(row, figure_kind, fitting)?,
        payload_kg: row.number("payload_kg")?,
        estimated_by: row.filled("estimated_by")?.to_owned(),
        is_hearsay,
        made_from: made_from(row)?,
        basis: row.cell("basis").to_owned(),
        as_printed: row.cell("as_printed").to_owned(),
        seen: row.word("seen", Seen::WORDS, Seen::from_name)?,
        earth_rotation,
        source,
        is_recalled,
        cells: FigureCells::new(
            ["from_apogee", "from_ground_range", "from_flight_time"].map(|column| row.cell(column)),
        ),
    })
}

/// Returns the kind of a published range: the one in its cell, if the ends allow it, or the one
/// that fits the ends. A class may have any ends.
fn checked_kind(row: &Row, written: Option<FigureKind>, fitting: FigureKind) -> Result<FigureKind> {
    let expected = match written {
        None => return Ok(fitting),
        Some(kind) if kind == fitting => return Ok(kind),
        Some(FigureKind::Class) => return Ok(FigureKind::Class),
        Some(FigureKind::Point) => "two equal ends",
        Some(FigureKind::Band) => "two different ends",
        Some(FigureKind::Bound) => "one end",
    };
    let figure = written.map_or("", FigureKind::name);
    Err(row.fault("figure", CellFault::WrongFigure { figure, expected, fitting: fitting.name() }))
}

/// Reads the figures from which an author made an estimate; none where fewer than two are known.
fn made_from(row: &Row) -> Result<Option<Observation>> {
    let builder = Observation::builder()
        .figure(Figure::Apogee, figure(row, "from_apogee", Figure::Apogee)?)
        .figure(Figure::GroundRange, figure(row, "from_ground_range", Figure::GroundRange)?)
        .figure(Figure::FlightTime, figure(row, "from_flight_time", Figure::FlightTime)?);
    match builder.build() {
        Ok(observation) => Ok(Some(observation)),
        Err(Error::NothingReported) => Ok(None),
        // Each figure has been checked, so that there is only one.
        Err(error) => Err(row.fault("from_apogee", CellFault::Figure(Box::new(error)))),
    }
}

/// Reads an end of a published range, km; none where the cell is empty.
fn range_end(row: &Row, column: &'static str) -> Result<Option<f64>> {
    match row.cell(column) {
        "" => Ok(None),
        text => match text.parse::<f64>() {
            Ok(range_km) if range_km > 0.0 && range_km.is_finite() => Ok(Some(range_km)),
            _ => Err(row.fault(column, CellFault::NotARange { text: text.to_owned() })),
        },
    }
}

/// Returns the range of an estimate, a number, an interval, or a one-sided bound, and its kind.
fn range(row: &Row, low_km: Option<f64>, high_km: Option<f64>) -> Result<(Reported, FigureKind)> {
    Ok(match (low_km, high_km) {
        (None, None) => return Err(row.fault("range_km_low", CellFault::NoRange)),
        (Some(low_km), None) => (Reported::km(low_km).at_least(), FigureKind::Bound),
        (None, Some(high_km)) => (Reported::km(high_km).at_most(), FigureKind::Bound),
        (Some(low_km), Some(high_km)) if high_km < low_km => {
            return Err(row.fault("range_km_high", CellFault::RangeReversed { low_km, high_km }));
        }
        (Some(low_km), Some(high_km)) if high_km == low_km => (Reported::km(low_km), FigureKind::Point),
        (Some(low_km), Some(high_km)) => (Reported::km(low_km).up_to(high_km), FigureKind::Band),
    })
}

/// Returns the source of a row, and whether the source says that the row was recalled from memory.
fn source(row: &Row) -> Result<(String, bool)> {
    let source = row.filled("source")?;
    // Only the whole word counts, not a part of an address.
    let is_recalled = source
        .split_whitespace()
        .any(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case("recalled"));
    Ok((source.to_owned(), is_recalled))
}
