//! The sensitivity of the answer to the reported figures: by how much the median of the range moves
//! when a figure does.
//!
//! Estimates a step to either side are imitated: their vehicles are proposed as they would be, from
//! the same points of the unit cube, but not flown; the working model predicts their ranges, and
//! each counts by the chance that its last stage is within its bounds once fitted. The proposals,
//! seventeen hundred, cost a tenth of the estimate. The standard error is the jackknife's over eight
//! groups of points (B. Efron, The Jackknife, the Bootstrap and Other Resampling Plans, SIAM 1982,
//! chapter 3); the error of the working model, some tenth of a slope and more below 1,000 km, is not
//! part of it.

use crate::inversion::LoftApproximation;
use crate::model::Model;
use crate::numerics::parallel;
use crate::physics::earth::Sphere;
use crate::posterior::covariates::COVARIATES;
use crate::posterior::fit_to_target::FittedDraw;
use crate::posterior::frame::SampledDraw;
use crate::posterior::importance_sample::{PROPOSED_TOGETHER, ProposalShares, TimeBias, proposer};
use crate::posterior::likelihood::{Likelihood, ReportLikelihood};
use crate::posterior::linear_model::LinearModel;
use crate::posterior::proposal::{Candidate, Proposal, ProposalOutcome, Proposer};
use crate::posterior::weighted_sample::WeightedSample;

/// The sensitivity of the median of the range to the reported figures.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct Sensitivity {
    /// The change per minute of flight time, km/min: half of the difference between the answers for
    /// a minute more and a minute less. None without a flight time, where one of those two answers
    /// ignores the time, and where its error is more than a fifth of it.
    pub range_km_per_min: Option<Slope>,
    /// The change per kilometre of apogee, km/km, at the same flight time where one was reported.
    /// None without an apogee, and where its error is more than a fifth of it.
    pub range_km_per_apogee_km: Option<Slope>,
}

/// A slope and its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// The slope, in the unit of its field.
    pub value: f64,
    /// Its standard error, in the same unit.
    pub standard_error: f64,
}

/// The number of points proposed on each side of a flight time, and of an apogee.
const TIME_POINTS: u32 = 640;
const APOGEE_POINTS: u32 = 224;
/// The number of groups of points that the error is found from.
const GROUPS: usize = 8;
/// The step of a flight time, s: a minute.
const STEP_S: f64 = 60.0;
/// The step of an apogee, relative.
const APOGEE_STEP: f64 = 0.01;
/// The greatest standard error of a slope that is given, as a share of the slope.
const MAX_RELATIVE_ERROR: f64 = 0.2;
/// The least error that counts as known for any slope, km per unit.
const NEGLIGIBLE_KM: f64 = 2.0;

/// What the imitated estimates have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct SensitivityBasis<'a> {
    pub(super) model: &'a Model,
    pub(super) report: ReportLikelihood,
    pub(super) time_bias: Option<TimeBias>,
    pub(super) working_model: &'a LinearModel<COVARIATES>,
    /// The error of the guessed last stages.
    pub(super) guess_error: GuessError,
    /// The median of the range, km.
    pub(super) median_km: f64,
}

/// The error of the closed form's ideal velocity of the last stage: fitted less guessed, m/s.
#[derive(Debug, Clone, Copy)]
pub(super) struct GuessError {
    mean: f64,
    standard_deviation: f64,
}

/// The least spread of the guesses, m/s, and the number of draws that it is measured on.
const LEAST_SPREAD_M_PER_S: f64 = 5.0;
const MEASURED: usize = 64;

impl GuessError {
    /// Measures the error on some of the fitted draws.
    pub(super) fn of(draws: &[SampledDraw], sphere: Sphere) -> Self {
        let every = draws.len().div_ceil(MEASURED).max(1);
        let errors: Vec<f64> = draws
            .iter()
            .step_by(every)
            .filter_map(|SampledDraw { draw: FittedDraw { unreported, loft, fitted, .. }, .. }| {
                let guess = LoftApproximation::new(*loft, sphere).rough_guess(unreported)?;
                let found = unreported.last_delta_v_m_per_s(fitted.last_acceleration_m_per_s2);
                Some(found - guess.last_delta_v_m_per_s)
            })
            .collect();
        let count = errors.len().max(1) as f64;
        let mean = errors.iter().sum::<f64>() / count;
        let variance = errors.iter().map(|error| (error - mean).powi(2)).sum::<f64>() / count;
        Self { mean, standard_deviation: variance.sqrt().max(LEAST_SPREAD_M_PER_S) }
    }

    /// Returns the probability that a proposal's last stage is within its bounds once fitted, for a
    /// logistic error.
    fn chance_of_a_fit(&self, candidate: &Candidate) -> f64 {
        let Proposal { draft, unreported, .. } = &candidate.proposal;
        let shares = draft.last_share(unreported.last_stage.burn_time_s);
        let expected = candidate.guessed_delta_v_m_per_s + self.mean;
        let below = |share: f64| {
            let away = unreported.last_delta_v_of_share_m_per_s(share) - expected;
            1.0 / (1.0 + (-away / (LOGISTIC * self.standard_deviation)).exp())
        };
        (below(shares.high) - below(shares.low)).max(0.0)
    }
}

/// The scale of a logistic distribution over its standard deviation, √3/π.
const LOGISTIC: f64 = 0.551_328_895_421_792_1;

impl SensitivityBasis<'_> {
    /// Computes the sensitivity to the flight time and to the apogee.
    pub(super) fn sensitivity(&self) -> Sensitivity {
        let per_min = self.report.flight_time.and_then(|time| {
            let steps_s = [-STEP_S, STEP_S];
            let reports = steps_s.map(|by_s| {
                let flight_time = Some(shifted_by(time, by_s));
                ReportLikelihood { flight_time, ..self.report }
            });
            let points: Vec<u32> = (0..TIME_POINTS).collect();
            let sides = if self.report.apogee.is_some() {
                // The vehicles are the same but for the burn that meets the time.
                let proposer = self.proposer(self.report);
                in_groups(&points, |group| proposer.propose_all_later(group, steps_s))
            } else {
                self.proposed(&points, &reports)
            };
            self.slope(reports, sides, 2.0)
        });
        let per_apogee_km = self.report.apogee.and_then(|apogee| {
            let step_m = APOGEE_STEP * 0.5 * (apogee.low + apogee.high);
            let shifted =
                |by_m: f64| ReportLikelihood { apogee: Some(shifted_by(apogee, by_m)), ..self.report };
            let reports = [-step_m, step_m].map(shifted);
            let points: Vec<u32> = (0..APOGEE_POINTS).collect();
            self.slope(reports, self.proposed(&points, &reports), 2e-3 * step_m)
        });
        Sensitivity { range_km_per_min: per_min, range_km_per_apogee_km: per_apogee_km }
    }

    /// Returns the difference of the medians of two reports over the number of units between them;
    /// none where one of them ignores its time, or the error is too large.
    fn slope(
        &self,
        reports: [ReportLikelihood; 2],
        sides: [Vec<ProposalOutcome>; 2],
        units: f64,
    ) -> Option<Slope> {
        let [below, above] = sides;
        let [report_below, report_above] = reports;
        let (below, above) = (self.predicted(report_below, below), self.predicted(report_above, above));
        // From an answer with the time to one without it there is a jump, not a slope.
        if below.is_time_ignored != above.is_time_ignored {
            return None;
        }
        let (below, above) = (below.vehicles, above.vehicles);
        let slope = |left_out: Option<usize>| {
            let change = median_ln_range(&above, left_out)? - median_ln_range(&below, left_out)?;
            Some(self.median_km * change / units)
        };
        let value = slope(None)?;
        let squares = (0..GROUPS).map(|group| slope(Some(group)).map(|slope| (slope - value).powi(2)));
        let sum: f64 = squares.sum::<Option<f64>>()?;
        let standard_error = (sum * (GROUPS as f64 - 1.0) / GROUPS as f64).sqrt();
        let allowed = (MAX_RELATIVE_ERROR * value.abs()).max(NEGLIGIBLE_KM);
        (standard_error <= allowed).then_some(Slope { value, standard_error })
    }

    /// Predicts the ranges of the vehicles proposed for a report. As in the estimate, a flight time
    /// that almost none can meet is ignored.
    fn predicted(&self, report: ReportLikelihood, proposed: Vec<ProposalOutcome>) -> Imitated {
        let points = proposed.len() as u32;
        let mut shares = ProposalShares::new(report.is_loft_open);
        proposed.iter().for_each(|outcome| shares.add(outcome));
        let vehicles = self.with_ranges(proposed);
        let has_both = report.apogee.is_some() && report.flight_time.is_some();
        if has_both && shares.is_time_unusable(vehicles.is_empty()) {
            let points: Vec<u32> = (0..points).collect();
            let [proposed] = self.proposed(&points, &[report.without_time()]);
            return Imitated { vehicles: self.with_ranges(proposed), is_time_ignored: true };
        }
        Imitated { vehicles, is_time_ignored: false }
    }

    fn proposer(&self, report: ReportLikelihood) -> Proposer<'_> {
        proposer(self.model, report, self.time_bias)
    }

    /// Proposes the vehicles of points for each report.
    fn proposed<const REPORTS: usize>(
        &self,
        points: &[u32],
        reports: &[ReportLikelihood; REPORTS],
    ) -> [Vec<ProposalOutcome>; REPORTS] {
        let proposers = reports.map(|report| self.proposer(report));
        in_groups(points, |group| proposers.map(|proposer| proposer.propose_all(group)))
    }

    /// Predicts the ranges of the proposals that may fly; their places are those of their points.
    fn with_ranges(&self, proposed: Vec<ProposalOutcome>) -> Vec<Predicted> {
        let feasible = proposed.into_iter().enumerate().filter_map(|(point, outcome)| match outcome {
            ProposalOutcome::Feasible(candidate) => Some((point, candidate)),
            ProposalOutcome::Infeasible(_) => None,
        });
        feasible
            .map(|(point, candidate)| Predicted {
                ln_range: self.working_model.predict(&candidate.covariates.values()),
                weight: candidate.proposal.weight * self.guess_error.chance_of_a_fit(&candidate),
                group: point % GROUPS,
            })
            .collect()
    }
}

/// Proposes vehicles for each of some reports, group by group of points.
fn in_groups<const REPORTS: usize>(
    points: &[u32],
    propose: impl Fn(&[u32]) -> [Vec<ProposalOutcome>; REPORTS] + Sync + Send,
) -> [Vec<ProposalOutcome>; REPORTS] {
    let groups: Vec<&[u32]> = points.chunks(PROPOSED_TOGETHER).collect();
    let mut all = [const { Vec::new() }; REPORTS];
    for found in parallel::map(&groups, |group| propose(group)) {
        for (all, found) in all.iter_mut().zip(found) {
            all.extend(found);
        }
    }
    all
}

/// What an estimate is imitated by.
struct Imitated {
    vehicles: Vec<Predicted>,
    is_time_ignored: bool,
}

/// A proposed vehicle and its predicted range.
#[derive(Debug, Clone, Copy)]
struct Predicted {
    ln_range: f64,
    weight: f64,
    group: usize,
}

/// Returns the weighted median, without one group; none of an empty sample.
fn median_ln_range(sample: &[Predicted], left_out: Option<usize>) -> Option<f64> {
    let kept = sample.iter().filter(|predicted| Some(predicted.group) != left_out);
    let median = WeightedSample::of(kept.map(|kept| (kept.ln_range, kept.weight))).quantile(0.5);
    median.is_finite().then_some(median)
}

/// Returns a likelihood whose figure is greater by an amount.
fn shifted_by(likelihood: Likelihood, by: f64) -> Likelihood {
    Likelihood { low: likelihood.low + by, high: likelihood.high + by, ..likelihood }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::Observation;

    /// At 39 minutes the answer a minute later rests on apogee and ground range alone and is 500 km
    /// less: no slope leads there.
    #[test]
    fn no_slope_leads_to_an_answer_without_the_time() {
        let at = |minutes: f64| {
            let report = Observation::builder().apogee_km(2_802.0).ground_range_km(930.0);
            let report = report.flight_time_min(minutes).build().unwrap();
            crate::posterior::posterior(&report, &Model::default()).unwrap()
        };
        assert!(at(40.0).is_time_ignored && !at(39.0).is_time_ignored);
        assert_eq!(at(39.0).sensitivity.range_km_per_min, None);
        assert!(at(38.0).sensitivity.range_km_per_min.unwrap().value > 0.0);
    }

    /// The vehicles of a report a minute later, begun once for both sides, are those proposed for
    /// that report by itself.
    #[test]
    fn vehicles_begun_once_are_those_of_the_later_report() {
        let report = Observation::builder().apogee_km(2_802.0).ground_range_km(930.0).flight_time_min(37.0);
        let model = Model::default();
        let report = ReportLikelihood::of(&report.build().unwrap(), model.prior());
        let time = report.flight_time.unwrap();
        let points: Vec<u32> = (0..1_024).collect();
        let [later] = proposer(&model, report, None).propose_all_later(&points, [STEP_S]);
        let by_itself = ReportLikelihood { flight_time: Some(shifted_by(time, STEP_S)), ..report };
        let by_itself = proposer(&model, by_itself, None).propose_all(&points);
        let weights = |outcomes: Vec<ProposalOutcome>| -> Vec<f64> {
            let weight = |outcome| match outcome {
                ProposalOutcome::Feasible(candidate) => candidate.proposal.weight,
                ProposalOutcome::Infeasible(_) => 0.0,
            };
            outcomes.into_iter().map(weight).collect()
        };
        let (later, by_itself) = (weights(later), weights(by_itself));
        assert!(later.iter().filter(|weight| **weight > 0.0).count() > 50);
        for (a, b) in later.iter().zip(by_itself) {
            assert!((a - b).abs() <= 1e-9 * b, "{a} {b}");
        }
    }
}
