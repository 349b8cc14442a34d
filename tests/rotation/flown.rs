//! Flights over the rotating Earth against the planar flight and each other: no rotation,
//! neighbours, the antipode, fits and turns.

use std::f64::consts::PI;

use crate::common::globe::{GLOBES, goes_as_far, loft_over, near, over, site, slow_nominal, turned_rad};
use crate::common::random_vehicles::{steerings, vehicles};
use crate::common::seeded::{SEED_OVER_GROUND, runner};
use crate::common::tolerance::{
    ELSEWHERE_DEG, ELSEWHERE_M, FITTED_OVER_GROUND_M, HALF_CIRCUMFERENCE_RELATIVE, HUNDREDS_AS_STATED,
    MIRRORED_DEG, NEIGHBOURS_RELATIVE, NON_ROTATING_BEARING_RAD, NON_ROTATING_FIT_M_PER_S,
    NON_ROTATING_FIT_S, NON_ROTATING_M, SURPLUS_KEPT_S, TENTHS_AS_STATED, TURN_OR_PROGRAMME,
};
use crate::common::vehicles::{flight, gravity_turn, two_stage};
use lofted::numerics::maximum::{MaximumSearch, maximum};
use lofted::physics::earth::{MEAN_RADIUS_M as R, Sphere};
use lofted::physics::flight::{GlobeFlight, Outcome, Turn};
use lofted::physics::globe::Globe;
use lofted::physics::kepler::observed::{Observed, arc};
use lofted::physics::kepler::rotating::{ObservedOverGround, launch_velocity};
use lofted::{fit, fit_over_ground};
use proptest::prelude::*;

#[test]
fn without_rotation_it_is_the_planar_flight() {
    let places = (-90.0..=90.0_f64, -180.0..=180.0_f64, 0.0..360.0_f64, any::<bool>());
    let seen = std::cell::Cell::new(0);
    runner(150, SEED_OVER_GROUND)
        .run(
            &(vehicles(), steerings(), places),
            |(vehicle, steering, (latitude, longitude, azimuth, to_the_letter))| {
                {
                    // A flight that the planar integration refuses is refused here as well.
                    let planar = flight(&vehicle, &steering, 1e-10).fly();
                    let Ok(planar) = planar else { return Ok(()) };
                    let turn = if to_the_letter { Turn::AlongVelocity } else { Turn::Programmed };
                    let from = site(latitude, longitude);
                    let solid =
                        GlobeFlight { turn, ..over(&vehicle, &steering, Globe::NON_ROTATING, from, azimuth) }
                            .fly()
                            .unwrap();
                    match (planar.outcome, solid.outcome) {
                        (Outcome::Impact(planar), Outcome::Impact(impact)) => {
                            let apart_m = R * (planar.range_angle_rad - impact.range_angle_rad).abs();
                            assert!(apart_m < NON_ROTATING_M, "{apart_m} m apart: {vehicle:?} {steering:?}");
                            let impact_point = solid.impact_point.unwrap();
                            if planar.range_angle_rad > 0.01
                                && planar.range_angle_rad < 3.1
                                && latitude.abs() < 89.0
                            {
                                let ground_m = R * planar.range_angle_rad;
                                near(impact_point.ground_range_m, ground_m, NON_ROTATING_M, "range");
                                let turned = turned_rad(impact_point.bearing_rad, azimuth.to_radians());
                                near(turned, 0.0, NON_ROTATING_BEARING_RAD, "bearing");
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

/// Flights that differ little in azimuth and site land beside each other, mirrored flights land
/// mirrored, and nothing is NaN.
#[test]
fn impacts_are_continuous_in_azimuth_and_site() {
    // A flight of 6,700 km, and one that reaches most of the way to the antipode.
    let near_vehicle = two_stage(60.0, 37.538_602_773);
    let far_vehicle = two_stage(60.0, 43.0);
    let mut longest_km: f64 = 0.0;
    for (vehicle, steering) in [(&near_vehicle, gravity_turn(1.728e-2)), (&far_vehicle, gravity_turn(1.9e-2))]
    {
        for globe in [Globe::ROTATING, Globe::WGS84] {
            for latitude in [0.0, 40.0, -65.0, 89.999_999, 90.0, -90.0] {
                for longitude in [0.0, 179.999_999, 180.0, -180.0] {
                    let fly = |latitude: f64, longitude: f64, azimuth: f64| {
                        over(vehicle, &steering, globe, site(latitude, longitude), azimuth).fly().unwrap()
                    };
                    for azimuth in [0.0, 90.0, 180.0, 270.0, 360.0, 37.0] {
                        let here = fly(latitude, longitude, azimuth);
                        let impact_point = here.impact_point.unwrap();
                        assert!(
                            impact_point.ground_range_m.is_finite() && impact_point.bearing_rad.is_finite()
                        );
                        assert!(impact_point.site.longitude_deg().abs() <= 180.0);
                        longest_km = longest_km.max(impact_point.ground_range_m / 1e3);
                        let inward = if latitude > 0.0 { -1e-7 } else { 1e-7 };
                        for other in [
                            fly(latitude, longitude, azimuth + 1e-6),
                            fly(latitude, longitude, azimuth - 1e-6),
                            fly(latitude + inward, longitude, azimuth),
                        ] {
                            let there = other.impact_point.unwrap();
                            near(
                                there.ground_range_m,
                                impact_point.ground_range_m,
                                NEIGHBOURS_RELATIVE * impact_point.ground_range_m,
                                &format!("{globe:?} {latitude} {longitude} {azimuth}"),
                            );
                        }
                        // The impact relative to the launch does not depend on the longitude.
                        let moved = fly(latitude, 12.5, azimuth).impact_point.unwrap();
                        near(moved.ground_range_m, impact_point.ground_range_m, ELSEWHERE_M, "longitude");
                        let east = |to: f64, from: f64| (to - from + 540.0).rem_euclid(360.0) - 180.0;
                        let (a, b) = (
                            east(moved.site.longitude_deg(), 12.5),
                            east(impact_point.site.longitude_deg(), longitude),
                        );
                        assert!(east(a, b).abs() < ELSEWHERE_DEG, "{a} {b}");
                        // A flight in the southern hemisphere is the mirror image of one in the
                        // northern.
                        let mirrored = fly(-latitude, longitude, 180.0 - azimuth).impact_point.unwrap();
                        near(mirrored.ground_range_m, impact_point.ground_range_m, NON_ROTATING_M, "mirror");
                        assert!(
                            (mirrored.site.latitude_deg() + impact_point.site.latitude_deg()).abs()
                                < MIRRORED_DEG
                        );
                    }
                }
            }
        }
    }
    assert!(longest_km > 18_000.0, "nothing came near the antipode: {longest_km} km");
}

/// With increasing thrust a flight passes the antipode without a jump: its angle along the great
/// circle increases past π, and its range decreases from there.
#[test]
fn impacts_are_continuous_at_the_antipode() {
    let steering = gravity_turn(1.9e-2);
    for (latitude, azimuth) in [(0.0, 90.0), (0.0, 0.0), (40.0, 90.0), (40.0, 200.0), (90.0, 10.0)] {
        let mut before: Option<(f64, f64)> = None;
        let (mut passed, mut longest_m) = (false, 0.0_f64);
        for step in 0..600 {
            let vehicle = two_stage(60.0, 38.0 + 0.02 * f64::from(step));
            let end =
                over(&vehicle, &steering, Globe::ROTATING, site(latitude, 179.5), azimuth).fly().unwrap();
            let (Outcome::Impact(impact), Some(impact_point)) = (end.outcome, end.impact_point) else {
                break;
            };
            assert!(impact_point.ground_range_m.is_finite() && impact_point.bearing_rad.is_finite());
            assert!(impact_point.ground_range_m <= PI * R * (1.0 + HALF_CIRCUMFERENCE_RELATIVE));
            assert_eq!(impact.range_angle_rad, impact_point.downrange_angle_rad);
            if let Some((angle, range_m)) = before {
                let onward = impact_point.downrange_angle_rad - angle;
                assert!(
                    onward > 0.0 && onward < 0.6,
                    "{latitude} {azimuth}: {angle} to {}",
                    impact_point.downrange_angle_rad
                );
                // The ground distance between two neighbours is no greater than along both circles.
                assert!((impact_point.ground_range_m - range_m).abs() < 2.0 * R * onward + 1e5);
            }
            passed |= impact_point.downrange_angle_rad > PI;
            // Beyond that, flights graze the air and come down only because of it.
            if impact_point.downrange_angle_rad > 3.2 {
                break;
            }
            longest_m = longest_m.max(impact_point.ground_range_m);
            before = Some((impact_point.downrange_angle_rad, impact_point.ground_range_m));
        }
        assert!(passed, "{latitude} to {azimuth} does not get there");
        if latitude == 0.0 && azimuth == 0.0 {
            near(longest_m / 1e3, 17_800.0, HUNDREDS_AS_STATED, "northward from the equator");
            near((PI * R - longest_m) / 1e3, 2_200.0, HUNDREDS_AS_STATED, "beside the antipode");
        }
        // Eastward along the equator it passes the antipode itself; northward the Earth has rotated
        // under it.
        assert_eq!(
            longest_m > 19_900e3,
            azimuth == 90.0 && latitude == 0.0 || latitude == 90.0,
            "{longest_m}"
        );
    }
}

/// A loft fitted over the ground is reproduced when it is flown again, and without rotation it is
/// the planar fit.
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
        for globe in GLOBES {
            let ground = loft_over(globe, (apogee_km, range_km), latitude, bearing_deg);
            let (loft, from, unreported) = (ground.loft, ground.site, slow_nominal());
            let found = fit_over_ground(&unreported, ground, 1e-9).unwrap();
            let azimuth_deg = found.azimuth_rad.to_degrees();
            let end =
                over(&found.fitted.vehicle, &found.fitted.steering, globe, from, azimuth_deg).fly().unwrap();
            let impact_point = end.impact_point.unwrap();
            let what = format!("{apogee_km} {range_km} to {bearing_deg} over {globe:?}");
            goes_as_far(&end, loft, FITTED_OVER_GROUND_M, &what);
            let turned = turned_rad(impact_point.bearing_rad, ground.bearing_rad);
            near(turned * loft.ground_range_m, 0.0, FITTED_OVER_GROUND_M, &what);
            if globe == Globe::ROTATING {
                // The boost adds to the loft and to its time, and leaves the surplus unchanged.
                let observed = ObservedOverGround {
                    apogee_altitude_m: loft.apogee_altitude_m,
                    ground_range_m: loft.ground_range_m,
                    bearing_rad: ground.bearing_rad,
                };
                let surplus_s =
                    found.flight_time_s - launch_velocity(observed, from, &globe).unwrap().flight_time_s;
                let non_rotating = Observed {
                    apogee_altitude_m: found.fitted.apogee_altitude_m,
                    range_angle_rad: found.fitted.ground_range_m / R,
                };
                let non_rotating_s = arc(non_rotating, Sphere::MEAN).unwrap().flight_time_s;
                near(found.fitted.flight_time_s - non_rotating_s, surplus_s, SURPLUS_KEPT_S, &what);
            }
            if globe == Globe::NON_ROTATING {
                let planar = fit(&unreported, loft, Sphere::MEAN, 1e-9).unwrap();
                near(found.flight_time_s, planar.flight_time_s, NON_ROTATING_FIT_S, &what);
                let change = found.fitted.ideal_delta_v_m_per_s - planar.ideal_delta_v_m_per_s;
                near(change, 0.0, NON_ROTATING_FIT_M_PER_S, &what);
            }
        }
    }
}

/// The pitch programme of a gravity turn and the gravity turn that follows the velocity, each with
/// its best kick, have the same range except for the cost of steering against Coriolis. On the
/// ellipsoid no horizontal force acts on a vehicle at rest on the ground.
#[test]
fn the_programme_goes_as_far_as_the_turn() {
    let vehicle = two_stage(60.0, 37.538_602_773);
    let mut gains_per_cent = Vec::new();
    for azimuth in [0.0, 45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0] {
        let [programmed, along_velocity] = [Turn::Programmed, Turn::AlongVelocity].map(|turn| {
            let search =
                MaximumSearch { low: -5.5, high: -2.5, cells: 60, tolerance: 1e-4, max_evaluations: 60 };
            maximum(search, |ln_kick| {
                let steering = gravity_turn(ln_kick.exp());
                let flight = over(&vehicle, &steering, Globe::WGS84, site(40.0, 125.0), azimuth);
                let end = GlobeFlight { turn, tolerance: 1e-7, ..flight }.fly()?;
                Ok(end.impact_point.map_or(0.0, |impact_point| impact_point.ground_range_m))
            })
            .unwrap()
            .value
        });
        near(along_velocity / programmed, 1.0, TURN_OR_PROGRAMME, &format!("{azimuth}"));
        gains_per_cent.push((100.0 * (along_velocity / programmed - 1.0), azimuth));
    }
    // As METHODS has it: southward it loses the most, eastward it gains the most.
    gains_per_cent.sort_by(|a, b| a.0.total_cmp(&b.0));
    let [(least, to_least), .., (greatest, to_greatest)] = gains_per_cent[..] else { unreachable!() };
    near(least, -0.9, TENTHS_AS_STATED, "the least gain");
    near(greatest, 0.4, TENTHS_AS_STATED, "the greatest gain");
    assert_eq!((to_least, to_greatest), (180.0, 90.0), "{gains_per_cent:?}");
}

/// Flown along the velocity with its kick, the loft of 4 July 2017 comes down where the rotation
/// pushes it, whatever its azimuth: on the ellipsoid to the west, on the sphere, where a site at
/// rest is on a slope toward the equator, to the south-south-west. As METHODS has it.
#[test]
fn a_loft_along_the_velocity_comes_down_elsewhere() {
    let vehicle = two_stage(60.0, 37.538_602_773);
    let loft = gravity_turn(1.529_828_607e-3);
    for (globe, ranges_km, bearings_deg) in
        [(Globe::WGS84, [300.0, 2_100.0], 225.0..325.0), (Globe::ROTATING, [2_600.0, 4_100.0], 190.0..221.0)]
    {
        let mut found_km = [f64::INFINITY, 0.0];
        for azimuth in (0..360).step_by(10) {
            let flight = over(&vehicle, &loft, globe, site(39.9, 125.0), f64::from(azimuth));
            let end = GlobeFlight { turn: Turn::AlongVelocity, ..flight }.fly().unwrap();
            let impact_point = end.impact_point.unwrap();
            let bearing_deg = impact_point.bearing_rad.to_degrees().rem_euclid(360.0);
            assert!(bearings_deg.contains(&bearing_deg), "{azimuth} over {globe:?}: to {bearing_deg}");
            let range_km = impact_point.ground_range_m / 1e3;
            found_km = [range_km.min(found_km[0]), range_km.max(found_km[1])];
            let held = flight.fly().unwrap().impact_point.unwrap();
            assert!(held.ground_range_m < 1_300e3);
        }
        for (found_km, stated_km) in found_km.into_iter().zip(ranges_km) {
            near(found_km, stated_km, HUNDREDS_AS_STATED, &format!("{globe:?}"));
        }
    }
}
