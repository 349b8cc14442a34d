//! Proposals: vehicles of the prior, each with the loft and the flight time that it is to meet.
//!
//! Every vehicle is to meet an apogee, a ground range and a flight time drawn from the normalised
//! likelihood of what was reported. The burn time of its last stage (or, where no apogee was
//! reported, its apogee) is solved for in closed form, not drawn: a change of variables, whose
//! Jacobian is part of the weight. It changes how many draws have weight, not the distribution that
//! they represent, up to the error of the Jacobian. No flight is integrated here.

mod without_apogee;

use std::f64::consts::TAU;

use crate::inversion::{Burn, BurnSketch, Loft, LoftApproximation, LoftOverGround, NoBurn, last_burn_times};
use crate::model::Model;
use crate::numerics::quasirandom::{CoordinateSets, ScrambledSobol};
use crate::numerics::wide::Width;
use crate::physics::earth::Sphere;
use crate::physics::globe::LaunchSite;
use crate::posterior::covariates::Covariates;
use crate::posterior::likelihood::{Likelihood, ReportLikelihood};
use crate::prior::{Bounds, COORDINATES, Draft, Exclusion, Prior, Unreported};

/// The outcome of one proposal point.
#[derive(Debug, Clone)]
pub(super) enum ProposalOutcome {
    /// The proposal may fly the report.
    Feasible(Box<Candidate>),
    /// The vehicle cannot fly the report.
    Infeasible(Exclusion),
}

/// The distribution of the flight times' excess over the closed form, s.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TimeBias {
    median_s: f64,
    /// Half of the interquartile range, s.
    half_interquartile_s: f64,
}

impl TimeBias {
    /// Returns the median and the spread of measured excesses, s.
    pub(super) fn of(mut excess_s: Vec<f64>) -> Self {
        excess_s.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = (share * (excess_s.len() - 1) as f64).round() as usize;
            excess_s.get(place).copied().unwrap_or(0.0)
        };
        Self { median_s: at(0.5), half_interquartile_s: 0.5 * (at(0.75) - at(0.25)) }
    }
}

/// The bias before any pilot flight: the closed form is some seconds early.
const INITIAL_TIME_BIAS: TimeBias = TimeBias { median_s: 5.0, half_interquartile_s: 5.0 };

/// Draws proposals from the prior and the likelihood of a report.
#[derive(Debug, Clone, Copy)]
pub(super) struct Proposer<'a> {
    prior: &'a Prior,
    report: ReportLikelihood,
    sphere: Sphere,
    launch: Option<LaunchSite>,
    points: ScrambledSobol,
    time_bias: TimeBias,
}

impl<'a> Proposer<'a> {
    /// Returns a proposer over the points of a seed.
    pub(super) fn new(model: &'a Model, report: ReportLikelihood, seed: u64) -> Self {
        Self {
            prior: model.prior(),
            report,
            sphere: model.sphere(),
            launch: model.launch_site(),
            points: ScrambledSobol::seeded(seed),
            time_bias: INITIAL_TIME_BIAS,
        }
    }

    /// Returns the same proposer with a measured bias of the closed form's flight times.
    pub(super) fn with_time_bias(self, time_bias: TimeBias) -> Self {
        Self { time_bias, ..self }
    }
}

/// A vehicle of the prior, and the loft and the flight time that it is to meet.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    /// The importance weight by which it is chosen.
    pub(super) weight: f64,
    pub(super) draft: Draft,
    pub(super) unreported: Unreported,
    pub(super) target: TargetLoft,
    /// The flight time to be met, and the parameter free to meet it; none where no time was
    /// reported, or the burn time is known.
    pub(super) target_time: Option<TargetTime>,
    /// The closed-form estimate of the last stage's ideal velocity, m/s; none where it was not
    /// computed.
    guessed_delta_v_m_per_s: Option<f64>,
    /// The density of an only stage's thrust that the weight contains, by the closed form.
    pub(super) guessed_thrust_density: f64,
}

/// A proposal that may fly the report, and its covariates.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) proposal: Proposal,
    pub(super) covariates: Covariates,
    /// The closed-form estimate of the last stage's ideal velocity, m/s.
    pub(super) guessed_delta_v_m_per_s: f64,
}

/// The loft to be flown, over a non-rotating Earth; the loft over the rotating Earth that it is
/// equivalent to, and the excess of that one's flight time, s. None and zero where no launch site
/// is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct TargetLoft {
    pub(super) loft: Loft,
    pub(super) over_ground: Option<LoftOverGround>,
    pub(super) time_excess_s: f64,
}

/// The golden ratio: its multiples fill a circle evenly.
const GOLDEN_RATIO: f64 = 0.618_033_988_749_894_9;

/// A flight time to be met.
#[derive(Debug, Clone, Copy)]
pub(super) struct TargetTime {
    /// The flight time, s.
    pub(super) flight_time_s: f64,
    /// The density with which the time was drawn, 1/s.
    pub(super) density_per_s: f64,
    /// The parameter free to meet it.
    pub(super) free_parameter: FreeParameter,
    /// The closed-form estimate of ∂(flight time)/∂(free parameter).
    pub(super) slope: f64,
}

/// The parameter that is solved for to meet a flight time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FreeParameter {
    /// The burn time of the last stage, s.
    LastBurnTime,
    /// The logarithm of the apogee.
    LnApogee,
}

impl Proposal {
    /// Returns the proposal of a vehicle that has no flight time to meet.
    fn without_time(weight: f64, draft: Draft, unreported: Unreported, target: TargetLoft) -> Self {
        Self {
            weight,
            draft,
            unreported,
            target,
            target_time: None,
            guessed_delta_v_m_per_s: None,
            guessed_thrust_density: 1.0,
        }
    }

    pub(super) fn burn_time_s(&self) -> f64 {
        self.unreported.burn_time_s()
    }
}

impl TargetTime {
    /// Returns the prior density per second of flight time of a vehicle and its loft, 1/s.
    pub(super) fn prior_per_s(&self, draft: &Draft, unreported: &Unreported, slope: f64) -> f64 {
        match self.free_parameter {
            FreeParameter::LastBurnTime => draft.density_per_s(unreported.last_stage.burn_time_s) / slope,
            // The prior of an apogee is uniform in its logarithm.
            FreeParameter::LnApogee => 1.0 / slope,
        }
    }
}

/// A vehicle of a point that is whole, or that lacks the burn time of its last stage.
#[derive(Clone)]
enum Begun {
    Whole(Proposal),
    WithoutBurn(WithoutBurn),
}

/// A vehicle and its target, without the burn time of its last stage.
#[derive(Clone)]
struct WithoutBurn {
    draft: Draft,
    target: TargetLoft,
    flight_time_s: f64,
    /// The density with which the time was drawn, 1/s.
    density_per_s: f64,
    sketch: BurnSketch,
}

impl Begun {
    /// Returns the same vehicle with a flight time that is longer by a time, s. One that is whole
    /// with an apogee does not depend on the flight time.
    fn later(self, by_s: f64) -> Self {
        match self {
            Self::Whole(proposal) => Self::Whole(proposal),
            Self::WithoutBurn(unburnt) => Self::WithoutBurn(WithoutBurn {
                flight_time_s: unburnt.flight_time_s + by_s,
                sketch: unburnt.sketch.later(by_s),
                ..unburnt
            }),
        }
    }
}

/// The first coordinate of the report: they follow those of the vehicle.
const REPORT: u32 = COORDINATES;
/// The number of sets of four coordinates of a point: those of the vehicle and seven of the report.
const COORDINATE_SETS: usize = (REPORT as usize + 7).div_ceil(4);
type Coordinates = CoordinateSets<COORDINATE_SETS>;
/// The margin of a burn beyond its bounds, in units of the spread of the times over their slope; and
/// the burn beyond that is not looked for, in units of the spread.
const MARGIN: f64 = 3.0;
const FAR_BEYOND: f64 = 10.0;
/// The greatest error of the closed form's ideal velocity of the last stage on lofts, m/s.
const GUESS_ERROR_M_PER_S: f64 = 250.0;
/// The least density of an only stage's thrust by which a vehicle is chosen: the closed form has an
/// error, and a vehicle of little weight may turn out to have more.
const LEAST_THRUST_DENSITY: f64 = 0.3;

impl Proposer<'_> {
    /// Proposes the vehicles of points, without integrating a flight. A proposal depends on
    /// those beside it by its rounding alone.
    pub(super) fn propose_all(&self, points: &[u32]) -> Vec<ProposalOutcome> {
        self.finish(self.begin_all(points))
    }

    /// Proposes the vehicles of points for reports whose flight times are longer than this one by
    /// some times, s, and whose apogee is the same.
    pub(super) fn propose_all_later<const REPORTS: usize>(
        &self,
        points: &[u32],
        later_s: [f64; REPORTS],
    ) -> [Vec<ProposalOutcome>; REPORTS] {
        let begun = self.begin_all(points);
        later_s.map(|later_s| {
            let later = |begun: &Result<Begun, Exclusion>| begun.clone().map(|begun| begun.later(later_s));
            self.finish(begun.iter().map(later).collect())
        })
    }

    /// Returns the proposals of vehicles that were begun.
    fn finish(&self, begun: Vec<Result<Begun, Exclusion>>) -> Vec<ProposalOutcome> {
        let sketches: Vec<BurnSketch> = begun
            .iter()
            .filter_map(|begun| match begun {
                Ok(Begun::WithoutBurn(unburnt)) => Some(unburnt.sketch),
                _ => None,
            })
            .collect();
        let mut burns = last_burn_times(&sketches, self.sphere, Width::Widest).into_iter();
        let finish = |begun| {
            let proposal = match begun {
                Ok(Begun::Whole(proposal)) => Ok(proposal),
                Ok(Begun::WithoutBurn(unburnt)) => {
                    self.with_burn(unburnt, burns.next().unwrap_or(Err(NoBurn::Unknown)))
                }
                Err(why) => Err(why),
            };
            match proposal.and_then(|proposal| self.candidate(proposal)) {
                Ok(candidate) => ProposalOutcome::Feasible(Box::new(candidate)),
                Err(why) => ProposalOutcome::Infeasible(why),
            }
        };
        begun.into_iter().map(finish).collect()
    }

    /// Draws the vehicles of points; all of each but the burn time of its last stage, where that
    /// follows from a flight time.
    fn begin_all(&self, points: &[u32]) -> Vec<Result<Begun, Exclusion>> {
        let drawn: Vec<Coordinates> = points.iter().map(|point| self.points.coordinates(*point)).collect();
        let Some(apogee) = self.report.apogee else {
            return points
                .iter()
                .zip(drawn)
                .map(|(point, drawn)| self.without_apogee(*point, &drawn))
                .collect();
        };
        let lofts: Vec<_> = drawn.iter().map(|drawn| self.loft(apogee, |k| drawn.coordinate(k))).collect();
        let known: Vec<Loft> = lofts.iter().flatten().copied().collect();
        let ranges = LoftApproximation::with_ranges_by_energy(&known, self.sphere);
        let mut ranges = ranges.into_iter();
        let of = |((point, drawn), loft): ((&u32, Coordinates), Option<Loft>)| {
            let (lofts, range_m) = loft.and_then(|_| ranges.next()).ok_or(Exclusion::NoFlight)?;
            self.begin(*point, &drawn, lofts, range_m)
        };
        points.iter().zip(drawn).zip(lofts).map(of).collect()
    }

    /// Draws the vehicle of a point for its loft, whose energy reaches to a range, m.
    fn begin(
        &self,
        point: u32,
        drawn: &Coordinates,
        mut lofts: LoftApproximation,
        range_m: f64,
    ) -> Result<Begun, Exclusion> {
        let at = |coordinate: u32| drawn.coordinate(coordinate);
        let loft = lofts.loft();
        let draft = self.prior.draw(range_m, at).ok_or(Exclusion::NoFlight)?;
        let draft = draft.for_flight(loft.apogee_altitude_m, loft.ground_range_m);
        let target = self.target(loft, point).ok_or(Exclusion::NoFlight)?;
        if target.over_ground.is_some() {
            lofts = LoftApproximation::new(target.loft, self.sphere);
        }
        Ok(match self.report.flight_time {
            Some(time) => self.propose_burn_time(draft, target, &lofts, time, at),
            None => Begun::Whole(propose_from_prior(draft, target, at)),
        })
    }

    /// Draws the vehicle of a point for a report without an apogee.
    fn without_apogee(&self, point: u32, drawn: &Coordinates) -> Result<Begun, Exclusion> {
        let at = |coordinate: u32| drawn.coordinate(coordinate);
        let draft = |range_m: f64| self.prior.draw(range_m, at).ok_or(Exclusion::NoFlight);
        let time = self.report.flight_time.ok_or(Exclusion::NoFlight)?;
        let proposal = if self.is_flat(time) {
            self.propose_flat(draft, time, point, at)
        } else {
            self.propose_apogee(draft, time, point, at)
        };
        proposal.map(Begun::Whole)
    }

    /// Draws the loft of a point over a non-rotating Earth, without a vehicle; none where the
    /// figures are no loft.
    pub(super) fn draw_loft(&self, apogee: Likelihood, point: u32) -> Option<Loft> {
        self.loft(apogee, |coordinate| self.points.coordinate(point, coordinate))
    }

    /// Draws the loft of a point; none where the figures are no loft.
    fn loft(&self, apogee: Likelihood, at: impl Fn(u32) -> f64) -> Option<Loft> {
        let apogee_altitude_m = apogee.at(at(REPORT), at(REPORT + 1));
        let ground_range_m = match self.report.ground_range {
            Some(likelihood) => self.ground_range_m(likelihood, at)?,
            None => self.prior.ground_range_per_apogee().at(at(REPORT + 2)) * apogee_altitude_m,
        };
        let is_a_loft = apogee_altitude_m > 0.0
            && ground_range_m > 0.0
            && ground_range_m < self.sphere.half_circumference_m();
        is_a_loft.then_some(Loft { apogee_altitude_m, ground_range_m })
    }

    /// Returns a drawn loft and its non-rotating equivalent; none where that is no loft.
    fn target(&self, loft: Loft, point: u32) -> Option<TargetLoft> {
        let Some(launch) = self.launch else {
            return Some(TargetLoft { loft, over_ground: None, time_excess_s: 0.0 });
        };
        // All bearings are equally likely where none is known.
        let bearing_rad =
            launch.bearing_rad().unwrap_or_else(|| TAU * (GOLDEN_RATIO * f64::from(point)).fract());
        let over_ground = LoftOverGround { loft, bearing_rad, site: launch.site(), globe: launch.globe() };
        let (loft, equivalent) = over_ground.non_rotating_equivalent().ok()?;
        (loft.apogee_altitude_m > 0.0).then_some(TargetLoft {
            loft,
            over_ground: Some(over_ground),
            time_excess_s: equivalent.time_excess_s,
        })
    }

    fn ground_range_m(&self, likelihood: Likelihood, at: impl Fn(u32) -> f64) -> Option<f64> {
        let range_m = likelihood.at(at(REPORT + 2), at(REPORT + 3));
        (range_m > 0.0 && range_m < self.sphere.half_circumference_m()).then_some(range_m)
    }

    fn propose_burn_time(
        &self,
        draft: Draft,
        target: TargetLoft,
        lofts: &LoftApproximation,
        time: Likelihood,
        at: impl Fn(u32) -> f64,
    ) -> Begun {
        let Bounds { low, high } = draft.last_burn_time_s;
        // A known burn time leaves nothing to solve for.
        if low == high {
            let unreported = draft.with_last_burn_time_s(low);
            let weight = draft.weight * draft.density_per_s(low);
            return Begun::Whole(Proposal::without_time(weight, draft, unreported, target));
        }
        let drawn_s = time.at(at(REPORT + 4), at(REPORT + 5));
        let flight_time_s = drawn_s - target.time_excess_s;
        let TimeBias { median_s, half_interquartile_s } = self.time_bias;
        let longest_burn_s = high + FAR_BEYOND * half_interquartile_s;
        let sketch = lofts.burn_sketch(draft.unfinished(), flight_time_s - median_s, longest_burn_s);
        let density_per_s = time.density(drawn_s);
        Begun::WithoutBurn(WithoutBurn { draft, target, flight_time_s, density_per_s, sketch })
    }

    /// Returns the proposal of a vehicle with the burn time found for it.
    fn with_burn(&self, unburnt: WithoutBurn, found: Result<Burn, NoBurn>) -> Result<Proposal, Exclusion> {
        let WithoutBurn { draft, target, flight_time_s, density_per_s, .. } = unburnt;
        let Burn { burn_time_s: burn_s, last_delta_v_m_per_s, slope } = found.map_err(|why| match why {
            NoBurn::TooLong => Exclusion::BurnTooLong,
            NoBurn::TooShort => Exclusion::BurnTooShort,
            NoBurn::Unknown => Exclusion::NoFlight,
        })?;
        let Bounds { low, high } = draft.last_burn_time_s;
        let is_held = draft.last_burn_time_s.holds(burn_s);
        // Most proposals fail here, before more is computed.
        if is_held {
            is_within_reach(&draft, burn_s, target.loft, last_delta_v_m_per_s)?;
        }
        let slope = slope.ok_or(Exclusion::NoFlight)?;
        // The closed form has an error: a burn just outside the bounds may be inside.
        let margin_s = MARGIN * self.time_bias.half_interquartile_s / slope;
        if burn_s > high + margin_s {
            return Err(Exclusion::BurnTooLong);
        }
        if burn_s < low - margin_s {
            return Err(Exclusion::BurnTooShort);
        }
        let unreported = draft.with_last_burn_time_s(burn_s.clamp(low, high));
        let target_time =
            TargetTime { flight_time_s, density_per_s, free_parameter: FreeParameter::LastBurnTime, slope };
        let weight = draft.weight * target_time.prior_per_s(&draft, &unreported, target_time.slope);
        let guessed_delta_v_m_per_s = is_held.then_some(last_delta_v_m_per_s);
        let target_time = Some(target_time);
        Ok(Proposal {
            weight,
            draft,
            unreported,
            target,
            target_time,
            guessed_delta_v_m_per_s,
            guessed_thrust_density: 1.0,
        })
    }

    /// Returns a proposal with its covariates, or why it is not worth a flight.
    fn candidate(&self, mut proposal: Proposal) -> Result<Candidate, Exclusion> {
        if !(proposal.weight > 0.0) {
            return Err(Exclusion::NoFlight);
        }
        let Proposal { draft, unreported, target: TargetLoft { loft, .. }, .. } = &proposal;
        let burn_time_s = unreported.last_stage.burn_time_s;
        let guessed_delta_v_m_per_s = match proposal.guessed_delta_v_m_per_s {
            Some(found_within_reach) => found_within_reach,
            None => {
                let rough = LoftApproximation::new(*loft, self.sphere).rough_guess(unreported);
                let guessed = rough.ok_or(Exclusion::NoFlight)?.last_delta_v_m_per_s;
                is_within_reach(draft, burn_time_s, *loft, guessed)?;
                guessed
            }
        };
        let covariates = Covariates::of(unreported, guessed_delta_v_m_per_s, *loft);
        let share = || unreported.last_share_of_delta_v(guessed_delta_v_m_per_s);
        proposal.guessed_thrust_density = draft.thrust_density(burn_time_s, share).max(LEAST_THRUST_DENSITY);
        proposal.weight *= proposal.guessed_thrust_density;
        Ok(Candidate { proposal, covariates, guessed_delta_v_m_per_s })
    }
}

/// Checks that the estimated last stage is within the bounds of its propellant, given the error of
/// the estimate. Returns the bound that excludes it otherwise.
fn is_within_reach(draft: &Draft, burn_s: f64, loft: Loft, last_delta_v: f64) -> Result<(), Exclusion> {
    let delta_v = |share: f64| draft.unfinished().last_delta_v_of_share_m_per_s(share);
    // The closed form is less accurate for flat flights.
    let margin = GUESS_ERROR_M_PER_S * (1.0 + loft.ground_range_m / loft.apogee_altitude_m);
    let why = draft.exclusion(
        burn_s,
        |least_share| !(last_delta_v > delta_v(least_share) - margin),
        |most_share| !(last_delta_v < delta_v(most_share) + margin),
    );
    why.map_or(Ok(()), Err)
}

/// Draws a burn time from the prior.
fn propose_from_prior(draft: Draft, target: TargetLoft, at: impl Fn(u32) -> f64) -> Proposal {
    let bounds = draft.last_burn_time_s;
    let burn_s = bounds.log_at(at(REPORT + 4));
    // The proposal density is uniform in the logarithm between the bounds.
    let span = (bounds.high / bounds.low).ln();
    let density_per_s = if span > 0.0 { 1.0 / (burn_s * span) } else { 1.0 };
    let weight = draft.weight * draft.density_per_s(burn_s) / density_per_s;
    let unreported = draft.with_last_burn_time_s(burn_s);
    Proposal::without_time(weight, draft, unreported, target)
}
