//! Rival reports of one flight, side by side: what each says alone, which of them one flight can have, and what those that agree
//! say together.
//!
//! Two reports **agree** if one flight can have the figures of both:
//!
//! 1. Figure by figure, what their digits and words allow overlaps, or is no farther apart than the errors of the two sources allow
//!    (the prior's; all but one in a thousand of them).
//! 2. The apogee and the ground range of each in the flight time of the other, and the figures of both together, are neither
//!    `impossible` nor `strained` by [`consistency`](crate::consistency()), and need no burn that the prior excludes.
//! 3. Neither is impossible on its own. Which of its figures is false nobody knows, so none of them is used.
//!
//! Nothing is averaged. Reports are pooled in [groups](Comparison::groups) in which each agrees with each, as large as they can be;
//! what a group allows of a figure is what all of its members allow of it.

mod group;
mod pair;
mod pool;
mod print;

use crate::consistency::Verdict;
use crate::error::{Error, Figure, Result};
use crate::estimate::{Estimate, estimate};
use crate::model::Model;
use crate::observation::{Observation, ObservationBuilder, listed};
use crate::prior::ImpliedBurnTime;
use crate::reported::{Reported, SiFigure};

pub use group::Group;
pub use pair::{Exchange, Gap, Pair};

/// The most reports that are compared: pairs are shown one by one, and groups of so many are found in no time.
pub const MOST_REPORTS: usize = 16;

/// What one source said of a flight: one figure at least.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedReport {
    reporter: String,
    figures: [Option<(Reported, SiFigure)>; 3],
    observation: Option<Observation>,
}

impl NamedReport {
    /// A source and its figures.
    ///
    /// ```
    /// use lofted::{NamedReport, Observation};
    ///
    /// let tracked = Observation::builder().flight_time_min(23.0);
    /// let report = NamedReport::new("Russia MoD", tracked)?;
    /// assert_eq!(report.observation(), None);
    /// # Ok::<(), lofted::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NothingReported`] without a figure; for a figure outside its domain as
    /// [`ObservationBuilder::build`]. A single figure is no error here: it can contradict.
    pub fn new(reporter: impl Into<String>, figures: ObservationBuilder) -> Result<Self> {
        let checked = figures.checked()?;
        let observation = match checked.iter().flatten().count() {
            0 => return Err(Error::NothingReported),
            1 => None,
            _ => Some(figures.build()?),
        };
        Ok(Self { reporter: reporter.into(), figures: checked, observation })
    }

    /// Who said it.
    pub fn reporter(&self) -> &str {
        &self.reporter
    }

    /// A figure as reported; none if this source did not give it.
    pub fn figure(&self, figure: Figure) -> Option<Reported> {
        self.checked(figure).map(|(reported, _)| reported)
    }

    /// A figure in m or s, with what its digits and words allow; none if this source did not give it.
    pub fn figure_si(&self, figure: Figure) -> Option<SiFigure> {
        self.checked(figure).map(|(_, si)| si)
    }

    /// The figures as reported, with their names.
    pub(crate) fn said(&self) -> String {
        listed(Figure::ALL.map(|figure| self.figure(figure)))
    }

    /// The figures together; none if there is only one.
    pub fn observation(&self) -> Option<&Observation> {
        self.observation.as_ref()
    }

    fn checked(&self, figure: Figure) -> Option<(Reported, SiFigure)> {
        let [apogee, ground_range, flight_time] = self.figures;
        match figure {
            Figure::Apogee => apogee,
            Figure::GroundRange => ground_range,
            Figure::FlightTime => flight_time,
        }
    }
}

/// A report, judged for itself.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Judged {
    /// The report.
    pub report: NamedReport,
    /// What it amounts to; none for a single figure, from which nothing follows.
    pub estimate: Option<Estimate>,
}

impl Judged {
    fn of(report: NamedReport, model: &Model) -> Result<Self> {
        let estimate = report.observation.as_ref().map(|observed| estimate(observed, model)).transpose()?;
        Ok(Self { report, estimate })
    }

    /// How long the engines may have burned: from the 5th to the 95th percentile where there is a posterior, else what the surplus
    /// over free flight allows. None without a flight time, which alone tells, or where that had to be set aside.
    pub fn implied_burn_time_s(&self) -> Option<ImpliedBurnTime> {
        self.report.figure(Figure::FlightTime)?;
        let estimate = self.estimate.as_ref()?;
        match estimate.posterior() {
            Some(found) => (!found.is_time_ignored).then_some(ImpliedBurnTime {
                shortest_s: found.burn_time_s.p05,
                longest_s: found.burn_time_s.p95,
            }),
            None if estimate.consistency.verdict == Verdict::Impossible => None,
            None => estimate.implied_burn_time(),
        }
    }
}

/// Several reports of one flight, held against one another.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// The reports in the order given, each judged for itself.
    pub reports: Vec<Judged>,
    /// Every two of them, in that order.
    pub pairs: Vec<Pair>,
    /// The groups in which each agrees with each and which no other report could join; the largest first, then in the order of
    /// the reports. A report that agrees with no other is a group by itself; one that agrees with two that contradict each other
    /// is in the groups of both.
    pub groups: Vec<Group>,
    /// What was assumed.
    pub model: Model,
}

impl Comparison {
    /// What is between two reports, by their places, in either order; none for a report and itself.
    pub fn pair(&self, one: usize, other: usize) -> Option<&Pair> {
        self.pairs.iter().find(|pair| [(one, other), (other, one)].contains(&(pair.first, pair.second)))
    }
}

/// Whether there are as many reports as are put side by side.
///
/// # Errors
///
/// [`Error::OutsideDomain`] for none and for more than [`MOST_REPORTS`].
pub(crate) fn check_number(reports: &[NamedReport]) -> Result<()> {
    if (1..=MOST_REPORTS).contains(&reports.len()) {
        return Ok(());
    }
    Err(Error::OutsideDomain {
        quantity: "the number of reports of one flight",
        value: reports.len() as f64,
        allowed: "from 1 to 16",
    })
}

/// Judges each report alone, every two of them against each other, and what those that agree say together.
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
/// [`Error::OutsideDomain`] for no reports and for more than [`MOST_REPORTS`]; as [`estimate`] otherwise. Reports that contradict
/// one another are no error.
pub fn compare(reports: &[NamedReport], model: &Model) -> Result<Comparison> {
    check_number(reports)?;
    let judged =
        reports.iter().map(|report| Judged::of(report.clone(), model)).collect::<Result<Vec<Judged>>>()?;
    let mut pairs = Vec::new();
    for (first, one) in judged.iter().enumerate() {
        for (second, other) in judged.iter().enumerate().skip(first + 1) {
            pairs.push(Pair::of((first, one), (second, other), model.prior())?);
        }
    }
    let groups = group::groups(&judged, &pairs, model)?;
    Ok(Comparison { reports: judged, pairs, groups, model: model.clone() })
}
