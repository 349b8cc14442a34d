//! A flight of the catalogue with its reports.

use std::fmt;

use crate::catalogue::cells::FigureCells;
use crate::catalogue::date::Date;
use crate::catalogue::published::PublishedEstimate;
use crate::catalogue::words::{FlightKind, Seen};
use crate::compare::NamedReport;
use crate::error::{Figure, Result};
use crate::observation::{Observation, ObservationBuilder};
use crate::reported::Reported;

/// A flight with its reports and published estimates.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Flight {
    /// The name of the flight in the tables.
    pub id: String,
    /// The day of the flight.
    pub date: Date,
    /// The name of the missile, as far as it is known.
    pub missile: String,
    /// The country that launched; empty if the table does not say.
    pub country: String,
    /// The kinds of the flight, each once; none if the table does not say.
    pub kinds: Vec<FlightKind>,
    /// The launch place, where it was published.
    pub launch_place: Option<LaunchPlace>,
    /// The direction of the flight over the ground, degrees clockwise from north, where it was
    /// published.
    pub launch_azimuth_deg: Option<f64>,
    /// The reports of the flight, one for each authority.
    pub reports: Vec<Report>,
    /// The published estimates of the range on a standard trajectory.
    pub estimates: Vec<PublishedEstimate>,
}

/// The launch place of a flight, as published.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LaunchPlace {
    /// The name of the place; empty if only its coordinates are known.
    pub name: String,
    /// The latitude north and the longitude east, degrees; none if only the name is known.
    pub coordinates_deg: Option<[f64; 2]>,
}

/// The report of one authority on a flight.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// The name of the authority.
    pub reporter: String,
    /// The apogee altitude; none if not reported.
    pub apogee: Option<Reported>,
    /// The ground range; none if not reported.
    pub ground_range: Option<Reported>,
    /// The flight time; none if not reported.
    pub flight_time: Option<Reported>,
    /// The figures as an observation; none if there are fewer than two.
    pub observation: Option<Observation>,
    /// The words of the source where the cells have others: "half an hour" for "about 30 min";
    /// empty where they are the same.
    pub as_printed: String,
    /// How well the source was seen; none if the table does not say.
    pub seen: Option<Seen>,
    /// What speaks against the figures, beyond the other reports; empty if nothing does.
    pub doubt: String,
    /// A remark; empty if there is none.
    pub note: String,
    /// The text in which the report was read.
    pub source: String,
    /// Whether the source says that the report was recalled and not read; it must then be checked
    /// before it is used as fact.
    pub is_recalled: bool,
    /// The cells of the figures as they were read.
    pub(super) cells: FigureCells,
}

impl Flight {
    /// Returns whether the flight is of a kind.
    pub fn is(&self, kind: FlightKind) -> bool {
        self.kinds.contains(&kind)
    }

    /// Returns whether the figures of the flight are those of a ballistic arc, as far as the
    /// catalogue knows: it neither glided nor flew with lift or thrust on its way down.
    pub fn is_ballistic(&self) -> bool {
        !self.is(FlightKind::QuasiBallistic) && !self.is(FlightKind::Gliding)
    }
}

/// Writes the name and the coordinates of the place.
impl fmt::Display for LaunchPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.name.as_str(), self.coordinates_deg) {
            (name, None) => f.write_str(name),
            ("", Some([latitude, longitude])) => write!(f, "{latitude}° N, {longitude}° E"),
            (name, Some([latitude, longitude])) => write!(f, "{name} ({latitude}° N, {longitude}° E)"),
        }
    }
}

impl Report {
    /// Returns the report for [`compare`](crate::compare()), under the name of its reporter.
    ///
    /// # Errors
    ///
    /// Returns [`Error::NothingReported`](crate::Error::NothingReported) if the report has no
    /// figure.
    pub fn named(&self) -> Result<NamedReport> {
        NamedReport::new(&self.reporter, self.figures())
    }

    /// Returns the words of the source, as far as the table has them: `as_printed`, or, where that
    /// is empty, the cells whose words differ from the print of their figures ("some 640 km", which
    /// is printed as "about 640 km"); empty where nothing differs.
    pub fn words_of_source(&self) -> String {
        if self.as_printed.is_empty() {
            self.cells.other_words([self.apogee, self.ground_range, self.flight_time])
        } else {
            self.as_printed.clone()
        }
    }

    /// Returns whether another report is by the same reporter and has the same figures.
    pub(super) fn repeats(&self, other: &Self) -> bool {
        let figures = |report: &Self| [report.apogee, report.ground_range, report.flight_time];
        self.reporter == other.reporter && figures(self) == figures(other)
    }

    /// Returns the figures of the report, not yet checked together.
    pub(super) fn figures(&self) -> ObservationBuilder {
        Observation::builder()
            .figure(Figure::Apogee, self.apogee)
            .figure(Figure::GroundRange, self.ground_range)
            .figure(Figure::FlightTime, self.flight_time)
    }
}
