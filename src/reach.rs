//! The reach of a vehicle: a ground range, or every place on Earth.

use std::fmt;

use crate::physics::earth::Sphere;
use crate::reported::Grouped;

/// The reach of a vehicle.
///
/// The greatest range there is, half the circumference of the Earth, reaches every place. Whatever
/// more a vehicle could do is not a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reach {
    /// A ground range below half the circumference.
    Within {
        /// The greatest ground range, m.
        ground_range_m: f64,
    },
    /// Every place on Earth.
    Global,
}

impl Reach {
    /// Returns the reach for a ground range on a sphere, m: global from half the circumference on.
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

    /// Returns the range in km; none for global reach.
    pub fn range_km(&self) -> Option<f64> {
        match self {
            Self::Within { ground_range_m } => Some(ground_range_m / 1e3),
            Self::Global => None,
        }
    }
}

/// A reach printed to a multiple of a step, so that its last digit is no finer than the interval
/// around it.
pub(crate) struct Rounded {
    /// The reach to print.
    pub(crate) reach: Reach,
    /// The step, a power of ten, km.
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
