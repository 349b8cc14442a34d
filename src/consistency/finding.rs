//! What the check of a report finds.

use std::fmt;

use crate::consistency::change::Change;
use crate::consistency::verdict::Verdict;
use crate::reported::Line;

/// What physics alone says of a report.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Consistency {
    /// The verdict.
    pub verdict: Verdict,
    /// The time of free flight over the reported apogee and ground range, s; up to the apogee and
    /// back where no ground range was reported; none where no apogee was.
    pub free_flight_time_s: Option<f64>,
    /// The time of the vertical free flight to the apogee and back, s. No flight without downward
    /// thrust is quicker. None where no apogee was reported.
    pub rectilinear_time_s: Option<f64>,
    /// The time over the ground range at circular speed along the surface, s, shortened by the
    /// Earth's rotation. No flight without downward thrust is quicker. None where no ground range
    /// was reported.
    pub circular_time_s: Option<f64>,
    /// The flight time less the free-flight time, s.
    pub surplus_s: Option<Spread>,
    /// Whether a reported top speed contradicts the arc of apogee and ground range.
    pub is_top_speed_contradicted: bool,
    /// The reasons for the verdict, a sentence each.
    pub reasons: Vec<String>,
    /// The changes of single figures that would change the verdict.
    pub changes: Vec<Change>,
}

/// A number with the least and the greatest value that the reported digits allow; none where a
/// bound is open.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Spread {
    /// The number for the figures themselves.
    pub value: f64,
    /// The least value that the digits allow.
    pub low: Option<f64>,
    /// The greatest value that the digits allow.
    pub high: Option<f64>,
}

/// Prints the verdict, the reasons, and the changes that would change it, a line each.
impl fmt::Display for Consistency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Line("verdict", self.verdict.in_words()))?;
        for reason in &self.reasons {
            write!(f, "\n{}", Line("", reason))?;
        }
        for change in &self.changes {
            write!(f, "\n{}", Line("", change))?;
        }
        Ok(())
    }
}
