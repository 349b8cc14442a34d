//! The fit by Newton's method from an initial guess: quick, and abandoned where it does not
//! converge.

use crate::error::Result;
use crate::inversion::fit::trial_flight::{
    FitTolerance, NoFlight, Solution, TrialFlight, TrialFlights, TrialPoint, difference,
};
use crate::inversion::initial_guess::InitialGuess;
use crate::inversion::loft::Loft;

/// The result of a Newton search.
#[derive(Debug, Clone, Copy)]
pub(super) enum NewtonOutcome {
    Found(Solution, InitialGuess),
    /// The search leads to a smaller last stage than the least allowed, from this flight.
    Beyond(TrialFlight),
    /// The search does not converge.
    Lost,
}

/// The number of starts tried where the first one impacts during the ascent or escapes.
const STARTS: usize = 5;
/// The changes of the next start: of the logarithm of the kick, and of the last stage's ideal
/// velocity, as a share of it, upward and as a factor downward.
const LESS_KICK: f64 = 0.8;
const MORE_SPEED: f64 = 0.1;
const LESS_SPEED: f64 = 0.85;
/// The maximum number of flights with Broyden's slopes; three to six are typical.
const MAX_EVALUATIONS: usize = 10;
/// The maximum number of steps with measured slopes, and of halvings of one step.
const MEASURED_STEPS: usize = 12;
const MOST_HALVINGS: usize = 6;
/// The steps by which slopes are measured: of the last stage's ideal velocity, m/s, and of the
/// logarithm of the kick.
const PROBES: [f64; 2] = [5.0, 0.02];

impl TrialFlights<'_> {
    /// Finds the thrust and the kick that fly a loft, and the slopes there, from an initial guess:
    /// first with the guess's slopes, updated by Broyden's method after each flight; where that
    /// does not converge, with slopes measured at each step.
    pub(super) fn newton(
        &mut self,
        loft: Loft,
        start: InitialGuess,
        fit_tolerance: FitTolerance,
        least_last_m_per_s: f64,
    ) -> Result<NewtonOutcome> {
        let Some((mut guess, mut now)) = self.first(loft, start)? else { return Ok(NewtonOutcome::Lost) };
        let mut nearest = now;
        for _ in 0..MAX_EVALUATIONS {
            if now.is_close(fit_tolerance) {
                return Ok(NewtonOutcome::Found(now.solution, guess));
            }
            if now.distance(loft) < nearest.distance(loft) {
                nearest = now;
            }
            let step = guess.step(now.miss);
            let moved = guess.moved(step, 1.0);
            let Some(next) = self.try_at(loft, moved.at())? else { break };
            guess = moved;
            guess.broyden_update(step, difference(next.reached, now.reached));
            now = next;
        }
        self.measured(loft, nearest, fit_tolerance, least_last_m_per_s)
    }

    /// Integrates the flight of an initial guess, or of the nearest start that flies.
    fn first(&mut self, loft: Loft, start: InitialGuess) -> Result<Option<(InitialGuess, TrialPoint)>> {
        let mut guess = start;
        for _ in 0..STARTS {
            match self.fly_at(loft, guess.at())? {
                Ok(tried) => return Ok(Some((guess, tried))),
                Err(NoFlight::ImpactsDuringAscent) => {
                    guess = guess.moved([MORE_SPEED * guess.last_delta_v_m_per_s, -LESS_KICK], 1.0);
                }
                Err(NoFlight::NeverReturns) => guess.last_delta_v_m_per_s *= LESS_SPEED,
                Err(NoFlight::InvalidStart) => return Ok(None),
            }
        }
        Ok(None)
    }

    /// Continues from a flight with slopes measured by two flights at each step, and steps halved
    /// until they come nearer.
    fn measured(
        &mut self,
        loft: Loft,
        nearest: TrialPoint,
        fit_tolerance: FitTolerance,
        least_last_m_per_s: f64,
    ) -> Result<NewtonOutcome> {
        let mut now = nearest;
        for _ in 0..MEASURED_STEPS {
            let Some(guess) = self.slopes_at(loft, now)? else { return Ok(NewtonOutcome::Lost) };
            if now.is_close(fit_tolerance) {
                return Ok(NewtonOutcome::Found(now.solution, guess));
            }
            let step = guess.step(now.miss);
            let [delta_v, _] = guess.at();
            if delta_v < least_last_m_per_s && step[0] < 0.0 {
                return Ok(NewtonOutcome::Beyond(now.solution.flight));
            }
            let mut share = 1.0;
            let mut next = None;
            for _ in 0..MOST_HALVINGS {
                let there = self.try_at(loft, guess.moved(step, share).at())?;
                next = there.filter(|there| there.distance(loft) < now.distance(loft));
                if next.is_some() {
                    break;
                }
                share *= 0.5;
            }
            let Some(next) = next else { return Ok(NewtonOutcome::Lost) };
            now = next;
        }
        Ok(NewtonOutcome::Lost)
    }

    /// Returns an initial guess for a fit nearby, from a solution found otherwise.
    pub(super) fn slopes_near(&mut self, loft: Loft, solution: Solution) -> Result<Option<InitialGuess>> {
        let delta_v = self.unreported.last_delta_v_m_per_s(solution.thrust);
        match self.try_at(loft, [delta_v, solution.kick.ln()])? {
            Some(there) => self.slopes_at(loft, there),
            None => Ok(None),
        }
    }

    fn slopes_at(&mut self, loft: Loft, now: TrialPoint) -> Result<Option<InitialGuess>> {
        let [delta_v, ln_kick] = now.at;
        let faster = self.try_at(loft, [delta_v + PROBES[0], ln_kick])?;
        let wider = self.try_at(loft, [delta_v, ln_kick + PROBES[1]])?;
        let (Some(faster), Some(wider)) = (faster, wider) else { return Ok(None) };
        let by_speed = difference(faster.reached, now.reached).map(|change| change / PROBES[0]);
        let by_kick = difference(wider.reached, now.reached).map(|change| change / PROBES[1]);
        Ok(Some(InitialGuess {
            last_delta_v_m_per_s: delta_v,
            ln_kick,
            slopes: [[by_speed[0], by_kick[0]], [by_speed[1], by_kick[1]]],
        }))
    }

    fn try_at(&mut self, loft: Loft, at: [f64; 2]) -> Result<Option<TrialPoint>> {
        Ok(self.fly_at(loft, at)?.ok())
    }
}
