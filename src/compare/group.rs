//! Which reports can be of one flight, and what they say together.

use super::{Judged, NamedReport, Pair, pool, print};
use crate::error::Result;
use crate::model::Model;

/// Reports of which each agrees with each, and what they amount to together.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Group {
    /// Their places among the reports, rising.
    pub members: Vec<usize>,
    /// What all of them allow, judged as one report; for a single member that report itself. Three may agree two by two and yet
    /// be impossible together; the verdict then says so.
    pub pooled: Judged,
}

/// Every set of reports that agree two by two and that no other could join.
///
/// There may be several, and a report may be in more than one: which of two rivals is right is not for a rule to say.
pub(super) fn groups(judged: &[Judged], pairs: &[Pair], model: &Model) -> Result<Vec<Group>> {
    // A set is the bits of a number; the most reports there can be make this a matter of a millisecond.
    let bit = |place: usize| 1_u32 << place;
    let mut agreeing = vec![0_u32; judged.len()];
    for pair in pairs.iter().filter(|pair| pair.agrees()) {
        for (place, other) in [(pair.first, pair.second), (pair.second, pair.first)] {
            if let Some(with) = agreeing.get_mut(place) {
                *with |= bit(other);
            }
        }
    }
    let joins = |set: u32, (place, with): (usize, &u32)| set & !with & !bit(place) == 0;
    let mut sets: Vec<u32> = (1..bit(judged.len()))
        .filter(|set| {
            agreeing
                .iter()
                .enumerate()
                .all(|(place, with)| joins(*set, (place, with)) == (set & bit(place) != 0))
        })
        .collect();
    // The largest first; of two as large the one with the earlier first difference.
    sets.sort_by_key(|set| (std::cmp::Reverse(set.count_ones()), std::cmp::Reverse(set.reverse_bits())));
    sets.into_iter().map(|set| group(set, judged, model)).collect()
}

fn group(set: u32, judged: &[Judged], model: &Model) -> Result<Group> {
    let (members, of): (Vec<usize>, Vec<&Judged>) =
        judged.iter().enumerate().filter(|(place, _)| set & (1 << place) != 0).unzip();
    let pooled = match of.as_slice() {
        [only] => (*only).clone(),
        _ => {
            let reports: Vec<&NamedReport> = of.iter().map(|judged| &judged.report).collect();
            let names: Vec<&str> = reports.iter().map(|report| report.reporter()).collect();
            let pooled = pool::pooled(&reports, print::listed(&names))?;
            // Where one of them allows just what all allow, its estimate is theirs.
            match of.iter().find(|judged| judged.report.figures == pooled.figures) {
                Some(same) => Judged { report: pooled, estimate: same.estimate.clone() },
                None => Judged::of(pooled, model)?,
            }
        }
    };
    Ok(Group { members, pooled })
}
