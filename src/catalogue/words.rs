//! The words of the tables: kinds of flight, kinds of figure, and how well a source was seen.

use std::fmt;

/// A kind of flight. A flight may be of several kinds: one that was lofted may also have failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FlightKind {
    /// A ballistic flight that went higher and less far than its vehicle can fly.
    Lofted,
    /// A ballistic flight near the trajectory of greatest range.
    NearStandard,
    /// A flight that did not use all its propellant or all its stages.
    NotSpent,
    /// A flight that ended before its plan did, or broke up.
    Failed,
    /// A low flight with lift or thrust on its way down: its figures are not those of an arc.
    QuasiBallistic,
    /// The flight of a glider after its boost: its figures are not those of an arc.
    Gliding,
}

/// A kind of published range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FigureKind {
    /// One number for the vehicle that flew.
    Point,
    /// Two ends of an interval.
    Band,
    /// One end: at least, or at most.
    Bound,
    /// The range of the type of missile, not of the flight.
    Class,
}

/// How well the source of a row was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Seen {
    /// The whole text.
    Whole,
    /// An excerpt of the text, with the figures.
    Excerpt,
    /// A number of a database, without words about its origin.
    Field,
    /// The row was taken over from an older table; the text was not opened again.
    Unchecked,
    /// The text could not be found again.
    Lost,
}

impl FlightKind {
    /// Returns whether a flight of this kind cannot be of another one: it is lofted or near
    /// standard, and only a ballistic flight is either.
    pub(super) fn excludes(self, other: Self) -> bool {
        let is_ballistic = |kind| matches!(kind, Self::Lofted | Self::NearStandard);
        let is_no_arc = |kind| matches!(kind, Self::QuasiBallistic | Self::Gliding);
        let excludes = |one, another| is_ballistic(one) && (is_no_arc(another) || is_ballistic(another));
        self != other && (excludes(self, other) || excludes(other, self))
    }
}

/// Defines the words of a type: all values, the word of a value, and the value of a word.
macro_rules! words {
    ($type:ident, $what:literal, $($value:ident = $word:literal),+) => {
        impl $type {
            #[doc = concat!("Every ", $what, ".")]
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$value),+];

            /// The words of the tables, in the same order.
            pub(super) const WORDS: &[&str] = &[$($word),+];

            /// Returns the word of the tables.
            pub fn name(self) -> &'static str {
                match self { $(Self::$value => $word),+ }
            }

            /// Returns the value of a word; none for another word.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($word => Some(Self::$value),)+ _ => None }
            }
        }

        /// Writes the word of the tables.
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

words!(
    FlightKind,
    "kind of flight",
    Lofted = "lofted",
    NearStandard = "near_standard",
    NotSpent = "not_spent",
    Failed = "failed",
    QuasiBallistic = "quasi_ballistic",
    Gliding = "gliding"
);
words!(
    FigureKind,
    "kind of published range",
    Point = "point",
    Band = "band",
    Bound = "bound",
    Class = "class"
);
words!(
    Seen,
    "way in which a source was seen",
    Whole = "whole",
    Excerpt = "excerpt",
    Field = "field",
    Unchecked = "unchecked",
    Lost = "lost"
);
