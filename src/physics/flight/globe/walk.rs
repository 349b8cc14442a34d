//! The walk over a globe from pad to end: ascent, free flight, fall.

use nalgebra::Vector3;

use crate::error::Result;
use crate::numerics::ode::{Dop853, Event, EventFunction, FinalState, System};
use crate::physics::flight::coast::{Above, Coast, LONGEST_FALL_S};
use crate::physics::flight::forces::Powered;
use crate::physics::flight::globe::forces::{Circling, Falling, OverGlobe, over_globe};
use crate::physics::flight::globe::path::{Recorder, seen};
use crate::physics::flight::globe::{GlobeFlight, GlobeFlightEnd, Turn};
use crate::physics::flight::pieces::{LONGEST_PIECE_S, Piece, pieces};
use crate::physics::flight::{
    EDGE_OF_AIR_M, Flight, FlightState, Impact, MarkKind, Outcome, PhaseKind, first_step_s,
};
use crate::physics::globe::LaunchFrame;
use crate::physics::kepler::rotating::Leg;

/// Free flight that is not in closed form is integrated to this, relative to its distance from the centre: a millimetre.
pub(super) const COAST_TOLERANCE: f64 = 1e-10;

/// A flight on its way.
pub(super) struct Walk {
    pub(super) pad: LaunchFrame,
    tolerance: f64,
    pub(super) t: f64,
    pub(super) from_centre_m: Vector3<f64>,
    pub(super) over_ground: Vector3<f64>,
    downrange_rad: f64,
    apogee_altitude_m: Option<f64>,
    evaluations: u64,
    /// None where the end is all that is asked for.
    pub(super) recorder: Option<Recorder>,
}

impl Walk {
    pub(super) fn from_the_pad(pad: LaunchFrame, tolerance: f64) -> Self {
        Self {
            pad,
            tolerance,
            t: 0.0,
            from_centre_m: pad.from_centre_m,
            over_ground: Vector3::zeros(),
            downrange_rad: 0.0,
            apogee_altitude_m: None,
            evaluations: 0,
            recorder: None,
        }
    }

    /// What it came to, with altitude and speed at its last burnout.
    pub(super) fn end(self, outcome: Outcome, burnout: Option<(f64, f64)>) -> GlobeFlightEnd {
        let comes_down = matches!(outcome, Outcome::Impact(_));
        GlobeFlightEnd {
            outcome,
            impact_point: comes_down.then(|| self.pad.impact_point(self.from_centre_m, self.downrange_rad)),
            apogee_altitude_m: self.apogee_altitude_m.filter(|_| comes_down),
            burnout_altitude_m: burnout.map(|(altitude, _)| altitude),
            burnout_speed_m_per_s: burnout.map(|(_, speed)| speed),
            evaluations: self.evaluations,
        }
    }

    pub(super) fn altitude_m(&self) -> f64 {
        self.pad.altitude_m(self.from_centre_m)
    }

    fn climb_m_per_s(&self) -> f64 {
        self.over_ground.dot(&self.from_centre_m) / self.from_centre_m.norm()
    }

    /// To a place, and a velocity there.
    fn move_to(&mut self, t: f64, from_centre_m: Vector3<f64>, over_ground: Vector3<f64>) {
        self.t = t;
        (self.from_centre_m, self.over_ground) = (from_centre_m, over_ground);
        self.downrange_rad = LaunchFrame::downrange_rad(from_centre_m, self.downrange_rad);
    }

    fn saw_apogee(&mut self, altitude_m: f64) {
        let highest = self.apogee_altitude_m.map_or(altitude_m, |highest| highest.max(altitude_m));
        self.apogee_altitude_m = Some(highest);
    }

    /// From the pad to the last burnout; or to the ground, if that comes first.
    pub(super) fn ascend(&mut self, flight: &GlobeFlight<'_>) -> Result<Option<Outcome>> {
        let GlobeFlight { vehicle, steering, turn, globe, has_air, tolerance, .. } = *flight;
        let planar = Flight { vehicle, steering, sphere: globe.sphere(), has_air, tolerance };
        let mut state = [0.0; 10];
        for piece in pieces(vehicle, steering) {
            state = kicked(&piece, state);
            let system = OverGlobe { planar: Powered::new(&planar, &piece), pad: self.pad, turn };
            // Small velocities matter where a turn grows out of them.
            let fine = if turn == Turn::AlongVelocity { TURN } else { DRIFT };
            let solver = solver(tolerance, [1.0, 1.0, TURN, TURN, 1.0, 1.0, 1.0, fine, fine, DRIFT]);
            let final_state = self.run(&system, solver, piece.kind, state, piece.end_s, f64::INFINITY)?;
            state = final_state.state;
            let (from_centre_m, over_ground) = over_globe(&self.pad, &state);
            self.move_to(final_state.t, from_centre_m, over_ground);
            if final_state.stopped_by.is_some() {
                return Ok(Some(self.impact(piece.burning.is_some())));
            }
            if let (true, PhaseKind::Powered { stage }) = (piece.burns_out, piece.kind) {
                self.keep_mark(MarkKind::Burnout { stage });
            }
        }
        Ok(None)
    }

    /// Integrates to a time, the ground, or an altitude left upward.
    fn run<const N: usize, S: System<N>>(
        &mut self,
        system: &S,
        solver: Dop853<[f64; N]>,
        kind: PhaseKind,
        state: [f64; N],
        end_s: f64,
        ceiling_m: f64,
    ) -> Result<FinalState<N>> {
        let (pad, t) = (self.pad, self.t);
        let mut lands = Event::falling(move |_t, state: &[f64; N]| pad.altitude_m(over_globe(&pad, state).0));
        let mut leaves = Event::rising(move |_t, state: &[f64; N]| {
            if ceiling_m.is_finite() { pad.altitude_m(over_globe(&pad, state).0) - ceiling_m } else { -1.0 }
        });
        let mut tops = Event::falling(move |_t, state: &[f64; N]| {
            let (from_centre_m, over_ground) = over_globe(&pad, state);
            from_centre_m.dot(&over_ground)
        })
        .terminal(false);
        let level = (self.over_ground.norm_squared() - self.climb_m_per_s().powi(2)).max(0.0).sqrt();
        let plane = [0.0, self.from_centre_m.norm(), level, self.climb_m_per_s()];
        let solver = solver.first_step(first_step_s(kind, plane, end_s - t));
        // The rise begins on the ground, and cannot come down.
        let mut watched: [&mut dyn EventFunction<N>; 3] = [&mut lands, &mut leaves, &mut tops];
        let events = if t == 0.0 { &mut [] } else { watched.as_mut_slice() };
        let final_state = match &mut self.recorder {
            None => solver.run(system, t, state, end_s, events)?,
            Some(recorder) => {
                let solution = solver.solve(system, t, state, end_s, events)?;
                recorder.stretch((t, solution.final_state().t), |now| {
                    Ok(seen(&pad, now, over_globe(&pad, &solution.state_at(now)?)))
                })?;
                *solution.final_state()
            }
        };
        self.evaluations += final_state.statistics.evaluations;
        if let Some(top_s) = tops.first_time().filter(|top_s| *top_s > t) {
            let top = solver.run(system, t, state, top_s, &mut [])?;
            self.evaluations += top.statistics.evaluations;
            let place = over_globe(&pad, &top.state);
            self.saw_apogee(pad.altitude_m(place.0));
            self.keep_apogee(seen(&pad, top_s, place));
        }
        Ok(final_state)
    }

    fn impact(&self, under_power: bool) -> Outcome {
        let speed = self.over_ground.norm();
        Outcome::Impact(Impact {
            time_s: self.t,
            range_angle_rad: self.downrange_rad,
            speed_m_per_s: speed,
            flight_path_angle_rad: (self.climb_m_per_s() / speed.max(f64::MIN_POSITIVE))
                .clamp(-1.0, 1.0)
                .asin(),
            under_power,
        })
    }

    /// From the last burnout on: free above the air, falling through it below.
    pub(super) fn coast(&mut self, ballistic_coefficient_kg_per_m2: f64) -> Result<Outcome> {
        let feels_air = ballistic_coefficient_kg_per_m2.is_finite();
        let edge_altitude_m = if feels_air { EDGE_OF_AIR_M } else { 0.0 };
        let sphere = self.pad.globe.sphere();
        let coast = Coast { sphere, ballistic_coefficient_kg_per_m2, mass_kg: f64::NAN };
        let falling = Falling { pad: self.pad, half_per_coefficient: 0.5 / ballistic_coefficient_kg_per_m2 };
        let (started_s, mut passes) = (self.t, 0);
        while self.t - started_s < LONGEST_FALL_S {
            let altitude_m = self.altitude_m();
            if altitude_m >= edge_altitude_m - 1e-3 {
                let leg = Leg::begin(&self.pad, self.from_centre_m, self.over_ground);
                let start = leg.burnout();
                let begin = FlightState {
                    time_s: self.t,
                    altitude_m: start.radius_m - sphere.radius_m,
                    range_angle_rad: self.downrange_rad,
                    speed_m_per_s: start.speed_m_per_s,
                    flight_path_angle_rad: start.flight_path_angle_rad,
                    mass_kg: coast.mass_kg,
                };
                let edge_m = start.radius_m - (altitude_m - edge_altitude_m).max(0.0);
                match coast.above_the_air(begin, edge_m, passes) {
                    Above::Ends(outcome) => return Ok(outcome),
                    Above::ComesDown(free) => {
                        let about_rad = self.downrange_rad + leg.end(&self.pad, &free, edge_m).downrange_rad;
                        if self.pad.globe.is_simple() {
                            if start.flight_path_angle_rad > 0.0 {
                                self.saw_apogee(free.apogee_radius_m - sphere.radius_m);
                            }
                            self.keep_leg(&leg, begin, free.flight_time_s)?;
                            let end = leg.end(&self.pad, &free, edge_m);
                            self.downrange_rad = about_rad;
                            self.move_to(
                                self.t + free.flight_time_s,
                                end.from_centre_m,
                                end.over_ground_m_per_s,
                            );
                        } else if !self.circle(edge_altitude_m, free.flight_time_s, about_rad)? {
                            return Ok(Outcome::StillUp { altitude_m: self.altitude_m() });
                        }
                        if !feels_air {
                            return Ok(self.impact(false));
                        }
                    }
                    // Too fast for an ellipse, but into the air all the same: integrated from here.
                    Above::DivesIn => {}
                }
            }
            let kind = if self.climb_m_per_s() > 0.0 { PhaseKind::Coast } else { PhaseKind::Reentry };
            let place = self.from_centre_m - self.pad.from_centre_m;
            let [[x, y, z], [vx, vy, vz]] = [place.into(), self.over_ground.into()];
            let solver = solver(self.tolerance, [1.0, 1.0, 1.0, DRIFT, DRIFT, DRIFT]);
            let end_s = self.t + LONGEST_PIECE_S;
            let final_state =
                self.run(&falling, solver, kind, [x, y, z, vx, vy, vz], end_s, edge_altitude_m)?;
            let (from_centre_m, over_ground) = over_globe(&self.pad, &final_state.state);
            self.move_to(final_state.t, from_centre_m, over_ground);
            match final_state.stopped_by {
                Some(0) => return Ok(self.impact(false)),
                Some(_) => passes += 1,
                None => {}
            }
        }
        Ok(Outcome::StillUp { altitude_m: self.altitude_m() })
    }

    /// Free flight down to an altitude, integrated: about so long, and about so far along the launch's great circle. Whether it came
    /// down to it.
    fn circle(&mut self, floor_m: f64, about_s: f64, about_rad: f64) -> Result<bool> {
        let pad = self.pad;
        let velocity = pad.inertial(self.from_centre_m, self.over_ground);
        let [[x, y, z], [vx, vy, vz]] = [self.from_centre_m.into(), velocity.into()];
        let state = [x, y, z, vx, vy, vz];
        let system = Circling { pad };
        let mut arrives = Event::falling(move |_t, &[x, y, z, ..]: &[f64; 6]| {
            pad.altitude_m(Vector3::new(x, y, z)) - floor_m
        });
        let mut tops =
            Event::falling(|_t, &[x, y, z, vx, vy, vz]: &[f64; 6]| x * vx + y * vy + z * vz).terminal(false);
        let solver =
            Dop853::with_tolerance(COAST_TOLERANCE).absolute_tolerances([1e-4, 1e-4, 1e-4, 1e-7, 1e-7, 1e-7]);
        let longest_s = 1.5 * about_s + 600.0;
        let started_s = self.t;
        // Back among the axes that turn.
        let turned = |after_s: f64, [x, y, z, vx, vy, vz]: [f64; 6]| {
            let from_centre_m = pad.after(Vector3::new(x, y, z), after_s);
            (from_centre_m, pad.over_ground(from_centre_m, pad.after(Vector3::new(vx, vy, vz), after_s)))
        };
        let events: &mut [&mut dyn EventFunction<6>] = &mut [&mut arrives, &mut tops];
        let final_state = match &mut self.recorder {
            None => solver.run(&system, 0.0, state, longest_s, events)?,
            Some(recorder) => {
                let solution = solver.solve(&system, 0.0, state, longest_s, events)?;
                recorder.stretch((started_s, started_s + solution.final_state().t), |now| {
                    let after_s = (now - started_s).clamp(0.0, solution.final_state().t);
                    Ok(seen(&pad, now, turned(after_s, solution.state_at(after_s)?)))
                })?;
                *solution.final_state()
            }
        };
        self.evaluations += final_state.statistics.evaluations;
        if let Some(top_s) = tops.first_time() {
            let top = solver.run(&system, 0.0, state, top_s, &mut [])?.state;
            let [x, y, z, ..] = top;
            self.saw_apogee(pad.altitude_m(Vector3::new(x, y, z)));
            self.keep_apogee(seen(&pad, started_s + top_s, turned(top_s, top)));
        }
        let (from_centre_m, over_ground) = turned(final_state.t, final_state.state);
        self.downrange_rad = about_rad;
        self.move_to(self.t + final_state.t, from_centre_m, over_ground);
        Ok(final_state.stopped_by.is_some())
    }
}

/// The state with which a piece begins: both velocities turned, if there is a kick.
fn kicked(piece: &Piece, state: [f64; 10]) -> [f64; 10] {
    let [x, y, vx, vy, px, py, pz, wx, wy, wz] = state;
    let [x, y, vx, vy] = piece.begin([x, y, vx, vy]);
    let [_, _, wx, wy] = piece.begin([0.0, 0.0, wx, wy]);
    [x, y, vx, vy, px, py, pz, wx, wy, wz]
}

/// Absolute tolerances of velocities in m/s, over that of lengths in m: those out of which a turn grows, as in the planar flight, and
/// the others. The ones across the launch's plane are often next to nothing, and an integration that minds a rounding of that ends nowhere.
const TURN: f64 = 1e-4;
const DRIFT: f64 = 1e-2;

/// The solver of a tolerance, relative; absolute over that by component.
fn solver<const N: usize>(tolerance: f64, absolute: [f64; N]) -> Dop853<[f64; N]> {
    Dop853::with_tolerance(tolerance).absolute_tolerances(absolute.map(|share| share * tolerance))
}
