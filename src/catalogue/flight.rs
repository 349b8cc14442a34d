//! A flight of the catalogue with its reports and published estimates.

use std::fmt;

use crate::catalogue::date::Date;
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
    /// The reports of the flight, one for each authority.
    pub reports: Vec<Report>,
    /// The published estimates of the range on a standard trajectory.
    pub estimates: Vec<PublishedEstimate>,
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
    /// A remark; empty if there is none.
    pub note: String,
    /// The text in which the report was read.
    pub source: String,
    /// Whether the source says that the report was recalled and not read; it must then be checked
    /// before it is used as fact.
    pub is_recalled: bool,
}

/// A published range for a flight, for the payload that flew.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PublishedEstimate {
    /// The range: a number, an interval, or a one-sided bound.
    pub range: Reported,
    /// The author of the estimate; "flown" where it is the ground range of a flight near its
    /// standard trajectory.
    pub estimated_by: String,
    /// The known basis of the estimate; empty if it is not known.
    pub basis: String,
    /// Whether the estimate includes the rotation of the Earth.
    pub earth_rotation: EarthRotation,
    /// The text in which the estimate was read.
    pub source: String,
    /// Whether the source says that the estimate was recalled and not read.
    pub is_recalled: bool,
}

/// Whether a published estimate includes the rotation of the Earth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EarthRotation {
    /// The estimate includes the rotation.
    Included,
    /// The estimate is for a non-rotating Earth.
    LeftOut,
    /// The source does not say whether the estimate includes the rotation.
    Unspecified,
}

/// Writes the word of the tables: yes, no, unspecified.
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
    /// Returns whether the range is not an estimate but the ground range of a flight near its
    /// standard trajectory.
    pub fn is_flown(&self) -> bool {
        self.estimated_by == "flown"
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

    /// Returns the figures of the report, not yet checked together.
    pub(super) fn figures(&self) -> ObservationBuilder {
        Observation::builder()
            .figure(Figure::Apogee, self.apogee)
            .figure(Figure::GroundRange, self.ground_range)
            .figure(Figure::FlightTime, self.flight_time)
    }
}
