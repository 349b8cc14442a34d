//! The definition of the standard trajectory.

use std::fmt;
use std::str::FromStr;

use crate::error::check::named;
use crate::error::{Error, Result};

/// The definition of the standard trajectory, whose range is the answer. Two correct programs that
/// use different definitions differ by several per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum StandardTrajectory {
    /// `gravity_turn`: the greatest range over gravity turns, with one free parameter, the kick.
    /// Boosters are flown in this way, and published ranges amount to it.
    #[default]
    GravityTurn,
    /// `greatest`: the greatest range over gravity turns, followed or not by one constant attitude,
    /// with two free parameters. The attitude holds from the second stage's ignition, or over the
    /// second half of the burn of a single stage.
    Greatest,
}

impl StandardTrajectory {
    /// All definitions, the default first.
    pub const ALL: [Self; 2] = [Self::GravityTurn, Self::Greatest];

    /// Returns the name as written in options and output.
    pub fn name(self) -> &'static str {
        match self {
            Self::GravityTurn => "gravity_turn",
            Self::Greatest => "greatest",
        }
    }

    /// Returns what the definition means, in a few words.
    pub fn summary(self) -> &'static str {
        match self {
            Self::GravityTurn => "The best gravity turn",
            Self::Greatest => "The best gravity turn followed by one attitude",
        }
    }
}

impl fmt::Display for StandardTrajectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Reads a name as [`name`](StandardTrajectory::name) writes it.
///
/// # Errors
///
/// [`Error::UnknownName`], with the names that there are.
impl FromStr for StandardTrajectory {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        named("definition of the standard trajectory", text, &Self::ALL, |one| one.name()).copied()
    }
}
