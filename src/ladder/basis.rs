//! The two numbers that the methods below the posterior find an arc from.

use crate::error::check::positive;
use crate::error::{Error, Result};
use crate::model::Model;
use crate::observation::Figures;

/// The two numbers that an arc is found from.
///
/// Apogee and ground range fix it well; where both are known the flight time is left over and tests
/// them. A ground range that nobody reported is assumed. An apogee that nobody reported is found
/// from ground range and flight time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Basis {
    /// Apogee altitude and ground range.
    ApogeeAndRange {
        /// The apogee altitude above the surface, m.
        apogee_altitude_m: f64,
        /// The ground range, m; reported or assumed.
        ground_range_m: f64,
    },
    /// Ground range and flight time.
    RangeAndTime {
        /// The ground range, m.
        ground_range_m: f64,
        /// The time from launch to impact, s.
        flight_time_s: f64,
    },
}

impl Basis {
    /// Returns what an observation's figures leave to start from. A one-sided bound stands for
    /// itself.
    pub(crate) fn of(figures: &Figures, model: &Model) -> Self {
        let half_circumference_m = model.sphere().half_circumference_m();
        match (figures.apogee_altitude_m, figures.ground_range_m, figures.flight_time_s) {
            (Some(apogee), Some(range), _) => {
                Self::ApogeeAndRange { apogee_altitude_m: apogee.value, ground_range_m: range.value }
            }
            (Some(apogee), None, _) => Self::ApogeeAndRange {
                apogee_altitude_m: apogee.value,
                ground_range_m: (model.ground_range_per_apogee() * apogee.value).min(half_circumference_m),
            },
            // An observation has two figures, so these are there.
            (None, range, time) => Self::RangeAndTime {
                ground_range_m: range.map_or(0.0, |range| range.value),
                flight_time_s: time.map_or(0.0, |time| time.value),
            },
        }
    }

    /// Checks that these are numbers that a flight can have.
    pub(super) fn check(self, model: &Model) -> Result<()> {
        let (range, (quantity, other)) = match self {
            Self::ApogeeAndRange { apogee_altitude_m, ground_range_m } => {
                (ground_range_m, ("the apogee altitude in m", apogee_altitude_m))
            }
            Self::RangeAndTime { ground_range_m, flight_time_s } => {
                (ground_range_m, ("the flight time in s", flight_time_s))
            }
        };
        if !(range >= 0.0 && range <= model.sphere().half_circumference_m()) {
            return Err(Error::OutsideDomain {
                quantity: "the ground range in m",
                value: range,
                allowed: "from 0 to half the circumference",
            });
        }
        positive(quantity, other)?;
        Ok(())
    }
}
