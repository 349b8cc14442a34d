//! Flying with everything kept.

use crate::error::Result;
use crate::numerics::ode::{Dop853, Event, EventFunction, FinalState, System};
use crate::physics::earth::{STANDARD_GRAVITY_M_PER_S2, Sphere};
use crate::physics::flight::pieces::Piece;
use crate::physics::flight::trajectory::PhasePath;
use crate::physics::flight::{
    DeltaVBudget, Flight, FlightObserver, FlightState, Mark, MarkKind, Outcome, Phase, PhaseKind, Trajectory,
    plane, solver, turned,
};
use crate::physics::kepler::propagation::State;

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
    let (outcome, ..) = flight.walk(&mut recorder)?;
    let [gravity, drag, back_pressure, steering] = recorder.losses;
    let account = (!matches!(outcome, Outcome::NoLiftOff { .. })).then_some(DeltaVBudget {
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

impl FlightObserver<8> for Recorder {
    fn draw<S: System<8>>(
        &mut self,
        system: &S,
        kind: PhaseKind,
        (t, state, end): (f64, [f64; 8], f64),
        events: &mut [&mut dyn EventFunction<8>],
        angle: f64,
    ) -> Result<FinalState<8>> {
        let radius = self.sphere.radius_m;
        let mut apogee = Event::falling(move |_t, state: &[f64; 8]| {
            let [x, y, vx, vy] = plane(state, radius);
            x * vx + y * vy
        })
        .terminal(false);
        let own = events.len();
        let mut watched: Vec<&mut dyn EventFunction<8>> = Vec::with_capacity(own + 1);
        for event in events.iter_mut() {
            watched.push(*event);
        }
        watched.push(&mut apogee);
        let solution = self.solver.solve(system, t, state, end, &mut watched)?;
        let final_state = *solution.final_state();
        let end_angle_rad = angle + turned(plane(&state, radius), plane(&final_state.state, radius));
        let tops: Vec<f64> =
            solution.occurrences().iter().filter(|met| met.event == own).map(|met| met.t).collect();
        let phase = Phase {
            kind,
            begin_s: t,
            end_s: final_state.t,
            begin_angle_rad: angle,
            end_angle_rad,
            path: PhasePath::Integrated(Box::new(solution)),
            mass: self.mass,
        };
        for top in tops {
            self.marks.push(Mark { kind: MarkKind::Apogee, state: phase.state_at(top, self.sphere)? });
        }
        self.phases.push(phase);
        if matches!(kind, PhaseKind::Powered { .. } | PhaseKind::Gap) {
            let [_, _, vx, vy, losses @ ..] = final_state.state;
            self.losses = losses;
            self.gained_speed_m_per_s = vx.hypot(vy);
            let (begin_kg, flow) = self.mass;
            self.ideal_delta_v_m_per_s -=
                self.exhaust_m_per_s * (-flow * (final_state.t - t) / begin_kg).ln_1p();
        }
        Ok(final_state)
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
            path: PhasePath::Free(state),
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
pub(super) fn time_to_apogee_s(begin: FlightState, sphere: Sphere) -> Option<f64> {
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
