//! The steering of the reported loft, which nobody reports.

use std::f64::consts::FRAC_PI_2;

use crate::physics::steering::{PitchPoint, Steering};

/// The kind of steering of the reported loft. One angle of it is solved for to meet the ground
/// range.
///
/// A gravity turn spends no thrust on steering. A pitch programme spends the more, the longer it
/// takes: the velocity lags behind the attitude. A vehicle whose loft was flown by a slow pitch
/// programme has more propulsion than the same loft by a gravity turn shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LoftSteering {
    /// A gravity turn; the angle is its kick.
    GravityTurn,
    /// A pitch programme: the attitude turns at a constant rate from the vertical, from the end of
    /// the vertical rise on, and is then held. The angle is that of the attitude from the vertical
    /// at its end.
    PitchProgramme {
        /// The part of the time from the end of the rise to the last burnout that the turn takes,
        /// from 0.01 to 1.
        share_of_burn: f64,
    },
}

impl LoftSteering {
    /// Returns the time at which a pitch programme ends, s; none for a gravity turn.
    pub(crate) fn end_s(self, kick_time_s: f64, burn_time_s: f64) -> Option<f64> {
        match self {
            Self::GravityTurn => None,
            Self::PitchProgramme { share_of_burn } => {
                Some(kick_time_s + share_of_burn * (burn_time_s - kick_time_s))
            }
        }
    }

    /// Returns the steering with an angle, rad, of a vehicle with a given end of the vertical rise
    /// and last burnout, s.
    pub(crate) fn with_angle(self, angle_rad: f64, kick_time_s: f64, burn_time_s: f64) -> Steering {
        match self.end_s(kick_time_s, burn_time_s) {
            None => Steering::GravityTurn { kick_time_s, kick_angle_rad: angle_rad },
            Some(end_s) => Steering::PitchProgramme {
                points: vec![
                    PitchPoint { time_s: kick_time_s, attitude_rad: FRAC_PI_2 },
                    PitchPoint { time_s: end_s, attitude_rad: FRAC_PI_2 - angle_rad },
                ],
            },
        }
    }
}
