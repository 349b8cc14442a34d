//! A comparison of rival reports.

use serde::ser::Serializer;

use crate::compare::{Comparison, CrossCheck, FigureDifference, Group, JudgedReport, Pair};
use crate::error::Figure;
use crate::export::json::estimate::EstimateJson;
use crate::prior::{ImpliedBurnTime, OutsidePrior};

/// A comparison of rival reports of one flight.
///
/// ```
/// use lofted::export::ComparisonJson;
/// use lofted::{Method, Model, NamedReport, Observation, compare};
///
/// let state = Observation::builder().apogee_km(2_802.0).ground_range_km(933.0);
/// let rival = Observation::builder().apogee_km(535.0).ground_range_km(510.0);
/// let reports = [NamedReport::new("KCNA", state)?, NamedReport::new("Russia MoD", rival)?];
/// let found = compare(&reports, &Model::default().with_method(Method::Flat))?;
/// let json = serde_json::to_value(ComparisonJson::of(&found))?;
/// assert_eq!(json["pairs"][0]["agrees"], false);
/// assert_eq!(json["pairs"][0]["differences"][0]["figure"], "apogee");
/// assert_eq!(json["groups"][1]["members"][0], 1);
/// assert_eq!(json["reports"][0]["estimate"]["range_km"]["median"], 5_604.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct ComparisonJson {
    /// The reports in the order given.
    pub reports: Vec<JudgedReportJson>,
    /// Every pair of reports, in that order.
    pub pairs: Vec<PairJson>,
    /// The groups of reports that agree pairwise, the largest first.
    pub groups: Vec<GroupJson>,
}

/// A report and the estimate that follows from it alone.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct JudgedReportJson {
    /// The name of the source.
    pub id: String,
    /// The figures as printed, each after its name.
    pub figures: String,
    /// The estimate from this report; none for a single figure.
    pub estimate: Option<EstimateJson>,
    /// The burn times that the report is consistent with; none without a flight time that was used.
    pub implied_burn_time_s: Option<BurnTimeJson>,
}

/// The ends of a burn time.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct BurnTimeJson {
    /// The shortest burn time, s.
    pub shortest: f64,
    /// The longest burn time, s.
    pub longest: f64,
}

/// Two reports, compared with each other.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct PairJson {
    /// The index of one report, from 0.
    pub first: usize,
    /// The index of the other report.
    pub second: usize,
    /// Whether one flight can have the figures of both.
    pub agrees: bool,
    /// The indices of those of the two reports that are impossible alone.
    pub impossible_alone: Vec<usize>,
    /// The differences in the figures that both give.
    pub differences: Vec<DifferenceJson>,
    /// The arc of each report with the flight time of the other.
    pub cross_checks: Vec<CrossCheckJson>,
    /// The verdict on the figures that both allow; none where the checks above contradict it
    /// already, or where fewer than two figures are left.
    pub together: Option<&'static str>,
}

/// The difference between two reports in one figure.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct DifferenceJson {
    /// The name of the figure.
    #[serde(serialize_with = "figure")]
    pub figure: Figure,
    /// The distance between the intervals that digits and words allow, in SI (m or s).
    pub difference_si: f64,
    /// The greatest difference that the errors of the two sources allow, in SI (m or s).
    pub allowed_difference_si: f64,
    /// Whether one flight can have both figures.
    pub agrees: bool,
}

/// The arc of one report with the flight time of the other.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct CrossCheckJson {
    /// The index of the report whose apogee and ground range are used.
    pub arc_report: usize,
    /// The index of the report whose flight time is used.
    pub time_report: usize,
    /// The verdict of physics alone on these figures.
    pub verdict: &'static str,
    /// The burn times that the flight time is consistent with over that arc.
    pub implied_burn_time_s: Option<BurnTimeJson>,
    /// On which side the flight time lies outside the prior; none where it lies inside.
    pub outside_prior: Option<&'static str>,
    /// Whether a vehicle of the prior can have a flight with these figures.
    pub is_feasible: bool,
}

/// Reports that agree pairwise, and the estimate that follows from them together.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct GroupJson {
    /// The indices of the reports, rising.
    pub members: Vec<usize>,
    /// The figures that all members allow, judged as one report.
    pub pooled: JudgedReportJson,
}

impl ComparisonJson {
    /// Converts a comparison.
    pub fn of(comparison: &Comparison) -> Self {
        Self {
            reports: comparison.reports.iter().map(JudgedReportJson::of).collect(),
            pairs: comparison.pairs.iter().map(PairJson::of).collect(),
            groups: comparison.groups.iter().map(GroupJson::of).collect(),
        }
    }
}

impl JudgedReportJson {
    /// Converts a report and its estimate.
    fn of(judged: &JudgedReport) -> Self {
        Self {
            id: judged.report.reporter().to_owned(),
            figures: judged.report.figures_text(),
            estimate: judged.estimate.as_ref().map(EstimateJson::of),
            implied_burn_time_s: judged.implied_burn_time().map(BurnTimeJson::from),
        }
    }
}

impl From<ImpliedBurnTime> for BurnTimeJson {
    fn from(burn_time: ImpliedBurnTime) -> Self {
        Self { shortest: burn_time.shortest_s, longest: burn_time.longest_s }
    }
}

impl PairJson {
    /// Converts a pair.
    fn of(pair: &Pair) -> Self {
        Self {
            first: pair.first,
            second: pair.second,
            agrees: pair.agrees(),
            impossible_alone: pair.impossible_alone.clone(),
            differences: pair.differences.iter().map(DifferenceJson::of).collect(),
            cross_checks: pair.cross_checks.iter().map(CrossCheckJson::of).collect(),
            together: pair.together.as_ref().map(|found| found.verdict.name()),
        }
    }
}

impl DifferenceJson {
    /// Converts a difference.
    fn of(difference: &FigureDifference) -> Self {
        let FigureDifference { figure, difference_si, allowed_difference_si } = *difference;
        Self { figure, difference_si, allowed_difference_si, agrees: difference.agrees() }
    }
}

impl CrossCheckJson {
    /// Converts a check.
    fn of(check: &CrossCheck) -> Self {
        Self {
            arc_report: check.arc_report,
            time_report: check.time_report,
            verdict: check.consistency.verdict.name(),
            implied_burn_time_s: check.implied_burn_time.map(BurnTimeJson::from),
            outside_prior: check.outside_prior.map(OutsidePrior::name),
            is_feasible: check.is_feasible(),
        }
    }
}

impl GroupJson {
    /// Converts a group.
    fn of(group: &Group) -> Self {
        Self { members: group.members.clone(), pooled: JudgedReportJson::of(&group.pooled) }
    }
}

/// Writes a figure as its name.
fn figure<S: Serializer>(figure: &Figure, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(figure.name())
}
