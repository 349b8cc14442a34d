//! A report with the estimate that follows from it alone.

use crate::compare::named_report::NamedReport;
use crate::consistency::Verdict;
use crate::error::{Figure, Result};
use crate::estimate::{Estimate, estimate};
use crate::model::Model;
use crate::prior::ImpliedBurnTime;

/// A report and the estimate that follows from it alone.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct JudgedReport {
    /// The report.
    pub report: NamedReport,
    /// The estimate from this report; none for a single figure, from which nothing follows.
    pub estimate: Option<Estimate>,
}

impl JudgedReport {
    /// Estimates the range from one report.
    pub(super) fn of(report: NamedReport, model: &Model) -> Result<Self> {
        let estimate = report.observation().map(|observation| estimate(observation, model)).transpose()?;
        Ok(Self { report, estimate })
    }

    /// Joins a report with the estimate of another that has the same figures.
    pub(super) fn with_estimate_of(report: NamedReport, other: &Self) -> Self {
        Self { report, estimate: other.estimate.clone() }
    }

    /// Returns whether physics alone excludes the figures.
    pub(crate) fn is_impossible(&self) -> bool {
        self.estimate.as_ref().is_some_and(|estimate| estimate.consistency.verdict == Verdict::Impossible)
    }

    /// Returns the shortest and the longest burn time that the report is consistent with, s: the
    /// 5th and the 95th percentile where there is a posterior, else the burn times that the surplus
    /// over free flight allows. None without a flight time, which alone determines them, and where
    /// the flight time was ignored.
    pub fn implied_burn_time(&self) -> Option<ImpliedBurnTime> {
        self.report.figure(Figure::FlightTime)?;
        let estimate = self.estimate.as_ref()?;
        match estimate.posterior() {
            Some(posterior) => (!posterior.is_time_ignored).then_some(ImpliedBurnTime {
                shortest_s: posterior.burn_time_s.p05,
                longest_s: posterior.burn_time_s.p95,
            }),
            None if estimate.consistency.verdict == Verdict::Impossible => None,
            None => estimate.implied_burn_time(),
        }
    }
}
