//! The forces on a vehicle under power and between stages, and on a falling payload.

use crate::numerics::ode::System;
use crate::physics::atmosphere::AirTable;
use crate::physics::earth::Sphere;
use crate::physics::flight::pieces::Piece;
use crate::physics::flight::state::geocentric;
use crate::physics::steering::ThrustDirection;
use crate::physics::vehicle::Vehicle;

/// The right-hand side of one piece of the ascent, with four components (the motion) or eight (the
/// motion, and the losses of speed to gravity, drag, back pressure and steering).
#[derive(Clone, Copy)]
pub(super) struct Powered<'a> {
    vehicle: &'a Vehicle,
    mu: f64,
    radius_m: f64,
    air: Option<&'static AirTable>,
    feels_drag: bool,
    /// The nozzle exit area of the burning stage, m²; zero in a gap.
    exit_area_m2: f64,
    burn: Option<Burn>,
    /// The mass at the ignition of the burning stage, or throughout a gap, kg.
    mass_kg: f64,
    direction: ThrustDirection,
}

/// The burn of a stage.
#[derive(Clone, Copy)]
struct Burn {
    vacuum_thrust_n: f64,
    ignition_s: f64,
    mass_flow_kg_per_s: f64,
}

/// The accelerations of a vehicle by its engine and by the air, m/s².
#[derive(Debug, Clone, Copy)]
pub(super) struct Accelerations {
    /// The acceleration along the thrust, m/s².
    pub(super) thrust: f64,
    /// The acceleration against the velocity, m/s².
    pub(super) drag: f64,
    /// The reduction of the thrust by the pressure of the air, m/s²; `thrust` includes it.
    pub(super) back_pressure: f64,
}

/// The acceleration in the plane of the flight, and the rates of the losses of speed, m/s².
struct AccelerationAndLosses {
    acceleration: [f64; 2],
    /// The rates of the losses to gravity, drag, back pressure and steering.
    losses: [f64; 4],
}

impl<'a> Powered<'a> {
    /// Returns the right-hand side of a piece of the ascent of a vehicle.
    pub(super) fn new(vehicle: &'a Vehicle, sphere: Sphere, has_air: bool, piece: &Piece) -> Self {
        Self {
            vehicle,
            mu: sphere.gravitational_parameter_m3_per_s2,
            radius_m: sphere.radius_m,
            air: has_air.then(AirTable::standard),
            exit_area_m2: piece.burning.map_or(0.0, |burning| burning.stage.exit_area_m2),
            feels_drag: has_air && vehicle.has_ascent_drag(),
            burn: piece.burning.map(|burning| Burn {
                vacuum_thrust_n: burning.stage.vacuum_thrust_n,
                ignition_s: burning.ignition_s,
                mass_flow_kg_per_s: burning.stage.mass_flow_kg_per_s(),
            }),
            mass_kg: piece.mass_kg,
            direction: piece.direction,
        }
    }

    /// Returns the mass at a time, kg.
    #[inline(always)]
    pub(super) fn mass_kg(&self, t: f64) -> f64 {
        self.mass_kg - self.burn.map_or(0.0, |burn| burn.mass_flow_kg_per_s * (t - burn.ignition_s))
    }

    /// Computes the acceleration and the rates of the losses for a geocentric state.
    #[inline(always)]
    fn acceleration_and_losses(&self, t: f64, [x, y, vx, vy]: [f64; 4]) -> AccelerationAndLosses {
        let square = x * x + y * y;
        let r = square.sqrt();
        let per_r = 1.0 / r;
        let (up_x, up_y) = (x * per_r, y * per_r);
        let gravity = self.mu * per_r * per_r;
        let speed = (vx * vx + vy * vy).sqrt();
        // At rest on the pad the velocity is about to point up.
        let per_speed = 1.0 / speed;
        let (along_x, along_y) = if speed > 0.0 { (vx * per_speed, vy * per_speed) } else { (up_x, up_y) };
        let Accelerations { thrust, drag, back_pressure } = self.accelerations(t, r - self.radius_m, speed);
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
        AccelerationAndLosses { acceleration, losses }
    }

    /// Computes the accelerations by thrust and air at a time, an altitude (m) and a speed through
    /// the air (m/s).
    #[inline(always)]
    pub(super) fn accelerations(&self, t: f64, altitude_m: f64, speed_m_per_s: f64) -> Accelerations {
        let per_mass = 1.0 / self.mass_kg(t);
        let (mut drag, mut back_pressure) = (0.0, 0.0);
        if let Some(table) = self.air {
            let air = table.at(altitude_m);
            if self.feels_drag {
                let area = self.vehicle.drag_area_m2(speed_m_per_s, altitude_m);
                drag = 0.5 * air.density_kg_per_m3 * speed_m_per_s * speed_m_per_s * area * per_mass;
            }
            back_pressure = air.pressure_pa * self.exit_area_m2 * per_mass;
        }
        let thrust = self.burn.map_or(0.0, |burn| burn.vacuum_thrust_n * per_mass - back_pressure);
        Accelerations { thrust, drag, back_pressure }
    }

    /// Returns whether the thrust points in a direction fixed in inertial space.
    pub(super) fn is_fixed_in_space(&self) -> bool {
        !matches!(self.direction, ThrustDirection::Vertical | ThrustDirection::AlongVelocity)
    }

    /// Returns whether the thrust points along the velocity.
    pub(super) fn is_along_velocity(&self) -> bool {
        self.direction == ThrustDirection::AlongVelocity
    }

    /// Returns the unit vector of the thrust, ahead and up at the pad, for a geocentric state.
    #[inline(always)]
    pub(super) fn thrust_unit_vector(&self, t: f64, [x, y, vx, vy]: [f64; 4]) -> (f64, f64) {
        let (r, speed) = (x.hypot(y), vx.hypot(vy));
        let up = (x / r, y / r);
        self.thrust_direction(t, up, if speed > 0.0 { (vx / speed, vy / speed) } else { up })
    }

    /// Returns the unit vector of the thrust, given those of the vertical and of the velocity.
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
        let [ax, ay] = self.acceleration_and_losses(t, geocentric(state, self.radius_m)).acceleration;
        let [_, _, vx, vy] = *state;
        [vx, vy, ax, ay]
    }
}

impl System<8> for Powered<'_> {
    fn derivative(&self, t: f64, state: &[f64; 8]) -> [f64; 8] {
        let [_, _, vx, vy, ..] = *state;
        let rates = self.acceleration_and_losses(t, geocentric(state, self.radius_m));
        let ([ax, ay], [gravity, drag, back_pressure, steering]) = (rates.acceleration, rates.losses);
        [vx, vy, ax, ay, gravity, drag, back_pressure, steering]
    }
}

/// Returns the thrust over the weight on the pad, with or without air, under an effective gravity
/// (m/s²), which on a rotating Earth is gravitation less the centrifugal acceleration.
pub(super) fn lift_off_thrust_to_weight(vehicle: &Vehicle, gravity_m_per_s2: f64, has_air: bool) -> f64 {
    let pressure_pa = if has_air { AirTable::standard().at(0.0).pressure_pa } else { 0.0 };
    let thrust_n = vehicle.stages().first().map_or(0.0, |first| first.thrust_n(pressure_pa));
    thrust_n / (vehicle.ignition_mass_kg(0) * gravity_m_per_s2)
}

/// The right-hand side of a falling payload: gravity and drag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Falling {
    mu: f64,
    radius_m: f64,
    /// 1/(2 β), m²/kg.
    half_per_coefficient: f64,
    air: &'static AirTable,
}

impl Falling {
    /// Returns the right-hand side for a ballistic coefficient, kg/m²; infinite for no drag.
    pub(super) fn new(sphere: Sphere, ballistic_coefficient_kg_per_m2: f64) -> Self {
        Self {
            mu: sphere.gravitational_parameter_m3_per_s2,
            radius_m: sphere.radius_m,
            half_per_coefficient: 0.5 / ballistic_coefficient_kg_per_m2,
            air: AirTable::standard(),
        }
    }

    #[inline(always)]
    fn acceleration<const N: usize>(&self, state: &[f64; N]) -> [f64; 2] {
        let [x, y, vx, vy] = geocentric(state, self.radius_m);
        let square = x * x + y * y;
        let r = square.sqrt();
        let gravity = -self.mu / (square * r);
        let speed = (vx * vx + vy * vy).sqrt();
        let density = self.air.at(r - self.radius_m).density_kg_per_m3;
        let drag = density * speed * self.half_per_coefficient;
        [gravity * x - drag * vx, gravity * y - drag * vy]
    }
}

impl System<4> for Falling {
    #[inline(always)]
    fn derivative(&self, _t: f64, state: &[f64; 4]) -> [f64; 4] {
        let [ax, ay] = self.acceleration(state);
        let [_, _, vx, vy] = *state;
        [vx, vy, ax, ay]
    }
}

impl System<8> for Falling {
    fn derivative(&self, _t: f64, state: &[f64; 8]) -> [f64; 8] {
        let [_, _, vx, vy, ..] = *state;
        let [ax, ay] = self.acceleration(state);
        [vx, vy, ax, ay, 0.0, 0.0, 0.0, 0.0]
    }
}
