//! The steering programmes: the direction of the thrust over time.

use std::f64::consts::{FRAC_PI_2, PI};

use crate::error::Result;
use crate::error::check::{finite, within};

/// The steering programme of a vehicle from lift-off to its last burnout. Every programme begins
/// with a vertical rise.
///
/// An *attitude* is an angle fixed in inertial space: that of the thrust above the horizontal **of
/// the launch site**.
#[derive(Debug, Clone, PartialEq)]
pub enum Steering {
    /// A vertical rise, a kick that turns the velocity instantaneously, and thrust along the
    /// velocity from then on.
    GravityTurn {
        /// The end of the rise, s; within the burn of the first stage.
        kick_time_s: f64,
        /// The angle by which the kick turns the velocity, rad.
        kick_angle_rad: f64,
    },
    /// A gravity turn, followed by a constant attitude.
    GravityTurnThenAttitude {
        /// The end of the rise, s; within the burn of the first stage.
        kick_time_s: f64,
        /// The angle by which the kick turns the velocity, rad.
        kick_angle_rad: f64,
        /// The time from which the attitude holds, s; not before the kick.
        from_s: f64,
        /// The constant attitude, rad.
        attitude_rad: f64,
    },
    /// A vertical rise, then attitudes whose tangent is linear in time: tan = a − b (t − t₀).
    LinearTangent {
        /// The end of the rise t₀, s.
        start_time_s: f64,
        /// The tangent a of the attitude at the end of the rise.
        tangent_at_start: f64,
        /// The rate b at which the tangent falls, 1/s.
        tangent_rate_per_s: f64,
    },
    /// Attitudes at given times, interpolated linearly; vertical before the first, constant after
    /// the last.
    PitchProgramme {
        /// The points of the programme in the order of time.
        points: Vec<PitchPoint>,
    },
}

/// A point of a pitch programme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PitchPoint {
    /// The time from lift-off, s.
    pub time_s: f64,
    /// The attitude at it, rad.
    pub attitude_rad: f64,
}

/// The shortest vertical rise, s: the vehicle has to leave the pad before it turns.
const SHORTEST_RISE_S: f64 = 1e-3;

/// The direction of the thrust in a piece of the ascent within which it is smooth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum ThrustDirection {
    /// Away from the centre of the Earth.
    Vertical,
    /// Along the velocity vector.
    AlongVelocity,
    /// A constant attitude, rad.
    Attitude(f64),
    /// An attitude whose tangent is `tangent` − `rate` (t − `since_s`).
    LinearTangent { since_s: f64, tangent: f64, rate: f64 },
    /// The attitude `angle` + `rate` (t − `since_s`), rad.
    LinearAngle { since_s: f64, angle: f64, rate: f64 },
}

impl Steering {
    /// Returns the first time after another, s, at which the direction or its rate is
    /// discontinuous, other than stage ignitions; none where there is none.
    pub(crate) fn break_after_s(&self, time_s: f64) -> Option<f64> {
        let first = |breaks_s: &[f64]| breaks_s.iter().copied().find(|t| *t > time_s);
        match self {
            Self::GravityTurn { kick_time_s, .. } => first(&[*kick_time_s]),
            Self::GravityTurnThenAttitude { kick_time_s, from_s, .. } => first(&[*kick_time_s, *from_s]),
            Self::LinearTangent { start_time_s, .. } => first(&[*start_time_s]),
            Self::PitchProgramme { points } => points.iter().map(|point| point.time_s).find(|t| *t > time_s),
        }
    }

    /// Returns the angle of the kick, rad; none for a programme without one.
    pub(crate) fn kick_angle_rad(&self) -> Option<f64> {
        match self {
            Self::GravityTurn { kick_angle_rad, .. }
            | Self::GravityTurnThenAttitude { kick_angle_rad, .. } => Some(*kick_angle_rad),
            Self::LinearTangent { .. } | Self::PitchProgramme { .. } => None,
        }
    }

    /// Returns the kick angle, rad, if the kick is between two times, s.
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

    /// Returns the direction in the piece that begins at a time, s.
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
                let after = points.partition_point(|point| point.time_s <= begin_s);
                match (after.checked_sub(1).and_then(|i| points.get(i)), points.get(after)) {
                    (None, _) => ThrustDirection::Vertical,
                    (Some(last), None) => ThrustDirection::Attitude(last.attitude_rad),
                    (Some(from), Some(to)) => ThrustDirection::LinearAngle {
                        since_s: from.time_s,
                        angle: from.attitude_rad,
                        rate: (to.attitude_rad - from.attitude_rad) / (to.time_s - from.time_s),
                    },
                }
            }
        }
    }

    /// Checks that a vehicle can fly the programme, given the burn time of its first stage, s.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain), which names the setting.
    pub(crate) fn check(&self, first_burn_time_s: f64) -> Result<()> {
        match self {
            Self::GravityTurn { kick_time_s, kick_angle_rad } => {
                check_kick(*kick_time_s, *kick_angle_rad, first_burn_time_s)
            }
            Self::GravityTurnThenAttitude { kick_time_s, kick_angle_rad, from_s, attitude_rad } => {
                check_kick(*kick_time_s, *kick_angle_rad, first_burn_time_s)?;
                within(
                    *from_s >= *kick_time_s && from_s.is_finite(),
                    "the time from which the attitude holds in s",
                    *from_s,
                    "finite and not before the kick",
                )?;
                check_attitude("the attitude in rad", *attitude_rad)
            }
            Self::LinearTangent { start_time_s, tangent_at_start, tangent_rate_per_s } => {
                within(
                    *start_time_s >= SHORTEST_RISE_S && start_time_s.is_finite(),
                    "the end of the rise in s",
                    *start_time_s,
                    "finite and 0.001 or more",
                )?;
                finite("the tangent at the start", *tangent_at_start)?;
                finite("the tangent's rate in 1/s", *tangent_rate_per_s)?;
                Ok(())
            }
            Self::PitchProgramme { points } => check_points(points),
        }
    }
}

/// Checks the time, s, and the angle, rad, of a kick, given the burn time of the first stage, s.
fn check_kick(kick_time_s: f64, kick_angle_rad: f64, first_burn_time_s: f64) -> Result<()> {
    within(
        kick_time_s >= SHORTEST_RISE_S && kick_time_s < first_burn_time_s,
        "the kick time in s",
        kick_time_s,
        "from 0.001 to before the first burnout",
    )?;
    let is_allowed = (0.0..=FRAC_PI_2).contains(&kick_angle_rad);
    within(is_allowed, "the kick angle in rad", kick_angle_rad, "from 0 to π/2")?;
    Ok(())
}

/// Checks an attitude, rad.
fn check_attitude(quantity: &'static str, attitude_rad: f64) -> Result<()> {
    within((-PI..=PI).contains(&attitude_rad), quantity, attitude_rad, "from −π to π")?;
    Ok(())
}

/// Checks the points of a pitch programme.
fn check_points(points: &[PitchPoint]) -> Result<()> {
    let mut last_s = 0.0;
    for PitchPoint { time_s, attitude_rad } in points {
        within(
            *time_s > last_s && *time_s >= SHORTEST_RISE_S && time_s.is_finite(),
            "a time of the pitch programme in s",
            *time_s,
            "finite, 0.001 or more, and after the one before it",
        )?;
        check_attitude("an attitude of the pitch programme in rad", *attitude_rad)?;
        last_s = *time_s;
    }
    Ok(())
}
