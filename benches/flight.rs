//! A vehicle flown from the pad to the ground, keeping the end only. Each answer is checked before it is timed.
//!
//! `cargo bench --bench flight`

#[path = "../tests/common/vehicles.rs"]
mod vehicles;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use lofted::physics::earth::Sphere;
use lofted::physics::flight::{Flight, Outcome};

fn flights(c: &mut Criterion) {
    // 4 July 2017 by an independent simulation: 933 km lofted, 6,709.6 km for range.
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

criterion_group!(benches, flights);
criterion_main!(benches);
