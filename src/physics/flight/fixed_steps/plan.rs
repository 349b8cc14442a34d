//! The steps of an ascent, chosen before it is integrated.

use crate::physics::flight::Flight;
use crate::physics::flight::forces::lift_off_thrust_to_weight;
use crate::physics::flight::pieces::{Piece, each_piece};
use crate::physics::steering::ThrustDirection;

/// A step of an ascent, within which the right-hand side is smooth.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) duration_s: f64,
    /// The mass at the beginning, kg.
    pub(super) mass_kg: f64,
    pub(super) mass_flow_kg_per_s: f64,
    pub(super) vacuum_thrust_n: f64,
    pub(super) exit_area_m2: f64,
    /// The attitude at the beginning, rad, and its rate, rad/s; not used along the velocity.
    pub(super) attitude_rad: f64,
    pub(super) attitude_rate_rad_per_s: f64,
    /// One where the thrust points along the attitude, zero where it points along the velocity.
    pub(super) is_attitude: f64,
}

/// The plan of one flight: which of all steps are its own, and what does not change from step to
/// step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// The index of its first step among those of all plans.
    pub(super) first: usize,
    pub(super) steps: usize,
    /// The sine and the cosine of the angle by which the velocity is turned after the first step.
    pub(super) kick: [f64; 2],
    /// Whether the thrust points along an attitude in any step.
    pub(super) has_attitude: bool,
    /// Half of C_d A on the ascent, m².
    pub(super) half_drag_area_m2: f64,
    pub(super) burn_time_s: f64,
    pub(super) payload_mass_kg: f64,
    /// 1/(2 β) of the payload, m²/kg.
    pub(super) half_per_coefficient: f64,
}

/// The longest step as a share of the time since lift-off: the time scale of a turn, speed over
/// gravity, grows with it.
const SHARE_OF_TIME: f64 = 0.4;
/// The longest step as a share of the time in which the engine would burn all that is left.
const SHARE_OF_MASS: f64 = 0.35;
/// The most steps of a piece.
const MOST_STEPS: usize = 24;

impl Plan {
    /// Plans a flight and adds its steps to those of all; none for a flight that fixed steps do not
    /// suit.
    pub(super) fn of(flight: &Flight<'_>, steps: &mut Vec<Step>) -> Option<Self> {
        let first = steps.len();
        let planned = Self::planned(flight, steps);
        if planned.is_none() {
            steps.truncate(first);
        }
        planned
    }

    fn planned(flight: &Flight<'_>, steps: &mut Vec<Step>) -> Option<Self> {
        let vehicle = flight.vehicle;
        let first_stage = vehicle.stages().first()?;
        flight.steering.check(first_stage.burn_time_s()).ok()?;
        let gravity = flight.sphere.gravitational_parameter_m3_per_s2 / flight.sphere.radius_m.powi(2);
        if !flight.has_air || !(lift_off_thrust_to_weight(vehicle, gravity, true) > 1.0) {
            return None;
        }
        let first = steps.len();
        let (mut kick_rad, mut end_s, mut has_attitude) = (0.0, 0.0, false);
        let mut is_suited = true;
        each_piece(vehicle, flight.steering, |piece| {
            if let Some(angle_rad) = piece.kick_rad {
                kick_rad = angle_rad;
            }
            match add_steps(&piece, steps) {
                Some(is_attitude) => has_attitude |= is_attitude,
                None => is_suited = false,
            }
            end_s = piece.end_s;
        });
        if !is_suited {
            return None;
        }
        let (sin, cos) = kick_rad.sin_cos();
        Some(Self {
            first,
            steps: steps.len() - first,
            kick: [sin, cos],
            has_attitude,
            half_drag_area_m2: 0.5 * vehicle.constant_drag_area_m2()?,
            burn_time_s: end_s,
            payload_mass_kg: vehicle.payload_mass_kg(),
            half_per_coefficient: 0.5 / vehicle.reentry_ballistic_coefficient_kg_per_m2(),
        })
    }
}

/// Adds the steps of a piece. Returns whether its thrust points along an attitude; none where the
/// steps would be too many or its direction is no linear attitude.
fn add_steps(piece: &Piece, steps: &mut Vec<Step>) -> Option<bool> {
    let Piece { begin_s, end_s, .. } = *piece;
    let attitude = match piece.direction {
        ThrustDirection::Vertical | ThrustDirection::AlongVelocity => None,
        ThrustDirection::Attitude(angle) => Some((angle, 0.0)),
        ThrustDirection::LinearAngle { since_s, angle, rate } => {
            Some((angle + rate * (begin_s - since_s), rate))
        }
        ThrustDirection::LinearTangent { .. } => return None,
    };
    // The rise ends with the kick: only then is a vertical thrust one along the velocity.
    if piece.direction == ThrustDirection::Vertical && !piece.is_rise() {
        return None;
    }
    let (flow, thrust, exit_area_m2, mass_kg) = match piece.burning {
        Some(burning) => {
            let flow = burning.stage.mass_flow_kg_per_s();
            let mass_kg = piece.mass_kg - flow * (begin_s - burning.ignition_s);
            (flow, burning.stage.vacuum_thrust_n, burning.stage.exit_area_m2, mass_kg)
        }
        None => (0.0, 0.0, 0.0, piece.mass_kg),
    };
    let first = steps.len();
    let total_s = end_s - begin_s;
    // The time in which the engine would burn everything.
    let all_s = mass_kg / flow;
    let mut passed_s = 0.0;
    while passed_s < total_s {
        if steps.len() - first == MOST_STEPS {
            return None;
        }
        let longest_s = if begin_s == 0.0 {
            total_s
        } else {
            (SHARE_OF_TIME * (begin_s + passed_s)).min(SHARE_OF_MASS * (all_s - passed_s))
        };
        let (angle, rate) = attitude.unwrap_or((0.0, 0.0));
        steps.push(Step {
            duration_s: longest_s,
            mass_kg,
            mass_flow_kg_per_s: flow,
            vacuum_thrust_n: thrust,
            exit_area_m2,
            attitude_rad: angle,
            attitude_rate_rad_per_s: rate,
            is_attitude: if attitude.is_some() { 1.0 } else { 0.0 },
        });
        passed_s += longest_s;
    }
    // All of them a little shorter, so that the last ends with the piece.
    let shorter = total_s / passed_s;
    let mut begun_s = 0.0;
    for step in steps.iter_mut().skip(first) {
        step.duration_s *= shorter;
        step.mass_kg -= flow * begun_s;
        step.attitude_rad += step.attitude_rate_rad_per_s * begun_s;
        begun_s += step.duration_s;
    }
    Some(attitude.is_some())
}
