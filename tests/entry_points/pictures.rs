//! The door of the pictures: any estimate and any reports are drawn as text that is one, or there is a reason why not.

use lofted::plot::{self, Picture};
use lofted::{Method, NamedReport, Result, estimate};

use super::builder::figures;
use super::estimate::model;
use super::slowest;
use super::source::{Source, one_clear_line};

pub fn door(bytes: &[u8]) {
    let mut source = Source::of(bytes);
    // Most by a method that takes microseconds: a picture is drawn of the answer, however it was come by.
    let method = match source.byte() {
        0..16 => Method::Flown,
        16..48 => Method::FlownNominal,
        _ => Method::AnalyticBoost,
    };
    let Some(model) = model(&mut source, method) else { return };
    if let Ok(observation) = figures(&mut source).build()
        && let Ok(found) = estimate(&observation, &model)
    {
        let given = observation.to_string();
        is_drawn(slowest::of("plot::flights", || plot::flights(&found)), &given);
        is_drawn(slowest::of("plot::ladder", || plot::ladder(&found)), &given);
        is_drawn(slowest::of("plot::posterior", || plot::posterior(&found)), &given);
    }
    let reports: Vec<NamedReport> = (0..source.below(7))
        .filter_map(|place| NamedReport::new(format!("source {place}"), figures(&mut source)).ok())
        .collect();
    is_drawn(
        slowest::of("plot::plane, up to six reports", || plot::plane(&reports)),
        &format!("{reports:?}"),
    );
}

fn is_drawn(picture: Result<Picture>, given: &str) {
    let picture = match picture {
        Ok(picture) => picture,
        Err(error) => return one_clear_line(&error.to_string(), &given),
    };
    let svg = picture.svg();
    let read = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{given}: {error}: {svg}"));
    let is_number = |value: &str| !value.contains("NaN") && !value.contains("inf");
    for element in read.descendants() {
        assert!(element.attributes().all(|of| is_number(of.value())), "{given}: {element:?}");
    }
}
