//! The three figures of a flight, by name.

use std::fmt;

/// One of the three reported figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Figure {
    /// The greatest altitude above the surface.
    Apogee,
    /// The distance over the surface from launch to impact.
    GroundRange,
    /// The time from launch to impact.
    FlightTime,
}

impl Figure {
    /// All three, in the order in which they are printed.
    pub const ALL: [Self; 3] = [Self::Apogee, Self::GroundRange, Self::FlightTime];

    /// Returns the name as written in options and in the headers of tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Apogee => "apogee",
            Self::GroundRange => "ground_range",
            Self::FlightTime => "flight_time",
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Apogee => "apogee",
            Self::GroundRange => "ground range",
            Self::FlightTime => "flight time",
        })
    }
}
