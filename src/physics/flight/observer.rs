//! What integrates a flight piece by piece: to its end only, or with a record of the trajectory.

use crate::error::Result;
use crate::numerics::ode::{Dop853, EventFunction, FinalState, System};
use crate::physics::earth::STANDARD_GRAVITY_M_PER_S2;
use crate::physics::flight::pieces::Piece;
use crate::physics::flight::state::{FlightState, MarkKind, PhaseKind, geocentric};

/// One integration: its initial conditions and its last time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span<const N: usize> {
    /// The kind of motion.
    pub(super) kind: PhaseKind,
    /// The initial time from lift-off, s.
    pub(super) begin_s: f64,
    /// The initial state.
    pub(super) state: [f64; N],
    /// The time at which the integration stops unless a terminal event occurs before, s.
    pub(super) end_s: f64,
    /// The Earth-central angle from the pad at the initial time, rad.
    pub(super) begin_angle_rad: f64,
}

/// An integrator of a flight that observes what it needs on the way.
pub(super) trait FlightObserver<const N: usize> {
    /// Integrates a system over a span, or to a terminal event.
    fn integrate<S: System<N>>(
        &mut self,
        system: &S,
        span: Span<N>,
        events: &mut [&mut dyn EventFunction<N>],
    ) -> Result<FinalState<N>>;

    /// Observes a free flight in closed form: its initial state, its duration and the Earth-central
    /// angle that it covers.
    fn free_flight(&mut self, _begin: FlightState, _duration_s: f64, _angle_rad: f64) {}

    /// Observes a notable moment.
    fn mark(&mut self, _kind: MarkKind, _at: FlightState) {}

    /// Observes the beginning of a piece of the ascent.
    fn begin_piece(&mut self, _piece: &Piece, _state: &[f64; N], _angle_rad: f64) {}

    /// Observes the end of a piece of the ascent.
    fn end_piece(&mut self, _piece: &Piece, _state: &[f64; N], _angle_rad: f64) {}
}

/// The observer that keeps the final state only.
pub(super) struct EndObserver {
    solver: Dop853<[f64; 4]>,
    radius_m: f64,
    evaluations: u64,
}

impl EndObserver {
    /// Returns an observer that integrates to a relative tolerance over a sphere of a radius.
    pub(super) fn new(tolerance: f64, radius_m: f64) -> Self {
        Self { solver: solver(tolerance), radius_m, evaluations: 0 }
    }

    /// Returns the radius of the sphere, m.
    pub(super) fn radius_m(&self) -> f64 {
        self.radius_m
    }

    /// Returns the number of evaluations of the right-hand side so far.
    pub(super) fn evaluations(&self) -> u64 {
        self.evaluations
    }
}

impl FlightObserver<4> for EndObserver {
    fn integrate<S: System<4>>(
        &mut self,
        system: &S,
        span: Span<4>,
        events: &mut [&mut dyn EventFunction<4>],
    ) -> Result<FinalState<4>> {
        let Span { kind, begin_s, state, end_s, .. } = span;
        let first_step = first_step_s(kind, geocentric(&state, self.radius_m), end_s - begin_s);
        let final_state = self.solver.first_step(first_step).run(system, begin_s, state, end_s, events)?;
        self.evaluations += final_state.statistics.evaluations;
        Ok(final_state)
    }
}

/// The greatest number of steps in a piece of a flight. At the tightest tolerance a piece takes
/// some thousand; a body that would take more is braked too hard to fly.
const MOST_STEPS: u64 = 20_000;

/// Returns the solver for a tolerance. The tolerance is relative in each component; the absolute
/// one is the same number in metres for lengths and in m/s for losses, and a ten-thousandth of it
/// in m/s for velocities. A kick of a ten-thousandth of a degree gives a sideways velocity of
/// micrometres a second, and the whole turn grows out of it.
pub(super) fn solver<const N: usize>(tolerance: f64) -> Dop853<[f64; N]> {
    let mut absolute = [tolerance; N];
    for velocity in absolute.iter_mut().skip(2).take(2) {
        *velocity = 1e-4 * tolerance;
    }
    Dop853::with_tolerance(tolerance).absolute_tolerances(absolute).max_steps(MOST_STEPS)
}

/// Returns a first step that is rarely refused, s, for a geocentric state: it saves the solver the
/// evaluations and the short steps of finding its own.
pub(super) fn first_step_s(kind: PhaseKind, [x, y, vx, vy]: [f64; 4], duration_s: f64) -> f64 {
    let typical_s = match kind {
        // A turn at low speed is quick: its time scale is speed over gravity, and a first step of
        // many time scales can satisfy the error estimate and be wrong. From rest there is no turn.
        PhaseKind::Powered { .. } | PhaseKind::Gap => match vx.hypot(vy) {
            0.0 => POWERED_STEP_S,
            speed => POWERED_STEP_S.min(TURN_SHARE * speed / STANDARD_GRAVITY_M_PER_S2),
        },
        // The upper, thin part of the air at the speed of the fall.
        PhaseKind::Coast | PhaseKind::Reentry => {
            let fall = (x * vx + y * vy).abs() / x.hypot(y);
            THIN_AIR_M / fall.max(1.0)
        }
    };
    typical_s.min(duration_s)
}

/// The longest first step under power, s.
const POWERED_STEP_S: f64 = 10.0;
/// The first step under power over the time scale of the turn, speed over gravity.
const TURN_SHARE: f64 = 0.5;
/// The descent in the first step of a fall, m.
const THIN_AIR_M: f64 = 50e3;
