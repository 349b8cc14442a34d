//! The recorded path of a flight over a globe: against the unrecorded flight, the planar flight,
//! and the conserved quantities.

use crate::common::globe::{GLOBES, goes_as_far, loft_over, near, over, site, slow_nominal, turned_rad};
use crate::common::random_vehicles::{steerings, vehicles};
use crate::common::seeded::{SEED_OVER_GROUND, runner};
use crate::common::tolerance::{
    AZIMUTH_FOUND_RAD, CHORD_IN_AIR_M_PER_S, CHORD_M_PER_S, FITTED_OVER_GROUND_M, GEODETIC_HEIGHT_RELATIVE,
    JACOBI_RELATIVE, PATH_END_M, PATH_INTERVAL_RELATIVE, PATH_PLANAR_M, PATH_PLANAR_M_PER_S,
    POSITION_ROUNDING_M,
};
use crate::common::vehicles::{flight, gravity_turn, two_stage};
use lofted::Error;
use lofted::Loft;
use lofted::physics::earth::{
    EQUATORIAL_RADIUS_M, FLATTENING, GRAVITATIONAL_PARAMETER_M3_PER_S2 as MU, MEAN_RADIUS_M as R,
    ROTATION_RATE_RAD_PER_S,
};
use lofted::physics::flight::{GlobeFlightEnd, GroundState, MarkKind, Outcome};
use lofted::physics::globe::{GeodeticPosition, Globe};
use lofted::{LoftOverGround, fit_in_azimuth, fit_over_ground};
use proptest::prelude::*;

/// Computes the position of a state in Earth-fixed axes, m: the foot of the normal, and the
/// altitude along it.
fn position(globe: &Globe, state: &GroundState) -> [f64; 3] {
    let (a, f) = if *globe == Globe::WGS84 { (EQUATORIAL_RADIUS_M, FLATTENING) } else { (R, 0.0) };
    let (sin, cos) = state.below.latitude_rad().sin_cos();
    let (sin_l, cos_l) = state.below.longitude_rad().sin_cos();
    let e2 = f * (2.0 - f);
    let normal = a / (1.0 - e2 * sin * sin).sqrt();
    let out = (normal + state.altitude_m) * cos;
    [out * cos_l, out * sin_l, (normal * (1.0 - e2) + state.altitude_m) * sin]
}

fn apart_m(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn a_recorded_flight_is_the_flight() {
    let places = (-90.0..=90.0_f64, -180.0..=180.0_f64, 0.0..360.0_f64, any::<bool>(), 0.5..200.0_f64);
    let seen = std::cell::Cell::new(0);
    runner(150, SEED_OVER_GROUND)
        .run(
            &(vehicles(), steerings(), places),
            |(vehicle, steering, (latitude, longitude, azimuth, is_oblate, step_s))| {
                let globe = if is_oblate { Globe::WGS84 } else { Globe::ROTATING };
                let flight = over(&vehicle, &steering, globe, site(latitude, longitude), azimuth);
                let (Ok(end), Ok(path)) = (flight.fly(), flight.path(step_s)) else {
                    assert!(flight.fly().is_err() && flight.path(step_s).is_err());
                    return Ok(());
                };
                // Dense output costs evaluations; all other numbers are the same to the last bit.
                assert_eq!(GlobeFlightEnd { evaluations: end.evaluations, ..path.end }, end);
                let first = path.states[0];
                assert_eq!((first.time_s, first.speed_m_per_s), (0.0, 0.0));
                for pair in path.states.windows(2) {
                    let apart_s = pair[1].time_s - pair[0].time_s;
                    assert!(apart_s > 0.0 && apart_s <= step_s * (1.0 + PATH_INTERVAL_RELATIVE), "{pair:?}");
                }
                assert!(path.marks.windows(2).all(|pair| pair[0].state.time_s <= pair[1].state.time_s));
                let (Outcome::Impact(impact), Some(impact_point)) = (end.outcome, end.impact_point) else {
                    return Ok(());
                };
                seen.set(seen.get() + 1);
                let last = path.states[path.states.len() - 1];
                assert_eq!(path.mark(MarkKind::Impact), Some(last));
                assert_eq!((last.time_s, last.speed_m_per_s), (impact.time_s, impact.speed_m_per_s));
                near(last.altitude_m, 0.0, PATH_END_M, "height of the impact");
                let ground = GroundState { below: impact_point.site, altitude_m: 0.0, ..last };
                near(apart_m(position(&globe, &last), position(&globe, &ground)), 0.0, PATH_END_M, "impact");
                if let (Some(apogee), Some(apogee_m)) = (path.mark(MarkKind::Apogee), end.apogee_altitude_m) {
                    let height_m = PATH_END_M + GEODETIC_HEIGHT_RELATIVE * apogee_m;
                    near(apogee.altitude_m, apogee_m, height_m, "apogee");
                    // Over the ellipsoid the point farthest from the centre, the apogee, is not
                    // exactly the highest.
                    let is_highest = |state: &GroundState| state.altitude_m <= apogee.altitude_m + height_m;
                    assert!(is_oblate || path.states.iter().all(is_highest));
                }
                if let (Some(burnout), Some(altitude_m)) = (path.last_burnout(), end.burnout_altitude_m) {
                    near(
                        burnout.altitude_m,
                        altitude_m,
                        PATH_END_M + GEODETIC_HEIGHT_RELATIVE * altitude_m,
                        "burnout",
                    );
                    assert_eq!(Some(burnout.speed_m_per_s), end.burnout_speed_m_per_s);
                }
                Ok(())
            },
        )
        .unwrap();
    assert!(seen.get() > 100, "only {} flights came down", seen.get());
}

/// Computes a point of a great circle from the spherical triangle of launch, point and pole.
fn along_a_great_circle(from: GeodeticPosition, azimuth_rad: f64, angle_rad: f64) -> [f64; 3] {
    let (sin, cos) = from.latitude_rad().sin_cos();
    let (sin_angle, cos_angle) = angle_rad.sin_cos();
    let z = sin * cos_angle + cos * sin_angle * azimuth_rad.cos();
    let (y, x) = (azimuth_rad.sin() * sin_angle, cos * cos_angle - sin * sin_angle * azimuth_rad.cos());
    let turned = from.longitude_rad() + y.atan2(x);
    [y.hypot(x) * turned.cos(), y.hypot(x) * turned.sin(), z]
}

#[test]
fn without_rotation_the_path_is_the_planar_flight_along_a_great_circle() {
    let vehicle = two_stage(60.0, 37.538_602_773);
    for (latitude, longitude, azimuth, kick) in [
        (40.0, 126.0, 75.0, 2e-3),
        (-90.0, 30.0, 200.0, 5e-3),
        (0.0, 180.0, 90.0, 1e-3),
        (67.0, -179.9, 350.0, 5e-4),
    ] {
        let steering = gravity_turn(kick);
        let from = site(latitude, longitude);
        let path = over(&vehicle, &steering, Globe::NON_ROTATING, from, azimuth).path(7.0).unwrap();
        let planar = flight(&vehicle, &steering, 1e-10).trajectory().unwrap();
        assert!(path.states.len() > 50);
        for state in &path.states {
            // The two end times differ by a rounding of the solver.
            let there = planar.state_at(state.time_s.min(planar.end_s())).unwrap();
            let what = format!("{latitude} {longitude} to {azimuth}, kick {kick}, {} s", state.time_s);
            near(state.altitude_m, there.altitude_m, PATH_PLANAR_M, &what);
            near(state.speed_m_per_s, there.speed_m_per_s, PATH_PLANAR_M_PER_S, &what);
            let circle = along_a_great_circle(from, azimuth.to_radians(), there.range_angle_rad);
            let place = position(&Globe::NON_ROTATING, &GroundState { altitude_m: 0.0, ..*state });
            near(apart_m(place, circle.map(|x| R * x)), 0.0, PATH_PLANAR_M, &what);
        }
        for kind in [MarkKind::Burnout { stage: 0 }, MarkKind::Burnout { stage: 1 }, MarkKind::Apogee] {
            let (here, there) = (path.mark(kind).unwrap(), planar.mark(kind).unwrap());
            near(here.time_s, there.time_s, PATH_PLANAR_M_PER_S, "time of a mark");
            near(here.altitude_m, there.altitude_m, PATH_PLANAR_M, "altitude of a mark");
        }
    }
}

#[test]
fn the_speed_is_that_of_the_position_and_free_flight_keeps_its_energy() {
    let (vehicle, steering) = (two_stage(60.0, 37.538_602_773), gravity_turn(2e-3));
    for globe in [Globe::ROTATING, Globe::WGS84] {
        for (latitude, azimuth) in [(40.0, 75.0), (0.0, 270.0), (-89.9, 180.0)] {
            let path = over(&vehicle, &steering, globe, site(latitude, 179.95), azimuth).path(0.1).unwrap();
            let what = format!("{latitude} to {azimuth} over {globe:?}");
            for pair in path.states.windows(2) {
                let chord_m = apart_m(position(&globe, &pair[0]), position(&globe, &pair[1]));
                let speed = 0.5 * (pair[0].speed_m_per_s + pair[1].speed_m_per_s);
                let apart_s = pair[1].time_s - pair[0].time_s;
                let rounding = POSITION_ROUNDING_M / apart_s;
                let falls = pair[1].time_s > path.mark(MarkKind::Apogee).unwrap().time_s;
                let bend =
                    if falls && pair[1].altitude_m < 120e3 { CHORD_IN_AIR_M_PER_S } else { CHORD_M_PER_S };
                near(chord_m / apart_s, speed, bend + rounding, &what);
            }
            if globe == Globe::ROTATING {
                // Jacobi's constant: v²/2 − (ω r cos φ)²/2 − μ/r.
                let free = path.states.iter().filter(|state| {
                    state.time_s >= path.last_burnout().unwrap().time_s && state.altitude_m > 120e3
                });
                let energies: Vec<f64> = free
                    .map(|state| {
                        let radius = R + state.altitude_m;
                        let ground = ROTATION_RATE_RAD_PER_S * radius * state.below.latitude_rad().cos();
                        0.5 * (state.speed_m_per_s.powi(2) - ground * ground) - MU / radius
                    })
                    .collect();
                assert!(energies.len() > 1_000);
                let (least, most) = energies
                    .iter()
                    .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), e| (low.min(*e), high.max(*e)));
                assert!((most - least) / most.abs() < JACOBI_RELATIVE, "{what}: {least} to {most}");
            }
        }
    }
}

/// The fit in an azimuth finds thrust and kick; the fit toward the bearing of that impact finds the
/// azimuth as well, and the same flight.
#[test]
fn a_loft_in_an_azimuth_is_the_loft_toward_its_impact() {
    for (apogee_km, range_km, azimuth_deg, latitude) in [
        (2_802.0, 933.0, 75.0, 40.0),
        (2_802.0, 933.0, 270.0, 40.0),
        (6_248.5, 1_090.0, 0.0, 39.2),
        (4_475.0, 950.0, 359.0, -33.0),
        (535.0, 510.0, 75.0, 90.0),
    ] {
        for globe in GLOBES {
            let ground = loft_over(globe, (apogee_km, range_km), latitude, f64::NAN);
            let unreported = slow_nominal();
            let azimuth_rad = f64::to_radians(azimuth_deg);
            let given = fit_in_azimuth(&unreported, ground, azimuth_rad, 1e-9).unwrap();
            let impact_point = given.end.impact_point.unwrap();
            let what = format!("{apogee_km} {range_km} in {azimuth_deg} over {globe:?}");
            assert_eq!(given.azimuth_rad, azimuth_rad);
            goes_as_far(&given.end, ground.loft, FITTED_OVER_GROUND_M, &what);
            let toward = LoftOverGround { bearing_rad: impact_point.bearing_rad, ..ground };
            let found = fit_over_ground(&unreported, toward, 1e-9).unwrap();
            near(turned_rad(found.azimuth_rad, azimuth_rad), 0.0, AZIMUTH_FOUND_RAD, &what);
        }
    }
}

#[test]
fn flights_that_cannot_be_flown_or_recorded_are_refused() {
    let (vehicle, steering) = (two_stage(60.0, 37.538_602_773), gravity_turn(2e-3));
    let flight = over(&vehicle, &steering, Globe::ROTATING, site(40.0, 126.0), 75.0);
    for step_s in [f64::NAN, 0.0, -1.0, 0.09, 601.0, f64::INFINITY] {
        let message = flight.path(step_s).unwrap_err().to_string();
        assert!(message.contains("from 0.1 to 600"), "{message}");
    }
    let turned = over(&vehicle, &steering, Globe::ROTATING, site(40.0, 126.0), f64::NAN);
    assert!(turned.path(1.0).unwrap_err().to_string().contains("the azimuth in rad is NaN"));
    // The Earth rotates by 880 km under a flight to 6,248.5 km from 39.2 N.
    let ground = |ground_range_m: f64| LoftOverGround {
        loft: Loft { apogee_altitude_m: 6_248.5e3, ground_range_m },
        bearing_rad: 0.0,
        site: site(39.2, 125.7),
        globe: Globe::ROTATING,
    };
    let error = ground(500e3).bearing_of_ascent_rad(1.3).unwrap_err();
    let Error::AzimuthUnreachable { drift_km, .. } = error else { panic!("{error}") };
    assert!((860.0..900.0).contains(&drift_km), "{drift_km}");
    for azimuth in 0..36 {
        let azimuth_rad = f64::from(10 * azimuth).to_radians();
        let bearing = ground(1.05e3 * drift_km).bearing_of_ascent_rad(azimuth_rad).unwrap();
        assert!(bearing.is_finite(), "{azimuth_rad}");
    }
    assert!(ground(1_090e3).bearing_of_ascent_rad(f64::NAN).is_err());
}
