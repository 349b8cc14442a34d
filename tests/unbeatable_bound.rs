//! The premise of every verdict "impossible": no flight that is not driven downward is quicker than the vertical free
//! flight to its own apogee. Tens of thousands of random ascents try to be.

mod common {
    pub mod seeded;
    pub mod tolerance;
}

use std::cell::Cell;
use std::f64::consts::{FRAC_PI_2, PI, TAU};

use common::seeded;
use common::tolerance::{BOUND_AS_PRINTED_S, BOUND_INTEGRATION_S, GUN_MARGIN_S};
use lofted::DRAG_MARGIN_S;
use lofted::physics::earth::{ROTATION_RATE_RAD_PER_S, Sphere};
use lofted::physics::kepler::observed::{circular_time_s, rectilinear_time_s};
use lofted::physics::kepler::propagation::State;
use proptest::prelude::*;

/// A piece of a thrust programme: so hard, at this angle from the local horizontal (0 forward, π backward, never below),
/// for so long.
#[derive(Debug, Clone)]
struct Burn {
    acceleration_m_per_s2: f64,
    angle_rad: f64,
    duration_s: f64,
}

#[derive(Debug, Clone)]
struct Ascent {
    lift_off: Burn,
    burns: Vec<Burn>,
    /// Speed of the ground under the launch, eastward, m/s; negative for a westward flight.
    ground_rate_rad_per_s: f64,
    /// m/(C_d A) while thrusting and coasting up, and coming down, kg/m²; infinite without drag.
    ballistic_coefficients_kg_per_m2: (f64, f64),
}

struct Flown {
    flight_time_s: f64,
    apogee_altitude_m: f64,
    ground_range_angle_rad: f64,
}

/// Where drag is felt, m.
const ATMOSPHERE_M: f64 = 120e3;

type Plane = [f64; 4]; // x, y, vx, vy; launch on the x axis, the y axis ahead

fn altitude(s: &Plane) -> f64 {
    s[0].hypot(s[1]) - Sphere::MEAN.radius_m()
}

fn climb(s: &Plane) -> f64 {
    s[0] * s[2] + s[1] * s[3]
}

impl Ascent {
    fn derivative(&self, s: &Plane, burn: Option<&Burn>) -> Plane {
        let r = s[0].hypot(s[1]);
        let (up, ahead) = ([s[0] / r, s[1] / r], [-s[1] / r, s[0] / r]);
        let gravity = -Sphere::MEAN.gravitational_parameter_m3_per_s2() / (r * r);
        let mut a = [up[0] * gravity, up[1] * gravity];
        if let Some(burn) = burn {
            let (sin, cos) = burn.angle_rad.sin_cos();
            for i in 0..2 {
                a[i] += burn.acceleration_m_per_s2 * (up[i] * sin + ahead[i] * cos);
            }
        }
        let height = r - Sphere::MEAN.radius_m();
        let (rising, falling) = self.ballistic_coefficients_kg_per_m2;
        let coefficient = if climb(s) > 0.0 { rising } else { falling };
        if height < ATMOSPHERE_M && coefficient.is_finite() {
            let wind = [-s[1] * self.ground_rate_rad_per_s, s[0] * self.ground_rate_rad_per_s];
            let air = [s[2] - wind[0], s[3] - wind[1]];
            let drag = 0.5 * 1.225 * (-height / 7_200.0).exp() * air[0].hypot(air[1]) / coefficient;
            a[0] -= drag * air[0];
            a[1] -= drag * air[1];
        }
        [s[2], s[3], a[0], a[1]]
    }

    fn step(&self, s: &Plane, burn: Option<&Burn>, dt: f64) -> Plane {
        let at = |k: &Plane, f: f64| std::array::from_fn::<f64, 4, _>(|i| s[i] + f * dt * k[i]);
        let k1 = self.derivative(s, burn);
        let k2 = self.derivative(&at(&k1, 0.5), burn);
        let k3 = self.derivative(&at(&k2, 0.5), burn);
        let k4 = self.derivative(&at(&k3, 1.0), burn);
        std::array::from_fn(|i| s[i] + dt / 6.0 * (k1[i] + 2.0 * (k2[i] + k3[i]) + k4[i]))
    }

    /// From lift-off to impact; none if it leaves for good or is still up after two days.
    fn fly(&self) -> Option<Flown> {
        let radius = Sphere::MEAN.radius_m();
        let mu = Sphere::MEAN.gravitational_parameter_m3_per_s2();
        let has_drag = self.ballistic_coefficients_kg_per_m2.0.is_finite();
        let mut s: Plane = [radius, 0.0, 0.0, radius * self.ground_rate_rad_per_s];
        let (mut t, mut apogee) = (0.0, 0.0_f64);
        let mut angle = 0.0;
        let mut advance = |s: &mut Plane, next: Plane| {
            let turned = (s[0] * next[1] - s[1] * next[0]).atan2(s[0] * next[0] + s[1] * next[1]);
            angle += turned;
            *s = next;
        };
        for burn in std::iter::once(&self.lift_off).chain(&self.burns) {
            let steps = (burn.duration_s / 0.25).ceil();
            for _ in 0..steps as usize {
                let next = self.step(&s, Some(burn), burn.duration_s / steps);
                t += burn.duration_s / steps;
                advance(&mut s, next);
                apogee = apogee.max(altitude(&s));
                if altitude(&s) < 0.0 {
                    // Down while still burning: the crossing to a step's length is not close enough to judge.
                    return None;
                }
            }
        }
        loop {
            // The two-body energy and angular momentum tell where the arc leads from here.
            let r = s[0].hypot(s[1]);
            let v2 = s[2] * s[2] + s[3] * s[3];
            let alpha = 2.0 / r - v2 / mu;
            let h = s[0] * s[3] - s[1] * s[2];
            if alpha <= 0.0 {
                return None;
            }
            let e = (1.0 - h * h * alpha / mu).max(0.0).sqrt();
            let in_air = has_drag && altitude(&s) < ATMOSPHERE_M;
            if in_air {
                let dt = 0.25;
                let next = self.step(&s, None, dt);
                if altitude(&next) < 0.0 {
                    // Within this step: halve it down to the ground.
                    let (mut low, mut high) = (0.0, dt);
                    for _ in 0..40 {
                        let middle = 0.5 * (low + high);
                        if altitude(&self.step(&s, None, middle)) < 0.0 {
                            high = middle
                        } else {
                            low = middle
                        }
                    }
                    let impact = self.step(&s, None, high);
                    advance(&mut s, impact);
                    t += high;
                    break;
                }
                apogee = apogee.max(altitude(&next));
                advance(&mut s, next);
                t += dt;
                continue;
            }
            // Out of the air: exactly, to the air's edge or the ground on the way down.
            if climb(&s) > 0.0 {
                apogee = apogee.max((1.0 + e) / alpha - radius);
            }
            let floor = radius + if has_drag { ATMOSPHERE_M * (1.0 - 1e-12) } else { 0.0 };
            if (1.0 - e) / alpha > floor {
                return None;
            }
            let eccentric = |r: f64| ((1.0 - r * alpha) / e).clamp(-1.0, 1.0).acos();
            let mean = |anomaly: f64| anomaly - e * anomaly.sin();
            let now = if climb(&s) > 0.0 { mean(eccentric(r)) } else { -mean(eccentric(r)) };
            let mut interval = (-mean(eccentric(floor)) - now) / (alpha * (mu * alpha).sqrt());
            if interval < 0.0 {
                interval += TAU / (alpha * (mu * alpha).sqrt());
            }
            if t + interval > 2.0 * 86_400.0 {
                return None;
            }
            // In pieces, so that the angle turned is never ambiguous.
            for _ in 0..4 {
                let state = State { position_m: [s[0], s[1], 0.0], velocity_m_per_s: [s[2], s[3], 0.0] };
                let next = state.after(interval / 4.0, mu).ok()?;
                let ([x, y, _], [vx, vy, _]) = (next.position_m, next.velocity_m_per_s);
                advance(&mut s, [x, y, vx, vy]);
            }
            t += interval;
            if !has_drag {
                break;
            }
        }
        Some(Flown {
            flight_time_s: t,
            apogee_altitude_m: apogee,
            ground_range_angle_rad: (angle - self.ground_rate_rad_per_s * t).abs(),
        })
    }
}

/// What an ascent begins with.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// Anything from a slow rocket to a gun, without drag.
    Airless,
    /// What a missile may do: at most 10 g at lift-off, for 10 s or more, 5 t/m² or more
    Missile,
    /// Anything, with drag.
    Gun,
}

/// Ascents of a kind: dashes of up to 50 g, brakes and coasts follow the lift-off, on an Earth that turns either way or not
/// at all.
fn ascents(kind: Kind) -> impl Strategy<Value = Ascent> {
    let (greatest, shortest_s, least_power) = match kind {
        Kind::Missile => (98.0, 10.0, 3.7),
        Kind::Airless | Kind::Gun => (1_000.0, 0.5, 3.0),
    };
    // Lift-off is above 1.2 g upward, or it stays on the pad.
    let lift_off = (12.0..=greatest, 0.05..1.0_f64, any::<bool>(), shortest_s..60.0_f64).prop_map(
        move |(acceleration_m_per_s2, share, backward, duration_s): (f64, _, _, _)| {
            let lowest = (12.0_f64.min(acceleration_m_per_s2) / acceleration_m_per_s2).asin();
            let angle = lowest + share * (FRAC_PI_2 - lowest);
            Burn {
                acceleration_m_per_s2,
                angle_rad: if backward { PI - angle } else { angle },
                duration_s: duration_s.min(9_000.0 / acceleration_m_per_s2),
            }
        },
    );
    let burn = (0.0..1.0_f64, 0.0..1.0_f64, 0.0..1.0_f64).prop_map(|(hard, angle, long)| Burn {
        acceleration_m_per_s2: if hard < 0.2 { 0.0 } else { 10.0_f64.powf(0.5 + 2.2 * hard) },
        angle_rad: angle * PI,
        duration_s: (0.5 + 120.0 * long * long) * if hard > 0.7 { 0.2 } else { 1.0 },
    });
    let rate = prop_oneof![Just(0.0), Just(ROTATION_RATE_RAD_PER_S), Just(-ROTATION_RATE_RAD_PER_S)];
    let coefficient = move || {
        (least_power..6.0_f64).prop_map(move |power| match kind {
            Kind::Airless => f64::INFINITY,
            Kind::Missile | Kind::Gun => 10.0_f64.powf(power),
        })
    };
    (lift_off, prop::collection::vec(burn, 0..5), rate, (coefficient(), coefficient())).prop_map(
        |(lift_off, burns, ground_rate_rad_per_s, ballistic_coefficients_kg_per_m2)| Ascent {
            lift_off,
            burns,
            ground_rate_rad_per_s,
            ballistic_coefficients_kg_per_m2,
        },
    )
}

/// Of so many ascents that came down: how much the quickest took beyond the vertical free flight to its own apogee, and
/// beyond circular speed over its own ground range, s.
struct Quickest {
    beyond_vertical_s: f64,
    beyond_circular_s: f64,
}

fn quickest(kind: Kind, wanted: u32) -> Quickest {
    // The rest escape, orbit, or crash while burning.
    let mut runner = seeded::runner(6 * wanted, seeded::SEED);
    let sphere = Sphere::MEAN;
    let circular_rate = 1.0 / circular_time_s(1.0, sphere).unwrap() + ROTATION_RATE_RAD_PER_S;
    let came_down = Cell::new(0);
    let vertical = Cell::new(f64::INFINITY);
    let circular = Cell::new(f64::INFINITY);
    runner
        .run(&ascents(kind), |ascent| {
            if came_down.get() < wanted
                && let Some(flight) = ascent.fly()
            {
                came_down.set(came_down.get() + 1);
                let least = rectilinear_time_s(flight.apogee_altitude_m, sphere).unwrap();
                vertical.set(vertical.get().min(flight.flight_time_s - least));
                let least = flight.ground_range_angle_rad.min(PI) / circular_rate;
                circular.set(circular.get().min(flight.flight_time_s - least));
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(came_down.get(), wanted, "{kind:?}");
    let found = Quickest { beyond_vertical_s: vertical.get(), beyond_circular_s: circular.get() };
    println!(
        "{kind:?}: {wanted} ascents came down, the quickest {:+.3} s against the vertical free flight, {:+.3} s against \
         circular speed",
        found.beyond_vertical_s, found.beyond_circular_s
    );
    found
}

/// The figure that METHODS prints for these very ascents.
#[track_caller]
fn as_documented(found: &Quickest, beyond_vertical_s: f64) {
    let got = found.beyond_vertical_s;
    assert!((got - beyond_vertical_s).abs() < BOUND_AS_PRINTED_S, "{got}; METHODS says {beyond_vertical_s}");
}

#[test]
fn no_ascent_without_drag_beats_the_bounds() {
    let found = quickest(Kind::Airless, 30_000);
    as_documented(&found, 0.26);
    assert!(found.beyond_vertical_s >= -BOUND_INTEGRATION_S, "{}", found.beyond_vertical_s);
    assert!(found.beyond_circular_s >= -BOUND_INTEGRATION_S, "{}", found.beyond_circular_s);
}

#[test]
fn drag_lets_no_missile_beat_them_by_more_than_its_margin() {
    let found = quickest(Kind::Missile, 30_000);
    as_documented(&found, 1.47);
    assert!(found.beyond_vertical_s >= -DRAG_MARGIN_S, "{}", found.beyond_vertical_s);
    assert!(found.beyond_circular_s >= -BOUND_INTEGRATION_S, "{}", found.beyond_circular_s);
}

/// The premise has a limit, and this is it: a gun's shell slowed by the air it is fired into does beat the bound.
#[test]
fn drag_lets_a_gun_beat_them_by_more_and_that_is_stated() {
    let found = quickest(Kind::Gun, 10_000);
    as_documented(&found, -15.4);
    assert!(found.beyond_vertical_s < -DRAG_MARGIN_S, "{}", found.beyond_vertical_s);
    assert!(found.beyond_vertical_s >= -GUN_MARGIN_S, "{}", found.beyond_vertical_s);
}
