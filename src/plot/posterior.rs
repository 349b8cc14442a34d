//! The range with its interval: how often each, under the classes of the scheme.

use super::Picture;
use super::axis::round_up;
use super::canvas::{Canvas, GREY, INK, LEADING, MARGIN, ORANGE, SMALL, Stroke, Style, WIDTH};
use super::classes;
use super::heading::Heading;
use super::measure::{Anchor, Frame};
use crate::error::{Error, Result};
use crate::estimate::Estimate;
use crate::estimate::text::in_percent;
use crate::posterior::Posterior;
use crate::reach::Reach;
use crate::reported::Grouped;

/// How high the tallest bar is.
const TALLEST: f64 = 230.0;
/// The column of global reach, and what it keeps free on its left.
const GLOBAL: f64 = 170.0;
/// About so many bars.
const BARS: f64 = 22.0;

/// Bars of a common width, km, by their lower ends, each with its share of the weight.
struct Histogram {
    step_km: f64,
    first_km: f64,
    shares: Vec<f64>,
}

impl Histogram {
    /// None where no draw has a range that is a number.
    fn of(posterior: &Posterior) -> Option<Self> {
        let ranges: Vec<(f64, f64)> =
            posterior.sample.iter().filter_map(|draw| Some((draw.reach.range_km()?, draw.weight))).collect();
        let low = ranges.iter().map(|(km, _)| *km).reduce(f64::min)?;
        let high = ranges.iter().map(|(km, _)| *km).reduce(f64::max)?;
        let step_km = round_up(((high - low) / BARS).max(0.001 * high).max(0.1));
        let first_km = (low / step_km).floor() * step_km;
        let bar = |km: f64| ((km - first_km) / step_km).floor().max(0.0) as usize;
        let mut shares = vec![0.0; bar(high) + 1];
        for (km, weight) in ranges {
            if let Some(share) = shares.get_mut(bar(km)) {
                *share += weight;
            }
        }
        Some(Self { step_km, first_km, shares })
    }

    fn tallest(&self) -> f64 {
        self.shares.iter().copied().fold(0.0, f64::max)
    }

    fn end_km(&self) -> f64 {
        self.first_km + self.step_km * self.shares.len() as f64
    }
}

/// Draws how often each range is met among the vehicles that fly the report, the 5th, 16th, 50th, 84th and 95th percentile below, the
/// bounds of the classes across, and the share of global reach by itself.
///
/// # Errors
///
/// [`Error::NothingToPlot`] for an estimate without an interval.
pub fn posterior(estimate: &Estimate) -> Result<Picture> {
    let found = estimate.posterior().ok_or(Error::NothingToPlot {
        picture: "the posterior",
        missing: "there is no interval; it takes the method flown, and a report that some vehicle of the prior flies",
    })?;
    let scheme = estimate.model.scheme();
    let mut canvas = Canvas::new();
    let heading = Heading::of(estimate);
    let y = heading.draw(&mut canvas);

    let global = found.global_reach_probability;
    let right = WIDTH - MARGIN - if global > 0.0 { GLOBAL } else { 0.0 };
    let histogram = Histogram::of(found);
    let (low, high) = histogram.as_ref().map_or((0.0, 1e4), |bars| (bars.first_km, bars.end_km()));
    let axis = classes::axis(scheme, low, high, (MARGIN, right));
    let names_at = y + 0.6 * SMALL;
    let chances = found.class_probabilities(scheme);
    classes::names(&mut canvas, scheme, &axis, names_at, |class| {
        let chance = chances.iter().filter(|(of, _)| *of == class).map(|(_, chance)| chance).sum();
        (chance > 0.0).then(|| in_percent(chance))
    });
    let top = names_at + 2.4 * SMALL;
    let ground = top + TALLEST;
    let tallest = histogram.as_ref().map_or(0.0, Histogram::tallest).max(global);
    let height = |share: f64| TALLEST * share / tallest;
    if let Some(bars) = &histogram {
        for (i, share) in bars.shares.iter().enumerate().filter(|(_, share)| **share > 0.0) {
            let km = bars.first_km + bars.step_km * i as f64;
            let frame = Frame {
                left: axis.place_within(km) + 1.0,
                top: ground - height(*share),
                right: axis.place_within(km + bars.step_km) - 1.0,
                bottom: ground,
            };
            canvas.bar(frame, ORANGE);
        }
    }
    for bound in classes::bounds_on(scheme, &axis) {
        let x = axis.place(bound);
        canvas.line((x, names_at - 0.8 * SMALL), (x, ground), Stroke::dashed(INK, 2.0, "9 6"));
    }
    if global > 0.0 {
        let centre = WIDTH - MARGIN - 0.35 * GLOBAL;
        let frame =
            Frame { left: centre - 20.0, top: ground - height(global), right: centre + 20.0, bottom: ground };
        canvas.bar(frame, GREY);
        canvas.line((centre - 50.0, ground), (centre + 50.0, ground), Stroke::solid(INK, 2.0));
        for (text, line) in ["global".to_owned(), in_percent(global)].iter().zip([1.0, 2.15]) {
            canvas.text(text, (centre, ground + 12.0 + line * SMALL), Style::small(Anchor::MedianVehicle));
        }
    }
    axis.draw_below(&mut canvas, ground);
    let y = ground + 12.0 + LEADING * SMALL + 24.0;
    interval_bar(&mut canvas, found, |reach| reach.range_km().map(|km| axis.place_within(km)), right, y, INK);
    let mut caption = String::from("below: the median, 68 and 90 in 100");
    if let Some(bars) = &histogram {
        caption = format!(
            "range, km; a bar is {} km, the tallest {}; {caption}",
            Grouped((10.0 * bars.step_km).round() / 10.0),
            in_percent(bars.tallest())
        );
    }
    let y = canvas.paragraph(&caption, (MARGIN, y + 22.0 + SMALL), Style::small(Anchor::Start));
    Ok(canvas.finish("Range on a standard trajectory", &heading.to_string(), y - SMALL + 8.0))
}

/// Median, 68 and 90 in 100, at a height; what is global ends at `right`.
pub(super) fn interval_bar(
    canvas: &mut Canvas,
    found: &Posterior,
    place: impl Fn(Reach) -> Option<f64>,
    right: f64,
    y: f64,
    colour: &'static str,
) {
    let at = |reach| place(reach).unwrap_or(right);
    let reach = &found.reach;
    canvas.line((at(reach.p05), y), (at(reach.p95), y), Stroke::solid(colour, 4.0));
    canvas.line((at(reach.p16), y), (at(reach.p84), y), Stroke::solid(colour, 12.0));
    canvas.dot((at(reach.median), y), 9.0, colour);
}
