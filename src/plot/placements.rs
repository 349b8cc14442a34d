//! Known ranges in the samples of their estimates: how many fall where, beside how many should.

use crate::error::{Error, Result};
use crate::plot::axis::Axis;
use crate::plot::canvas::{BLUE, Canvas, INK, MARGIN, ORANGE, PALE, SMALL, Stroke, Style, TEXT, WIDTH};
use crate::plot::measure::{Anchor, Frame, width};
use crate::plot::picture::Picture;

/// The zones of the picture, percentages of the sample.
const ZONES: [(f64, f64); 6] =
    [(0.0, 5.0), (5.0, 16.0), (16.0, 50.0), (50.0, 84.0), (84.0, 95.0), (95.0, 100.0)];

/// The ends of the 90 % interval, percentages of the sample.
const INTERVAL: std::ops::RangeInclusive<f64> = 5.0..=95.0;

/// The radius of a dot, units.
const RADIUS: f64 = 8.0;

/// The distance of the middles of dots above each other, units.
const STEP: f64 = 17.0;

/// Known ranges of one kind, each with the place at which it falls in the sample of its estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct Placements {
    /// The name of the kind.
    pub name: String,
    /// The place of each range.
    pub places: Vec<Placement>,
}

/// The place of a range in the sample of its estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// The percentage of the sample below the range, from 0 to 100.
    pub percent: f64,
    /// Whether the digits and words of the range meet the 90 % interval, even if the number itself
    /// lies beside it.
    pub is_inside: bool,
}

/// Renders where known ranges fall in the samples of their estimates: a strip of dots for each
/// kind, with the 90 % interval behind it, and below every zone the count and the expected count.
///
/// # Errors
///
/// Returns [`Error::NothingToPlot`] without a range, and
/// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for a percentage that is none.
pub fn placements(kinds: &[Placements]) -> Result<Picture> {
    if kinds.iter().all(|kind| kind.places.is_empty()) {
        return Err(Error::NothingToPlot {
            picture: "the placements",
            missing: "there is no range; give one percentage at least",
        });
    }
    for Placement { percent, .. } in kinds.iter().flat_map(|kind| kind.places.iter().copied()) {
        if !(0.0..=100.0).contains(&percent) {
            return Err(Error::OutsideDomain {
                quantity: "the percentage of a sample",
                value: percent,
                allowed: "0 to 100",
            });
        }
    }
    let mut canvas = Canvas::new();
    let title = "Where known ranges fall in the sample of their estimates";
    let mut y = canvas.paragraph(title, (MARGIN, MARGIN + TEXT), Style::bold());
    let mut described = Vec::new();
    for kind in kinds.iter().filter(|kind| !kind.places.is_empty()) {
        let said = kind.in_words();
        y = canvas.paragraph(&said, (MARGIN, y + 0.4 * TEXT), Style::small(Anchor::Start));
        described.push(said);
        y = kind.render(&mut canvas, y);
    }
    let caption = "A dot for each range. Shaded: the 90 % interval, which a range also meets by its digits. Below the axis: \
                   the percentage of the sample; how many ranges fall between the lines; how many should.";
    let y = canvas.paragraph(caption, (MARGIN, y + 0.3 * TEXT), Style::small(Anchor::Start));
    Ok(canvas.finish(title, &described.join("; "), y - SMALL + 8.0))
}

impl Placements {
    /// Returns the number of ranges inside the 90 % interval, and the expected number, in words.
    fn in_words(&self) -> String {
        let inside = self.places.iter().filter(|place| place.is_inside).count();
        let (all, expected) = (self.places.len(), 0.9 * self.places.len() as f64);
        format!("{}: {inside} of {all} in the 90 % interval, {expected:.1} expected", self.name)
    }

    /// Renders the strip below a height, and returns the height for what follows.
    fn render(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let axis = Axis { low: 0.0, high: 100.0, from: MARGIN, to: WIDTH - MARGIN };
        let stacks = self.stacks(&axis);
        let tallest = stacks.iter().map(|(_, level)| *level).max().unwrap_or(0);
        let y = top + STEP * tallest as f64;
        let (above, base) = (top - RADIUS - 6.0, y + RADIUS + 6.0);
        let (left, right) = (axis.coordinate(*INTERVAL.start()), axis.coordinate(*INTERVAL.end()));
        canvas.bar(Frame { left, top: above, right, bottom: base }, PALE);
        let inner_bounds = || ZONES.into_iter().skip(1).map(|(low, _)| low);
        for bound in inner_bounds() {
            let x = axis.coordinate(bound);
            canvas.line((x, above), (x, base + 8.0), Stroke::solid(INK, 1.2));
        }
        canvas.line((axis.from, base), (axis.to, base), Stroke::solid(INK, 2.0));
        for (place, level) in stacks {
            let colour = if place.is_inside { BLUE } else { ORANGE };
            canvas.dot((axis.coordinate(place.percent), y - STEP * level as f64), RADIUS, colour);
        }
        let baseline = base + 12.0 + SMALL;
        for bound in inner_bounds() {
            canvas.text(
                &format!("{bound}"),
                (axis.coordinate(bound), baseline),
                Style::small(Anchor::Middle),
            );
        }
        self.counts(canvas, &axis, baseline + 1.25 * SMALL)
    }

    /// Writes the counts on a baseline and the expected ones below it, and returns the height for
    /// what follows.
    fn counts(&self, canvas: &mut Canvas, axis: &Axis, baseline: f64) -> f64 {
        for (low, high) in ZONES {
            let middle = axis.coordinate(0.5 * (low + high));
            let count = self.places.iter().filter(|place| is_in(place.percent, low, high)).count();
            canvas.text(&count.to_string(), (middle, baseline), Style::small(Anchor::Middle));
            let expected = format!("{:.1}", 0.01 * (high - low) * self.places.len() as f64);
            if width(&expected, SMALL) <= axis.coordinate(high) - axis.coordinate(low) {
                canvas.text(&expected, (middle, baseline + 1.25 * SMALL), Style::small(Anchor::Middle));
            }
        }
        baseline + 1.25 * SMALL + 1.3 * SMALL
    }

    /// Returns every place, rising, with the level of its dot above the axis, so that no two dots
    /// overlap.
    fn stacks(&self, axis: &Axis) -> Vec<(Placement, usize)> {
        let mut places = self.places.clone();
        places.sort_by(|a, b| a.percent.total_cmp(&b.percent));
        let mut stacks: Vec<(Placement, usize)> = Vec::with_capacity(places.len());
        for place in places {
            let distance =
                |other: &Placement| axis.coordinate(place.percent) - axis.coordinate(other.percent);
            let near = stacks.iter().filter(|(other, _)| distance(other) < 2.0 * RADIUS + 1.0);
            let taken: Vec<usize> = near.map(|(_, level)| *level).collect();
            let level = (0..=taken.len()).find(|level| !taken.contains(level)).unwrap_or(0);
            stacks.push((place, level));
        }
        stacks
    }
}

/// Returns whether a percentage lies in a zone, the last of which includes its end.
fn is_in(percent: f64, low: f64, high: f64) -> bool {
    percent >= low && (percent < high || high == 100.0)
}
