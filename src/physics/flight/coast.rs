//! The flight after the last burnout: free above the air, falling through it below.

use crate::error::Result;
use crate::error::check::{ballistic_coefficient, finite, positive, within};
use crate::numerics::ode::{Event, FinalState, System};
use crate::physics::earth::Sphere;
use crate::physics::flight::forces::Falling;
use crate::physics::flight::observer::{EndObserver, FlightObserver, Span};
use crate::physics::flight::outcome::{EDGE_OF_AIR_M, Impact, MAX_APOGEE_M, Outcome};
use crate::physics::flight::pieces::LONGEST_PIECE_S;
use crate::physics::flight::state::{FlightState, MarkKind, PhaseKind, geocentric, swept_angle_rad};
use crate::physics::kepler::unequal::{Burnout, FreeFlight, free_flight_kernel};

/// The greatest duration of the flight after the last burnout, s: two days, more than the free
/// flight to the greatest apogee and back.
pub(super) const LONGEST_FALL_S: f64 = 2.0 * 86_400.0;

/// The number of times that a body leaves the air after which its flight counts as an orbit: each
/// pass brakes it without bringing it down. The rise after a burnout in the air is counted.
const MOST_PASSES: u32 = 20;

/// The distance below the edge of the air at which a body still counts as being above it, m.
pub(super) const EDGE_TOLERANCE_M: f64 = 1e-3;

/// The greatest speed of a body whose fall is computed, m/s.
const GREATEST_SPEED_M_PER_S: f64 = 1e6;

/// Computes the free flight and the fall of a body from a state, with drag below 120 km by its
/// ballistic coefficient m/(C_d A), kg/m² (infinite for none).
///
/// # Errors
///
/// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for a state or a coefficient outside its
/// domain; the errors of the solver.
pub fn fall(
    from: Burnout<f64>,
    ballistic_coefficient_kg_per_m2: f64,
    sphere: Sphere,
    tolerance: f64,
) -> Result<Outcome> {
    let radius = positive("the radius in m", from.radius_m)?;
    within(
        (sphere.radius_m..=sphere.radius_m + MAX_APOGEE_M).contains(&radius),
        "the radius in m",
        radius,
        "from that of the surface to 100,000 km above it",
    )?;
    let speed = positive("the speed in m/s", from.speed_m_per_s)?;
    within(
        speed <= GREATEST_SPEED_M_PER_S,
        "the speed in m/s",
        speed,
        "up to 1,000,000 (a hundred times that of any body that comes down)",
    )?;
    let (climb, level) = finite("the flight-path angle in rad", from.flight_path_angle_rad)?.sin_cos();
    ballistic_coefficient("the ballistic coefficient in kg/m²", ballistic_coefficient_kg_per_m2)?;
    let coast = Coast { sphere, ballistic_coefficient_kg_per_m2, mass_kg: 1.0 };
    let mut observer = EndObserver::new(tolerance, sphere.radius_m);
    let begin = Motion {
        time_s: 0.0,
        state: [0.0, radius - sphere.radius_m, speed * level, speed * climb],
        range_angle_rad: 0.0,
    };
    Ok(coast.propagate(&mut observer, begin)?.outcome)
}

/// The body that flies on after the last burnout.
#[derive(Debug, Clone, Copy)]
pub(super) struct Coast {
    /// The Earth.
    pub(super) sphere: Sphere,
    /// The ballistic coefficient m/(C_d A), kg/m²; infinite for no drag.
    pub(super) ballistic_coefficient_kg_per_m2: f64,
    /// The mass, kg.
    pub(super) mass_kg: f64,
}

/// The motion of a body at one time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Motion<const N: usize> {
    /// The time from lift-off, s.
    pub(super) time_s: f64,
    /// The integrated state, counted from the pad.
    pub(super) state: [f64; N],
    /// The Earth-central angle from the pad, rad.
    pub(super) range_angle_rad: f64,
}

/// The end of a coast.
#[derive(Debug, Clone, Copy)]
pub(super) struct CoastEnd {
    /// How the flight ends.
    pub(super) outcome: Outcome,
    /// The greatest altitude to which the body climbs in free flight before it comes down, m.
    pub(super) apogee_altitude_m: Option<f64>,
}

/// The free flight of a body that is above the air.
pub(super) enum FreeFlightAboveAir {
    /// The body does not come down.
    DoesNotReturn(Outcome),
    /// The body follows this arc to the edge of the air or, without air, to the ground.
    ComesDown(FreeFlight<f64>),
    /// The body descends into the air on a hyperbola, which is integrated.
    EntersOnHyperbola,
}

impl Coast {
    /// Integrates the flight after the last burnout to its end.
    pub(super) fn propagate<const N: usize, O>(&self, observer: &mut O, begin: Motion<N>) -> Result<CoastEnd>
    where
        O: FlightObserver<N>,
        Falling: System<N>,
    {
        let edge_m = self.sphere.radius_m + if self.feels_air() { EDGE_OF_AIR_M } else { 0.0 };
        let mut apogee_altitude_m: Option<f64> = None;
        let mut now = begin;
        let mut passes = 0;
        while now.time_s - begin.time_s < LONGEST_FALL_S {
            let here = self.flight_state(&now);
            if here.altitude_m >= edge_m - self.sphere.radius_m - EDGE_TOLERANCE_M {
                match self.free_flight_above_air(here, edge_m, passes) {
                    FreeFlightAboveAir::DoesNotReturn(outcome) => {
                        return Ok(CoastEnd { outcome, apogee_altitude_m: None });
                    }
                    FreeFlightAboveAir::ComesDown(flight) => {
                        if here.flight_path_angle_rad.sin() > 0.0 {
                            let altitude_m = flight.apogee_radius_m - self.sphere.radius_m;
                            apogee_altitude_m = Some(apogee_altitude_m.unwrap_or(0.0).max(altitude_m));
                        }
                        now = self.after_free_flight(observer, now, here, &flight, edge_m);
                        let end = self.flight_state(&now);
                        if !self.feels_air() {
                            return Ok(CoastEnd { outcome: impact(observer, end), apogee_altitude_m });
                        }
                        observer.mark(MarkKind::AtmosphereEntry, end);
                    }
                    FreeFlightAboveAir::EntersOnHyperbola => {}
                }
            }
            let fall = self.integrate_in_air(observer, &now, edge_m)?;
            let before = geocentric(&now.state, self.sphere.radius_m);
            (now.time_s, now.state) = (fall.t, fall.state);
            now.range_angle_rad += swept_angle_rad(before, geocentric(&now.state, self.sphere.radius_m));
            match fall.stopped_by {
                Some(0) => {
                    let outcome = impact(observer, self.flight_state(&now));
                    return Ok(CoastEnd { outcome, apogee_altitude_m });
                }
                Some(_) => passes += 1,
                None => {}
            }
        }
        let outcome = Outcome::StillUp { altitude_m: self.flight_state(&now).altitude_m };
        Ok(CoastEnd { outcome, apogee_altitude_m: None })
    }

    fn feels_air(&self) -> bool {
        self.ballistic_coefficient_kg_per_m2.is_finite()
    }

    fn flight_state<const N: usize>(&self, motion: &Motion<N>) -> FlightState {
        FlightState::new(
            motion.time_s,
            geocentric(&motion.state, self.sphere.radius_m),
            motion.range_angle_rad,
            self.mass_kg,
            self.sphere,
        )
    }

    /// Returns the motion after a free flight down to the edge of the air, and shows the flight to
    /// the observer.
    fn after_free_flight<const N: usize>(
        &self,
        observer: &mut impl FlightObserver<N>,
        now: Motion<N>,
        here: FlightState,
        flight: &FreeFlight<f64>,
        edge_m: f64,
    ) -> Motion<N> {
        let covered = flight.range_angle_rad.copysign(here.flight_path_angle_rad.cos());
        observer.free_flight(here, flight.flight_time_s, covered);
        let range_angle_rad = now.range_angle_rad + covered;
        let radius_m = edge_m.min(self.sphere.radius_m + here.altitude_m);
        Motion {
            time_s: now.time_s + flight.flight_time_s,
            state: self.descending_state(now.state, here.speed_m_per_s, radius_m, range_angle_rad),
            range_angle_rad,
        }
    }

    /// Returns the state in which free flight descends through a radius, at an Earth-central angle
    /// from the pad; components past the fourth are kept.
    fn descending_state<const N: usize>(
        &self,
        mut state: [f64; N],
        speed_m_per_s: f64,
        radius_m: f64,
        range_angle_rad: f64,
    ) -> [f64; N] {
        let surface_m = self.sphere.radius_m;
        let mu = self.sphere.gravitational_parameter_m3_per_s2;
        let [x0, y0, vx0, vy0] = geocentric(&state, surface_m);
        let r0 = x0.hypot(y0);
        let momentum = y0 * vx0 - x0 * vy0;
        let along = momentum / radius_m;
        let speed_squared = speed_m_per_s * speed_m_per_s + 2.0 * mu * (1.0 / radius_m - 1.0 / r0);
        let down = (speed_squared - along * along).max(0.0).sqrt();
        let (sin, cos) = range_angle_rad.sin_cos();
        if let [x, y, vx, vy, ..] = state.as_mut_slice() {
            (*x, *y) = (radius_m * sin, radius_m * cos - surface_m);
            (*vx, *vy) = (along * cos - down * sin, -along * sin - down * cos);
        }
        state
    }

    /// Integrates the motion through the air to the ground (event 0), to the edge of the air upward
    /// (event 1), or for the longest piece.
    fn integrate_in_air<const N: usize, O>(
        &self,
        observer: &mut O,
        now: &Motion<N>,
        edge_m: f64,
    ) -> Result<FinalState<N>>
    where
        O: FlightObserver<N>,
        Falling: System<N>,
    {
        let radius = self.sphere.radius_m;
        let (ground_squared, edge_squared) = (radius * radius, edge_m * edge_m);
        let mut lands = Event::falling(move |_t, state: &[f64; N]| {
            let [x, y, ..] = geocentric(state, radius);
            (x * x + y * y) / ground_squared - 1.0
        });
        let mut leaves = Event::rising(move |_t, state: &[f64; N]| {
            let [x, y, ..] = geocentric(state, radius);
            (x * x + y * y) / edge_squared - 1.0
        });
        let climbs = self.flight_state(now).flight_path_angle_rad.sin() > 0.0;
        let span = Span {
            kind: if climbs { PhaseKind::Coast } else { PhaseKind::Reentry },
            begin_s: now.time_s,
            state: now.state,
            end_s: now.time_s + LONGEST_PIECE_S,
            begin_angle_rad: now.range_angle_rad,
        };
        let falling = Falling::new(self.sphere, self.ballistic_coefficient_kg_per_m2);
        observer.integrate(&falling, span, &mut [&mut lands, &mut leaves])
    }

    /// Returns the free flight of a body above the air after a number of passes through it.
    pub(super) fn free_flight_above_air(
        &self,
        begin: FlightState,
        edge_m: f64,
        passes: u32,
    ) -> FreeFlightAboveAir {
        let mu = self.sphere.gravitational_parameter_m3_per_s2;
        let radius_m = self.sphere.radius_m + begin.altitude_m;
        let speed_squared = begin.speed_m_per_s * begin.speed_m_per_s;
        let energy = 0.5 * speed_squared - mu / radius_m;
        let (climb, level) = begin.flight_path_angle_rad.sin_cos();
        let climbs = climb > 0.0;
        let momentum = radius_m * begin.speed_m_per_s * level;
        let eccentricity = (1.0 + 2.0 * energy * momentum * momentum / (mu * mu)).max(0.0).sqrt();
        let perigee_m = momentum * momentum / (mu * (1.0 + eccentricity));
        // A perigee on the edge itself is outside.
        let stays_outside = perigee_m >= edge_m * (1.0 - 1e-9);
        if energy >= 0.0 {
            return if climbs || stays_outside {
                let excess_speed_m_per_s = (2.0 * energy).sqrt();
                FreeFlightAboveAir::DoesNotReturn(Outcome::Escape { excess_speed_m_per_s })
            } else {
                FreeFlightAboveAir::EntersOnHyperbola
            };
        }
        let burnout = Burnout {
            radius_m,
            speed_m_per_s: begin.speed_m_per_s,
            flight_path_angle_rad: climb.atan2(level.abs()),
        };
        let flight = free_flight_kernel(burnout, edge_m.min(radius_m), mu);
        let apogee_altitude_m = flight.apogee_radius_m - self.sphere.radius_m;
        if climbs && apogee_altitude_m > MAX_APOGEE_M {
            return FreeFlightAboveAir::DoesNotReturn(Outcome::AboveMaxApogee { apogee_altitude_m });
        }
        if stays_outside || passes >= MOST_PASSES || !flight.flight_time_s.is_finite() {
            let perigee_altitude_m = perigee_m - self.sphere.radius_m;
            let orbit = Outcome::Orbit { perigee_altitude_m, apogee_altitude_m };
            return FreeFlightAboveAir::DoesNotReturn(orbit);
        }
        FreeFlightAboveAir::ComesDown(flight)
    }
}

/// Returns the impact at a state on the ground, and marks it.
fn impact<const N: usize>(observer: &mut impl FlightObserver<N>, at: FlightState) -> Outcome {
    observer.mark(MarkKind::Impact, at);
    Outcome::Impact(Impact::unpowered(at))
}
