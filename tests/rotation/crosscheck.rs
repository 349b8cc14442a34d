//! Flights over the rotating Earth by a second method: fixed steps in Earth-fixed axes.

use crate::common::globe::{near, over, site};
use crate::common::seeded::{SEED_OVER_GROUND, runner};
use crate::common::tolerance::{
    CLOSED_FORM_M, EARTH_FIXED_APOGEE_M, EARTH_FIXED_M, EARTH_FIXED_POWERED_M, EARTH_FIXED_POWERED_S,
    EARTH_FIXED_S,
};
use crate::common::vehicles::{gravity_turn, two_stage};
use lofted::physics::atmosphere::air;
use lofted::physics::earth::{
    GRAVITATIONAL_PARAMETER_M3_PER_S2 as MU, MEAN_RADIUS_M as R, ROTATION_RATE_RAD_PER_S as OMEGA,
};
use lofted::physics::flight::{GlobeFlightEnd, Outcome, free_flight_over_ground};
use lofted::physics::globe::{GeodeticPosition, Globe};
use lofted::physics::kepler::rotating::{LaunchVelocity, ground_arc};
use lofted::physics::steering::{PitchPoint, Steering};

/// The four-stage Runge–Kutta method in steps of a fixed length, in Earth-fixed axes (x to the
/// launch's meridian, z north), with Coriolis and centrifugal terms; the last step is shortened to
/// end on the ground.
struct EarthFixed<F: Fn(f64, [f64; 6]) -> [f64; 3]> {
    /// The acceleration besides gravity and rotation.
    force: F,
}

impl<F: Fn(f64, [f64; 6]) -> [f64; 3]> EarthFixed<F> {
    fn rate(&self, t: f64, s: [f64; 6]) -> [f64; 6] {
        let [x, y, z, vx, vy, vz] = s;
        let r3 = (x * x + y * y + z * z).powf(1.5);
        let [fx, fy, fz] = (self.force)(t, s);
        [
            vx,
            vy,
            vz,
            -MU * x / r3 + 2.0 * OMEGA * vy + OMEGA * OMEGA * x + fx,
            -MU * y / r3 - 2.0 * OMEGA * vx + OMEGA * OMEGA * y + fy,
            -MU * z / r3 + fz,
        ]
    }

    fn step(&self, t: f64, s: [f64; 6], h: f64) -> [f64; 6] {
        let plus = |k: [f64; 6], f: f64| std::array::from_fn(|i| s[i] + f * k[i]);
        let k1 = self.rate(t, s);
        let k2 = self.rate(t + 0.5 * h, plus(k1, 0.5 * h));
        let k3 = self.rate(t + 0.5 * h, plus(k2, 0.5 * h));
        let k4 = self.rate(t + h, plus(k3, h));
        std::array::from_fn(|i| s[i] + h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]))
    }

    fn to_time(&self, mut t: f64, mut s: [f64; 6], end: f64, step: f64) -> [f64; 6] {
        let steps = ((end - t) / step).ceil().max(1.0);
        let h = (end - t) / steps;
        for _ in 0..steps as usize {
            s = self.step(t, s, h);
            t += h;
        }
        s
    }

    /// Integrates to the sphere and returns time and state there, and the greatest distance from
    /// the centre at a step.
    fn to_ground(&self, mut t: f64, mut s: [f64; 6], step: f64) -> (f64, [f64; 6], f64) {
        let height = |s: [f64; 6]| (s[0] * s[0] + s[1] * s[1] + s[2] * s[2]).sqrt() - R;
        let mut highest: f64 = 0.0;
        loop {
            let next = self.step(t, s, step);
            highest = highest.max(height(next));
            if height(next) < 0.0 {
                let (mut low, mut high) = (0.0, step);
                for _ in 0..60 {
                    let middle = 0.5 * (low + high);
                    if height(self.step(t, s, middle)) < 0.0 { high = middle } else { low = middle }
                }
                return (t + low, self.step(t, s, low), highest);
            }
            (t, s) = (t + step, next);
            assert!(t < 2e4, "it does not come down");
        }
    }
}

/// Returns the directions ahead and up of a launch in Earth-fixed axes.
fn axes(latitude_rad: f64, azimuth_rad: f64) -> ([f64; 3], [f64; 3]) {
    let (sin, cos) = latitude_rad.sin_cos();
    let (east, north) = azimuth_rad.sin_cos();
    ([-sin * north, east, cos * north], [cos, 0.0, sin])
}

/// Computes the distance between an impact and a position in Earth-fixed axes of the launch's
/// meridian, m.
fn apart_m(end: &GlobeFlightEnd, launch: GeodeticPosition, state: [f64; 6]) -> f64 {
    let impact_point = end.impact_point.unwrap().site;
    let (sin, cos) = impact_point.latitude_rad().sin_cos();
    let (sin_l, cos_l) = (impact_point.longitude_rad() - launch.longitude_rad()).sin_cos();
    let [x, y, z] = [R * cos * cos_l, R * cos * sin_l, R * sin];
    ((x - state[0]).powi(2) + (y - state[1]).powi(2) + (z - state[2]).powi(2)).sqrt()
}

#[test]
fn free_flight_is_that_of_an_integration_in_earth_fixed_axes() {
    let cases = (-90.0..=90.0_f64, -180.0..=180.0_f64, 0.0..360.0_f64, 2_000.0..7_300.0_f64, 15.0..89.0_f64);
    runner(40, SEED_OVER_GROUND)
        .run(&cases, |(latitude, longitude, azimuth, speed, elevation)| {
            let launch = site(latitude, longitude);
            let thrown = LaunchVelocity {
                speed_m_per_s: speed,
                elevation_rad: elevation.to_radians(),
                azimuth_rad: azimuth.to_radians(),
            };
            let arc = ground_arc(thrown, launch, &Globe::ROTATING).unwrap();
            let end = free_flight_over_ground(thrown, launch, Globe::ROTATING).unwrap();
            let (ahead, up) = axes(launch.latitude_rad(), thrown.azimuth_rad);
            let (sin, cos) = thrown.elevation_rad.sin_cos();
            let mut state = [0.0; 6];
            for i in 0..3 {
                state[i] = R * up[i];
                state[3 + i] = speed * (cos * ahead[i] + sin * up[i]);
            }
            let (time_s, landed, _) = EarthFixed { force: |_, _| [0.0; 3] }.to_ground(0.0, state, 1.0);
            near(arc.flight_time_s, time_s, EARTH_FIXED_S, "time");
            let apart = apart_m(&end, launch, landed);
            assert!(apart < EARTH_FIXED_M, "{apart} m apart");
            near(
                end.impact_point.unwrap().ground_range_m,
                arc.impact_point.ground_range_m,
                CLOSED_FORM_M,
                "closed form",
            );
            Ok(())
        })
        .unwrap();
}

const G0: f64 = 9.806_65;
/// The acceleration of the second stage at its ignition, m/s².
const ACCELERATION: f64 = 37.538_602_773;
/// The kick of the gravity turn, rad.
const KICK: f64 = 1.728_405_622e-2;

/// The engines of the vehicle `two_stage(60.0, ACCELERATION)`.
struct Engines {
    /// The burn time of the first stage, s.
    first_s: f64,
    /// The vacuum thrust, N, and exit area, m², of the first stage.
    first: (f64, f64),
    /// The thrust, N, and mass flow, kg/s, of the second stage.
    second: (f64, f64),
}

impl Engines {
    fn new() -> Self {
        let first_s = 0.7 * 10_000.0 / (1.4 * 10_000.0 / 255.0);
        let flow = 1.4 * 10_000.0 / 255.0;
        let first = (flow * G0 * 285.0, flow * G0 * 30.0 / 101_325.0);
        let thrust_2 = ACCELERATION * 3_000.0;
        let flow_2 = thrust_2 / (G0 * 295.0);
        Self { first_s, first, second: (thrust_2, flow_2) }
    }

    /// Returns thrust, N, exit area, m², and mass, kg, at a time: of the first stage, the gap and
    /// the second stage.
    fn at(&self, t: f64, piece: usize) -> (f64, f64, f64) {
        match piece {
            0 => (self.first.0, self.first.1, 10_000.0 - 1.4 * 10_000.0 / 255.0 * t),
            1 => (0.0, 0.0, 3_000.0),
            _ => (self.second.0, 0.0, 3_000.0 - self.second.1 * (t - self.first_s - 2.0)),
        }
    }
}

/// Returns the direction of the thrust, ahead and up, of a planar flight, and whether it is fixed
/// in inertial space.
fn attitude(steering: &Steering, t: f64, [_, _, vx, vy]: [f64; 4]) -> ([f64; 2], bool) {
    let along = || {
        let speed = vx.hypot(vy);
        if speed > 0.0 { [vx / speed, vy / speed] } else { [0.0, 1.0] }
    };
    match steering {
        _ if t < 10.0 => ([0.0, 1.0], false),
        Steering::GravityTurn { .. } => (along(), false),
        Steering::GravityTurnThenAttitude { from_s, attitude_rad, .. } => {
            if t < *from_s {
                (along(), false)
            } else {
                ([attitude_rad.cos(), attitude_rad.sin()], true)
            }
        }
        Steering::PitchProgramme { points } => {
            let after = points.iter().position(|point| point.time_s > t).unwrap_or(points.len());
            let angle = if after == points.len() {
                points[after - 1].attitude_rad
            } else {
                let (from, to) = (points[after - 1], points[after]);
                let ((t0, a0), (t1, a1)) = ((from.time_s, from.attitude_rad), (to.time_s, to.attitude_rad));
                a0 + (a1 - a0) * (t - t0) / (t1 - t0)
            };
            ([angle.cos(), angle.sin()], true)
        }
        Steering::LinearTangent { .. } => unreachable!(),
    }
}

/// The planar reference flight (x ahead, y up from the centre) and the flight in Earth-fixed axes
/// that has its attitude.
#[derive(Clone, Copy)]
struct Flights {
    planar: [f64; 4],
    state: [f64; 6],
}

/// The powered flight of the vehicle from a launch.
struct Powered<'a> {
    engines: &'a Engines,
    steering: &'a Steering,
    ahead: [f64; 3],
    up: [f64; 3],
}

impl Powered<'_> {
    /// Computes the rates of the planar flight with thrust in the direction `to`.
    fn planar_rate(&self, t: f64, piece: usize, [x, y, vx, vy]: [f64; 4], to: [f64; 2]) -> [f64; 4] {
        let r = x.hypot(y);
        let (thrust, exit, mass) = self.engines.at(t, piece);
        let air = air(r - R);
        let speed = vx.hypot(vy);
        let push = (thrust - air.pressure_pa * exit) / mass * f64::from(piece != 1);
        let drag = 0.5 * air.density_kg_per_m3 * speed * 0.25 / mass;
        [vx, vy, push * to[0] - drag * vx - MU * x / r.powi(3), push * to[1] - drag * vy - MU * y / r.powi(3)]
    }

    /// Computes the acceleration by thrust and drag in Earth-fixed axes.
    fn force(&self, t: f64, piece: usize, s: [f64; 6], (to, is_fixed): ([f64; 2], bool)) -> [f64; 3] {
        let (thrust, exit, mass) = self.engines.at(t, piece);
        let r = (s[0] * s[0] + s[1] * s[1] + s[2] * s[2]).sqrt();
        let air = air(r - R);
        let speed = (s[3] * s[3] + s[4] * s[4] + s[5] * s[5]).sqrt();
        let push = (thrust - air.pressure_pa * exit) / mass * f64::from(piece != 1);
        let drag = 0.5 * air.density_kg_per_m3 * speed * 0.25 / mass;
        let mut u: [f64; 3] = std::array::from_fn(|i| to[0] * self.ahead[i] + to[1] * self.up[i]);
        if is_fixed {
            let (sin, cos) = (OMEGA * t).sin_cos();
            u = [cos * u[0] + sin * u[1], cos * u[1] - sin * u[0], u[2]];
        }
        std::array::from_fn(|i| push * u[i] - drag * s[3 + i])
    }

    /// Rotates both velocities by the kick.
    fn kick(&self, Flights { planar, mut state }: Flights) -> Flights {
        let (sin, cos) = KICK.sin_cos();
        let [x, y, vx, vy] = planar;
        let v: Vec<f64> = state[3..].to_vec();
        let dot = |a: [f64; 3]| a[0] * v[0] + a[1] * v[1] + a[2] * v[2];
        let (wa, wu) = (dot(self.ahead), dot(self.up));
        let (na, nu) = (cos * wa + sin * wu, cos * wu - sin * wa);
        for i in 0..3 {
            state[3 + i] += (na - wa) * self.ahead[i] + (nu - wu) * self.up[i];
        }
        Flights { planar: [x, y, cos * vx + sin * vy, cos * vy - sin * vx], state }
    }

    /// Makes one step of both flights inside the piece from `begin` to `end`. The stages of the
    /// step in Earth-fixed axes have the planar attitude of the same stage.
    fn step(&self, flights: Flights, piece: usize, (t, h): (f64, f64), (begin, end): (f64, f64)) -> Flights {
        // The direction inside a piece is that on the side of the cut where its midpoint lies.
        let inside = |t: f64| t.clamp(begin + 1e-9, end - 1e-9);
        let rate = |t: f64, Flights { planar, state }: Flights| {
            let to = attitude(self.steering, inside(t), planar);
            let force = |_t: f64, s: [f64; 6]| self.force(t, piece, s, to);
            Flights {
                planar: self.planar_rate(t, piece, planar, to.0),
                state: EarthFixed { force }.rate(t, state),
            }
        };
        let Flights { planar, state } = flights;
        let add = |k: &Flights, f: f64| Flights {
            planar: std::array::from_fn(|i| planar[i] + f * k.planar[i]),
            state: std::array::from_fn(|i| state[i] + f * k.state[i]),
        };
        let k1 = rate(t, flights);
        let k2 = rate(t + 0.5 * h, add(&k1, 0.5 * h));
        let k3 = rate(t + 0.5 * h, add(&k2, 0.5 * h));
        let k4 = rate(t + h, add(&k3, h));
        let k = [k1, k2, k3, k4];
        let mean = |k: [f64; 4]| h / 6.0 * (k[0] + 2.0 * k[1] + 2.0 * k[2] + k[3]);
        Flights {
            planar: std::array::from_fn(|i| planar[i] + mean(k.map(|k| k.planar[i]))),
            state: std::array::from_fn(|i| state[i] + mean(k.map(|k| k.state[i]))),
        }
    }

    /// Integrates from lift-off to the last burnout and returns the state in Earth-fixed axes
    /// there.
    fn to_burnout(&self) -> [f64; 6] {
        let first_s = self.engines.first_s;
        let mut flights = Flights { planar: [0.0, R, 0.0, 0.0], state: [0.0; 6] };
        for i in 0..3 {
            flights.state[i] = R * self.up[i];
        }
        let cuts = [0.0, 10.0, 60.0, first_s, first_s + 2.0, first_s + 62.0];
        for pair in cuts.windows(2) {
            let (begin, end) = (pair[0], pair[1]);
            if begin == 10.0 && !matches!(self.steering, Steering::PitchProgramme { .. }) {
                flights = self.kick(flights);
            }
            let middle = 0.5 * (begin + end);
            let piece = if middle < first_s {
                0
            } else if middle < first_s + 2.0 {
                1
            } else {
                2
            };
            let steps = ((end - begin) / 0.02).ceil();
            let h = (end - begin) / steps;
            for n in 0..steps as usize {
                let t = begin + h * n as f64;
                flights = self.step(flights, piece, (t, h), (begin, end));
            }
        }
        flights.state
    }
}

/// Computes the drag on the payload, which acts below 120 km.
fn drag_of_payload(s: [f64; 6]) -> [f64; 3] {
    let height = (s[0] * s[0] + s[1] * s[1] + s[2] * s[2]).sqrt() - R;
    if height > 120e3 {
        return [0.0; 3];
    }
    let speed = (s[3] * s[3] + s[4] * s[4] + s[5] * s[5]).sqrt();
    let drag = -0.5 * air(height).density_kg_per_m3 * speed / 5_000.0;
    std::array::from_fn(|i| drag * s[3 + i])
}

/// The two-stage vehicle of `two_stage(60.0, ...)` with its gravity turn and its programmes agrees
/// with a second integration in Earth-fixed axes with steps that end on every event.
#[test]
fn a_powered_flight_is_that_of_an_integration_in_earth_fixed_axes() {
    let vehicle = two_stage(60.0, ACCELERATION);
    let engines = Engines::new();
    let first_s = engines.first_s;
    let turn = gravity_turn(KICK);
    let held = Steering::GravityTurnThenAttitude {
        kick_time_s: 10.0,
        kick_angle_rad: KICK,
        from_s: first_s + 2.0,
        attitude_rad: 0.35,
    };
    let programme = Steering::PitchProgramme {
        points: [(10.0, 1.5), (60.0, 1.0), (first_s, 0.6), (190.0, 0.5)]
            .map(|(time_s, attitude_rad)| PitchPoint { time_s, attitude_rad })
            .to_vec(),
    };
    for (latitude, azimuth_deg) in [(40.0, 90.0), (40.0, 270.0), (-30.0, 20.0), (0.0, 90.0), (90.0, 130.0)] {
        let launch = site(latitude, 126.0);
        let azimuth = f64::to_radians(azimuth_deg);
        let (ahead, up) = axes(launch.latitude_rad(), azimuth);
        for steering in [&turn, &held, &programme] {
            let mine = over(&vehicle, steering, Globe::ROTATING, launch, azimuth_deg).fly().unwrap();
            let state = Powered { engines: &engines, steering, ahead, up }.to_burnout();
            let falling = EarthFixed { force: |_, s: [f64; 6]| drag_of_payload(s) };
            let burnout_s = first_s + 62.0;
            let high = falling.to_time(burnout_s, state, burnout_s + 400.0, 0.5);
            let (time_s, landed, highest) = falling.to_ground(burnout_s + 400.0, high, 0.05);
            let what = format!("{latitude} N to {azimuth_deg}, {steering:?}");
            let Outcome::Impact(impact) = mine.outcome else { panic!("{what}: {:?}", mine.outcome) };
            let apart = apart_m(&mine, launch, landed);
            assert!(apart < EARTH_FIXED_POWERED_M, "{what}: {apart} m apart");
            near(impact.time_s, time_s, EARTH_FIXED_POWERED_S, &what);
            near(mine.apogee_altitude_m.unwrap(), highest, EARTH_FIXED_APOGEE_M, &what);
        }
    }
}
