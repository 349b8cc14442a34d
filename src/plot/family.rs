//! The ranges of several flights of one missile, alone and together.

use crate::error::{Error, Result};
use crate::family::Family;
use crate::plot::axis::Axis;
use crate::plot::canvas::{BLUE, Canvas, GREY, MARGIN, ORANGE, SMALL, Style, TEXT, WIDTH};
use crate::plot::measure::{Anchor, Frame};
use crate::plot::picture::Picture;
use crate::posterior::ReachPercentiles;
use crate::reach::Reach;

/// The thickness of a bar and the distance of two bars of a flight, units.
const BAR: f64 = 12.0;
const STEP: f64 = 20.0;
/// The greatest range of the axis where one is global, over the greatest that is not.
const BEYOND: f64 = 1.1;

/// Renders the 90 % interval of the range of each flight, alone above and together below, with a
/// dot at the median. A bar that ends at the right edge goes on into global reach.
///
/// # Errors
///
/// Returns [`Error::NothingToPlot`] where no flight has a range.
pub fn family(family: &Family) -> Result<Picture> {
    let bars: Vec<Bars<'_>> = family.flights.iter().filter_map(Bars::of).collect();
    if bars.is_empty() {
        return Err(Error::NothingToPlot {
            picture: "the family",
            missing: "no flight has a range; give apogee and flight time of two flights",
        });
    }
    let axis = axis(&bars);
    let mut canvas = Canvas::new();
    let title = "The range of each flight's payload: alone, and from all flights together";
    let mut y = canvas.paragraph(title, (MARGIN, MARGIN + TEXT), Style::bold());
    if let Some(measure) = &family.one_missile {
        y = canvas.paragraph(&measure.to_string(), (MARGIN, y), Style::text(Anchor::Start));
    }
    for one in &bars {
        y = canvas.paragraph(one.name, (MARGIN, y + 0.5 * TEXT), Style::small(Anchor::Start)) - 0.8 * SMALL;
        for (reach, colour) in [(Some(one.alone), GREY), (one.together, BLUE)] {
            let Some(reach) = reach else { continue };
            bar(&mut canvas, &axis, reach, y, colour);
            y += STEP;
        }
        y += SMALL;
    }
    axis.render_below(&mut canvas, y);
    let caption = "Range on a standard trajectory, km. Grey: from the flight alone; blue: from all flights. A bar is the \
                   90 % interval, the dot in it the median.";
    let y = canvas.paragraph(caption, (MARGIN, y + 3.2 * SMALL), Style::small(Anchor::Start));
    let described: Vec<String> = bars.iter().map(Bars::in_words).collect();
    Ok(canvas.finish(title, &described.join("; "), y - SMALL + 8.0))
}

/// The intervals of one flight.
struct Bars<'a> {
    name: &'a str,
    alone: &'a ReachPercentiles,
    together: Option<&'a ReachPercentiles>,
}

impl<'a> Bars<'a> {
    /// Returns the intervals of a flight; none without a range.
    fn of(flight: &'a crate::family::FamilyFlight) -> Option<Self> {
        Some(Self {
            name: flight.report.reporter(),
            alone: &flight.alone.as_ref()?.posterior()?.reach,
            together: flight.together.as_ref().map(|together| &together.reach),
        })
    }

    fn in_words(&self) -> String {
        let interval = |reach: &ReachPercentiles| reach.printed_interval(reach.p05, reach.p95);
        let together = self
            .together
            .map_or_else(|| "not joined".to_owned(), |reach| format!("together {}", interval(reach)));
        format!("{}: alone {}, {together}", self.name, interval(self.alone))
    }
}

/// Returns the axis that holds every finite range.
fn axis(bars: &[Bars<'_>]) -> Axis {
    let ends = bars.iter().flat_map(|one| {
        [Some(one.alone), one.together]
            .into_iter()
            .flatten()
            .flat_map(|reach| [reach.p05, reach.median, reach.p95])
    });
    let finite: Vec<f64> = ends.clone().filter_map(|reach| reach.range_km()).collect();
    let is_global = ends.clone().any(|reach| reach == Reach::Global);
    let low = finite.iter().copied().fold(f64::INFINITY, f64::min).min(20_000.0);
    let high = finite.iter().copied().fold(low, f64::max);
    let beyond = if is_global { BEYOND * high } else { high };
    let pad = (0.05 * (beyond - low)).max(0.01 * low);
    Axis { low: (low - pad).max(0.0), high: beyond + pad, from: MARGIN, to: WIDTH - MARGIN }
}

/// Draws the interval and the median of a range above a height.
fn bar(canvas: &mut Canvas, axis: &Axis, reach: &ReachPercentiles, y: f64, colour: &'static str) {
    let at = |reach: Reach| reach.range_km().map_or(axis.to, |km| axis.coordinate_within(km));
    let (left, right) = (at(reach.p05), at(reach.p95));
    canvas.bar(Frame { left, top: y, right: right.max(left + 2.0), bottom: y + BAR }, colour);
    canvas.dot((at(reach.median), y + 0.5 * BAR), 0.5 * BAR, ORANGE);
}
