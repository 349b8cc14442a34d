//! Flights by the thousand: in steps that are fixed before a flight begins, side by side in lanes.
//!
//! # Why fixed steps
//!
//! A solver that controls its steps decides after each one, and no two flights decide alike. Here
//! the steps follow from the vehicle and its steering alone, so that eight flights take theirs
//! together; what they miss by is estimated by the formulas embedded in the method, and a flight
//! whose estimate is too great, or that does not climb, fall and land as most do, is left to
//! [`Flight::fly`].
//!
//! The ascent is integrated over time in [local axes](motion), the fall over the height, where the
//! density is the same for all flights. Between the two the flight is free and in closed form.

mod fall;
mod lanes;
mod motion;
mod numbers;
mod plan;

use crate::error::Result;
use crate::numerics::wide::{LANES, Width, hold_four, run};
use crate::physics::atmosphere::AirTable;
use crate::physics::earth::Sphere;
use crate::physics::flight::Flight;
use crate::physics::flight::outcome::{EDGE_OF_AIR_M, FlightEnd, Impact, MAX_APOGEE_M, Outcome};
use crate::physics::flight::state::FlightState;

use lanes::{FixedStepsEnd, FlightBatch, Group};
use numbers::Eight;
use plan::Plan;

/// The number of evaluations in a step, and in a fall.
const EVALUATIONS_IN_STEP: u64 = 12;
const EVALUATIONS_IN_FALL: u64 = EVALUATIONS_IN_STEP * fall::STEPS_M.len() as u64;

/// The greatest estimated error of the ascent, and of the fall, in km of range.
const MAX_ERRORS: [f64; 2] = [0.7, 0.5];

/// How the steps of a flight are chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Stepping {
    /// As the flight goes, so that the error of each stays within a relative tolerance.
    Controlled { tolerance: f64 },
    /// Before the flight. One whose estimated errors are too great is integrated again in
    /// controlled steps, with [`Flight::TOLERANCE`].
    Fixed,
}

impl Flight<'_> {
    /// Integrates the flight in fixed steps and keeps its end only.
    ///
    /// # Errors
    ///
    /// The errors of [`fly`](Self::fly).
    pub(crate) fn fly_in_fixed_steps(&self) -> Result<FlightEnd> {
        #[cfg(test)]
        if IS_CONTROLLED.get() {
            return self.fly();
        }
        let mut steps = Vec::with_capacity(TYPICAL_STEPS);
        let end = Plan::of(self, &mut steps).and_then(|plan| {
            let groups = [Group::of(&[plan], &steps)];
            let batch = FlightBatch { groups: &groups, sphere: self.sphere, air: AirTable::standard() };
            let flown = run(Width::Single, batch);
            flight_end(&of_lane(flown.first()?, 0), &plan, self.sphere)
        });
        end.map_or_else(|| self.fly(), Ok)
    }
}

#[cfg(test)]
std::thread_local! {
    static IS_CONTROLLED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Lets tests of this thread leave every flight to controlled steps, or to fixed ones again.
#[cfg(test)]
pub(crate) fn set_controlled(is_controlled: bool) {
    IS_CONTROLLED.set(is_controlled);
}

/// The number of steps of an ascent that room is made for; most have fewer.
const TYPICAL_STEPS: usize = 32;

/// The number of flights up to which they are quicker one after another than in lanes of which many
/// are empty: in registers of four numbers or more, and in those of two.
const FEW: usize = 2;
const FEW_IN_NARROW: usize = 4;

/// Integrates flights over one sphere in fixed steps, side by side, and keeps their ends only. The
/// end of a flight depends on those beside it by its rounding alone.
///
/// # Errors
///
/// For each flight, the errors of [`Flight::fly`].
pub(crate) fn fly_side_by_side(
    flights: &[Flight<'_>],
    sphere: Sphere,
    width: Width,
) -> Vec<Result<FlightEnd>> {
    let ends = fly_in_fixed_steps(flights, sphere, width);
    flights.iter().zip(ends).map(|(flight, end)| end.map_or_else(|| flight.fly(), Ok)).collect()
}

/// Integrates flights over one sphere side by side. A flight that fixed steps do not suit has no
/// end.
fn fly_in_fixed_steps(flights: &[Flight<'_>], sphere: Sphere, width: Width) -> Vec<Option<FlightEnd>> {
    let mut steps = Vec::with_capacity(TYPICAL_STEPS * flights.len());
    let mut planned: Vec<(usize, Plan)> = Vec::with_capacity(flights.len());
    for (place, flight) in flights.iter().enumerate() {
        #[cfg(test)]
        if IS_CONTROLLED.get() {
            continue;
        }
        planned.extend(Plan::of(flight, &mut steps).map(|plan| (place, plan)));
    }
    // Ascents of a like number of steps fly together.
    planned.sort_by_key(|(place, plan)| (plan.has_attitude, plan.steps, *place));
    let plans: Vec<Plan> = planned.iter().map(|(_, plan)| *plan).collect();
    let groups: Vec<Group> = plans.chunks(LANES).map(|plans| Group::of(plans, &steps)).collect();
    let batch = |groups| FlightBatch { groups, sphere, air: AirTable::standard() };
    let few = if hold_four(width) { FEW } else { FEW_IN_NARROW };
    let ends_in_few = (1..=few).contains(&(plans.len() % LANES));
    let (in_lanes, alone) = groups.split_at(groups.len() - usize::from(ends_in_few));
    let mut flown = run(width, batch(in_lanes));
    flown.extend(run(Width::Single, batch(alone)));
    let mut ends = vec![None; flights.len()];
    for (rank, (place, plan)) in planned.iter().enumerate() {
        if let (Some(group), Some(end)) = (flown.get(rank / LANES), ends.get_mut(*place)) {
            *end = flight_end(&of_lane(group, rank % LANES), plan, sphere);
        }
    }
    ends
}

/// Returns the end in one lane.
fn of_lane(group: &FixedStepsEnd<Eight>, lane: usize) -> FixedStepsEnd<f64> {
    let of = |eight: Eight| eight.get(lane).copied().unwrap_or(f64::NAN);
    FixedStepsEnd {
        burnout: group.burnout.map(of),
        lowest_m: of(group.lowest_m),
        apogee_radius_m: of(group.apogee_radius_m),
        impact: group.impact.map(of),
        errors: group.errors.map(of),
    }
}

/// Returns the end of a flight; none where its estimated errors are too great, it does not climb
/// out of the air, or does not come down.
fn flight_end(end: &FixedStepsEnd<f64>, plan: &Plan, sphere: Sphere) -> Option<FlightEnd> {
    let apogee_altitude_m = end.apogee_radius_m - sphere.radius_m;
    let [arc_m, time_s, along, up] = end.impact;
    let [.., climb_m_per_s] = end.burnout;
    let speed_m_per_s = (along * along + up * up).sqrt();
    let is_regular = end.lowest_m > 0.0
        && end.burnout.iter().chain(&end.impact).all(|number| number.is_finite())
        && end.errors.iter().zip(MAX_ERRORS).all(|(error, most)| *error <= most)
        && apogee_altitude_m > EDGE_OF_AIR_M
        && apogee_altitude_m <= MAX_APOGEE_M
        && climb_m_per_s > 0.0
        && up < 0.0;
    let impact = Impact {
        time_s,
        range_angle_rad: arc_m / sphere.radius_m,
        speed_m_per_s,
        flight_path_angle_rad: up.atan2(along),
        under_power: false,
    };
    let [arc_m, altitude_m, along, up] = end.burnout;
    let burnout = FlightState {
        time_s: plan.burn_time_s,
        altitude_m,
        range_angle_rad: arc_m / sphere.radius_m,
        speed_m_per_s: (along * along + up * up).sqrt(),
        flight_path_angle_rad: up.atan2(along),
        mass_kg: plan.payload_mass_kg,
    };
    is_regular.then_some(FlightEnd {
        outcome: Outcome::Impact(impact),
        burnout: Some(burnout),
        apogee_altitude_m: Some(apogee_altitude_m),
        evaluations: plan.steps as u64 * EVALUATIONS_IN_STEP + EVALUATIONS_IN_FALL,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inversion::{Loft, LoftApproximation, maximum_range_ln_kick};
    use crate::numerics::quasirandom::ScrambledSobol;
    use crate::physics::steering::Steering;
    use crate::physics::vehicle::Vehicle;
    use crate::prior::Prior;

    /// A vehicle of the prior with a steering programme: that of a loft, or one for range.
    struct Case {
        vehicle: Vehicle,
        steering: Steering,
        is_loft: bool,
    }

    impl Case {
        fn flight(&self, tolerance: f64) -> Flight<'_> {
            let (vehicle, steering) = (&self.vehicle, &self.steering);
            Flight { vehicle, steering, sphere: Sphere::MEAN, has_air: true, tolerance }
        }
    }

    /// Returns vehicles of the prior near lofts of 150 to 6,000 km, each on its loft and near its
    /// greatest range.
    fn cases(vehicles: usize) -> Vec<Case> {
        let sphere = Sphere::MEAN;
        let (prior, points) = (Prior::default(), ScrambledSobol::seeded(7));
        let mut cases = Vec::new();
        for point in 0.. {
            if cases.len() >= 2 * vehicles {
                break;
            }
            let at = |k| points.coordinate(point, k);
            let apogee_altitude_m = 150e3 * 40.0_f64.powf(at(40));
            let loft = Loft { apogee_altitude_m, ground_range_m: apogee_altitude_m * (0.15 + at(41)) };
            let Some(draft) = prior.draw(3.0 * apogee_altitude_m, at) else { continue };
            let draft = draft.for_flight(loft.apogee_altitude_m, loft.ground_range_m);
            let unreported = draft.with_last_burn_time_s(draft.last_burn_time_s.log_at(at(20)));
            let lofts = LoftApproximation::new(loft, sphere);
            let Some(guess) = lofts.guess(&unreported) else { continue };
            let [delta_v, ln_kick] = guess.at();
            let acceleration = unreported.last_acceleration_m_per_s2(delta_v);
            let Ok(vehicle) = unreported.vehicle(acceleration) else { continue };
            let far =
                maximum_range_ln_kick(&unreported, delta_v, lofts.ln_kick(&unreported, delta_v, 0.9), sphere);
            let kick_time_s = unreported.kick_time_s;
            let for_range = Steering::GravityTurn { kick_time_s, kick_angle_rad: (far + 0.2).exp() };
            let steering = unreported.loft_steering_with(ln_kick.exp());
            cases.push(Case { vehicle: vehicle.clone(), steering, is_loft: true });
            cases.push(Case { vehicle, steering: for_range, is_loft: false });
        }
        cases
    }

    fn fly(cases: &[Case], width: Width) -> Vec<Option<FlightEnd>> {
        let flights: Vec<Flight<'_>> = cases.iter().map(|case| case.flight(Flight::TOLERANCE)).collect();
        fly_in_fixed_steps(&flights, Sphere::MEAN, width)
    }

    fn range_m(end: &FlightEnd) -> Option<f64> {
        match end.outcome {
            Outcome::Impact(impact) => Some(impact.range_angle_rad * Sphere::MEAN.radius_m),
            _ => None,
        }
    }

    /// Returns the value below which a share of some numbers lies.
    fn quantile(numbers: &mut [f64], share: f64) -> f64 {
        numbers.sort_by(f64::total_cmp);
        numbers[((numbers.len() - 1) as f64 * share) as usize]
    }

    /// The second road: every flight again by controlled steps to a tolerance of 1e-11.
    #[test]
    fn fixed_steps_are_close_to_exact_flights() {
        let cases = cases(2_000);
        let (mut misses_m, mut relative, mut below_10_000_km) = (Vec::new(), Vec::new(), 0);
        // Of the lofts and of the others.
        let mut flagged = [0, 0];
        for (case, end) in cases.iter().zip(fly(&cases, Width::Widest)) {
            let Some(exact_m) = case.flight(1e-11).fly().ok().as_ref().and_then(range_m) else {
                assert!(end.is_none(), "an impact that there is not");
                continue;
            };
            if !(10e3..=10_000e3).contains(&exact_m) {
                continue;
            }
            below_10_000_km += 1;
            let Some(range_m) = end.as_ref().and_then(range_m) else {
                flagged[usize::from(!case.is_loft)] += 1;
                continue;
            };
            misses_m.push((range_m - exact_m).abs());
            relative.push((range_m / exact_m - 1.0).abs());
        }
        let (median_m, of_99) = (quantile(&mut misses_m, 0.5), quantile(&mut relative, 0.99));
        println!(
            "{below_10_000_km} flights, {flagged:?} flagged; median {median_m:.0} m, 99 of 100 within {:.3} %, all {:.2} %",
            100.0 * of_99,
            100.0 * quantile(&mut relative, 1.0)
        );
        // METHODS says 15 m and 0.06 %; the ends of an interval err by half a per cent.
        assert!((10.0..20.0).contains(&median_m) && of_99 < 6.5e-4, "{median_m} m, {of_99}");
        assert!(quantile(&mut relative, 1.0) < 5e-3);
        // Kicks that are only near the best lead low and flat more often than those of an estimate.
        let [lofts, others] = flagged;
        assert!(below_10_000_km > 3_500 && lofts < 100 && others < 700, "{flagged:?} of {below_10_000_km}");
    }

    /// The end of a flight depends on the registers and on the flights beside it by its rounding
    /// alone: an elementary function is that of the platform in all lanes where one lane asks for
    /// it.
    #[test]
    fn the_registers_and_the_neighbours_change_nothing() {
        let cases = cases(200);
        let wide = fly(&cases, Width::Widest);
        for width in [Width::Baseline, Width::Single] {
            for (a, b) in wide.iter().zip(fly(&cases, width)) {
                assert_eq!(a.is_some(), b.is_some());
                if let (Some(a), Some(b)) = (a.as_ref().and_then(range_m), b.as_ref().and_then(range_m)) {
                    assert!((a - b).abs() < 1e-3, "{a} m, {b} m");
                }
            }
        }
        for (from, to) in [(0, 1), (3, 8), (5, 300)] {
            for (a, b) in wide[from..to].iter().zip(fly(&cases[from..to], Width::Widest)) {
                assert_eq!(a.is_some(), b.is_some());
                if let (Some(a), Some(b)) = (a.as_ref().and_then(range_m), b.as_ref().and_then(range_m)) {
                    assert!((a - b).abs() < 1e-3, "{a} m, {b} m");
                }
            }
        }
    }

    /// A flight that fixed steps do not suit is the one by controlled steps, to the bit: without
    /// lift-off, with a drag curve, into an orbit, into the ground.
    #[test]
    fn other_flights_are_left_to_controlled_steps() {
        let cases = cases(60);
        let mut left = 0;
        for case in &cases {
            let flight = case.flight(Flight::TOLERANCE);
            let steep = Steering::GravityTurn { kick_time_s: 2.0, kick_angle_rad: 1.2 };
            for flight in [flight, Flight { steering: &steep, ..flight }, Flight { has_air: false, ..flight }]
            {
                let alone = flight.fly_in_fixed_steps().unwrap();
                if fly_in_fixed_steps(&[flight], Sphere::MEAN, Width::Widest)[0].is_none() {
                    left += 1;
                    assert_eq!(alone, flight.fly().unwrap());
                }
            }
        }
        assert!(left > 120, "{left}");
    }
}
