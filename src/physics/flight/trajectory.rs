//! A flight with its whole course.

use crate::error::{Error, Result};
use crate::numerics::ode::{Nested, Solution, Statistics};
use crate::physics::earth::Sphere;
use crate::physics::flight::{Outcome, plane};
use crate::physics::kepler::propagation::State;

/// Where a flight is, and how it moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlightState {
    /// From lift-off, s.
    pub time_s: f64,
    /// Geometric, m.
    pub altitude_m: f64,
    /// Angle at the centre from the pad, rad, ahead positive.
    pub range_angle_rad: f64,
    /// m/s.
    pub speed_m_per_s: f64,
    /// Angle of the velocity above the local horizontal ahead, rad: past π/2 where it moves backward; π/2 at rest.
    pub flight_path_angle_rad: f64,
    /// kg.
    pub mass_kg: f64,
}

impl FlightState {
    pub(super) fn new(
        time_s: f64,
        [x, y, vx, vy]: [f64; 4],
        range_angle_rad: f64,
        mass_kg: f64,
        sphere: Sphere,
    ) -> Self {
        let r = x.hypot(y);
        let (up, ahead) = ((x * vx + y * vy) / r, (y * vx - x * vy) / r);
        let speed_m_per_s = up.hypot(ahead);
        Self {
            time_s,
            altitude_m: r - sphere.radius_m,
            range_angle_rad,
            speed_m_per_s,
            flight_path_angle_rad: if speed_m_per_s > 0.0 {
                up.atan2(ahead)
            } else {
                std::f64::consts::FRAC_PI_2
            },
            mass_kg,
        }
    }
}

/// What kind of motion a phase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhaseKind {
    /// A stage burns (counted from 0).
    Powered {
        /// Which.
        stage: usize,
    },
    /// Between stages.
    Gap,
    /// After the last burnout, in the air on the way up, or free.
    Coast,
    /// In the air on the way down.
    Reentry,
}

/// Something that happens at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// The velocity is turned.
    Kick,
    /// A stage is lit (counted from 0).
    Ignition {
        /// Which.
        stage: usize,
    },
    /// A stage has burned out and is dropped.
    Burnout {
        /// Which.
        stage: usize,
    },
    /// The greatest altitude.
    Apogee,
    /// The payload comes down to 120 km.
    AtmosphereEntry,
    /// The ground.
    Impact,
}

/// What happened, and the flight then.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// What.
    pub kind: MarkKind,
    /// Where and when.
    pub state: FlightState,
}

/// A stretch of one kind of motion.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// What kind.
    pub kind: PhaseKind,
    /// s from lift-off.
    pub begin_s: f64,
    /// s from lift-off.
    pub end_s: f64,
    pub(super) begin_angle_rad: f64,
    pub(super) end_angle_rad: f64,
    pub(super) path: PhasePath,
    /// At the beginning, kg, and its fall, kg/s.
    pub(super) mass: (f64, f64),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum PhasePath {
    Integrated(Box<Solution<8, Nested<8, 7>>>),
    Free(State),
}

/// Where the speed that the propellant could give went, m/s. The six numbers close: ideal delta-v = gained + all losses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DeltaVBudget {
    /// By the rocket equation in vacuum, for the propellant burned.
    pub ideal_delta_v_m_per_s: f64,
    /// Speed at the last burnout (or at impact under power).
    pub gained_speed_m_per_s: f64,
    /// ∫ g sin(flight-path angle) dt.
    pub gravity_loss_m_per_s: f64,
    /// ∫ drag/mass dt.
    pub drag_loss_m_per_s: f64,
    /// ∫ (air pressure × exit area)/mass dt.
    pub back_pressure_loss_m_per_s: f64,
    /// ∫ thrust/mass (1 − cos of the angle between thrust and velocity) dt.
    pub steering_loss_m_per_s: f64,
}

impl DeltaVBudget {
    /// What is left over: zero but for the solver's error, m/s.
    pub fn residual_m_per_s(&self) -> f64 {
        self.ideal_delta_v_m_per_s
            - self.gained_speed_m_per_s
            - self.gravity_loss_m_per_s
            - self.drag_loss_m_per_s
            - self.back_pressure_loss_m_per_s
            - self.steering_loss_m_per_s
    }
}

/// A flight with its whole course.
#[derive(Debug, Clone, PartialEq)]
pub struct Trajectory {
    /// How it ended.
    pub outcome: Outcome,
    /// In order, without gaps between them.
    pub phases: Vec<Phase>,
    /// In order.
    pub marks: Vec<Mark>,
    /// From lift-off to the last burnout; none if it stayed on the pad.
    pub account: Option<DeltaVBudget>,
    pub(super) sphere: Sphere,
}

impl Trajectory {
    /// The end of the last phase, s; zero on the pad.
    pub fn end_s(&self) -> f64 {
        self.phases.last().map_or(0.0, |phase| phase.end_s)
    }

    /// The first mark of a kind.
    pub fn mark(&self, kind: MarkKind) -> Option<FlightState> {
        self.marks.iter().find(|mark| mark.kind == kind).map(|mark| mark.state)
    }

    /// The flight at a time from lift-off, s.
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

    /// The flight at evenly spaced times, both ends included; empty on the pad.
    ///
    /// # Errors
    ///
    /// As [`state_at`](Self::state_at), which has not been seen.
    pub fn table(&self, points: usize) -> Result<Vec<FlightState>> {
        if self.phases.is_empty() {
            return Ok(Vec::new());
        }
        let last = points.max(2) - 1;
        (0..=last).map(|i| self.state_at(self.end_s() * (i as f64 / last as f64))).collect()
    }
}

impl Phase {
    /// What its integration cost; none for free flight, which is in closed form.
    pub fn statistics(&self) -> Option<Statistics> {
        match &self.path {
            PhasePath::Integrated(solution) => Some(solution.statistics()),
            PhasePath::Free(_) => None,
        }
    }

    pub(super) fn state_at(&self, time_s: f64, sphere: Sphere) -> Result<FlightState> {
        let mu = sphere.gravitational_parameter_m3_per_s2;
        let motion = match &self.path {
            PhasePath::Integrated(solution) => plane(&solution.state_at(time_s)?, sphere.radius_m),
            PhasePath::Free(begin) => {
                let now = begin.after(time_s - self.begin_s, mu)?;
                let ([x, y, _], [vx, vy, _]) = (now.position_m, now.velocity_m_per_s);
                [x, y, vx, vy]
            }
        };
        let [x, y, ..] = motion;
        // The angle within half a turn of where the phase is on its way.
        let share = (time_s - self.begin_s) / (self.end_s - self.begin_s).max(f64::MIN_POSITIVE);
        let about = self.begin_angle_rad + share * (self.end_angle_rad - self.begin_angle_rad);
        let angle = x.atan2(y);
        let angle = angle + std::f64::consts::TAU * ((about - angle) / std::f64::consts::TAU).round();
        let mass_kg = self.mass.0 - self.mass.1 * (time_s - self.begin_s);
        Ok(FlightState::new(time_s, motion, angle, mass_kg, sphere))
    }
}
