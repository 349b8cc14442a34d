//! A flight with its whole course.

use crate::error::{Error, Result};
use crate::numerics::ode::{Arrival, Dop853, Event, Nested, Solution, Statistics, System, Watch};
use crate::physics::earth::{STANDARD_GRAVITY_M_PER_S2, Sphere};
use crate::physics::flight::pieces::Piece;
use crate::physics::flight::{Flight, Outcome, Pen, plane, solver};
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
    begin_angle_rad: f64,
    end_angle_rad: f64,
    course: Course,
    /// At the beginning, kg, and its fall, kg/s.
    mass: (f64, f64),
}

#[derive(Debug, Clone, PartialEq)]
enum Course {
    Integrated(Box<Solution<8, Nested<8, 7>>>),
    Free(State),
}

/// Where the speed that the propellant could give went, m/s. The six numbers close: ideal delta-v = gained + all losses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Account {
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

impl Account {
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
    pub account: Option<Account>,
    sphere: Sphere,
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
        match &self.course {
            Course::Integrated(solution) => Some(solution.statistics()),
            Course::Free(_) => None,
        }
    }

    fn state_at(&self, time_s: f64, sphere: Sphere) -> Result<FlightState> {
        let mu = sphere.gravitational_parameter_m3_per_s2;
        let motion = match &self.course {
            Course::Integrated(solution) => plane(&solution.state_at(time_s)?, sphere.radius_m),
            Course::Free(begin) => {
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

/// Keeps everything.
struct Recorder {
    solver: Dop853<[f64; 8]>,
    sphere: Sphere,
    payload_mass_kg: f64,
    phases: Vec<Phase>,
    marks: Vec<Mark>,
    /// Mass and its fall in the piece that is being flown.
    mass: (f64, f64),
    ideal_delta_v_m_per_s: f64,
    /// The exhaust speed of the stage that burns, m/s.
    exhaust_m_per_s: f64,
    /// At the end of the powered flight.
    losses: [f64; 4],
    gained_speed_m_per_s: f64,
}

/// Flies a flight, keeping everything.
pub(super) fn record(flight: &Flight<'_>) -> Result<Trajectory> {
    let mut recorder = Recorder {
        solver: solver(flight.tolerance),
        sphere: flight.sphere,
        payload_mass_kg: flight.vehicle.payload_mass_kg(),
        phases: Vec::new(),
        marks: Vec::new(),
        mass: (flight.vehicle.payload_mass_kg(), 0.0),
        ideal_delta_v_m_per_s: 0.0,
        exhaust_m_per_s: 0.0,
        losses: [0.0; 4],
        gained_speed_m_per_s: 0.0,
    };
    let (outcome, ..) = flight.course(&mut recorder)?;
    let [gravity, drag, back_pressure, steering] = recorder.losses;
    let account = (!matches!(outcome, Outcome::StaysOnThePad { .. })).then_some(Account {
        ideal_delta_v_m_per_s: recorder.ideal_delta_v_m_per_s,
        gained_speed_m_per_s: recorder.gained_speed_m_per_s,
        gravity_loss_m_per_s: gravity,
        drag_loss_m_per_s: drag,
        back_pressure_loss_m_per_s: back_pressure,
        steering_loss_m_per_s: steering,
    });
    // Altitude may peak under power and again in the coast: the greatest counts.
    let highest = recorder
        .marks
        .iter()
        .filter(|mark| mark.kind == MarkKind::Apogee)
        .map(|mark| mark.state.altitude_m)
        .fold(f64::NEG_INFINITY, f64::max);
    recorder.marks.retain(|mark| mark.kind != MarkKind::Apogee || mark.state.altitude_m == highest);
    recorder.marks.sort_by(|a, b| a.state.time_s.total_cmp(&b.state.time_s));
    Ok(Trajectory { outcome, phases: recorder.phases, marks: recorder.marks, account, sphere: flight.sphere })
}

impl Pen<8> for Recorder {
    fn draw<S: System<8>>(
        &mut self,
        system: &S,
        kind: PhaseKind,
        (t, state, end): (f64, [f64; 8], f64),
        events: &mut [&mut dyn Watch<8>],
        angle: f64,
    ) -> Result<Arrival<8>> {
        let radius = self.sphere.radius_m;
        let mut apogee = Event::falling(move |_t, state: &[f64; 8]| {
            let [x, y, vx, vy] = plane(state, radius);
            x * vx + y * vy
        })
        .terminal(false);
        let own = events.len();
        let mut watched: Vec<&mut dyn Watch<8>> = Vec::with_capacity(own + 1);
        for event in events.iter_mut() {
            watched.push(*event);
        }
        watched.push(&mut apogee);
        let solution = self.solver.solve(system, t, state, end, &mut watched)?;
        let arrival = *solution.arrival();
        let end_angle_rad = angle + super::turned(plane(&state, radius), plane(&arrival.state, radius));
        let tops: Vec<f64> =
            solution.occurrences().iter().filter(|met| met.event == own).map(|met| met.t).collect();
        let phase = Phase {
            kind,
            begin_s: t,
            end_s: arrival.t,
            begin_angle_rad: angle,
            end_angle_rad,
            course: Course::Integrated(Box::new(solution)),
            mass: self.mass,
        };
        for top in tops {
            self.marks.push(Mark { kind: MarkKind::Apogee, state: phase.state_at(top, self.sphere)? });
        }
        self.phases.push(phase);
        if matches!(kind, PhaseKind::Powered { .. } | PhaseKind::Gap) {
            let [_, _, vx, vy, losses @ ..] = arrival.state;
            self.losses = losses;
            self.gained_speed_m_per_s = vx.hypot(vy);
            let (begin_kg, flow) = self.mass;
            self.ideal_delta_v_m_per_s -= self.exhaust_m_per_s * (-flow * (arrival.t - t) / begin_kg).ln_1p();
        }
        Ok(arrival)
    }

    fn arc(&mut self, begin: FlightState, duration_s: f64, angle_rad: f64) {
        let radius = self.sphere.radius_m + begin.altitude_m;
        let (sin, cos) = begin.range_angle_rad.sin_cos();
        let (climb, level) = begin.flight_path_angle_rad.sin_cos();
        let (up, ahead) = (begin.speed_m_per_s * climb, begin.speed_m_per_s * level);
        let state = State {
            position_m: [radius * sin, radius * cos, 0.0],
            velocity_m_per_s: [up * sin + ahead * cos, up * cos - ahead * sin, 0.0],
        };
        let phase = Phase {
            kind: PhaseKind::Coast,
            begin_s: begin.time_s,
            end_s: begin.time_s + duration_s,
            begin_angle_rad: begin.range_angle_rad,
            end_angle_rad: begin.range_angle_rad + angle_rad,
            course: Course::Free(state),
            mass: (self.payload_mass_kg, 0.0),
        };
        if let Some(apogee_s) = time_to_apogee_s(begin, self.sphere)
            && let Ok(top) = phase.state_at(begin.time_s + apogee_s, self.sphere)
        {
            self.marks.push(Mark { kind: MarkKind::Apogee, state: top });
        }
        self.phases.push(phase);
    }

    fn mark(&mut self, kind: MarkKind, at: FlightState) {
        self.marks.push(Mark { kind, state: at });
    }

    fn mark_begin(&mut self, piece: &Piece, state: &[f64; 8], angle: f64) {
        let (mass, flow) = match piece.burning {
            Some((stage, lit_s)) => {
                let flow = stage.mass_flow_kg_per_s();
                self.exhaust_m_per_s = STANDARD_GRAVITY_M_PER_S2 * stage.vacuum_specific_impulse_s;
                (piece.mass_kg - flow * (piece.begin_s - lit_s), flow)
            }
            None => (piece.mass_kg, 0.0),
        };
        self.mass = (mass, flow);
        let at =
            FlightState::new(piece.begin_s, plane(state, self.sphere.radius_m), angle, mass, self.sphere);
        if let (true, PhaseKind::Powered { stage }) = (piece.ignites, piece.kind) {
            self.mark(MarkKind::Ignition { stage }, at);
        }
        if piece.kick_rad.is_some() {
            self.mark(MarkKind::Kick, at);
        }
    }

    fn mark_end(&mut self, piece: &Piece, state: &[f64; 8], angle: f64) {
        if let (true, PhaseKind::Powered { stage }) = (piece.burns_out, piece.kind) {
            let mass = self.mass.0 - self.mass.1 * (piece.end_s - piece.begin_s);
            let at =
                FlightState::new(piece.end_s, plane(state, self.sphere.radius_m), angle, mass, self.sphere);
            self.mark(MarkKind::Burnout { stage }, at);
        }
        self.mass = (self.payload_mass_kg, 0.0);
    }
}

/// From a climbing state to its apogee, s; none if it does not climb or does not come back.
fn time_to_apogee_s(begin: FlightState, sphere: Sphere) -> Option<f64> {
    let mu = sphere.gravitational_parameter_m3_per_s2;
    let r = sphere.radius_m + begin.altitude_m;
    let up = begin.speed_m_per_s * begin.flight_path_angle_rad.sin();
    let alpha = 2.0 / r - begin.speed_m_per_s * begin.speed_m_per_s / mu;
    if !(up > 0.0 && alpha > 0.0) {
        return None;
    }
    // Kepler's equation counted from apogee: e sin η = r ṙ/√(μa), e cos η = r/a − 1.
    let sine = r * up * (alpha / mu).sqrt();
    Some((sine.atan2(r * alpha - 1.0) + sine) / (alpha * (mu * alpha).sqrt()))
}
