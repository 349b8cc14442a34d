//! Proposed vehicles flown: fitted to their lofts, and changed until they take the time they are to take.

use crate::error::{Error, Result};
use crate::ladder::analytic_boost::Loft;
use crate::ladder::flown::fit::{Closeness, Fitted, Search, fit_from};
use crate::ladder::flown::sketch::{Lofts, Sketch};
use crate::physics::flight::Flight;
use crate::posterior::sample::propose::{Means, Proposal, Timed};
use crate::posterior::sample::{Flew, Match, Sampler};
use crate::prior::{Bounds, Draft, Unreported};

/// A time is met to this, s.
const TIME_TOLERANCE_S: f64 = 0.3;
/// A last stage that gives less than this share of the least that the prior holds is not looked at further.
const FAR_BELOW: f64 = 0.3;
/// How often a vehicle is changed to meet it; once or twice is typical.
const MOST_CHANGES: usize = 8;

/// A vehicle that flies its loft.
struct Attempt {
    unreported: Unreported,
    loft: Loft,
    fitted: Fitted,
    /// Before it was flown, if it could be sketched.
    sketch: Option<Sketch>,
    /// The start of a flight nearby.
    start: Option<Sketch>,
}

impl Sampler<'_> {
    /// Flies a proposal.
    pub(in crate::posterior) fn fly(&self, proposal: &Proposal) -> Result<Flew> {
        let Proposal { draft, timed, longer_s, .. } = proposal;
        let first = self.attempt(draft, proposal.unreported.clone(), proposal.loft, None)?;
        let Some(first) = first else { return Ok(Flew::Nothing) };
        let evidence = |attempt: &Attempt| {
            let flight_time_s = attempt.fitted.flight_time_s + longer_s;
            self.report.flight_time.map_or(1.0, |time| time.density(flight_time_s))
        };
        let (attempt, weight) = match timed {
            None => {
                let weight = evidence(&first);
                (first, weight)
            }
            Some(timed) => {
                let (attempt, slope) = match self.on_time(draft, first, *timed)? {
                    Ok(met) => met,
                    Err(flew) => return Ok(flew),
                };
                // It was chosen by the prior of what was sketched, and counts by that of what is flown.
                let prior = timed.prior_per_s(draft, &attempt.unreported, slope);
                if !(prior > 0.0) {
                    let is_long = attempt.unreported.last_stage.burn_time_s > draft.last_burn_time_s.high;
                    return Ok(if is_long { Flew::WouldBurnTooLong } else { Flew::WouldBurnTooShort });
                }
                let sketched = timed.prior_per_s(draft, &proposal.unreported, timed.slope);
                let weight = prior / sketched * evidence(&attempt) / timed.drawn;
                (attempt, weight)
            }
        };
        let Attempt { unreported, loft, fitted, .. } = attempt;
        let share = unreported.last_share(fitted.last_acceleration_m_per_s2);
        if !draft.last_share(unreported.last_stage.burn_time_s).holds(share) {
            return Ok(Flew::Nothing);
        }
        let climbed = loft.apogee_altitude_m / proposal.loft.apogee_altitude_m;
        let ground = proposal.ground.map(|ground| ground.as_high_as(climbed * ground.loft.apogee_altitude_m));
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
        let closeness = Closeness {
            apogee_m: 1e-4 * loft.apogee_altitude_m,
            ground_range_m: (1e-3 * loft.ground_range_m).max(10.0),
        };
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
            Ok((fitted, start)) => Ok(Some(Attempt { unreported, loft, fitted, sketch, start })),
            Err(Error::LoftUnreachable { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The vehicle, or its loft, changed until the flight takes the time, and by how much a change changes that; otherwise why it
    /// is not to be met.
    fn on_time(
        &self,
        draft: &Draft,
        first: Attempt,
        timed: Timed,
    ) -> Result<std::result::Result<(Attempt, f64), Flew>> {
        let Timed { flight_time_s, by, mut slope, .. } = timed;
        let mut attempt = first;
        for _ in 0..MOST_CHANGES {
            let late_s = attempt.fitted.flight_time_s - flight_time_s;
            if late_s.abs() <= TIME_TOLERANCE_S {
                return Ok(Ok((attempt, slope)));
            }
            let change = -late_s / slope;
            let (mut unreported, mut loft) = (attempt.unreported.clone(), attempt.loft);
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
                    next.unreported.last_stage.burn_time_s - attempt.unreported.last_stage.burn_time_s
                }
                Means::Climbing => (next.loft.apogee_altitude_m / attempt.loft.apogee_altitude_m).ln(),
            };
            let seen = (next.fitted.flight_time_s - attempt.fitted.flight_time_s) / changed;
            // Over a small change the closeness of the fit would be seen, not the slope.
            if seen > 0.3 * slope && seen < 3.0 * slope && late_s.abs() > 2.0 {
                slope = seen;
            }
            attempt = next;
        }
        Ok(Err(Flew::Nothing))
    }
}
