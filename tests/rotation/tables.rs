//! The rotating Earth and its oblateness against tables of an independent program, each to its
//! digits.

use std::f64::consts::PI;

use crate::common::globe::{AT_39_9, near, site};
use crate::common::tolerance::{
    GROUND_ARC_M, GROUND_ARC_RAD, GROUND_ARC_S, GROUND_SPEED_DIGITS_M_PER_S, J2_TABLE_DIGITS,
    RANGE_AS_STATED_KM, SECOND_AS_STATED, TENTH_OF_A_SECOND, WHOLE_AS_STATED,
};
use lofted::physics::earth::{GRAVITATIONAL_PARAMETER_M3_PER_S2 as MU, MEAN_RADIUS_M as R};
use lofted::physics::flight::{Outcome, free_flight_over_ground};
use lofted::physics::globe::{Globe, LaunchSite};
use lofted::physics::kepler::rotating::{
    LaunchVelocity, ObservedOverGround, ground_arc, launch_velocity, maximum_range_ground_arc,
};
use lofted::{Method, Model, Observation, Verdict, consistency, consistency_over_ground, estimate};

/// Apogee and ground range, speed relative to the ground (km/s), and time over the rotating Earth
/// less that over a non-rotating one (s) are those of an independent program to the digits it
/// prints. Launch at 39.9 N, the impact 75 degrees from north.
#[test]
fn lofts_over_the_rotating_ground_are_those_of_the_table() {
    let launch = site(AT_39_9.0, AT_39_9.1);
    for (apogee_km, range_km, non_rotating_km_per_s, rotating_km_per_s, later_s) in [
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
        let non_rotating = launch_velocity(observed, launch, &Globe::NON_ROTATING).unwrap();
        let rotating = launch_velocity(observed, launch, &Globe::ROTATING).unwrap();
        let (non_rotating, non_rotating_s) = (non_rotating.launch, non_rotating.flight_time_s);
        let (rotating, rotating_s) = (rotating.launch, rotating.flight_time_s);
        near(
            non_rotating.speed_m_per_s,
            1e3 * non_rotating_km_per_s,
            GROUND_SPEED_DIGITS_M_PER_S,
            "non-rotating speed",
        );
        near(
            rotating.speed_m_per_s,
            1e3 * rotating_km_per_s,
            GROUND_SPEED_DIGITS_M_PER_S,
            "speed over the ground",
        );
        near(rotating_s - non_rotating_s, later_s, SECOND_AS_STATED, "time");
        // The arc gives the speed back.
        let arc = ground_arc(rotating, launch, &Globe::ROTATING).unwrap();
        near(arc.apogee_altitude_m, observed.apogee_altitude_m, GROUND_ARC_M, "apogee");
        near(arc.impact_point.ground_range_m, observed.ground_range_m, GROUND_ARC_M, "range");
        near(arc.impact_point.bearing_rad, observed.bearing_rad, GROUND_ARC_RAD, "bearing");
        near(arc.flight_time_s, rotating_s, GROUND_ARC_S, "time back");
    }
    let at = launch_velocity(
        ObservedOverGround {
            apogee_altitude_m: 2_802e3,
            ground_range_m: 933e3,
            bearing_rad: 75f64.to_radians(),
        },
        launch,
        &Globe::NON_ROTATING,
    )
    .unwrap()
    .launch;
    near(
        ground_arc(at, launch, &Globe::NON_ROTATING).unwrap().flight_time_s,
        2_065.5,
        TENTH_OF_A_SECOND,
        "non-rotating time",
    );
}

/// The decrease of the Kepler range, km, is that of the same program.
#[test]
fn the_kepler_range_falls_as_in_the_table() {
    for (apogee_km, range_km, falls_km) in
        [(2_802.0, 933.0, 53.0), (3_724.9, 998.0, 90.0), (4_475.0, 950.0, 134.0), (535.0, 510.0, 6.0)]
    {
        let observation =
            Observation::builder().apogee_km(apogee_km).ground_range_km(range_km).build().unwrap();
        let launch = LaunchSite::from_site(site(AT_39_9.0, AT_39_9.1)).with_bearing_deg(75.0).unwrap();
        let model = Model::default().with_method(Method::Kepler);
        let non_rotating = estimate(&observation, &model).unwrap().range_km().unwrap();
        let rotating = estimate(&observation, &model.with_launch_site(launch)).unwrap().range_km().unwrap();
        near(non_rotating - rotating, falls_km, RANGE_AS_STATED_KM, "fall of the Kepler range");
    }
}

/// The greatest ranges of two speeds by azimuth of the velocity relative to the ground, without a
/// boost, are those of the same program.
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
            let arc =
                maximum_range_ground_arc(speed_m_per_s, azimuth_deg.to_radians(), launch, &Globe::ROTATING)
                    .unwrap()
                    .unwrap()
                    .arc;
            near(
                arc.impact_point.ground_range_m / 1e3,
                *range_km,
                RANGE_AS_STATED_KM,
                &format!("{speed_m_per_s} m/s to {azimuth_deg}"),
            );
        }
    }
}

/// The surplus of the public flights over the rotating Earth, s, is that of the same program.
#[test]
fn the_surplus_over_the_rotating_earth_is_that_of_the_table() {
    let launch = LaunchSite::from_site(site(AT_39_9.0, AT_39_9.1)).with_bearing_deg(75.0).unwrap();
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
        near(found.surplus_s.unwrap().value, surplus_s, SECOND_AS_STATED, "surplus");
        assert_eq!(found.verdict, verdict, "{observation}");
        // Without a known bearing: the quickest direction, and the text of the reasons.
        let anywhere = consistency_over_ground(&observation, LaunchSite::from_site(launch.site())).unwrap();
        assert!(anywhere.surplus_s.unwrap().value >= found.surplus_s.unwrap().value);
        assert!(
            anywhere.reasons.iter().any(|reason| reason.contains("in the direction in which it is quickest"))
        );
        assert_eq!(consistency(&observation).unwrap().rectilinear_time_s, found.rectilinear_time_s);
    }
}

/// The changes by J2 of a flight with the same velocity at the ground, over a non-rotating sphere,
/// are those of an independent program to its digits.
#[test]
fn the_oblateness_changes_a_flight_as_in_the_table() {
    let throw = |latitude: f64, launch: LaunchVelocity| {
        let from = site(latitude, 125.0);
        let [without, with] = [Globe::NON_ROTATING, Globe::NON_ROTATING.with_j2()].map(|globe| {
            let end = free_flight_over_ground(launch, from, globe).unwrap();
            let Outcome::Impact(impact) = end.outcome else { panic!() };
            (end.impact_point.unwrap(), impact.time_s, end.apogee_altitude_m.unwrap())
        });
        let shift_km = Globe::NON_ROTATING.ground_range_m(without.0.site, with.0.site) / 1e3;
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
        launch_velocity(observed, site(AT_39_9.0, AT_39_9.1), &Globe::NON_ROTATING).unwrap().launch
    };
    // Minimum energy: elevation (π − Ψ)/4, Q = 2 s/(1 + s), s = sin(Ψ/2).
    let minimum_energy = |range_km: f64, azimuth_deg: f64| {
        let psi = 1e3 * range_km / R;
        let s = (0.5 * psi).sin();
        LaunchVelocity {
            speed_m_per_s: (2.0 * s / (1.0 + s) * MU / R).sqrt(),
            elevation_rad: 0.25 * (PI - psi),
            azimuth_rad: azimuth_deg.to_radians(),
        }
    };
    // Range km, time s, apogee km, and the distance between the impacts, km. The table says 40 N
    // for 39.9.
    for (what, (range_km, time_s, apogee_km, apart_km), expected) in [
        ("2,802 and 933 km", throw(39.9, loft(2_802.0, 933.0, 75.0)), (-1.9, 0.9, 1.1, 10.0)),
        ("6,700 km NE", throw(39.9, minimum_energy(6_700.0, 45.0)), (1.4, 1.6, 1.1, 8.0)),
        ("6,650 km up", throw(39.9, loft(6_650.0, 1_001.2, 75.0)), (-2.8, 2.1, 3.0, 14.0)),
    ] {
        near(range_km, expected.0, J2_TABLE_DIGITS, what);
        near(time_s, expected.1, J2_TABLE_DIGITS, what);
        near(apogee_km, expected.2, J2_TABLE_DIGITS, what);
        near(apart_km, expected.3, WHOLE_AS_STATED, what);
    }
    let all = (0..24).map(|i| throw(39.9, loft(2_802.0, 933.0, 15.0 * f64::from(i))).0);
    let (least, most) =
        all.fold((0.0_f64, 0.0_f64), |(least, most), change| (least.min(change), most.max(change)));
    near(least, -9.8, J2_TABLE_DIGITS, "the least change of range");
    near(most, 10.0, J2_TABLE_DIGITS, "the greatest change of range");
    // 10,000 km from the equator: -28 km, -5 to -7 s, -5 km.
    let (mut quickest, mut slowest) = (0.0_f64, -10.0_f64);
    for azimuth in [0.0, 45.0, 90.0] {
        let (range_km, time_s, apogee_km, apart_km) = throw(0.0, minimum_energy(10_000.0, azimuth));
        near(range_km, -28.0, RANGE_AS_STATED_KM, "10,000 km");
        near(apogee_km, -5.0, WHOLE_AS_STATED, "10,000 km, apogee");
        near(apart_km, 28.0, RANGE_AS_STATED_KM, "10,000 km, apart");
        (quickest, slowest) = (quickest.min(time_s), slowest.max(time_s));
    }
    near(quickest, -7.0, WHOLE_AS_STATED, "the quickest");
    near(slowest, -5.0, WHOLE_AS_STATED, "the slowest");
}
