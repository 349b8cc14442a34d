//! The search for the steering of maximum range, over a non-rotating or a rotating Earth.

use crate::error::Result;
use crate::inversion::search_flights::{GREATEST_KICK_RAD, LEAST_KICK_RAD, SearchFlights};
use crate::numerics::maximum::{LocalSearch, MaximumSearch, local_maximum, maximum, maximum_near_grid};
use crate::numerics::wide::Width;
use crate::physics::earth::Sphere;
use crate::physics::flight::{Flight, FlightEnd, Outcome, fly_side_by_side};
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::prior::{StandardTrajectory, Unreported};

/// The number of cells of the search over the logarithm of the kick: a quarter of an e-fold each.
const KICK_CELLS: usize = 75;
/// The bounds of the attitude, rad.
const ATTITUDES_RAD: (f64, f64) = (-0.3, 1.3);
/// The numbers of cells of the search over two parameters.
const COARSE_KICK_CELLS: usize = 38;
const ATTITUDE_CELLS: usize = 8;
/// The absolute tolerance of the logarithm of the kick, and of the attitude in rad: at a maximum,
/// metres of range.
const TOLERANCE: f64 = 1e-3;
/// The maximum number of evaluations of a search after its look over the cells.
const MAX_EVALUATIONS: usize = 60;

/// Finds the steering of maximum range anywhere, and the range, m; no range in global reach. The
/// approximate ranges of many steerings at once, m, are used for the look over the cells where
/// there are some.
pub(super) fn search_everywhere<F: FnMut(&Steering) -> Result<f64>>(
    unreported: &Unreported,
    standard_trajectory: StandardTrajectory,
    approximate_ranges_m: impl FnOnce(&[Steering]) -> Option<Vec<f64>>,
    mut search: MaximumRangeSearch<F>,
) -> Result<(Steering, Option<f64>)> {
    let kick_time_s = unreported.kick_time_s;
    let kicks = |cells: usize| MaximumSearch {
        low: LEAST_KICK_RAD.ln(),
        high: GREATEST_KICK_RAD.ln(),
        cells,
        tolerance: TOLERANCE,
        max_evaluations: MAX_EVALUATIONS,
    };
    let (steering, range_m) = match standard_trajectory {
        StandardTrajectory::GravityTurn => {
            let turn = |ln_kick: f64| turn_with_ln_kick(kick_time_s, ln_kick);
            let kicks = kicks(KICK_CELLS);
            let turns: Vec<Steering> = kicks.grid()?.into_iter().map(turn).collect();
            let best = match approximate_ranges_m(&turns) {
                Some(ranges_m) => {
                    maximum_near_grid(kicks, &ranges_m, |ln_kick| search.range_m(&turn(ln_kick)))?
                }
                None => maximum(kicks, |ln_kick| search.range_m(&turn(ln_kick)))?,
            };
            (turn(best.x), best.value)
        }
        StandardTrajectory::Greatest => {
            let from_s = unreported.attitude_from_s();
            let turn = |ln_kick: f64, attitude_rad: f64| Steering::GravityTurnThenAttitude {
                kick_time_s,
                kick_angle_rad: ln_kick.exp(),
                from_s,
                attitude_rad,
            };
            let mut best_attitude = |ln_kick: f64| {
                let attitudes = MaximumSearch {
                    low: ATTITUDES_RAD.0,
                    high: ATTITUDES_RAD.1,
                    cells: ATTITUDE_CELLS,
                    tolerance: TOLERANCE,
                    max_evaluations: MAX_EVALUATIONS,
                };
                maximum(attitudes, |attitude| search.range_m(&turn(ln_kick, attitude)))
            };
            let best = maximum(kicks(COARSE_KICK_CELLS), |ln_kick| Ok(best_attitude(ln_kick)?.value))?;
            let best_held = best_attitude(best.x)?;
            // A gravity turn to the end is one of the candidates; for a single stage it can be the
            // best.
            let bare = |ln_kick: f64| Steering::GravityTurn { kick_time_s, kick_angle_rad: ln_kick.exp() };
            let gravity = maximum(kicks(KICK_CELLS), |ln_kick| search.range_m(&bare(ln_kick)))?;
            if gravity.value > best_held.value {
                (bare(gravity.x), gravity.value)
            } else {
                (turn(best.x, best_held.x), best_held.value)
            }
        }
    };
    Ok(match search.global.take() {
        Some(global) => (global, None),
        None => (steering, Some(range_m)),
    })
}

/// Finds the steering of maximum range near a guess of the kick, ln of rad, and the range, m; no
/// range in global reach.
pub(super) fn search_near<F: FnMut(&Steering) -> Result<f64>>(
    unreported: &Unreported,
    standard_trajectory: StandardTrajectory,
    ln_kick: f64,
    mut search: MaximumRangeSearch<F>,
) -> Result<(Steering, Option<f64>)> {
    let kick_time_s = unreported.kick_time_s;
    let turn = |ln_kick: f64| turn_with_ln_kick(kick_time_s, ln_kick);
    let best = local_maximum(kicks_near(ln_kick, NEAR_STEP), |ln_kick| search.range_m(&turn(ln_kick)))?;
    let (mut steering, mut range_m) = (turn(best.x), best.value);
    if standard_trajectory == StandardTrajectory::Greatest && search.global.is_none() {
        let from_s = unreported.attitude_from_s();
        let held = |ln_kick: f64, attitude_rad: f64| Steering::GravityTurnThenAttitude {
            kick_time_s,
            kick_angle_rad: ln_kick.exp(),
            from_s,
            attitude_rad,
        };
        // The best attitude changes little with the kick: each search begins where the last one
        // ended.
        let mut attitude_rad = FIRST_ATTITUDE_RAD;
        let mut step = 0.2;
        let kicks = LocalSearch { value_tolerance: 2.0 * NEAR_GAIN, ..kicks_near(best.x + 0.2, 0.2) };
        let best = local_maximum(kicks, |ln_kick| {
            let attitudes = LocalSearch {
                start: attitude_rad,
                step,
                low: ATTITUDES_RAD.0,
                high: ATTITUDES_RAD.1,
                tolerance: NEAR_TOLERANCE,
                value_tolerance: NEAR_GAIN,
                max_evaluations: MAX_EVALUATIONS,
            };
            let best = local_maximum(attitudes, |attitude| search.range_m(&held(ln_kick, attitude)))?;
            (attitude_rad, step) = (best.x, 0.1);
            if best.value >= range_m {
                (steering, range_m) = (held(ln_kick, best.x), best.value);
            }
            Ok(best.value)
        })?;
        range_m = range_m.max(best.value);
    }
    Ok(match search.global.take() {
        Some(global) => (global, None),
        None => (steering, Some(range_m)),
    })
}

/// Returns the search for the best kick near a guess, ln of rad, which is off by about a given
/// step.
pub(super) fn kicks_near(ln_kick: f64, step: f64) -> LocalSearch {
    let (low, high) = (LEAST_KICK_RAD.ln(), GREATEST_KICK_RAD.ln());
    LocalSearch {
        start: ln_kick.clamp(low, high),
        step,
        low,
        high,
        tolerance: NEAR_TOLERANCE,
        value_tolerance: NEAR_GAIN,
        max_evaluations: MAX_EVALUATIONS,
    }
}

/// Returns the gravity turn of a kick, ln of rad.
pub(super) fn turn_with_ln_kick(kick_time_s: f64, ln_kick: f64) -> Steering {
    Steering::GravityTurn { kick_time_s, kick_angle_rad: ln_kick.exp() }
}

/// Returns the range of a flight over a non-rotating Earth, m, as the search takes it.
pub(super) fn range_m_of(end: &FlightEnd, sphere: Sphere) -> f64 {
    match end.outcome {
        Outcome::Impact(impact) => impact.range_angle_rad * sphere.radius_m,
        outcome => range_without_impact_m(outcome, sphere),
    }
}

/// Integrates a flight over a non-rotating Earth and returns its range, m, as the search takes it.
pub(super) fn planar_range_m(
    flights: &mut SearchFlights,
    vehicle: &Vehicle,
    steering: &Steering,
) -> Result<f64> {
    Ok(range_m_of(&flights.fly(vehicle, steering)?, flights.sphere))
}

/// Returns the ranges of a vehicle over a non-rotating Earth with many steerings, m, in fixed
/// steps; none where one of them does not come down within half the circumference, or fails.
pub(super) fn approximate_ranges_m(
    vehicle: &Vehicle,
    steerings: &[Steering],
    flights: &mut SearchFlights,
) -> Option<Vec<f64>> {
    let sphere = flights.sphere;
    let of = |steering| Flight { vehicle, steering, sphere, has_air: true, tolerance: LOOK_TOLERANCE };
    let looks: Vec<Flight<'_>> = steerings.iter().map(of).collect();
    let ends = fly_side_by_side(&looks, sphere, Width::Widest).into_iter();
    let ranges_m = ends.map(|end| Some(range_m_of(&flights.counted(end.ok()?), sphere)));
    ranges_m.map(|range_m| range_m.filter(|range_m| *range_m < sphere.half_circumference_m())).collect()
}

/// The tolerance of a look that fixed steps do not suit, as one that stays low: looks only say where
/// to search.
const LOOK_TOLERANCE: f64 = 1e-3;

/// The first step of a search from the coarse estimate of a kick.
pub(super) const NEAR_STEP: f64 = 0.1;
/// The absolute tolerance of the kick's logarithm and of the attitude; the relative tolerance of
/// the range.
const NEAR_TOLERANCE: f64 = 5e-3;
pub(super) const NEAR_GAIN: f64 = 1e-4;
/// The attitude from which the first search begins, rad.
const FIRST_ATTITUDE_RAD: f64 = 0.5;

/// A search for the flight of maximum range.
pub(super) struct MaximumRangeSearch<F> {
    half_circumference_m: f64,
    /// The range of a steering, m; at least half the circumference for a steering that reaches
    /// every place.
    range_m: F,
    /// A steering that was found to reach every place.
    pub(super) global: Option<Steering>,
}

impl<F: FnMut(&Steering) -> Result<f64>> MaximumRangeSearch<F> {
    pub(super) fn new(half_circumference_m: f64, range_m: F) -> Self {
        Self { half_circumference_m, range_m, global: None }
    }

    /// Returns the range of a steering, m. Once a steering has reached every place, all are given
    /// half the circumference, and the search ends soon.
    pub(super) fn range_m(&mut self, steering: &Steering) -> Result<f64> {
        if self.global.is_some() {
            return Ok(self.half_circumference_m);
        }
        let range_m = (self.range_m)(steering)?;
        if range_m >= self.half_circumference_m {
            self.global = Some(steering.clone());
            return Ok(self.half_circumference_m);
        }
        Ok(range_m)
    }
}

/// Returns the range, as the search takes it, of a flight that does not come down: zero without
/// lift-off, else half the circumference.
pub(super) fn range_without_impact_m(outcome: Outcome, sphere: Sphere) -> f64 {
    match outcome {
        Outcome::NoLiftOff { .. } => 0.0,
        _ => sphere.half_circumference_m(),
    }
}
