//! Bounds of a quantity, and settings that are checked against their limits.

use std::ops::RangeInclusive;

use crate::error::check::within;
use crate::error::{Error, Result};

/// The least and the greatest value of a quantity that nobody reported.
///
/// A quantity that is drawn is uniform between them: in its logarithm for ratios of acceleration,
/// drag and time, in its value for the rest. A quantity that follows from others, such as the total
/// burn time or the last stage's propellant, is limited by them: a vehicle outside is excluded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The least value, in the unit of the quantity.
    pub low: f64,
    /// The greatest value, in the unit of the quantity; equal to the least for a quantity that is
    /// known.
    pub high: f64,
}

/// Returns the bounds from `low` to `high`.
pub(super) const fn bounds(low: f64, high: f64) -> Bounds {
    Bounds { low, high }
}

impl Bounds {
    /// Returns whether a value is within the bounds, the ends included.
    pub fn holds(&self, value: f64) -> bool {
        value >= self.low && value <= self.high
    }

    /// Returns the value at a fraction of the way from low to high, evenly.
    pub(crate) fn at(&self, fraction: f64) -> f64 {
        self.low + (self.high - self.low) * fraction
    }

    /// Returns the value at a fraction of the way from low to high, evenly in the logarithm.
    pub(crate) fn log_at(&self, fraction: f64) -> f64 {
        self.low * (self.high / self.low).powf(fraction)
    }

    /// Returns the bounds of the values that both hold; low above high if there are none.
    pub(crate) fn and(&self, other: Self) -> Self {
        bounds(self.low.max(other.low), self.high.min(other.high))
    }

    /// Returns whether the value is known: there is only one.
    pub(crate) fn is_known(&self) -> bool {
        self.low == self.high
    }

    /// Returns the bounds, of a known value those a little to either side of it: a share of its
    /// size that is the same for all.
    pub(super) fn widened_if_known(&self) -> Self {
        if self.low < self.high { *self } else { bounds(self.low * (1.0 - KNOWN), self.high * (1.0 + KNOWN)) }
    }
}

/// Half of the relative width that stands for a known value.
pub(super) const KNOWN: f64 = 5e-4;

impl From<RangeInclusive<f64>> for Bounds {
    fn from(range: RangeInclusive<f64>) -> Self {
        bounds(*range.start(), *range.end())
    }
}

/// A setting with limits: one number, or bounds.
pub(super) trait Setting: Sized {
    /// Returns the setting if every number of it is within the limits. NaN never is.
    fn limited(self, quantity: &'static str, limits: Bounds, allowed: &'static str) -> Result<Self>;
}

impl Setting for f64 {
    fn limited(self, quantity: &'static str, limits: Bounds, allowed: &'static str) -> Result<Self> {
        within(limits.holds(self), quantity, self, allowed)
    }
}

impl Setting for Bounds {
    fn limited(self, quantity: &'static str, limits: Bounds, allowed: &'static str) -> Result<Self> {
        for value in [self.low, self.high] {
            within(limits.holds(value), quantity, value, allowed)?;
        }
        if self.low > self.high {
            return Err(Error::ReversedBounds { quantity, low: self.low, high: self.high });
        }
        Ok(self)
    }
}

/// Writes a getter and a setter for each setting of a struct, from one table: the meaning, the
/// field, the setter and what it takes, then the quantity as errors call it, its limits and the
/// limits in words.
macro_rules! settings {
    ($(
        $(#[$meaning:meta])*
        $field:ident: $kept:ty, $setter:ident($given:ty): $quantity:literal, $low:expr, $high:expr, $allowed:literal;
    )*) => {
        $(
            #[doc = concat!("Returns ", $quantity, ".")]
            ///
            $(#[$meaning])*
            pub fn $field(&self) -> $kept {
                self.$field
            }

            #[doc = concat!("Sets ", $quantity, ".")]
            ///
            $(#[$meaning])*
            ///
            /// # Errors
            ///
            #[doc = concat!("[`Error::OutsideDomain`](crate::Error::OutsideDomain) unless it is ", $allowed, "; for bounds,")]
            /// [`Error::ReversedBounds`](crate::Error::ReversedBounds) if the greater comes first.
            pub fn $setter(self, $field: $given) -> Result<Self> {
                let given: $kept = $field.into();
                let limits = Bounds { low: $low, high: $high };
                Ok(Self { $field: given.limited($quantity, limits, $allowed)?, ..self })
            }
        )*
    };
}

pub(super) use settings;
