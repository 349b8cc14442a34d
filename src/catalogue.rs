//! The public flights: the reported figures with their reporters, the published ranges, and the
//! source of each.

mod cells;
mod columns;
mod date;
mod filter;
mod flight;
mod header;
mod load;
mod objections;
mod published;
mod table;
mod words;
mod write;

use crate::error::Result;

pub use columns::{Cell, Column};
pub use date::Date;
pub use filter::Filter;
pub use flight::{Flight, LaunchPlace, Report};
pub use objections::Objection;
pub use published::{EarthRotation, PublishedEstimate};
pub use words::{FigureKind, FlightKind, Seen};
pub use write::{estimates_csv, reports_csv};

/// Flights with their reports and published estimates, in the order in which they were loaded.
///
/// ```
/// use lofted::catalogue::Catalogue;
///
/// let catalogue = Catalogue::public()?;
/// let flight = catalogue.flight("HS14-2017-07-04").unwrap();
/// assert_eq!(flight.date.to_string(), "2017-07-04");
/// let first = &flight.reports[0];
/// assert_eq!(first.reporter, "KCNA");
/// assert_eq!(
///     first.observation.unwrap().to_string(),
///     "apogee 2,802 km, ground range 933 km, flight time 39 min"
/// );
/// assert_eq!(flight.estimates[0].range.to_string(), "6,700 km");
/// # Ok::<(), lofted::Error>(())
/// ```
///
/// Further tables are added in the form of the public ones:
///
/// ```
/// use lofted::catalogue::Catalogue;
///
/// let reports = "\
/// flight,date,missile,reporter,apogee,ground_range,flight_time,note,source
/// X-1,2024-02-29,unnamed,a ministry,about 550 km,,14 min,,its statement of that day
/// ";
/// let catalogue = Catalogue::public()?.with_reports("mine.csv", reports)?;
/// assert!(catalogue.flight("X-1").unwrap().reports[0].observation.is_some());
///
/// let wrong = reports.replace("02-29", "02-30");
/// let error = Catalogue::default().with_reports("mine.csv", wrong).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "mine.csv, line 2, column date: there is no 2024-02-30; that month has 29 days"
/// );
/// # Ok::<(), lofted::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[must_use]
pub struct Catalogue {
    flights: Vec<Flight>,
}

impl Catalogue {
    /// Loads the public flights that come with the crate.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`with_reports`](Self::with_reports); a test checks that the embedded
    /// tables load.
    pub fn public() -> Result<Self> {
        Self::default()
            .with_reports("reports.csv", include_str!("catalogue/reports.csv"))?
            .with_estimates("estimates.csv", include_str!("catalogue/estimates.csv"))
    }

    /// Loads flights from the texts of two tables in the form of the public ones, without the
    /// public flights. Errors name the tables "reports" and "estimates".
    ///
    /// # Errors
    ///
    /// Returns the errors of [`with_reports`](Self::with_reports) and
    /// [`with_estimates`](Self::with_estimates).
    pub fn from_csv(reports: impl AsRef<[u8]>, estimates: impl AsRef<[u8]>) -> Result<Self> {
        Self::default().with_reports("reports", reports)?.with_estimates("estimates", estimates)
    }

    /// Adds reports from the text of a table with the columns of
    /// [`report_columns`](Self::report_columns), in any order; errors name the table `file`. Lines
    /// that begin with # are remarks. Rows of a flight that is already in the catalogue are added
    /// to it; what they say of the flight has to be the same, and need not be repeated. What the
    /// public record asks for beyond that is in [`Flight::objections`].
    ///
    /// # Errors
    ///
    /// Returns [`Error::CatalogueCell`](crate::Error::CatalogueCell) for a missing or an unknown
    /// column, an empty cell, a date that the calendar does not have, a figure that is not
    /// understood or that no flight can have, a word or a number that its column does not have,
    /// kinds of flight that exclude each other, rows that disagree on one flight, or a report that
    /// is there already; [`Error::CatalogueRow`](crate::Error::CatalogueRow) for a row whose length
    /// differs from the header's; [`Error::CatalogueTable`](crate::Error::CatalogueTable) for a
    /// text that is not in UTF-8.
    pub fn with_reports(mut self, file: &str, text: impl AsRef<[u8]>) -> Result<Self> {
        load::reports(&mut self.flights, file, text.as_ref())?;
        Ok(self)
    }

    /// Adds published estimates from the text of a table with the columns of
    /// [`estimate_columns`](Self::estimate_columns), in any order; errors name the table `file`. An
    /// open end of the range is left empty.
    ///
    /// # Errors
    ///
    /// Returns [`Error::CatalogueCell`](crate::Error::CatalogueCell) for a missing or an unknown
    /// column, an empty cell, a flight without a report, a range that is not a range, a word or a
    /// number that its column does not have, or an estimate that is there already;
    /// [`Error::CatalogueRow`](crate::Error::CatalogueRow) for a row whose length differs from the
    /// header's; [`Error::CatalogueTable`](crate::Error::CatalogueTable) for a text that is not in
    /// UTF-8.
    pub fn with_estimates(mut self, file: &str, text: impl AsRef<[u8]>) -> Result<Self> {
        load::estimates(&mut self.flights, file, text.as_ref())?;
        Ok(self)
    }

    /// Returns the columns of a table of reports, in the order of the public table.
    pub fn report_columns() -> &'static [Column] {
        columns::REPORTS
    }

    /// Returns the columns of a table of published estimates, in the order of the public table.
    pub fn estimate_columns() -> &'static [Column] {
        columns::ESTIMATES
    }

    /// Returns the flights, in the order in which they were loaded.
    pub fn flights(&self) -> &[Flight] {
        &self.flights
    }

    /// Returns the flight with a name; none if it is not in the catalogue.
    pub fn flight(&self, id: &str) -> Option<&Flight> {
        self.flights.iter().find(|flight| flight.id == id)
    }

    /// Returns the flights that meet the conditions of a filter, in the order in which they were
    /// loaded.
    pub fn matching<'a>(&'a self, filter: &'a Filter) -> impl Iterator<Item = &'a Flight> {
        self.flights.iter().filter(|flight| filter.matches(flight))
    }
}
