//! Proposed vehicles flown: fitted to their lofts, and changed until they take the time they are to take.

use crate::error::{Error, Result};
use crate::ladder::analytic_boost::Loft;
use crate::ladder::flown::fit::{Closeness, Fitted, OnTime, Search, fit_from, fit_on_time, is_learned};
use crate::ladder::flown::sketch::{Lofts, Sketch};
use crate::physics::flight::Flight;
use crate::posterior::sample::propose::{Asked, Means, Proposal, Timed};
use crate::posterior::sample::{Flew, Match, Sampler};
use crate::prior::{Bounds, Draft, Unreported};

/// A time is met to this, s.
const TIME_TOLERANCE_S: f64 = 0.3;
/// A last stage that gives less than this share of the least that the prior holds is not looked at further.
const FAR_BELOW: f64 = 0.3;
/// How often a vehicle is changed to meet it; once or twice is typical.
const MOST_CHANGES: usize = 8;

/// A vehicle that flies its loft.
struct Flyer {
    unreported: Unreported,
    loft: Loft,
    fitted: Fitted,
}

/// The same, as the way to the next.
struct Attempt {
    flyer: Flyer,
    /// Before it was flown, if it could be sketched.
    sketch: Option<Sketch>,
    /// The start of a flight nearby.
    start: Option<Sketch>,
}

impl Sampler<'_> {
    /// Flies a proposal.
    pub(in crate::posterior) fn fly(&self, proposal: &Proposal) -> Result<Flew> {
        let Proposal { draft, timed, asked: Asked { loft: asked, ground, longer_s }, .. } = proposal;
        let evidence = |fitted: &Fitted| {
            let flight_time_s = fitted.flight_time_s + longer_s;
            self.report.flight_time.map_or(1.0, |time| time.density(flight_time_s))
        };
        let (Flyer { unreported, loft, fitted }, weight) = match timed {
            None => {
                let first = self.attempt(draft, proposal.unreported.clone(), *asked, None)?;
                let Some(Attempt { flyer, .. }) = first else { return Ok(Flew::Nothing) };
                let weight = evidence(&flyer.fitted);
                (flyer, weight)
            }
            Some(timed) => {
                let (flyer, slope) = match self.at_once(proposal, *timed)? {
                    Some(met) => met,
                    None => match self.on_time(proposal, *timed)? {
                        Ok(met) => met,
                        Err(flew) => return Ok(flew),
                    },
                };
                // It was chosen by the prior of what was sketched, and counts by that of what is flown.
                let prior = timed.prior_per_s(draft, &flyer.unreported, slope);
                if !(prior > 0.0) {
                    let is_long = flyer.unreported.last_stage.burn_time_s > draft.last_burn_time_s.high;
                    return Ok(if is_long { Flew::WouldBurnTooLong } else { Flew::WouldBurnTooShort });
                }
                let sketched = timed.prior_per_s(draft, &proposal.unreported, timed.slope);
                let weight = prior / sketched * evidence(&flyer.fitted) / timed.drawn;
                (flyer, weight)
            }
        };
        let share = unreported.last_share(fitted.last_acceleration_m_per_s2);
        if !draft.last_share(unreported.last_stage.burn_time_s).holds(share) {
            return Ok(Flew::Nothing);
        }
        let climbed = loft.apogee_altitude_m / asked.apogee_altitude_m;
        let ground = ground.map(|ground| ground.as_high_as(climbed * ground.loft.apogee_altitude_m));
        Ok(Flew::Matches(Box::new(Match { weight, unreported, loft, ground, fitted })))
    }

    /// A vehicle fitted to a loft, from its sketch or from one nearby that was flown; none if it cannot fly it.
    fn attempt(
        &self,
        draft: &Draft,
        unreported: Unreported,
        loft: Loft,
        nearby: Option<&Attempt>,
    ) -> Result<Option<Attempt>> {
        let closeness = Self::closeness(loft);
        let shares = draft.last_share(unreported.last_stage.burn_time_s);
        let least_last_m_per_s = FAR_BELOW * unreported.last_delta_v_of_share_m_per_s(shares.low);
        let sketch = Lofts::new(loft, self.sphere).sketch(&unreported);
        let start = match nearby.and_then(|nearby| Some((nearby.start?, nearby.sketch))) {
            // What was flown there, and what the sketches say lies between, if they are to be believed.
            Some((flown, before)) => Some(match (before, sketch) {
                (Some(before), Some(now)) => flown.nearby(now.step_from(before)),
                _ => flown,
            }),
            None => sketch,
        };
        let search = Search { start, closeness, least_last_m_per_s };
        match fit_from(&unreported, loft, search, self.sphere, Flight::TOLERANCE) {
            Ok((fitted, start)) => {
                Ok(Some(Attempt { flyer: Flyer { unreported, loft, fitted }, sketch, start }))
            }
            Err(Error::LoftUnreachable { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// How close a flight has to come to its loft.
    fn closeness(loft: Loft) -> Closeness {
        Closeness {
            apogee_m: 1e-4 * loft.apogee_altitude_m,
            ground_range_m: (1e-3 * loft.ground_range_m).max(10.0),
        }
    }

    /// A proposal's vehicle whose flight takes the time, by one search for all, and by how much a change of its burn changes that;
    /// none where that does not close in.
    fn at_once(&self, proposal: &Proposal, timed: Timed) -> Result<Option<(Flyer, f64)>> {
        let Proposal { draft, unreported, asked: Asked { loft, .. }, .. } = proposal;
        if timed.by != Means::Burning {
            return Ok(None);
        }
        let wanted = OnTime {
            loft: *loft,
            closeness: Self::closeness(*loft),
            flight_time_s: timed.flight_time_s,
            time_tolerance_s: TIME_TOLERANCE_S,
            slope: timed.slope,
            last_burn_time_s: draft.last_burn_time_s,
        };
        let met = fit_on_time(unreported, wanted, self.sphere, Flight::TOLERANCE)?;
        Ok(met.map(|(unreported, fitted, slope)| (Flyer { unreported, loft: *loft, fitted }, slope)))
    }

    /// A proposal's vehicle, or its loft, changed until the flight takes the time, and by how much a change changes that: fit after
    /// fit; otherwise why it is not to be met.
    fn on_time(&self, proposal: &Proposal, timed: Timed) -> Result<std::result::Result<(Flyer, f64), Flew>> {
        let Proposal { draft, asked: Asked { loft, .. }, .. } = proposal;
        let Timed { flight_time_s, by, mut slope, .. } = timed;
        let first = self.attempt(draft, proposal.unreported.clone(), *loft, None)?;
        let Some(mut attempt) = first else { return Ok(Err(Flew::Nothing)) };
        for _ in 0..MOST_CHANGES {
            let Attempt { flyer, .. } = &attempt;
            let late_s = flyer.fitted.flight_time_s - flight_time_s;
            if late_s.abs() <= TIME_TOLERANCE_S {
                return Ok(Ok((attempt.flyer, slope)));
            }
            let change = -late_s / slope;
            let (mut unreported, mut loft) = (flyer.unreported.clone(), flyer.loft);
            match by {
                Means::Burning => {
                    let burn_s = unreported.last_stage.burn_time_s;
                    let Bounds { low, high } = draft.last_burn_time_s;
                    if burn_s >= high && change > 0.0 {
                        return Ok(Err(Flew::WouldBurnTooLong));
                    }
                    if burn_s <= low && change < 0.0 {
                        return Ok(Err(Flew::WouldBurnTooShort));
                    }
                    let next_s = (burn_s + change).clamp(0.5 * burn_s, 2.0 * burn_s);
                    unreported.last_stage.burn_time_s = next_s.clamp(low, high);
                }
                Means::Climbing => loft.apogee_altitude_m *= change.clamp(-0.5, 0.5).exp(),
            }
            let Some(next) = self.attempt(draft, unreported, loft, Some(&attempt))? else {
                return Ok(Err(Flew::Nothing));
            };
            let changed = match by {
                Means::Burning => {
                    next.flyer.unreported.last_stage.burn_time_s - flyer.unreported.last_stage.burn_time_s
                }
                Means::Climbing => (next.flyer.loft.apogee_altitude_m / flyer.loft.apogee_altitude_m).ln(),
            };
            let seen = (next.flyer.fitted.flight_time_s - flyer.fitted.flight_time_s) / changed;
            if is_learned(seen, slope, late_s) {
                slope = seen;
            }
            attempt = next;
        }
        Ok(Err(Flew::Nothing))
    }
}
