//! The trajectory of a flight.

use crate::error::{Error, Result};
use crate::numerics::ode::{Nested, Solution, Statistics};
use crate::physics::earth::Sphere;
use crate::physics::flight::outcome::Outcome;
use crate::physics::flight::state::{FlightState, MarkKind, PhaseKind, geocentric};
use crate::physics::kepler::propagation::State;

/// A notable moment, and the state of the flight at it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Mark {
    /// The kind of moment.
    pub kind: MarkKind,
    /// The state of the flight at it.
    pub state: FlightState,
}

impl Mark {
    /// Returns the mark of a kind at a state.
    pub(super) fn new(kind: MarkKind, state: FlightState) -> Self {
        Self { kind, state }
    }
}

/// A part of a flight with one kind of motion.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Phase {
    /// The kind of motion.
    pub kind: PhaseKind,
    /// The time from lift-off at which the phase begins, s.
    pub begin_s: f64,
    /// The time from lift-off at which the phase ends, s.
    pub end_s: f64,
    pub(super) begin_angle_rad: f64,
    pub(super) end_angle_rad: f64,
    pub(super) path: PhasePath,
    pub(super) mass: MassHistory,
}

/// The motion within a phase.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PhasePath {
    /// The dense output of an integration.
    Integrated(Box<Solution<8, Nested<8, 7>>>),
    /// The initial state of a free flight, which is propagated in closed form.
    Free(State),
}

/// The mass within a phase, which falls at a constant rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct MassHistory {
    /// The mass at the beginning of the phase, kg.
    pub(super) begin_kg: f64,
    /// The rate at which propellant is burned, kg/s.
    pub(super) flow_kg_per_s: f64,
}

impl MassHistory {
    /// Returns the history of a constant mass.
    pub(super) fn constant(mass_kg: f64) -> Self {
        Self { begin_kg: mass_kg, flow_kg_per_s: 0.0 }
    }

    /// Returns the mass a time after the beginning of the phase, kg.
    pub(super) fn after_kg(&self, elapsed_s: f64) -> f64 {
        self.begin_kg - self.flow_kg_per_s * elapsed_s
    }
}

/// The delta-v budget of the powered flight, m/s: ideal delta-v = gained speed + all losses.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct DeltaVBudget {
    /// The delta-v of the rocket equation in vacuum for the propellant burned, m/s.
    pub ideal_delta_v_m_per_s: f64,
    /// The speed at the last burnout (or at an impact under power), m/s.
    pub gained_speed_m_per_s: f64,
    /// The gravity loss, ∫ g sin(flight-path angle) dt, m/s.
    pub gravity_loss_m_per_s: f64,
    /// The drag loss, ∫ drag/mass dt, m/s.
    pub drag_loss_m_per_s: f64,
    /// The back-pressure loss, ∫ (air pressure × exit area)/mass dt, m/s.
    pub back_pressure_loss_m_per_s: f64,
    /// The steering loss, ∫ thrust/mass (1 − cos of the angle between thrust and velocity) dt,
    /// m/s.
    pub steering_loss_m_per_s: f64,
}

impl DeltaVBudget {
    /// Returns the ideal delta-v less the gained speed and all losses, m/s: zero but for the error
    /// of the solver.
    pub fn residual_m_per_s(&self) -> f64 {
        self.ideal_delta_v_m_per_s
            - self.gained_speed_m_per_s
            - self.gravity_loss_m_per_s
            - self.drag_loss_m_per_s
            - self.back_pressure_loss_m_per_s
            - self.steering_loss_m_per_s
    }
}

/// A flight with its whole trajectory.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Trajectory {
    /// How the flight ended.
    pub outcome: Outcome,
    /// The phases in the order of time, without gaps between them.
    pub phases: Vec<Phase>,
    /// The notable moments in the order of time.
    pub marks: Vec<Mark>,
    /// The delta-v budget from lift-off to the last burnout; none if the vehicle does not lift off.
    pub delta_v_budget: Option<DeltaVBudget>,
    pub(super) sphere: Sphere,
}

impl Trajectory {
    /// Returns the time from lift-off at which the last phase ends, s; zero if the vehicle does not
    /// lift off.
    pub fn end_s(&self) -> f64 {
        self.phases.last().map_or(0.0, |phase| phase.end_s)
    }

    /// Returns the state at the first mark of a kind.
    pub fn mark(&self, kind: MarkKind) -> Option<FlightState> {
        self.marks.iter().find(|mark| mark.kind == kind).map(|mark| mark.state)
    }

    /// Returns the state at a time from lift-off, s.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideSolution`] before lift-off, after the end, and for NaN.
    pub fn state_at(&self, time_s: f64) -> Result<FlightState> {
        let place = self.phases.partition_point(|phase| phase.end_s < time_s);
        match self.phases.get(place) {
            Some(phase) if time_s >= phase.begin_s => phase.state_at(time_s, self.sphere),
            _ => Err(Error::OutsideSolution { t: time_s, begin: 0.0, end: self.end_s() }),
        }
    }

    /// Returns the states at evenly spaced times, both ends included; an empty table if the vehicle
    /// does not lift off.
    ///
    /// # Errors
    ///
    /// The errors of [`state_at`](Self::state_at); none has been seen.
    pub fn table(&self, points: usize) -> Result<Vec<FlightState>> {
        if self.phases.is_empty() {
            return Ok(Vec::new());
        }
        let last = points.max(2) - 1;
        (0..=last).map(|i| self.state_at(self.end_s() * (i as f64 / last as f64))).collect()
    }
}

impl Phase {
    /// Returns the solver's statistics; none for free flight, which is in closed form.
    pub fn statistics(&self) -> Option<Statistics> {
        match &self.path {
            PhasePath::Integrated(solution) => Some(solution.statistics()),
            PhasePath::Free(_) => None,
        }
    }

    /// Returns the state at a time from lift-off, s.
    pub(super) fn state_at(&self, time_s: f64, sphere: Sphere) -> Result<FlightState> {
        let mu = sphere.gravitational_parameter_m3_per_s2;
        let motion = match &self.path {
            PhasePath::Integrated(solution) => geocentric(&solution.state_at(time_s)?, sphere.radius_m),
            PhasePath::Free(begin) => {
                let now = begin.after(time_s - self.begin_s, mu)?;
                let ([x, y, _], [vx, vy, _]) = (now.position_m, now.velocity_m_per_s);
                [x, y, vx, vy]
            }
        };
        let [x, y, ..] = motion;
        // Of the angles that differ by whole turns, the one nearest to linear progress through the
        // phase.
        let share = (time_s - self.begin_s) / (self.end_s - self.begin_s).max(f64::MIN_POSITIVE);
        let about = self.begin_angle_rad + share * (self.end_angle_rad - self.begin_angle_rad);
        let angle = x.atan2(y);
        let angle = angle + std::f64::consts::TAU * ((about - angle) / std::f64::consts::TAU).round();
        let mass_kg = self.mass.after_kg(time_s - self.begin_s);
        Ok(FlightState::new(time_s, motion, angle, mass_kg, sphere))
    }
}
