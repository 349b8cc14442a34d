//! How a quantity that nobody reported is spread: its ends and, where the record shows them, its
//! quartiles.

use std::ops::RangeInclusive;

use crate::error::{Error, Result};
use crate::prior::bounds::{Bounds, Setting, bounds};

/// The distribution of a quantity that is drawn.
///
/// Between its bounds it is uniform. Where quartiles are given, half of the probability lies evenly
/// between them and a quarter on either side, where its density falls linearly to nothing at the
/// bound: extremes are rare. All of it is meant in the logarithm for ratios of acceleration and
/// drag, in the value for the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Marginal {
    bounds: Bounds,
    quartiles: Option<Bounds>,
}

/// Returns the distribution from `low` to `high` of which a half lies from `first` to `third`.
pub(super) const fn marginal(low: f64, [first, third]: [f64; 2], high: f64) -> Marginal {
    Marginal { bounds: bounds(low, high), quartiles: Some(bounds(first, third)) }
}

impl Marginal {
    /// Returns the distribution that is even from `low` to `high`.
    pub(super) const fn even(low: f64, high: f64) -> Self {
        Self { bounds: bounds(low, high), quartiles: None }
    }

    /// Returns the least and the greatest value.
    pub const fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Returns the first and the third quartile; none of a distribution that is uniform.
    pub const fn quartiles(&self) -> Option<Bounds> {
        self.quartiles
    }

    /// Returns a distribution with quartiles.
    ///
    /// # Errors
    ///
    /// [`Error::ReversedBounds`] unless the quartiles lie in this order within the bounds.
    pub fn with_quartiles(self, quartiles: impl Into<Bounds>) -> Result<Self> {
        let Bounds { low: first, high: third } = quartiles.into();
        let Bounds { low, high } = self.bounds;
        for (low, high) in [(low, first), (first, third), (third, high)] {
            if !(low <= high) {
                return Err(Error::ReversedBounds { quantity: "the quartiles", low, high });
            }
        }
        Ok(Self { quartiles: Some(bounds(first, third)), ..self })
    }

    /// Returns the value below which a fraction of the probability lies, even in the value.
    pub(super) fn at(&self, fraction: f64) -> f64 {
        self.piece(fraction, |bounds, fraction| bounds.at(fraction))
    }

    /// Returns the value below which a fraction of the probability lies, even in the logarithm.
    pub(super) fn log_at(&self, fraction: f64) -> f64 {
        self.piece(fraction, |bounds, fraction| bounds.log_at(fraction))
    }

    fn piece(&self, fraction: f64, at: impl Fn(Bounds, f64) -> f64) -> f64 {
        let Bounds { low, high } = self.bounds;
        match self.quartiles {
            None => at(self.bounds, fraction),
            Some(Bounds { low: first, .. }) if fraction < 0.25 => {
                at(bounds(low, first), (4.0 * fraction).sqrt())
            }
            Some(Bounds { high: third, .. }) if fraction > 0.75 => {
                at(bounds(third, high), 1.0 - (4.0 * (1.0 - fraction)).sqrt())
            }
            Some(quartiles) => at(quartiles, 2.0 * fraction - 0.5),
        }
    }

    /// Returns the probability below a value, even in the logarithm.
    fn log_below(&self, value: f64) -> f64 {
        let share = |low: f64, high: f64| {
            if value >= high {
                1.0
            } else if value <= low {
                0.0
            } else {
                (value / low).ln() / (high / low).ln()
            }
        };
        let Bounds { low, high } = self.bounds;
        match self.quartiles {
            None => share(low, high),
            Some(Bounds { low: first, high: third }) => {
                let (below, above) = (share(low, first), 1.0 - share(third, high));
                0.25 * below * below + 0.5 * share(first, third) + 0.25 * (1.0 - above * above)
            }
        }
    }

    /// Returns the density of the logarithm at a value; zero outside the bounds. A known value has
    /// density one.
    pub(super) fn log_density(&self, value: f64) -> f64 {
        let Bounds { low, high } = self.bounds;
        if !self.bounds.holds(value) {
            return 0.0;
        }
        if low == high {
            return 1.0;
        }
        let Some(Bounds { low: first, high: third }) = self.quartiles else { return 1.0 / (high / low).ln() };
        // From nothing at the bound to twice the mean of the piece at the quartile.
        let falling = |bound: f64, quartile: f64| {
            let length = (quartile / bound).ln();
            0.5 * (value / bound).ln() / (length * length)
        };
        if value < first {
            falling(low, first)
        } else if value > third {
            falling(high, third).abs()
        } else {
            0.5 / (third / first).ln()
        }
    }

    /// Returns the value at a fraction of the probability that lies within limits, even in the
    /// logarithm, and that probability; none if it is empty. A known value within the limits has
    /// probability one.
    pub(super) fn log_at_within(&self, limits: Bounds, fraction: f64) -> Option<(f64, f64)> {
        let both = self.bounds.and(limits);
        if !(both.low <= both.high) {
            return None;
        }
        if self.bounds.low == self.bounds.high {
            return Some((self.bounds.low, 1.0));
        }
        let (from, to) = (self.log_below(both.low), self.log_below(both.high));
        let value = self.log_at(from + (to - from) * fraction);
        Some((value.clamp(both.low, both.high), to - from))
    }
}

impl From<Bounds> for Marginal {
    fn from(Bounds { low, high }: Bounds) -> Self {
        Self::even(low, high)
    }
}

impl From<RangeInclusive<f64>> for Marginal {
    fn from(range: RangeInclusive<f64>) -> Self {
        Bounds::from(range).into()
    }
}

impl Setting for Marginal {
    fn limited(self, quantity: &'static str, limits: Bounds, allowed: &'static str) -> Result<Self> {
        self.bounds.limited(quantity, limits, allowed)?;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_lies_between_the_quartiles() {
        let marginal = marginal(1.0, [2.0, 4.0], 16.0);
        let shares = [0.0, 0.0625, 0.25, 0.5, 0.75, 0.9375, 1.0];
        assert_eq!(shares.map(|share| marginal.at(share)), [1.0, 1.5, 2.0, 3.0, 4.0, 10.0, 16.0]);
        for share in shares {
            assert!((marginal.log_below(marginal.log_at(share)) - share).abs() < 1e-12);
        }
        // The density is the slope of the probability.
        for value in [1.2, 1.9, 2.1, 3.9, 5.0, 15.0] {
            let slope = (marginal.log_below(value * 1.0001) - marginal.log_below(value / 1.0001)) / 2e-4;
            assert!((slope - marginal.log_density(value)).abs() < 1e-3, "{value}: {slope}");
        }
        // Within limits, the rest of the distribution is left, and its share is the weight.
        let (value, weight) = marginal.log_at_within(bounds(2.0, 100.0), 0.0).unwrap();
        assert_eq!((value, weight), (2.0, 0.75));
        assert_eq!(marginal.log_at_within(bounds(17.0, 20.0), 0.5), None);
        let known = Marginal::from(3.0..=3.0);
        assert_eq!(known.log_at_within(bounds(1.0, 4.0), 0.5), Some((3.0, 1.0)));
        assert!(Marginal::from(1.0..=2.0).with_quartiles(0.5..=1.5).is_err());
    }
}
