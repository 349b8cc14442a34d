//! What acts on a vehicle over a globe.

use nalgebra::Vector3;

use crate::numerics::ode::System;
use crate::physics::atmosphere::AirTable;
use crate::physics::flight::forces::Powered;
use crate::physics::flight::globe::Turn;
use crate::physics::flight::plane;
use crate::physics::globe::LaunchFrame;

/// Place from the centre, m, and velocity over the ground, m/s, of a state: its last six components.
#[inline(always)]
pub(super) fn over_globe<const N: usize>(
    pad: &LaunchFrame,
    state: &[f64; N],
) -> (Vector3<f64>, Vector3<f64>) {
    match state.as_slice() {
        [.., x, y, z, vx, vy, vz] => {
            (pad.from_centre_m + Vector3::new(*x, *y, *z), Vector3::new(*vx, *vy, *vz))
        }
        _ => (Vector3::repeat(f64::NAN), Vector3::repeat(f64::NAN)),
    }
}

/// The right-hand side of one piece of the ascent.
pub(super) struct OverGlobe<'a> {
    pub(super) planar: Powered<'a>,
    pub(super) pad: LaunchFrame,
    pub(super) turn: Turn,
}

impl System<10> for OverGlobe<'_> {
    fn derivative(&self, t: f64, state: &[f64; 10]) -> [f64; 10] {
        let pad = &self.pad;
        let radius = pad.globe.sphere().radius_m();
        let [x, y, vx, vy, ..] = *state;
        let motion = plane(state, radius);
        let [_, _, ax, ay] = System::<4>::derivative(&self.planar, t, &[x, y, vx, vy]);
        let (place, velocity) = over_globe(pad, state);
        let speed = velocity.norm();
        let push = self.planar.push(t, pad.altitude_m(place), speed);
        // At rest on the pad the velocity is about to point up.
        let along = if speed > 0.0 { velocity / speed } else { Vector3::y() };
        let to = if self.turn == Turn::AlongVelocity && self.planar.is_along_velocity() {
            along
        } else {
            let (x, y) = self.planar.attitude(t, motion);
            let to = Vector3::new(x, y, 0.0);
            if self.planar.is_fixed_in_space() { pad.after(to, t) } else { to }
        };
        let acceleration = to * push.thrust - along * push.drag
            + pad.gravity_m_per_s2(place)
            + pad.turning_m_per_s2(place, velocity);
        [vx, vy, ax, ay, velocity.x, velocity.y, velocity.z, acceleration.x, acceleration.y, acceleration.z]
    }
}

/// Gravity and drag on the payload, in the turning axes.
pub(super) struct Falling {
    pub(super) pad: LaunchFrame,
    pub(super) half_per_coefficient: f64,
}

impl System<6> for Falling {
    fn derivative(&self, _t: f64, state: &[f64; 6]) -> [f64; 6] {
        let (place, velocity) = over_globe(&self.pad, state);
        let (density, _) = AirTable::standard().density_and_pressure(self.pad.altitude_m(place));
        let acceleration = self.pad.gravity_m_per_s2(place) + self.pad.turning_m_per_s2(place, velocity)
            - velocity * (density * velocity.norm() * self.half_per_coefficient);
        [velocity.x, velocity.y, velocity.z, acceleration.x, acceleration.y, acceleration.z]
    }
}

/// Gravity alone, from the centre, among the stars: the Earth's axis is where it was.
pub(super) struct Circling {
    pub(super) pad: LaunchFrame,
}

impl System<6> for Circling {
    fn derivative(&self, _t: f64, &[x, y, z, vx, vy, vz]: &[f64; 6]) -> [f64; 6] {
        let acceleration = self.pad.gravity_m_per_s2(Vector3::new(x, y, z));
        [vx, vy, vz, acceleration.x, acceleration.y, acceleration.z]
    }
}
