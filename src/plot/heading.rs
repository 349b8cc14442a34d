//! The answer above a picture of an estimate.

use std::fmt;

use super::canvas::{Canvas, MARGIN, Style, TEXT};
use super::measure::Anchor;
use crate::consistency::Verdict;
use crate::estimate::Estimate;
use crate::reach::Reach;

/// The answer, its interval if it has one, and the report with what is to be said against it.
pub(super) struct Heading {
    answer: String,
    interval: Option<String>,
    report: String,
}

impl Heading {
    pub(super) fn of(estimate: &Estimate) -> Self {
        let interval = estimate.posterior().map(|found| &found.reach);
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
                    format!("{reach} on a standard trajectory: {class} ({scheme})")
                }
                None => "no range".to_owned(),
            },
            interval: interval
                .filter(|reach| reach.p05 != Reach::Global)
                .map(|reach| format!("90 in 100 from {} to {}", reach.p05, reach.p95)),
            report,
        }
    }

    /// Writes it; the height below it.
    pub(super) fn draw(&self, canvas: &mut Canvas) -> f64 {
        let mut y = canvas.paragraph(&self.answer, (MARGIN, MARGIN + TEXT), Style::bold());
        if let Some(interval) = &self.interval {
            y = canvas.paragraph(interval, (MARGIN, y), Style::text(Anchor::Start));
        }
        canvas.paragraph(&self.report, (MARGIN, y), Style::small(Anchor::Start))
    }
}

impl fmt::Display for Heading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.answer)?;
        if let Some(interval) = &self.interval {
            write!(f, "; {interval}")?;
        }
        write!(f, "; {}", self.report)
    }
}
