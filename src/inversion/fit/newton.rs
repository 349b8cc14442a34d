//! The fit by Newton's method from an initial guess: quick, and abandoned where it does not
//! converge.

use crate::error::Result;
use crate::inversion::fit::asked_trial::AskedTrial;
use crate::inversion::fit::fitted::{Fitted, fitted};
use crate::inversion::fit::trial_flight::{
    FitTolerance, NoFlight, Solution, TrialFlight, TrialFlights, TrialPoint, difference,
};
use crate::inversion::initial_guess::InitialGuess;
use crate::inversion::loft::Loft;
use crate::inversion::side_by_side::FlightSearch;
use crate::physics::earth::Sphere;
use crate::physics::flight::FlightEnd;
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::prior::Unreported;

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

/// The quick part of a fit as a search: from an initial guess, with the guess's slopes, updated by
/// Broyden's method after each flight. It ends without a fit where that does not converge.
pub(crate) struct LoftSearch {
    unreported: Unreported,
    loft: Loft,
    fit_tolerance: FitTolerance,
    sphere: Sphere,
    guess: InitialGuess,
    /// The last point, and the step from it.
    before: Option<(TrialPoint, [f64; 2])>,
    starts: usize,
    trial: AskedTrial,
    /// The flight found that is nearest the loft.
    nearest: Option<TrialPoint>,
    found: Option<(Solution, InitialGuess)>,
}

impl LoftSearch {
    /// Returns the search for the fit of a vehicle to a loft from an initial guess.
    pub(crate) fn new(
        unreported: &Unreported,
        loft: Loft,
        guess: InitialGuess,
        fit_tolerance: FitTolerance,
        sphere: Sphere,
    ) -> Self {
        let mut search = Self {
            unreported: unreported.clone(),
            loft,
            fit_tolerance,
            sphere,
            guess,
            before: None,
            starts: 1,
            trial: AskedTrial::default(),
            nearest: None,
            found: None,
        };
        search.ask();
        search
    }

    /// Returns the fit of a search that has ended; none where it found none.
    pub(crate) fn found(self) -> Option<Fitted> {
        let (solution, _) = self.found?;
        fitted(&self.unreported, self.loft, solution, self.trial.cost()).ok()
    }

    fn ask(&mut self) {
        self.trial.ask(&self.unreported, self.guess.at());
    }

    /// Takes a flight into account, and asks for the next where the search goes on.
    fn after(&mut self, now: TrialPoint) {
        if let Some((earlier, step)) = self.before {
            self.guess.broyden_update(step, difference(now.reached, earlier.reached));
        }
        if now.is_close(self.fit_tolerance) {
            self.found = Some((now.solution, self.guess));
            return;
        }
        let is_nearer = |nearest: TrialPoint| now.distance(self.loft) < nearest.distance(self.loft);
        if self.nearest.is_none_or(is_nearer) {
            self.nearest = Some(now);
        }
        if (self.trial.flights as usize) < self.starts + MAX_EVALUATIONS {
            let step = self.guess.step(now.miss);
            self.guess = self.guess.moved(step, 1.0);
            self.before = Some((now, step));
            self.ask();
        }
    }
}

impl FlightSearch for LoftSearch {
    fn asked(&self) -> Option<(&Vehicle, &Steering)> {
        self.trial.flight()
    }

    fn tell(&mut self, end: Result<FlightEnd>) {
        let Some((trial, flight)) = self.trial.told(end, self.sphere) else { return };
        match trial.point(self.loft, flight) {
            Ok(now) => self.after(now),
            Err(why) if self.before.is_none() && self.starts < STARTS => {
                if let Some(guess) = next_start(self.guess, why) {
                    self.guess = guess;
                    self.starts += 1;
                    self.ask();
                }
            }
            Err(_) => {}
        }
    }
}

/// Returns the start after one from which nothing followed; none where no other is worth while.
fn next_start(guess: InitialGuess, why: NoFlight) -> Option<InitialGuess> {
    match why {
        NoFlight::ImpactsDuringAscent => {
            Some(guess.moved([MORE_SPEED * guess.last_delta_v_m_per_s, -LESS_KICK], 1.0))
        }
        NoFlight::NeverReturns => {
            Some(InitialGuess { last_delta_v_m_per_s: LESS_SPEED * guess.last_delta_v_m_per_s, ..guess })
        }
        NoFlight::InvalidStart => None,
    }
}

impl TrialFlights<'_> {
    /// Finds the thrust and the kick that fly a loft, and the slopes there, from an initial guess:
    /// first by the [quick search](LoftSearch); where that does not converge, with slopes measured
    /// at each step.
    pub(super) fn newton(
        &mut self,
        loft: Loft,
        start: InitialGuess,
        fit_tolerance: FitTolerance,
        least_last_m_per_s: f64,
    ) -> Result<NewtonOutcome> {
        let mut search = LoftSearch::new(self.unreported, loft, start, fit_tolerance, self.flights.sphere);
        while let Some((vehicle, steering)) = search.asked() {
            let end = self.flights.fly_with_any_apogee(vehicle, steering)?;
            search.tell(Ok(end));
        }
        match (search.found, search.nearest) {
            (Some((solution, guess)), _) => Ok(NewtonOutcome::Found(solution, guess)),
            (None, Some(nearest)) => self.measured(loft, nearest, fit_tolerance, least_last_m_per_s),
            (None, None) => Ok(NewtonOutcome::Lost),
        }
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
