//! A weighted sample of a number, and its quantiles.

/// A weighted sample of a number, and its quantiles.
///
/// Each number stands at the middle of its own weight; between two the quantile is linear
/// (Hazen's rule, with weights).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WeightedSample {
    /// Pairs of a value and the weight below the middle of its own, ascending.
    points: Vec<(f64, f64)>,
    total: f64,
}

impl WeightedSample {
    pub(crate) fn of(numbers: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut points: Vec<(f64, f64)> = numbers.into_iter().filter(|(_, weight)| *weight > 0.0).collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut total = 0.0;
        for (_, weight) in &mut points {
            let own = *weight;
            *weight = total + 0.5 * own;
            total += own;
        }
        Self { points, total }
    }

    /// Returns the quantile at a probability; infinite where it lies among infinite values, NaN of
    /// an empty sample.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        let wanted = share * self.total;
        let after = self.points.partition_point(|(_, below)| *below < wanted);
        match (after.checked_sub(1).and_then(|before| self.points.get(before)), self.points.get(after)) {
            (Some((x0, w0)), Some((x1, w1))) => {
                if x1.is_finite() {
                    x0 + (x1 - x0) * (wanted - w0) / (w1 - w0)
                } else if 0.5 * (w0 + w1) >= wanted {
                    *x0
                } else {
                    *x1
                }
            }
            (Some((x, _)), None) | (None, Some((x, _))) => *x,
            (None, None) => f64::NAN,
        }
    }

    /// Returns the share of the weight at or below a value.
    pub(super) fn share_below(&self, value: f64) -> f64 {
        let after = self.points.partition_point(|(x, _)| *x <= value);
        match (after.checked_sub(1).and_then(|before| self.points.get(before)), self.points.get(after)) {
            (Some((x0, w0)), Some((x1, w1))) => {
                let along = if x1.is_finite() && x1 > x0 { (value - x0) / (x1 - x0) } else { 0.0 };
                (w0 + (w1 - w0) * along) / self.total
            }
            (None, _) => 0.0,
            (Some(_), None) => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_weights() {
        let even = WeightedSample::of((0..100).map(|i| (f64::from(i) + 0.5, 1.0)));
        for share in [0.05, 0.16, 0.5, 0.84, 0.95] {
            assert!((even.quantile(share) - 100.0 * share).abs() < 1e-9);
            assert!((even.share_below(100.0 * share) - share).abs() < 1e-9);
        }
        // A weight of two is two numbers.
        let heavy = WeightedSample::of([(1.0, 1.0), (2.0, 2.0), (3.0, 1.0)]);
        assert!((heavy.quantile(0.5) - 2.0).abs() < 1e-12);
        let global = WeightedSample::of([(1.0, 1.0), (2.0, 1.0), (f64::INFINITY, 2.0)]);
        assert_eq!(global.quantile(0.95), f64::INFINITY);
        assert!(global.quantile(0.3).is_finite());
        assert!(WeightedSample::of([]).quantile(0.5).is_nan());
        assert_eq!(WeightedSample::of([(7.0, 1.0)]).quantile(0.05), 7.0);
        // A number without weight changes nothing.
        assert_eq!(WeightedSample::of([(1.0, 0.0), (7.0, 1.0), (9.0, 0.0)]).quantile(0.05), 7.0);
    }
}
