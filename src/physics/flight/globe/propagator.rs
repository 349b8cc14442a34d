//! The state of a flight over a globe, and its integration.

use nalgebra::Vector3;

use crate::error::Result;
use crate::numerics::ode::{Dop853, Event, EventFunction, FinalState, System};
use crate::physics::flight::globe::end::GlobeFlightEnd;
use crate::physics::flight::globe::forces::frame_state;
use crate::physics::flight::globe::path::{GroundState, PathRecorder};
use crate::physics::flight::observer::first_step_s;
use crate::physics::flight::outcome::{Impact, Outcome};
use crate::physics::flight::state::{MarkKind, PhaseKind};
use crate::physics::globe::{FrameState, LaunchFrame};

/// A flight over a globe that is being integrated.
pub(super) struct GlobePropagator<'r> {
    pub(super) frame: LaunchFrame,
    /// The relative tolerance of the solver.
    pub(super) tolerance: f64,
    /// The time from lift-off, s.
    pub(super) time_s: f64,
    /// The position and the velocity.
    pub(super) state: FrameState,
    /// The Earth-central angle along the great circle of the launch, rad.
    pub(super) downrange_rad: f64,
    /// The greatest altitude so far at a change from climb to descent, m.
    apogee_altitude_m: Option<f64>,
    /// The number of evaluations of the right-hand side so far.
    pub(super) evaluations: u64,
    /// The record of the path; none where only the end is asked for.
    recorder: Option<&'r mut PathRecorder>,
}

/// The altitude and the speed over the ground at the last burnout.
pub(super) struct BurnoutOverGround {
    pub(super) altitude_m: f64,
    pub(super) speed_m_per_s: f64,
}

/// One integration: its initial state, its last time, and the altitude at which it stops upward.
pub(super) struct GlobeSpan<const N: usize> {
    pub(super) kind: PhaseKind,
    pub(super) state: [f64; N],
    /// The time at which the integration stops unless a terminal event occurs before, s.
    pub(super) end_s: f64,
    /// The altitude at which a climb stops the integration, m; infinite for none.
    pub(super) ceiling_m: f64,
}

impl<'r> GlobePropagator<'r> {
    /// Returns a flight at rest on the pad.
    pub(super) fn on_the_pad(
        frame: LaunchFrame,
        tolerance: f64,
        recorder: Option<&'r mut PathRecorder>,
    ) -> Self {
        Self {
            frame,
            tolerance,
            time_s: 0.0,
            state: FrameState { from_centre_m: frame.from_centre_m, over_ground_m_per_s: Vector3::zeros() },
            downrange_rad: 0.0,
            apogee_altitude_m: None,
            evaluations: 0,
            recorder,
        }
    }

    /// Returns the end of the flight, given its outcome and its last burnout.
    pub(super) fn end(self, outcome: Outcome, burnout: Option<BurnoutOverGround>) -> GlobeFlightEnd {
        let comes_down = matches!(outcome, Outcome::Impact(_));
        let impact_point = || self.frame.impact_point(self.state.from_centre_m, self.downrange_rad);
        GlobeFlightEnd {
            outcome,
            impact_point: comes_down.then(impact_point),
            apogee_altitude_m: self.apogee_altitude_m.filter(|_| comes_down),
            burnout_altitude_m: burnout.as_ref().map(|burnout| burnout.altitude_m),
            burnout_speed_m_per_s: burnout.as_ref().map(|burnout| burnout.speed_m_per_s),
            evaluations: self.evaluations,
        }
    }

    /// Returns the altitude above the surface, m.
    pub(super) fn altitude_m(&self) -> f64 {
        self.frame.altitude_m(self.state.from_centre_m)
    }

    /// Returns the rate of climb along the radius vector, m/s.
    pub(super) fn climb_m_per_s(&self) -> f64 {
        self.state.over_ground_m_per_s.dot(&self.state.from_centre_m) / self.state.from_centre_m.norm()
    }

    /// Advances the flight to a time and a state.
    pub(super) fn advance(&mut self, time_s: f64, state: FrameState) {
        self.time_s = time_s;
        self.state = state;
        self.downrange_rad = LaunchFrame::downrange_rad(state.from_centre_m, self.downrange_rad);
    }

    /// Returns the impact at the present state.
    pub(super) fn impact(&self, under_power: bool) -> Outcome {
        let (over_ground, from_centre) = (self.state.over_ground_m_per_s, self.state.from_centre_m);
        let level = over_ground.cross(&from_centre).norm() / from_centre.norm();
        Outcome::Impact(Impact {
            time_s: self.time_s,
            range_angle_rad: self.downrange_rad,
            speed_m_per_s: over_ground.norm(),
            // Not the arc sine, which loses half the digits of a vertical impact.
            flight_path_angle_rad: self.climb_m_per_s().atan2(level),
            under_power,
        })
    }

    /// Takes an apogee altitude into account, m.
    pub(super) fn note_apogee(&mut self, altitude_m: f64) {
        let highest = self.apogee_altitude_m.map_or(altitude_m, |highest| highest.max(altitude_m));
        self.apogee_altitude_m = Some(highest);
    }

    /// Takes an apogee at a time and a state into account, and records it.
    pub(super) fn record_apogee(&mut self, altitude_m: f64, time_s: f64, state: FrameState) {
        self.note_apogee(altitude_m);
        if let Some(recorder) = &mut self.recorder {
            recorder.record_mark(MarkKind::Apogee, GroundState::new(&self.frame, time_s, state));
        }
    }

    /// Records the present state.
    pub(super) fn record_state(&mut self) {
        if let Some(recorder) = &mut self.recorder {
            recorder.record_state(GroundState::new(&self.frame, self.time_s, self.state));
        }
    }

    /// Records a notable moment at the present state.
    pub(super) fn record_mark(&mut self, kind: MarkKind) {
        if let Some(recorder) = &mut self.recorder {
            recorder.record_mark(kind, GroundState::new(&self.frame, self.time_s, self.state));
        }
    }

    /// Returns the record of the path, if one is kept.
    pub(super) fn recorder(&mut self) -> Option<&mut PathRecorder> {
        self.recorder.as_deref_mut()
    }

    /// Integrates to a time, to the ground (event 0), or to the ceiling upward (event 1).
    pub(super) fn integrate<const N: usize, S: System<N>>(
        &mut self,
        system: &S,
        solver: Dop853<[f64; N]>,
        span: GlobeSpan<N>,
    ) -> Result<FinalState<N>> {
        let GlobeSpan { kind, state, end_s, ceiling_m } = span;
        let (frame, t) = (self.frame, self.time_s);
        let altitude_m = move |state: &[f64; N]| frame.altitude_m(frame_state(&frame, state).from_centre_m);
        let mut lands = Event::falling(move |_t, state: &[f64; N]| altitude_m(state));
        let mut leaves =
            Event::rising(
                move |_t, state: &[f64; N]| {
                    if ceiling_m.is_finite() { altitude_m(state) - ceiling_m } else { -1.0 }
                },
            );
        let mut apogee = Event::falling(move |_t, state: &[f64; N]| {
            let FrameState { from_centre_m, over_ground_m_per_s } = frame_state(&frame, state);
            from_centre_m.dot(&over_ground_m_per_s)
        })
        .terminal(false);
        let speed_squared = self.state.over_ground_m_per_s.norm_squared();
        let level = (speed_squared - self.climb_m_per_s().powi(2)).max(0.0).sqrt();
        let plane = [0.0, self.state.from_centre_m.norm(), level, self.climb_m_per_s()];
        let solver = solver.first_step(first_step_s(kind, plane, end_s - t));
        // The rise begins on the ground, and cannot come down.
        let mut all_events: [&mut dyn EventFunction<N>; 3] = [&mut lands, &mut leaves, &mut apogee];
        let events = if t == 0.0 { &mut [] } else { all_events.as_mut_slice() };
        let final_state = match &mut self.recorder {
            None => solver.run(system, t, state, end_s, events)?,
            Some(recorder) => {
                let solution = solver.solve(system, t, state, end_s, events)?;
                recorder.record_interval(t, solution.final_state().t, |now_s| {
                    let state = frame_state(&frame, &solution.state_at(now_s)?);
                    Ok(GroundState::new(&frame, now_s, state))
                })?;
                *solution.final_state()
            }
        };
        self.evaluations += final_state.statistics.evaluations;
        if let Some(apogee_s) = apogee.first_time().filter(|apogee_s| *apogee_s > t) {
            let at_apogee = solver.run(system, t, state, apogee_s, &mut [])?;
            self.evaluations += at_apogee.statistics.evaluations;
            let state = frame_state(&frame, &at_apogee.state);
            self.record_apogee(frame.altitude_m(state.from_centre_m), apogee_s, state);
        }
        Ok(final_state)
    }
}

/// The absolute tolerance of velocities out of which a turn grows, as in the planar flight, in m/s
/// over that of lengths in m.
pub(super) const TURN_VELOCITY_SHARE: f64 = 1e-4;

/// The absolute tolerance of the other velocities, in m/s over that of lengths in m. Those across
/// the plane of the launch are often almost zero, and an integration that resolves a rounding of
/// them does not end.
pub(super) const VELOCITY_SHARE: f64 = 1e-2;

/// Returns the solver for a relative tolerance and, by component, absolute tolerances over it.
pub(super) fn solver<const N: usize>(tolerance: f64, absolute: [f64; N]) -> Dop853<[f64; N]> {
    Dop853::with_tolerance(tolerance).absolute_tolerances(absolute.map(|share| share * tolerance))
}
