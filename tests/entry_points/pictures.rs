//! Feeds the pictures: any estimate and any reports are plotted as well-formed SVG, or an error
//! gives the reason.

use lofted::plot::{self, Picture};
use lofted::{Method, NamedReport, Result, estimate};

use super::builder::figures;
use super::estimate::model;
use super::slowest;
use super::source::{Source, one_clear_line};

/// Plots the estimate and the reports in one input.
pub fn feed(bytes: &[u8]) {
    let mut source = Source::of(bytes);
    // Mostly by a method that takes microseconds: a picture depends on the answer alone.
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
        is_plotted(slowest::of("plot::flights", || plot::flights(&found)), &given);
        is_plotted(slowest::of("plot::ladder", || plot::ladder(&found)), &given);
        is_plotted(slowest::of("plot::posterior", || plot::posterior(&found)), &given);
    }
    let reports: Vec<NamedReport> = (0..source.below(7))
        .filter_map(|place| NamedReport::new(format!("source {place}"), figures(&mut source)).ok())
        .collect();
    is_plotted(
        slowest::of("plot::plane, up to six reports", || plot::plane(&reports)),
        &format!("{reports:?}"),
    );
}

/// Checks that a picture is well-formed and has no NaN or infinite coordinate, or that its error is
/// clear.
fn is_plotted(picture: Result<Picture>, given: &str) {
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
