//! Places, comparisons and flights of the tests of the turning Earth.
// Each test crate uses its own part of this file.
#![allow(dead_code)]

use std::f64::consts::{PI, TAU};

use lofted::Loft;
use lofted::LoftOverGround;
use lofted::Unreported;
use lofted::physics::flight::{GlobeFlight, GlobeFlightEnd, Turn};
use lofted::physics::globe::{Degrees, GeodeticPosition, Globe};
use lofted::physics::steering::Steering;
use lofted::physics::vehicle::Vehicle;

pub fn site(latitude_deg: f64, longitude_deg: f64) -> GeodeticPosition {
    GeodeticPosition::new(Degrees { latitude_deg, longitude_deg }).unwrap()
}

#[track_caller]
pub fn near(got: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((got - expected).abs() <= tolerance, "{what}: {got}, expected {expected} within {tolerance}");
}

/// How far an angle is turned from another, the shorter way, rad.
pub fn turned_rad(to_rad: f64, from_rad: f64) -> f64 {
    (to_rad - from_rad + PI).rem_euclid(TAU) - PI
}

/// The Earths on which lofts are fitted.
pub const GLOBES: [Globe; 3] = [Globe::NON_ROTATING, Globe::ROTATING, Globe::WGS84];

/// A loft that is fitted, in km and deg, from beside the antimeridian.
pub fn loft_over(
    globe: Globe,
    (apogee_km, range_km): (f64, f64),
    latitude_deg: f64,
    bearing_deg: f64,
) -> LoftOverGround {
    LoftOverGround {
        loft: Loft { apogee_altitude_m: 1e3 * apogee_km, ground_range_m: 1e3 * range_km },
        bearing_rad: bearing_deg.to_radians(),
        site: site(latitude_deg, -179.99),
        globe,
    }
}

/// The vehicle that such lofts are fitted with.
pub fn slow_nominal() -> Unreported {
    Unreported::nominal(240.0).unwrap()
}

/// A flight goes as high and as far as a loft.
#[track_caller]
pub fn goes_as_far(end: &GlobeFlightEnd, loft: Loft, tolerance_m: f64, what: &str) {
    near(end.apogee_altitude_m.unwrap(), loft.apogee_altitude_m, tolerance_m, what);
    near(end.impact_point.unwrap().ground_range_m, loft.ground_range_m, tolerance_m, what);
}

pub const AT_39_9: (f64, f64) = (39.9, 125.0);

pub fn over<'a>(
    vehicle: &'a Vehicle,
    steering: &'a Steering,
    globe: Globe,
    from: GeodeticPosition,
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
