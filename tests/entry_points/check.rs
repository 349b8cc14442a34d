//! Feeds the consistency check: any observation gets a verdict with a reason and finite numbers,
//! and so does its text.

use lofted::{ImpliedBurnTime, ObservationBuilder, Verdict, consistency};

use super::builder::figures;
use super::slowest;
use super::source::{Source, all_finite, one_clear_line};
use super::tolerance::TIME_ROUNDING_S;

/// Checks the consistency of the observation in one input.
pub fn feed(bytes: &[u8]) {
    let mut source = Source::of(bytes);
    let builder = figures(&mut source);
    let Ok(observation) = builder.build() else { return };
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
    with_top_speed(builder, &mut source);
}

/// Checks the same figures beside a top speed.
fn with_top_speed(builder: ObservationBuilder, source: &mut Source) {
    let (before, after) = source.one_of(&[
        ("Mach ", ""),
        ("about Mach ", ""),
        ("", " m/s"),
        ("up to ", " km/s"),
        ("more than ", " km/h"),
    ]);
    let text = format!("{before}{}{after}", source.number(0.0, 9e3));
    let Ok(speed) = text.parse() else { return };
    let observation = match builder.top_speed(speed).build() {
        Ok(observation) => observation,
        Err(error) => return one_clear_line(&error.to_string(), &text),
    };
    let found = consistency(&observation).unwrap_or_else(|error| panic!("{observation}: {error}"));
    assert!(found.reasons.last().is_some_and(|reason| reason.contains("top speed")), "{observation}");
    for line in &found.reasons {
        one_clear_line(line, &observation);
    }
}
