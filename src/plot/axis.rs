//! A straight axis with round ticks.

use super::canvas::{Canvas, GREY, INK, SMALL, Stroke, Style};
use super::measure::{Anchor, width};
use crate::reported::Grouped;

/// From numbers to places along one side of a picture.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    /// The numbers at its ends.
    pub(super) low: f64,
    pub(super) high: f64,
    /// Where its ends are drawn; the second may lie above the first.
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Axis {
    pub(super) fn place(&self, number: f64) -> f64 {
        self.from + (self.to - self.from) * (number - self.low) / (self.high - self.low)
    }

    /// The place of a number, or of the nearer end.
    pub(super) fn place_within(&self, number: f64) -> f64 {
        self.place(number.clamp(self.low, self.high))
    }

    /// Round numbers on it that are at least so far apart, in units of the picture, and how far.
    fn ticks(&self, apart: f64) -> Vec<f64> {
        let least = (self.high - self.low) * apart / (self.to - self.from).abs();
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

    /// A horizontal axis at a height, with its numbers below.
    pub(super) fn draw_below(&self, canvas: &mut Canvas, y: f64) {
        canvas.line((self.from, y), (self.to, y), Stroke::solid(INK, 2.0));
        let widest = [self.low, self.high].map(|n| width(&label(n), SMALL)).into_iter().fold(0.0, f64::max);
        for tick in self.ticks(widest + SMALL) {
            let x = self.place(tick);
            canvas.line((x, y), (x, y + 8.0), Stroke::solid(INK, 2.0));
            // A number that would leave the picture is left out, its tick is not.
            let half = 0.5 * width(&label(tick), SMALL);
            if x - half >= 0.0 && x + half <= super::canvas::WIDTH {
                canvas.text(&label(tick), (x, y + 12.0 + SMALL), Style::small(Anchor::MedianVehicle));
            }
        }
    }

    /// A vertical axis at a place, with its numbers to the left and thin lines across to the right.
    pub(super) fn draw_left(&self, canvas: &mut Canvas, x: f64, right: f64) {
        for tick in self.ticks(2.5 * SMALL) {
            let y = self.place(tick);
            canvas.line((x, y), (right, y), Stroke::dashed(GREY, 0.8, "2 6"));
            canvas.text(&label(tick), (x - 10.0, y + 0.35 * SMALL), Style::small(Anchor::End));
        }
        canvas.line((x, self.from), (x, self.to), Stroke::solid(INK, 2.0));
    }
}

/// The least of 1, 2, 5 times a power of ten that is no less than a number above zero.
pub(super) fn round_up(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0].into_iter().map(|n| n * power).find(|round| *round >= least).unwrap_or(10.0 * power)
}

/// A number of an axis, as short as it is round.
fn label(number: f64) -> String {
    let rounded = (number * 1e6).round() / 1e6;
    if rounded.fract() == 0.0 {
        format!("{:.0}", Grouped(rounded.abs()))
    } else {
        Grouped(rounded).to_string()
    }
}
