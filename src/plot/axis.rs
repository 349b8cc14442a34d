//! A straight axis with round ticks.

use crate::plot::canvas::{Canvas, GREY, INK, SMALL, Stroke, Style, WIDTH};
use crate::plot::measure::{Anchor, width};
use crate::reported::Grouped;

/// A linear map from numbers to coordinates along one side of a picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    /// The smallest number of the axis.
    pub(super) low: f64,
    /// The greatest number of the axis.
    pub(super) high: f64,
    /// The coordinate of the smallest number, units of the picture.
    pub(super) from: f64,
    /// The coordinate of the greatest number, units of the picture; on a vertical axis it lies
    /// above the other.
    pub(super) to: f64,
}

impl Axis {
    /// Returns the coordinate of a number.
    pub(super) fn coordinate(&self, number: f64) -> f64 {
        self.from + (self.to - self.from) * (number - self.low) / (self.high - self.low)
    }

    /// Returns the coordinate of a number, or of the nearer end of the axis where the number lies
    /// outside it.
    pub(super) fn coordinate_within(&self, number: f64) -> f64 {
        self.coordinate(number.clamp(self.low, self.high))
    }

    /// Returns round numbers on the axis whose coordinates are at least `spacing` units of the
    /// picture apart.
    fn ticks(&self, spacing: f64) -> Vec<f64> {
        let least = (self.high - self.low) * spacing / (self.to - self.from).abs();
        if !(least > 0.0 && least.is_finite()) {
            return Vec::new();
        }
        let step = round_up(least);
        let (first, last) = ((self.low / step).ceil(), (self.high / step).floor());
        (0..=(last - first).max(0.0) as usize)
            .map(|i| (first + i as f64) * step)
            .filter(|n| *n <= self.high)
            .collect()
    }

    /// Renders the axis as a horizontal line, with its numbers below.
    pub(super) fn render_below(&self, canvas: &mut Canvas, y: f64) {
        canvas.line((self.from, y), (self.to, y), Stroke::solid(INK, 2.0));
        let widest = [self.low, self.high].map(|n| width(&label(n), SMALL)).into_iter().fold(0.0, f64::max);
        for tick in self.ticks(widest + SMALL) {
            let x = self.coordinate(tick);
            canvas.line((x, y), (x, y + 8.0), Stroke::solid(INK, 2.0));
            // A number that would extend beyond the picture is left out; its tick is kept.
            let half = 0.5 * width(&label(tick), SMALL);
            if x - half >= 0.0 && x + half <= WIDTH {
                canvas.text(&label(tick), (x, y + 12.0 + SMALL), Style::small(Anchor::Middle));
            }
        }
    }

    /// Renders the axis as a vertical line, with its numbers to the left and thin lines across to
    /// the right.
    pub(super) fn render_left(&self, canvas: &mut Canvas, x: f64, right: f64) {
        for tick in self.ticks(2.5 * SMALL) {
            let y = self.coordinate(tick);
            canvas.line((x, y), (right, y), Stroke::dashed(GREY, 0.8, "2 6"));
            canvas.text(&label(tick), (x - 10.0, y + 0.35 * SMALL), Style::small(Anchor::End));
        }
        canvas.line((x, self.from), (x, self.to), Stroke::solid(INK, 2.0));
    }
}

/// Returns the smallest of 1, 2 and 5 times a power of ten that is no less than a positive number.
pub(super) fn round_up(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0].into_iter().map(|n| n * power).find(|round| *round >= least).unwrap_or(10.0 * power)
}

/// Returns the text of a number on an axis, without trailing zeros.
fn label(number: f64) -> String {
    let rounded = (number * 1e6).round() / 1e6;
    if rounded.fract() == 0.0 {
        format!("{:.0}", Grouped(rounded.abs()))
    } else {
        Grouped(rounded).to_string()
    }
}
