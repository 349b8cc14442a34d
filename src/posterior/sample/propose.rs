//! Vehicles proposed, and the lofts they are to fly: no flight is flown here.

use std::f64::consts::TAU;

use crate::ladder::analytic_boost::Loft;
use crate::ladder::flown::GroundLoft;
use crate::ladder::flown::sketch::{Lofts, NoBurn};
use crate::physics::kepler::observed::apogee_altitude_m;
use crate::posterior::evidence::Evidence;
use crate::posterior::sample::{Drawn, Sampler};
use crate::posterior::strata::Known;
use crate::prior::{Bounds, COORDINATES, Draft, Unreported};

/// A vehicle of the prior, and the loft it is to fly.
#[derive(Debug, Clone)]
pub(in crate::posterior) struct Proposal {
    /// By which it is chosen.
    pub(in crate::posterior) weight: f64,
    pub(super) draft: Draft,
    pub(super) unreported: Unreported,
    pub(super) asked: Asked,
    /// The flight time it is to take, and what may change to that end; none if no time was reported, or nothing may.
    pub(super) timed: Option<Timed>,
    /// Of the last stage, m/s, where it has been sketched.
    sketched_m_per_s: Option<f64>,
}

/// A proposal that may fly the report.
#[derive(Debug, Clone)]
pub(in crate::posterior) struct Candidate {
    pub(in crate::posterior) proposal: Proposal,
    pub(in crate::posterior) known: Known,
}

/// The loft to be flown, over a still Earth; the one over the turning Earth that it stands for, and by how much that takes longer, s: none
/// and nothing where no launch is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) loft: Loft,
    pub(super) ground: Option<GroundLoft>,
    pub(super) longer_s: f64,
}

/// Multiples of it fill a circle evenly.
const GOLDEN_RATIO: f64 = 0.618_033_988_749_894_9;

/// A flight time to be met.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timed {
    /// s.
    pub(super) flight_time_s: f64,
    /// The density that the time was drawn with, 1/s.
    pub(super) drawn: f64,
    /// What meets it.
    pub(super) by: Means,
    /// ∂(flight time)/∂(that), by the sketch.
    pub(super) slope: f64,
}

/// What is free to meet a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Means {
    /// The burn time of the last stage, s.
    Burning,
    /// The logarithm of the apogee.
    Climbing,
}

impl Proposal {
    pub(in crate::posterior) fn burn_time_s(&self) -> f64 {
        self.unreported.burn_time_s()
    }
}

impl Timed {
    /// The prior per second of flight time, of a vehicle and its loft.
    pub(super) fn prior_per_s(&self, draft: &Draft, unreported: &Unreported, slope: f64) -> f64 {
        match self.by {
            Means::Burning => draft.density_per_s(unreported.last_stage.burn_time_s) / slope,
            // That of an apogee is even in its logarithm.
            Means::Climbing => 1.0 / slope,
        }
    }
}

/// The coordinates of the report come after those of the vehicle.
const REPORT: u32 = COORDINATES;
/// Sketches are off by this much of the last stage, m/s, at the most, on lofts.
const SKETCH_ERROR_M_PER_S: f64 = 250.0;

impl Sampler<'_> {
    /// The vehicle of a point, not yet flown.
    pub(in crate::posterior) fn draw(&self, point: u32) -> Drawn {
        let at = |coordinate| self.points.coordinate(point, coordinate);
        let Some(draft) = self.prior.draw(at) else { return Drawn::Cannot };
        let proposed = match (self.report.apogee, self.report.flight_time) {
            (Some(apogee), time) => {
                let asked = self.loft(apogee, at).and_then(|loft| self.asked(loft, point));
                asked.ok_or(Drawn::Cannot).and_then(|asked| match time {
                    Some(time) => self.burning_as_the_time_asks(draft, asked, time, at),
                    None => Ok(burning_as_the_prior_says(draft, asked, at)),
                })
            }
            (None, Some(time)) => self.as_high_as_the_time_asks(draft, time, point, at),
            (None, None) => Err(Drawn::Cannot),
        };
        match proposed {
            Ok(proposal) => match self.may_fly(&proposal) {
                Some(known) => Drawn::May(Box::new(Candidate { proposal, known })),
                None => Drawn::Cannot,
            },
            Err(drawn) => drawn,
        }
    }

    /// The loft of a draw, if it is one that there can be.
    fn loft(&self, apogee: Evidence, at: impl Fn(u32) -> f64) -> Option<Loft> {
        let apogee_altitude_m = apogee.at(at(REPORT), at(REPORT + 1));
        let ground_range_m = match self.report.ground_range {
            Some(evidence) => self.ground_range_m(evidence, at)?,
            None => self.prior.ground_range_per_apogee.at(at(REPORT + 2)) * apogee_altitude_m,
        };
        let is_a_loft = apogee_altitude_m > 0.0
            && ground_range_m > 0.0
            && ground_range_m < self.sphere.half_circumference_m();
        is_a_loft.then_some(Loft { apogee_altitude_m, ground_range_m })
    }

    /// A loft as it was drawn, and what it is over a still Earth; none where it is no loft there.
    fn asked(&self, loft: Loft, point: u32) -> Option<Asked> {
        let Some(launch) = self.launch else { return Some(Asked { loft, ground: None, longer_s: 0.0 }) };
        // Every direction is as likely where nobody knows it.
        let bearing_rad =
            launch.bearing_rad().unwrap_or_else(|| TAU * (GOLDEN_RATIO * f64::from(point)).fract());
        let ground = GroundLoft { loft, bearing_rad, site: launch.site(), globe: launch.globe() };
        let (loft, still) = ground.stilled().ok()?;
        (loft.apogee_altitude_m > 0.0).then_some(Asked {
            loft,
            ground: Some(ground),
            longer_s: still.longer_s,
        })
    }

    fn ground_range_m(&self, evidence: Evidence, at: impl Fn(u32) -> f64) -> Option<f64> {
        let range_m = evidence.at(at(REPORT + 2), at(REPORT + 3));
        (range_m > 0.0 && range_m < self.sphere.half_circumference_m()).then_some(range_m)
    }

    fn burning_as_the_time_asks(
        &self,
        draft: Draft,
        asked: Asked,
        time: Evidence,
        at: impl Fn(u32) -> f64,
    ) -> Result<Proposal, Drawn> {
        let Asked { loft, longer_s, .. } = asked;
        let Bounds { low, high } = draft.last_burn_time_s;
        // Known is known: there is nothing to draw.
        if low == high {
            let unreported = draft.with_last_burn_time_s(low);
            let weight = draft.weight;
            return Ok(Proposal { weight, draft, unreported, asked, timed: None, sketched_m_per_s: None });
        }
        let drawn_s = time.at(at(REPORT + 4), at(REPORT + 5));
        let flight_time_s = drawn_s - longer_s;
        let lofts = Lofts::new(loft, self.sphere);
        let burn = lofts.last_burn_time(draft.unfinished(), flight_time_s - self.lateness.middle_s).map_err(
            |why| match why {
                NoBurn::TooLong => Drawn::WouldBurnTooLong,
                NoBurn::TooShort => Drawn::WouldBurnTooShort,
                NoBurn::Unknown => Drawn::Cannot,
            },
        )?;
        let burn_s = burn.burn_time_s;
        let unreported = draft.with_last_burn_time_s(burn_s);
        let is_held = draft.last_burn_time_s.holds(burn_s);
        // Most fail here, before more is sketched.
        if is_held && !is_within_reach(&draft, &unreported, loft, burn.last_delta_v_m_per_s) {
            return Err(Drawn::Cannot);
        }
        let slope = lofts.slope(&unreported, burn).ok_or(Drawn::Cannot)?;
        // The sketch is off by some: a burn just outside the bounds may yet be inside.
        let margin_s = 3.0 * self.lateness.spread_s / slope;
        if burn_s > high + margin_s {
            return Err(Drawn::WouldBurnTooLong);
        }
        if burn_s < low - margin_s {
            return Err(Drawn::WouldBurnTooShort);
        }
        let unreported = draft.with_last_burn_time_s(burn_s.clamp(low, high));
        let timed = Timed { flight_time_s, drawn: time.density(drawn_s), by: Means::Burning, slope };
        let weight = draft.weight * timed.prior_per_s(&draft, &unreported, timed.slope);
        let sketched_m_per_s = is_held.then_some(burn.last_delta_v_m_per_s);
        let timed = Some(timed);
        Ok(Proposal { weight, draft, unreported, asked, timed, sketched_m_per_s })
    }

    fn as_high_as_the_time_asks(
        &self,
        draft: Draft,
        time: Evidence,
        point: u32,
        at: impl Fn(u32) -> f64 + Copy,
    ) -> Result<Proposal, Drawn> {
        let range = self.report.ground_range.ok_or(Drawn::Cannot)?;
        let ground_range_m = self.ground_range_m(range, at).ok_or(Drawn::Cannot)?;
        let drawn_s = time.at(at(REPORT + 5), at(REPORT + 6));
        // The free arc stands for the loft in what the turning Earth does to it.
        let arc_m = apogee_altitude_m(ground_range_m / self.sphere.radius_m, drawn_s, self.sphere)
            .map_err(|_| Drawn::WouldBurnTooShort)?;
        let asked =
            self.asked(Loft { apogee_altitude_m: arc_m, ground_range_m }, point).ok_or(Drawn::Cannot)?;
        let rises = arc_m / asked.loft.apogee_altitude_m;
        let Asked { loft: Loft { ground_range_m, .. }, longer_s, .. } = asked;
        let Proposal { weight, draft, unreported, .. } = burning_as_the_prior_says(draft, asked, at);
        let flight_time_s = drawn_s - longer_s;
        let wanted_s = flight_time_s - self.lateness.middle_s;
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
            if (x2 - x1).abs() < 1e-3 {
                let loft = Loft { apogee_altitude_m: x2.exp(), ground_range_m };
                let drawn = time.density(drawn_s);
                let timed = Some(Timed { flight_time_s, drawn, by: Means::Climbing, slope });
                let ground = asked.ground.map(|ground| ground.as_high_as(rises * loft.apogee_altitude_m));
                let weight = weight / slope;
                let asked = Asked { loft, ground, longer_s };
                return Ok(Proposal { weight, draft, unreported, asked, timed, sketched_m_per_s: None });
            }
            (x0, f0) = (x1, f1);
            (x1, f1) = (x2, late(x2).ok_or(Drawn::Cannot)?);
        }
        Err(Drawn::Cannot)
    }

    /// What is known of a proposal; none where a flight is not worth while.
    fn may_fly(&self, proposal: &Proposal) -> Option<Known> {
        let Proposal { weight, draft, unreported, asked: Asked { loft, .. }, .. } = proposal;
        let last_delta_v = match proposal.sketched_m_per_s {
            Some(sketched) => sketched,
            None => Lofts::new(*loft, self.sphere).roughly(unreported)?.last_delta_v_m_per_s,
        };
        (*weight > 0.0 && is_within_reach(draft, unreported, *loft, last_delta_v))
            .then(|| Known::of(unreported, last_delta_v, *loft))
    }
}

/// Whether a sketch is near enough to what the last stage may burn.
fn is_within_reach(draft: &Draft, unreported: &Unreported, loft: Loft, last_delta_v: f64) -> bool {
    let shares = draft.last_share(unreported.last_stage.burn_time_s);
    let delta_v = |share: f64| unreported.last_delta_v_of_share_m_per_s(share);
    // Flat flights are sketched less well.
    let margin = SKETCH_ERROR_M_PER_S * (1.0 + loft.ground_range_m / loft.apogee_altitude_m);
    shares.low <= shares.high
        && last_delta_v > delta_v(shares.low) - margin
        && last_delta_v < delta_v(shares.high) + margin
}

/// Steps of the secant method.
const SECANTS: usize = 20;

/// A burn time out of the prior.
fn burning_as_the_prior_says(draft: Draft, asked: Asked, at: impl Fn(u32) -> f64) -> Proposal {
    let bounds = draft.last_burn_time_s;
    let burn_s = bounds.log_at(at(REPORT + 4));
    // The density drawn from is even in the logarithm between the bounds.
    let span = (bounds.high / bounds.low).ln();
    let drawn = if span > 0.0 { 1.0 / (burn_s * span) } else { 1.0 };
    let weight = draft.weight * draft.density_per_s(burn_s) / drawn;
    let unreported = draft.with_last_burn_time_s(burn_s);
    Proposal { weight, draft, unreported, asked, timed: None, sketched_m_per_s: None }
}
