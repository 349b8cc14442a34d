//! A change of one figure that would change the verdict.

use std::fmt;

use crate::consistency::verdict::Verdict;
use crate::error::Figure;
use crate::reported::Grouped;

/// A change of one figure that would change the verdict.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// The figure to change.
    pub figure: Figure,
    /// Whether the threshold is an upper bound (else a lower one).
    pub at_most: bool,
    /// The value at which the verdict changes, m or s: that of the true figure, not of the printed
    /// one.
    pub threshold_si: f64,
    /// The threshold's difference from the reported figure, as a fraction of it; negative for less.
    pub relative: f64,
    /// The verdict beyond the threshold.
    pub verdict: Verdict,
}

impl Change {
    /// Returns the threshold with its unit, as it is printed.
    pub(super) fn printed_threshold(&self) -> String {
        let (value, unit) = match self.figure {
            Figure::FlightTime => (self.threshold_si, "s"),
            Figure::Apogee | Figure::GroundRange => (self.threshold_si / 1e3, "km"),
        };
        format!("{:.1} {unit}", Grouped(value))
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { figure, at_most, relative, verdict, .. } = *self;
        let threshold = self.printed_threshold();
        let bound = if at_most { "at most" } else { "at least" };
        write!(f, "would be {verdict} with {} {figure} of {bound} {threshold}", article(figure))?;
        // A change beyond a factor of two is no correction of a figure but another figure.
        if (-0.5..=1.0).contains(&relative) {
            write!(f, " ({:+.1} %)", 100.0 * relative)?;
        }
        Ok(())
    }
}

fn article(figure: Figure) -> &'static str {
    if figure == Figure::Apogee { "an" } else { "a" }
}
