//! Positions, comparisons and flights for the tests of the rotating Earth.

use std::f64::consts::{PI, TAU};

use lofted::Loft;
use lofted::LoftOverGround;
use lofted::Unreported;
use lofted::physics::flight::{GlobeFlight, GlobeFlightEnd, Turn};
use lofted::physics::globe::{Degrees, GeodeticPosition, Globe};
use lofted::physics::steering::Steering;
use lofted::physics::vehicle::Vehicle;

/// Returns the position of the given latitude and longitude, deg.
pub fn site(latitude_deg: f64, longitude_deg: f64) -> GeodeticPosition {
    GeodeticPosition::new(Degrees { latitude_deg, longitude_deg }).unwrap()
}

/// Checks that a number differs from the expected one by no more than the tolerance.
#[track_caller]
pub fn near(got: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((got - expected).abs() <= tolerance, "{what}: {got}, expected {expected} within {tolerance}");
}

/// Computes the difference of two angles along the shorter arc, rad.
pub fn turned_rad(to_rad: f64, from_rad: f64) -> f64 {
    (to_rad - from_rad + PI).rem_euclid(TAU) - PI
}

/// The Earths on which lofts are fitted.
pub const GLOBES: [Globe; 3] = [Globe::NON_ROTATING, Globe::ROTATING, Globe::WGS84];

/// Returns a target loft, given in km and deg, from a site beside the antimeridian.
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

/// Returns the nominal vehicle with a burn time of 240 s, with which these lofts are fitted.
pub fn slow_nominal() -> Unreported {
    Unreported::nominal(240.0).unwrap()
}

/// Checks that a flight has the apogee and the ground range of a loft.
#[track_caller]
pub fn goes_as_far(end: &GlobeFlightEnd, loft: Loft, tolerance_m: f64, what: &str) {
    near(end.apogee_altitude_m.unwrap(), loft.apogee_altitude_m, tolerance_m, what);
    near(end.impact_point.unwrap().ground_range_m, loft.ground_range_m, tolerance_m, what);
}

/// A launch site at 39.9° north: latitude and longitude, deg.
pub const AT_39_9: (f64, f64) = (39.9, 125.0);

/// Returns a flight over a globe in air, from a position at an azimuth, at a tolerance of 1e-10.
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
