//! The flight over a globe after the last burnout: free above the air, falling through it below.

use nalgebra::Vector3;

use crate::error::Result;
use crate::numerics::ode::{Dop853, Event, EventFunction, FinalState};
use crate::physics::flight::coast::{Coast, EDGE_TOLERANCE_M, FreeFlightAboveAir, LONGEST_FALL_S};
use crate::physics::flight::globe::forces::{FallingOverGlobe, FreeFlightInInertialAxes, frame_state};
use crate::physics::flight::globe::path::GroundState;
use crate::physics::flight::globe::propagator::{GlobePropagator, GlobeSpan, VELOCITY_SHARE, solver};
use crate::physics::flight::outcome::{EDGE_OF_AIR_M, Outcome};
use crate::physics::flight::pieces::LONGEST_PIECE_S;
use crate::physics::flight::state::{FlightState, MarkKind, PhaseKind};
use crate::physics::globe::FrameState;
use crate::physics::kepler::rotating::FreeArcOverGround;
use crate::physics::kepler::unequal::FreeFlight;

/// The relative tolerance of free flight that is not in closed form: of its distance from the
/// centre it is a millimetre.
pub(super) const COAST_TOLERANCE: f64 = 1e-10;

impl GlobePropagator<'_> {
    /// Integrates the flight after the last burnout to its end.
    pub(super) fn coast(&mut self, ballistic_coefficient_kg_per_m2: f64) -> Result<Outcome> {
        let feels_air = ballistic_coefficient_kg_per_m2.is_finite();
        let edge_altitude_m = if feels_air { EDGE_OF_AIR_M } else { 0.0 };
        let sphere = self.frame.globe.sphere();
        let coast = Coast { sphere, ballistic_coefficient_kg_per_m2, mass_kg: f64::NAN };
        let (begin_s, mut passes) = (self.time_s, 0);
        while self.time_s - begin_s < LONGEST_FALL_S {
            if self.altitude_m() >= edge_altitude_m - EDGE_TOLERANCE_M
                && let Some(outcome) = self.fly_above_air(&coast, edge_altitude_m, passes)?
            {
                return Ok(outcome);
            }
            let fall = self.integrate_in_air(ballistic_coefficient_kg_per_m2, edge_altitude_m)?;
            self.advance(fall.t, frame_state(&self.frame, &fall.state));
            match fall.stopped_by {
                Some(0) => return Ok(self.impact(false)),
                Some(_) => passes += 1,
                None => {}
            }
        }
        Ok(self.still_up())
    }

    fn still_up(&self) -> Outcome {
        Outcome::StillUp { altitude_m: self.altitude_m() }
    }

    /// Flies above the air, after a number of passes through it, down to its edge. Returns the
    /// outcome if the flight ends there.
    fn fly_above_air(&mut self, coast: &Coast, edge_altitude_m: f64, passes: u32) -> Result<Option<Outcome>> {
        let arc = FreeArcOverGround::begin(&self.frame, self.state);
        let start = arc.burnout();
        let begin = FlightState {
            time_s: self.time_s,
            altitude_m: start.radius_m - coast.sphere.radius_m,
            range_angle_rad: self.downrange_rad,
            speed_m_per_s: start.speed_m_per_s,
            flight_path_angle_rad: start.flight_path_angle_rad,
            mass_kg: coast.mass_kg,
        };
        let edge_m = start.radius_m - (self.altitude_m() - edge_altitude_m).max(0.0);
        let flight = match coast.free_flight_above_air(begin, edge_m, passes) {
            FreeFlightAboveAir::DoesNotReturn(outcome) => return Ok(Some(outcome)),
            FreeFlightAboveAir::EntersOnHyperbola => return Ok(None),
            FreeFlightAboveAir::ComesDown(flight) => flight,
        };
        let end = arc.end(&self.frame, &flight, edge_m);
        let downrange_rad = self.downrange_rad + end.downrange_rad;
        if self.frame.globe.has_closed_form_free_flight() {
            if start.flight_path_angle_rad > 0.0 {
                self.note_apogee(flight.apogee_radius_m - coast.sphere.radius_m);
            }
            self.record_free_arc(&arc, begin, flight.flight_time_s)?;
            self.downrange_rad = downrange_rad;
            self.advance(self.time_s + flight.flight_time_s, end.state);
        } else if !self.integrate_free_flight(edge_altitude_m, &flight, downrange_rad)? {
            return Ok(Some(self.still_up()));
        }
        Ok((!coast.ballistic_coefficient_kg_per_m2.is_finite()).then(|| self.impact(false)))
    }

    /// Integrates the fall through the air to the ground (event 0), to the edge of the air upward
    /// (event 1), or for the longest piece.
    fn integrate_in_air(
        &mut self,
        ballistic_coefficient_kg_per_m2: f64,
        edge_altitude_m: f64,
    ) -> Result<FinalState<6>> {
        let half_per_coefficient = 0.5 / ballistic_coefficient_kg_per_m2;
        let falling = FallingOverGlobe { frame: self.frame, half_per_coefficient };
        let from_pad_m = self.state.from_centre_m - self.frame.from_centre_m;
        let [[x, y, z], [vx, vy, vz]] = [from_pad_m.into(), self.state.over_ground_m_per_s.into()];
        let absolute = [1.0, 1.0, 1.0, VELOCITY_SHARE, VELOCITY_SHARE, VELOCITY_SHARE];
        let span = GlobeSpan {
            kind: if self.climb_m_per_s() > 0.0 { PhaseKind::Coast } else { PhaseKind::Reentry },
            state: [x, y, z, vx, vy, vz],
            end_s: self.time_s + LONGEST_PIECE_S,
            ceiling_m: edge_altitude_m,
        };
        self.integrate(&falling, solver(self.tolerance, absolute), span)
    }

    /// Records a free flight in closed form, and its apogee.
    fn record_free_arc(
        &mut self,
        arc: &FreeArcOverGround,
        begin: FlightState,
        duration_s: f64,
    ) -> Result<()> {
        let (frame, begin_s) = (self.frame, begin.time_s);
        let Some(recorder) = self.recorder() else { return Ok(()) };
        let state_at = |now_s: f64| Ok(GroundState::new(&frame, now_s, arc.after(&frame, now_s - begin_s)?));
        recorder.record_interval(begin_s, begin_s + duration_s, state_at)?;
        if let Some(climb_s) = begin.time_to_apogee_s(frame.globe.sphere()) {
            recorder.record_mark(MarkKind::Apogee, state_at(begin_s + climb_s)?);
        }
        Ok(())
    }

    /// Integrates free flight down to an altitude, m. Its duration is about that of the closed form
    /// about a point, and `downrange_rad` is the approximate Earth-central angle of its end along
    /// the great circle of the launch. Returns whether the flight comes down to the altitude.
    fn integrate_free_flight(
        &mut self,
        floor_m: f64,
        closed_form: &FreeFlight<f64>,
        downrange_rad: f64,
    ) -> Result<bool> {
        let (frame, begin_s) = (self.frame, self.time_s);
        let FrameState { from_centre_m, over_ground_m_per_s } = self.state;
        let velocity = frame.inertial_velocity_m_per_s(from_centre_m, over_ground_m_per_s);
        let [[x, y, z], [vx, vy, vz]] = [from_centre_m.into(), velocity.into()];
        let state = [x, y, z, vx, vy, vz];
        let system = FreeFlightInInertialAxes { frame };
        let mut arrives = Event::falling(move |_t, &[x, y, z, ..]: &[f64; 6]| {
            frame.altitude_m(Vector3::new(x, y, z)) - floor_m
        });
        let mut apogee =
            Event::falling(|_t, &[x, y, z, vx, vy, vz]: &[f64; 6]| x * vx + y * vy + z * vz).terminal(false);
        let solver =
            Dop853::with_tolerance(COAST_TOLERANCE).absolute_tolerances([1e-4, 1e-4, 1e-4, 1e-7, 1e-7, 1e-7]);
        let longest_s = 1.5 * closed_form.flight_time_s + 600.0;
        let in_frame = |elapsed_s: f64, [x, y, z, vx, vy, vz]: [f64; 6]| {
            frame.state_from_inertial_axes(Vector3::new(x, y, z), Vector3::new(vx, vy, vz), elapsed_s)
        };
        let events: &mut [&mut dyn EventFunction<6>] = &mut [&mut arrives, &mut apogee];
        let final_state = match self.recorder() {
            None => solver.run(&system, 0.0, state, longest_s, events)?,
            Some(recorder) => {
                let solution = solver.solve(&system, 0.0, state, longest_s, events)?;
                recorder.record_interval(begin_s, begin_s + solution.final_state().t, |now_s| {
                    let elapsed_s = (now_s - begin_s).clamp(0.0, solution.final_state().t);
                    let state = in_frame(elapsed_s, solution.state_at(elapsed_s)?);
                    Ok(GroundState::new(&frame, now_s, state))
                })?;
                *solution.final_state()
            }
        };
        self.evaluations += final_state.statistics.evaluations;
        if let Some(apogee_s) = apogee.first_time() {
            let at_apogee = solver.run(&system, 0.0, state, apogee_s, &mut [])?.state;
            let [x, y, z, ..] = at_apogee;
            let altitude_m = frame.altitude_m(Vector3::new(x, y, z));
            self.record_apogee(altitude_m, begin_s + apogee_s, in_frame(apogee_s, at_apogee));
        }
        self.downrange_rad = downrange_rad;
        self.advance(begin_s + final_state.t, in_frame(final_state.t, final_state.state));
        Ok(final_state.stopped_by.is_some())
    }
}
