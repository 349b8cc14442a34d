//! The ten numbers on which the README and VALIDATION rest, against an independent derivation in
//! another language by other methods (`tests/data/generate/ten.py`).

use crate::common::tables::{number, rows};
use crate::common::tolerance::{
    REDERIVED_BOOST_KM, REDERIVED_FLOWN_KM, REDERIVED_KEPLER_KM, REDERIVED_TIME_S,
};
use lofted::physics::earth::Sphere;
use lofted::physics::kepler::observed::rectilinear_time_s;
use lofted::{Consistency, Method, Model, Observation, Reported, consistency, estimate};

/// Builds the observation of the figures as printed.
fn july_4(ground_range_km: f64, flight_time_min: f64) -> Observation {
    report(2_802.0, ground_range_km, Reported::min(flight_time_min))
}

fn report(apogee_km: f64, ground_range_km: f64, flight_time: Reported) -> Observation {
    let figures = Observation::builder().apogee_km(apogee_km).ground_range_km(ground_range_km);
    figures.flight_time(flight_time).build().unwrap()
}

fn checked(observation: Observation) -> Consistency {
    consistency(&observation).unwrap()
}

fn surplus_s(observation: Observation) -> f64 {
    checked(observation).surplus_s.unwrap().value
}

fn range_km(observation: Observation, method: Method) -> f64 {
    estimate(&observation, &Model::default().with_method(method)).unwrap().range_km().unwrap()
}

#[test]
fn the_ten_numbers_are_those_of_the_second_derivation() {
    let rival = report(535.0, 510.0, Reported::min(14.0));
    let (lowest_m, longest_s) = (6_248e3, 4_052.5);
    let ours = [
        (checked(july_4(933.0, 39.0)).free_flight_time_s.unwrap(), REDERIVED_TIME_S),
        (surplus_s(july_4(933.0, 39.0)), REDERIVED_TIME_S),
        (surplus_s(july_4(930.0, 37.0)), REDERIVED_TIME_S),
        (rectilinear_time_s(lowest_m, Sphere::MEAN).unwrap() - longest_s, REDERIVED_TIME_S),
        (range_km(july_4(933.0, 39.0), Method::Kepler), REDERIVED_KEPLER_KM),
        (range_km(rival, Method::Kepler), REDERIVED_KEPLER_KM),
        (range_km(july_4(933.0, 39.0), Method::AnalyticBoost), REDERIVED_BOOST_KM),
        (range_km(rival, Method::AnalyticBoost), REDERIVED_BOOST_KM),
        (range_km(july_4(930.0, 37.0), Method::FlownNominal), REDERIVED_FLOWN_KM),
        (range_km(july_4(933.0, 39.0), Method::FlownNominal), REDERIVED_FLOWN_KM),
    ];
    let theirs = rows("ten.csv");
    assert_eq!(theirs.len(), ours.len());
    for (row, (got, tolerance)) in theirs.iter().zip(ours) {
        let (name, unit, expected) = (&row["number"], &row["unit"], number(row, "value"));
        println!("{name}: {got:.4} {unit}, derived again {expected:.4}");
        assert!((got - expected).abs() <= tolerance, "{name}: {got}, derived again {expected} {unit}");
    }
}
