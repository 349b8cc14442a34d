use super::*;
use crate::inversion::{Loft, LoftApproximation, maximum_range_ln_kick};
use crate::numerics::quasirandom::ScrambledSobol;
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;
use crate::prior::{Prior, Unreported};

/// A vehicle with a steering programme.
pub(super) struct Case {
    pub(super) unreported: Unreported,
    pub(super) vehicle: Vehicle,
    pub(super) steering: Steering,
    pub(super) is_loft: bool,
}

/// Returns vehicles of the prior, each on a loft and near its greatest range.
pub(super) fn cases(count: usize) -> Vec<Case> {
    let sphere = Sphere::MEAN;
    let (prior, points) = (Prior::default(), ScrambledSobol::seeded(7));
    let mut cases = Vec::new();
    for point in 0.. {
        if cases.len() >= count {
            break;
        }
        let at = |k| points.coordinate(point, k);
        let apogee_altitude_m = 150e3 * (40.0_f64).powf(at(40));
        let loft = Loft { apogee_altitude_m, ground_range_m: apogee_altitude_m * (0.15 + at(41)) };
        let Some(draft) = prior.draw(3.0 * apogee_altitude_m, at) else { continue };
        let draft = draft.for_flight(loft.apogee_altitude_m, loft.ground_range_m);
        let unreported = draft.with_last_burn_time_s(draft.last_burn_time_s.log_at(at(20)));
        let lofts = LoftApproximation::new(loft, sphere);
        let Some(guess) = lofts.guess(&unreported) else { continue };
        let [delta_v, ln_kick] = guess.at();
        let acceleration = unreported.last_acceleration_m_per_s2(delta_v);
        let Ok(vehicle) = unreported.vehicle(acceleration) else { continue };
        let steering = unreported.loft_steering_with(ln_kick.exp());
        let far = lofts.ln_kick(&unreported, delta_v, 0.9);
        let far = maximum_range_ln_kick(&unreported, delta_v, far, sphere) + 0.2;
        let standard =
            Steering::GravityTurn { kick_time_s: unreported.kick_time_s, kick_angle_rad: far.exp() };
        cases.push(Case {
            unreported: unreported.clone(),
            vehicle: vehicle.clone(),
            steering,
            is_loft: true,
        });
        cases.push(Case { unreported, vehicle, steering: standard, is_loft: false });
    }
    cases
}

#[test]
fn scratch() {
    let cases: &'static [Case] = cases(3000).leak();
    let flight = |case: &'static Case, tolerance| Flight {
        vehicle: &case.vehicle,
        steering: &case.steering,
        sphere: Sphere::MEAN,
        has_air: true,
        tolerance,
    };
    let (mut steps, mut rows) = (Vec::new(), Vec::new());
    let mut total = 0;
    for case in cases {
        let Some(plan) = Plan::of(&flight(case, 1e-4), &mut steps) else { continue };
        total += plan.steps;
        let group = [Group::of(&[plan], &steps)];
        let batch = FlightBatch { groups: &group, sphere: Sphere::MEAN, air: AirTable::standard() };
        let end = of_lane(&run(Width::Single, batch)[0], 0);
        let exact = flight(case, 1e-11).fly();
        let Ok(FlightEnd {
            outcome: Outcome::Impact(exact), burnout: Some(burnout), apogee_altitude_m, ..
        }) = exact
        else {
            continue;
        };
        let Ok(old) = flight(case, 1e-4).fly() else { continue };
        let Outcome::Impact(old) = old.outcome else { continue };
        let [arc, time, ..] = end.impact;
        let range = exact.range_angle_rad * Sphere::MEAN.radius_m;
        let miss = arc - range;
        let [_, altitude, along, up] = end.burnout;
        let climb = apogee_altitude_m.is_some();
        println!(
            "ROW {} {} {:.3} {:.1} {:.3} {:.3e} {:.3e} {:.2} {:.1} {:.4} {:.4} {:.1} {:.2} {} {} {:.1} {:.1}",
            u8::from(case.is_loft),
            case.vehicle.stages().len(),
            range / 1e3,
            miss,
            time - exact.time_s,
            end.errors[0],
            end.errors[1],
            burnout.altitude_m / 1e3,
            burnout.altitude_m - altitude,
            along.hypot(up) - burnout.speed_m_per_s,
            (up.atan2(along) - burnout.flight_path_angle_rad) * 1e3,
            (old.range_angle_rad - exact.range_angle_rad) * Sphere::MEAN.radius_m,
            exact.flight_path_angle_rad.to_degrees(),
            u8::from(climb),
            u8::from(plan.has_attitude),
            end.lowest_m,
            case.vehicle.reentry_ballistic_coefficient_kg_per_m2()
        );
        rows.push(0);
    }
    println!("{} rows, {:.1} steps", rows.len(), f64::from(total as u32) / f64::from(cases.len() as u32));
}

#[test]
fn timing() {
    let cases: &'static [Case] = cases(2000).leak();
    let cases: Vec<&Case> = cases.iter().filter(|case| !case.is_loft).collect();
    let flights: Vec<_> = cases
        .iter()
        .map(|case| Flight {
            vehicle: &case.vehicle,
            steering: &case.steering,
            sphere: Sphere::MEAN,
            has_air: true,
            tolerance: 1e-4,
        })
        .collect();
    let n = flights.len() as f64;
    for _ in 0..4 {
        let start = std::time::Instant::now();
        let mut steps = Vec::new();
        let plans: Vec<Plan> = flights.iter().filter_map(|flight| Plan::of(flight, &mut steps)).collect();
        let planned = start.elapsed().as_secs_f64();
        let start = std::time::Instant::now();
        let groups: Vec<Group> = plans.chunks(8).map(|plans| Group::of(plans, &steps)).collect();
        let grouped = start.elapsed().as_secs_f64();
        let mut took = Vec::new();
        for width in [Width::Widest, Width::Baseline, Width::Single] {
            let start = std::time::Instant::now();
            let batch = FlightBatch { groups: &groups, sphere: Sphere::MEAN, air: AirTable::standard() };
            let _ = std::hint::black_box(run(width, batch));
            took.push(
                start.elapsed().as_secs_f64() / n * 1e9 * if width == Width::Single { 8.0 } else { 1.0 },
            );
        }
        let start = std::time::Instant::now();
        for flight in &flights {
            let _ = std::hint::black_box(flight.fly());
        }
        println!(
            "plan {:.0} group {:.0} widest/base/single {took:.0?}, control {:.0}",
            planned / n * 1e9,
            grouped / n * 1e9,
            start.elapsed().as_secs_f64() / n * 1e9
        );
    }
}
