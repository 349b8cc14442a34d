//! The faults of a cell of a catalogue.

use crate::error::Error;

/// The fault of one cell of a table of reports or of estimates.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CellFault {
    /// The header lacks the column.
    #[error("the header has no such column; it needs {needed}")]
    NoSuchColumn {
        /// The columns that the header needs.
        needed: String,
    },

    /// The header has the column more than once.
    #[error("the header has this column twice; keep one")]
    ColumnTwice,

    /// An empty cell that has to be filled.
    #[error("the cell is empty; it has to say {what}")]
    Empty {
        /// What the cell has to say.
        what: &'static str,
    },

    /// A cell with a line end in it.
    #[error("the cell runs over the end of a line; a quotation mark may not be closed")]
    RunsOverLines,

    /// A text that is not a date in the form required.
    #[error(
        "{text:?} is no date; write year, month and day, as in 2017-07-04, the year from 1900 on, the month from 01 to 12"
    )]
    NotADate {
        /// The text of the cell.
        text: String,
    },

    /// A date that the calendar does not have.
    #[error("there is no {text}; that month has {days} days")]
    NoSuchDay {
        /// The text of the cell.
        text: String,
        /// The number of days of the month.
        days: u8,
    },

    /// A figure that cannot be read, or that no flight can have.
    #[error("{0}")]
    Figure(Box<Error>),

    /// Two rows of one flight that disagree on its date or its missile.
    #[error(
        "flight {flight} is here {here:?} and was {before:?} before; a flight has one date and one missile"
    )]
    FlightsDiffer {
        /// The name of the flight.
        flight: String,
        /// The text of the cell.
        here: String,
        /// The text of the same cell in an earlier row of the flight.
        before: String,
    },

    /// An estimate for a flight of which there is no report.
    #[error("no report is of a flight {flight:?}; load its reports first, or correct the name")]
    UnknownFlight {
        /// The text of the cell.
        flight: String,
    },

    /// A range that is not a number, or not a number that a range can have.
    #[error(
        "{text:?} is no range; write km as a plain number above zero, as in 6700, or leave an open end empty"
    )]
    NotARange {
        /// The text of the cell.
        text: String,
    },

    /// An estimate without a range.
    #[error("both ends of the range are empty; give one at least")]
    NoRange,

    /// A range whose ends are in the wrong order.
    #[error("the range runs from {low_km} km to {high_km} km; the smaller end comes first")]
    RangeReversed {
        /// The end given first, km.
        low_km: f64,
        /// The end given second, km.
        high_km: f64,
    },

    /// A text that does not say whether the Earth of the estimate rotated.
    #[error("{text:?} does not say whether the Earth turned in the estimate; write yes, no or unspecified")]
    NotARotation {
        /// The text of the cell.
        text: String,
    },
}
