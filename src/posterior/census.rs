//! Many vehicles proposed, some chosen and flown, and what became of them all.

use crate::numerics::parallel;
use crate::numerics::quasirandom::MOST_POINTS;
use crate::posterior::OutsidePrior;
use crate::posterior::sample::{Candidate, Drawn, Flew, Match, Proposal, Sampler};
use crate::posterior::strata::Framed;

/// Where fewer than this share of the vehicles that fly the loft can take the reported time, the report is outside the prior; where
/// fewer than the second, the time is set aside. Where the loft is open, most of the share is that of lofts drawn too high or too far,
/// and only the second counts.
const FEW: f64 = 0.05;
const HARDLY_ANY: f64 = 0.004;

/// A vehicle that flies the report, and its place in the frame.
pub(super) struct Placed {
    pub(super) place: usize,
    pub(super) found: Match,
}

/// What became of the points.
pub(super) struct Census {
    pub(super) matches: Vec<Placed>,
    /// All that may fly the report, in the order of their burn times.
    pub(super) frame: Vec<Framed>,
    is_loft_open: bool,
    /// Vehicles that may fly the report.
    able: u32,
    too_long: u32,
    too_short: u32,
    /// Chosen, and lost to a search or a solver that failed.
    pub(super) lost: u32,
}

/// Vehicles proposed for each that is flown: at first, and at most where few are worth it.
const PROPOSALS: u32 = 16;
const MOST_PROPOSALS: u32 = 128;

impl Census {
    /// Proposes until enough are worth flying, chooses among them, and flies those.
    pub(super) fn of(sampler: &Sampler<'_>, draws: u32) -> Self {
        let is_loft_open = sampler.report().is_loft_open;
        let mut census = Self {
            matches: Vec::new(),
            frame: Vec::new(),
            is_loft_open,
            able: 0,
            too_long: 0,
            too_short: 0,
            lost: 0,
        };
        let mut candidates: Vec<Candidate> = Vec::new();
        let (mut total, mut squares) = (0.0, 0.0);
        let at_first = draws.saturating_mul(PROPOSALS).min(MOST_POINTS);
        let at_most = draws.saturating_mul(MOST_PROPOSALS).min(MOST_POINTS);
        let (mut from, mut to) = (0, at_first);
        // Enough is looked at in powers of two, where the points are most even.
        while from < at_most && (from == 0 || total * total < 0.5 * f64::from(draws) * squares) {
            let points: Vec<u32> = (from..to).collect();
            for drawn in parallel::map(&points, |point| sampler.draw(*point)) {
                match drawn {
                    Drawn::May(candidate) => {
                        let weight = candidate.proposal.weight;
                        total += weight;
                        squares += weight * weight;
                        candidates.push(*candidate);
                        census.able += 1;
                    }
                    Drawn::WouldBurnTooLong => census.too_long += 1,
                    Drawn::WouldBurnTooShort => census.too_short += 1,
                    Drawn::Cannot => {}
                }
            }
            (from, to) = (to, (to + 1).next_power_of_two().min(at_most));
        }
        // Chosen evenly through the weight, in the order of what matters most.
        candidates.sort_by(|a, b| a.proposal.burn_time_s().total_cmp(&b.proposal.burn_time_s()));
        let (mut below, mut count) = (0.0, 0_u32);
        let mut chosen: Vec<(usize, &Proposal, u32)> = Vec::new();
        for (place, Candidate { proposal, known }) in candidates.iter().enumerate() {
            below += proposal.weight;
            let before = count;
            while count < draws && below >= total * (f64::from(count) + 0.5) / f64::from(draws) {
                count += 1;
            }
            let times = count - before;
            if times > 0 {
                chosen.push((place, proposal, times));
            }
            census.frame.push(Framed { weight: proposal.weight, times, known: *known });
        }
        let flown = parallel::map(&chosen, |(_, proposal, _)| sampler.fly(proposal));
        for (flew, (place, _, times)) in flown.into_iter().zip(chosen) {
            match flew {
                Ok(Flew::Matches(found)) => {
                    let weight = found.weight * f64::from(times);
                    census.matches.push(Placed { place, found: Match { weight, ..*found } });
                }
                Ok(Flew::WouldBurnTooLong) => census.too_long += 1,
                Ok(Flew::WouldBurnTooShort) => census.too_short += 1,
                Ok(Flew::Nothing) => {}
                // One vehicle in hundreds: it is counted, and the others answer.
                Err(_) => census.lost += 1,
            }
        }
        census
    }

    /// Whether nothing flew the report.
    fn is_empty(&self) -> bool {
        !self.matches.iter().any(|placed| placed.found.weight > 0.0)
    }

    /// The share of vehicles that can take the time.
    fn able(&self) -> f64 {
        let able = f64::from(self.able);
        able / (able + f64::from(self.too_long) + f64::from(self.too_short)).max(1.0)
    }

    /// Whether the time lies outside the prior, and on which side.
    pub(super) fn outside_prior(&self) -> Option<OutsidePrior> {
        let few = if self.is_loft_open { HARDLY_ANY } else { FEW };
        let few = self.able() < few || self.is_empty();
        (few && self.too_long + self.too_short > 0).then_some(if self.too_long > self.too_short {
            OutsidePrior::BurnTooLong
        } else {
            OutsidePrior::BurnTooShort
        })
    }

    /// Whether the time is outside by so much that it had better be set aside.
    pub(super) fn hardly_any_is_on_time(&self) -> bool {
        self.outside_prior().is_some() && (self.able() < HARDLY_ANY || self.is_empty())
    }
}
