//! Feeds the consistency check: any observation gets a verdict with a reason and finite numbers,
//! and so does its text.

use lofted::{ImpliedBurnTime, Verdict, consistency};

use super::builder::figures;
use super::slowest;
use super::source::{Source, all_finite, one_clear_line};
use super::tolerance::TIME_ROUNDING_S;

/// Checks the consistency of the observation in one input.
pub fn feed(bytes: &[u8]) {
    let mut source = Source::of(bytes);
    let Ok(observation) = figures(&mut source).build() else { return };
    let found = match slowest::of("consistency", || consistency(&observation)) {
        Ok(found) => found,
        Err(error) => panic!("{observation}: {error}"),
    };
    all_finite("the check", &found, &observation);
    assert!(!found.reasons.is_empty(), "{observation}");
    for line in found.reasons.iter().map(String::as_str).chain(found.to_string().lines()) {
        one_clear_line(line, &observation);
    }
    let times = [found.free_flight_time_s, found.rectilinear_time_s, found.circular_time_s];
    assert!(times.into_iter().flatten().all(|time_s| time_s >= 0.0), "{observation}: {found:?}");
    if let Some(surplus) = found.surplus_s {
        let is_ordered = surplus.low.is_none_or(|low| low <= surplus.value + TIME_ROUNDING_S)
            && surplus.high.is_none_or(|high| surplus.value <= high + TIME_ROUNDING_S);
        assert!(is_ordered, "{observation}: {surplus:?}");
    }
    if let Some(burn) = ImpliedBurnTime::of(&found, &observation.figures()) {
        assert!(0.0 <= burn.shortest_s && burn.shortest_s <= burn.longest_s, "{observation}: {burn:?}");
    }
    // Without a flight time there is nothing to judge.
    if observation.flight_time().is_none() {
        assert_eq!(found.verdict, Verdict::Underdetermined, "{observation}");
    }
}
