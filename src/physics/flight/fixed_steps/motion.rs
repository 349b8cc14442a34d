//! The motion over the ground in local axes: the arc along the surface, the altitude, and the
//! velocities along and away from it.
//!
//! They need one root and two divisions where geocentric coordinates need two roots and four
//! divisions, and the altitude, which the air depends on most, is one of them.

use crate::numerics::ode::Rate;
use crate::numerics::scalar::Scalar;
use crate::physics::atmosphere::{AirTable, GEOPOTENTIAL_RADIUS_M};
use crate::physics::earth::Sphere;

/// The rate of an ascent, from the beginning of a step on.
#[derive(Clone, Copy)]
pub(super) struct Ascent<S> {
    pub(super) sphere: Sphere,
    pub(super) air: &'static AirTable,
    pub(super) mass_kg: S,
    pub(super) mass_flow_kg_per_s: S,
    pub(super) vacuum_thrust_n: S,
    /// The nozzle exit area where the pressure of the air acts on it, m².
    pub(super) exit_area_m2: Option<S>,
    pub(super) half_drag_area_m2: S,
    /// The attitude over time where the thrust is not along the velocity in every lane.
    pub(super) attitude: Option<Attitude<S>>,
}

/// An attitude: the angle of the thrust above the horizontal of the launch site.
#[derive(Clone, Copy)]
pub(super) struct Attitude<S> {
    pub(super) angle_rad: S,
    pub(super) rate_rad_per_s: S,
    /// One where the thrust points along the attitude, zero where it points along the velocity.
    pub(super) is_attitude: S,
}

/// The speed that is added upward to find the direction of the velocity, m/s: at rest on the pad it
/// is upward.
const AT_REST_M_PER_S: f64 = 1e-7;

impl<S: Scalar> Rate<4, S> for Ascent<S> {
    #[inline(always)]
    fn at(&self, t: S, &[arc_m, altitude_m, along, up]: &[S; 4]) -> [S; 4] {
        let radius = altitude_m + self.sphere.radius_m;
        let mass = self.mass_kg - self.mass_flow_kg_per_s * t;
        let geopotential = altitude_m + GEOPOTENTIAL_RADIUS_M;
        // One division for three.
        let radius_mass = radius * mass;
        let per_all = radius.constant(1.0) / (radius_mass * geopotential);
        let per_geopotential = per_all * radius_mass;
        let per_pair = per_all * geopotential;
        let (per_radius, per_mass) = (per_pair * mass, per_pair * radius);
        let place = self.air.place(altitude_m * per_geopotential * GEOPOTENTIAL_RADIUS_M);
        let density = self.air.density_kg_per_m3(place);
        let upward = up + AT_REST_M_PER_S;
        let square = along * along + upward * upward;
        let speed = square.sqrt();
        let per_speed = speed.constant(1.0) / speed;
        let (to_along, to_up) = (along * per_speed, upward * per_speed);
        let drag = density * square * self.half_drag_area_m2 * per_mass;
        let thrust_n = match self.exit_area_m2 {
            Some(exit_area_m2) => self.vacuum_thrust_n - self.air.pressure_pa(place) * exit_area_m2,
            None => self.vacuum_thrust_n,
        };
        let thrust = thrust_n * per_mass;
        let (thrust_along, thrust_up) = match self.attitude {
            None => (to_along, to_up),
            Some(Attitude { angle_rad, rate_rad_per_s, is_attitude }) => {
                // The horizontal turns with the arc.
                let turned = arc_m * (1.0 / self.sphere.radius_m);
                let (sin, cos) = (rate_rad_per_s * t + angle_rad + turned).sin_cos();
                let is_velocity = is_attitude.lt(is_attitude.constant(0.5));
                (S::select(is_velocity, to_along, cos), S::select(is_velocity, to_up, sin))
            }
        };
        let swing = along * per_radius;
        let gravity = per_radius * per_radius * self.sphere.gravitational_parameter_m3_per_s2;
        [
            swing * self.sphere.radius_m,
            up,
            thrust * thrust_along - drag * to_along - swing * up,
            thrust * thrust_up - drag * to_up - gravity + swing * along,
        ]
    }
}

/// The rate of a fall by the distance fallen; its components are the arc, the time, and the
/// velocities along and away from the surface. The density is the same in every lane.
#[derive(Clone, Copy)]
pub(super) struct Fall<S> {
    pub(super) sphere: Sphere,
    pub(super) air: &'static AirTable,
    /// The altitude from which the distance counts, m.
    pub(super) from_m: f64,
    pub(super) half_per_coefficient: S,
}

impl<S: Scalar> Rate<4, S> for Fall<S> {
    #[inline(always)]
    fn at(&self, fallen_m: S, &[_, _, along, up]: &[S; 4]) -> [S; 4] {
        let altitude_m = self.from_m - fallen_m.common();
        let per_radius = 1.0 / (self.sphere.radius_m + altitude_m);
        let density = self.air.at(altitude_m).density_kg_per_m3;
        let gravity = self.sphere.gravitational_parameter_m3_per_s2 * per_radius * per_radius;
        let speed = (along * along + up * up).sqrt();
        let braking = speed * self.half_per_coefficient * density;
        let per_fall = up.constant(-1.0) / up;
        let swing = along * per_radius;
        [
            swing * per_fall * self.sphere.radius_m,
            per_fall,
            -(braking * along + swing * up) * per_fall,
            (swing * along - braking * up - gravity) * per_fall,
        ]
    }
}
