//! After the last burnout: free above the air, falling through it below.

use crate::error::check::{ballistic_coefficient, finite, positive};
use crate::error::{Error, Result};
use crate::numerics::ode::{Event, System};
use crate::physics::atmosphere::AirTable;
use crate::physics::earth::Sphere;
use crate::physics::flight::pieces::LONGEST_PIECE_S;
use crate::physics::flight::{
    EDGE_OF_AIR_M, FlightObserver, FlightState, Impact, MAX_APOGEE_M, MarkKind, ObserverOfEnd, Outcome,
    PhaseKind, plane, solver, turned,
};
use crate::physics::kepler::unequal::{Burnout, FreeFlight, free_flight_kernel};

/// Gravity and drag on the payload.
#[derive(Debug, Clone, Copy)]
pub(super) struct Falling {
    mu: f64,
    radius_m: f64,
    half_per_coefficient: f64,
    air: &'static AirTable,
}

impl Falling {
    #[inline(always)]
    fn acceleration<const N: usize>(&self, state: &[f64; N]) -> [f64; 2] {
        let [x, y, vx, vy] = plane(state, self.radius_m);
        let square = x * x + y * y;
        let r = square.sqrt();
        let gravity = -self.mu / (square * r);
        let speed = (vx * vx + vy * vy).sqrt();
        let (density, _) = self.air.density_and_pressure(r - self.radius_m);
        let drag = density * speed * self.half_per_coefficient;
        [gravity * x - drag * vx, gravity * y - drag * vy]
    }
}

impl System<4> for Falling {
    #[inline(always)]
    fn derivative(&self, _t: f64, state: &[f64; 4]) -> [f64; 4] {
        let [ax, ay] = self.acceleration(state);
        let [_, _, vx, vy] = *state;
        [vx, vy, ax, ay]
    }
}

impl System<8> for Falling {
    fn derivative(&self, _t: f64, state: &[f64; 8]) -> [f64; 8] {
        let [_, _, vx, vy, ..] = *state;
        let [ax, ay] = self.acceleration(state);
        [vx, vy, ax, ay, 0.0, 0.0, 0.0, 0.0]
    }
}

/// The longest that everything after the last burnout may take, s: two days, beyond the free flight to the top of the sky and back.
pub(super) const LONGEST_FALL_S: f64 = 2.0 * 86_400.0;

/// Passes through the air after which a flight counts as an orbit: it brakes, and leaves again, and again.
const MOST_PASSES: u32 = 20;

/// What flies on after the last burnout.
#[derive(Debug, Clone, Copy)]
pub(super) struct Coast {
    pub(super) sphere: Sphere,
    /// Infinite without drag.
    pub(super) ballistic_coefficient_kg_per_m2: f64,
    pub(super) mass_kg: f64,
}

/// The greatest speed of a body that is followed, m/s.
const GREATEST_SPEED_M_PER_S: f64 = 1e6;

/// Free flight and fall of a body from a state, with drag below 120 km by its ballistic coefficient m/(C_d A), kg/m² (infinite
/// for none).
///
/// # Errors
///
/// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for a state or a coefficient that cannot be; the solver's own.
pub fn fall(
    from: Burnout<f64>,
    ballistic_coefficient_kg_per_m2: f64,
    sphere: Sphere,
    tolerance: f64,
) -> Result<Outcome> {
    let radius = positive("the radius in m", from.radius_m)?;
    if !(sphere.radius_m..=sphere.radius_m + MAX_APOGEE_M).contains(&radius) {
        return Err(Error::OutsideDomain {
            quantity: "the radius in m",
            value: radius,
            allowed: "from that of the surface to 100,000 km above it",
        });
    }
    let speed = positive("the speed in m/s", from.speed_m_per_s)?;
    if speed > GREATEST_SPEED_M_PER_S {
        return Err(Error::OutsideDomain {
            quantity: "the speed in m/s",
            value: speed,
            allowed: "up to 1,000,000 (a hundred times that of any body that comes down)",
        });
    }
    let (climb, level) = finite("the flight-path angle in rad", from.flight_path_angle_rad)?.sin_cos();
    ballistic_coefficient("the ballistic coefficient in kg/m²", ballistic_coefficient_kg_per_m2)?;
    let coast = Coast { sphere, ballistic_coefficient_kg_per_m2, mass_kg: 1.0 };
    let mut observer = ObserverOfEnd { solver: solver(tolerance), radius_m: sphere.radius_m, evaluations: 0 };
    let state = [0.0, radius - sphere.radius_m, speed * level, speed * climb];
    Ok(coast.follow(&mut observer, 0.0, state, 0.0)?.0)
}

impl Coast {
    /// How it ends, and the apogee if it is climbed to in free flight.
    pub(super) fn follow<const N: usize, P>(
        &self,
        observer: &mut P,
        mut t: f64,
        mut state: [f64; N],
        mut angle: f64,
    ) -> Result<(Outcome, Option<f64>)>
    where
        P: FlightObserver<N>,
        Falling: System<N>,
    {
        let radius = self.sphere.radius_m;
        let mu = self.sphere.gravitational_parameter_m3_per_s2;
        let coefficient = self.ballistic_coefficient_kg_per_m2;
        let feels_air = coefficient.is_finite();
        let falling = Falling {
            mu,
            radius_m: radius,
            half_per_coefficient: 0.5 / coefficient,
            air: AirTable::standard(),
        };
        let edge = radius + if feels_air { EDGE_OF_AIR_M } else { 0.0 };
        let mut apogee: Option<f64> = None;
        let here = |t: f64, state: &[f64; N], angle: f64| {
            FlightState::new(t, plane(state, radius), angle, self.mass_kg, self.sphere)
        };
        let (started_s, mut passes) = (t, 0);
        while t - started_s < LONGEST_FALL_S {
            let begin = here(t, &state, angle);
            if begin.altitude_m >= edge - radius - 1e-3 {
                match self.above_the_air(begin, edge, passes) {
                    Above::Ends(outcome) => return Ok((outcome, None)),
                    Above::ComesDown(flight) => {
                        let level = begin.flight_path_angle_rad.cos();
                        if begin.flight_path_angle_rad.sin() > 0.0 {
                            apogee = Some(apogee.unwrap_or(0.0).max(flight.apogee_radius_m - radius));
                        }
                        let covered = flight.range_angle_rad.copysign(level);
                        observer.arc(begin, flight.flight_time_s, covered);
                        t += flight.flight_time_s;
                        angle += covered;
                        let entry_m = edge.min(radius + begin.altitude_m);
                        state = arrived(state, angle, (radius, entry_m), begin, mu);
                        if !feels_air {
                            return Ok((impact(observer, here(t, &state, angle)), apogee));
                        }
                        observer.mark(MarkKind::AtmosphereEntry, here(t, &state, angle));
                    }
                    // Too fast for an ellipse, but into the air all the same: integrated from here.
                    Above::DivesIn => {}
                }
            }
            let before = plane(&state, radius);
            let (ground, top) = (radius * radius, edge * edge);
            let mut lands = Event::falling(move |_t, state: &[f64; N]| {
                let [x, y, ..] = plane(state, radius);
                (x * x + y * y) / ground - 1.0
            });
            let mut leaves = Event::rising(move |_t, state: &[f64; N]| {
                let [x, y, ..] = plane(state, radius);
                (x * x + y * y) / top - 1.0
            });
            let climbs = here(t, &state, angle).flight_path_angle_rad.sin() > 0.0;
            let kind = if climbs { PhaseKind::Coast } else { PhaseKind::Reentry };
            let span = (t, state, t + LONGEST_PIECE_S);
            let final_state = observer.draw(&falling, kind, span, &mut [&mut lands, &mut leaves], angle)?;
            (t, state) = (final_state.t, final_state.state);
            angle += turned(before, plane(&state, radius));
            match final_state.stopped_by {
                Some(0) => return Ok((impact(observer, here(t, &state, angle)), apogee)),
                Some(_) => passes += 1,
                None => {}
            }
        }
        Ok((Outcome::StillUp { altitude_m: here(t, &state, angle).altitude_m }, None))
    }

    /// Where a body above the air goes, after so many passes through it.
    pub(super) fn above_the_air(&self, begin: FlightState, edge_m: f64, passes: u32) -> Above {
        let mu = self.sphere.gravitational_parameter_m3_per_s2;
        let radius_m = self.sphere.radius_m + begin.altitude_m;
        let speed_squared = begin.speed_m_per_s * begin.speed_m_per_s;
        let energy = 0.5 * speed_squared - mu / radius_m;
        let (climb, level) = begin.flight_path_angle_rad.sin_cos();
        let climbs = climb > 0.0;
        let momentum = radius_m * begin.speed_m_per_s * level;
        let eccentricity = (1.0 + 2.0 * energy * momentum * momentum / (mu * mu)).max(0.0).sqrt();
        let perigee_m = momentum * momentum / (mu * (1.0 + eccentricity));
        // On the edge itself it stays outside.
        let stays_outside = perigee_m >= edge_m * (1.0 - 1e-9);
        if energy >= 0.0 {
            return if climbs || stays_outside {
                Above::Ends(Outcome::Escape { excess_speed_m_per_s: (2.0 * energy).sqrt() })
            } else {
                Above::DivesIn
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
            return Above::Ends(Outcome::AboveMaxApogee { apogee_altitude_m });
        }
        if stays_outside || passes >= MOST_PASSES || !flight.flight_time_s.is_finite() {
            let perigee_altitude_m = perigee_m - self.sphere.radius_m;
            return Above::Ends(Outcome::Orbit { perigee_altitude_m, apogee_altitude_m });
        }
        Above::ComesDown(flight)
    }
}

/// What becomes of a body above the air.
pub(super) enum Above {
    /// It does not come down.
    Ends(Outcome),
    /// By this arc, to the edge of the air or, without air, to the ground.
    ComesDown(FreeFlight<f64>),
    /// On a hyperbola.
    DivesIn,
}

/// The state in which free flight comes down to a radius, at an angle from the pad; components past the fourth kept.
fn arrived<const N: usize>(
    mut state: [f64; N],
    angle: f64,
    (surface_m, radius_m): (f64, f64),
    begin: FlightState,
    mu: f64,
) -> [f64; N] {
    let [x0, y0, vx0, vy0] = plane(&state, surface_m);
    let r0 = x0.hypot(y0);
    let momentum = y0 * vx0 - x0 * vy0;
    let along = momentum / radius_m;
    let speed_squared = begin.speed_m_per_s * begin.speed_m_per_s + 2.0 * mu * (1.0 / radius_m - 1.0 / r0);
    let down = (speed_squared - along * along).max(0.0).sqrt();
    let (sin, cos) = angle.sin_cos();
    if let [x, y, vx, vy, ..] = state.as_mut_slice() {
        (*x, *y) = (radius_m * sin, radius_m * cos - surface_m);
        (*vx, *vy) = (along * cos - down * sin, -along * sin - down * cos);
    }
    state
}

fn impact<const N: usize>(observer: &mut impl FlightObserver<N>, at: FlightState) -> Outcome {
    observer.mark(MarkKind::Impact, at);
    Outcome::Impact(Impact {
        time_s: at.time_s,
        range_angle_rad: at.range_angle_rad,
        speed_m_per_s: at.speed_m_per_s,
        flight_path_angle_rad: at.flight_path_angle_rad,
        under_power: false,
    })
}
