//! Feeds the builder: any three figures give an observation with ordered bounds, or one clear
//! error.

use lofted::{NamedReport, Observation, Reported};

use super::slowest;
use super::source::{Source, all_finite, one_clear_line};
use super::tolerance::READ_BACK_RELATIVE;

/// Reads a figure in any unit and wording, mostly between `low` and `high` in the given unit.
fn figure(source: &mut Source, unit: fn(f64) -> Reported, low: f64, high: f64) -> Reported {
    let unit =
        if source.byte() < 250 { unit } else { source.one_of(&[Reported::km, Reported::min, Reported::s]) };
    let value = source.number(low, high);
    let reported = unit(value);
    match source.byte() {
        0..150 => reported,
        150..180 => reported.about(),
        180..195 => reported.at_least(),
        195..210 => reported.at_most(),
        210..240 => {
            let tolerance = source.number(1e-6, high);
            reported.plus_or_minus(if source.is() { tolerance } else { 0.01 * value })
        }
        240.. => {
            let end = source.number(low, high);
            reported.up_to(if source.is() { end } else { 1.1 * value })
        }
    }
}

/// Returns a builder with some of the three figures.
pub fn figures(source: &mut Source) -> lofted::ObservationBuilder {
    let given = source.byte();
    let mut builder = Observation::builder();
    if given < 224 || given & 1 == 1 {
        builder = builder.apogee(figure(source, Reported::km, 1e-3, 1e5));
    }
    if !(192..224).contains(&given) && (given < 224 || given & 2 == 2) {
        builder = builder.ground_range(figure(source, Reported::km, 1e-3, 20_015.0));
    }
    if given < 160 || given & 4 == 4 {
        let unit = source.one_of(&[Reported::min, Reported::s]);
        let longest = if unit(1.0).unit() == Reported::s(1.0).unit() { 259_200.0 } else { 4_320.0 };
        builder = builder.flight_time(figure(source, unit, 0.5, longest));
    }
    builder
}

/// Builds an observation and a named report from the bytes of one input.
pub fn feed(bytes: &[u8]) {
    let mut source = Source::of(bytes);
    let builder = figures(&mut source);
    match slowest::of("ObservationBuilder::build", || builder.build()) {
        Ok(observation) => is_sound(&observation),
        Err(error) => one_clear_line(&error.to_string(), &builder),
    }
    if let Err(error) = slowest::once("NamedReport::new", || NamedReport::new("a", builder)) {
        one_clear_line(&error.to_string(), &builder);
    }
}

/// Checks that an observation has finite, ordered figures whose print reads back.
fn is_sound(observation: &Observation) {
    all_finite("the builder", observation, observation);
    let text = observation.to_string();
    one_clear_line(&text, observation);
    let figures =
        [observation.apogee_altitude_m(), observation.ground_range_m(), observation.flight_time_s()];
    assert!(figures.iter().flatten().count() >= 2, "{text}");
    for si in figures.into_iter().flatten() {
        let is_ordered = 0.0 <= si.low && si.low <= si.value && si.high.is_none_or(|high| si.value <= high);
        assert!(is_ordered, "{text}: {si:?}");
    }
    // A printed figure that is short enough to be read gives back its value.
    for printed in
        [observation.apogee(), observation.ground_range(), observation.flight_time()].into_iter().flatten()
    {
        if let Ok(back) = printed.to_string().parse::<Reported>() {
            let near = |a: f64, b: f64| (a - b).abs() <= READ_BACK_RELATIVE * a.abs().max(b.abs());
            assert!(near(back.value(), printed.value()), "{printed:?} reads back as {back:?}");
        }
    }
}
