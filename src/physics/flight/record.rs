//! The flight with its whole trajectory recorded.

use crate::error::Result;
use crate::numerics::ode::{Dop853, Event, EventFunction, FinalState, System};
use crate::physics::earth::{STANDARD_GRAVITY_M_PER_S2, Sphere};
use crate::physics::flight::Flight;
use crate::physics::flight::observer::{FlightObserver, Span, solver};
use crate::physics::flight::outcome::Outcome;
use crate::physics::flight::pieces::Piece;
use crate::physics::flight::state::{FlightState, MarkKind, PhaseKind, geocentric, swept_angle_rad};
use crate::physics::flight::trajectory::{DeltaVBudget, Mark, MassHistory, Phase, PhasePath, Trajectory};
use crate::physics::kepler::propagation::State;

/// The observer that records every phase and every mark.
struct TrajectoryObserver {
    solver: Dop853<[f64; 8]>,
    sphere: Sphere,
    payload_mass_kg: f64,
    phases: Vec<Phase>,
    marks: Vec<Mark>,
    /// The mass in the present piece.
    mass: MassHistory,
    ideal_delta_v_m_per_s: f64,
    /// The exhaust speed of the burning stage, m/s.
    exhaust_m_per_s: f64,
    /// The losses at the end of the powered flight, m/s: gravity, drag, back pressure, steering.
    losses: [f64; 4],
    gained_speed_m_per_s: f64,
}

impl Flight<'_> {
    /// Integrates the flight and keeps its whole trajectory.
    ///
    /// # Errors
    ///
    /// The errors of [`fly`](Self::fly).
    pub fn trajectory(&self) -> Result<Trajectory> {
        let payload_mass_kg = self.vehicle.payload_mass_kg();
        let mut observer = TrajectoryObserver {
            solver: solver(self.tolerance),
            sphere: self.sphere,
            payload_mass_kg,
            phases: Vec::new(),
            marks: Vec::new(),
            mass: MassHistory::constant(payload_mass_kg),
            ideal_delta_v_m_per_s: 0.0,
            exhaust_m_per_s: 0.0,
            losses: [0.0; 4],
            gained_speed_m_per_s: 0.0,
        };
        let outcome = self.propagate(&mut observer)?.outcome;
        Ok(observer.trajectory(outcome))
    }
}

impl TrajectoryObserver {
    /// Returns the recorded trajectory.
    fn trajectory(mut self, outcome: Outcome) -> Trajectory {
        let [gravity, drag, back_pressure, steering] = self.losses;
        let delta_v_budget = (!matches!(outcome, Outcome::NoLiftOff { .. })).then_some(DeltaVBudget {
            ideal_delta_v_m_per_s: self.ideal_delta_v_m_per_s,
            gained_speed_m_per_s: self.gained_speed_m_per_s,
            gravity_loss_m_per_s: gravity,
            drag_loss_m_per_s: drag,
            back_pressure_loss_m_per_s: back_pressure,
            steering_loss_m_per_s: steering,
        });
        // The altitude may have a maximum under power and another in the coast: the greatest is the
        // apogee.
        let highest = self
            .marks
            .iter()
            .filter(|mark| mark.kind == MarkKind::Apogee)
            .map(|mark| mark.state.altitude_m)
            .fold(f64::NEG_INFINITY, f64::max);
        self.marks.retain(|mark| mark.kind != MarkKind::Apogee || mark.state.altitude_m == highest);
        self.marks.sort_by(|a, b| a.state.time_s.total_cmp(&b.state.time_s));
        let Self { phases, marks, sphere, .. } = self;
        Trajectory { outcome, phases, marks, delta_v_budget, sphere }
    }

    /// Adds a powered piece, from its initial time to its final state, to the delta-v budget.
    fn add_to_budget(&mut self, begin_s: f64, final_state: &FinalState<8>) {
        let [_, _, vx, vy, losses @ ..] = final_state.state;
        self.losses = losses;
        self.gained_speed_m_per_s = vx.hypot(vy);
        let MassHistory { begin_kg, flow_kg_per_s: flow } = self.mass;
        self.ideal_delta_v_m_per_s -=
            self.exhaust_m_per_s * (-flow * (final_state.t - begin_s) / begin_kg).ln_1p();
    }

    /// Returns the flight state of a state of the integration in the present piece.
    fn flight_state(&self, time_s: f64, state: &[f64; 8], angle_rad: f64, mass_kg: f64) -> FlightState {
        FlightState::new(time_s, geocentric(state, self.sphere.radius_m), angle_rad, mass_kg, self.sphere)
    }
}

impl FlightObserver<8> for TrajectoryObserver {
    fn integrate<S: System<8>>(
        &mut self,
        system: &S,
        span: Span<8>,
        events: &mut [&mut dyn EventFunction<8>],
    ) -> Result<FinalState<8>> {
        let Span { kind, begin_s, state, end_s, begin_angle_rad } = span;
        let radius = self.sphere.radius_m;
        let mut apogee = Event::falling(move |_t, state: &[f64; 8]| {
            let [x, y, vx, vy] = geocentric(state, radius);
            x * vx + y * vy
        })
        .terminal(false);
        let apogee_index = events.len();
        let mut all_events: Vec<&mut dyn EventFunction<8>> = Vec::with_capacity(apogee_index + 1);
        for event in events.iter_mut() {
            all_events.push(*event);
        }
        all_events.push(&mut apogee);
        let solution = self.solver.solve(system, begin_s, state, end_s, &mut all_events)?;
        let final_state = *solution.final_state();
        let end_angle_rad = begin_angle_rad
            + swept_angle_rad(geocentric(&state, radius), geocentric(&final_state.state, radius));
        let apogees_s: Vec<f64> = solution
            .occurrences()
            .iter()
            .filter(|occurrence| occurrence.event == apogee_index)
            .map(|occurrence| occurrence.t)
            .collect();
        let phase = Phase {
            kind,
            begin_s,
            end_s: final_state.t,
            begin_angle_rad,
            end_angle_rad,
            path: PhasePath::Integrated(Box::new(solution)),
            mass: self.mass,
        };
        for apogee_s in apogees_s {
            self.mark(MarkKind::Apogee, phase.state_at(apogee_s, self.sphere)?);
        }
        self.phases.push(phase);
        if matches!(kind, PhaseKind::Powered { .. } | PhaseKind::Gap) {
            self.add_to_budget(begin_s, &final_state);
        }
        Ok(final_state)
    }

    fn free_flight(&mut self, begin: FlightState, duration_s: f64, angle_rad: f64) {
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
            path: PhasePath::Free(state),
            mass: MassHistory::constant(self.payload_mass_kg),
        };
        if let Some(climb_s) = begin.time_to_apogee_s(self.sphere)
            && let Ok(apogee) = phase.state_at(begin.time_s + climb_s, self.sphere)
        {
            self.mark(MarkKind::Apogee, apogee);
        }
        self.phases.push(phase);
    }

    fn mark(&mut self, kind: MarkKind, at: FlightState) {
        self.marks.push(Mark::new(kind, at));
    }

    fn begin_piece(&mut self, piece: &Piece, state: &[f64; 8], angle_rad: f64) {
        self.mass = match piece.burning {
            Some(burning) => {
                let flow = burning.stage.mass_flow_kg_per_s();
                self.exhaust_m_per_s = STANDARD_GRAVITY_M_PER_S2 * burning.stage.vacuum_specific_impulse_s;
                let begin_kg = piece.mass_kg - flow * (piece.begin_s - burning.ignition_s);
                MassHistory { begin_kg, flow_kg_per_s: flow }
            }
            None => MassHistory::constant(piece.mass_kg),
        };
        let at = self.flight_state(piece.begin_s, state, angle_rad, self.mass.begin_kg);
        if let (true, PhaseKind::Powered { stage }) = (piece.ignites, piece.kind) {
            self.mark(MarkKind::Ignition { stage }, at);
        }
        if piece.kick_rad.is_some() {
            self.mark(MarkKind::Kick, at);
        }
    }

    fn end_piece(&mut self, piece: &Piece, state: &[f64; 8], angle_rad: f64) {
        if let (true, PhaseKind::Powered { stage }) = (piece.burns_out, piece.kind) {
            let mass_kg = self.mass.after_kg(piece.end_s - piece.begin_s);
            self.mark(MarkKind::Burnout { stage }, self.flight_state(piece.end_s, state, angle_rad, mass_kg));
        }
        self.mass = MassHistory::constant(self.payload_mass_kg);
    }
}
