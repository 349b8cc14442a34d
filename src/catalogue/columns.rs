//! The columns of the two tables: the schema of the public tables and of one's own.

use crate::catalogue::words::{FigureKind, FlightKind, Seen};

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// The name in the header.
    pub name: &'static str,
    /// The content of its cells, in words.
    pub content: &'static str,
    /// The kind of content that is accepted.
    pub cell: Cell,
    /// Whether the header needs the column.
    pub is_needed: bool,
    /// Whether every cell has to be filled.
    pub is_filled: bool,
}

/// The content that a column accepts in a cell that is not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cell {
    /// Any text.
    Text,
    /// A day, as in 2017-07-04.
    Date,
    /// A length as reported, with its unit and its words.
    Length,
    /// A time as reported, with its unit and its words.
    Time,
    /// A plain number from the first to the second, without a unit.
    Number(i32, i32),
    /// One of the words.
    Word(&'static [&'static str]),
    /// One or more of the words, with spaces between them.
    Words(&'static [&'static str]),
}

/// Returns a column that the header needs and whose cells are filled.
const fn filled(name: &'static str, cell: Cell, content: &'static str) -> Column {
    Column { name, content, cell, is_needed: true, is_filled: true }
}

/// Returns a column that the header needs and whose cells may be empty.
const fn needed(name: &'static str, cell: Cell, content: &'static str) -> Column {
    Column { name, content, cell, is_needed: true, is_filled: false }
}

/// Returns a column that the header may leave out.
const fn optional(name: &'static str, cell: Cell, content: &'static str) -> Column {
    Column { name, content, cell, is_needed: false, is_filled: false }
}

/// The greatest range and payload of a table: more is a slip of unit.
const GREATEST: i32 = 1_000_000;

/// The columns of a table of reports.
pub(super) const REPORTS: &[Column] = &[
    filled("flight", Cell::Text, "the name of the flight; in the public table it ends in the date"),
    filled("date", Cell::Date, "the day of the flight, in its local time"),
    filled("missile", Cell::Text, "the name of the missile, as far as it is known"),
    optional("country", Cell::Text, "the country that launched; once a flight"),
    optional(
        "kind",
        Cell::Words(FlightKind::WORDS),
        "the kinds of the flight, several with a space between them; once a flight",
    ),
    optional("launch_place", Cell::Text, "the launch place, where published; once a flight"),
    optional("launch_latitude_deg", Cell::Number(-90, 90), "its latitude, degrees north; once a flight"),
    optional("launch_longitude_deg", Cell::Number(-180, 180), "its longitude, degrees east; once a flight"),
    optional(
        "launch_azimuth_deg",
        Cell::Number(0, 360),
        "the direction over the ground, degrees clockwise from north; once a flight",
    ),
    filled("reporter", Cell::Text, "the authority that reported the figures"),
    needed("apogee", Cell::Length, "the greatest altitude, as reported"),
    needed("ground_range", Cell::Length, "the distance from launch to impact, as reported"),
    needed("flight_time", Cell::Time, "the time from launch to impact, as reported"),
    optional("as_printed", Cell::Text, "the words of the source, where the cells have others"),
    optional("seen", Cell::Word(Seen::WORDS), "how well the source was seen"),
    optional("doubt", Cell::Text, "what speaks against the figures, beyond the other reports"),
    needed("note", Cell::Text, "a remark"),
    filled("source", Cell::Text, "where the row was read, so that others can"),
];

/// The columns of a table of published estimates.
pub(super) const ESTIMATES: &[Column] = &[
    filled("flight", Cell::Text, "the name of the flight in the table of reports"),
    needed(
        "range_km_low",
        Cell::Number(0, GREATEST),
        "the lower end of the range, km; empty for \"at most\"",
    ),
    needed(
        "range_km_high",
        Cell::Number(0, GREATEST),
        "the upper end of the range, km; empty for \"at least\"",
    ),
    optional("figure", Cell::Word(FigureKind::WORDS), "the kind of the range; by its ends where it is empty"),
    optional("payload_kg", Cell::Number(0, GREATEST), "the mass of the payload that the author named, kg"),
    filled("estimated_by", Cell::Text, "the author of the estimate"),
    optional("hearsay", Cell::Word(&["yes"]), "yes where no author is named, as in \"experts\""),
    optional("from_apogee", Cell::Length, "the apogee from which the author estimated, if known"),
    optional("from_ground_range", Cell::Length, "the ground range from which the author estimated, if known"),
    optional("from_flight_time", Cell::Time, "the flight time from which the author estimated, if known"),
    needed("basis", Cell::Text, "what else is known of how the estimate was made"),
    optional("as_printed", Cell::Text, "the words of the source, where the cells have others"),
    optional("seen", Cell::Word(Seen::WORDS), "how well the source was seen"),
    filled(
        "earth_rotation",
        Cell::Word(&["yes", "no", "unspecified"]),
        "whether the Earth of the estimate rotated",
    ),
    filled("source", Cell::Text, "where the row was read, so that others can"),
];
