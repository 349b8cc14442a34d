//! Where the thrust points.

use std::f64::consts::{FRAC_PI_2, PI};

use crate::error::check::finite;
use crate::error::{Error, Result};

/// How a vehicle is steered from lift-off to its last burnout. Every programme begins with a vertical rise.
///
/// An *attitude* is an angle fixed in inertial space: that of the thrust above the horizontal **of the launch site**.
#[derive(Debug, Clone, PartialEq)]
pub enum Steering {
    /// A vertical rise, a kick that turns the velocity at once, and thrust along the velocity from then on.
    GravityTurn {
        /// End of the rise, s; within the first stage's burn.
        kick_time_s: f64,
        /// By how much the velocity is turned, rad.
        kick_angle_rad: f64,
    },
    /// A gravity turn, and from a time on one attitude.
    GravityTurnThenAttitude {
        /// End of the rise, s; within the first stage's burn.
        kick_time_s: f64,
        /// By how much the velocity is turned, rad.
        kick_angle_rad: f64,
        /// When the attitude begins, s; not before the kick.
        from_s: f64,
        /// The attitude, rad.
        attitude_rad: f64,
    },
    /// A vertical rise, then attitudes whose tangent falls evenly with time: tan = a − b (t − t₀).
    LinearTangent {
        /// End of the rise t₀, s.
        start_time_s: f64,
        /// a.
        tangent_at_start: f64,
        /// b, 1/s.
        tangent_rate_per_s: f64,
    },
    /// Attitudes at given times, straight between them; vertical before the first, constant after the last.
    PitchProgramme {
        /// (time s, attitude rad), of rising time.
        points: Vec<(f64, f64)>,
    },
}

/// Every programme rises this long at least, s: it has to have left the pad before it turns.
const SHORTEST_RISE_S: f64 = 1e-3;

/// The direction of the thrust in one piece of the ascent in which it is smooth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum ThrustDirection {
    /// Away from the centre.
    Vertical,
    /// Along the velocity.
    AlongVelocity,
    /// One attitude, rad.
    Attitude(f64),
    /// tan = `tangent` − `rate` (t − `since_s`).
    LinearTangent { since_s: f64, tangent: f64, rate: f64 },
    /// `angle` + `rate` (t − `since_s`), rad.
    LinearAngle { since_s: f64, angle: f64, rate: f64 },
}

impl Steering {
    /// Times at which the direction jumps or kinks, stage ignitions aside, s, rising.
    pub(crate) fn breaks_s(&self) -> Vec<f64> {
        match self {
            Self::GravityTurn { kick_time_s, .. } => vec![*kick_time_s],
            Self::GravityTurnThenAttitude { kick_time_s, from_s, .. } => vec![*kick_time_s, *from_s],
            Self::LinearTangent { start_time_s, .. } => vec![*start_time_s],
            Self::PitchProgramme { points } => points.iter().map(|(time, _)| *time).collect(),
        }
    }

    /// The kick between two times, rad, if there is one.
    pub(crate) fn kick_rad(&self, after_s: f64, before_s: f64) -> Option<f64> {
        match self {
            Self::GravityTurn { kick_time_s, kick_angle_rad }
            | Self::GravityTurnThenAttitude { kick_time_s, kick_angle_rad, .. }
                if (after_s..=before_s).contains(kick_time_s) =>
            {
                Some(*kick_angle_rad)
            }
            _ => None,
        }
    }

    /// The direction in the piece that begins at a time.
    pub(crate) fn direction(&self, begin_s: f64) -> ThrustDirection {
        match self {
            Self::GravityTurn { kick_time_s, .. } | Self::GravityTurnThenAttitude { kick_time_s, .. }
                if begin_s < *kick_time_s =>
            {
                ThrustDirection::Vertical
            }
            Self::GravityTurn { .. } => ThrustDirection::AlongVelocity,
            Self::GravityTurnThenAttitude { from_s, attitude_rad, .. } => {
                if begin_s >= *from_s {
                    ThrustDirection::Attitude(*attitude_rad)
                } else {
                    ThrustDirection::AlongVelocity
                }
            }
            Self::LinearTangent { start_time_s, tangent_at_start, tangent_rate_per_s } => {
                if begin_s < *start_time_s {
                    ThrustDirection::Vertical
                } else {
                    ThrustDirection::LinearTangent {
                        since_s: *start_time_s,
                        tangent: *tangent_at_start,
                        rate: *tangent_rate_per_s,
                    }
                }
            }
            Self::PitchProgramme { points } => {
                let after = points.partition_point(|(time, _)| *time <= begin_s);
                match (after.checked_sub(1).and_then(|i| points.get(i)), points.get(after)) {
                    (None, _) => ThrustDirection::Vertical,
                    (Some((_, angle)), None) => ThrustDirection::Attitude(*angle),
                    (Some((t0, a0)), Some((t1, a1))) => {
                        ThrustDirection::LinearAngle { since_s: *t0, angle: *a0, rate: (a1 - a0) / (t1 - t0) }
                    }
                }
            }
        }
    }

    /// Whether the programme can be flown by a vehicle whose first stage burns so long.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`], naming the setting.
    pub(crate) fn check(&self, first_burn_time_s: f64) -> Result<()> {
        let within = |quantity, value: f64, low: f64, high: f64, allowed| {
            if value >= low && value <= high {
                Ok(())
            } else {
                Err(Error::OutsideDomain { quantity, value, allowed })
            }
        };
        match self {
            Self::GravityTurn { kick_time_s, kick_angle_rad }
            | Self::GravityTurnThenAttitude { kick_time_s, kick_angle_rad, .. } => {
                if !(*kick_time_s >= SHORTEST_RISE_S && *kick_time_s < first_burn_time_s) {
                    return Err(Error::OutsideDomain {
                        quantity: "the kick time in s",
                        value: *kick_time_s,
                        allowed: "from 0.001 to before the first burnout",
                    });
                }
                within("the kick angle in rad", *kick_angle_rad, 0.0, FRAC_PI_2, "from 0 to π/2")?;
                if let Self::GravityTurnThenAttitude { attitude_rad, from_s, .. } = self {
                    if !(*from_s >= *kick_time_s && from_s.is_finite()) {
                        return Err(Error::OutsideDomain {
                            quantity: "the time from which the attitude holds in s",
                            value: *from_s,
                            allowed: "finite and not before the kick",
                        });
                    }
                    within("the attitude in rad", *attitude_rad, -PI, PI, "from −π to π")?;
                }
                Ok(())
            }
            Self::LinearTangent { start_time_s, tangent_at_start, tangent_rate_per_s } => {
                within(
                    "the end of the rise in s",
                    *start_time_s,
                    SHORTEST_RISE_S,
                    f64::MAX,
                    "finite and 0.001 or more",
                )?;
                finite("the tangent at the start", *tangent_at_start)?;
                finite("the tangent's rate in 1/s", *tangent_rate_per_s)?;
                Ok(())
            }
            Self::PitchProgramme { points } => {
                let mut last = 0.0;
                for (time, angle) in points {
                    if !(*time > last && *time >= SHORTEST_RISE_S && time.is_finite()) {
                        return Err(Error::OutsideDomain {
                            quantity: "a time of the pitch programme in s",
                            value: *time,
                            allowed: "finite, 0.001 or more, and after the one before it",
                        });
                    }
                    within("an attitude of the pitch programme in rad", *angle, -PI, PI, "from −π to π")?;
                    last = *time;
                }
                Ok(())
            }
        }
    }
}
