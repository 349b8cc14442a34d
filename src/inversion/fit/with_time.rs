//! The loft and its flight time together: thrust, kick and the burn time of the last stage in one search, quicker than one fit after
//! another. Given up where it does not close in.

use crate::error::Result;
use crate::inversion::fit::fitted::{Fitted, fitted};
use crate::inversion::fit::trial_flight::{FitTolerance, TrialFlights, TrialPoint, difference};
use crate::inversion::initial_guess::LoftApproximation;
use crate::inversion::loft::Loft;
use crate::inversion::search_flights::SearchFlights;
use crate::physics::earth::Sphere;
use crate::prior::{Bounds, Unreported};

/// What is to be met, and what is known of the way there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LoftAndTime {
    pub(crate) loft: Loft,
    pub(crate) fit_tolerance: FitTolerance,
    pub(crate) flight_time_s: f64,
    /// How close the time has to come, s.
    pub(crate) time_tolerance_s: f64,
    /// ∂(flight time)/∂(burn time of the last stage) at the loft, by a sketch.
    pub(crate) slope: f64,
    /// What the last stage may burn, s.
    pub(crate) last_burn_time_s: Bounds,
}

/// Flights allowed; three are typical.
const MAX_EVALUATIONS: usize = 8;
/// How much longer the last stage burns in the sketch that says how thrust and kick follow, s.
const PROBE_S: f64 = 4.0;
/// How much higher the loft is whose sketch says how the time follows the apogee, relative.
const HIGHER: f64 = 5e-3;
/// The slope is learned from a time that was off by at least this, s: over a small change the sketch's errors would be seen.
const LEAST_LATE_S: f64 = 2.0;

/// Finds thrust, kick and burn time of the last stage, from the burn time and the sketch that a vehicle is proposed with; none where
/// that does not close in, or would leave the bounds. With them ∂(flight time)/∂(burn time), seen where the first flight was off enough.
pub(crate) fn fit_with_time(
    proposed: &Unreported,
    wanted: LoftAndTime,
    sphere: Sphere,
    tolerance: f64,
) -> Result<Option<(Unreported, Fitted, f64)>> {
    let LoftAndTime { loft, fit_tolerance, flight_time_s, time_tolerance_s, slope, last_burn_time_s } =
        wanted;
    let lofts = LoftApproximation::new(loft, sphere);
    let mut unreported = proposed.clone();
    let Some(mut start) = lofts.guess(&unreported) else { return Ok(None) };
    let mut longer = unreported.clone();
    longer.last_stage.burn_time_s += PROBE_S;
    let Some(follows) = lofts.step_between(&unreported, &longer, start) else { return Ok(None) };
    let follows = follows.map(|step| step / PROBE_S);
    let Some(time_per_m) = time_per_m(proposed, loft, sphere) else { return Ok(None) };
    let mut flights = SearchFlights::new(sphere, tolerance);
    // The flight before, how late it would have been from the loft, and what was changed after it.
    let mut before: Option<(TrialPoint, f64, [f64; 2], f64)> = None;
    let mut seen = slope;
    for _ in 0..MAX_EVALUATIONS {
        let mut range = TrialFlights { unreported: &unreported, flights };
        let flown = range.fly_at(loft, start.at())?;
        flights = range.flights;
        let Ok(tried) = flown else { return Ok(None) };
        let [too_low_m, _] = tried.miss;
        let on_loft_s = tried.solution.flight.time_s + time_per_m * too_low_m;
        let late_s = on_loft_s - flight_time_s;
        if let Some((earlier, earlier_s, step, change_s)) = before {
            start.broyden_update(step, difference(tried.reached, earlier.reached));
            let there = (late_s - earlier_s) / change_s;
            if is_credible_slope(there, slope, earlier_s) {
                seen = there;
            }
        }
        if tried.is_close(fit_tolerance) && late_s.abs() <= time_tolerance_s {
            let fitted = fitted(&unreported, loft, tried.solution, flights)?;
            return Ok(Some((unreported, fitted, seen)));
        }
        let change_s = -late_s / seen;
        let burn_s = unreported.last_stage.burn_time_s + change_s;
        if !last_burn_time_s.holds(burn_s) {
            return Ok(None);
        }
        let step = start.step(tried.miss);
        before = Some((tried, late_s, step, change_s));
        unreported.last_stage.burn_time_s = burn_s;
        start = start.moved(step, 1.0).moved(follows, change_s);
    }
    Ok(None)
}

/// Whether a slope that was seen is to be believed, beside that of a sketch, after a flight that was so late, s.
pub(crate) fn is_credible_slope(seen: f64, sketched: f64, late_s: f64) -> bool {
    late_s.abs() > LEAST_LATE_S && seen > 0.3 * sketched && seen < 3.0 * sketched
}

/// How the time of a loft follows its apogee, s/m: by the sketch of a higher one.
fn time_per_m(of: &Unreported, loft: Loft, sphere: Sphere) -> Option<f64> {
    let time_s = |loft: Loft| Some(LoftApproximation::new(loft, sphere).rough_guess(of)?.flight_time_s);
    let higher_m = HIGHER * loft.apogee_altitude_m;
    let higher = Loft { apogee_altitude_m: loft.apogee_altitude_m + higher_m, ..loft };
    Some((time_s(higher)? - time_s(loft)?) / higher_m)
}
