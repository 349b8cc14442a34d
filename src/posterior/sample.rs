//! Vehicles of the prior that fly the report, each with its weight.
//!
//! Every vehicle meets the apogee and the ground range drawn for it exactly. How long its last stage burns (or, where no apogee was
//! reported, how high it flies) is not drawn from the prior but from where a sketch of the loft says the flight time will be met. Many
//! vehicles are proposed, which costs no flight; some are chosen to be flown, by their prior; the evidence of the flight time, over the
//! density that it was drawn with, weighs those. None of these choices changes what the draws say, only how many of them count.

use crate::error::{Error, Result};
use crate::ladder::analytic_boost::Loft;
use crate::ladder::flown::fit::{Closeness, Fitted, fit_from};
use crate::ladder::flown::sketch::{Lofts, Rough};
use crate::numerics::quasirandom::Points;
use crate::observation::Observation;
use crate::physics::earth::{STANDARD_GRAVITY_M_PER_S2, Sphere};
use crate::physics::flight::Flight;
use crate::physics::kepler::observed::apogee_altitude_m;
use crate::posterior::evidence::Evidence;
use crate::prior::{Bounds, COORDINATES, Draft, Prior, Unreported};

/// What was reported, as evidence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Report {
    pub(super) apogee: Option<Evidence>,
    pub(super) ground_range: Option<Evidence>,
    pub(super) flight_time: Option<Evidence>,
}

impl Report {
    pub(super) fn of(observation: &Observation, prior: &Prior) -> Self {
        let reporting = &prior.reporting;
        let one_sided =
            |figure: Option<crate::reported::Reported>| figure.is_some_and(|figure| figure.is_one_sided());
        Self {
            apogee: observation
                .apogee_altitude_m()
                .map(|figure| Evidence::apogee(figure, one_sided(observation.apogee()), reporting)),
            ground_range: observation.ground_range_m().map(|figure| {
                Evidence::ground_range(figure, one_sided(observation.ground_range()), reporting)
            }),
            flight_time: observation
                .flight_time_s()
                .map(|figure| Evidence::flight_time(figure, one_sided(observation.flight_time()), reporting)),
        }
    }
}

/// A vehicle that flies the report.
#[derive(Debug, Clone)]
pub(super) struct Match {
    /// The evidence of the flight time over the density it was drawn with; times how often the vehicle was chosen.
    pub(super) weight: f64,
    pub(super) unreported: Unreported,
    pub(super) loft: Loft,
    pub(super) fitted: Fitted,
}

/// A vehicle of the prior, and the loft it is to fly.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    /// By which it is chosen: the prior per second of flight time.
    pub(super) weight: f64,
    unreported: Unreported,
    loft: Loft,
    /// The density of the flight time it was drawn for, 1/s; one if it was not.
    drawn: f64,
    /// What the last stage may burn of its mass.
    shares: Bounds,
}

/// What became of a point.
#[derive(Debug, Clone)]
pub(super) enum Drawn {
    /// It may fly the report.
    May(Box<Proposal>),
    /// The prior leaves it nothing, or it cannot fly the loft.
    Cannot,
    /// To take so long it would have to burn longer than the prior allows.
    WouldBurnTooLong,
    /// To take so short a time it would have to burn shorter.
    WouldBurnTooShort,
}

/// What a draft is to be, before it is looked at.
struct Aim {
    unreported: Unreported,
    loft: Loft,
    weight: f64,
    drawn: f64,
}

impl Proposal {
    pub(super) fn burn_time_s(&self) -> f64 {
        self.unreported.burn_time_s()
    }
}

/// By how much flights are late on their sketches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lateness {
    /// s.
    middle_s: f64,
    /// Of a logistic spread about it, s.
    scale_s: f64,
}

/// What is drawn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sampler<'a> {
    pub(super) prior: &'a Prior,
    pub(super) report: Report,
    pub(super) sphere: Sphere,
    pub(super) points: Points,
    pub(super) lateness: Lateness,
}

/// Before any flight: a sketch is early by some seconds.
const UNKNOWN: Lateness = Lateness { middle_s: 5.0, scale_s: 15.0 };
/// Vehicles flown to know better, and the points looked at for them.
const PILOTS: usize = 16;
const MOST_PILOT_POINTS: u32 = 512;
/// The least of them to go by.
const FEWEST_PILOTS: usize = 5;
/// The least spread, s: a proposal narrower than the truth would give some draws great weights.
const LEAST_SPREAD_S: f64 = 1.0;
/// The coordinates of the report come after those of the vehicle.
const REPORT: u32 = COORDINATES;
/// Sketches are off by this much of the last stage, m/s, at the most, on lofts.
const SKETCH_ERROR_M_PER_S: f64 = 250.0;

impl<'a> Sampler<'a> {
    /// A sampler that has flown its pilots.
    pub(super) fn new(prior: &'a Prior, report: Report, sphere: Sphere, seed: u64) -> Result<Self> {
        // Points of their own, so that a pilot is not a draw.
        let pilots = Points::seeded(seed ^ 0x5851_f42d_4c95_7f2d);
        let mut sampler = Self { prior, report, sphere, points: pilots, lateness: UNKNOWN };
        if report.flight_time.is_some() {
            let mut late = Vec::new();
            for point in 0..MOST_PILOT_POINTS {
                if late.len() >= PILOTS {
                    break;
                }
                let Drawn::May(proposal) = sampler.draw(point) else { continue };
                if let Some(pilot) = sampler.fly(&proposal)? {
                    let sketched = Lofts::new(pilot.loft, sphere).roughly(&pilot.unreported);
                    late.extend(sketched.map(|rough| pilot.fitted.flight_time_s - rough.flight_time_s));
                }
            }
            if late.len() >= FEWEST_PILOTS {
                sampler.lateness = Lateness::of(late);
            }
        }
        Ok(Self { points: Points::seeded(seed), ..sampler })
    }

    /// The vehicle of a point, not yet flown.
    pub(super) fn draw(&self, point: u32) -> Drawn {
        let at = |coordinate| self.points.coordinate(point, coordinate);
        let Some(draft) = self.prior.draw(at) else { return Drawn::Cannot };
        let proposed = match (self.report.apogee, self.report.flight_time) {
            (Some(apogee), Some(time)) => {
                let apogee_altitude_m = apogee.at(at(REPORT), at(REPORT + 1));
                match self.ground_range_m(apogee_altitude_m, at) {
                    Some(ground_range_m) => self.burning_as_the_time_asks(
                        &draft,
                        Loft { apogee_altitude_m, ground_range_m },
                        time,
                        at,
                    ),
                    None => Err(Drawn::Cannot),
                }
            }
            (Some(apogee), None) => {
                let apogee_altitude_m = apogee.at(at(REPORT), at(REPORT + 1));
                match self.ground_range_m(apogee_altitude_m, at) {
                    Some(ground_range_m) => {
                        let (unreported, weight) = self.burning_as_the_prior_says(&draft, at);
                        Ok(Aim {
                            unreported,
                            loft: Loft { apogee_altitude_m, ground_range_m },
                            weight,
                            drawn: 1.0,
                        })
                    }
                    None => Err(Drawn::Cannot),
                }
            }
            (None, Some(time)) => self.as_high_as_the_time_asks(&draft, time, at),
            (None, None) => Err(Drawn::Cannot),
        };
        let Aim { unreported, loft, weight, drawn } = match proposed {
            Ok(proposed) => proposed,
            Err(drawn) => return drawn,
        };
        let shares = draft.last_share(unreported.last_stage.burn_time_s);
        let Some(rough) = Lofts::new(loft, self.sphere).roughly(&unreported) else { return Drawn::Cannot };
        if !(weight > 0.0 && shares.low <= shares.high) || out_of_hand(&rough, &unreported, shares, loft) {
            return Drawn::Cannot;
        }
        Drawn::May(Box::new(Proposal { weight, unreported, loft, drawn, shares }))
    }

    /// The ground range of a draw, m, if it is one that there can be.
    fn ground_range_m(&self, apogee_altitude_m: f64, at: impl Fn(u32) -> f64) -> Option<f64> {
        let range_m = match self.report.ground_range {
            Some(evidence) => evidence.at(at(REPORT + 2), at(REPORT + 3)),
            None => self.prior.ground_range_per_apogee.at(at(REPORT + 2)) * apogee_altitude_m,
        };
        (apogee_altitude_m > 0.0 && range_m > 0.0 && range_m < self.sphere.half_circumference_m())
            .then_some(range_m)
    }

    fn burning_as_the_prior_says(&self, draft: &Draft, at: impl Fn(u32) -> f64) -> (Unreported, f64) {
        let bounds = draft.last_burn_time_s;
        let burn_s = bounds.log_at(at(REPORT + 4));
        // The density drawn from is even in the logarithm between the bounds.
        let span = (bounds.high / bounds.low).ln();
        let drawn = if span > 0.0 { 1.0 / (burn_s * span) } else { 1.0 };
        (draft.with_last_burn_time_s(burn_s), draft.weight * draft.density_per_s(burn_s) / drawn)
    }

    /// What is drawn from where a time is to be met.
    fn proposal(&self, time: Evidence) -> Evidence {
        time.widened(self.lateness.scale_s)
    }

    fn burning_as_the_time_asks(
        &self,
        draft: &Draft,
        loft: Loft,
        time: Evidence,
        at: impl Fn(u32) -> f64,
    ) -> std::result::Result<Aim, Drawn> {
        // Known is known: there is nothing to draw.
        let Bounds { low, high } = draft.last_burn_time_s;
        if low == high {
            let unreported = draft.with_last_burn_time_s(low);
            return Ok(Aim { unreported, loft, weight: draft.weight, drawn: 1.0 });
        }
        let proposal = self.proposal(time);
        let time_s = proposal.at(at(REPORT + 4), at(REPORT + 5));
        let timed = Lofts::new(loft, self.sphere)
            .last_burn_time(draft.unfinished(), time_s - self.lateness.middle_s)
            .ok_or(Drawn::Cannot)?;
        let burn_s = timed.last_burn_time_s;
        if burn_s > high {
            return Err(Drawn::WouldBurnTooLong);
        }
        if burn_s < low {
            return Err(Drawn::WouldBurnTooShort);
        }
        Ok(Aim {
            unreported: draft.with_last_burn_time_s(burn_s),
            loft,
            weight: draft.weight * draft.density_per_s(burn_s) / timed.slope,
            drawn: proposal.density(time_s),
        })
    }

    fn as_high_as_the_time_asks(
        &self,
        draft: &Draft,
        time: Evidence,
        at: impl Fn(u32) -> f64 + Copy,
    ) -> std::result::Result<Aim, Drawn> {
        let ground_range_m = self.ground_range_m(1.0, at).ok_or(Drawn::Cannot)?;
        let (unreported, weight) = self.burning_as_the_prior_says(draft, at);
        let proposal = self.proposal(time);
        let time_s = proposal.at(at(REPORT + 5), at(REPORT + 6));
        let wanted_s = time_s - self.lateness.middle_s;
        // The free arc of that time is higher than any powered flight's.
        let highest_m = apogee_altitude_m(ground_range_m / self.sphere.radius_m, wanted_s, self.sphere)
            .map_err(|_| Drawn::WouldBurnTooShort)?;
        let late = |ln_apogee: f64| {
            let loft = Loft { apogee_altitude_m: ln_apogee.exp(), ground_range_m };
            let rough = Lofts::new(loft, self.sphere).roughly(&unreported)?;
            Some(rough.flight_time_s - wanted_s)
        };
        let (mut x0, mut x1) = (highest_m.ln(), highest_m.ln() - 0.1);
        let (mut f0, mut f1) = (late(x0).ok_or(Drawn::Cannot)?, late(x1).ok_or(Drawn::Cannot)?);
        for _ in 0..SECANTS {
            let slope = (f1 - f0) / (x1 - x0);
            if !(slope > 0.0) {
                return Err(Drawn::Cannot);
            }
            let x2 = x1 - (f1 / slope).clamp(-0.5, 0.5);
            if (x2 - x1).abs() < 1e-4 {
                let loft = Loft { apogee_altitude_m: x2.exp(), ground_range_m };
                // The prior of the apogee is even in its logarithm.
                return Ok(Aim { unreported, loft, weight: weight / slope, drawn: proposal.density(time_s) });
            }
            (x0, f0) = (x1, f1);
            (x1, f1) = (x2, late(x2).ok_or(Drawn::Cannot)?);
        }
        Err(Drawn::Cannot)
    }

    /// Fitted to its loft; none if it cannot fly it, or only by a last stage that the prior does not hold.
    pub(super) fn fly(&self, proposal: &Proposal) -> Result<Option<Match>> {
        let Proposal { unreported, loft, drawn, shares, .. } = proposal;
        let closeness = Closeness {
            apogee_m: 1e-4 * loft.apogee_altitude_m,
            ground_range_m: (1e-3 * loft.ground_range_m).max(10.0),
        };
        let start = Lofts::new(*loft, self.sphere).sketch(unreported);
        let fitted = match fit_from(unreported, *loft, start, closeness, self.sphere, Flight::TOLERANCE) {
            Ok(fitted) => fitted,
            Err(Error::LoftUnreachable { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let last = unreported.last_stage;
        let exhaust = STANDARD_GRAVITY_M_PER_S2 * last.impulse.vacuum_s;
        let share = fitted.last_acceleration_m_per_s2 * last.burn_time_s / exhaust;
        if !shares.holds(share) {
            return Ok(None);
        }
        let weight = self.report.flight_time.map_or(1.0, |time| time.density(fitted.flight_time_s)) / drawn;
        Ok(Some(Match { weight, unreported: unreported.clone(), loft: *loft, fitted }))
    }
}

/// Steps of the secant method.
const SECANTS: usize = 20;

/// Whether a sketch is so far outside what the last stage may burn that no flight is needed to know.
fn out_of_hand(rough: &Rough, unreported: &Unreported, shares: Bounds, loft: Loft) -> bool {
    let exhaust = STANDARD_GRAVITY_M_PER_S2 * unreported.last_stage.impulse.vacuum_s;
    let delta_v = |share: f64| -exhaust * (-share).ln_1p();
    // Flat flights are sketched less well.
    let flatness = 1.0 + loft.ground_range_m / loft.apogee_altitude_m;
    let margin = SKETCH_ERROR_M_PER_S * flatness;
    !(rough.last_delta_v_m_per_s > delta_v(shares.low) - margin
        && rough.last_delta_v_m_per_s < delta_v(shares.high) + margin)
}

impl Lateness {
    fn of(mut late: Vec<f64>) -> Self {
        late.sort_by(f64::total_cmp);
        let at =
            |share: f64| late.get((share * (late.len() - 1) as f64).round() as usize).copied().unwrap_or(0.0);
        // A logistic spread has its quartiles at 1.1 scales; half as much again, to be wide rather than narrow.
        let scale_s = 1.5 * 0.5 * (at(0.75) - at(0.25)) / 1.0986;
        Self { middle_s: at(0.5), scale_s: scale_s.max(LEAST_SPREAD_S) }
    }
}
