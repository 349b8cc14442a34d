//! Vehicles of the prior that fly the report, each with its weight.
//!
//! Every vehicle meets the apogee and the ground range drawn for it, and the flight time drawn for it out of what was reported: how
//! long its last stage burns (or, where no apogee was reported, how high it flies) is found, not drawn. Its weight is the prior of
//! what was found, by the time it was found for: a change of variables, which changes how many draws count and not what they say.
//!
//! Many vehicles are proposed, by a sketch that costs no flight; some are chosen by their sketched weight, and flown; what is flown
//! corrects the weight.

mod fly;
mod propose;

use crate::ladder::analytic_boost::Loft;
use crate::ladder::flown::GroundLoft;
use crate::ladder::flown::fit::Fitted;
use crate::ladder::flown::sketch::Lofts;
use crate::model::Model;
use crate::numerics::quasirandom::Points;
use crate::observation::Observation;
use crate::physics::earth::Sphere;
use crate::physics::globe::Launch;
use crate::posterior::evidence::Evidence;
use crate::prior::{Prior, Unreported};
use crate::reported::Reported;

pub(super) use propose::{Candidate, Proposal};

/// What was reported, as evidence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Report {
    pub(super) apogee: Option<Evidence>,
    pub(super) ground_range: Option<Evidence>,
    pub(super) flight_time: Option<Evidence>,
    /// Whether the loft is open: a figure of it was not reported, or as a bound on one side.
    pub(super) is_loft_open: bool,
}

impl Report {
    pub(super) fn of(observation: &Observation, prior: &Prior) -> Self {
        let reporting = &prior.reporting;
        let one_sided = |figure: Option<Reported>| figure.is_some_and(|figure| figure.is_one_sided());
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
            is_loft_open: [observation.apogee(), observation.ground_range()]
                .iter()
                .any(|figure| figure.is_none_or(|figure| figure.is_one_sided())),
        }
    }
}

/// A vehicle that flies the report.
#[derive(Debug, Clone)]
pub(super) struct Match {
    /// What corrects the weight by which it was chosen.
    pub(super) weight: f64,
    pub(super) unreported: Unreported,
    pub(super) loft: Loft,
    /// The loft over the turning Earth that this one stands for, if a launch is known.
    pub(super) ground: Option<GroundLoft>,
    pub(super) fitted: Fitted,
}

/// What became of a point.
#[derive(Debug, Clone)]
pub(super) enum Drawn {
    /// It may fly the report.
    May(Box<Candidate>),
    /// The prior leaves it nothing, or it cannot fly the loft.
    Cannot,
    /// To take so long it would have to burn longer than the prior allows.
    WouldBurnTooLong,
    /// To take so short a time it would have to burn shorter.
    WouldBurnTooShort,
}

/// What became of a proposal.
#[derive(Debug, Clone)]
pub(super) enum Flew {
    /// It flies the report.
    Matches(Box<Match>),
    /// It cannot fly the loft, or only by a last stage that the prior does not hold.
    Nothing,
    /// See [`Drawn`].
    WouldBurnTooLong,
    /// See [`Drawn`].
    WouldBurnTooShort,
}

/// By how much flights are late on their sketches, s.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lateness {
    middle_s: f64,
    /// Half of them are nearer than this to the middle.
    spread_s: f64,
}

/// What is drawn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sampler<'a> {
    prior: &'a Prior,
    report: Report,
    sphere: Sphere,
    launch: Option<Launch>,
    points: Points,
    lateness: Lateness,
}

/// Before any flight: a sketch is early by some seconds.
const UNKNOWN: Lateness = Lateness { middle_s: 5.0, spread_s: 5.0 };
/// Vehicles that fly the report, to know better; the points looked at for them, and the most vehicles tried: where most cannot fly it,
/// each of them takes long to find that out.
const PILOTS: usize = 12;
const MOST_PILOT_POINTS: u32 = 256;
const MOST_PILOTS: u32 = 32;
/// The least of them to go by.
const FEWEST_PILOTS: usize = 5;

impl<'a> Sampler<'a> {
    /// A sampler that has flown its pilots.
    pub(super) fn new(model: &'a Model, report: Report) -> Self {
        let (prior, sphere, launch, seed) = (model.prior(), model.sphere(), model.launch(), model.seed());
        // Points of their own, so that a pilot is not a draw.
        let pilots = Points::seeded(seed ^ 0x5851_f42d_4c95_7f2d);
        let mut sampler = Self { prior, report, sphere, launch, points: pilots, lateness: UNKNOWN };
        if report.flight_time.is_some() {
            let mut late = Vec::new();
            let mut flown = 0;
            for point in 0..MOST_PILOT_POINTS {
                if late.len() >= PILOTS || flown >= MOST_PILOTS {
                    break;
                }
                let Drawn::May(candidate) = sampler.draw(point) else { continue };
                flown += 1;
                if let Ok(Flew::Matches(pilot)) = sampler.fly(&candidate.proposal) {
                    let sketched = Lofts::new(pilot.loft, sphere).roughly(&pilot.unreported);
                    late.extend(sketched.map(|rough| pilot.fitted.flight_time_s - rough.flight_time_s));
                }
            }
            if late.len() >= FEWEST_PILOTS {
                sampler.lateness = Lateness::of(late);
            }
        }
        Self { points: Points::seeded(seed), ..sampler }
    }

    /// The same draws with the flight time set aside.
    pub(super) fn without_time(&self) -> Self {
        Self { report: Report { flight_time: None, ..self.report }, ..*self }
    }

    pub(super) fn report(&self) -> Report {
        self.report
    }
}

impl Lateness {
    fn of(mut late: Vec<f64>) -> Self {
        late.sort_by(f64::total_cmp);
        let at =
            |share: f64| late.get((share * (late.len() - 1) as f64).round() as usize).copied().unwrap_or(0.0);
        Self { middle_s: at(0.5), spread_s: 0.5 * (at(0.75) - at(0.25)) }
    }
}
