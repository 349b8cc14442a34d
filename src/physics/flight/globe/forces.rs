//! The right-hand sides of a flight over a globe.

use nalgebra::Vector3;

use crate::numerics::ode::System;
use crate::physics::atmosphere::AirTable;
use crate::physics::flight::forces::Powered;
use crate::physics::flight::state::geocentric;
use crate::physics::globe::{FrameState, LaunchFrame};

/// How a gravity turn is flown over a rotating globe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Attitudes over the ground equal to those of the gravity turn over a non-rotating Earth at
    /// the same times.
    Programmed,
    /// Thrust exactly along the velocity over the ground. From a small kick the turn goes where
    /// Coriolis pushes.
    AlongVelocity,
}

/// Returns the position from the centre and the velocity over the ground in the last six components
/// of a state.
#[inline(always)]
pub(super) fn frame_state<const N: usize>(frame: &LaunchFrame, state: &[f64; N]) -> FrameState {
    match state.as_slice() {
        [.., x, y, z, vx, vy, vz] => FrameState {
            from_centre_m: frame.from_centre_m + Vector3::new(*x, *y, *z),
            over_ground_m_per_s: Vector3::new(*vx, *vy, *vz),
        },
        _ => FrameState {
            from_centre_m: Vector3::repeat(f64::NAN),
            over_ground_m_per_s: Vector3::repeat(f64::NAN),
        },
    }
}

/// The right-hand side of one piece of the ascent.
pub(super) struct PoweredOverGlobe<'a> {
    /// The planar ascent over a non-rotating sphere, which gives the steering.
    pub(super) planar: Powered<'a>,
    pub(super) frame: LaunchFrame,
    pub(super) turn: Turn,
}

impl System<10> for PoweredOverGlobe<'_> {
    fn derivative(&self, t: f64, state: &[f64; 10]) -> [f64; 10] {
        let frame = &self.frame;
        let radius = frame.globe.sphere().radius_m();
        let [x, y, vx, vy, ..] = *state;
        let motion = geocentric(state, radius);
        let [_, _, ax, ay] = System::<4>::derivative(&self.planar, t, &[x, y, vx, vy]);
        let FrameState { from_centre_m, over_ground_m_per_s: velocity } = frame_state(frame, state);
        let speed = velocity.norm();
        let accelerations = self.planar.accelerations(t, frame.altitude_m(from_centre_m), speed);
        // At rest on the pad the velocity is about to point up.
        let along = if speed > 0.0 { velocity / speed } else { Vector3::y() };
        let to = if self.turn == Turn::AlongVelocity && self.planar.is_along_velocity() {
            along
        } else {
            let (x, y) = self.planar.thrust_unit_vector(t, motion);
            let to = Vector3::new(x, y, 0.0);
            if self.planar.is_fixed_in_space() { frame.inertial_in_frame(to, t) } else { to }
        };
        let acceleration = to * accelerations.thrust - along * accelerations.drag
            + frame.gravitation_m_per_s2(from_centre_m)
            + frame.coriolis_and_centrifugal_m_per_s2(from_centre_m, velocity);
        [vx, vy, ax, ay, velocity.x, velocity.y, velocity.z, acceleration.x, acceleration.y, acceleration.z]
    }
}

/// The right-hand side of a falling payload in the rotating axes: gravitation and drag.
pub(super) struct FallingOverGlobe {
    pub(super) frame: LaunchFrame,
    /// 1/(2 β), m²/kg.
    pub(super) half_per_coefficient: f64,
}

impl System<6> for FallingOverGlobe {
    fn derivative(&self, _t: f64, state: &[f64; 6]) -> [f64; 6] {
        let FrameState { from_centre_m, over_ground_m_per_s: velocity } = frame_state(&self.frame, state);
        let density = AirTable::standard().at(self.frame.altitude_m(from_centre_m)).density_kg_per_m3;
        let acceleration = self.frame.gravitation_m_per_s2(from_centre_m)
            + self.frame.coriolis_and_centrifugal_m_per_s2(from_centre_m, velocity)
            - velocity * (density * velocity.norm() * self.half_per_coefficient);
        [velocity.x, velocity.y, velocity.z, acceleration.x, acceleration.y, acceleration.z]
    }
}

/// The right-hand side of a free flight in inertial axes, counted from the centre: gravitation
/// only. Rotation leaves the Earth's axis where it is, so that the bulge needs no rotation.
pub(super) struct FreeFlightInInertialAxes {
    pub(super) frame: LaunchFrame,
}

impl System<6> for FreeFlightInInertialAxes {
    fn derivative(&self, _t: f64, &[x, y, z, vx, vy, vz]: &[f64; 6]) -> [f64; 6] {
        let acceleration = self.frame.gravitation_m_per_s2(Vector3::new(x, y, z));
        [vx, vy, vz, acceleration.x, acceleration.y, acceleration.z]
    }
}
