//! What can be wrong with a cell of a catalogue.

use crate::error::Error;

/// What is wrong with one cell of a table of reports or of estimates.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CellFault {
    /// The header lacks the column.
    #[error("the header has no such column; it needs {needed}")]
    NoSuchColumn {
        /// All that it needs.
        needed: String,
    },

    /// The header has the column more than once.
    #[error("the header has this column twice; keep one")]
    ColumnTwice,

    /// A cell that has to be filled is not.
    #[error("the cell is empty; it has to say {what}")]
    Empty {
        /// What it has to say.
        what: &'static str,
    },

    /// A cell with a line end in it.
    #[error("the cell runs over the end of a line; a quotation mark may not be closed")]
    RunsOverLines,

    /// No date in the form asked for.
    #[error(
        "{text:?} is no date; write year, month and day, as in 2017-07-04, the year from 1900 on, the month from 01 to 12"
    )]
    NotADate {
        /// The cell.
        text: String,
    },

    /// A date that the calendar does not have.
    #[error("there is no {text}; that month has {days} days")]
    NoSuchDay {
        /// The cell.
        text: String,
        /// The days of the month.
        days: u8,
    },

    /// A figure that is not understood, or that no flight can have.
    #[error("{0}")]
    Figure(Box<Error>),

    /// Two rows of one flight that do not agree on what flight it is.
    #[error(
        "flight {flight} is here {here:?} and was {before:?} before; a flight has one date and one missile"
    )]
    FlightsDiffer {
        /// The flight.
        flight: String,
        /// The cell.
        here: String,
        /// What a row before it says.
        before: String,
    },

    /// An estimate for a flight that no report is of.
    #[error("no report is of a flight {flight:?}; load its reports first, or correct the name")]
    UnknownFlight {
        /// The cell.
        flight: String,
    },

    /// A range that is no number, or none that a range can be.
    #[error(
        "{text:?} is no range; write km as a plain number above zero, as in 6700, or leave an open end empty"
    )]
    NotARange {
        /// The cell.
        text: String,
    },

    /// An estimate without a range.
    #[error("both ends of the range are empty; give one at least")]
    NoRange,

    /// A range whose ends are in the wrong order.
    #[error("the range runs from {low_km} km to {high_km} km; the smaller end comes first")]
    RangeReversed {
        /// The end given first.
        low_km: f64,
        /// The end given second.
        high_km: f64,
    },

    /// No answer to whether the estimator's Earth turned.
    #[error("{text:?} does not say whether the Earth turned in the estimate; write yes, no or unspecified")]
    NotARotation {
        /// The cell.
        text: String,
    },
}
