//! The answer above a picture of an estimate.

use std::fmt;

use crate::consistency::Verdict;
use crate::estimate::Estimate;
use crate::plot::canvas::{Canvas, MARGIN, Style, TEXT};
use crate::plot::measure::Anchor;
use crate::posterior::ReachPercentiles;
use crate::reach::Reach;

/// The answer, its interval if it has one, and the report with its warnings.
pub(super) struct Heading {
    /// The range on a standard trajectory and its class.
    answer: String,
    /// The 90 % interval of the range; none without a posterior, and where it is global reach.
    interval: Option<String>,
    /// The reported figures, and the warnings that belong to the answer.
    report: String,
}

impl Heading {
    /// Returns the heading of an estimate.
    pub(super) fn of(estimate: &Estimate) -> Self {
        let percentiles = estimate.posterior().map(|posterior| posterior.reach);
        let mut report = format!("reported: {}", estimate.observation);
        if estimate.consistency.verdict == Verdict::Strained {
            report.push_str("; strained");
        }
        for warning in &estimate.warnings {
            report.push_str("; warning: ");
            report.push_str(&warning.to_string());
        }
        Self {
            answer: match estimate.reach {
                Some(reach) => {
                    let (class, scheme) = (estimate.class(), estimate.model.scheme());
                    let range = percentiles.map_or_else(
                        || reach.to_string(),
                        |percentiles| percentiles.printed(reach).to_string(),
                    );
                    format!("{range} on a standard trajectory: {class} (scheme {scheme})")
                }
                None => "no range".to_owned(),
            },
            interval: percentiles.filter(|percentiles| percentiles.p05 != Reach::Global).map(interval),
            report,
        }
    }

    /// Renders the heading and returns the baseline for what follows.
    pub(super) fn render(&self, canvas: &mut Canvas) -> f64 {
        let mut y = canvas.paragraph(&self.answer, (MARGIN, MARGIN + TEXT), Style::bold());
        if let Some(interval) = &self.interval {
            y = canvas.paragraph(interval, (MARGIN, y), Style::text(Anchor::Start));
        }
        canvas.paragraph(&self.report, (MARGIN, y), Style::small(Anchor::Start))
    }
}

/// Returns the 90 % interval in words; the unit stands once where both ends have it.
fn interval(percentiles: ReachPercentiles) -> String {
    let [low, high] = [percentiles.p05, percentiles.p95].map(|reach| percentiles.printed(reach).to_string());
    let low = if high.ends_with(" km") { low.trim_end_matches(" km") } else { &low };
    format!("90 % interval: {low} to {high}")
}

/// Writes the heading as one text.
impl fmt::Display for Heading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.answer)?;
        if let Some(interval) = &self.interval {
            write!(f, "; {interval}")?;
        }
        write!(f, "; {}", self.report)
    }
}
