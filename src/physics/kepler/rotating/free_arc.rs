//! A free arc in closed form, with its ends in the rotating axes of a launch.

use nalgebra::Vector3;

use crate::error::Result;
use crate::physics::globe::{FrameState, LaunchFrame};
use crate::physics::kepler::propagation::State;
use crate::physics::kepler::unequal::{Burnout, FreeFlight};

/// A free flight about a point that begins at a state in the launch frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FreeArcOverGround {
    radius_m: f64,
    /// The unit vector of the vertical.
    up: Vector3<f64>,
    /// The horizontal direction of the inertial velocity.
    ahead: Vector3<f64>,
    /// The vertical component of the inertial velocity, m/s.
    climb_m_per_s: f64,
    /// The horizontal component of the inertial velocity, m/s.
    level_m_per_s: f64,
}

/// The end of a free arc.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FreeArcEnd {
    /// The position and the velocity.
    pub(crate) state: FrameState,
    /// The approximate Earth-central angle covered along the great circle of the launch, rad.
    pub(crate) downrange_rad: f64,
}

impl FreeArcOverGround {
    /// Returns the free arc from a position and a velocity over the ground.
    pub(crate) fn begin(frame: &LaunchFrame, state: FrameState) -> Self {
        let FrameState { from_centre_m, over_ground_m_per_s } = state;
        let velocity = frame.inertial_velocity_m_per_s(from_centre_m, over_ground_m_per_s);
        let radius_m = from_centre_m.norm();
        let up = from_centre_m / radius_m;
        let climb_m_per_s = velocity.dot(&up);
        let level = velocity - up * climb_m_per_s;
        let level_m_per_s = level.norm();
        let ahead = if level_m_per_s > 0.0 { level / level_m_per_s } else { Vector3::zeros() };
        Self { radius_m, up, ahead, climb_m_per_s, level_m_per_s }
    }

    /// Returns the initial state as the argument of the closed forms.
    pub(crate) fn burnout(&self) -> Burnout<f64> {
        Burnout {
            radius_m: self.radius_m,
            speed_m_per_s: self.climb_m_per_s.hypot(self.level_m_per_s),
            flight_path_angle_rad: self.climb_m_per_s.atan2(self.level_m_per_s),
        }
    }

    /// Returns the state after a time of free flight, s.
    ///
    /// # Errors
    ///
    /// The errors of [`State::after`].
    pub(crate) fn after(&self, frame: &LaunchFrame, time_s: f64) -> Result<FrameState> {
        let begin = State {
            position_m: (self.up * self.radius_m).into(),
            velocity_m_per_s: (self.up * self.climb_m_per_s + self.ahead * self.level_m_per_s).into(),
        };
        let now = begin.after(time_s, frame.globe.sphere().gravitational_parameter_m3_per_s2())?;
        Ok(frame.state_from_inertial_axes(now.position_m.into(), now.velocity_m_per_s.into(), time_s))
    }

    /// Returns the end of the flight in closed form down to a radius, m.
    pub(crate) fn end(&self, frame: &LaunchFrame, flight: &FreeFlight<f64>, radius_m: f64) -> FreeArcEnd {
        let mu = frame.globe.sphere().gravitational_parameter_m3_per_s2();
        let (sin, cos) = flight.range_angle_rad.sin_cos();
        let (up, ahead) = (self.up * cos + self.ahead * sin, self.ahead * cos - self.up * sin);
        let along = self.level_m_per_s * self.radius_m / radius_m;
        let square = self.climb_m_per_s.powi(2)
            + self.level_m_per_s.powi(2)
            + 2.0 * mu * (1.0 / radius_m - 1.0 / self.radius_m);
        let down = (square - along * along).max(0.0).sqrt();
        let time_s = flight.flight_time_s;
        let state = frame.state_from_inertial_axes(up * radius_m, ahead * along - up * down, time_s);
        // The z axis is to the right of the plane of the launch: a rotation about −z is ahead.
        let ground_rate = -frame.rotation_rad_per_s.z;
        let plane = -self.up.cross(&self.ahead).z;
        let swept = flight.range_angle_rad * if plane.is_sign_negative() { -1.0 } else { 1.0 };
        FreeArcEnd { state, downrange_rad: swept - ground_rate * time_s }
    }
}
