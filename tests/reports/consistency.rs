//! The consistency check on reports of real flights, and on every pair of figures.

use crate::common::reports;
use crate::common::tolerance::{
    FREE_FLIGHT_AS_STATED_S, HUNDREDTH_OF_A_PER_CENT, RANGE_AS_STATED_KM, SECOND_AS_STATED, TENTH_OF_A_SECOND,
};
use lofted::Basis;
use lofted::{BoostedRange, ImpliedBurnTime, analytic_boost};
use lofted::{
    Consistency, Error, Figure, Model, Observation, RangeClass, Reported, Verdict, consistency, estimate,
};

fn check(apogee_km: f64, ground_range_km: f64, flight_time: Reported) -> Consistency {
    let observation = Observation::builder()
        .apogee_km(apogee_km)
        .ground_range_km(ground_range_km)
        .flight_time(flight_time)
        .build()
        .unwrap();
    consistency(&observation).unwrap()
}

fn surplus(found: &Consistency) -> f64 {
    found.surplus_s.unwrap().value
}

#[track_caller]
fn near(got: f64, expected: f64, tolerance: f64) {
    assert!((got - expected).abs() <= tolerance, "{got}, expected {expected} within {tolerance}");
}

fn implied_burn(observation: &Observation) -> Option<ImpliedBurnTime> {
    ImpliedBurnTime::of(&consistency(observation).unwrap(), &observation.figures())
}
#[test]
fn march_2022_is_impossible_as_printed() {
    let found = check(6_248.5, 1_090.0, Reported::s(4_052.0));
    assert_eq!(found.verdict, Verdict::Impossible);
    near(found.rectilinear_time_s.unwrap() - 4_052.0, 14.3, TENTH_OF_A_SECOND);
    near(-surplus(&found), 22.7, TENTH_OF_A_SECOND);
    let text = found.reasons.join("\n");
    assert!(text.contains("14 s too short") && text.contains("23 s more than reported"), "{text}");
    let lower =
        found.changes.iter().find(|c| c.figure == Figure::Apogee && c.verdict == Verdict::Strained).unwrap();
    assert!(lower.at_most);
    near(100.0 * lower.relative, -0.36, HUNDREDTH_OF_A_PER_CENT);

    // With an apogee lower by this change the report is strained.
    assert_eq!(check(6_226.0, 1_090.0, Reported::s(4_052.0)).verdict, Verdict::Strained);
    assert_eq!(check(6_227.0, 1_090.0, Reported::s(4_052.0)).verdict, Verdict::Impossible);
    // Japan's time for the same flight is ordinary.
    let found = check(6_248.5, 1_090.0, Reported::min(71.0));
    assert_eq!(found.verdict, Verdict::Possible);
    near(surplus(&found), 185.0, SECOND_AS_STATED);
}

#[test]
fn an_impossible_report_is_an_answer_without_a_range() {
    let estimate = estimate(&reports::impossible(), &Model::default()).unwrap();
    assert_eq!(estimate.consistency.verdict, Verdict::Impossible);
    assert_eq!(
        (estimate.reach, estimate.range_km(), estimate.class()),
        (None, None, RangeClass::Undetermined)
    );
    assert!(estimate.ladder.is_empty());
    assert!(estimate.to_string().starts_with("no range: "), "{estimate}");
    // A malformed input is an error.
    assert!(matches!(
        Observation::builder().apogee_km(f64::NAN).ground_range_km(1.0).build(),
        Err(Error::NotANumber { .. })
    ));
}

#[test]
fn july_2017_is_possible_at_every_reported_time() {
    for (minutes, expected) in [(37.0, 155.0), (39.0, 275.0), (40.0, 335.0)] {
        let found = check(2_802.0, 933.0, Reported::min(minutes));
        assert_eq!(found.verdict, Verdict::Possible);
        near(surplus(&found), expected, SECOND_AS_STATED);
        near(found.free_flight_time_s.unwrap(), 2_065.48, TENTH_OF_A_SECOND);
        let spread = found.surplus_s.unwrap();
        // Half a minute of rounding in either direction, and a third of a second from apogee and
        // range.
        near(spread.high.unwrap() - spread.value, 30.3, TENTH_OF_A_SECOND);
        near(spread.value - spread.low.unwrap(), 30.3, TENTH_OF_A_SECOND);
    }
}

#[test]
fn the_rival_figures_are_possible_among_themselves() {
    let found = check(535.0, 510.0, Reported::min(14.0));
    assert_eq!(found.verdict, Verdict::Possible);
    near(surplus(&found), 130.0, SECOND_AS_STATED);

    // With the time and ground range of the other sources the flight is slow, which physics allows.
    let found = check(535.0, 933.0, Reported::min(37.0));
    assert_eq!(found.verdict, Verdict::Possible);
    near(surplus(&found), 1_502.0, SECOND_AS_STATED);
    // What physics allows, the prior's burn times need not: the verdict does not mix the two.
    let slow =
        reports::figures([Some(Reported::km(535.0)), Some(Reported::km(933.0)), Some(Reported::min(37.0))]);
    assert!(implied_burn(&slow.build().unwrap()).unwrap().shortest_s > 600.0, "{found}");
}

#[test]
fn free_flight_times_of_the_public_flights() {
    for (apogee_km, ground_range_km, expected) in [
        (2_802.0, 933.0, 2_065.48),
        (535.0, 510.0, 709.67),
        (535.0, 933.0, 717.6),
        (2_111.5, 787.0, 1_675.81),
        (3_724.9, 998.0, 2_587.05),
        (4_475.0, 950.0, 3_016.97),
        (6_248.5, 1_090.0, 4_074.68),
    ] {
        let found = check(apogee_km, ground_range_km, Reported::min(100.0));
        near(found.free_flight_time_s.unwrap(), expected, FREE_FLIGHT_AS_STATED_S);
    }
}

#[test]
fn apogee_with_time_does_not_solve_for_the_range() {
    let build = |minutes| Observation::builder().apogee_km(2_802.0).flight_time_min(minutes).build().unwrap();
    let found = consistency(&build(37.0)).unwrap();
    assert_eq!(found.verdict, Verdict::Possible);
    // The bound is the vertical flight, not the arc of 4,686 km that these two figures would give
    // in free flight.
    assert_eq!(found.free_flight_time_s, found.rectilinear_time_s);
    let text = found.reasons.join("\n");
    assert!(text.contains("no ground range was reported"), "{text}");
    assert!(!text.contains("4,686"), "{text}");
    // Between the vertical time and the free arc of any range no report is strained.
    assert_eq!(consistency(&build(34.0)).unwrap().verdict, Verdict::Possible);
    assert_eq!(consistency(&build(33.0)).unwrap().verdict, Verdict::Impossible);

    let estimate =
        estimate(&build(37.0), &Model::default().with_method(lofted::Method::AnalyticBoost)).unwrap();
    near(estimate.range_km().unwrap(), 6_746.0, RANGE_AS_STATED_KM);
    assert!(estimate.to_string().contains("a ground range of 934 km"), "{estimate}");
}

#[test]
fn apogee_and_range_predict_the_flight_time() {
    let observation = Observation::builder().apogee_km(2_802.0).ground_range_km(933.0).build().unwrap();
    let found = consistency(&observation).unwrap();
    assert_eq!(found.verdict, Verdict::Underdetermined);
    assert_eq!((found.surplus_s, ImpliedBurnTime::of(&found, &observation.figures())), (None, None));
    assert!(found.changes.is_empty());
    assert!(found.reasons.join("\n").contains("2,065.5 s"), "{found}");
}

#[test]
fn range_and_time_bound_the_apogee() {
    let build = |ground_range_km, minutes| {
        Observation::builder().ground_range_km(ground_range_km).flight_time_min(minutes).build().unwrap()
    };
    // Vandenberg to Kwajalein.
    let found = consistency(&build(6_759.0, 30.0)).unwrap();
    assert_eq!(found.verdict, Verdict::Underdetermined);
    assert!(found.reasons.join("\n").contains("an apogee of at most 2,394 km"), "{found}");
    // 10,000 km in five minutes is faster than circular speed, even with the rotation of the Earth.
    let found = consistency(&build(10_000.0, 5.0)).unwrap();
    assert_eq!(found.verdict, Verdict::Impossible);
    // (10,000 / 6,371.0088) / (1 / 805.46 s + 7.292115e-5 / s)
    near(found.circular_time_s.unwrap(), 1_194.12, TENTH_OF_A_SECOND);
}

#[test]
fn one_sided_bounds_make_a_report_impossible_only_where_they_exclude_it() {
    let build = |apogee: Reported, time: Reported| {
        Observation::builder().apogee(apogee).ground_range_km(933.0).flight_time(time).build().unwrap()
    };
    let high = Reported::km(2_802.0).at_least();
    let found = consistency(&build(high, Reported::min(37.0))).unwrap();
    assert_eq!(found.verdict, Verdict::Possible);
    assert_eq!(found.surplus_s.unwrap().low, None);
    // "More than 2,802 km" in "less than 30 min": a bound against a bound.
    assert_eq!(
        consistency(&build(high, Reported::min(30.0).at_most())).unwrap().verdict,
        Verdict::Impossible
    );
    // "Less than 2,802 km" or "more than 30 min" excludes nothing.
    let low = Reported::km(2_802.0).at_most();
    assert_eq!(consistency(&build(low, Reported::min(30.0))).unwrap().verdict, Verdict::Possible);
    let found = consistency(&build(high, Reported::min(30.0).at_least())).unwrap();
    assert_eq!(found.verdict, Verdict::Possible);
    assert!(found.changes.is_empty());
}

#[test]
fn the_change_that_is_named_changes_the_verdict() {
    for (apogee_km, ground_range_km, seconds) in [
        (2_802.0, 933.0, 2_220.0),
        (2_802.0, 933.0, 2_063.0),
        (6_248.5, 1_090.0, 4_052.0),
        (6_226.0, 1_090.0, 4_052.0),
        (535.0, 510.0, 840.0),
        (550.0, 2_700.0, 840.0),
        (1_001.0, 10_001.0, 301.0),
        (100.0, 10_001.0, 301.0),
        (2_802.0, 0.0, 2_220.0),
        (6_250.0, 0.0, 4_052.0),
        (11.0, 5_001.0, 621.0),
    ] {
        let build = |apogee_km: f64, ground_range_km: f64, seconds: f64| {
            let exactly = |reported: Reported| reported.plus_or_minus(0.0);
            let observation = Observation::builder()
                .apogee(exactly(Reported::km(apogee_km)))
                .ground_range(exactly(Reported::km(ground_range_km)))
                .flight_time(exactly(Reported::s(seconds)))
                .build()
                .unwrap();
            consistency(&observation).unwrap()
        };
        let found = build(apogee_km, ground_range_km, seconds);
        assert!(!found.changes.is_empty());
        for change in &found.changes {
            // A millionth to either side of the threshold.
            let at = |side: f64| {
                let value = change.threshold_si * (1.0 + side * 1e-6);
                match change.figure {
                    Figure::Apogee => build(value / 1e3, ground_range_km, seconds),
                    Figure::GroundRange => build(apogee_km, value / 1e3, seconds),
                    Figure::FlightTime => build(apogee_km, ground_range_km, value),
                }
                .verdict
            };
            let (past, short) = if change.at_most { (at(-1.0), at(1.0)) } else { (at(1.0), at(-1.0)) };
            assert_eq!(past, change.verdict, "{apogee_km} {ground_range_km} {seconds}: {change}");
            assert_ne!(short, change.verdict, "{apogee_km} {ground_range_km} {seconds}: {change}");
        }
    }
}

#[test]
fn the_surplus_implies_a_burn_time() {
    let exactly = |reported: Reported| reported.plus_or_minus(0.0);
    let observation = Observation::builder()
        .apogee(exactly(Reported::km(2_802.0)))
        .ground_range(exactly(Reported::km(933.0)))
        .flight_time(exactly(Reported::min(37.0)))
        .build()
        .unwrap();
    let burn = implied_burn(&observation).unwrap();
    // 154.52 s over 0.85 and 0.45.
    near(burn.shortest_s, 181.8, TENTH_OF_A_SECOND);
    near(burn.longest_s, 343.4, TENTH_OF_A_SECOND);
    // The flights of the analytic boost lie inside the burn times stated for them.
    let report = |leg: lofted::BoostedFlight| {
        Observation::builder()
            .apogee(exactly(Reported::km(leg.apogee_altitude_m / 1e3)))
            .ground_range(exactly(Reported::km(leg.ground_range_m / 1e3)))
            .flight_time(exactly(Reported::s(leg.flight_time_s)))
            .build()
            .unwrap()
    };
    for (apogee_altitude_m, ground_range_m) in
        [(2_802e3, 933e3), (535e3, 510e3), (1_413.6e3, 400e3), (200e3, 300e3)]
    {
        for burn_time_s in [60.0, 120.0, 200.0, 300.0] {
            let model = Model::default().with_burn_time_s(burn_time_s).unwrap();
            let basis = Basis::ApogeeAndRange { apogee_altitude_m, ground_range_m };
            let boost = analytic_boost(basis, &model).unwrap();
            let BoostedRange::Flight(standard) = boost.standard else { continue };
            for leg in [boost.loft, standard] {
                let burn = implied_burn(&report(leg)).unwrap();
                assert!(
                    burn.shortest_s <= burn_time_s && burn_time_s <= burn.longest_s,
                    "{burn:?}, {burn_time_s} s"
                );
            }
        }
    }
}

#[test]
fn one_sided_bounds_are_stated() {
    let note = "in simpler methods a bound as the figure itself";
    let model = Model::default().with_method(lofted::Method::AnalyticBoost);
    let text = |observation: &Observation| estimate(observation, &model).unwrap().to_string();
    let builder = || Observation::builder().ground_range_km(933.0);
    let bound = Reported::min(30.0).at_least();
    assert!(text(&builder().flight_time(bound).build().unwrap()).contains(note));
    assert!(text(&builder().apogee(Reported::km(2_500.0).at_least()).build().unwrap()).contains(note));
    assert!(!text(&builder().apogee_km(2_802.0).flight_time(bound).build().unwrap()).contains(note));
}

#[test]
fn an_impossible_report_names_what_would_change_the_verdict() {
    let observation = reports::impossible();
    let text = estimate(&observation, &Model::default()).unwrap().to_string();
    for change in consistency(&observation).unwrap().changes {
        assert!(text.contains(&change.to_string()), "{change} is not in {text}");
    }
}
