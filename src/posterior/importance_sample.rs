//! The importance sample: many proposals, a systematic choice among them by weight, and the chosen
//! ones fitted.

use crate::inversion::LoftApproximation;
use crate::model::Model;
use crate::numerics::parallel;
use crate::numerics::quasirandom::MAX_POINTS;
use crate::posterior::fit_to_target::{FitOutcome, FittedDraw, Fitter};
use crate::posterior::frame::{FrameUnit, SampledDraw};
use crate::posterior::likelihood::ReportLikelihood;
use crate::posterior::proposal::{Candidate, Proposal, ProposalOutcome, Proposer};

pub(super) use crate::posterior::proposal::TimeBias;
use crate::prior::{Exclusion, ExclusionCounts, OutsidePrior};

/// The unweighted share of the proposals flying the loft that can meet the flight time, below which
/// the report lies in the far tail of the prior predictive distribution: it is outside the prior.
const MIN_ABLE_SHARE: f64 = 0.05;
/// The share below which the flight time is ignored. Where the loft is open, most of the share is
/// that of lofts drawn too high or too far, and only this limit counts.
const MIN_ABLE_SHARE_TO_USE_TIME: f64 = 0.004;

/// The number of proposals for each draw: at first, and at most where few have weight.
const PROPOSALS_PER_DRAW: u32 = 16;
const MAX_PROPOSALS_PER_DRAW: u32 = 128;

/// The number of pilot flights that measure the bias of the closed form's flight times, of points
/// examined for them, and of flights tried: where most vehicles cannot fly the report, each takes
/// long to find that out.
const PILOTS: usize = 12;
const MAX_PILOT_POINTS: u32 = 256;
const MAX_PILOT_FLIGHTS: usize = 32;
/// The smallest number of pilot flights that the bias is measured from.
const MIN_PILOTS: usize = 5;
/// The pilots have points of their own, so that none of them is a draw.
const PILOT_SEED: u64 = 0x5851_f42d_4c95_7f2d;

/// The number of draws that are fitted side by side: enough to fill lanes to the last rounds of
/// their searches, few enough for every core to have some.
pub(super) const SIDE_BY_SIDE: usize = 64;

/// The number of points that are proposed side by side: what is drawn of them stays in the nearest
/// cache until it is needed.
pub(super) const PROPOSED_TOGETHER: usize = 32;

/// A weighted sample of the posterior, and the frame it was chosen from.
pub(super) struct ImportanceSample {
    /// The fitted draws with their weights.
    pub(super) draws: Vec<SampledDraw>,
    /// All feasible proposals, in the order of their burn times.
    pub(super) frame: Vec<FrameUnit>,
    /// The number of chosen proposals lost to a search or a solver that failed.
    pub(super) lost: u32,
    /// The bias of the closed form's flight times; none where it was not measured.
    pub(super) time_bias: Option<TimeBias>,
    pub(super) shares: ProposalShares,
}

/// How many proposals may fly a report, and why the others do not.
#[derive(Debug, Clone, Copy)]
pub(super) struct ProposalShares {
    is_loft_open: bool,
    feasible: u32,
    /// Why the other proposals do not fly the report.
    pub(super) excluded: ExclusionCounts,
}

/// Returns a proposer of a report's vehicles, with the measured bias of the closed form's flight
/// times where there is one.
pub(super) fn proposer<'a>(
    model: &'a Model,
    report: ReportLikelihood,
    time_bias: Option<TimeBias>,
) -> Proposer<'a> {
    let proposer = Proposer::new(model, report, model.seed());
    time_bias.map_or(proposer, |time_bias| proposer.with_time_bias(time_bias))
}

impl ImportanceSample {
    /// Proposes until enough proposals have weight, chooses `draws` of them by weight, and fits the
    /// chosen ones.
    pub(super) fn draw(model: &Model, report: ReportLikelihood, draws: u32) -> Self {
        let fitter = Fitter::new(&report, model.sphere());
        let time_bias = pilot_time_bias(model, report, &fitter);
        let proposer = proposer(model, report, time_bias);
        let mut sample = Self {
            draws: Vec::new(),
            frame: Vec::new(),
            lost: 0,
            time_bias,
            shares: ProposalShares::new(report.is_loft_open),
        };
        let candidates = sample.feasible_candidates(&proposer, draws);
        let chosen = sample.choose(&candidates, draws);
        sample.fit(&chosen, &fitter);
        sample
    }

    /// Proposes until the effective number of proposals is half the number of draws. After the
    /// first batch it stops at powers of two only, where the quasi-random points are most even.
    /// Returns the feasible ones in the order of their burn times.
    fn feasible_candidates(&mut self, proposer: &Proposer<'_>, draws: u32) -> Candidates {
        #[allow(clippy::vec_box)] // They are sorted, and half a kilobyte each.
        let mut candidates: Vec<Box<Candidate>> = Vec::new();
        let (mut total, mut squares) = (0.0, 0.0);
        let at_first = draws.saturating_mul(PROPOSALS_PER_DRAW).min(MAX_POINTS);
        let at_most = draws.saturating_mul(MAX_PROPOSALS_PER_DRAW).min(MAX_POINTS);
        let (mut from, mut to) = (0, at_first);
        while from < at_most && (from == 0 || total * total < 0.5 * f64::from(draws) * squares) {
            let points: Vec<u32> = (from..to).collect();
            let groups: Vec<&[u32]> = points.chunks(PROPOSED_TOGETHER).collect();
            for outcome in parallel::map(&groups, |group| proposer.propose_all(group)).into_iter().flatten() {
                self.shares.add(&outcome);
                if let ProposalOutcome::Feasible(candidate) = outcome {
                    let weight = candidate.proposal.weight;
                    total += weight;
                    squares += weight * weight;
                    candidates.push(candidate);
                }
            }
            (from, to) = (to, (to + 1).next_power_of_two().min(at_most));
        }
        // The range depends most on the burn time.
        // The bits of positive numbers have their order.
        candidates.sort_by_cached_key(|candidate| candidate.proposal.burn_time_s().to_bits());
        Candidates { ordered: candidates, total_weight: total }
    }

    /// Chooses systematically with probability proportional to weight, and keeps the frame.
    fn choose<'a>(&mut self, candidates: &'a Candidates, draws: u32) -> Vec<Choice<'a>> {
        let total = candidates.total_weight;
        let (mut below, mut count) = (0.0, 0_u32);
        let mut chosen = Vec::new();
        for (frame_index, candidate) in candidates.ordered.iter().enumerate() {
            let Candidate { proposal, covariates, .. } = candidate.as_ref();
            below += proposal.weight;
            let before = count;
            while count < draws && below >= total * (f64::from(count) + 0.5) / f64::from(draws) {
                count += 1;
            }
            let multiplicity = count - before;
            if multiplicity > 0 {
                chosen.push(Choice { frame_index, proposal, multiplicity });
            }
            self.frame.push(FrameUnit { weight: proposal.weight, multiplicity, covariates: *covariates });
        }
        chosen
    }

    /// Fits the chosen proposals.
    fn fit(&mut self, chosen: &[Choice<'_>], fitter: &Fitter) {
        let groups: Vec<&[Choice<'_>]> = chosen.chunks(SIDE_BY_SIDE).collect();
        let outcomes = parallel::map(&groups, |group| {
            fitter.fit_all(&group.iter().map(|choice| choice.proposal).collect::<Vec<_>>())
        });
        let outcomes = outcomes.into_iter().flatten();
        for (outcome, Choice { frame_index, multiplicity, .. }) in outcomes.zip(chosen) {
            match outcome {
                Ok(FitOutcome::Fitted(draw)) => {
                    let weight = draw.weight * f64::from(*multiplicity);
                    let draw = FittedDraw { weight, ..*draw };
                    self.draws.push(SampledDraw { frame_index: *frame_index, draw });
                }
                Ok(FitOutcome::Rejected(why)) => self.shares.excluded.add(why),
                // One vehicle in hundreds: it is counted, and the others answer.
                Err(_) => self.lost += 1,
            }
        }
    }

    /// Returns the mean weight of all proposals that fly the loft, in whatever time: the predictive
    /// density of the reported flight time, 1/s.
    pub(super) fn mean_weight(&self) -> f64 {
        let proposed: f64 = self.frame.iter().map(|unit| unit.weight).sum();
        let chosen: u32 = self.frame.iter().map(|unit| unit.multiplicity).sum();
        let corrected: f64 = self.draws.iter().map(|sampled| sampled.draw.weight).sum();
        proposed / self.shares.flying() * corrected / f64::from(chosen.max(1))
    }

    /// Returns whether no draw has weight.
    fn is_empty(&self) -> bool {
        !self.draws.iter().any(|sampled| sampled.draw.weight > 0.0)
    }

    /// Returns on which side the flight time lies outside the prior; none where it lies inside.
    pub(super) fn outside_prior(&self) -> Option<OutsidePrior> {
        self.shares.outside_prior(self.is_empty())
    }

    /// Returns whether too few vehicles meet the flight time for it to be used.
    pub(super) fn is_time_unusable(&self) -> bool {
        self.shares.is_time_unusable(self.is_empty())
    }
}

impl ProposalShares {
    /// Returns the shares before any proposal, for a loft that is open or not.
    pub(super) fn new(is_loft_open: bool) -> Self {
        Self { is_loft_open, feasible: 0, excluded: ExclusionCounts::default() }
    }

    /// Counts a proposal.
    pub(super) fn add(&mut self, outcome: &ProposalOutcome) {
        match outcome {
            ProposalOutcome::Feasible(_) => self.feasible += 1,
            ProposalOutcome::Infeasible(why) => self.excluded.add(*why),
        }
    }

    /// Returns the unweighted share of the proposals that can meet the flight time.
    fn able_share(&self) -> f64 {
        f64::from(self.feasible) / self.flying()
    }

    /// Returns the number of proposals that fly the loft, whether or not they meet the flight time;
    /// at least one.
    fn flying(&self) -> f64 {
        let unable = self.excluded.of(Exclusion::BurnTooLong) + self.excluded.of(Exclusion::BurnTooShort);
        (f64::from(self.feasible) + f64::from(unable)).max(1.0)
    }

    /// Returns on which side the flight time lies outside the prior, for a sample that is empty or
    /// not; none where it lies inside.
    fn outside_prior(&self, is_empty: bool) -> Option<OutsidePrior> {
        let least = if self.is_loft_open { MIN_ABLE_SHARE_TO_USE_TIME } else { MIN_ABLE_SHARE };
        let is_outside = self.able_share() < least || is_empty;
        let (long, short) =
            (self.excluded.of(Exclusion::BurnTooLong), self.excluded.of(Exclusion::BurnTooShort));
        (is_outside && long + short > 0).then_some(if long > short {
            OutsidePrior::BurnTooLong
        } else {
            OutsidePrior::BurnTooShort
        })
    }

    /// Returns whether too few vehicles meet the flight time for it to be used.
    pub(super) fn is_time_unusable(&self, is_empty: bool) -> bool {
        self.outside_prior(is_empty).is_some() && (self.able_share() < MIN_ABLE_SHARE_TO_USE_TIME || is_empty)
    }
}

/// The feasible proposals, in the order of their burn times.
struct Candidates {
    #[allow(clippy::vec_box)] // They are sorted, and half a kilobyte each.
    ordered: Vec<Box<Candidate>>,
    total_weight: f64,
}

/// A proposal that was chosen.
struct Choice<'a> {
    frame_index: usize,
    proposal: &'a Proposal,
    /// How often it was chosen.
    multiplicity: u32,
}

/// Measures how much later flights are than the closed form says, by a few pilot flights; none
/// where too few fly, or no flight time was reported.
fn pilot_time_bias(model: &Model, report: ReportLikelihood, fitter: &Fitter) -> Option<TimeBias> {
    report.flight_time?;
    let proposer = Proposer::new(model, report, model.seed() ^ PILOT_SEED);
    let points: Vec<u32> = (0..MAX_PILOT_POINTS).collect();
    let mut feasible = points
        .chunks(PROPOSED_TOGETHER)
        .flat_map(|group| proposer.propose_all(group))
        .filter_map(|outcome| match outcome {
            ProposalOutcome::Feasible(candidate) => Some(candidate.proposal),
            ProposalOutcome::Infeasible(_) => None,
        });
    let mut excess_s: Vec<f64> = Vec::new();
    let mut flown = 0;
    while excess_s.len() < PILOTS && flown < MAX_PILOT_FLIGHTS {
        let missing = (PILOTS - excess_s.len()).min(MAX_PILOT_FLIGHTS - flown);
        let pilots: Vec<Proposal> = feasible.by_ref().take(missing).collect();
        if pilots.is_empty() {
            break;
        }
        flown += pilots.len();
        for outcome in fitter.fit_all(&pilots.iter().collect::<Vec<_>>()) {
            let Ok(FitOutcome::Fitted(pilot)) = outcome else { continue };
            let guess = LoftApproximation::new(pilot.loft, model.sphere()).rough_guess(&pilot.unreported);
            excess_s.extend(guess.map(|guess| pilot.fitted.flight_time_s - guess.flight_time_s));
        }
    }
    (excess_s.len() >= MIN_PILOTS).then(|| TimeBias::of(excess_s))
}

/// The same estimates by three roads: in lanes, one number at a time, and by controlled steps.
#[cfg(test)]
mod tests {
    use crate::model::Model;
    use crate::numerics::wide::set_single;
    use crate::observation::Observation;
    use crate::physics::flight::set_controlled;
    use crate::posterior::posterior;

    /// Ten reports, from 500 to 15,000 km; the last two near global reach. Apogee and ground range,
    /// km, and flight time, min.
    const REPORTS: [(f64, f64, Option<f64>); 10] = [
        (2_802.0, 930.0, Some(37.0)),
        (2_802.0, 930.0, Some(39.0)),
        (3_725.0, 998.0, Some(47.2)),
        (2_111.5, 787.0, Some(30.0)),
        (2_000.0, 800.0, Some(30.0)),
        (550.0, 500.0, None),
        (210.0, 450.0, Some(7.0)),
        (620.0, 400.0, Some(12.5)),
        (4_475.0, 950.0, Some(53.0)),
        (6_000.0, 1_000.0, Some(70.0)),
    ];
    const SEEDS: u64 = 8;

    /// Returns the 5th, 50th and 95th percentiles of all estimates, km; infinite in global reach.
    fn percentiles_km() -> Vec<[f64; 3]> {
        let mut all = Vec::new();
        for (apogee_km, ground_range_km, flight_time_min) in REPORTS {
            let mut report = Observation::builder().apogee_km(apogee_km).ground_range_km(ground_range_km);
            if let Some(minutes) = flight_time_min {
                report = report.flight_time_min(minutes);
            }
            let report = report.build().unwrap();
            for seed in 1..=SEEDS {
                let found = posterior(&report, &Model::default().with_seed(seed)).unwrap();
                all.push(
                    [0.05, 0.5, 0.95].map(|share| 1e-3 * found.quantile(share).unwrap().sortable_range_m()),
                );
            }
        }
        all
    }

    /// Returns the greatest relative difference of two sets of estimates, its root mean square, and
    /// how many percentiles are in global reach in one of them alone.
    fn differences(one: &[[f64; 3]], other: &[[f64; 3]]) -> (f64, f64, u32) {
        let (mut greatest, mut squares, mut count, mut apart) = (0.0_f64, 0.0, 0.0, 0);
        for (a, b) in one.iter().flatten().zip(other.iter().flatten()) {
            apart += u32::from(a.is_finite() != b.is_finite());
            if a.is_finite() && b.is_finite() {
                greatest = greatest.max((a / b - 1.0).abs());
                squares += (a / b - 1.0).powi(2);
                count += 1.0;
            }
        }
        (greatest, (squares / count).sqrt(), apart)
    }

    #[test]
    fn the_roads_lead_to_the_same_estimates() {
        let wide = percentiles_km();
        set_single(true);
        let single = percentiles_km();
        set_single(false);
        set_controlled(true);
        let controlled = percentiles_km();
        set_controlled(false);
        let (lanes, lanes_rms, lanes_apart) = differences(&wide, &single);
        let (steps, steps_rms, steps_apart) = differences(&wide, &controlled);
        println!(
            "lanes against single numbers: {lanes:.1e}, rms {lanes_rms:.1e}, {lanes_apart} apart; fixed against controlled steps: \
             {:.2} %, rms {:.3} %, {steps_apart} apart",
            100.0 * steps,
            100.0 * steps_rms
        );
        assert!(lanes < 1e-3 && lanes_apart == 0, "{lanes}, {lanes_apart}");
        // Pilot flights that differ by hundredths of a second choose other draws: the differences
        // are those of the choice, a quarter of the sampling error.
        assert!(steps_rms < 3e-3 && steps < 3e-2 && steps_apart < 4, "{steps}, {steps_rms}, {steps_apart}");
    }
}
