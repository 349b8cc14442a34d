//! Proposed vehicles flown: fitted to their lofts, and changed until they take the time they are to take.

use crate::error::{Error, Result};
use crate::ladder::analytic_boost::Loft;
use crate::ladder::flown::fit::{Closeness, Fitted, fit_from};
use crate::ladder::flown::sketch::{Lofts, Sketch};
use crate::physics::flight::Flight;
use crate::posterior::sample::propose::{Means, Proposal, Timed};
use crate::posterior::sample::{Flew, Match, Sampler};
use crate::prior::Unreported;

/// A time is met to this, s.
const TIME_TOLERANCE_S: f64 = 0.3;
/// How often a vehicle is changed to meet it; once or twice is typical.
const MOST_CHANGES: usize = 8;

/// A vehicle that flies its loft.
struct Attempt {
    unreported: Unreported,
    loft: Loft,
    fitted: Fitted,
    /// What the flights corrected of the sketch: the last stage, m/s, and the logarithm of the kick.
    corrections: [f64; 2],
}

impl Sampler<'_> {
    /// Flies a proposal.
    pub(in crate::posterior) fn fly(&self, proposal: &Proposal) -> Result<Flew> {
        let Proposal { draft, timed, .. } = proposal;
        let first = self.attempt(proposal.unreported.clone(), proposal.loft, [0.0; 2])?;
        let Some(first) = first else { return Ok(Flew::Nothing) };
        let evidence = |attempt: &Attempt| {
            self.report.flight_time.map_or(1.0, |time| time.density(attempt.fitted.flight_time_s))
        };
        let (attempt, weight) = match timed {
            None => {
                let weight = evidence(&first);
                (first, weight)
            }
            Some(timed) => {
                let Some((attempt, slope)) = self.on_time(first, *timed)? else { return Ok(Flew::Nothing) };
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
        Ok(Flew::Matches(Box::new(Match { weight, unreported, loft, fitted })))
    }

    /// A vehicle fitted to a loft, from the sketch with corrections known beforehand; none if it cannot fly it.
    fn attempt(&self, unreported: Unreported, loft: Loft, corrections: [f64; 2]) -> Result<Option<Attempt>> {
        let closeness = Closeness {
            apogee_m: 1e-4 * loft.apogee_altitude_m,
            ground_range_m: (1e-3 * loft.ground_range_m).max(10.0),
        };
        let sketch = Lofts::new(loft, self.sphere).sketch(&unreported);
        let start = sketch.map(|sketch| Sketch {
            last_delta_v_m_per_s: (sketch.last_delta_v_m_per_s + corrections[0]).max(1.0),
            ln_kick: sketch.ln_kick + corrections[1],
            ..sketch
        });
        let fitted = match fit_from(&unreported, loft, start, closeness, self.sphere, Flight::TOLERANCE) {
            Ok(fitted) => fitted,
            Err(Error::LoftUnreachable { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let corrections = match sketch {
            Some(sketch) if fitted.kick_angle_rad > 0.0 => [
                unreported.last_delta_v_m_per_s(fitted.last_acceleration_m_per_s2)
                    - sketch.last_delta_v_m_per_s,
                fitted.kick_angle_rad.ln() - sketch.ln_kick,
            ],
            _ => [0.0; 2],
        };
        Ok(Some(Attempt { unreported, loft, fitted, corrections }))
    }

    /// The vehicle, or its loft, changed until the flight takes the time, and by how much a change changes that; none where it
    /// is not to be met.
    fn on_time(&self, first: Attempt, timed: Timed) -> Result<Option<(Attempt, f64)>> {
        let Timed { flight_time_s, by, mut slope, .. } = timed;
        let mut attempt = first;
        for _ in 0..MOST_CHANGES {
            let late_s = attempt.fitted.flight_time_s - flight_time_s;
            if late_s.abs() <= TIME_TOLERANCE_S {
                return Ok(Some((attempt, slope)));
            }
            let change = -late_s / slope;
            let (mut unreported, mut loft) = (attempt.unreported.clone(), attempt.loft);
            match by {
                Means::Burning => {
                    let burn_s = unreported.last_stage.burn_time_s;
                    unreported.last_stage.burn_time_s = (burn_s + change).clamp(0.5 * burn_s, 2.0 * burn_s);
                }
                Means::Climbing => loft.apogee_altitude_m *= change.clamp(-0.5, 0.5).exp(),
            }
            let Some(next) = self.attempt(unreported, loft, attempt.corrections)? else { return Ok(None) };
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
        Ok(None)
    }
}
