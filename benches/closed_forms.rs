//! Free flight in closed form, one call at a time. Each answer is checked before it is timed.
//!
//! `cargo bench -p lofted-benches --bench closed_forms`

#[path = "../tests/common/methods.rs"]
mod methods;

use std::f64::consts::PI;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use lofted::numerics::maximum::{MaximumSearch, maximum};
use lofted::numerics::wide::Width;
use lofted::physics::earth::{GRAVITATIONAL_PARAMETER_M3_PER_S2 as MU, Sphere};
use lofted::physics::kepler::batch::free_flights;
use lofted::physics::kepler::observed::{self, Observed};
use lofted::physics::kepler::propagation::State;
use lofted::physics::kepler::unequal::{Burnout, FreeFlight, free_flight};
use lofted::{Basis, Method, Model, Observation, consistency};

/// Panics unless `got` prints like `expected` at its number of decimals.
fn check(what: &str, got: f64, expected: f64, half_unit: f64) {
    assert!((got - expected).abs() <= half_unit, "{what}: {got}, expected {expected}");
}

/// Free flights from 6,571 km at 6.5 km/s down to 6,371 km: apogee altitude, km, time, s, and
/// ground range, km.
const FREE_FLIGHT: [(&str, f64, [f64; 3]); 2] = [
    ("free_flight/80_deg", 80.0, [3_641.596_874, 2_520.799_067_679, 1_577.152_500]),
    ("free_flight/30_deg", 30.0, [1_517.599_970, 1_737.179_012_958, 7_509.323_975]),
];

fn closed_forms(c: &mut Criterion) {
    let impact_radius_m = 6_371e3;
    for (name, angle_deg, [apogee_km, time_s, range_km]) in FREE_FLIGHT {
        let burnout = Burnout {
            radius_m: 6_571e3,
            speed_m_per_s: 6_500.0,
            flight_path_angle_rad: angle_deg * PI / 180.0,
        };
        let flight = free_flight(burnout, impact_radius_m, MU).unwrap();
        check("apogee", (flight.apogee_radius_m - impact_radius_m) / 1e3, apogee_km, 5.1e-7);
        check("time", flight.flight_time_s, time_s, 5.1e-10);
        check("range", flight.range_angle_rad * impact_radius_m / 1e3, range_km, 5.1e-7);
        c.bench_function(name, |b| {
            b.iter(|| free_flight(black_box(burnout), black_box(impact_radius_m), MU))
        });
    }

    let observed = Observed { apogee_altitude_m: 2_802e3, range_angle_rad: 933e3 / Sphere::MEAN.radius_m() };
    let arc = observed::arc(observed, Sphere::MEAN).unwrap();
    check("time of 4 July 2017", arc.flight_time_s, 2_065.478_722_129_967, 1e-10);
    c.bench_function("observed/2017-07-04", |b| b.iter(|| observed::arc(black_box(observed), Sphere::MEAN)));

    // Vallado's example 2-4.
    let state = State {
        position_m: [1_131_340.0, -2_282_343.0, 6_672_423.0],
        velocity_m_per_s: [-5_643.05, 4_303.33, 2_428.79],
    };
    let after = state.after(2_400.0, 3.986_004_415e14).unwrap();
    check("x after 40 min", after.position_m[0], -4_219_752.753_707_862, 1e-7);
    c.bench_function("propagation/40_min", |b| b.iter(|| black_box(state).after(black_box(2_400.0), MU)));
}

fn ladder(c: &mut Criterion) {
    let basis = Basis::ApogeeAndRange { apogee_altitude_m: 2_802e3, ground_range_m: 933e3 };
    for (method, range_km) in [(Method::Kepler, 5_864.590_6), (Method::AnalyticBoost, 6_745.768_4)] {
        let model = Model::default().with_method(method);
        let rung = || methods::working(black_box(method), black_box(basis), &model);
        check(method.name(), rung().unwrap().reach().range_km().unwrap(), range_km, 1e-4);
        c.bench_function(&format!("ladder/{method}"), |b| b.iter(rung));
    }

    let observation = Observation::builder()
        .apogee_km(2_802.0)
        .ground_range_km(933.0)
        .flight_time_min(39.0)
        .build()
        .unwrap();
    check("surplus", consistency(&observation).unwrap().surplus_s.unwrap().value, 274.521_278, 1e-5);
    c.bench_function("consistency/2017-07-04", |b| b.iter(|| consistency(black_box(&observation))));
}

/// Times a thousand free flights (5.5 to 7 km/s, 10° to 85°) by single calls and in lanes; a
/// thousandth of the printed time is that of one.
fn batch(c: &mut Criterion) {
    const COUNT: usize = 1_000;
    let even = |k: usize, step: f64| ((k as f64 + 0.5) * step).fract();
    let radius_m = vec![6_571e3; COUNT];
    let speed_m_per_s: Vec<f64> =
        (0..COUNT).map(|k| 5_500.0 + 1_500.0 * even(k, 0.754_877_666_246_693)).collect();
    let angle_rad: Vec<f64> =
        (0..COUNT).map(|k| (10.0 + 75.0 * even(k, 0.569_840_290_998_053)).to_radians()).collect();
    let one = |k: usize| {
        let burnout = Burnout {
            radius_m: radius_m[k],
            speed_m_per_s: speed_m_per_s[k],
            flight_path_angle_rad: angle_rad[k],
        };
        free_flight(black_box(burnout), 6_371e3, MU).unwrap()
    };
    let mut columns: [Vec<f64>; 5] = std::array::from_fn(|_| vec![0.0; COUNT]);
    let mut fly = |width: Width| {
        let [range, time, apogee, eccentricity, axis] = &mut columns;
        let burnouts = Burnout {
            radius_m: radius_m.as_slice(),
            speed_m_per_s: speed_m_per_s.as_slice(),
            flight_path_angle_rad: angle_rad.as_slice(),
        };
        let flights = FreeFlight {
            range_angle_rad: range.as_mut_slice(),
            flight_time_s: time.as_mut_slice(),
            apogee_radius_m: apogee.as_mut_slice(),
            eccentricity: eccentricity.as_mut_slice(),
            semi_major_axis_m: axis.as_mut_slice(),
        };
        free_flights(black_box(burnouts), 6_371e3, MU, flights, width).unwrap();
        [range[17], time[17]]
    };
    for width in [Width::Widest, Width::Baseline] {
        let [range, time] = fly(width);
        check("range", range, one(17).range_angle_rad, 1e-14);
        check("time", time, one(17).flight_time_s, 1e-10);
    }
    c.bench_function("free_flights_1000/calls", |b| {
        b.iter(|| (0..COUNT).map(|k| one(k).flight_time_s).sum::<f64>());
    });
    c.bench_function("free_flights_1000/baseline", |b| b.iter(|| fly(Width::Baseline)));
    c.bench_function("free_flights_1000/widest", |b| b.iter(|| fly(Width::Widest)));
}

/// Times the search for the flight-path angle of greatest range from an altitude of 200 km at 6.5
/// km/s down to the equatorial radius.
fn steering(c: &mut Criterion) {
    let radius_m = 6_378_137.0;
    let search = MaximumSearch { low: 0.0, high: 0.5 * PI, cells: 4, tolerance: 1e-7, max_evaluations: 60 };
    let best = || {
        maximum(black_box(search), |angle| {
            let burnout =
                Burnout { radius_m: radius_m + 200e3, speed_m_per_s: 6_500.0, flight_path_angle_rad: angle };
            Ok(free_flight(burnout, radius_m, 3.986_004_418e14)?.range_angle_rad)
        })
    };
    let found = best().unwrap();
    check("angle", found.x.to_degrees(), 27.358_31, 5e-6);
    check("range", found.value * radius_m / 1e3, 7_563.252, 5e-4);
    println!("greatest_range: {} evaluations", found.evaluations);
    c.bench_function("greatest_range/closed_form", |b| b.iter(best));
}

criterion_group!(benches, closed_forms, batch, steering, ladder);
criterion_main!(benches);
