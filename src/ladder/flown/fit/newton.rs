//! The loft by Newton's method from a start: quick, and given up where it does not close in.

use crate::error::Result;
use crate::ladder::analytic_boost::Loft;
use crate::ladder::flown::fit::Solution;
use crate::ladder::flown::fit::sample::{Range, Sample};
use crate::ladder::flown::flights::GREATEST_KICK_RAD;
use crate::ladder::flown::sketch::Sketch;

/// How close a flight has to come to a loft.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Closeness {
    /// Of the apogee, m.
    pub(crate) apogee_m: f64,
    /// Of the ground range, m.
    pub(crate) ground_range_m: f64,
}

/// What came of a search from a start.
#[derive(Debug, Clone, Copy)]
pub(super) enum Approach {
    Found(Solution, Sketch),
    /// It leads to a smaller last stage than is looked for, from this flight.
    Beyond(Sample),
    /// It does not close in.
    Lost,
}

/// Starts tried where the first leads into the ground or out of the sky.
const STARTS: usize = 5;
/// How much less the next one leans, in the logarithm of the kick, and how much more or less it gives, as a share of the last stage.
const LESS_KICK: f64 = 0.8;
const MORE_SPEED: f64 = 0.1;
const LESS_SPEED: f64 = 0.85;
/// Flights allowed with slopes that learn from each; three to six are typical.
const PATIENCE: usize = 10;
/// Steps allowed with slopes that are measured, and how often one of them is halved.
const MEASURED_STEPS: usize = 12;
const MOST_HALVINGS: usize = 6;
/// The steps that measure a slope: of the last stage, m/s, and of the logarithm of the kick.
const PROBES: [f64; 2] = [5.0, 0.02];

/// A flight, and by how much it missed, m.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tried {
    pub(super) at: [f64; 2],
    pub(super) reached: [f64; 2],
    pub(super) miss: [f64; 2],
    pub(super) solution: Solution,
}

impl Tried {
    pub(super) fn is_close(&self, closeness: Closeness) -> bool {
        let [too_low, too_short] = self.miss;
        too_low.abs() <= closeness.apogee_m && too_short.abs() <= closeness.ground_range_m
    }

    /// How far from the loft, relative to it.
    fn distance(&self, loft: Loft) -> f64 {
        let [too_low, too_short] = self.miss;
        (too_low / loft.apogee_altitude_m)
            .hypot(too_short / loft.ground_range_m.max(0.1 * loft.apogee_altitude_m))
    }
}

impl Range<'_> {
    /// The thrust and the kick that fly a loft, from a start, and the slopes there: first with the start's slopes, which learn from
    /// each flight; where that does not close in, with slopes measured at each step.
    pub(super) fn newton(
        &mut self,
        loft: Loft,
        start: Sketch,
        closeness: Closeness,
        least_last_m_per_s: f64,
    ) -> Result<Approach> {
        let Some((mut sketch, mut now)) = self.first(loft, start)? else { return Ok(Approach::Lost) };
        let mut nearest = now;
        for _ in 0..PATIENCE {
            if now.is_close(closeness) {
                return Ok(Approach::Found(now.solution, sketch));
            }
            if now.distance(loft) < nearest.distance(loft) {
                nearest = now;
            }
            let step = sketch.step(now.miss);
            let moved = sketch.moved(step, 1.0);
            let Some(next) = self.try_at(loft, moved.at())? else { break };
            sketch = moved;
            sketch.learn(step, difference(next.reached, now.reached));
            now = next;
        }
        self.measured(loft, nearest, closeness, least_last_m_per_s)
    }

    /// The first flight there is at a start, or near it.
    fn first(&mut self, loft: Loft, start: Sketch) -> Result<Option<(Sketch, Tried)>> {
        let mut sketch = start;
        for _ in 0..STARTS {
            match self.fly_at(loft, sketch.at())? {
                Ok(tried) => return Ok(Some((sketch, tried))),
                Err(NoFlight::IntoTheGround) => {
                    sketch = sketch.moved([MORE_SPEED * sketch.last_delta_v_m_per_s, -LESS_KICK], 1.0);
                }
                Err(NoFlight::OutOfTheSky) => sketch.last_delta_v_m_per_s *= LESS_SPEED,
                Err(NoFlight::NoStart) => return Ok(None),
            }
        }
        Ok(None)
    }

    /// From a flight, with slopes measured by two flights at each step, and steps halved until they come nearer.
    fn measured(
        &mut self,
        loft: Loft,
        nearest: Tried,
        closeness: Closeness,
        least_last_m_per_s: f64,
    ) -> Result<Approach> {
        let mut now = nearest;
        for _ in 0..MEASURED_STEPS {
            let Some(sketch) = self.slopes_at(loft, now)? else { return Ok(Approach::Lost) };
            if now.is_close(closeness) {
                return Ok(Approach::Found(now.solution, sketch));
            }
            let step = sketch.step(now.miss);
            let [delta_v, _] = sketch.at();
            if delta_v < least_last_m_per_s && step[0] < 0.0 {
                return Ok(Approach::Beyond(now.solution.sample));
            }
            let mut share = 1.0;
            let mut next = None;
            for _ in 0..MOST_HALVINGS {
                let there = self.try_at(loft, sketch.moved(step, share).at())?;
                next = there.filter(|there| there.distance(loft) < now.distance(loft));
                if next.is_some() {
                    break;
                }
                share *= 0.5;
            }
            let Some(next) = next else { return Ok(Approach::Lost) };
            now = next;
        }
        Ok(Approach::Lost)
    }

    /// The start of a fit nearby, from a solution found otherwise.
    pub(super) fn slopes_near(&mut self, loft: Loft, solution: Solution) -> Result<Option<Sketch>> {
        let delta_v = self.unreported.last_delta_v_m_per_s(solution.thrust);
        match self.try_at(loft, [delta_v, solution.kick.ln()])? {
            Some(there) => self.slopes_at(loft, there),
            None => Ok(None),
        }
    }

    fn slopes_at(&mut self, loft: Loft, now: Tried) -> Result<Option<Sketch>> {
        let [delta_v, ln_kick] = now.at;
        let faster = self.try_at(loft, [delta_v + PROBES[0], ln_kick])?;
        let wider = self.try_at(loft, [delta_v, ln_kick + PROBES[1]])?;
        let (Some(faster), Some(wider)) = (faster, wider) else { return Ok(None) };
        let by_speed = difference(faster.reached, now.reached).map(|change| change / PROBES[0]);
        let by_kick = difference(wider.reached, now.reached).map(|change| change / PROBES[1]);
        Ok(Some(Sketch {
            last_delta_v_m_per_s: delta_v,
            ln_kick,
            slopes: [[by_speed[0], by_kick[0]], [by_speed[1], by_kick[1]]],
        }))
    }

    fn try_at(&mut self, loft: Loft, at: [f64; 2]) -> Result<Option<Tried>> {
        Ok(self.fly_at(loft, at)?.ok())
    }

    /// The flight at a last stage, m/s, and the logarithm of a kick, if it is one that burns out and comes down.
    pub(super) fn fly_at(
        &mut self,
        loft: Loft,
        at: [f64; 2],
    ) -> Result<std::result::Result<Tried, NoFlight>> {
        let [delta_v, ln_kick] = at;
        let thrust = self.unreported.last_acceleration_m_per_s2(delta_v);
        let kick = ln_kick.exp();
        if !(thrust > 0.0 && kick > 0.0 && kick <= GREATEST_KICK_RAD) {
            return Ok(Err(NoFlight::NoStart));
        }
        let sample = self.fly(thrust, kick)?;
        let reached = [sample.apogee_m, sample.range_m];
        let miss = [loft.apogee_altitude_m - sample.apogee_m, loft.ground_range_m - sample.range_m];
        Ok(if !miss.iter().all(|miss| miss.is_finite()) {
            Err(NoFlight::OutOfTheSky)
        } else if sample.burnout.is_none() {
            Err(NoFlight::IntoTheGround)
        } else {
            Ok(Tried { at, reached, miss, solution: Solution { thrust, kick, sample } })
        })
    }
}

/// Why there is nothing to learn from a flight.
#[derive(Debug, Clone, Copy)]
pub(super) enum NoFlight {
    /// It comes down with its engine burning.
    IntoTheGround,
    /// It does not come down.
    OutOfTheSky,
    /// There is no vehicle or no kick of that kind.
    NoStart,
}

pub(super) fn difference([a, b]: [f64; 2], [c, d]: [f64; 2]) -> [f64; 2] {
    [a - c, b - d]
}
