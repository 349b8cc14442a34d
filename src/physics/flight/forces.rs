//! What acts on a vehicle under power or between stages.

use crate::numerics::ode::System;
use crate::physics::atmosphere::AirTable;
use crate::physics::flight::pieces::Piece;
use crate::physics::flight::{Flight, plane};
use crate::physics::steering::ThrustDirection;
use crate::physics::vehicle::{Stage, Vehicle};

/// The right-hand side of one piece of the ascent, with four components (the motion) or eight (and what the speed was lost
/// to: gravity, drag, back pressure, steering).
#[derive(Clone, Copy)]
pub(super) struct Powered<'a> {
    vehicle: &'a Vehicle,
    mu: f64,
    radius_m: f64,
    air: Option<&'static AirTable>,
    feels_drag: bool,
    /// Of the stage that burns, m².
    exit_area_m2: f64,
    /// The stage that burns, when it was lit, and its mass flow in kg/s.
    burning: Option<(Stage, f64, f64)>,
    mass_kg: f64,
    direction: ThrustDirection,
}

/// Accelerations along the thrust and against the velocity, and what the air's pressure takes of the first, m/s².
#[derive(Debug, Clone, Copy)]
pub(super) struct Push {
    pub(super) thrust: f64,
    pub(super) drag: f64,
    pub(super) back_pressure: f64,
}

impl<'a> Powered<'a> {
    pub(super) fn new(flight: &Flight<'a>, piece: &Piece) -> Self {
        Self {
            vehicle: flight.vehicle,
            mu: flight.sphere.gravitational_parameter_m3_per_s2,
            radius_m: flight.sphere.radius_m,
            air: flight.has_air.then(AirTable::standard),
            exit_area_m2: piece.burning.map_or(0.0, |(stage, _)| stage.exit_area_m2),
            feels_drag: flight.has_air && flight.vehicle.has_ascent_drag(),
            burning: piece.burning.map(|(stage, lit_s)| (stage, lit_s, stage.mass_flow_kg_per_s())),
            mass_kg: piece.mass_kg,
            direction: piece.direction,
        }
    }

    /// Mass at a time, kg.
    #[inline(always)]
    pub(super) fn mass_kg(&self, t: f64) -> f64 {
        self.mass_kg - self.burning.map_or(0.0, |(_, lit_s, flow)| flow * (t - lit_s))
    }

    /// Acceleration, and the rates at which speed is lost to gravity, drag, back pressure and steering, m/s².
    #[inline(always)]
    fn forces(&self, t: f64, [x, y, vx, vy]: [f64; 4]) -> ([f64; 2], [f64; 4]) {
        let square = x * x + y * y;
        let r = square.sqrt();
        let per_r = 1.0 / r;
        let (up_x, up_y) = (x * per_r, y * per_r);
        let gravity = self.mu * per_r * per_r;
        let speed = (vx * vx + vy * vy).sqrt();
        // At rest on the pad the velocity is about to point up.
        let per_speed = 1.0 / speed;
        let (along_x, along_y) = if speed > 0.0 { (vx * per_speed, vy * per_speed) } else { (up_x, up_y) };
        let Push { thrust, drag, back_pressure } = self.push(t, r - self.radius_m, speed);
        let (to_x, to_y) = self.thrust_direction(t, (up_x, up_y), (along_x, along_y));
        let acceleration = [
            thrust * to_x - drag * along_x - gravity * up_x,
            thrust * to_y - drag * along_y - gravity * up_y,
        ];
        let losses = [
            gravity * (up_x * along_x + up_y * along_y),
            drag,
            back_pressure,
            thrust * (1.0 - (to_x * along_x + to_y * along_y)),
        ];
        (acceleration, losses)
    }

    /// What pushes and holds it at a time, an altitude and a speed in the air.
    #[inline(always)]
    pub(super) fn push(&self, t: f64, altitude: f64, speed: f64) -> Push {
        let per_mass = 1.0 / self.mass_kg(t);
        let (mut drag, mut back_pressure) = (0.0, 0.0);
        if let Some(table) = self.air {
            let (density, pressure) = table.density_and_pressure(altitude);
            if self.feels_drag {
                let area = self.vehicle.drag_area_m2(speed, altitude);
                drag = 0.5 * density * speed * speed * area * per_mass;
            }
            back_pressure = pressure * self.exit_area_m2 * per_mass;
        }
        let thrust = self.burning.map_or(0.0, |(stage, ..)| stage.vacuum_thrust_n * per_mass - back_pressure);
        Push { thrust, drag, back_pressure }
    }

    /// Whether the thrust points in a direction fixed in space.
    pub(super) fn is_fixed_in_space(&self) -> bool {
        !matches!(self.direction, ThrustDirection::Vertical | ThrustDirection::AlongVelocity)
    }

    /// Whether the thrust points along the velocity.
    pub(super) fn is_along_velocity(&self) -> bool {
        self.direction == ThrustDirection::AlongVelocity
    }

    /// Where the thrust points, ahead and up, of a motion from the centre.
    #[inline(always)]
    pub(super) fn attitude(&self, t: f64, [x, y, vx, vy]: [f64; 4]) -> (f64, f64) {
        let (r, speed) = (x.hypot(y), vx.hypot(vy));
        let up = (x / r, y / r);
        self.thrust_direction(t, up, if speed > 0.0 { (vx / speed, vy / speed) } else { up })
    }

    #[inline(always)]
    fn thrust_direction(&self, t: f64, up: (f64, f64), along: (f64, f64)) -> (f64, f64) {
        let at = |angle: f64| {
            let (sin, cos) = angle.sin_cos();
            (cos, sin)
        };
        match self.direction {
            ThrustDirection::Vertical => up,
            ThrustDirection::AlongVelocity => along,
            ThrustDirection::Attitude(angle) => at(angle),
            ThrustDirection::LinearTangent { since_s, tangent, rate } => {
                let tangent = tangent - rate * (t - since_s);
                let cos = 1.0 / (1.0 + tangent * tangent).sqrt();
                (cos, tangent * cos)
            }
            ThrustDirection::LinearAngle { since_s, angle, rate } => at(angle + rate * (t - since_s)),
        }
    }
}

impl System<4> for Powered<'_> {
    #[inline(always)]
    fn derivative(&self, t: f64, state: &[f64; 4]) -> [f64; 4] {
        let ([ax, ay], _) = self.forces(t, plane(state, self.radius_m));
        let [_, _, vx, vy] = *state;
        [vx, vy, ax, ay]
    }
}

impl System<8> for Powered<'_> {
    fn derivative(&self, t: f64, state: &[f64; 8]) -> [f64; 8] {
        let [_, _, vx, vy, ..] = *state;
        let ([ax, ay], [gravity, drag, back_pressure, steering]) =
            self.forces(t, plane(state, self.radius_m));
        [vx, vy, ax, ay, gravity, drag, back_pressure, steering]
    }
}
