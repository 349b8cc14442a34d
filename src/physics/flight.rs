//! The flight of a vehicle from lift-off to impact: boost, coast, re-entry.
//!
//! # Conventions
//!
//! The flight is planar, over a non-rotating sphere. A state is [x, y, vₓ, v_y] in m and m/s: the
//! origin is at the pad, y points up and x ahead there. Were it counted from the centre of the
//! Earth, its relative tolerance would apply to 6,371 km. Integration restarts at every
//! discontinuity of the right-hand side (kick, ignition, burnout, a corner of a pitch programme,
//! entry into the air); above the air the flight is free and in closed form.
//!
//! The air acts up to 150 km (the end of its table, where drag is less than a millionth of gravity)
//! under power and between stages, and below 120 km on the payload.
//!
//! # Why steps end on events
//!
//! A step across a burnout has the error of the discontinuity, however high the order of the
//! method. Here a thrust of 30 m/s² ends at 127.53 s, and a classical Runge–Kutta method in
//! steps of a tenth of a second steps across it: the speed is wrong by a tenth of a metre a
//! second, which is a quarter of a kilometre of range at 5,500 km and a whole one at 13,000. An
//! integration that stops at the burnout and starts again is exact.
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

mod outcome;
mod state;
mod pieces;
mod forces;
mod observer;
mod coast;
mod trajectory;
mod record;
mod low_apogee;
mod globe;
mod fixed_steps;

use crate::error::Result;
use crate::numerics::ode::{Event, System};
use crate::physics::earth::Sphere;
use crate::physics::steering::Steering;
use crate::physics::vehicle::Vehicle;

use coast::{Coast, Motion};
use forces::{Falling, Powered, lift_off_thrust_to_weight};
use observer::{EndObserver, FlightObserver, Span};
use pieces::{Piece, pieces};
use state::{geocentric, swept_angle_rad};

pub use coast::fall;
#[cfg(test)]
pub(crate) use fixed_steps::set_controlled;
pub(crate) use fixed_steps::{Stepping, fly_side_by_side};
pub use globe::{
    GlobeFlight, GlobeFlightEnd, GroundMark, GroundPath, GroundState, Turn, free_flight_over_ground,
};
pub use outcome::{EDGE_OF_AIR_M, FlightEnd, Impact, MAX_APOGEE_M, Outcome};
pub use state::{FlightState, MarkKind, PhaseKind};
pub use trajectory::{DeltaVBudget, Mark, Phase, Trajectory};

/// A planar flight over a non-rotating sphere, to be integrated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flight<'a> {
    /// The vehicle.
    pub vehicle: &'a Vehicle,
    /// The steering programme.
    pub steering: &'a Steering,
    /// The Earth.
    pub sphere: Sphere,
    /// Whether the Earth has an atmosphere.
    pub has_air: bool,
    /// The relative tolerance of the solver per step. See [`Flight::TOLERANCE`].
    pub tolerance: f64,
}

impl Flight<'_> {
    /// The tolerance for flights that are integrated by the thousand. Gravity turns of random
    /// vehicles over less than half the circumference come down within 3 m of the exact place in
    /// half of the cases and within 600 m in 99 of 100, other programmes within 15 m and 1.5 km;
    /// the greatest error in a thousand is 8 km. The rounding of the best report, half a kilometre
    /// of apogee, is worth a kilometre of range; the unreported quantities are worth hundreds.
    /// `examples/custom_vehicle` prints the error against the tolerance.
    pub const TOLERANCE: f64 = 1e-4;

    /// Integrates the flight and keeps its end only.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for a steering programme that the
    /// vehicle cannot fly; the errors of the solver, with the state reached.
    pub fn fly(&self) -> Result<FlightEnd> {
        let mut observer = EndObserver::new(self.tolerance, self.sphere.radius_m);
        let end = self.propagate(&mut observer)?;
        Ok(FlightEnd { evaluations: observer.evaluations(), ..end })
    }

    /// Integrates the flight from lift-off to its end. The evaluations, which the observer counts,
    /// are left at zero.
    fn propagate<const N: usize, O>(&self, observer: &mut O) -> Result<FlightEnd>
    where
        O: FlightObserver<N>,
        for<'b> Powered<'b>: System<N>,
        Falling: System<N>,
    {
        let end = |outcome| FlightEnd { outcome, burnout: None, apogee_altitude_m: None, evaluations: 0 };
        let vehicle = self.vehicle;
        if let Some(first) = vehicle.stages().first() {
            self.steering.check(first.burn_time_s())?;
        }
        let gravity = self.sphere.gravitational_parameter_m3_per_s2 / self.sphere.radius_m.powi(2);
        let thrust_to_weight = lift_off_thrust_to_weight(vehicle, gravity, self.has_air);
        if !(thrust_to_weight > 1.0) {
            return Ok(end(Outcome::NoLiftOff { thrust_to_weight }));
        }
        let mut now = Motion { time_s: 0.0, state: [0.0; N], range_angle_rad: 0.0 };
        for piece in pieces(vehicle, self.steering) {
            if let Some(impact) = self.integrate_piece(observer, &piece, &mut now)? {
                return Ok(end(Outcome::Impact(impact)));
            }
        }
        let mass_kg = vehicle.payload_mass_kg();
        let radius = self.sphere.radius_m;
        let burnout = FlightState::new(
            now.time_s,
            geocentric(&now.state, radius),
            now.range_angle_rad,
            mass_kg,
            self.sphere,
        );
        let coast = Coast {
            sphere: self.sphere,
            ballistic_coefficient_kg_per_m2: if self.has_air {
                vehicle.reentry_ballistic_coefficient_kg_per_m2()
            } else {
                f64::INFINITY
            },
            mass_kg,
        };
        let coast_end = coast.propagate(observer, now)?;
        Ok(FlightEnd {
            burnout: Some(burnout),
            apogee_altitude_m: coast_end.apogee_altitude_m,
            ..end(coast_end.outcome)
        })
    }

    /// Integrates one piece of the ascent and advances the motion to its end, or to an impact,
    /// which is returned.
    fn integrate_piece<const N: usize, O>(
        &self,
        observer: &mut O,
        piece: &Piece,
        now: &mut Motion<N>,
    ) -> Result<Option<Impact>>
    where
        O: FlightObserver<N>,
        for<'b> Powered<'b>: System<N>,
    {
        let radius = self.sphere.radius_m;
        let radius_squared = radius * radius;
        let before = geocentric(&now.state, radius);
        let state = piece.initial_state(now.state);
        observer.begin_piece(piece, &state, now.range_angle_rad);
        let powered = Powered::new(self.vehicle, self.sphere, self.has_air, piece);
        let span = Span {
            kind: piece.kind,
            begin_s: now.time_s,
            state,
            end_s: piece.end_s,
            begin_angle_rad: now.range_angle_rad,
        };
        // A vertical rise cannot come down, and begins on the ground.
        let final_state = if piece.is_rise() {
            observer.integrate(&powered, span, &mut [])?
        } else {
            let mut impact = Event::falling(move |_t, state: &[f64; N]| {
                let [x, y, ..] = geocentric(state, radius);
                (x * x + y * y) / radius_squared - 1.0
            });
            observer.integrate(&powered, span, &mut [&mut impact])?
        };
        (now.time_s, now.state) = (final_state.t, final_state.state);
        let after = geocentric(&now.state, radius);
        now.range_angle_rad += swept_angle_rad(before, after);
        if final_state.stopped_by.is_none() {
            observer.end_piece(piece, &now.state, now.range_angle_rad);
            return Ok(None);
        }
        let mass_kg = powered.mass_kg(now.time_s);
        let here = FlightState::new(now.time_s, after, now.range_angle_rad, mass_kg, self.sphere);
        observer.mark(MarkKind::Impact, here);
        Ok(Some(Impact { under_power: piece.burning.is_some(), ..Impact::unpowered(here) }))
    }
}
