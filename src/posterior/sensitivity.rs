//! What the answer hangs on, so that a reader sees which figure to distrust.

use crate::inversion::{FitSearch, FitTolerance, InitialGuess, Loft, LoftApproximation, fit_from};
use crate::numerics::parallel;
use crate::physics::earth::Sphere;
use crate::physics::flight::{Flight, Outcome};
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::posterior::fit_to_target::FittedDraw;
use crate::posterior::flown_draw::FlownDraw;
use crate::prior::Unreported;

/// By how much the range moves with what was reported and what was not: medians over vehicles of the posterior, each by itself. The
/// median of the range moves by some fifth less per minute: with another time, other vehicles come in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sensitivity {
    /// km of range per minute of flight time, apogee and ground range as they are.
    pub range_km_per_min: f64,
    /// km of range per km of apogee, the flight time as it is: a higher apogee takes longer by itself and leaves less time to burn.
    /// Where no time was reported, the burn time as it is.
    pub range_km_per_apogee_km: f64,
    /// km of range per km of apogee, the burn time as it is.
    pub range_km_per_apogee_km_at_burn_time: f64,
    /// km of range per second of burn, apogee and ground range as they are.
    pub range_km_per_burn_s: f64,
}

/// Vehicles looked at.
const LOOKS: usize = 15;
/// By how much the last stage burns longer, relative and at least, s.
const LONGER: f64 = 0.04;
const LONGER_S: f64 = 3.0;
/// By how much the apogee is higher, relative.
const HIGHER: f64 = 0.01;
/// Differences are taken of flights to this tolerance and closeness: they are of kilometres.
const TOLERANCE: f64 = 1e-5;
const CLOSE: FitTolerance = FitTolerance { apogee_m: 2.0, ground_range_m: 5.0 };

pub(super) fn sensitivity(flown: &[FlownDraw<'_>], has_time: bool, sphere: Sphere) -> Option<Sensitivity> {
    let total: f64 = flown.iter().map(|flown| flown.weight).sum();
    let mut looked_at = Vec::new();
    // Evenly through the weight.
    let (mut below, mut looks) = (0.0, 0);
    for flown in flown {
        below += flown.weight;
        let mut is_looked_at = false;
        while looks < LOOKS && below >= total * (looks as f64 + 0.5) / LOOKS as f64 {
            looks += 1;
            is_looked_at = true;
        }
        if is_looked_at && flown.reach.sortable_range_m().is_finite() {
            looked_at.push(flown);
        }
    }
    let slopes: Vec<Slopes> =
        parallel::map(&looked_at, |flown| flown.slopes(sphere)).into_iter().flatten().collect();
    if 2 * slopes.len() < LOOKS.min(flown.len()) {
        return None;
    }
    let median = |of: &dyn Fn(&Slopes) -> f64| {
        let mut numbers: Vec<f64> = slopes.iter().map(of).collect();
        numbers.sort_by(f64::total_cmp);
        numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
    };
    let at_burn_time = median(&|s| s.range_by_apogee);
    Some(Sensitivity {
        range_km_per_min: median(&|s| 60.0 * s.range_by_burn / s.time_by_burn) / 1e3,
        range_km_per_apogee_km: if has_time {
            median(&|s| s.range_by_apogee - s.range_by_burn * s.time_by_apogee / s.time_by_burn)
        } else {
            at_burn_time
        },
        range_km_per_apogee_km_at_burn_time: at_burn_time,
        range_km_per_burn_s: median(&|s| s.range_by_burn) / 1e3,
    })
}

/// Of one vehicle's range, m, and loft's time, s: by burn time, s, and apogee, m.
struct Slopes {
    range_by_burn: f64,
    time_by_burn: f64,
    range_by_apogee: f64,
    time_by_apogee: f64,
}

impl FlownDraw<'_> {
    /// By differences; none where a neighbour does not fly.
    fn slopes(&self, sphere: Sphere) -> Option<Slopes> {
        let (of, loft) = (&self.fitted_draw.unreported, self.fitted_draw.loft);
        let time_excess_s = (LONGER * of.last_stage.burn_time_s).max(LONGER_S);
        let higher_m = HIGHER * loft.apogee_altitude_m;
        let mut longer = of.clone();
        longer.last_stage.burn_time_s += time_excess_s;
        let higher = Loft { apogee_altitude_m: loft.apogee_altitude_m + higher_m, ..loft };
        let start = self.start(sphere)?;
        let here = self.neighbour(of, loft, start, sphere)?;
        // From there by what a sketch says lies between, and by what the slopes say.
        let step = LoftApproximation::new(loft, sphere).step_between(of, &longer, here.start)?;
        let later = self.neighbour(&longer, loft, here.start.nearby(step), sphere)?;
        let climb = here.start.step([higher_m, 0.0]);
        let above = self.neighbour(of, higher, here.start.nearby(climb), sphere)?;
        Some(Slopes {
            range_by_burn: (later.range_m - here.range_m) / time_excess_s,
            time_by_burn: (later.time_s - here.time_s) / time_excess_s,
            range_by_apogee: (above.range_m - here.range_m) / higher_m,
            time_by_apogee: (above.time_s - here.time_s) / higher_m,
        })
    }

    /// Where a search for its own loft begins: at what was found, with the slopes of a sketch.
    fn start(&self, sphere: Sphere) -> Option<InitialGuess> {
        let FittedDraw { unreported, loft, fitted, .. } = self.fitted_draw;
        let InitialGuess { slopes, .. } = LoftApproximation::new(*loft, sphere).guess(unreported)?;
        Some(InitialGuess {
            last_delta_v_m_per_s: unreported.last_delta_v_m_per_s(fitted.last_acceleration_m_per_s2),
            ln_kick: fitted.kick_angle_rad.ln(),
            slopes,
        })
    }

    /// A vehicle nearby. The steering is that of this one: at a maximum it does not matter.
    fn neighbour(
        &self,
        of: &Unreported,
        loft: Loft,
        start: InitialGuess,
        sphere: Sphere,
    ) -> Option<Neighbour> {
        let search = FitSearch { start: Some(start), fit_tolerance: CLOSE, least_last_m_per_s: 0.0 };
        let (fitted, start) = fit_from(of, loft, search, sphere, TOLERANCE).ok()?;
        let range_m = range_m(&fitted.vehicle, &self.steering, sphere)?;
        Some(Neighbour { range_m, time_s: fitted.flight_time_s, start: start? })
    }
}

/// A vehicle nearby that was flown.
struct Neighbour {
    range_m: f64,
    /// Of the loft.
    time_s: f64,
    /// Where a search nearby begins.
    start: InitialGuess,
}

fn range_m(vehicle: &Vehicle, steering: &Steering, sphere: Sphere) -> Option<f64> {
    let end = Flight { vehicle, steering, sphere, has_air: true, tolerance: TOLERANCE }.fly().ok()?;
    match end.outcome {
        Outcome::Impact(impact) => Some(impact.range_angle_rad * sphere.radius_m),
        _ => None,
    }
}
