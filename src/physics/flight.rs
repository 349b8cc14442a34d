//! From the pad to the ground: boost, coast, re-entry.
//!
//! # Conventions
//!
//! The flight is planar, over a sphere that does not turn. A state is [x, y, vₓ, v_y] in m and m/s: the origin at the pad, y up
//! and x ahead there; counted from the centre of the Earth, its relative tolerance would be that of 6,371 km. Integration restarts
//! at every jump of the right-hand side (kick, ignition, burnout, a corner of a pitch programme, entry into the air); above the
//! air the flight is free and in closed form.
//!
//! Air is felt up to 150 km (the end of its table, where drag is less than a millionth of gravity) under power and between
//! stages, and below 120 km by the payload.
//!
//! # Why steps end on events
//!
//! A step across a burnout has the error of the jump, however high its order. Here a thrust of 30 m/s² ends at 127.53 s, and a
//! classical Runge–Kutta method in steps of a tenth of a second steps over it: the speed is off by a tenth of a metre a second,
//! a quarter of a kilometre of range at 5,500 km and a whole one at 13,000. Stopped at the burnout and started again it is exact.
//!
//! ```
//! use lofted::numerics::ode::{Rk4, System};
//!
//! struct Thrust { until_s: f64 }
//! impl System<1> for Thrust {
//!     fn derivative(&self, t: f64, _speed: &[f64; 1]) -> [f64; 1] { [if t < self.until_s { 30.0 } else { 0.0 }] }
//! }
//! let (thrust, off) = (Thrust { until_s: 127.53 }, Thrust { until_s: 0.0 });
//! let exact = 30.0 * 127.53;
//! let solver = Rk4::with_step(0.1);
//!
//! let over = solver.run(&thrust, 0.0, [0.0], 200.0, &mut [])?.state[0];
//! assert!((over - exact).abs() > 0.08);
//!
//! let [burnout] = solver.run(&Thrust { until_s: 1e3 }, 0.0, [0.0], 127.53, &mut [])?.state;
//! let [end] = solver.run(&off, 127.53, [burnout], 200.0, &mut [])?.state;
//! assert!((end - exact).abs() < 1e-9);
//! # Ok::<(), lofted::Error>(())
//! ```

mod coast;
mod forces;
mod globe;
mod pieces;
mod record;
mod low_apogee;
mod trajectory;

use crate::error::Result;
use crate::numerics::ode::{Dop853, Event, EventFunction, FinalState, System};
use crate::physics::atmosphere::AirTable;
use crate::physics::earth::{STANDARD_GRAVITY_M_PER_S2, Sphere};
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;

use coast::Coast;
use forces::Powered;
use pieces::{Piece, pieces};

pub use coast::fall;
pub use globe::{GlobeFlight, GlobeFlightEnd, GroundMark, GroundPath, GroundState, Turn, thrown_over_ground};
pub use trajectory::{DeltaVBudget, FlightState, Mark, MarkKind, Phase, PhaseKind, Trajectory};

/// Below this the payload feels the air, m.
pub const EDGE_OF_AIR_M: f64 = 120e3;

/// Apogees above this leave the domain of two bodies, m: there the Moon's tide reaches a thousandth of the Earth's pull.
pub const MAX_APOGEE_M: f64 = 1e8;

/// A flight to be flown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flight<'a> {
    /// What flies.
    pub vehicle: &'a Vehicle,
    /// How it is steered.
    pub steering: &'a Steering,
    /// The Earth.
    pub sphere: Sphere,
    /// Whether there is air on it.
    pub has_air: bool,
    /// Tolerance of the solver, per step and relative. See [`Flight::TOLERANCE`].
    pub tolerance: f64,
}

/// How a flight ends.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// On the ground.
    Impact(Impact),
    /// Not: the perigee is above the air, or it has been through the air and out again twenty times.
    Orbit {
        /// m above the surface.
        perigee_altitude_m: f64,
        /// m above the surface.
        apogee_altitude_m: f64,
    },
    /// Not: the speed at burnout is escape speed or more.
    Escape {
        /// Speed left far away, m/s.
        excess_speed_m_per_s: f64,
    },
    /// Not within two bodies: the apogee is beyond [`MAX_APOGEE_M`].
    AboveMaxApogee {
        /// m above the surface.
        apogee_altitude_m: f64,
    },
    /// Neither down nor out of the air after two days: it floats, or circles low at a ballistic coefficient beyond any real one.
    StillUp {
        /// m above the surface.
        altitude_m: f64,
    },
    /// It never left the pad: the thrust at lift-off is no more than the weight.
    NoLiftOff {
        /// Thrust over weight.
        thrust_to_weight: f64,
    },
}

/// Where and how a flight comes down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Impact {
    /// From lift-off, s.
    pub time_s: f64,
    /// Angle at the centre from the pad, rad, ahead positive; past π on the far side of the antipode.
    pub range_angle_rad: f64,
    /// m/s.
    pub speed_m_per_s: f64,
    /// Below zero, rad.
    pub flight_path_angle_rad: f64,
    /// Whether a stage was burning.
    pub under_power: bool,
}

/// What a flight came to, without its course.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlightEnd {
    /// How it ended.
    pub outcome: Outcome,
    /// At the last burnout; none if it did not get there.
    pub burnout: Option<FlightState>,
    /// The greatest altitude of free flight after the last burnout, m; none where the flight leaves for good, and where it does
    /// not climb out of the air after burnout. An altitude reached under power before is not looked at: the
    /// [trajectory](Flight::trajectory) has the greatest of all.
    pub apogee_altitude_m: Option<f64>,
    /// Evaluations of the right-hand side.
    pub evaluations: u64,
}

impl Flight<'_> {
    /// The tolerance of a flight that is one of thousands. Gravity turns of random vehicles over less than half the circumference
    /// come down within 3 m of the exact place in half of the cases and within 600 m in 99 of 100, other programmes within 15 m
    /// and 1.5 km; the worst seen of a thousand, 8 km. A kilometre of range is what the rounding of the best report, half a kilometre of apogee, is worth; what nobody
    /// reported is worth hundreds. `examples/custom_vehicle` prints error against tolerance.
    pub const TOLERANCE: f64 = 1e-4;

    /// Flies it, keeping the end only.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for a steering that the vehicle cannot fly; the solver's own
    /// errors, with the state reached.
    pub fn fly(&self) -> Result<FlightEnd> {
        let mut observer =
            ObserverOfEnd { solver: solver(self.tolerance), radius_m: self.sphere.radius_m, evaluations: 0 };
        let (outcome, burnout, apogee_altitude_m) = self.walk(&mut observer)?;
        Ok(FlightEnd { outcome, burnout, apogee_altitude_m, evaluations: observer.evaluations })
    }

    /// Flies it, keeping everything.
    ///
    /// # Errors
    ///
    /// As [`fly`](Self::fly).
    pub fn trajectory(&self) -> Result<Trajectory> {
        record::record(self)
    }

    /// The walk from pad to end: outcome, state at the last burnout, apogee where the coast has it.
    fn walk<const N: usize, P>(&self, observer: &mut P) -> Result<(Outcome, Option<FlightState>, Option<f64>)>
    where
        P: FlightObserver<N>,
        for<'b> Powered<'b>: System<N>,
        coast::Falling: System<N>,
    {
        let vehicle = self.vehicle;
        if let Some(first) = vehicle.stages().first() {
            self.steering.check(first.burn_time_s())?;
        }
        let gravity = self.sphere.gravitational_parameter_m3_per_s2 / self.sphere.radius_m.powi(2);
        let thrust_to_weight = lift_off_thrust_to_weight(vehicle, gravity, self.has_air);
        if !(thrust_to_weight > 1.0) {
            return Ok((Outcome::NoLiftOff { thrust_to_weight }, None, None));
        }
        let radius = self.sphere.radius_m;
        let radius_squared = radius * radius;
        let mut state = [0.0; N];
        let (mut t, mut angle) = (0.0, 0.0);
        for piece in pieces(vehicle, self.steering) {
            let begin = plane(&state, radius);
            state = piece.begin(state);
            observer.mark_begin(&piece, &state, angle);
            let powered = Powered::new(self, &piece);
            // A vertical rise cannot come down, and begins on the ground.
            let final_state = if piece.is_rise() {
                observer.draw(&powered, piece.kind, (t, state, piece.end_s), &mut [], angle)?
            } else {
                let mut impact = Event::falling(move |_t, state: &[f64; N]| {
                    let [x, y, ..] = plane(state, radius);
                    (x * x + y * y) / radius_squared - 1.0
                });
                observer.draw(&powered, piece.kind, (t, state, piece.end_s), &mut [&mut impact], angle)?
            };
            (t, state) = (final_state.t, final_state.state);
            angle += turned(begin, plane(&state, radius));
            if final_state.stopped_by.is_some() {
                let here = FlightState::new(t, plane(&state, radius), angle, powered.mass_kg(t), self.sphere);
                let impact = Impact {
                    time_s: t,
                    range_angle_rad: angle,
                    speed_m_per_s: here.speed_m_per_s,
                    flight_path_angle_rad: here.flight_path_angle_rad,
                    under_power: piece.burning.is_some(),
                };
                observer.mark(MarkKind::Impact, here);
                return Ok((Outcome::Impact(impact), None, None));
            }
            observer.mark_end(&piece, &state, angle);
        }
        let burnout =
            FlightState::new(t, plane(&state, radius), angle, vehicle.payload_mass_kg(), self.sphere);
        let coast = Coast {
            sphere: self.sphere,
            ballistic_coefficient_kg_per_m2: if self.has_air {
                vehicle.reentry_ballistic_coefficient_kg_per_m2()
            } else {
                f64::INFINITY
            },
            mass_kg: vehicle.payload_mass_kg(),
        };
        let (outcome, apogee) = coast.follow(observer, t, state, angle)?;
        Ok((outcome, Some(burnout), apogee))
    }
}

/// Thrust over weight on the pad, in air or without, under a gravity that may be less by what the Earth's turning takes of it, m/s².
fn lift_off_thrust_to_weight(vehicle: &Vehicle, gravity_m_per_s2: f64, has_air: bool) -> f64 {
    let pressure_pa = if has_air { AirTable::standard().density_and_pressure(0.0).1 } else { 0.0 };
    let thrust_n = vehicle.stages().first().map_or(0.0, |first| first.thrust_n(pressure_pa));
    thrust_n / (vehicle.ignition_mass_kg(0) * gravity_m_per_s2)
}

/// Position from the centre of the Earth, and velocity, of a state that may carry more.
#[inline(always)]
fn plane<const N: usize>(state: &[f64; N], radius_m: f64) -> [f64; 4] {
    match state.as_slice() {
        [x, y, vx, vy, ..] => [*x, radius_m + *y, *vx, *vy],
        _ => [f64::NAN; 4],
    }
}

/// Angle at the centre from one place to another, ahead positive, within half a turn.
fn turned([x0, y0, ..]: [f64; 4], [x1, y1, ..]: [f64; 4]) -> f64 {
    (y0 * x1 - x0 * y1).atan2(x0 * x1 + y0 * y1)
}

/// Steps that a piece of a flight may take. At the tightest tolerance it takes some thousand; what would take more is braked so hard
/// that it is no flight.
const MOST_STEPS: u64 = 20_000;

/// The solver of a tolerance: each component to that fraction of itself, lengths and losses to no less than that fraction of a
/// metre and a metre a second, velocities to that of a tenth of a millimetre a second. A kick of a ten-thousandth of a degree
/// gives a sideways velocity of micrometres a second, and the whole turn grows out of it.
fn solver<const N: usize>(tolerance: f64) -> Dop853<[f64; N]> {
    let mut absolute = [tolerance; N];
    for velocity in absolute.iter_mut().skip(2).take(2) {
        *velocity = 1e-4 * tolerance;
    }
    Dop853::with_tolerance(tolerance).absolute_tolerances(absolute).most_steps(MOST_STEPS)
}

/// A first step that is rarely refused, s: it saves the solver the evaluations and the short steps of finding its own.
fn first_step_s(kind: PhaseKind, [x, y, vx, vy]: [f64; 4], duration_s: f64) -> f64 {
    let typical_s = match kind {
        // A turn at low speed is quick: it goes with speed over gravity, and a first step of many such times can look right to the
        // error estimate and be wrong. From rest there is no turn.
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

/// See [`first_step_s`].
const POWERED_STEP_S: f64 = 10.0;
/// See [`first_step_s`].
const TURN_SHARE: f64 = 0.5;
const THIN_AIR_M: f64 = 50e3;

/// Who integrates: once to the end, or keeping the course.
trait FlightObserver<const N: usize> {
    /// Integrates a system over a time, or to an event.
    fn draw<S: System<N>>(
        &mut self,
        system: &S,
        kind: PhaseKind,
        span: (f64, [f64; N], f64),
        events: &mut [&mut dyn EventFunction<N>],
        angle: f64,
    ) -> Result<FinalState<N>>;

    /// A free flight from a state for a time, over an angle.
    fn arc(&mut self, _begin: FlightState, _duration_s: f64, _angle_rad: f64) {}

    /// Something happened.
    fn mark(&mut self, _kind: MarkKind, _at: FlightState) {}

    /// A piece of the ascent begins or ends.
    fn mark_begin(&mut self, _piece: &Piece, _state: &[f64; N], _angle: f64) {}
    /// See [`mark_begin`](Self::mark_begin).
    fn mark_end(&mut self, _piece: &Piece, _state: &[f64; N], _angle: f64) {}
}

/// Keeps the end only.
struct ObserverOfEnd {
    solver: Dop853<[f64; 4]>,
    radius_m: f64,
    evaluations: u64,
}

impl FlightObserver<4> for ObserverOfEnd {
    fn draw<S: System<4>>(
        &mut self,
        system: &S,
        kind: PhaseKind,
        (t, state, end): (f64, [f64; 4], f64),
        events: &mut [&mut dyn EventFunction<4>],
        _angle: f64,
    ) -> Result<FinalState<4>> {
        let first_step = first_step_s(kind, plane(&state, self.radius_m), end - t);
        let final_state = self.solver.first_step(first_step).run(system, t, state, end, events)?;
        self.evaluations += final_state.statistics.evaluations;
        Ok(final_state)
    }
}
