//! Feeds the estimate: any observation under any model gets a range on Earth, global reach, or the
//! reason for neither.

use std::time::{Duration, Instant};

use lofted::{
    ClassScheme, Error, Method, Model, Observation, Prior, Reach, StandardTrajectory, Verdict, estimate,
};

use super::builder::figures;
use super::slowest;
use super::source::{Source, all_finite, one_clear_line};
use super::tolerance::WEIGHTS_SUM;

/// Estimates by a method in closed form, which takes microseconds.
pub fn closed_forms(bytes: &[u8]) {
    let mut source = Source::of(bytes);
    let method = source.one_of(&[Method::Flat, Method::Kepler, Method::AnalyticBoost]);
    answer(&mut source, method);
}

/// Estimates by a method that integrates trajectories.
pub fn flown(bytes: &[u8]) {
    let mut source = Source::of(bytes);
    let method = source.one_of(&[Method::FlownNominal, Method::Flown]);
    answer(&mut source, method);
}

/// Reads any settings that a model takes, with the smallest number of draws, 16.
pub fn model(source: &mut Source, method: Method) -> Option<Model> {
    let mut prior = Prior::default();
    match source.byte() {
        0..160 => {}
        160..180 => prior = prior.liquid(),
        180..200 => prior = prior.solid(),
        200..230 => prior = prior.with_stages(source.below(5)).ok()?,
        230.. => {
            let (low, high) = (source.number(5.0, 600.0), source.number(5.0, 600.0));
            prior = prior.with_burn_time_s(low..=high).ok()?;
        }
    }
    let model = Model::default()
        .with_method(method)
        .with_scheme(ClassScheme::built_in()[source.below(4)].clone())
        .with_standard_trajectory(source.one_of(&[
            StandardTrajectory::GravityTurn,
            StandardTrajectory::GravityTurn,
            StandardTrajectory::GravityTurn,
            StandardTrajectory::Greatest,
        ]))
        .with_seed(source.bits());
    let model = if source.is() { model.with_burn_time_s(source.number(1e-3, 600.0)).ok()? } else { model };
    let model =
        if source.is() { model.with_ground_range_per_apogee(source.number(1e-3, 4.0)).ok()? } else { model };
    model.with_prior(prior).with_draws(16).ok()
}

/// Estimates from the rest of an input by one method.
fn answer(source: &mut Source, method: Method) {
    let Some(model) = model(source, method) else { return };
    let Ok(observation) = figures(source).build() else { return };
    is_sound(&observation, &model);
}

/// Checks the estimate of an observation: finite numbers in order, clear text, ranges on Earth.
pub fn is_sound(observation: &Observation, model: &Model) {
    let given =
        (observation.to_string(), model.method(), model.burn_time_s(), model.ground_range_per_apogee());
    let begin = Instant::now();
    let name = match model.method() {
        Method::Flat => "estimate, flat",
        Method::Kepler => "estimate, kepler",
        Method::AnalyticBoost => "estimate, analytic_boost",
        Method::FlownNominal => "estimate, flown_nominal",
        _ => "estimate, flown with 16 draws",
    };
    let answer = slowest::of(name, || estimate(observation, model));
    if begin.elapsed() > Duration::from_millis(500) {
        println!("{:?} for {given:?}", begin.elapsed());
    }
    let found = match answer {
        Ok(found) => found,
        // A burn time that the nominal vehicle cannot have.
        Err(error @ Error::OutsideDomain { .. })
            if model.method() == Method::FlownNominal && model.burn_time_s() < 30.0 =>
        {
            return one_clear_line(&error.to_string(), &given);
        }
        Err(error) => panic!("{given:?}: {error}"),
    };
    let text = found.to_string();
    for line in text.lines() {
        one_clear_line(line, &given);
    }
    assert!(!text.contains("NaN") && !text.contains(" inf "), "{given:?}: {text}");
    assert_eq!(found.consistency.verdict == Verdict::Impossible, found.basis.is_none(), "{given:?}");
    let half_km = 20_015.2;
    let on_earth = |reach: Reach| reach.range_km().is_none_or(|range_km| (0.0..half_km).contains(&range_km));
    assert!(found.reach.is_none_or(on_earth), "{given:?}: {:?}", found.reach);
    for rung in &found.ladder {
        match &rung.working {
            Ok(working) => {
                all_finite(rung.method.name(), working, &given);
                assert!(on_earth(working.reach()), "{given:?}: {working:?}");
            }
            Err(error) => one_clear_line(&error.to_string(), &given),
        }
    }
    let Some(posterior) = found.posterior() else { return };
    all_finite("the posterior", posterior, &given);
    let p = posterior.reach;
    let in_order = [p.p05, p.p16, p.median, p.p84, p.p95].map(|reach| reach.range_km().unwrap_or(half_km));
    assert!(in_order.is_sorted() && [p.p05, p.p95].into_iter().all(on_earth), "{given:?}: {p:?}");
    let total: f64 = posterior.sample.iter().map(|draw| draw.weight).sum();
    assert!((total - 1.0).abs() < WEIGHTS_SUM, "{given:?}: weights of {total}");
    assert!(posterior.lost_draws <= posterior.draws, "{given:?}");
}
