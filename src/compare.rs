//! Comparison of rival reports of one flight: the estimate from each report alone, which reports
//! can be of one flight, and the estimate from those that agree.
//!
//! Two reports **agree** if one flight can have the figures of both:
//!
//! 1. For every figure that both give, the intervals that the digits and words allow overlap, or
//!    differ by no more than the errors of the two sources allow (the errors of the prior; all but
//!    one in a thousand of them).
//! 2. The apogee and the ground range of each report with the flight time of the other, and the
//!    figures of both together, are neither `impossible` nor `strained` by
//!    [`consistency`](crate::consistency()), and need no burn time that the prior excludes.
//! 3. The top speed of each report is one of the arc of the other, where both give what it takes.
//! 4. Neither report is impossible alone. Nobody knows which of the figures of an impossible report
//!    is false, so none of them is used.
//!
//! Nothing is averaged. Reports are pooled in [groups](Comparison::groups) whose members agree
//! pairwise and to which no other report can be added. For each figure a group allows the interval
//! that all of its members allow.

mod enumerated;
mod group;
mod judged_report;
mod named_report;
mod pair;
mod pool;
mod print;
pub(crate) mod table;

use crate::error::Result;
use crate::error::check::within;
use crate::model::Model;

pub use group::Group;
pub use judged_report::JudgedReport;
pub use named_report::NamedReport;
pub use pair::{CrossCheck, FigureDifference, Pair, SpeedCheck};

/// The greatest number of reports that are compared: every pair is printed, and the search for
/// groups takes a millisecond.
pub const MAX_REPORTS: usize = 16;

/// Several reports of one flight, compared with one another.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
#[non_exhaustive]
pub struct Comparison {
    /// The reports in the order given, each with the estimate that follows from it alone.
    pub reports: Vec<JudgedReport>,
    /// Every pair of reports, in that order.
    pub pairs: Vec<Pair>,
    /// The groups whose members agree pairwise and to which no other report can be added; the
    /// largest first, then in the order of the reports. A report that agrees with no other is a
    /// group of one; a report that agrees with two that contradict each other is in the groups of
    /// both.
    pub groups: Vec<Group>,
    /// The assumptions.
    pub model: Model,
}

impl Comparison {
    /// Returns the pair of two reports, given by their indices in either order; none for a report
    /// and itself.
    pub fn pair(&self, one: usize, other: usize) -> Option<&Pair> {
        self.pairs.iter().find(|pair| [(one, other), (other, one)].contains(&(pair.first, pair.second)))
    }
}

/// Checks that the number of reports is one that can be compared.
///
/// # Errors
///
/// Returns [`Error::OutsideDomain`](crate::Error::OutsideDomain) for no reports and for more than
/// [`MAX_REPORTS`].
pub(crate) fn check_number(reports: &[NamedReport]) -> Result<()> {
    let is_allowed = (1..=MAX_REPORTS).contains(&reports.len());
    within(is_allowed, "the number of reports of one flight", reports.len() as f64, "from 1 to 16")
        .map(|_| ())
}

/// Estimates the range from each report alone, compares every pair of reports, and estimates the
/// range from those that agree.
///
/// ```
/// use lofted::{Model, NamedReport, Observation, compare};
///
/// let state = Observation::builder().apogee_km(2_802.0).ground_range_km(933.0).flight_time_min(39.0);
/// let rival = Observation::builder().apogee_km(535.0).ground_range_km(510.0).flight_time_min(14.0);
/// let reports = [NamedReport::new("KCNA", state)?, NamedReport::new("Russia MoD", rival)?];
/// let found = compare(&reports, &Model::default())?;
/// assert!(!found.pairs[0].agrees());
/// assert_eq!(found.groups.len(), 2);
/// println!("{found}");
/// # Ok::<(), lofted::Error>(())
/// ```
///
/// # Errors
///
/// Returns [`Error::OutsideDomain`](crate::Error::OutsideDomain) for no reports and for more than
/// [`MAX_REPORTS`], and the errors of [`estimate`](crate::estimate()). Reports that contradict one
/// another are no error.
pub fn compare(reports: &[NamedReport], model: &Model) -> Result<Comparison> {
    check_number(reports)?;
    let judged = reports
        .iter()
        .map(|report| JudgedReport::of(report.clone(), model))
        .collect::<Result<Vec<JudgedReport>>>()?;
    let mut pairs = Vec::new();
    for (first, one) in judged.iter().enumerate() {
        for (second, other) in judged.iter().enumerate().skip(first + 1) {
            pairs.push(Pair::of((first, one), (second, other), model.prior())?);
        }
    }
    let groups = group::groups(&judged, &pairs, model)?;
    Ok(Comparison { reports: judged, pairs, groups, model: model.clone() })
}
