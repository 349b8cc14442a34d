//! What comes down: a separated payload, or the whole burnt-out vehicle.

/// What comes down after the last burnout, which nobody reports.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ReentryBody {
    /// A payload that separates.
    Payload {
        /// The ballistic coefficient m/(C_d A), kg/m²; infinite for no drag.
        ballistic_coefficient_kg_per_m2: f64,
    },
    /// The whole vehicle of one stage, burnt out, nose first.
    WholeBody {
        /// Its drag coefficient on re-entry over that of the ascent.
        drag_ratio: f64,
    },
}

impl ReentryBody {
    /// Returns the ballistic coefficient m/(C_d A) of what comes down, kg/m², for that of the
    /// vehicle at lift-off, kg/m², and the mass left after the last burnout over that at lift-off.
    pub fn ballistic_coefficient_kg_per_m2(self, lift_off_kg_per_m2: f64, mass_left: f64) -> f64 {
        match self {
            Self::Payload { ballistic_coefficient_kg_per_m2 } => ballistic_coefficient_kg_per_m2,
            Self::WholeBody { drag_ratio } => lift_off_kg_per_m2 * mass_left / drag_ratio,
        }
    }
}
