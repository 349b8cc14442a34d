//! After the last burnout: free above the air, falling through it below.

use crate::error::{Error, Result};
use crate::numerics::ode::{Event, System};
use crate::physics::atmosphere::AirTable;
use crate::physics::earth::Sphere;
use crate::physics::flight::{
    EDGE_OF_AIR_M, FlightState, Impact, MarkKind, Outcome, Pen, PhaseKind, Quick, TOP_OF_SKY_M, plane,
    solver, turned,
};
use crate::physics::kepler::unequal::{Burnout, free_flight_kernel};

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

/// The longest that a fall through the air may take, s. What floats longer does not end in an impact worth the name.
const LONGEST_FALL_S: f64 = 86_400.0;

/// Passes through the air after which a flight counts as an orbit: it brakes, and leaves again, and again.
const MOST_PASSES: usize = 20;

/// What flies on after the last burnout.
#[derive(Debug, Clone, Copy)]
pub(super) struct Coast {
    pub(super) sphere: Sphere,
    /// Infinite without drag.
    pub(super) ballistic_coefficient_kg_per_m2: f64,
    pub(super) mass_kg: f64,
}

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
    use crate::physics::kepler::{finite, positive};
    let radius = positive("the radius in m", from.radius_m)?;
    let speed = positive("the speed in m/s", from.speed_m_per_s)?;
    let (climb, level) = finite("the flight-path angle in rad", from.flight_path_angle_rad)?.sin_cos();
    if !(ballistic_coefficient_kg_per_m2 > 0.0) {
        return Err(Error::OutsideDomain {
            quantity: "the ballistic coefficient in kg/m²",
            value: ballistic_coefficient_kg_per_m2,
            allowed: "above zero (infinite for no drag)",
        });
    }
    let coast = Coast { sphere, ballistic_coefficient_kg_per_m2, mass_kg: 1.0 };
    let mut pen = Quick { solver: solver(tolerance), radius_m: sphere.radius_m, evaluations: 0 };
    let state = [0.0, radius - sphere.radius_m, speed * level, speed * climb];
    Ok(coast.follow(&mut pen, 0.0, state, 0.0)?.0)
}

impl Coast {
    /// How it ends, and the apogee if it is climbed to in free flight.
    pub(super) fn follow<const N: usize, P>(
        &self,
        pen: &mut P,
        mut t: f64,
        mut state: [f64; N],
        mut angle: f64,
    ) -> Result<(Outcome, Option<f64>)>
    where
        P: Pen<N>,
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
        let mut apogee = None;
        let here = |t: f64, state: &[f64; N], angle: f64| {
            FlightState::new(t, plane(state, radius), angle, self.mass_kg, self.sphere)
        };
        for _ in 0..MOST_PASSES {
            let begin = here(t, &state, angle);
            let speed_squared = begin.speed_m_per_s * begin.speed_m_per_s;
            let energy = 0.5 * speed_squared - mu / (radius + begin.altitude_m);
            let (climb, level) = begin.flight_path_angle_rad.sin_cos();
            let climbs = climb > 0.0;
            // Free flight, unless in the air, or coming in too fast for an ellipse.
            if begin.altitude_m >= edge - radius - 1e-3 && (climbs || energy < 0.0) {
                if energy >= 0.0 {
                    return Ok((Outcome::Escape { excess_speed_m_per_s: (2.0 * energy).sqrt() }, None));
                }
                let burnout = Burnout {
                    radius_m: radius + begin.altitude_m,
                    speed_m_per_s: begin.speed_m_per_s,
                    flight_path_angle_rad: climb.atan2(level.abs()),
                };
                let flight = free_flight_kernel(burnout, edge.min(burnout.radius_m), mu);
                let apogee_altitude_m = flight.apogee_radius_m - radius;
                let perigee_radius_m = flight.semi_major_axis_m * (1.0 - flight.eccentricity);
                if apogee_altitude_m > TOP_OF_SKY_M {
                    return Ok((Outcome::OutOfSky { apogee_altitude_m }, None));
                }
                if !(perigee_radius_m < edge && flight.flight_time_s.is_finite()) {
                    let perigee_altitude_m = perigee_radius_m - radius;
                    return Ok((Outcome::Orbit { perigee_altitude_m, apogee_altitude_m }, None));
                }
                if climbs {
                    apogee = Some(apogee_altitude_m.max(apogee.unwrap_or(0.0)));
                }
                let covered = flight.range_angle_rad.copysign(level);
                pen.arc(begin, flight.flight_time_s, covered);
                t += flight.flight_time_s;
                angle += covered;
                state = arrived(state, angle, (radius, edge.min(burnout.radius_m)), begin, mu);
                if !feels_air {
                    return Ok((impact(pen, here(t, &state, angle)), apogee));
                }
                pen.mark(MarkKind::AtmosphereEntry, here(t, &state, angle));
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
            let mut turns = Event::falling(|_t, state: &[f64; N]| {
                let [x, y, vx, vy] = plane(state, radius);
                x * vx + y * vy
            })
            .terminal(false);
            let span = (t, state, t + LONGEST_FALL_S);
            let climbs = here(t, &state, angle).flight_path_angle_rad > 0.0;
            let kind = if climbs { PhaseKind::Coast } else { PhaseKind::Reentry };
            let arrival = if climbs {
                pen.draw(&falling, kind, span, &mut [&mut lands, &mut leaves, &mut turns], angle)?
            } else {
                pen.draw(&falling, kind, span, &mut [&mut lands, &mut leaves], angle)?
            };
            (t, state) = (arrival.t, arrival.state);
            angle += turned(before, plane(&state, radius));
            match arrival.stopped_by {
                Some(0) => {
                    // Turned over inside the air: its apogee is there, and the trajectory has it.
                    return Ok((impact(pen, here(t, &state, angle)), apogee));
                }
                Some(_) => {}
                None => break,
            }
        }
        let end = here(t, &state, angle);
        Ok((
            Outcome::Orbit {
                perigee_altitude_m: end.altitude_m,
                apogee_altitude_m: apogee.unwrap_or(end.altitude_m),
            },
            None,
        ))
    }
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

fn impact<const N: usize>(pen: &mut impl Pen<N>, at: FlightState) -> Outcome {
    pen.mark(MarkKind::Impact, at);
    Outcome::Impact(Impact {
        time_s: at.time_s,
        range_angle_rad: at.range_angle_rad,
        speed_m_per_s: at.speed_m_per_s,
        flight_path_angle_rad: at.flight_path_angle_rad,
        under_power: false,
    })
}
