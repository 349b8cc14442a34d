//! A published range of a flight.

use std::fmt;

use crate::catalogue::cells::FigureCells;
use crate::catalogue::words::{FigureKind, Seen};
use crate::observation::Observation;
use crate::reported::Reported;

/// A published range for a flight, for the payload that flew.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PublishedEstimate {
    /// The range: a number, an interval, or a one-sided bound.
    pub range: Reported,
    /// The lower end of the range as published, km; none for "at most".
    pub range_km_low: Option<f64>,
    /// The upper end of the range as published, km; none for "at least".
    pub range_km_high: Option<f64>,
    /// The kind of the range.
    pub figure: FigureKind,
    /// The mass of the payload that the author named, kg; none if the author named none.
    pub payload_kg: Option<f64>,
    /// The author of the estimate.
    pub estimated_by: String,
    /// Whether the source names no author: "experts", "media".
    pub is_hearsay: bool,
    /// The figures from which the author made the estimate; none if they are not known.
    pub made_from: Option<Observation>,
    /// What else is known of how the estimate was made; empty if nothing is.
    pub basis: String,
    /// The words of the source where the cells have others; empty where they are the same.
    pub as_printed: String,
    /// How well the source was seen; none if the table does not say.
    pub seen: Option<Seen>,
    /// Whether the estimate includes the rotation of the Earth.
    pub earth_rotation: EarthRotation,
    /// The text in which the estimate was read.
    pub source: String,
    /// Whether the source says that the estimate was recalled and not read.
    pub is_recalled: bool,
    /// The cells of the figures from which it was made, as they were read.
    pub(super) cells: FigureCells,
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
    /// Returns whether the range can be counted for or against a method: one number for the vehicle
    /// that flew, by a named author, whose text can be read. Bounds, bands, classes and hearsay are
    /// kept and shown, and never counted as hits.
    pub fn counts(&self) -> bool {
        self.figure == FigureKind::Point && !self.is_hearsay && !self.is_recalled
    }

    /// Returns whether another estimate is by the same author and says the same.
    pub(super) fn repeats(&self, other: &Self) -> bool {
        let said = |one: &Self| {
            (one.range, one.figure, one.payload_kg, one.made_from, one.earth_rotation, one.basis.clone())
        };
        self.estimated_by == other.estimated_by && said(self) == said(other)
    }
}
