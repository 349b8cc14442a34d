//! The distribution of the range with its interval, under the classes of the scheme.

use crate::class::ClassScheme;
use crate::error::{Error, Result};
use crate::estimate::Estimate;
use crate::estimate::text::in_percent;
use crate::plot::axis::{Axis, round_up};
use crate::plot::canvas::{Canvas, GREY, INK, LEADING, MARGIN, ORANGE, SMALL, Stroke, Style, WIDTH};
use crate::plot::classes;
use crate::plot::heading::Heading;
use crate::plot::measure::{Anchor, Frame};
use crate::plot::picture::Picture;
use crate::posterior::{Posterior, ReachPercentiles};
use crate::reach::Reach;
use crate::reported::Grouped;

/// The height of the tallest bar, units.
const MAX_BAR_HEIGHT: f64 = 230.0;
/// The width of the column of global reach, with the space on its left, units.
const GLOBAL_WIDTH: f64 = 170.0;
/// The approximate number of bars.
const BARS: f64 = 22.0;

/// A histogram of the range.
struct Histogram {
    /// The common width of the bars, km.
    step_km: f64,
    /// The lower end of the first bar, km.
    first_km: f64,
    /// The probability of each bar.
    probabilities: Vec<f64>,
}

impl Histogram {
    /// Sorts the draws into bars; none where every draw has global reach.
    fn of(posterior: &Posterior) -> Option<Self> {
        let ranges: Vec<(f64, f64)> =
            posterior.sample.iter().filter_map(|draw| Some((draw.reach.range_km()?, draw.weight))).collect();
        let low = ranges.iter().map(|(km, _)| *km).reduce(f64::min)?;
        let high = ranges.iter().map(|(km, _)| *km).reduce(f64::max)?;
        let step_km = round_up(((high - low) / BARS).max(0.001 * high).max(0.1));
        let first_km = (low / step_km).floor() * step_km;
        let bar = |km: f64| ((km - first_km) / step_km).floor().max(0.0) as usize;
        let mut probabilities = vec![0.0; bar(high) + 1];
        for (km, weight) in ranges {
            if let Some(probability) = probabilities.get_mut(bar(km)) {
                *probability += weight;
            }
        }
        Some(Self { step_km, first_km, probabilities })
    }

    /// Returns the probability of the tallest bar.
    fn max_probability(&self) -> f64 {
        self.probabilities.iter().copied().fold(0.0, f64::max)
    }

    /// Returns the upper end of the last bar, km.
    fn end_km(&self) -> f64 {
        self.first_km + self.step_km * self.probabilities.len() as f64
    }

    /// Renders the bars.
    fn render(&self, canvas: &mut Canvas, axis: &Axis, scale: &BarScale) {
        for (i, probability) in
            self.probabilities.iter().enumerate().filter(|(_, probability)| **probability > 0.0)
        {
            let km = self.first_km + self.step_km * i as f64;
            let frame = Frame {
                left: axis.coordinate_within(km) + 1.0,
                top: scale.top(*probability),
                right: axis.coordinate_within(km + self.step_km) - 1.0,
                bottom: scale.ground,
            };
            canvas.bar(frame, ORANGE);
        }
    }
}

/// Renders the distribution of the range over the vehicles that fly the report as bars, with the
/// 5th, 16th, 50th, 84th and 95th percentile below, the bounds of the classes across, the class
/// probabilities above, and the probability of global reach as a bar of its own.
///
/// # Errors
///
/// Returns [`Error::NothingToPlot`] for an estimate without an interval.
pub fn posterior(estimate: &Estimate) -> Result<Picture> {
    let found = estimate.posterior().ok_or(Error::NothingToPlot {
        picture: "the posterior",
        missing: "there is no interval; it takes the method flown, and a report that some vehicle of the prior flies",
    })?;
    let scheme = estimate.model.scheme();
    let mut canvas = Canvas::new();
    let heading = Heading::of(estimate);
    let y = heading.render(&mut canvas);

    let global = found.global_reach_probability;
    let right = WIDTH - MARGIN - if global > 0.0 { GLOBAL_WIDTH } else { 0.0 };
    let histogram = Histogram::of(found);
    let (low, high) = histogram.as_ref().map_or((0.0, 1e4), |bars| (bars.first_km, bars.end_km()));
    let axis = classes::axis(scheme, low, high, (MARGIN, right));
    let names_y = y + 0.6 * SMALL;
    class_probabilities(&mut canvas, found, scheme, &axis, names_y);
    let ground = names_y + 2.4 * SMALL + MAX_BAR_HEIGHT;
    let max_probability = histogram.as_ref().map_or(0.0, Histogram::max_probability).max(global);
    let scale = BarScale { ground, max_probability };
    if let Some(bars) = &histogram {
        bars.render(&mut canvas, &axis, &scale);
    }
    for bound in classes::bounds_on(scheme, &axis) {
        let x = axis.coordinate(bound);
        canvas.line((x, names_y - 0.8 * SMALL), (x, ground), Stroke::dashed(INK, 2.0, "9 6"));
    }
    if global > 0.0 {
        global_reach(&mut canvas, global, &scale);
    }
    axis.render_below(&mut canvas, ground);
    let y = ground + 12.0 + LEADING * SMALL + 24.0;
    let range_coordinate = |reach: Reach| reach.range_km().map(|km| axis.coordinate_within(km));
    interval_bar(&mut canvas, &found.reach, range_coordinate, IntervalStyle { right, y, colour: INK });
    let caption = caption(histogram.as_ref());
    let y = canvas.paragraph(&caption, (MARGIN, y + 22.0 + SMALL), Style::small(Anchor::Start));
    Ok(canvas.finish("Range on a standard trajectory", &heading.to_string(), y - SMALL + 8.0))
}

/// The scale of the bars.
struct BarScale {
    /// The y coordinate at which the bars stand, units.
    ground: f64,
    /// The probability of the tallest bar.
    max_probability: f64,
}

impl BarScale {
    /// Returns the y coordinate of the upper end of a bar.
    fn top(&self, probability: f64) -> f64 {
        self.ground - MAX_BAR_HEIGHT * probability / self.max_probability
    }
}

/// Writes the name of each class and its probability where the axis has room for them.
fn class_probabilities(canvas: &mut Canvas, found: &Posterior, scheme: &ClassScheme, axis: &Axis, y: f64) {
    let probabilities = found.class_probabilities(scheme);
    classes::names(canvas, scheme, axis, y, |class| {
        let of_class = probabilities.iter().filter(|(of, _)| *of == class);
        let probability = of_class.map(|(_, probability)| probability).sum();
        (probability > 0.0).then(|| in_percent(probability))
    });
}

/// Renders the bar of global reach, with its probability below.
fn global_reach(canvas: &mut Canvas, probability: f64, scale: &BarScale) {
    let (centre, ground) = (WIDTH - MARGIN - 0.35 * GLOBAL_WIDTH, scale.ground);
    let frame =
        Frame { left: centre - 20.0, top: scale.top(probability), right: centre + 20.0, bottom: ground };
    canvas.bar(frame, GREY);
    canvas.line((centre - 50.0, ground), (centre + 50.0, ground), Stroke::solid(INK, 2.0));
    for (text, line) in ["global".to_owned(), in_percent(probability)].iter().zip([1.0, 2.15]) {
        canvas.text(text, (centre, ground + 12.0 + line * SMALL), Style::small(Anchor::Middle));
    }
}

/// Explains the bars, the percentages and the interval bar.
fn caption(histogram: Option<&Histogram>) -> String {
    let explained = "Above: class probability. Below: median, 68 % and 90 % interval.";
    histogram.map_or_else(
        || explained.to_owned(),
        |bars| {
            let step_km = Grouped((10.0 * bars.step_km).round() / 10.0);
            let tallest = in_percent(bars.max_probability());
            format!("Range, km. A bar is {step_km} km wide; the tallest holds {tallest}. {explained}")
        },
    )
}

/// Where and in which colour an interval bar is rendered.
pub(super) struct IntervalStyle {
    /// The x coordinate at which percentiles of global reach are placed, units.
    pub(super) right: f64,
    /// The y coordinate of the bar, units.
    pub(super) y: f64,
    /// The colour, as in SVG.
    pub(super) colour: &'static str,
}

/// Renders the median as a dot, the 68 % interval as a thick bar and the 90 % interval as a thin
/// one. `coordinate` gives the x coordinate of a range; none in global reach.
pub(super) fn interval_bar(
    canvas: &mut Canvas,
    percentiles: &ReachPercentiles,
    coordinate: impl Fn(Reach) -> Option<f64>,
    style: IntervalStyle,
) {
    let IntervalStyle { right, y, colour } = style;
    let x = |reach| coordinate(reach).unwrap_or(right);
    canvas.line((x(percentiles.p05), y), (x(percentiles.p95), y), Stroke::solid(colour, 4.0));
    canvas.line((x(percentiles.p16), y), (x(percentiles.p84), y), Stroke::solid(colour, 12.0));
    canvas.dot((x(percentiles.median), y), 9.0, colour);
}
