//! The posterior: what the report and the prior together say of the range.
//!
//! Importance sampling with resampling and post-stratification, step by step:
//!
//! | step | file | what it makes | weight |
//! |---|---|---|---|
//! | likelihood of the report | `likelihood` | `ReportLikelihood` | |
//! | quasi-random proposals: a vehicle of the prior with a loft and a time | `proposal` | `Candidate` | prior over proposal density |
//! | systematic choice with probability proportional to weight | `importance_sample` | `Choice` | equal, times the multiplicity |
//! | fit by integrated flights | `fit_to_target` | `FittedDraw` | correction of the closed form, times the likelihood |
//! | maximum range | `flown_draw` | `FlownDraw` | the same |
//! | post-stratification onto all feasible proposals | `poststratify` | `FlownDraw` | times the stratum's factor |
//! | weight of a reported top speed | `top_speed` | `FlownDraw` | times its likelihood |
//! | percentiles, effective sample size, sensitivity | `summary` | `Posterior`, `Draw` | share of the total |
//!
//! The interval is a central (equal-tailed) credible interval, conditional on the prior. The error
//! of the sampling itself is not part of it.

mod another_flight;
mod covariates;
mod fit_to_target;
mod flown_draw;
mod frame;
mod importance_sample;
mod likelihood;
mod linear_model;
mod poststratify;
mod proposal;
mod representatives;
mod sensitivity;
mod summary;
mod text;
mod top_speed;
mod turn_prediction;
mod vehicle_sensitivity;
mod warning;
mod weighted_sample;
mod widening;

use crate::class::{ClassScheme, RangeClass};
use crate::consistency::consistency;
use crate::error::{Error, Result};
use crate::model::Model;
use crate::observation::Observation;
use crate::physics::earth::Sphere;
use crate::prior::{ExclusionCounts, OutsidePrior, StandardTrajectory};
use crate::reach::Reach;

use flown_draw::{FlownDraw, fly_all_for_range};
use frame::SampledDraw;
use importance_sample::ImportanceSample;
use likelihood::ReportLikelihood;
use poststratify::poststratify;
use representatives::representatives;
use sensitivity::{GuessError, SensitivityBasis};
use summary::{median_vehicle, percentiles, ranges_m};
use widening::{MIN_UNWIDENED, widening_factor};

pub(crate) use another_flight::{DrawnVehicle, OtherFlight, OtherReport};
pub(crate) use representatives::Representative;
pub use sensitivity::{Sensitivity, Slope};
pub(crate) use summary::effective_sample_size;
pub use summary::{Draw, MedianVehicle, Percentiles, ReachPercentiles};
pub use vehicle_sensitivity::VehicleSensitivity;
pub use warning::Warning;
pub(crate) use warning::sample_warnings;
pub(crate) use weighted_sample::WeightedSample;
pub(crate) use widening::WidenedQuantiles;

/// The effective sample size below which the ends of the interval are not reliable.
pub const MIN_EFFECTIVE_SAMPLE_SIZE: f64 = 50.0;

/// The effective sample size that is aimed at, as a share of the draws asked for: below it more are
/// drawn.
pub(crate) const TARGET_SHARE: f64 = 0.25;
/// The most draws that are flown, in units of those asked for.
const MOST_DRAWS: u32 = 4;

/// Draws with less than this share of the greatest weight are not flown for range: together they
/// weigh at most this times the number of draws, in units of the greatest weight.
const NEGLIGIBLE_WEIGHT: f64 = 1e-5;

/// What the report and the prior together say.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Posterior {
    /// The definition of the standard trajectory that the range is for.
    pub standard_trajectory: StandardTrajectory,
    /// Percentiles of the range.
    pub reach: ReachPercentiles,
    /// Probability of global reach.
    pub global_reach_probability: f64,
    /// Percentiles of the time from lift-off to the last burnout, s.
    pub burn_time_s: Percentiles,
    /// Percentiles of the ideal velocity that the propellant gives in vacuum, m/s.
    pub ideal_delta_v_m_per_s: Percentiles,
    /// Percentiles of the part of that which the loft loses to gravity and air, m/s.
    pub loft_loss_m_per_s: Percentiles,
    /// The single vehicle whose range is nearest the median, among those with at least the mean
    /// weight.
    pub median_vehicle: MedianVehicle,
    /// The sensitivity of the median of the range to the reported figures; empty where global reach
    /// is possible.
    pub sensitivity: Sensitivity,
    /// On which side the flight time lies outside the prior; none where it lies inside.
    pub outside_prior: Option<OutsidePrior>,
    /// Whether the flight time is ignored, because almost no vehicle of the prior can meet it: the
    /// posterior is then conditioned on the apogee and the ground range alone.
    pub is_time_ignored: bool,
    /// Whether a reported top speed is ignored, because hardly any vehicle that flies the other
    /// figures has it.
    pub is_top_speed_ignored: bool,
    /// The number of draws: of proposals chosen, with repetition, to be fitted and flown.
    pub draws: u32,
    /// The number of draws lost to a search or a solver that failed; zero on every public flight.
    pub lost_draws: u32,
    /// Kish's effective sample size of the weighted draws, (Σw)²/Σw². Below
    /// [`MIN_EFFECTIVE_SAMPLE_SIZE`] the ends of the interval are not reliable.
    pub effective_sample_size: f64,
    /// The seed of the draws.
    pub seed: u64,
    /// The draws that have weight.
    pub sample: Vec<Draw>,
    /// The predictive density of the reported flight time at the loft, 1/s, by the prior; none
    /// where no time was reported, it is ignored, or the loft has no apogee.
    pub(crate) time_evidence_per_s: Option<f64>,
    has_time: bool,
    sphere: Sphere,
}

/// Computes the posterior of the range by importance sampling.
///
/// # Errors
///
/// [`Error::NoVehicle`] where no vehicle of the prior flies the report's apogee and ground range at
/// all; the solver's own.
pub fn posterior(observation: &Observation, model: &Model) -> Result<Posterior> {
    Ok(posterior_keeping(observation, model, |_| ())?.0)
}

/// Computes the posterior, and every draw with its vehicle.
///
/// # Errors
///
/// As [`posterior`].
pub(crate) fn posterior_with_vehicles(
    observation: &Observation,
    model: &Model,
) -> Result<(Posterior, Vec<DrawnVehicle>)> {
    posterior_keeping(observation, model, |flown| flown.iter().map(DrawnVehicle::of).collect())
}

/// Computes the posterior and `count` equally weighted representative vehicles.
///
/// # Errors
///
/// As [`posterior`].
pub(crate) fn posterior_with_representatives(
    observation: &Observation,
    model: &Model,
    count: u32,
) -> Result<(Posterior, Vec<Representative>)> {
    posterior_keeping(observation, model, |flown| representatives(flown, count))
}

/// Computes the posterior, and what is to be kept of the flown draws.
fn posterior_keeping<T>(
    observation: &Observation,
    model: &Model,
    keep: impl Fn(&[FlownDraw<'_>]) -> T,
) -> Result<(Posterior, T)> {
    let mut report = ReportLikelihood::of(observation, model.prior());
    // A speed that is not that of the arc would choose among the vehicles in its tail.
    let is_contradicted = report.top_speed.is_some() && consistency(observation)?.is_top_speed_contradicted;
    if is_contradicted {
        report.top_speed = None;
    }
    let mut draws = model.draws();
    loop {
        let found = posterior_of_draws(report, model, draws, &keep).map(|(mut posterior, kept)| {
            posterior.is_top_speed_ignored |= is_contradicted;
            (posterior, kept)
        });
        let size = match &found {
            Ok((found, _)) => found.effective_sample_size,
            Err(Error::NoVehicle { .. }) => 0.0,
            Err(_) => return found,
        };
        match more_draws(model.draws(), draws, size) {
            Some(more) => draws = more,
            None => return found,
        }
    }
}

/// Returns the number of draws to try next; none where the effective sample size is large enough,
/// or the budget is spent.
fn more_draws(asked: u32, draws: u32, effective_sample_size: f64) -> Option<u32> {
    let target = TARGET_SHARE * f64::from(asked);
    let at_most = asked.saturating_mul(MOST_DRAWS);
    if effective_sample_size >= target || draws >= at_most {
        return None;
    }
    // A sample with a few heavy draws shows little of what it lacks.
    let wanted = f64::from(draws) * (1.5 * target / effective_sample_size.max(1.0)).max(2.0);
    Some((wanted as u32).min(at_most))
}

/// Computes the posterior from a number of draws, and what is to be kept of them.
fn posterior_of_draws<T>(
    report: ReportLikelihood,
    model: &Model,
    draws: u32,
    keep: impl Fn(&[FlownDraw<'_>]) -> T,
) -> Result<(Posterior, T)> {
    let sample = ImportanceSample::draw(model, report, draws);
    let outside_prior = sample.outside_prior();
    // A report whose apogee is known can be answered without its time.
    let is_time_ignored = report.apogee.is_some() && sample.is_time_unusable();
    let (report, sample) = if is_time_ignored {
        let report = report.without_time();
        (report, ImportanceSample::draw(model, report, draws))
    } else {
        (report, sample)
    };
    let lost_before_flight = sample.lost;
    let time_evidence_per_s = (report.flight_time.and(report.apogee)).map(|_| sample.mean_weight());
    let fitted = without_negligible_weights(sample.draws);
    let (mut flown, lost_in_flight) = fly_all_for_range(&fitted, model);
    let working_model = poststratify(&mut flown, &sample.frame, model.sphere());
    let is_top_speed_ignored =
        report.top_speed.is_some_and(|speed| !top_speed::weigh(&mut flown, speed, model.sphere()));
    let basis = SampleBasis {
        report,
        outside_prior,
        is_time_ignored,
        is_top_speed_ignored,
        draws,
        lost_draws: lost_before_flight + lost_in_flight,
        excluded: sample.shares.excluded,
        time_evidence_per_s,
    };
    let mut found = summarize(&flown, basis, model)?;
    found.sensitivity = match (working_model, found.reach.median.range_km()) {
        (Some(working_model), Some(median_km)) if found.global_reach_probability == 0.0 => {
            let basis = SensitivityBasis {
                model,
                report,
                time_bias: sample.time_bias,
                working_model: &working_model,
                guess_error: GuessError::of(&fitted, model.sphere()),
                median_km,
            };
            basis.sensitivity()
        }
        _ => Sensitivity::default(),
    };
    Ok((found, keep(&flown)))
}

/// What the flown draws of a posterior rest on.
#[derive(Debug, Clone, Copy)]
struct SampleBasis {
    report: ReportLikelihood,
    outside_prior: Option<OutsidePrior>,
    is_time_ignored: bool,
    is_top_speed_ignored: bool,
    draws: u32,
    lost_draws: u32,
    /// Why the other vehicles do not fly the report.
    excluded: ExclusionCounts,
    time_evidence_per_s: Option<f64>,
}

/// Leaves out the draws whose weight is negligible.
fn without_negligible_weights(draws: Vec<SampledDraw>) -> Vec<SampledDraw> {
    let greatest = draws.iter().map(|sampled| sampled.draw.weight).fold(0.0, f64::max);
    draws.into_iter().filter(|sampled| sampled.draw.weight > NEGLIGIBLE_WEIGHT * greatest).collect()
}

/// Summarizes the flown draws.
fn summarize(flown: &[FlownDraw<'_>], basis: SampleBasis, model: &Model) -> Result<Posterior> {
    let SampleBasis {
        report,
        outside_prior,
        is_time_ignored,
        is_top_speed_ignored,
        draws,
        lost_draws,
        excluded,
        time_evidence_per_s,
    } = basis;
    let sphere = model.sphere();
    let none = Error::NoVehicle { need: excluded.most_frequent().in_words(model.prior()) };
    let total: f64 = flown.iter().map(|draw| draw.weight).sum();
    if !(total > 0.0) {
        return Err(none);
    }
    let sample: Vec<Draw> = flown.iter().map(|draw| Draw::of(draw, total)).collect();
    let ranges_m = ranges_m(&sample);
    let effective_sample_size = effective_sample_size(flown.iter().map(|draw| draw.weight));
    Ok(Posterior {
        standard_trajectory: model.standard_trajectory(),
        reach: ReachPercentiles::of(&WidenedQuantiles::of(&ranges_m, effective_sample_size), sphere),
        global_reach_probability: sample
            .iter()
            .filter(|draw| draw.reach == Reach::Global)
            .fold(0.0, |sum, draw| sum + draw.weight),
        burn_time_s: percentiles(&sample, |draw| draw.burn_time_s),
        ideal_delta_v_m_per_s: percentiles(&sample, |draw| draw.ideal_delta_v_m_per_s),
        loft_loss_m_per_s: percentiles(&sample, |draw| draw.loft_loss_m_per_s),
        median_vehicle: median_vehicle(flown, ranges_m.quantile(0.5)).ok_or(none)?,
        sensitivity: Sensitivity::default(),
        outside_prior,
        is_time_ignored,
        is_top_speed_ignored,
        draws,
        lost_draws,
        effective_sample_size,
        seed: model.seed(),
        sample,
        time_evidence_per_s,
        has_time: report.flight_time.is_some(),
        sphere,
    })
}

impl Posterior {
    /// Returns the probability of each class of a scheme, in the scheme's order, and of
    /// [`Unclassified`](RangeClass::Unclassified) last.
    pub fn class_probabilities(&self, scheme: &ClassScheme) -> Vec<(RangeClass, f64)> {
        let probability = |class: RangeClass| -> f64 {
            self.sample
                .iter()
                .filter(|draw| scheme.classify(draw.reach) == class)
                .map(|draw| draw.weight)
                // An empty sum of floats is -0.
                .fold(0.0, |sum, weight| sum + weight)
        };
        scheme.classes().into_iter().map(|class| (class, probability(class))).collect()
    }

    /// Returns the probability that the range is at most `range_km`, as for a published figure.
    pub fn share_within_km(&self, range_km: f64) -> f64 {
        ranges_m(&self.sample).share_below(1e3 * range_km)
    }

    /// Returns whether the effective sample size is too small for the ends of the interval to be
    /// reliable.
    pub fn has_few_draws(&self) -> bool {
        !(self.effective_sample_size >= MIN_EFFECTIVE_SAMPLE_SIZE)
    }

    /// Returns the quantile of the range at a probability from 0 to 1.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] for a probability outside 0 to 1.
    pub fn quantile(&self, probability: f64) -> Result<Reach> {
        if !(0.0..=1.0).contains(&probability) {
            return Err(Error::OutsideDomain {
                quantity: "the probability",
                value: probability,
                allowed: "from 0 to 1",
            });
        }
        let ranges_m = ranges_m(&self.sample);
        let widened = WidenedQuantiles::of(&ranges_m, self.effective_sample_size);
        Ok(Reach::of_ground_range_m(widened.quantile_m(probability), self.sphere))
    }
}
