//! The answer to "how far?": a distance, or every place there is.

use std::fmt;

use crate::physics::earth::Sphere;
use crate::reported::Grouped;

/// How far a vehicle reaches.
///
/// Ranges end at half the circumference of the Earth: a vehicle that reaches that far reaches every place, and how much
/// more it could do is no range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reach {
    /// So far over the ground, m, and no farther.
    Within {
        /// The greatest ground range, m, at most half the circumference.
        ground_range_m: f64,
    },
    /// Every place on Earth.
    Global,
}

impl Reach {
    /// A ground range on a sphere, or global from half the circumference on.
    pub(crate) fn of_ground_range_m(ground_range_m: f64, sphere: Sphere) -> Self {
        if ground_range_m < sphere.half_circumference_m() {
            Self::Within { ground_range_m }
        } else {
            Self::Global
        }
    }

    /// Returns the range as a number that sorts, m: infinite for global reach.
    pub(crate) fn sortable_range_m(self) -> f64 {
        match self {
            Self::Within { ground_range_m } => ground_range_m,
            Self::Global => f64::INFINITY,
        }
    }

    /// The range in km; none in global reach, which is no number.
    pub fn range_km(&self) -> Option<f64> {
        match self {
            Self::Within { ground_range_m } => Some(ground_range_m / 1e3),
            Self::Global => None,
        }
    }
}

/// A reach printed to a whole number of steps, so that its last digit is no finer than the interval around it.
pub(crate) struct Rounded {
    pub(crate) reach: Reach,
    /// The step, km: a power of ten.
    pub(crate) step_km: f64,
}

impl fmt::Display for Rounded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reach.range_km() {
            Some(range_km) => {
                let rounded_km = (range_km / self.step_km).round() * self.step_km;
                f.pad(&format!("{:.0} km", Grouped(rounded_km)))
            }
            None => f.pad("global reach"),
        }
    }
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.range_km() {
            Some(range_km) => f.pad(&format!("{:.0} km", Grouped(range_km))),
            None => f.pad("global reach"),
        }
    }
}
