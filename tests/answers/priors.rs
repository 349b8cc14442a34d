//! The prior: its drag is the one derived from the record, and flights of historical vehicles are
//! estimated as closely as was asked for.

use crate::common::tolerance::{
    FLOWN_RELATIVE, PRIOR_AS_DERIVED_RELATIVE, RECORD_COVER, RECORD_MEDIAN, RECORD_NINETIETH,
};
use lofted::{Marginal, Prior};

#[path = "../../examples/derived_prior.rs"]
pub mod derived_prior;
#[path = "../../examples/record.rs"]
pub mod record;

/// Checks the numbers of a marginal against derived ones: the least, the quartiles, the greatest.
/// The ends have room beyond the list's by a factor.
#[track_caller]
fn is_derived(marginal: &Marginal, derived: [f64; 4], room: f64) {
    let quartiles = marginal.quartiles().unwrap();
    let (low, high) = (marginal.bounds().low * room, marginal.bounds().high / room);
    for (kept, derived) in [low, quartiles.low, quartiles.high, high].into_iter().zip(derived) {
        assert!((kept / derived - 1.0).abs() <= PRIOR_AS_DERIVED_RELATIVE, "{kept}, derived {derived}");
    }
}

#[test]
fn the_drag_is_that_of_the_record() {
    let (prior, derived) = (Prior::default(), derived_prior::derived().unwrap());
    let [one, two, three] = derived.mass_per_area_kg_per_m2;
    is_derived(&prior.mass_per_area_of_one_stage_kg_per_m2(), one, 1.2);
    is_derived(&prior.mass_per_area_of_two_stages_kg_per_m2(), two, 1.2);
    is_derived(&prior.mass_per_area_of_three_stages_kg_per_m2(), three, 1.2);
    is_derived(&prior.drag_coefficient(), derived.drag_coefficient, 1.0);
    is_derived(&prior.whole_body_drag_ratio(), derived.whole_body_drag_ratio, 1.0);
}

/// The quartiles of thrust and propellant are those of the record; their ends are judged besides.
#[test]
fn the_stages_are_those_of_the_record() {
    let (prior, derived) = (Prior::default(), derived_prior::derived().unwrap());
    let liquid = prior.liquid_propulsion();
    for (marginal, [least, first, third, most]) in [
        (liquid.lift_off_thrust_to_weight(), derived.liquid_lift_off_thrust_to_weight),
        (liquid.only_thrust_to_weight(), derived.liquid_lift_off_thrust_to_weight),
        (prior.first_propellant_share(), derived.first_propellant_share),
    ] {
        let kept = marginal.quartiles().unwrap();
        for (kept, derived) in [(kept.low, first), (kept.high, third)] {
            assert!((kept / derived - 1.0).abs() <= PRIOR_AS_DERIVED_RELATIVE, "{kept}, derived {derived}");
        }
        assert!(marginal.bounds().low <= least && marginal.bounds().high >= most);
    }
}

#[test]
fn historical_lofts_are_estimated() {
    let [median, ninetieth, covered] = record::lofts_to_the_second();
    println!("median {median}, 90th {ninetieth}, covered {covered}");
    assert!(median.abs() <= RECORD_MEDIAN && ninetieth <= RECORD_NINETIETH, "{median} {ninetieth}");
    assert!(covered >= RECORD_COVER, "{covered}");
}

/// A burn time that is known exactly leaves vehicles of every number of stages in the answer, and
/// narrowing it does not shift their odds by much.
#[test]
fn a_known_first_burn_leaves_every_number_of_stages() {
    use lofted::{Model, Observation, posterior};
    let report = Observation::builder().apogee_km(2_802.0).ground_range_km(930.0).build().unwrap();
    let share_of_one = |prior: Prior| {
        let found = posterior(&report, &Model::default().with_prior(prior)).unwrap();
        let one = found.sample.iter().filter(|draw| draw.stages == 1);
        one.map(|draw| draw.weight).sum::<f64>()
    };
    let narrow = share_of_one(Prior::default().with_first_stage_burn_time_s(99.0..=101.0).unwrap());
    let exact = share_of_one(Prior::default().with_first_stage_burn_time_s(100.0..=100.0).unwrap());
    assert!(exact < 0.9 && narrow < 0.9, "{narrow} {exact}");
    assert!((exact - narrow).abs() < 0.25, "{narrow} {exact}");
}

/// Reports of one-stage liquid missiles, told as such, have a range and a sample, not a point: 14
/// May 2017 with and without its time, 30 January 2022 and 4 October 2022.
#[test]
fn one_stage_liquid_missiles_are_answered() {
    use lofted::{Model, Observation, posterior};
    let report = |apogee_km: f64, ground_range_km: f64| {
        Observation::builder().apogee_km(apogee_km).ground_range_km(ground_range_km)
    };
    let prior = Prior::default().liquid().with_stages(1).unwrap();
    let model = Model::default().with_prior(prior);
    for builder in [
        report(2_111.5, 787.0).flight_time_min(30.0),
        report(2_111.5, 787.0),
        report(2_000.0, 800.0).flight_time_min(30.0),
        report(970.0, 4_500.0).flight_time_min(22.0),
    ] {
        let found = posterior(&builder.build().unwrap(), &model).unwrap();
        let km = |reach: lofted::Reach| reach.range_km().unwrap();
        let (low, median, high) = (km(found.reach.p05), km(found.reach.median), km(found.reach.p95));
        println!("{low} {median} {high}, size {}", found.effective_sample_size);
        assert!(found.effective_sample_size >= 30.0, "{}", found.effective_sample_size);
        assert!(
            (median / 4_500.0 - 1.0).abs() <= FLOWN_RELATIVE || (low..=high).contains(&4_500.0),
            "{median}"
        );
    }
}
