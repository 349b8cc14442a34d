//! What a reported figure says of the true one.

use crate::prior::Reporting;
use crate::reported::Si;

/// A figure as evidence: anywhere its digits and words allow, as likely, and beyond by a logistic error of its source.
///
/// # Formula
///
/// With F(x) = 1/(1 + exp(−x)), the density at x of a value even between a and b with a logistic error of scale s:
///
/// ```text
/// [F((x − a)/s) − F((x − b)/s)] / (b − a)
/// ```
///
/// A logistic error has heavier tails than a normal one: a source is sometimes just wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Evidence {
    pub(super) low: f64,
    pub(super) high: f64,
    /// Of the error.
    pub(super) scale: f64,
}

impl Evidence {
    /// A figure with an error of its source relative to it, or as large as given, whichever is more; a bound on one side reaches as
    /// far as the prior says.
    fn new(figure: Si, is_one_sided: bool, scale: f64, reporting: &Reporting) -> Self {
        let (low, high) = match (is_one_sided, figure.high) {
            (true, None) => (figure.low, figure.low * (1.0 + reporting.one_sided)),
            (true, Some(high)) => (high * (1.0 - reporting.one_sided), high),
            (false, high) => (figure.low, high.unwrap_or(figure.low)),
        };
        Self { low, high, scale }
    }

    pub(super) fn apogee(figure: Si, is_one_sided: bool, reporting: &Reporting) -> Self {
        Self::new(figure, is_one_sided, reporting.apogee_error * figure.value, reporting)
    }

    pub(super) fn ground_range(figure: Si, is_one_sided: bool, reporting: &Reporting) -> Self {
        Self::new(figure, is_one_sided, reporting.ground_range_error * figure.value, reporting)
    }

    pub(super) fn flight_time(figure: Si, is_one_sided: bool, reporting: &Reporting) -> Self {
        Self::new(figure, is_one_sided, reporting.flight_time_error_s, reporting)
    }

    /// The value at two shares of the unit square.
    pub(super) fn at(&self, even: f64, error: f64) -> f64 {
        self.low + (self.high - self.low) * even + self.scale * (error / (1.0 - error)).ln()
    }

    /// The density at a value.
    pub(super) fn density(&self, value: f64) -> f64 {
        let width = self.high - self.low;
        let below = (value - self.low) / self.scale;
        if width < 1e-6 * self.scale {
            let half = (0.5 * below.abs()).min(300.0);
            return 0.25 / (half.cosh() * half.cosh()) / self.scale;
        }
        // F(a) − F(b) without cancellation in the tails.
        let above = (self.high - value) / self.scale;
        (logistic(below) - logistic(-above)) / width
    }
}

fn logistic(x: f64) -> f64 {
    if x >= 0.0 { 1.0 / (1.0 + (-x).exp()) } else { x.exp() / (1.0 + x.exp()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_density_is_that_of_the_values() {
        for evidence in [
            Evidence { low: 2_190.0, high: 2_250.0, scale: 3.0 },
            Evidence { low: 10.0, high: 10.0, scale: 2.0 },
            Evidence { low: -1.0, high: 1.0, scale: 5.0 },
        ] {
            // All of it is one, and the share below the middle, counted by values, is a half.
            let (from, to) = (evidence.low - 60.0 * evidence.scale, evidence.high + 60.0 * evidence.scale);
            let cells = 200_000;
            let width = (to - from) / f64::from(cells);
            let density = |cell: i32| evidence.density(from + width * (f64::from(cell) + 0.5));
            let whole: f64 = (0..cells).map(|cell| density(cell) * width).sum();
            assert!((whole - 1.0).abs() < 1e-6, "{whole}");
            let edge = 0.5 * (evidence.low + evidence.high) + 0.5 * evidence.scale;
            let below: f64 = (0..cells)
                .filter(|cell| from + width * (f64::from(*cell) + 0.5) < edge)
                .map(|cell| density(cell) * width)
                .sum();
            let share = |i: i32| (f64::from(i) + 0.5) / 400.0;
            let counted = (0..400)
                .flat_map(|i| (0..400).map(move |j| (i, j)))
                .filter(|(i, j)| evidence.at(share(*i), share(*j)) < edge)
                .count();
            assert!((counted as f64 / 160_000.0 - below).abs() < 3e-3, "{counted} {below}");
        }
    }
}
