//! The rungs: the result of each for each pair of figures, and the inputs that it refuses.

use std::f64::consts::PI;

use crate::common::tolerance::{CLOSED_FORM_RELATIVE, RANGE_AS_STATED_KM, TENTHS_AS_STATED};
use approx::assert_relative_eq;
use lofted::Basis;
use lofted::physics::kepler::unequal::{Burnout, free_flight};
use lofted::{Error, Method, Model, Observation, Reach, estimate};

fn reach(method: Method, basis: Basis) -> Result<Reach, Error> {
    crate::common::methods::working(method, basis, &Model::default()).map(|working| working.reach())
}

fn range_km(method: Method, basis: Basis) -> f64 {
    reach(method, basis).unwrap().range_km().unwrap()
}

/// Vandenberg to Kwajalein, 6,759 km in about 30 min.
#[test]
fn every_rung_answers_from_ground_range_and_time() {
    let basis = Basis::RangeAndTime { ground_range_m: 6_759e3, flight_time_s: 1_800.0 };
    // An apogee of g T²/8 = 3,971.7 km, and twice that range.
    assert_relative_eq!(
        range_km(Method::Flat, basis),
        2.0 * 9.806_65 * 1.8 * 1.8e3 / 8.0,
        max_relative = CLOSED_FORM_RELATIVE
    );
    assert!((range_km(Method::Kepler, basis) - 7_087.0).abs() <= RANGE_AS_STATED_KM);
    assert!((range_km(Method::AnalyticBoost, basis) - 7_163.0).abs() <= RANGE_AS_STATED_KM);
}

/// By energy alone the threshold of global reach is h = R cos(L/2): 6,351.4 km at 1,000 km of
/// ground range.
#[test]
fn global_reach_begins_at_the_threshold_of_energy() {
    let kepler = |apogee_km: f64| {
        reach(
            Method::Kepler,
            Basis::ApogeeAndRange { apogee_altitude_m: apogee_km * 1e3, ground_range_m: 1e6 },
        )
        .unwrap()
    };
    let threshold_km = 6_371.008_8 * (1_000.0 / 6_371.008_8 / 2.0_f64).cos();
    assert!((threshold_km - 6_351.4).abs() < TENTHS_AS_STATED);
    assert_eq!(kepler(threshold_km * (1.0 + 1e-12)), Reach::Global);
    let just_below = kepler(threshold_km * (1.0 - 1e-6)).range_km().unwrap();
    assert!(just_below > 19_900.0 && just_below < PI * 6_371.008_8, "{just_below}");
}

#[test]
fn numbers_that_no_flight_has_are_refused_by_every_rung() {
    let good = Basis::ApogeeAndRange { apogee_altitude_m: 1e6, ground_range_m: 1e6 };
    // The posterior starts from an observation, which is checked when it is built.
    for method in Method::ALL.into_iter().filter(|method| *method != Method::Flown) {
        assert!(reach(method, good).is_ok());
        for bad in [f64::NAN, f64::INFINITY, -1e5] {
            for basis in [
                Basis::ApogeeAndRange { apogee_altitude_m: bad, ground_range_m: 1e6 },
                Basis::ApogeeAndRange { apogee_altitude_m: 1e6, ground_range_m: bad },
                Basis::RangeAndTime { ground_range_m: bad, flight_time_s: 1e3 },
                Basis::RangeAndTime { ground_range_m: 1e6, flight_time_s: bad },
            ] {
                assert!(
                    matches!(reach(method, basis), Err(Error::OutsideDomain { .. })),
                    "{method} {basis:?}"
                );
            }
        }
    }
}

#[test]
fn a_flight_quicker_than_the_first_guess_is_still_found() {
    let observation = Observation::builder().ground_range_km(876.0).flight_time_s(380.0).build().unwrap();
    assert!(estimate(&observation, &Model::default()).unwrap().range_km().is_some());
}

#[test]
fn rungs_above_the_chosen_one_are_not_computed() {
    let observation = Observation::builder().apogee_km(2_802.0).ground_range_km(933.0).build().unwrap();
    for (method, rungs) in [(Method::Flat, 1), (Method::Kepler, 2), (Method::AnalyticBoost, 3)] {
        let estimate = estimate(&observation, &Model::default().with_method(method)).unwrap();
        assert_eq!(estimate.ladder.len(), rungs);
        assert_eq!(estimate.reach, estimate.ladder[rungs - 1].reach().ok());
    }
}

/// A horizontal burnout at perigee comes down to the semi-major axis after three quarters of a
/// revolution, at η = 3π/2 of the ellipse.
#[test]
fn a_radius_is_met_at_the_right_quarter_of_the_ellipse() {
    for q in [1.000_488_2_f64, 1.1, 1.5, 1.9] {
        let (a, e) = (1.0 / (2.0 - q), q - 1.0);
        let burnout = Burnout { radius_m: 1.0, speed_m_per_s: q.sqrt(), flight_path_angle_rad: 0.0 };
        let flight = free_flight(burnout, a, 1.0).unwrap();
        let expected = a.powf(1.5) * (1.5 * PI + e);
        assert_relative_eq!(flight.flight_time_s, expected, max_relative = 1e3 * CLOSED_FORM_RELATIVE);
    }
    // Already descending below the impact radius: it will not come down to it.
    let burnout = Burnout { radius_m: 6_571e3, speed_m_per_s: 7_500.0, flight_path_angle_rad: -0.1 };
    assert!(matches!(free_flight(burnout, 6_600e3, 3.986_004_418e14), Err(Error::NeverComesDown { .. })));
}

/// An assumed ground range has the small effect that DESIGN states.
#[test]
fn an_assumed_ground_range_matters_little() {
    for (ratio, expected_km) in [(0.0, 5_803.0), (1.0 / 3.0, 5_865.0), (2.0 / 3.0, 6_050.0)] {
        let basis = Basis::ApogeeAndRange { apogee_altitude_m: 2_802e3, ground_range_m: ratio * 2_802e3 };
        assert!((range_km(Method::Kepler, basis) - expected_km).abs() <= RANGE_AS_STATED_KM, "{ratio}");
    }
}

/// The posterior is a rung like the others: the last one, with its median, and its working is the
/// posterior itself.
#[test]
fn the_posterior_is_a_rung() {
    let observation = Observation::builder()
        .apogee_km(2_802.0)
        .ground_range_km(930.0)
        .flight_time_min(37.0)
        .build()
        .unwrap();
    let found = estimate(&observation, &Model::default().with_draws(64).unwrap()).unwrap();
    let methods: Vec<Method> = found.ladder.iter().map(|rung| rung.method).collect();
    assert_eq!(methods, Method::ALL);
    assert_eq!(found.ladder.last().unwrap().reach().ok(), found.reach);
    assert_eq!(found.posterior().map(|posterior| posterior.reach.median), found.reach);
}
