//! The verdict on a report.

use std::fmt;

/// What physics says of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// `possible`: one ballistic flight can have these figures.
    Possible,
    /// `strained`: the flight is quicker than free flight over the same apogee and ground range,
    /// yet not quicker than any flight can be; or its top speed is not that of their arc.
    Strained,
    /// `impossible`: no flight without downward thrust can have these figures.
    Impossible,
    /// `underdetermined`: two figures contradict nothing, and no third was reported to test them.
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

    /// Returns the verdict with what it means.
    pub(crate) const fn in_words(self) -> &'static str {
        match self {
            Self::Possible => "possible: no law of physics rules the figures out",
            Self::Strained => "strained: only an unusual flight could have these figures",
            Self::Impossible => "impossible: no ballistic flight can have these figures",
            Self::Underdetermined => "underdetermined: the figures are too few to test each other",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
