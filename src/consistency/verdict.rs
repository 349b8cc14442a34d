//! The verdict on a report.

use std::fmt;

/// What physics says of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// One ballistic flight can have these figures.
    Possible,
    /// The flight is quicker than free flight over the same apogee and ground range, yet not
    /// quicker than any flight can be.
    Strained,
    /// No flight without downward thrust can have these figures.
    Impossible,
    /// Two figures contradict nothing, and no third was reported to test them.
    Underdetermined,
}

impl Verdict {
    /// Returns the stable name, as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Strained => "strained",
            Self::Impossible => "impossible",
            Self::Underdetermined => "underdetermined",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
