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

    /// A column of the header that the table does not have.
    #[error("the table has no such column; {remedy}")]
    UnknownColumn {
        /// The remedy: the column that may be meant, or those that there are.
        remedy: String,
    },

    /// A cell in a column to which the header gives no name.
    #[error("the header has no name above {text:?}; write one, or empty the cell")]
    UnnamedColumn {
        /// The text of the cell.
        text: String,
    },

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

    /// A text that is none of the words of its column.
    #[error("{text:?} is none of the words of this column; write {}", listed(words))]
    NotAWord {
        /// The text of the cell.
        text: String,
        /// The words of the column.
        words: &'static [&'static str],
    },

    /// A word of a cell for several words that is none of those of its column.
    #[error(
        "{text:?} is none of the words of this column; write {}, several with a space between them",
        listed(words)
    )]
    NotOneOfTheWords {
        /// The text between two spaces of the cell.
        text: String,
        /// The words of the column.
        words: &'static [&'static str],
    },

    /// Two kinds of flight that exclude each other.
    #[error("a flight is not both {one} and {other}; keep one of them")]
    KindsExclude {
        /// The one kind.
        one: &'static str,
        /// The other kind.
        other: &'static str,
    },

    /// A word that stands twice in one cell.
    #[error("the cell has {word:?} twice; keep one")]
    WordTwice {
        /// The word.
        word: &'static str,
    },

    /// A text that is not a number, or a number outside the bounds of its column.
    #[error("{text:?} is not a number from {low} to {high}; write it plainly, without a comma or a unit, as in {}", example(*low, *high))]
    NotANumber {
        /// The text of the cell.
        text: String,
        /// The smallest number of the column.
        low: i32,
        /// The greatest number of the column.
        high: i32,
    },

    /// A latitude without a longitude, or the reverse.
    #[error("a place has a latitude and a longitude; fill both or neither")]
    HalfAPlace,

    /// A kind of published range that its ends do not have.
    #[error("a {figure} has {expected}; correct the ends, or write {fitting}")]
    WrongFigure {
        /// The kind in the cell.
        figure: &'static str,
        /// The ends that this kind has.
        expected: &'static str,
        /// The kind that fits the ends.
        fitting: &'static str,
    },

    /// Two rows of one flight that disagree on its date, its missile, or what else they say of it.
    #[error("flight {flight} is here {here:?} and was {before:?} before; all rows of a flight say the same")]
    FlightsDiffer {
        /// The name of the flight.
        flight: String,
        /// The text of the cell.
        here: String,
        /// The text of the same cell in an earlier row of the flight.
        before: String,
    },

    /// A second report by one reporter with the same figures.
    #[error(
        "flight {flight} has this report by {reporter:?} already; leave the row out, or name both texts in one source"
    )]
    ReportTwice {
        /// The name of the flight.
        flight: String,
        /// The name of the reporter.
        reporter: String,
    },

    /// A second published range by one author that says the same.
    #[error(
        "flight {flight} has this range by {author:?} already; leave the row out, or name both texts in one source"
    )]
    EstimateTwice {
        /// The name of the flight.
        flight: String,
        /// The name of the author.
        author: String,
    },

    /// An estimate for a flight of which there is no report.
    #[error("no report is of a flight {flight:?}; load its reports first, or correct the name")]
    UnknownFlight {
        /// The text of the cell.
        flight: String,
    },

    /// A range that is not a number, or not a number that a range can have.
    #[error(
        "{text:?} is no range; write km as a plain number above zero, without a comma, as in 6700, or leave an open end empty"
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

/// Returns words with commas between them and "or" before the last.
fn listed(words: &[&str]) -> String {
    match words {
        [all @ .., last] if !all.is_empty() => format!("{} or {last}", all.join(", ")),
        words => words.concat(),
    }
}

/// Returns a number between two others, as an example.
fn example(low: i32, high: i32) -> f64 {
    if low < 0 { 39.5_f64.min(f64::from(high)) } else { 85.0_f64.clamp(f64::from(low), f64::from(high)) }
}
