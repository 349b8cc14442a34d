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

/// Returns vehicles of the prior near lofts of 150 to 6,000 km, each on its loft and near its greatest
/// range.
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
    // What an interval's ends allow: they err by half a per cent.
    assert!(median_m < 60.0 && of_99 < 1e-3, "{median_m} m, {of_99}");
    assert!(quantile(&mut relative, 1.0) < 5e-3);
    // Kicks that are only near the best lead low and flat more often than those of an estimate.
    let [lofts, others] = flagged;
    assert!(below_10_000_km > 3_500 && lofts < 100 && others < 700, "{flagged:?} of {below_10_000_km}");
}

/// The end of a flight depends on the registers and on the flights beside it by its rounding alone: an
/// elementary function is that of the platform in all lanes where one lane asks for it.
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

/// A flight that fixed steps do not suit is the one by controlled steps, to the bit: without lift-off,
/// with a drag curve, into an orbit, into the ground.
#[test]
fn other_flights_are_left_to_controlled_steps() {
    let cases = cases(60);
    let mut left = 0;
    for case in &cases {
        let flight = case.flight(Flight::TOLERANCE);
        let steep = Steering::GravityTurn { kick_time_s: 2.0, kick_angle_rad: 1.2 };
        for flight in [flight, Flight { steering: &steep, ..flight }, Flight { has_air: false, ..flight }] {
            let alone = flight.fly_in_fixed_steps().unwrap();
            if fly_in_fixed_steps(&[flight], Sphere::MEAN, Width::Widest)[0].is_none() {
                left += 1;
                assert_eq!(alone, flight.fly().unwrap());
            }
        }
    }
    assert!(left > 120, "{left}");
}
