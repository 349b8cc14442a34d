//! The fit of a loft together with its flight time: the thrust, the kick and the burn time of the
//! last stage in one search, quicker than one fit after another. Abandoned where it does not
//! converge.

use crate::error::Result;
use crate::inversion::fit::fitted::{Fitted, fitted};
use crate::inversion::fit::trial_flight::{FitTolerance, TrialFlights, TrialPoint, difference};
use crate::inversion::initial_guess::LoftApproximation;
use crate::inversion::loft::Loft;
use crate::inversion::search_flights::SearchFlights;
use crate::physics::earth::Sphere;
use crate::physics::flight::Stepping;
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
const MAX_EVALUATIONS: usize = 8;
/// The increment of the burn time from which the dependence of thrust and kick on it is estimated,
/// s.
const PROBE_S: f64 = 4.0;
/// The relative increment of the apogee from which the dependence of the flight time on it is
/// estimated.
const HIGHER: f64 = 5e-3;
/// The least error of a flight time from which its slope is measured, s: over a small change the
/// errors of the closed form would dominate.
const LEAST_LATE_S: f64 = 2.0;

/// Finds the thrust, the kick and the burn time of the last stage, from the burn time and the
/// initial guess of a proposed vehicle. Returns the vehicle, its fit and ∂(flight time)/∂(burn
/// time), measured where the first flight was far enough off; none where the search does not
/// converge or would leave the bounds.
pub(crate) fn fit_with_time(
    proposed: &Unreported,
    wanted: LoftAndTime,
    sphere: Sphere,
    stepping: Stepping,
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
    let mut flights = SearchFlights::new(sphere, stepping);
    // The previous flight, its time error had it flown the loft exactly, and the changes made after
    // it.
    let mut before: Option<(TrialPoint, f64, [f64; 2], f64)> = None;
    let mut measured = slope;
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
                measured = there;
            }
        }
        if tried.is_close(fit_tolerance) && late_s.abs() <= time_tolerance_s {
            let fitted = fitted(&unreported, loft, tried.solution, flights)?;
            return Ok(Some((unreported, fitted, measured)));
        }
        let change_s = -late_s / measured;
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
