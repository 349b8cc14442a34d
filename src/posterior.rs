//! How sure: every vehicle of the prior that flies the report, flown again for range.

mod census;
mod evidence;
mod farthest;
mod print;
mod quantiles;
mod representatives;
mod sample;
mod sensitivity;
mod strata;

use crate::class::{ClassScheme, RangeClass};
use crate::consistency::{Consistency, SURPLUS_PER_BURN};
use crate::error::{Error, Result};
use crate::ladder::flown::Fitted;
use crate::model::Model;
use crate::numerics::parallel;
use crate::observation::Observation;
use crate::physics::earth::Sphere;
use crate::physics::steering::Steering;
use crate::prior::{Prior, StandardTrajectory, Unreported};
use crate::reach::Reach;

use census::{Census, Placed};
use farthest::Flown;
use representatives::representatives;
use sample::{Report, Sampler};
use strata::{Framed, Seen};

pub(crate) use quantiles::Weighted;
pub(crate) use representatives::Representative;
pub use sensitivity::Sensitivity;

/// The least effective draws, below which the ends of the interval are not to be relied on.
pub const FEWEST_EFFECTIVE: f64 = 50.0;

/// One vehicle that flies the report, and how far it flies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Draw {
    /// Its share of the whole weight.
    pub weight: f64,
    /// How far it reaches on its standard trajectory.
    pub reach: Reach,
    /// How many stages it has.
    pub stages: usize,
    /// From lift-off to the last burnout, s.
    pub burn_time_s: f64,
    /// What its propellant could give in vacuum, m/s.
    pub ideal_delta_v_m_per_s: f64,
    /// What the loft loses of that to gravity and air, m/s.
    pub loft_loss_m_per_s: f64,
    /// Of the loft, s.
    pub flight_time_s: f64,
}

/// The ends of two intervals and the middle, of a reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReachPercentiles {
    /// 5 in 100 fall short of it.
    pub p05: Reach,
    /// 16 in 100.
    pub p16: Reach,
    /// Half.
    pub median: Reach,
    /// 84 in 100.
    pub p84: Reach,
    /// 95 in 100.
    pub p95: Reach,
}

impl ReachPercentiles {
    /// Of weighted ranges in m, infinite where reach is global.
    pub(crate) fn of(ranges_m: &Weighted, sphere: Sphere) -> Self {
        let at = |share| quantiles::reach(ranges_m.quantile(share), sphere);
        Self { p05: at(0.05), p16: at(0.16), median: at(0.5), p84: at(0.84), p95: at(0.95) }
    }
}

/// The ends of an interval and its middle, of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Percentiles {
    /// 5 in 100 lie below it.
    pub p05: f64,
    /// Half.
    pub median: f64,
    /// 95 in 100.
    pub p95: f64,
}

/// The vehicle in the middle: of those that count for as much as the average or more, the one whose range is nearest the median.
#[derive(Debug, Clone, PartialEq)]
pub struct Middle {
    /// What was drawn of it.
    pub unreported: Unreported,
    /// The vehicle that flies the loft drawn for it.
    pub fitted: Fitted,
    /// How it is steered for range; in global reach, a steering that gets there.
    pub steering: Steering,
    /// How far that is.
    pub reach: Reach,
}

/// What a flight time that the prior cannot meet would need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutsidePrior {
    /// A burn longer than the prior allows.
    BurnTooLong,
    /// A burn shorter than the prior allows.
    BurnTooShort,
}

impl OutsidePrior {
    /// What the surplus alone says of the burn time, against that of the prior: no vehicle is flown for it.
    pub(crate) fn by_surplus(found: &Consistency, prior: &Prior) -> Option<Self> {
        let surplus = found.surplus_s?;
        let (least, most) = SURPLUS_PER_BURN;
        if surplus.low.is_some_and(|low| low / most > prior.burn_time_s.high) {
            Some(Self::BurnTooLong)
        } else if surplus.high.is_some_and(|high| high / least < prior.burn_time_s.low) {
            Some(Self::BurnTooShort)
        } else {
            None
        }
    }
}

impl std::fmt::Display for OutsidePrior {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::BurnTooLong => {
                "outside the prior: hardly a vehicle burns long enough for that time; the time is too long, or the apogee too low"
            }
            Self::BurnTooShort => {
                "outside the prior: hardly a vehicle burns as briefly as that time asks; the time is too short, or the apogee too high"
            }
        })
    }
}

/// What the report and the prior together say.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Posterior {
    /// The definition of the standard trajectory it was flown under.
    pub standard_trajectory: StandardTrajectory,
    /// Of the reach.
    pub reach: ReachPercentiles,
    /// Chance that it is every place there is.
    pub global_reach_probability: f64,
    /// From lift-off to the last burnout, s.
    pub burn_time_s: Percentiles,
    /// What the propellant could give in vacuum, m/s.
    pub ideal_delta_v_m_per_s: Percentiles,
    /// What the loft loses of that, m/s.
    pub loft_loss_m_per_s: Percentiles,
    /// One vehicle, to look at: the one in the middle.
    pub middle: Middle,
    /// What the answer hangs on; none in global reach.
    pub sensitivity: Option<Sensitivity>,
    /// Set where hardly a vehicle of the prior can take the reported time.
    pub outside_prior: Option<OutsidePrior>,
    /// Whether the flight time was set aside because none of them can.
    pub time_set_aside: bool,
    /// How many draws were made.
    pub draws: u32,
    /// How many of them were lost to a search or a solver that failed: none on any public flight.
    pub lost_draws: u32,
    /// How many equal draws those with a weight are worth: (Σw)²/Σw². Below [`FEWEST_EFFECTIVE`] the interval is not to be relied on.
    pub effective_draws: f64,
    /// The seed of the draws.
    pub seed: u64,
    /// The vehicles with a weight.
    pub sample: Vec<Draw>,
    has_time: bool,
    sphere: Sphere,
}

/// Draws lighter than this share of the heaviest are not flown for range: all of them together are less than a part in a thousand.
const LIGHTEST: f64 = 1e-5;

/// Draws from the prior, fits each draw to the report, weighs it by the flight time, and flies it for range.
///
/// # Errors
///
/// [`Error::NoVehicle`] where no vehicle of the prior flies the report's apogee and ground range at all;
/// [`Error::OutsideDomain`] for a prior whose bounds no vehicle can have; the solver's own.
pub fn posterior(observation: &Observation, model: &Model) -> Result<Posterior> {
    Ok(posterior_with_vehicles(observation, model, 0)?.0)
}

/// The posterior, and so many of its vehicles as they stand for it, each as likely.
///
/// # Errors
///
/// As [`posterior`].
pub(crate) fn posterior_with_vehicles(
    observation: &Observation,
    model: &Model,
    vehicles: u32,
) -> Result<(Posterior, Vec<Representative>)> {
    let prior = model.prior();
    prior.check()?;
    let report = Report::of(observation, prior);
    let sampler = Sampler::new(model, report);
    let census = Census::of(&sampler, model.draws());
    let outside_prior = census.outside_prior();
    // An apogee is enough to go on without the time.
    if report.apogee.is_some() && outside_prior.is_some() && census.hardly_any_is_on_time() {
        let sampler = sampler.without_time();
        let (found, representatives) =
            finish(Census::of(&sampler, model.draws()), sampler.report(), model, vehicles)?;
        return Ok((Posterior { outside_prior, time_set_aside: true, ..found }, representatives));
    }
    let (found, representatives) = finish(census, report, model, vehicles)?;
    Ok((Posterior { outside_prior, ..found }, representatives))
}

/// Weighs what was flown so that it stands for the frame it was chosen from.
fn even_out(flown: &mut [Flown<'_>], frame: &[Framed], sphere: Sphere) {
    let seen: Vec<Seen> = flown
        .iter()
        .map(|Flown { place, weight, reach, .. }| {
            let range_m = quantiles::number(*reach).min(sphere.half_circumference_m());
            Seen { place: *place, weight: *weight, ln_range: range_m.ln() }
        })
        .collect();
    if let Some(factors) = strata::factors(frame, &seen) {
        for flown in flown {
            flown.weight *= factors.get(flown.place).copied().unwrap_or(1.0);
        }
    }
}

fn finish(
    census: Census,
    report: Report,
    model: &Model,
    vehicles: u32,
) -> Result<(Posterior, Vec<Representative>)> {
    let sphere = model.sphere();
    let heaviest = census.matches.iter().map(|placed| placed.found.weight).fold(0.0, f64::max);
    let mut lost_draws = census.lost;
    let heavy: Vec<Placed> =
        census.matches.into_iter().filter(|placed| placed.found.weight > LIGHTEST * heaviest).collect();
    let mut flown = Vec::with_capacity(heavy.len());
    for farthest in
        parallel::map(&heavy, |placed| Flown::farthest(placed, model.standard_trajectory(), sphere))
    {
        match farthest {
            Ok(farthest) => flown.push(farthest),
            Err(_) => lost_draws += 1,
        }
    }
    even_out(&mut flown, &census.frame, sphere);
    let total: f64 = flown.iter().map(|flown| flown.weight).sum();
    let squares: f64 = flown.iter().map(|flown| flown.weight.powi(2)).sum();
    let none = Error::NoVehicle { draws: model.draws() };
    if !(total > 0.0) {
        return Err(none);
    }
    let sample: Vec<Draw> = flown.iter().map(|flown| flown.draw(total)).collect();
    let reaches = ranges_m(&sample);
    let of = |number: fn(&Draw) -> f64| {
        let numbers = Weighted::of(sample.iter().map(|draw| (number(draw), draw.weight)));
        Percentiles {
            p05: numbers.quantile(0.05),
            median: numbers.quantile(0.5),
            p95: numbers.quantile(0.95),
        }
    };
    let posterior = Posterior {
        standard_trajectory: model.standard_trajectory(),
        reach: ReachPercentiles::of(&reaches, sphere),
        global_reach_probability: sample
            .iter()
            .filter(|draw| draw.reach == Reach::Global)
            .fold(0.0, |sum, draw| sum + draw.weight),
        burn_time_s: of(|draw| draw.burn_time_s),
        ideal_delta_v_m_per_s: of(|draw| draw.ideal_delta_v_m_per_s),
        loft_loss_m_per_s: of(|draw| draw.loft_loss_m_per_s),
        middle: farthest::middle(&flown, reaches.quantile(0.5)).ok_or(none)?,
        sensitivity: sensitivity::sensitivity(&flown, report.flight_time.is_some(), sphere),
        outside_prior: None,
        time_set_aside: false,
        draws: model.draws(),
        lost_draws,
        effective_draws: total * total / squares,
        seed: model.seed(),
        sample,
        has_time: report.flight_time.is_some(),
        sphere,
    };
    Ok((posterior, representatives(flown, total, vehicles)))
}

/// Of draws, m; infinite in global reach.
fn ranges_m(sample: &[Draw]) -> Weighted {
    Weighted::of(sample.iter().map(|draw| (quantiles::number(draw.reach), draw.weight)))
}

impl Posterior {
    /// The chance of each class of a scheme, in its order, and of none last.
    pub fn class_probabilities(&self, scheme: &ClassScheme) -> Vec<(RangeClass, f64)> {
        let chance = |class: RangeClass| -> f64 {
            self.sample
                .iter()
                .filter(|draw| scheme.classify(draw.reach) == class)
                .map(|draw| draw.weight)
                .sum()
        };
        scheme.classes().into_iter().map(|class| (class, chance(class))).collect()
    }

    fn ranges_m(&self) -> Weighted {
        ranges_m(&self.sample)
    }

    /// The chance that the range is at most so far, km: where a published figure falls.
    pub fn share_within_km(&self, range_km: f64) -> f64 {
        self.ranges_m().share_below(1e3 * range_km)
    }

    /// Whether there are too few effective draws for the ends of the interval to be relied on.
    pub fn is_thin(&self) -> bool {
        !(self.effective_draws >= FEWEST_EFFECTIVE)
    }

    /// The reach that a share of the weight falls short of; `share` from 0 to 1.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] for a share that is none.
    pub fn quantile(&self, share: f64) -> Result<Reach> {
        if !(0.0..=1.0).contains(&share) {
            return Err(Error::OutsideDomain { quantity: "the share", value: share, allowed: "from 0 to 1" });
        }
        Ok(quantiles::reach(self.ranges_m().quantile(share), self.sphere))
    }
}
