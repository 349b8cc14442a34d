//! The public flights: who reported which figures, what was published of their ranges, and where each was read.

mod date;
mod load;
mod table;

use std::fmt;

use crate::compare::NamedReport;
use crate::error::{Figure, Result};
use crate::observation::{Observation, ObservationBuilder};
use crate::reported::Reported;

pub use date::Date;

/// Flights with their reports and published estimates, in the order in which they were loaded.
///
/// ```
/// use lofted::Catalogue;
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
/// Tables of one's own are added in the form of the public ones:
///
/// ```
/// use lofted::Catalogue;
///
/// let reports = "\
/// flight,date,missile,reporter,apogee,ground_range,flight_time,note,source
/// X-1,2024-02-29,unnamed,a ministry,about 550 km,,14 min,,its statement of that day
/// ";
/// let catalogue = Catalogue::public()?.with_reports("mine.csv", reports)?;
/// assert!(catalogue.flight("X-1").unwrap().reports[0].observation.is_some());
///
/// let error = Catalogue::default().with_reports("mine.csv", reports.replace("02-29", "02-30")).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "mine.csv, line 2, column date: there is no 2024-02-30; that month has 29 days"
/// );
/// # Ok::<(), lofted::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogue {
    flights: Vec<Flight>,
}

/// One flight.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Flight {
    /// Its name in the tables.
    pub id: String,
    /// Its day.
    pub date: Date,
    /// The missile, as far as it is named.
    pub missile: String,
    /// What was reported of it, one report for each authority.
    pub reports: Vec<Report>,
    /// What was published of its range on a standard trajectory.
    pub estimates: Vec<PublishedEstimate>,
}

/// What one authority said of a flight.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// Who said it.
    pub reporter: String,
    /// The apogee; none if not reported.
    pub apogee: Option<Reported>,
    /// The ground range; none if not reported.
    pub ground_range: Option<Reported>,
    /// The flight time; none if not reported.
    pub flight_time: Option<Reported>,
    /// The figures together; none if there are fewer than two.
    pub observation: Option<Observation>,
    /// A remark, or nothing.
    pub note: String,
    /// Where it was read.
    pub source: String,
    /// Whether the source says that it was recalled and not read: to be checked before it is given out as fact.
    pub is_recalled: bool,
}

/// A range that somebody published for a flight, for the payload that flew.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PublishedEstimate {
    /// The range, an interval, or a bound on one side.
    pub range: Reported,
    /// Who published it; "flown" where it is the ground range of a flight near its standard trajectory.
    pub estimated_by: String,
    /// What it is known to rest on, or nothing.
    pub basis: String,
    /// Whether the Earth turned in it.
    pub earth_rotation: EarthRotation,
    /// Where it was read.
    pub source: String,
    /// Whether the source says that it was recalled and not read.
    pub is_recalled: bool,
}

/// Whether the Earth turned in a published estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EarthRotation {
    /// It did.
    Included,
    /// It did not.
    LeftOut,
    /// The source does not say.
    Unspecified,
}

/// As in the tables: yes, no, unspecified.
impl fmt::Display for EarthRotation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Included => "yes",
            Self::LeftOut => "no",
            Self::Unspecified => "unspecified",
        })
    }
}

impl PublishedEstimate {
    /// Whether it is no estimate but the ground range of a flight near its standard trajectory.
    pub fn is_flown(&self) -> bool {
        self.estimated_by == "flown"
    }
}

impl Report {
    /// The report for [`compare`](crate::compare()), by the name of its reporter.
    ///
    /// # Errors
    ///
    /// [`Error::NothingReported`](crate::Error::NothingReported) if it has no figure.
    pub fn named(&self) -> Result<NamedReport> {
        NamedReport::new(&self.reporter, self.figures())
    }

    /// The figures that it has, to be checked together.
    fn figures(&self) -> ObservationBuilder {
        Observation::builder()
            .figure(Figure::Apogee, self.apogee)
            .figure(Figure::GroundRange, self.ground_range)
            .figure(Figure::FlightTime, self.flight_time)
    }
}

impl Catalogue {
    /// The public flights that come with the crate.
    ///
    /// # Errors
    ///
    /// As [`with_reports`](Self::with_reports); the tests load it.
    pub fn public() -> Result<Self> {
        Self::default()
            .with_reports("reports.csv", include_str!("catalogue/reports.csv"))?
            .with_estimates("estimates.csv", include_str!("catalogue/estimates.csv"))
    }

    /// Flights of one's own alone, from the texts of two tables in the form of the public ones, which errors call
    /// "reports" and "estimates".
    ///
    /// # Errors
    ///
    /// As [`with_reports`](Self::with_reports) and [`with_estimates`](Self::with_estimates).
    pub fn from_csv(reports: impl AsRef<[u8]>, estimates: impl AsRef<[u8]>) -> Result<Self> {
        Self::default().with_reports("reports", reports)?.with_estimates("estimates", estimates)
    }

    /// Adds reports from the text of a table with the columns flight, date, missile, reporter, apogee, ground_range,
    /// flight_time, note and source, in any order; `file` is what errors call it. Of the three figures and the note any
    /// may be empty. Lines that begin with # are remarks, and further columns are not read. Rows of a flight that is
    /// there already join it.
    ///
    /// # Errors
    ///
    /// [`Error::CatalogueCell`](crate::Error::CatalogueCell) for a missing column, an empty cell, a date that the calendar
    /// does not have, a figure that is not understood or that no flight can have, a second date or missile for one
    /// flight; [`Error::CatalogueRow`](crate::Error::CatalogueRow) for a row of another length than the header;
    /// [`Error::CatalogueTable`](crate::Error::CatalogueTable) for a text that is not in UTF-8.
    pub fn with_reports(mut self, file: &str, text: impl AsRef<[u8]>) -> Result<Self> {
        self.load_reports(file, text.as_ref())?;
        Ok(self)
    }

    /// Adds published estimates from the text of a table with the columns flight, range_km_low, range_km_high,
    /// estimated_by, basis, earth_rotation and source, in any order; `file` is what errors call it. An open end of the
    /// range is empty, and so may the basis be.
    ///
    /// # Errors
    ///
    /// [`Error::CatalogueCell`](crate::Error::CatalogueCell) for a missing column, an empty cell, a flight that no report
    /// is of, a range that is none; [`Error::CatalogueRow`](crate::Error::CatalogueRow) for a row of another length than
    /// the header; [`Error::CatalogueTable`](crate::Error::CatalogueTable) for a text that is not in UTF-8.
    pub fn with_estimates(mut self, file: &str, text: impl AsRef<[u8]>) -> Result<Self> {
        self.load_estimates(file, text.as_ref())?;
        Ok(self)
    }

    /// The flights, in the order in which they were loaded.
    pub fn flights(&self) -> &[Flight] {
        &self.flights
    }

    /// The flight of that name, if it is there.
    pub fn flight(&self, id: &str) -> Option<&Flight> {
        self.flights.iter().find(|flight| flight.id == id)
    }
}
