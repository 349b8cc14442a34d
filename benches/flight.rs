//! A vehicle flown from launch to impact, with only its final state kept; a vehicle fitted to a
//! loft and flown for range. Each answer is checked before it is timed.
//!
//! `cargo bench -p lofted-benches --bench flight`

#[path = "../tests/common/vehicles.rs"]
pub mod vehicles;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use lofted::Loft;
use lofted::physics::earth::Sphere;
use lofted::physics::flight::{Flight, Outcome};
use lofted::{Model, Observation, StandardTrajectory, Unreported, estimate};
use lofted::{fit, maximum_range};

fn flights(c: &mut Criterion) {
    // 4 July 2017 in an independent simulation: 933 km lofted, 6,709.6 km for range.
    let vehicle = vehicles::two_stage(60.0, 37.538_602_773);
    for (name, kick_angle_rad, range_km) in
        [("flight/loft", 1.529_828_607e-3, 933.0), ("flight/standard", 1.728_405_622e-2, 6_709.6)]
    {
        let steering = vehicles::gravity_turn(kick_angle_rad);
        let flight = Flight {
            vehicle: &vehicle,
            steering: &steering,
            sphere: Sphere::MEAN,
            has_air: true,
            tolerance: Flight::TOLERANCE,
        };
        let end = flight.fly().unwrap();
        let Outcome::Impact(impact) = end.outcome else { panic!("{:?}", end.outcome) };
        let miss_km = impact.range_angle_rad * Sphere::MEAN.radius_m() / 1e3 - range_km;
        assert!(miss_km.abs() < 1.0, "{name}: {miss_km} km");
        println!(
            "{name}: {:.0} m from the exact flight, {} evaluations",
            1e3 * miss_km.abs(),
            end.evaluations
        );
        c.bench_function(name, |b| b.iter(|| black_box(flight).fly()));
    }
}

/// Times the fit of the nominal vehicle's last stage to 4 July 2017, then the search for its
/// greatest range, at the tolerance of a flight that is one of thousands.
fn fits(c: &mut Criterion) {
    let properties = Unreported::nominal(213.0).unwrap();
    let loft = Loft { apogee_altitude_m: 2_802e3, ground_range_m: 933e3 };
    let fitted = fit(&properties, loft, Sphere::MEAN, Flight::TOLERANCE).unwrap();
    assert!((fitted.flight_time_s / 60.0 - 37.0).abs() < 0.02, "{} s", fitted.flight_time_s);
    println!("flown/fit: {} flights, {} evaluations", fitted.flights, fitted.evaluations);
    c.bench_function("flown/fit", |b| {
        b.iter(|| fit(black_box(&properties), black_box(loft), Sphere::MEAN, Flight::TOLERANCE));
    });
    for (definition, range_km) in
        [(StandardTrajectory::GravityTurn, 6_825.0), (StandardTrajectory::Greatest, 7_047.0)]
    {
        let far = || {
            maximum_range(&fitted.vehicle, &properties, definition, Sphere::MEAN, Flight::TOLERANCE).unwrap()
        };
        let flight = far();
        let miss_km = flight.reach.range_km().unwrap() - range_km;
        assert!(miss_km.abs() < 3.0, "{definition}: {miss_km} km");
        println!("flown/{definition}: {} flights, {} evaluations", flight.flights, flight.evaluations);
        c.bench_function(&format!("flown/{definition}"), |b| b.iter(far));
    }
}

/// Times the estimate of 4 July 2017 by the default method, from report to interval, on one thread.
fn estimates(c: &mut Criterion) {
    let report =
        Observation::builder().apogee_km(2_802.0).ground_range_km(930.0).flight_time_min(37.0).build();
    let report = report.unwrap();
    let model = Model::default();
    let answer = estimate(&report, &model).unwrap();
    assert!(answer.range_km().is_some_and(|range_km| (6_800.0..6_940.0).contains(&range_km)));
    let posterior = answer.posterior().cloned().unwrap();
    println!(
        "estimate/default: {} draws, effective sample size {:.0}",
        posterior.draws, posterior.effective_sample_size
    );
    c.bench_function("estimate/default", |b| b.iter(|| estimate(black_box(&report), black_box(&model))));
}

criterion_group!(benches, flights, fits, estimates);
criterion_main!(benches);
