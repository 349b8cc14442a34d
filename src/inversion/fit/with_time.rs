//! The fit of a loft together with its flight time: the thrust, the kick and the burn time of the
//! last stage in one search, quicker than one fit after another. Abandoned where it does not
//! converge.

use crate::error::Result;
use crate::inversion::fit::asked_trial::AskedTrial;
use crate::inversion::fit::fitted::{Fitted, fitted};
use crate::inversion::fit::trial_flight::{FitTolerance, TrialPoint, difference};
use crate::inversion::initial_guess::{InitialGuess, LoftApproximation, steps_between};
use crate::inversion::loft::Loft;
use crate::inversion::side_by_side::FlightSearch;
use crate::numerics::wide::Width;
use crate::physics::earth::Sphere;
use crate::physics::flight::FlightEnd;
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::prior::{Bounds, Unreported};

/// The loft and the flight time to be met, and an estimate of how the time depends on the burn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LoftAndTime {
    pub(crate) loft: Loft,
    pub(crate) fit_tolerance: FitTolerance,
    pub(crate) flight_time_s: f64,
    /// The tolerance of the flight time, s.
    pub(crate) time_tolerance_s: f64,
    /// The closed-form estimate of ∂(flight time)/∂(burn time of the last stage) at the loft.
    pub(crate) slope: f64,
    /// The bounds of the last stage's burn time, s.
    pub(crate) last_burn_time_s: Bounds,
}

/// The maximum number of flights; three are typical.
const MAX_FLIGHTS: u32 = 8;
/// The increment of the burn time from which the dependence of thrust and kick on it is estimated,
/// s.
const PROBE_S: f64 = 4.0;
/// The relative increment of the apogee from which the dependence of the flight time on it is
/// estimated.
const HIGHER: f64 = 5e-3;
/// The least error of a flight time from which its slope is measured, s: over a small change the
/// errors of the closed form would dominate.
const LEAST_LATE_S: f64 = 2.0;

/// A search for the thrust, the kick and the burn time of the last stage. It ends without a fit
/// where it does not converge or would leave the bounds.
pub(crate) struct LoftAndTimeSearch {
    wanted: LoftAndTime,
    sphere: Sphere,
    unreported: Unreported,
    start: InitialGuess,
    /// The changes of the two numbers for a second more of burn time.
    follows: [f64; 2],
    time_per_m: f64,
    before: Option<Before>,
    slope: f64,
    trial: AskedTrial,
    found: Option<FittedWithTime>,
}

/// The previous flight of a search: its time error had it flown the loft exactly, and the changes
/// made after it.
#[derive(Debug, Clone, Copy)]
struct Before {
    point: TrialPoint,
    late_s: f64,
    step: [f64; 2],
    change_s: f64,
}

/// A vehicle that flies a loft in a time.
#[derive(Debug, Clone)]
pub(crate) struct FittedWithTime {
    pub(crate) unreported: Unreported,
    pub(crate) fitted: Fitted,
    /// ∂(flight time)/∂(burn time), measured where the first flight was far enough off.
    pub(crate) slope: f64,
}

impl LoftAndTimeSearch {
    /// Returns the searches from the burn times and the initial guesses of proposed vehicles; none
    /// for one whose dependence on the burn time is not known.
    pub(crate) fn all(
        proposed: &[(&Unreported, InitialGuess, LoftAndTime)],
        sphere: Sphere,
    ) -> Vec<Option<Self>> {
        let longer: Vec<Unreported> = proposed
            .iter()
            .map(|(unreported, ..)| {
                let mut longer = (*unreported).clone();
                longer.last_stage.burn_time_s += PROBE_S;
                longer
            })
            .collect();
        let pairs: Vec<_> =
            proposed.iter().zip(&longer).map(|((of, start, _), longer)| (*of, longer, *start)).collect();
        let steps = steps_between(&pairs, sphere, Width::Widest);
        let of = |((unreported, start, wanted), step): (&(&Unreported, InitialGuess, LoftAndTime), _)| {
            Self::new(unreported, *start, *wanted, step?, sphere)
        };
        proposed.iter().zip(steps).map(of).collect()
    }

    /// Returns the search, given the changes of the two numbers for a probe of the burn time.
    fn new(
        proposed: &Unreported,
        start: InitialGuess,
        wanted: LoftAndTime,
        step: [f64; 2],
        sphere: Sphere,
    ) -> Option<Self> {
        let mut search = Self {
            wanted,
            sphere,
            unreported: proposed.clone(),
            start,
            follows: step.map(|step| step / PROBE_S),
            time_per_m: time_per_m(proposed, wanted.loft, sphere)?,
            before: None,
            slope: wanted.slope,
            trial: AskedTrial::default(),
            found: None,
        };
        search.trial.ask(proposed, start.at());
        Some(search)
    }

    /// Returns the fit of a search that has ended; none where it found none.
    pub(crate) fn found(self) -> Option<FittedWithTime> {
        self.found
    }

    /// Takes a flight into account. Returns the next guess' burn time, s; none where the search
    /// ends.
    fn after(&mut self, tried: TrialPoint) -> Option<f64> {
        let LoftAndTime { loft, fit_tolerance, flight_time_s, time_tolerance_s, slope, last_burn_time_s } =
            self.wanted;
        let [too_low_m, _] = tried.miss;
        let on_loft_s = tried.solution.flight.time_s + self.time_per_m * too_low_m;
        let late_s = on_loft_s - flight_time_s;
        if let Some(Before { point: earlier, late_s: earlier_s, step, change_s }) = self.before {
            self.start.broyden_update(step, difference(tried.reached, earlier.reached));
            let there = (late_s - earlier_s) / change_s;
            if is_credible_slope(there, slope, earlier_s) {
                self.slope = there;
            }
        }
        if tried.is_close(fit_tolerance) && late_s.abs() <= time_tolerance_s {
            let fitted = fitted(&self.unreported, loft, tried.solution, self.trial.cost()).ok()?;
            let (unreported, slope) = (self.unreported.clone(), self.slope);
            self.found = Some(FittedWithTime { unreported, fitted, slope });
            return None;
        }
        let change_s = -late_s / self.slope;
        let burn_s = self.unreported.last_stage.burn_time_s + change_s;
        if !last_burn_time_s.holds(burn_s) {
            return None;
        }
        let step = self.start.step(tried.miss);
        self.before = Some(Before { point: tried, late_s, step, change_s });
        self.start = self.start.moved(step, 1.0).moved(self.follows, change_s);
        Some(burn_s)
    }
}

impl FlightSearch for LoftAndTimeSearch {
    fn asked(&self) -> Option<(&Vehicle, &Steering)> {
        self.trial.flight()
    }

    fn tell(&mut self, end: Result<FlightEnd>) {
        let Some((trial, flight)) = self.trial.told(end, self.sphere) else { return };
        let tried = trial.point(self.wanted.loft, flight).ok();
        if let Some(burn_s) = tried.and_then(|tried| self.after(tried))
            && self.trial.flights < MAX_FLIGHTS
        {
            self.unreported.last_stage.burn_time_s = burn_s;
            self.trial.ask(&self.unreported, self.start.at());
        }
    }
}

/// Returns whether a measured slope is credible beside the estimated one, after a flight with a
/// time error, s.
pub(crate) fn is_credible_slope(measured: f64, estimated: f64, late_s: f64) -> bool {
    late_s.abs() > LEAST_LATE_S && measured > 0.3 * estimated && measured < 3.0 * estimated
}

/// Returns the closed-form estimate of ∂(flight time)/∂(apogee), s/m.
fn time_per_m(of: &Unreported, loft: Loft, sphere: Sphere) -> Option<f64> {
    let time_s = |loft: Loft| Some(LoftApproximation::new(loft, sphere).rough_guess(of)?.flight_time_s);
    let higher_m = HIGHER * loft.apogee_altitude_m;
    let higher = Loft { apogee_altitude_m: loft.apogee_altitude_m + higher_m, ..loft };
    Some((time_s(higher)? - time_s(loft)?) / higher_m)
}
