//! Flight over the turning Earth: against published-style tables, an independent integration, the planar flight, and itself.

mod common {
    pub mod tolerance;
    pub mod vehicles;
}

use std::f64::consts::{PI, TAU};

use common::tolerance::{
    FITTED_OVER_GROUND_M, J2_TABLE_DIGITS, NEIGHBOURS_RELATIVE, OTHER_ROAD_M, OTHER_ROAD_POWERED_M,
    RANGE_AS_STATED_KM, ROTATION_OFF_M, SECOND_AS_STATED, TENTH_OF_A_SECOND, TURN_OR_PROGRAMME,
};
use common::vehicles::{gravity_turn, steerings, two_stage, vehicles};
use lofted::ladder::analytic_boost::Loft;
use lofted::ladder::flown::{GroundLoft, fit, fit_over_ground};
use lofted::numerics::maximum::{MaximumSearch, maximum};
use lofted::physics::atmosphere::air;
use lofted::physics::earth::{
    GRAVITATIONAL_PARAMETER_M3_PER_S2 as MU, MEAN_RADIUS_M as R, ROTATION_RATE_RAD_PER_S as OMEGA, Sphere,
};
use lofted::physics::flight::{Flight, GlobeFlight, GlobeFlightEnd, Outcome, Turn, thrown_over_ground};
use lofted::physics::globe::{Degrees, Globe, Launch, Site};
use lofted::physics::kepler::observed::{Observed, arc};
use lofted::physics::kepler::turning::{
    GroundLaunch, ObservedOverGround, farthest_ground_arc, ground_arc, ground_launch,
};
use lofted::physics::steering::Steering;
use lofted::physics::vehicle::Vehicle;
use lofted::{
    Method, Model, Observation, Unreported, Verdict, consistency, consistency_over_ground, estimate,
};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};

fn site(latitude_deg: f64, longitude_deg: f64) -> Site {
    Site::new(Degrees { latitude_deg, longitude_deg }).unwrap()
}

#[track_caller]
fn near(got: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((got - expected).abs() <= tolerance, "{what}: {got}, expected {expected} within {tolerance}");
}

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(20_170_728),
        failure_persistence: None,
        ..ProptestConfig::default()
    })
}

const AT_39_9: (f64, f64) = (39.9, 125.0);

/// Apogee and ground range, speed over the ground (km/s), time over the turning Earth less time over a still one (s): an independent
/// program's, printed to these digits. Launch at 39.9 N, the impact 75 degrees from north.
#[test]
fn lofts_over_the_turning_ground_are_those_of_the_table() {
    let launch = site(AT_39_9.0, AT_39_9.1);
    for (apogee_km, range_km, still_km_per_s, turning_km_per_s, later_s) in [
        (2_802.0, 933.0, 6.2037, 6.1855, 14.0),
        (3_724.9, 998.0, 6.8097, 6.7887, 19.0),
        (4_475.0, 950.0, 7.1953, 7.1727, 22.0),
        (6_648.4, 1_001.2, 7.9992, 7.9704, 37.0),
        (535.0, 510.0, 3.1998, 3.1914, 4.0),
    ] {
        let observed = ObservedOverGround {
            apogee_altitude_m: 1e3 * apogee_km,
            ground_range_m: 1e3 * range_km,
            bearing_rad: 75f64.to_radians(),
        };
        let (still, still_s) = ground_launch(observed, launch, &Globe::STILL).unwrap();
        let (turning, turning_s) = ground_launch(observed, launch, &Globe::TURNING).unwrap();
        near(still.speed_m_per_s, 1e3 * still_km_per_s, 0.06, "still speed");
        near(turning.speed_m_per_s, 1e3 * turning_km_per_s, 0.06, "speed over the ground");
        near(turning_s - still_s, later_s, SECOND_AS_STATED, "time");
        // And back.
        let arc = ground_arc(turning, launch, &Globe::TURNING).unwrap();
        near(arc.apogee_altitude_m, observed.apogee_altitude_m, 1e-4, "apogee");
        near(arc.landing.ground_range_m, observed.ground_range_m, 1e-4, "range");
        near(arc.landing.bearing_rad, observed.bearing_rad, 1e-9, "bearing");
        near(arc.flight_time_s, turning_s, 1e-7, "time back");
    }
    let (at, _) = ground_launch(
        ObservedOverGround {
            apogee_altitude_m: 2_802e3,
            ground_range_m: 933e3,
            bearing_rad: 75f64.to_radians(),
        },
        launch,
        &Globe::STILL,
    )
    .unwrap();
    near(
        ground_arc(at, launch, &Globe::STILL).unwrap().flight_time_s,
        2_065.5,
        TENTH_OF_A_SECOND,
        "still time",
    );
}

/// What that does to the range of the free arc's energy, km, by the same program.
#[test]
fn the_kepler_range_falls_as_in_the_table() {
    for (apogee_km, range_km, falls_km) in
        [(2_802.0, 933.0, 53.0), (3_724.9, 998.0, 90.0), (4_475.0, 950.0, 134.0), (535.0, 510.0, 6.0)]
    {
        let observation =
            Observation::builder().apogee_km(apogee_km).ground_range_km(range_km).build().unwrap();
        let launch = Launch::from_site(site(AT_39_9.0, AT_39_9.1)).with_bearing_deg(75.0).unwrap();
        let model = Model::default().with_method(Method::Kepler);
        let still = estimate(&observation, &model).unwrap().range_km().unwrap();
        let turning = estimate(&observation, &model.with_launch(launch)).unwrap().range_km().unwrap();
        near(still - turning, falls_km, RANGE_AS_STATED_KM, "fall of the Kepler range");
    }
}

/// The greatest ranges of two speeds by azimuth of the velocity over the ground, no boost, by the same program.
#[test]
fn ranges_without_a_boost_are_those_of_the_table_in_every_direction() {
    let launch = site(AT_39_9.0, AT_39_9.1);
    let table: [(f64, &[(f64, f64)]); 2] = [
        (
            6_466.6,
            &[
                (0.0, 6_694.0),
                (45.0, 7_116.0),
                (90.0, 7_333.0),
                (135.0, 7_145.0),
                (180.0, 6_731.0),
                (225.0, 6_385.0),
                (270.0, 6_250.0),
            ],
        ),
        (7_262.2, &[(0.0, 10_384.0), (45.0, 11_649.0), (90.0, 12_403.0), (270.0, 9_266.0)]),
    ];
    for (speed_m_per_s, directions) in table {
        for (azimuth_deg, range_km) in directions {
            let (_, arc) =
                farthest_ground_arc(speed_m_per_s, azimuth_deg.to_radians(), launch, &Globe::TURNING)
                    .unwrap()
                    .unwrap();
            near(
                arc.landing.ground_range_m / 1e3,
                *range_km,
                RANGE_AS_STATED_KM,
                &format!("{speed_m_per_s} m/s to {azimuth_deg}"),
            );
        }
    }
}

/// The surplus of the public flights over the turning Earth, s, by the same program.
#[test]
fn the_surplus_over_the_turning_earth_is_that_of_the_table() {
    let launch = Launch::from_site(site(AT_39_9.0, AT_39_9.1)).with_bearing_deg(75.0).unwrap();
    for (apogee_km, range_km, time_s, surplus_s, verdict) in [
        (2_802.0, 933.0, 2_220.0, 140.0, Verdict::Possible),
        (2_802.0, 933.0, 2_340.0, 260.0, Verdict::Possible),
        (535.0, 510.0, 840.0, 126.0, Verdict::Possible),
        (2_111.5, 787.0, 1_800.0, 114.0, Verdict::Possible),
        (3_724.9, 998.0, 2_832.0, 226.0, Verdict::Possible),
        (4_475.0, 950.0, 3_180.0, 141.0, Verdict::Possible),
        (4_475.0, 950.0, 3_240.0, 201.0, Verdict::Possible),
        (6_248.5, 1_090.0, 4_052.0, -59.0, Verdict::Impossible),
        (6_248.5, 1_090.0, 4_260.0, 149.0, Verdict::Possible),
    ] {
        let observation = Observation::builder()
            .apogee_km(apogee_km)
            .ground_range_km(range_km)
            .flight_time_s(time_s)
            .build()
            .unwrap();
        let found = consistency_over_ground(&observation, launch).unwrap();
        near(found.surplus_s.unwrap().value, surplus_s, 1.0, "surplus");
        assert_eq!(found.verdict, verdict, "{observation}");
        // Nobody knows where to: the quickest direction, and what the reasons say.
        let anywhere = consistency_over_ground(&observation, Launch::from_site(launch.site())).unwrap();
        assert!(anywhere.surplus_s.unwrap().value >= found.surplus_s.unwrap().value);
        assert!(
            anywhere.reasons.iter().any(|reason| reason.contains("in the direction in which it is quickest"))
        );
        assert_eq!(consistency(&observation).unwrap().rectilinear_time_s, found.rectilinear_time_s);
    }
}

/// Four-stage Runge–Kutta in steps of a fixed length, in Earth-fixed axes (x to the launch's meridian, z north), with Coriolis and
/// centrifugal terms; the last step cut so that it ends on the ground.
struct EarthFixed<F: Fn(f64, [f64; 6]) -> [f64; 3]> {
    /// Acceleration besides gravity and rotation.
    force: F,
}

impl<F: Fn(f64, [f64; 6]) -> [f64; 3]> EarthFixed<F> {
    fn rate(&self, t: f64, s: [f64; 6]) -> [f64; 6] {
        let [x, y, z, vx, vy, vz] = s;
        let r3 = (x * x + y * y + z * z).powf(1.5);
        let [fx, fy, fz] = (self.force)(t, s);
        [
            vx,
            vy,
            vz,
            -MU * x / r3 + 2.0 * OMEGA * vy + OMEGA * OMEGA * x + fx,
            -MU * y / r3 - 2.0 * OMEGA * vx + OMEGA * OMEGA * y + fy,
            -MU * z / r3 + fz,
        ]
    }

    fn step(&self, t: f64, s: [f64; 6], h: f64) -> [f64; 6] {
        let plus = |k: [f64; 6], f: f64| std::array::from_fn(|i| s[i] + f * k[i]);
        let k1 = self.rate(t, s);
        let k2 = self.rate(t + 0.5 * h, plus(k1, 0.5 * h));
        let k3 = self.rate(t + 0.5 * h, plus(k2, 0.5 * h));
        let k4 = self.rate(t + h, plus(k3, h));
        std::array::from_fn(|i| s[i] + h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]))
    }

    fn to_time(&self, mut t: f64, mut s: [f64; 6], end: f64, step: f64) -> [f64; 6] {
        let steps = ((end - t) / step).ceil().max(1.0);
        let h = (end - t) / steps;
        for _ in 0..steps as usize {
            s = self.step(t, s, h);
            t += h;
        }
        s
    }

    /// (time, state) on the sphere, and the greatest distance from the centre at a step.
    fn to_ground(&self, mut t: f64, mut s: [f64; 6], step: f64) -> (f64, [f64; 6], f64) {
        let height = |s: [f64; 6]| (s[0] * s[0] + s[1] * s[1] + s[2] * s[2]).sqrt() - R;
        let mut top: f64 = 0.0;
        loop {
            let next = self.step(t, s, step);
            top = top.max(height(next));
            if height(next) < 0.0 {
                let (mut low, mut high) = (0.0, step);
                for _ in 0..60 {
                    let middle = 0.5 * (low + high);
                    if height(self.step(t, s, middle)) < 0.0 { high = middle } else { low = middle }
                }
                return (t + low, self.step(t, s, low), top);
            }
            (t, s) = (t + step, next);
            assert!(t < 2e4, "it does not come down");
        }
    }
}

/// (ahead, up) of a launch in Earth-fixed axes.
fn axes(latitude_rad: f64, azimuth_rad: f64) -> ([f64; 3], [f64; 3]) {
    let (sin, cos) = latitude_rad.sin_cos();
    let (east, north) = azimuth_rad.sin_cos();
    ([-sin * north, east, cos * north], [cos, 0.0, sin])
}

/// Distance between a landing and a place in Earth-fixed axes of the launch's meridian, m.
fn apart_m(end: &GlobeFlightEnd, launch: Site, state: [f64; 6]) -> f64 {
    let landing = end.landing.unwrap().site;
    let (sin, cos) = landing.latitude_rad().sin_cos();
    let (sin_l, cos_l) = (landing.longitude_rad() - launch.longitude_rad()).sin_cos();
    let [x, y, z] = [R * cos * cos_l, R * cos * sin_l, R * sin];
    ((x - state[0]).powi(2) + (y - state[1]).powi(2) + (z - state[2]).powi(2)).sqrt()
}

#[test]
fn free_flight_is_that_of_an_integration_in_earth_fixed_axes() {
    let cases = (-90.0..=90.0_f64, -180.0..=180.0_f64, 0.0..360.0_f64, 2_000.0..7_300.0_f64, 15.0..89.0_f64);
    runner(40)
        .run(&cases, |(latitude, longitude, azimuth, speed, elevation)| {
            let launch = site(latitude, longitude);
            let thrown = GroundLaunch {
                speed_m_per_s: speed,
                elevation_rad: elevation.to_radians(),
                azimuth_rad: azimuth.to_radians(),
            };
            let arc = ground_arc(thrown, launch, &Globe::TURNING).unwrap();
            let end = thrown_over_ground(thrown, launch, Globe::TURNING).unwrap();
            let (ahead, up) = axes(launch.latitude_rad(), thrown.azimuth_rad);
            let (sin, cos) = thrown.elevation_rad.sin_cos();
            let mut state = [0.0; 6];
            for i in 0..3 {
                state[i] = R * up[i];
                state[3 + i] = speed * (cos * ahead[i] + sin * up[i]);
            }
            let (time_s, landed, _) = EarthFixed { force: |_, _| [0.0; 3] }.to_ground(0.0, state, 1.0);
            near(arc.flight_time_s, time_s, 1e-4, "time");
            let apart = apart_m(&end, launch, landed);
            assert!(apart < OTHER_ROAD_M, "{apart} m apart");
            near(end.landing.unwrap().ground_range_m, arc.landing.ground_range_m, 1e-3, "closed form");
            Ok(())
        })
        .unwrap();
}

/// The two-stage vehicle of `two_stage(60.0, ...)`, its gravity turn and its programmes flown by a program of its own: in Earth-fixed axes,
/// steps ending on every event.
#[test]
fn a_powered_flight_is_that_of_an_integration_in_earth_fixed_axes() {
    const G0: f64 = 9.806_65;
    let acceleration = 37.538_602_773;
    let vehicle = two_stage(60.0, acceleration);
    let first_s = 0.7 * 10_000.0 / (1.4 * 10_000.0 / 255.0);
    let (thrust_1, exit_1) = {
        let flow = 1.4 * 10_000.0 / 255.0;
        (flow * G0 * 285.0, flow * G0 * 30.0 / 101_325.0)
    };
    let thrust_2 = acceleration * 3_000.0;
    let flow_2 = thrust_2 / (G0 * 295.0);
    // (thrust N, exit area m², mass kg) at a time.
    let engine = move |t: f64, piece: usize| match piece {
        0 => (thrust_1, exit_1, 10_000.0 - 1.4 * 10_000.0 / 255.0 * t),
        1 => (0.0, 0.0, 3_000.0),
        _ => (thrust_2, 0.0, 3_000.0 - flow_2 * (t - first_s - 2.0)),
    };
    let kick = 1.728_405_622e-2;
    let turn = gravity_turn(kick);
    let held = Steering::GravityTurnThenAttitude {
        kick_time_s: 10.0,
        kick_angle_rad: kick,
        from_s: first_s + 2.0,
        attitude_rad: 0.35,
    };
    let programme =
        Steering::PitchProgramme { points: vec![(10.0, 1.5), (60.0, 1.0), (first_s, 0.6), (190.0, 0.5)] };
    for (latitude, azimuth_deg) in [(40.0, 90.0), (40.0, 270.0), (-30.0, 20.0), (0.0, 90.0), (90.0, 130.0)] {
        let launch = site(latitude, 126.0);
        let azimuth = f64::to_radians(azimuth_deg);
        let (ahead, up) = axes(launch.latitude_rad(), azimuth);
        for steering in [&turn, &held, &programme] {
            let mine = GlobeFlight {
                vehicle: &vehicle,
                steering,
                turn: Turn::Programmed,
                globe: Globe::TURNING,
                site: launch,
                azimuth_rad: azimuth,
                has_air: true,
                tolerance: 1e-10,
            }
            .fly()
            .unwrap();
            // The planar reference: x ahead, y up from the centre.
            let planar_rate = |t: f64, piece: usize, [x, y, vx, vy]: [f64; 4], to: [f64; 2]| {
                let r = x.hypot(y);
                let (thrust, exit, mass) = engine(t, piece);
                let air = air(r - R);
                let speed = vx.hypot(vy);
                let push = (thrust - air.pressure_pa * exit) / mass * f64::from(piece != 1);
                let drag = 0.5 * air.density_kg_per_m3 * speed * 0.25 / mass;
                [
                    vx,
                    vy,
                    push * to[0] - drag * vx - MU * x / r.powi(3),
                    push * to[1] - drag * vy - MU * y / r.powi(3),
                ]
            };
            let attitude = |t: f64, [_, _, vx, vy]: [f64; 4]| -> ([f64; 2], bool) {
                let along = || {
                    let speed = vx.hypot(vy);
                    if speed > 0.0 { [vx / speed, vy / speed] } else { [0.0, 1.0] }
                };
                match steering {
                    _ if t < 10.0 => ([0.0, 1.0], false),
                    Steering::GravityTurn { .. } => (along(), false),
                    Steering::GravityTurnThenAttitude { from_s, attitude_rad, .. } => {
                        if t < *from_s {
                            (along(), false)
                        } else {
                            ([attitude_rad.cos(), attitude_rad.sin()], true)
                        }
                    }
                    Steering::PitchProgramme { points } => {
                        let after = points.iter().position(|(time, _)| *time > t).unwrap_or(points.len());
                        let angle = if after == points.len() {
                            points[after - 1].1
                        } else {
                            let ((t0, a0), (t1, a1)) = (points[after - 1], points[after]);
                            a0 + (a1 - a0) * (t - t0) / (t1 - t0)
                        };
                        ([angle.cos(), angle.sin()], true)
                    }
                    Steering::LinearTangent { .. } => unreachable!(),
                }
            };
            let mut planar = [0.0, R, 0.0, 0.0];
            let mut state = [0.0; 6];
            for i in 0..3 {
                state[i] = R * up[i];
            }
            let cuts = [0.0, 10.0, 60.0, first_s, first_s + 2.0, first_s + 62.0];
            for pair in cuts.windows(2) {
                let (begin, end) = (pair[0], pair[1]);
                if begin == 10.0 && !matches!(steering, Steering::PitchProgramme { .. }) {
                    let (sin, cos) = kick.sin_cos();
                    let [x, y, vx, vy] = planar;
                    planar = [x, y, cos * vx + sin * vy, cos * vy - sin * vx];
                    let v: Vec<f64> = state[3..].to_vec();
                    let dot = |a: [f64; 3]| a[0] * v[0] + a[1] * v[1] + a[2] * v[2];
                    let (wa, wu) = (dot(ahead), dot(up));
                    let (na, nu) = (cos * wa + sin * wu, cos * wu - sin * wa);
                    for i in 0..3 {
                        state[3 + i] += (na - wa) * ahead[i] + (nu - wu) * up[i];
                    }
                }
                let middle = 0.5 * (begin + end);
                let piece = if middle < first_s {
                    0
                } else if middle < first_s + 2.0 {
                    1
                } else {
                    2
                };
                let steps = ((end - begin) / 0.02).ceil();
                let h = (end - begin) / steps;
                for n in 0..steps as usize {
                    let t = begin + h * n as f64;
                    // The direction inside a piece is that of its middle's side of the cut.
                    let inside = |t: f64| t.clamp(begin + 1e-9, end - 1e-9);
                    // Planar stages, and the 3-D ones with the planar attitude of the same stage.
                    let rate = |t: f64, p: [f64; 4], s: [f64; 6]| {
                        let (to, is_fixed) = attitude(inside(t), p);
                        let dp = planar_rate(t, piece, p, to);
                        let force = |_t: f64, s: [f64; 6]| {
                            let (thrust, exit, mass) = engine(t, piece);
                            let r = (s[0] * s[0] + s[1] * s[1] + s[2] * s[2]).sqrt();
                            let air = air(r - R);
                            let speed = (s[3] * s[3] + s[4] * s[4] + s[5] * s[5]).sqrt();
                            let push = (thrust - air.pressure_pa * exit) / mass * f64::from(piece != 1);
                            let drag = 0.5 * air.density_kg_per_m3 * speed * 0.25 / mass;
                            let mut u: [f64; 3] = std::array::from_fn(|i| to[0] * ahead[i] + to[1] * up[i]);
                            if is_fixed {
                                let (sin, cos) = (OMEGA * t).sin_cos();
                                u = [cos * u[0] + sin * u[1], cos * u[1] - sin * u[0], u[2]];
                            }
                            std::array::from_fn(|i| push * u[i] - drag * s[3 + i])
                        };
                        (dp, EarthFixed { force }.rate(t, s))
                    };
                    let add = |p: [f64; 4], s: [f64; 6], k: &([f64; 4], [f64; 6]), f: f64| {
                        (
                            std::array::from_fn(|i| p[i] + f * k.0[i]),
                            std::array::from_fn(|i| s[i] + f * k.1[i]),
                        )
                    };
                    let k1 = rate(t, planar, state);
                    let (p, s) = add(planar, state, &k1, 0.5 * h);
                    let k2 = rate(t + 0.5 * h, p, s);
                    let (p, s) = add(planar, state, &k2, 0.5 * h);
                    let k3 = rate(t + 0.5 * h, p, s);
                    let (p, s) = add(planar, state, &k3, h);
                    let k4 = rate(t + h, p, s);
                    let mean = |k: [f64; 4]| h / 6.0 * (k[0] + 2.0 * k[1] + 2.0 * k[2] + k[3]);
                    planar = std::array::from_fn(|i| planar[i] + mean([k1.0[i], k2.0[i], k3.0[i], k4.0[i]]));
                    state = std::array::from_fn(|i| state[i] + mean([k1.1[i], k2.1[i], k3.1[i], k4.1[i]]));
                }
            }
            // The payload feels the air below 120 km.
            let falling = EarthFixed {
                force: |_, s: [f64; 6]| {
                    let height = (s[0] * s[0] + s[1] * s[1] + s[2] * s[2]).sqrt() - R;
                    if height > 120e3 {
                        return [0.0; 3];
                    }
                    let speed = (s[3] * s[3] + s[4] * s[4] + s[5] * s[5]).sqrt();
                    let drag = -0.5 * air(height).density_kg_per_m3 * speed / 5_000.0;
                    std::array::from_fn(|i| drag * s[3 + i])
                },
            };
            let burnout_s = first_s + 62.0;
            let high = falling.to_time(burnout_s, state, burnout_s + 400.0, 0.5);
            let (time_s, landed, top) = falling.to_ground(burnout_s + 400.0, high, 0.05);
            let what = format!("{latitude} N to {azimuth_deg}, {steering:?}");
            let Outcome::Impact(impact) = mine.outcome else { panic!("{what}: {:?}", mine.outcome) };
            let apart = apart_m(&mine, launch, landed);
            assert!(apart < OTHER_ROAD_POWERED_M, "{what}: {apart} m apart");
            near(impact.time_s, time_s, 1e-3, &what);
            near(mine.apogee_altitude_m.unwrap(), top, 10.0, &what);
        }
    }
}

fn over<'a>(
    vehicle: &'a Vehicle,
    steering: &'a Steering,
    globe: Globe,
    from: Site,
    azimuth_deg: f64,
) -> GlobeFlight<'a> {
    GlobeFlight {
        vehicle,
        steering,
        turn: Turn::Programmed,
        globe,
        site: from,
        azimuth_rad: azimuth_deg.to_radians(),
        has_air: true,
        tolerance: 1e-10,
    }
}

#[test]
fn with_no_rotation_it_is_the_planar_flight() {
    let places = (-90.0..=90.0_f64, -180.0..=180.0_f64, 0.0..360.0_f64, any::<bool>());
    let seen = std::cell::Cell::new(0);
    runner(150)
        .run(
            &(vehicles(), steerings(), places),
            |(vehicle, steering, (latitude, longitude, azimuth, to_the_letter))| {
                {
                    // What the vehicle cannot fly it cannot fly here either.
                    let planar = Flight {
                        vehicle: &vehicle,
                        steering: &steering,
                        sphere: Sphere::MEAN,
                        has_air: true,
                        tolerance: 1e-10,
                    }
                    .fly();
                    let Ok(planar) = planar else { return Ok(()) };
                    let turn = if to_the_letter { Turn::AlongVelocity } else { Turn::Programmed };
                    let from = site(latitude, longitude);
                    let solid =
                        GlobeFlight { turn, ..over(&vehicle, &steering, Globe::STILL, from, azimuth) }
                            .fly()
                            .unwrap();
                    match (planar.outcome, solid.outcome) {
                        (Outcome::Impact(planar), Outcome::Impact(impact)) => {
                            let apart_m = R * (planar.range_angle_rad - impact.range_angle_rad).abs();
                            assert!(apart_m < ROTATION_OFF_M, "{apart_m} m apart: {vehicle:?} {steering:?}");
                            let landing = solid.landing.unwrap();
                            if planar.range_angle_rad > 0.01
                                && planar.range_angle_rad < 3.1
                                && latitude.abs() < 89.0
                            {
                                let ground_m = R * planar.range_angle_rad;
                                near(landing.ground_range_m, ground_m, ROTATION_OFF_M, "range");
                                let turned =
                                    (landing.bearing_rad - azimuth.to_radians() + PI).rem_euclid(TAU) - PI;
                                near(turned, 0.0, 1e-6, "bearing");
                            }
                            seen.set(seen.get() + 1);
                        }
                        (planar, solid) => {
                            assert_eq!(std::mem::discriminant(&planar), std::mem::discriminant(&solid));
                        }
                    }
                }
                Ok(())
            },
        )
        .unwrap();
    assert!(seen.get() > 100, "only {} flights came down", seen.get());
}

/// Neighbours in direction and place land beside each other, and mirrored flights mirrored; nothing is NaN.
#[test]
fn nothing_jumps_between_neighbours() {
    // 6,700 km, and one that flies most of the way to the antipode.
    let near_vehicle = two_stage(60.0, 37.538_602_773);
    let far_vehicle = two_stage(60.0, 43.0);
    let mut longest_km: f64 = 0.0;
    for (vehicle, steering) in [(&near_vehicle, gravity_turn(1.728e-2)), (&far_vehicle, gravity_turn(1.9e-2))]
    {
        for globe in [Globe::TURNING, Globe::WGS84] {
            for latitude in [0.0, 40.0, -65.0, 89.999_999, 90.0, -90.0] {
                for longitude in [0.0, 179.999_999, 180.0, -180.0] {
                    let fly = |latitude: f64, longitude: f64, azimuth: f64| {
                        over(vehicle, &steering, globe, site(latitude, longitude), azimuth).fly().unwrap()
                    };
                    for azimuth in [0.0, 90.0, 180.0, 270.0, 360.0, 37.0] {
                        let here = fly(latitude, longitude, azimuth);
                        let landing = here.landing.unwrap();
                        assert!(landing.ground_range_m.is_finite() && landing.bearing_rad.is_finite());
                        assert!(landing.site.longitude_deg().abs() <= 180.0);
                        longest_km = longest_km.max(landing.ground_range_m / 1e3);
                        let inward = if latitude > 0.0 { -1e-7 } else { 1e-7 };
                        for other in [
                            fly(latitude, longitude, azimuth + 1e-6),
                            fly(latitude, longitude, azimuth - 1e-6),
                            fly(latitude + inward, longitude, azimuth),
                        ] {
                            let there = other.landing.unwrap();
                            near(
                                there.ground_range_m,
                                landing.ground_range_m,
                                NEIGHBOURS_RELATIVE * landing.ground_range_m,
                                &format!("{globe:?} {latitude} {longitude} {azimuth}"),
                            );
                        }
                        // East of the launch is the same whatever its longitude.
                        let moved = fly(latitude, 12.5, azimuth).landing.unwrap();
                        near(moved.ground_range_m, landing.ground_range_m, 1e-3, "longitude");
                        let east = |to: f64, from: f64| (to - from + 540.0).rem_euclid(360.0) - 180.0;
                        let (a, b) = (
                            east(moved.site.longitude_deg(), 12.5),
                            east(landing.site.longitude_deg(), longitude),
                        );
                        assert!(east(a, b).abs() < 1e-6, "{a} {b}");
                        // The south is the north in a mirror.
                        let mirrored = fly(-latitude, longitude, 180.0 - azimuth).landing.unwrap();
                        near(mirrored.ground_range_m, landing.ground_range_m, ROTATION_OFF_M, "mirror");
                        assert!((mirrored.site.latitude_deg() + landing.site.latitude_deg()).abs() < 1e-5);
                    }
                }
            }
        }
    }
    assert!(longest_km > 18_000.0, "nothing came near the antipode: {longest_km} km");
}

/// Harder and harder pushed, a flight passes the antipode without a jump: its angle along the great circle goes on past π, its range
/// turns back there.
#[test]
fn nothing_jumps_at_the_antipode() {
    let steering = gravity_turn(1.9e-2);
    for (latitude, azimuth) in [(0.0, 90.0), (0.0, 0.0), (40.0, 90.0), (40.0, 200.0), (90.0, 10.0)] {
        let mut before: Option<(f64, f64)> = None;
        let (mut passed, mut longest_m) = (false, 0.0_f64);
        for step in 0..600 {
            let vehicle = two_stage(60.0, 38.0 + 0.02 * f64::from(step));
            let end =
                over(&vehicle, &steering, Globe::TURNING, site(latitude, 179.5), azimuth).fly().unwrap();
            let (Outcome::Impact(impact), Some(landing)) = (end.outcome, end.landing) else { break };
            assert!(landing.ground_range_m.is_finite() && landing.bearing_rad.is_finite());
            assert!(landing.ground_range_m <= PI * R * (1.0 + 1e-12));
            assert_eq!(impact.range_angle_rad, landing.downrange_angle_rad);
            if let Some((angle, range_m)) = before {
                let onward = landing.downrange_angle_rad - angle;
                assert!(
                    onward > 0.0 && onward < 0.6,
                    "{latitude} {azimuth}: {angle} to {}",
                    landing.downrange_angle_rad
                );
                // Over the ground it is no farther from one to the next than along both circles.
                assert!((landing.ground_range_m - range_m).abs() < 2.0 * R * onward + 1e5);
            }
            passed |= landing.downrange_angle_rad > PI;
            // Beyond, flights graze the air, and come down by its grace.
            if landing.downrange_angle_rad > 3.2 {
                break;
            }
            longest_m = longest_m.max(landing.ground_range_m);
            before = Some((landing.downrange_angle_rad, landing.ground_range_m));
        }
        assert!(passed, "{latitude} to {azimuth} does not get there");
        if latitude == 0.0 && azimuth == 0.0 {
            near(longest_m / 1e3, 17_800.0, 20.0, "northward from the equator");
        }
        // Eastward along the equator it passes the antipode itself, northward the Earth has turned from under it.
        assert_eq!(
            longest_m > 19_900e3,
            azimuth == 90.0 && latitude == 0.0 || latitude == 90.0,
            "{longest_m}"
        );
    }
}

/// The changes that J2 makes to a flight with the same velocity at the ground, over a still sphere, by an independent program and to its
/// digits.
#[test]
fn the_bulge_changes_a_flight_as_in_the_table() {
    let throw = |latitude: f64, launch: GroundLaunch| {
        let from = site(latitude, 125.0);
        let [without, with] = [Globe::STILL, Globe::STILL.with_j2()].map(|globe| {
            let end = thrown_over_ground(launch, from, globe).unwrap();
            let Outcome::Impact(impact) = end.outcome else { panic!() };
            (end.landing.unwrap(), impact.time_s, end.apogee_altitude_m.unwrap())
        });
        let shift_km = Globe::STILL.ground_range_m(without.0.site, with.0.site) / 1e3;
        (
            (with.0.ground_range_m - without.0.ground_range_m) / 1e3,
            with.1 - without.1,
            (with.2 - without.2) / 1e3,
            shift_km,
        )
    };
    let loft = |apogee_km: f64, range_km: f64, azimuth_deg: f64| {
        let observed = ObservedOverGround {
            apogee_altitude_m: 1e3 * apogee_km,
            ground_range_m: 1e3 * range_km,
            bearing_rad: azimuth_deg.to_radians(),
        };
        ground_launch(observed, site(AT_39_9.0, AT_39_9.1), &Globe::STILL).unwrap().0
    };
    // Minimum energy: elevation (π − Ψ)/4, Q = 2 s/(1 + s), s = sin(Ψ/2).
    let farthest = |range_km: f64, azimuth_deg: f64| {
        let psi = 1e3 * range_km / R;
        let s = (0.5 * psi).sin();
        GroundLaunch {
            speed_m_per_s: (2.0 * s / (1.0 + s) * MU / R).sqrt(),
            elevation_rad: 0.25 * (PI - psi),
            azimuth_rad: azimuth_deg.to_radians(),
        }
    };
    // Range km, time s, apogee km, and how far apart the impacts are, km. The table says 40 N for 39.9.
    for (what, (range_km, time_s, apogee_km, apart_km), expected) in [
        ("2,802 and 933 km", throw(39.9, loft(2_802.0, 933.0, 75.0)), (-1.9, 0.9, 1.1, 10.0)),
        ("6,700 km NE", throw(39.9, farthest(6_700.0, 45.0)), (1.4, 1.6, 1.1, 8.0)),
        ("6,650 km up", throw(39.9, loft(6_650.0, 1_001.2, 75.0)), (-2.8, 2.1, 3.0, 14.0)),
    ] {
        near(range_km, expected.0, J2_TABLE_DIGITS, what);
        near(time_s, expected.1, J2_TABLE_DIGITS, what);
        near(apogee_km, expected.2, J2_TABLE_DIGITS, what);
        near(apart_km, expected.3, 0.5, what);
    }
    let all = (0..24).map(|i| throw(39.9, loft(2_802.0, 933.0, 15.0 * f64::from(i))).0);
    let (least, most) =
        all.fold((0.0_f64, 0.0_f64), |(least, most), change| (least.min(change), most.max(change)));
    near(least, -9.8, J2_TABLE_DIGITS, "the least change of range");
    near(most, 10.0, J2_TABLE_DIGITS, "the greatest change of range");
    // 10,000 km from the equator: -28 km, -5 to -7 s, -5 km.
    let (mut quickest, mut slowest) = (0.0_f64, -10.0_f64);
    for azimuth in [0.0, 45.0, 90.0] {
        let (range_km, time_s, apogee_km, apart_km) = throw(0.0, farthest(10_000.0, azimuth));
        near(range_km, -28.0, 1.0, "10,000 km");
        near(apogee_km, -5.0, 0.5, "10,000 km, apogee");
        near(apart_km, 28.0, 1.0, "10,000 km, apart");
        (quickest, slowest) = (quickest.min(time_s), slowest.max(time_s));
    }
    near(quickest, -7.0, 0.5, "the quickest");
    near(slowest, -5.0, 0.5, "the slowest");
}

/// A loft fitted over the ground comes back when it is flown again by itself, and with no rotation it is the planar fit.
#[test]
fn a_loft_over_the_ground_is_fitted() {
    for (apogee_km, range_km, bearing_deg, latitude) in [
        (2_802.0, 933.0, 75.0, 40.0),
        (2_802.0, 933.0, 270.0, 40.0),
        (3_724.9, 998.0, 75.0, 40.61),
        (4_475.0, 950.0, 0.0, -33.0),
        (535.0, 510.0, 75.0, 90.0),
        (2_802.0, 50.0, 270.0, 0.0),
    ] {
        for globe in [Globe::STILL, Globe::TURNING, Globe::WGS84] {
            let loft = Loft { apogee_altitude_m: 1e3 * apogee_km, ground_range_m: 1e3 * range_km };
            let from = site(latitude, -179.99);
            let ground = GroundLoft { loft, bearing_rad: f64::to_radians(bearing_deg), site: from, globe };
            let unreported = Unreported::nominal(240.0).unwrap();
            let found = fit_over_ground(&unreported, ground, 1e-9).unwrap();
            let azimuth_deg = found.azimuth_rad.to_degrees();
            let end =
                over(&found.fitted.vehicle, &found.fitted.steering, globe, from, azimuth_deg).fly().unwrap();
            let landing = end.landing.unwrap();
            let what = format!("{apogee_km} {range_km} to {bearing_deg} over {globe:?}");
            near(end.apogee_altitude_m.unwrap(), loft.apogee_altitude_m, FITTED_OVER_GROUND_M, &what);
            near(landing.ground_range_m, loft.ground_range_m, FITTED_OVER_GROUND_M, &what);
            let turned = (landing.bearing_rad - ground.bearing_rad + PI).rem_euclid(TAU) - PI;
            near(turned * loft.ground_range_m, 0.0, FITTED_OVER_GROUND_M, &what);
            if globe == Globe::TURNING {
                // What the boost adds to a loft and to its time leaves the surplus where it was.
                let observed = ObservedOverGround {
                    apogee_altitude_m: loft.apogee_altitude_m,
                    ground_range_m: loft.ground_range_m,
                    bearing_rad: ground.bearing_rad,
                };
                let surplus_s = found.flight_time_s - ground_launch(observed, from, &globe).unwrap().1;
                let still = Observed {
                    apogee_altitude_m: found.fitted.apogee_altitude_m,
                    range_angle_rad: found.fitted.ground_range_m / R,
                };
                let still_s = arc(still, Sphere::MEAN).unwrap().flight_time_s;
                near(found.fitted.flight_time_s - still_s, surplus_s, 0.5, &what);
            }
            if globe == Globe::STILL {
                let planar = fit(&unreported, loft, Sphere::MEAN, 1e-9).unwrap();
                near(found.flight_time_s, planar.flight_time_s, 0.01, &what);
                let change = found.fitted.ideal_delta_v_m_per_s - planar.ideal_delta_v_m_per_s;
                near(change, 0.0, 0.05, &what);
            }
        }
    }
}

/// The programme of a gravity turn, and the gravity turn to the letter, each with its own best kick: the same range but for what steering
/// against Coriolis costs. On the ellipsoid, where a pad at rest is pushed nowhere.
#[test]
fn the_programme_goes_as_far_as_the_turn() {
    let vehicle = two_stage(60.0, 37.538_602_773);
    for azimuth in [0.0, 90.0, 180.0, 270.0] {
        let [programmed, to_the_letter] = [Turn::Programmed, Turn::AlongVelocity].map(|turn| {
            let search =
                MaximumSearch { low: -5.5, high: -2.5, cells: 60, tolerance: 1e-4, max_evaluations: 60 };
            maximum(search, |ln_kick| {
                let steering = gravity_turn(ln_kick.exp());
                let flight = over(&vehicle, &steering, Globe::WGS84, site(40.0, 125.0), azimuth);
                let end = GlobeFlight { turn, tolerance: 1e-7, ..flight }.fly()?;
                Ok(end.landing.map_or(0.0, |landing| landing.ground_range_m))
            })
            .unwrap()
            .value
        });
        near(to_the_letter / programmed, 1.0, TURN_OR_PROGRAMME, &format!("{azimuth}"));
        for (direction, per_cent) in [(180.0, -0.9), (90.0, 0.4)] {
            if azimuth == direction {
                near(100.0 * (to_the_letter / programmed - 1.0), per_cent, 0.05, "as METHODS has it");
            }
        }
    }
    // From the kick of a loft the turn to the letter goes somewhere else, as METHODS says.
    let loft = gravity_turn(1.529_828_607e-3);
    for (azimuth, range_km) in [(0.0, 2_600.0), (90.0, 3_200.0), (270.0, 3_700.0)] {
        let flight = over(&vehicle, &loft, Globe::TURNING, site(39.9, 125.0), azimuth);
        let end = GlobeFlight { turn: Turn::AlongVelocity, ..flight }.fly().unwrap();
        near(end.landing.unwrap().ground_range_m / 1e3, range_km, 50.0, "a loft to the letter");
        let held = flight.fly().unwrap().landing.unwrap();
        assert!(held.ground_range_m < 1_300e3);
    }
}
