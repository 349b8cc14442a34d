//! Properties of the methods that integrate trajectories, over strata of lofts; each is asserted
//! where physics requires it.

use crate::common::random::Random;
use crate::common::tolerance::{NO_DRAG_KM, SMALL_DRAG_KM, UNITS_KM};
use lofted::Basis;
use lofted::Loft;
use lofted::physics::earth::Sphere;
use lofted::physics::flight::{Flight, Outcome};
use lofted::{
    Method, Model, Observation, Reach, ReentryBody, Reported, StandardTrajectory, Unreported, estimate,
};
use lofted::{fit, flown_nominal, maximum_range};

/// Apogees, km, from medium range to intercontinental, and a burn time with which the nominal
/// vehicle reaches them, s. Its first stage alone flies higher than a short-range missile.
const STRATA: [(f64, f64); 5] =
    [(600.0, 260.0), (1_000.0, 220.0), (2_000.0, 200.0), (3_000.0, 220.0), (4_500.0, 240.0)];

/// Returns the range, km; global reach counts as half the circumference.
fn number_km(reach: Reach) -> f64 {
    reach.range_km().unwrap_or(20_015.1)
}

fn flown_km(apogee_km: f64, burn_time_s: f64) -> f64 {
    let basis =
        Basis::ApogeeAndRange { apogee_altitude_m: 1e3 * apogee_km, ground_range_m: 300.0 * apogee_km };
    let model = Model::default().with_burn_time_s(burn_time_s).unwrap();
    number_km(flown_nominal(basis, None, &model).unwrap().standard.reach)
}

#[test]
fn a_higher_apogee_of_a_flown_vehicle_gives_more_range() {
    let mut random = Random::seeded(1);
    for (apogee_km, burn_time_s) in STRATA {
        let apogee_km = apogee_km * random.between(0.9, 1.1);
        let [less, more] = [1.0, random.between(1.02, 1.1)].map(|by| flown_km(by * apogee_km, burn_time_s));
        // Beyond half the circumference ranges are not ordered.
        assert!(more > less || less > 20_015.0, "{apogee_km} km: {less} km, then {more} km");
    }
}

#[test]
fn a_longer_time_implies_no_shorter_burn_when_flown() {
    for (apogee_km, burn_time_s) in STRATA {
        let loft = Loft { apogee_altitude_m: 1e3 * apogee_km, ground_range_m: 300.0 * apogee_km };
        // The converse: longer burns take longer to the same apogee, so each time has one burn.
        let time_s = |burn_time_s: f64| {
            let unreported = Unreported::nominal(burn_time_s).unwrap();
            fit(&unreported, loft, Sphere::MEAN, 1e-6).unwrap().flight_time_s
        };
        let times = [0.9, 1.0, 1.1].map(|by| time_s(by * burn_time_s));
        assert!(times[0] < times[1] && times[1] < times[2], "{apogee_km} km: {times:?}");
    }
}

/// As the drag goes to zero the flight converges steadily to that without air.
#[test]
fn no_drag_is_the_limit_of_small_drag() {
    for (apogee_km, burn_time_s) in STRATA {
        let range_km = |coefficient: f64, has_air: bool| {
            let mut unreported = Unreported::nominal(burn_time_s).unwrap();
            unreported.lift_off_ballistic_coefficient_kg_per_m2 = coefficient;
            unreported.reentry_body = ReentryBody::Payload { ballistic_coefficient_kg_per_m2: coefficient };
            // The thrust is the same at every pressure, so that the air acts by drag alone.
            unreported.lower_stages[0].impulse.sea_level_s = unreported.lower_stages[0].impulse.vacuum_s;
            let loft = Loft { apogee_altitude_m: 1e3 * apogee_km, ground_range_m: 300.0 * apogee_km };
            let fitted = fit(&unreported, loft, Sphere::MEAN, 1e-8).unwrap();
            let (vehicle, steering) = (&fitted.vehicle, &fitted.steering);
            let flight = Flight { vehicle, steering, sphere: Sphere::MEAN, has_air, tolerance: 1e-8 };
            let Outcome::Impact(impact) = flight.fly().unwrap().outcome else {
                panic!("{apogee_km} km does not land")
            };
            1e-3 * impact.range_angle_rad * Sphere::MEAN.radius_m()
        };
        let bare = range_km(f64::INFINITY, false);
        assert!((range_km(f64::INFINITY, true) - bare).abs() < NO_DRAG_KM, "{apogee_km} km");
        assert!((range_km(1e9, true) - bare).abs() < SMALL_DRAG_KM, "{apogee_km} km");
    }
}

/// The definition by the greatest range gives no less range than a gravity turn.
#[test]
fn the_greatest_range_is_at_least_that_of_a_gravity_turn() {
    for (apogee_km, burn_time_s) in STRATA {
        let unreported = Unreported::nominal(burn_time_s).unwrap();
        let loft = Loft { apogee_altitude_m: 1e3 * apogee_km, ground_range_m: 300.0 * apogee_km };
        let fitted = fit(&unreported, loft, Sphere::MEAN, 1e-6).unwrap();
        let far = |definition| {
            number_km(
                maximum_range(&fitted.vehicle, &unreported, definition, Sphere::MEAN, 1e-6).unwrap().reach,
            )
        };
        let (turn, greatest) = (far(StandardTrajectory::GravityTurn), far(StandardTrajectory::Greatest));
        assert!(greatest >= turn - UNITS_KM, "{apogee_km} km: {greatest} km, {turn} km by gravity turn");
    }
}

/// The same figures with the same tolerances give the same flight in other units.
#[test]
fn other_units_give_the_same_flight() {
    for (apogee_km, burn_time_s) in STRATA {
        let model = Model::default().with_method(Method::FlownNominal).with_burn_time_s(burn_time_s).unwrap();
        let range_km = |apogee: &str, ground_range: &str| {
            let read = |text: &str| text.parse::<Reported>().unwrap();
            let observed =
                Observation::builder().apogee(read(apogee)).ground_range(read(ground_range)).build().unwrap();
            number_km(estimate(&observed, &model).unwrap().reach.unwrap())
        };
        let (in_km, in_m) = (
            range_km(&format!("{apogee_km} km"), &format!("{} km", 0.25 * apogee_km)),
            range_km(&format!("{} m", 1e3 * apogee_km), &format!("{} m", 250.0 * apogee_km)),
        );
        assert!((in_km - in_m).abs() < UNITS_KM, "{apogee_km} km: {in_km} and {in_m}");
    }
}

/// The sensitivities name the flight time only where one was reported.
#[test]
fn an_unreported_time_has_no_sensitivity() {
    let model = Model::default();
    let figures = Observation::builder().apogee_km(2_802.0).ground_range_km(930.0);
    for (builder, has_time) in [(figures, false), (figures.flight_time_min(37.0), true)] {
        let text = estimate(&builder.build().unwrap(), &model).unwrap().to_string();
        assert_eq!(text.contains("km per minute of flight time"), has_time, "{text}");
        assert!(text.contains("km per km of apogee"), "{text}");
    }
}

/// The same seed gives the same bits regardless of earlier computations, and another seed gives
/// others.
#[test]
fn a_seed_determines_the_answer_to_the_bit() {
    let observed = Observation::builder()
        .apogee_km(2_802.0)
        .ground_range_km(930.0)
        .flight_time_min(37.0)
        .build()
        .unwrap();
    let answer = |seed: u64| {
        let model = Model::default().with_draws(32).unwrap().with_seed(seed);
        estimate(&observed, &model).unwrap()
    };
    let bits = |seed: u64| -> Vec<u64> {
        let found = answer(seed).posterior().cloned().unwrap();
        let of = |draw: &lofted::Draw| [draw.weight, draw.burn_time_s, number_km(draw.reach)];
        found.sample.iter().flat_map(of).map(f64::to_bits).collect()
    };
    let first = bits(7);
    assert_ne!(first, bits(8));
    assert_eq!(first, bits(7));
    assert_eq!(answer(7), answer(7));
}
