//! The first lines of a printed answer over the ground: the launch, the report, its verdict, and
//! what to know before relying on it.

use std::fmt;

use crate::estimate::Estimate;
use crate::physics::globe::GeodeticPosition;
use crate::reported::Line;

/// The launch, the report, its verdict and its warnings as lines of text.
pub(crate) struct Header<'a> {
    /// The launch site.
    pub(crate) site: GeodeticPosition,
    /// The direction of the flight, in words.
    pub(crate) direction: String,
    /// The estimate whose report, verdict and warnings are printed.
    pub(crate) estimate: &'a Estimate,
}

/// Writes the lines, without a line break at the end.
impl fmt::Display for Header<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { site, direction, estimate } = self;
        let (latitude_deg, longitude_deg) = (site.latitude_deg(), site.longitude_deg());
        let launch = format!("{latitude_deg:.2}, {longitude_deg:.2} (degrees north, east), {direction}");
        write!(f, "{}", Line("launch", launch))?;
        write!(f, "\n{}", Line("reported", &estimate.observation))?;
        write!(f, "\n{}", Line("verdict", estimate.consistency.verdict.in_words()))?;
        for reason in &estimate.consistency.reasons {
            write!(f, "\n{}", Line("", reason))?;
        }
        if let Some(side) = estimate.outside_prior {
            write!(f, "\n{}", Line("outside the prior", side.words()))?;
        }
        for warning in &estimate.warnings {
            write!(f, "\n{}", Line("warning", warning))?;
        }
        Ok(())
    }
}
