//! The sensitivity of the range to each reported figure.

use crate::inversion::{FitSearch, FitTolerance, InitialGuess, Loft, LoftApproximation, fit_from};
use crate::numerics::parallel;
use crate::physics::earth::Sphere;
use crate::physics::flight::{Flight, Outcome};
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::posterior::fit_to_target::FittedDraw;
use crate::posterior::flown_draw::FlownDraw;
use crate::prior::Unreported;

/// The sensitivity of one vehicle's range to the reported figures and to the burn time: medians
/// over vehicles of the posterior, each by itself.
///
/// The median of the posterior moves less with the flight time, because other vehicles come in with
/// another time: by 380 km per minute at 2,802 km, 930 km and 37 min, where a vehicle moves by 590
/// km (1,024 draws), and by 90 km at 39 min, where a vehicle moves by 370 km.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Sensitivity {
    /// The change of range per minute of flight time, km/min, at the same apogee and ground range.
    pub range_km_per_min: f64,
    /// The change of range per kilometre of apogee, km/km, at the same flight time: a higher apogee
    /// takes longer by itself and leaves less time to burn. At the same burn time where no flight
    /// time was reported.
    pub range_km_per_apogee_km: f64,
    /// The change of range per kilometre of apogee, km/km, at the same burn time.
    pub range_km_per_apogee_km_at_burn_time: f64,
    /// The change of range per second of burn time, km/s, at the same apogee and ground range.
    pub range_km_per_burn_s: f64,
}

/// The number of vehicles examined.
const EXAMINED: usize = 15;
/// The increment of the last stage's burn time, relative and at least, s.
const LONGER: f64 = 0.04;
const LONGER_S: f64 = 3.0;
/// The relative increment of the apogee.
const HIGHER: f64 = 0.01;
/// The solver's tolerance and the fit's for the differences, which are of kilometres.
const TOLERANCE: f64 = 1e-5;
const CLOSE: FitTolerance = FitTolerance { apogee_m: 2.0, ground_range_m: 5.0 };

pub(super) fn sensitivity(flown: &[FlownDraw<'_>], has_time: bool, sphere: Sphere) -> Option<Sensitivity> {
    let total: f64 = flown.iter().map(|flown| flown.weight).sum();
    let mut examined_draws = Vec::new();
    // Chosen systematically by weight.
    let (mut below, mut examined) = (0.0, 0);
    for flown in flown {
        below += flown.weight;
        let mut is_examined = false;
        while examined < EXAMINED && below >= total * (examined as f64 + 0.5) / EXAMINED as f64 {
            examined += 1;
            is_examined = true;
        }
        if is_examined && flown.reach.sortable_range_m().is_finite() {
            examined_draws.push(flown);
        }
    }
    let slopes: Vec<Slopes> =
        parallel::map(&examined_draws, |flown| flown.slopes(sphere)).into_iter().flatten().collect();
    if 2 * slopes.len() < EXAMINED.min(flown.len()) {
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

/// The derivatives of one vehicle's range, m, and its loft's flight time, s, by burn time, s, and
/// apogee, m.
struct Slopes {
    range_by_burn: f64,
    time_by_burn: f64,
    range_by_apogee: f64,
    time_by_apogee: f64,
}

impl FlownDraw<'_> {
    /// Computes the derivatives by differences; none where a vehicle nearby does not fly.
    fn slopes(&self, sphere: Sphere) -> Option<Slopes> {
        let (of, loft) = (&self.fitted_draw.unreported, self.fitted_draw.loft);
        let longer_s = (LONGER * of.last_stage.burn_time_s).max(LONGER_S);
        let higher_m = HIGHER * loft.apogee_altitude_m;
        let mut longer = of.clone();
        longer.last_stage.burn_time_s += longer_s;
        let higher = Loft { apogee_altitude_m: loft.apogee_altitude_m + higher_m, ..loft };
        let start = self.start(sphere)?;
        let here = self.neighbour(of, loft, start, sphere)?;
        // The starts follow from coarse integrations and from the slopes.
        let step = LoftApproximation::new(loft, sphere).step_between(of, &longer, here.start)?;
        let later = self.neighbour(&longer, loft, here.start.nearby(step), sphere)?;
        let step_up = here.start.step([higher_m, 0.0]);
        let above = self.neighbour(of, higher, here.start.nearby(step_up), sphere)?;
        Some(Slopes {
            range_by_burn: (later.range_m - here.range_m) / longer_s,
            time_by_burn: (later.time_s - here.time_s) / longer_s,
            range_by_apogee: (above.range_m - here.range_m) / higher_m,
            time_by_apogee: (above.time_s - here.time_s) / higher_m,
        })
    }

    /// Returns the start of a search for the vehicle's own loft: its fit, with the slopes of the
    /// initial guess.
    fn start(&self, sphere: Sphere) -> Option<InitialGuess> {
        let FittedDraw { unreported, loft, fitted, .. } = self.fitted_draw;
        let InitialGuess { slopes, .. } = LoftApproximation::new(*loft, sphere).guess(unreported)?;
        Some(InitialGuess {
            last_delta_v_m_per_s: unreported.last_delta_v_m_per_s(fitted.last_acceleration_m_per_s2),
            ln_kick: fitted.steering_angle_rad.ln(),
            slopes,
        })
    }

    /// Fits a vehicle nearby and flies it by this one's steering: at a maximum of the range the
    /// steering does not matter.
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

/// A fitted vehicle nearby.
struct Neighbour {
    range_m: f64,
    /// The flight time of its loft, s.
    time_s: f64,
    /// The start of a fit nearby.
    start: InitialGuess,
}

fn range_m(vehicle: &Vehicle, steering: &Steering, sphere: Sphere) -> Option<f64> {
    let end = Flight { vehicle, steering, sphere, has_air: true, tolerance: TOLERANCE }.fly().ok()?;
    match end.outcome {
        Outcome::Impact(impact) => Some(impact.range_angle_rad * sphere.radius_m),
        _ => None,
    }
}
