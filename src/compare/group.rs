//! Groups of reports that can be of one flight, and the estimate from each group.

use crate::compare::enumerated::enumerated;
use crate::compare::judged_report::JudgedReport;
use crate::compare::named_report::NamedReport;
use crate::compare::pair::Pair;
use crate::compare::pool::pooled;
use crate::error::Result;
use crate::model::Model;

/// Reports that agree pairwise, and the estimate that follows from them together.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Group {
    /// The indices of the reports, rising.
    pub members: Vec<usize>,
    /// The figures that all members allow, judged as one report; for a single member the report
    /// itself. Three reports may agree pairwise and yet be impossible together; the verdict then
    /// says so.
    pub pooled: JudgedReport,
}

/// Finds every set of reports that agree pairwise and to which no other report can be added.
///
/// There may be several, and a report may be in more than one: no rule decides which of two rivals
/// is right.
pub(super) fn groups(judged: &[JudgedReport], pairs: &[Pair], model: &Model) -> Result<Vec<Group>> {
    // A set is kept as the bits of a number; with at most 16 reports all sets are searched in about
    // a millisecond.
    let bit = |index: usize| 1_u32 << index;
    let mut agreeing = vec![0_u32; judged.len()];
    for pair in pairs.iter().filter(|pair| pair.agrees()) {
        for (index, other) in [(pair.first, pair.second), (pair.second, pair.first)] {
            if let Some(with) = agreeing.get_mut(index) {
                *with |= bit(other);
            }
        }
    }
    let agrees_with_all = |set: u32, index: usize, with: &u32| set & !with & !bit(index) == 0;
    let mut sets: Vec<u32> = (1..bit(judged.len()))
        .filter(|set| {
            agreeing
                .iter()
                .enumerate()
                .all(|(index, with)| agrees_with_all(*set, index, with) == (set & bit(index) != 0))
        })
        .collect();
    // The largest set comes first; of two sets of one size, the one that has the earlier of the
    // reports in which they differ.
    sets.sort_by_key(|set| (std::cmp::Reverse(set.count_ones()), std::cmp::Reverse(set.reverse_bits())));
    sets.into_iter().map(|set| group(set, judged, model)).collect()
}

/// Pools the reports of a set, given as bits, and judges them as one report.
fn group(set: u32, judged: &[JudgedReport], model: &Model) -> Result<Group> {
    let (members, of): (Vec<usize>, Vec<&JudgedReport>) =
        judged.iter().enumerate().filter(|(index, _)| set & (1 << index) != 0).unzip();
    let pooled = match of.as_slice() {
        [only] => (*only).clone(),
        _ => {
            let reports: Vec<&NamedReport> = of.iter().map(|judged| &judged.report).collect();
            let names: Vec<&str> = reports.iter().map(|report| report.reporter()).collect();
            let pooled = pooled(&reports, enumerated(&names))?;
            // Where one member has exactly the pooled figures, its estimate is that of the group.
            match of.iter().find(|judged| judged.report.has_figures_of(&pooled)) {
                Some(same) => JudgedReport::with_estimate_of(pooled, same),
                None => JudgedReport::of(pooled, model)?,
            }
        }
    };
    Ok(Group { members, pooled })
}
