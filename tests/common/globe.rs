//! Places, comparisons and flights of the tests of the turning Earth.
// Each test crate uses its own part of this file.
#![allow(dead_code)]

use lofted::physics::flight::{GlobeFlight, Turn};
use lofted::physics::globe::{Degrees, Globe, Site};
use lofted::physics::steering::Steering;
use lofted::physics::vehicle::Vehicle;
use proptest::prelude::ProptestConfig;
use proptest::test_runner::{RngSeed, TestRunner};

pub fn site(latitude_deg: f64, longitude_deg: f64) -> Site {
    Site::new(Degrees { latitude_deg, longitude_deg }).unwrap()
}

#[track_caller]
pub fn near(got: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((got - expected).abs() <= tolerance, "{what}: {got}, expected {expected} within {tolerance}");
}

pub fn runner(cases: u32) -> TestRunner {
    TestRunner::new(ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(20_170_728),
        failure_persistence: None,
        ..ProptestConfig::default()
    })
}

pub const AT_39_9: (f64, f64) = (39.9, 125.0);

pub fn over<'a>(
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
