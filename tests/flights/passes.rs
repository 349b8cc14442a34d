//! Passes through the upper air.

use lofted::physics::earth::Sphere;
use lofted::physics::flight::{Outcome, fall};
use lofted::physics::kepler::unequal::Burnout;

/// Returns the outcome of a body at the apogee of an orbit, at 600 km, that passes 112 km above the
/// surface, for its ballistic coefficient, kg/m².
fn outcome(ballistic_coefficient_kg_per_m2: f64) -> Outcome {
    let sphere = Sphere::MEAN;
    let radius_m = sphere.radius_m() + 600e3;
    let semi_major_axis_m = sphere.radius_m() + 0.5 * (600e3 + 112e3);
    let mu = sphere.gravitational_parameter_m3_per_s2();
    let speed_m_per_s = (mu * (2.0 / radius_m - 1.0 / semi_major_axis_m)).sqrt();
    let from = Burnout { radius_m, speed_m_per_s, flight_path_angle_rad: 0.0 };
    fall(from, ballistic_coefficient_kg_per_m2, sphere, 1e-8).unwrap()
}

/// METHODS: twenty passes through the air that do not bring a body down are an orbit. Passes that
/// nobody counted would go on for two days, to another outcome; a body that the air brakes comes
/// down.
#[test]
fn twenty_passes_through_the_air_are_an_orbit() {
    match outcome(1e5) {
        Outcome::Orbit { perigee_altitude_m, .. } => {
            assert!((100e3..120e3).contains(&perigee_altitude_m), "{perigee_altitude_m}");
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(outcome(20.0), Outcome::Impact(_)), "{:?}", outcome(20.0));
}
