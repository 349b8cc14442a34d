//! Flights from launch to impact, implemented a second time: with another solver, the atmosphere of
//! the standard itself, and the steering laws as documented.

use std::cell::{Cell, RefCell};
use std::f64::consts::PI;

use crate::common::random_vehicles::{steerings, vehicles};
use crate::common::seeded::{SEED, runner};
use crate::common::tolerance::{
    OTHER_SOLVER_M, QUICK_OTHER_M, QUICK_OTHER_MEDIAN_M, QUICK_TURN_M, QUICK_TURN_MEDIAN_M,
};
use crate::common::vehicles::flight;
use lofted::Error;
use lofted::numerics::ode::{Event, System, Verner98};
use lofted::physics::atmosphere::air;
use lofted::physics::earth::{GRAVITATIONAL_PARAMETER_M3_PER_S2 as MU, Sphere};
use lofted::physics::flight::{Flight, Outcome};
use lofted::physics::steering::Steering;
use lofted::physics::vehicle::Vehicle;
use proptest::prelude::*;

const SPHERE: Sphere = Sphere::MEAN;

/// The same physics implemented again for another solver, directly from the standard atmosphere and
/// the documented steering laws.
struct Again<'a> {
    vehicle: &'a Vehicle,
    steering: &'a Steering,
    stage: Option<(usize, f64)>,
    mass_kg: f64,
    coasting: bool,
}

/// Returns the direction of the thrust at a time, given the directions of the vertical and the
/// velocity.
fn pointing(steering: &Steering, t: f64, up: [f64; 2], along: [f64; 2]) -> [f64; 2] {
    let attitude = |angle: f64| [angle.cos(), angle.sin()];
    match steering {
        Steering::GravityTurn { kick_time_s, .. } if t < *kick_time_s => up,
        Steering::GravityTurn { .. } => along,
        Steering::GravityTurnThenAttitude { kick_time_s, .. } if t < *kick_time_s => up,
        Steering::GravityTurnThenAttitude { from_s, .. } if t < *from_s => along,
        Steering::GravityTurnThenAttitude { attitude_rad, .. } => attitude(*attitude_rad),
        Steering::LinearTangent { start_time_s, .. } if t < *start_time_s => up,
        Steering::LinearTangent { start_time_s, tangent_at_start, tangent_rate_per_s } => {
            attitude((tangent_at_start - tangent_rate_per_s * (t - start_time_s)).atan())
        }
        Steering::PitchProgramme { points } => {
            match (points.iter().rev().find(|p| p.time_s <= t), points.iter().find(|p| p.time_s > t)) {
                (None, _) => up,
                (Some(last), None) => attitude(last.attitude_rad),
                (Some(a), Some(b)) => attitude(
                    a.attitude_rad
                        + (b.attitude_rad - a.attitude_rad) * (t - a.time_s) / (b.time_s - a.time_s),
                ),
            }
        }
    }
}

impl System<4> for Again<'_> {
    fn derivative(&self, t: f64, &[x, y, vx, vy]: &[f64; 4]) -> [f64; 4] {
        let r = x.hypot(y);
        let speed = vx.hypot(vy);
        let altitude = r - SPHERE.radius_m();
        let here = air(altitude);
        let (mut ax, mut ay) = (-MU * x / r.powi(3), -MU * y / r.powi(3));
        let dense = here.density_kg_per_m3 * speed;
        if self.coasting {
            if altitude < 120e3 {
                let k = 0.5 * dense / self.vehicle.reentry_ballistic_coefficient_kg_per_m2();
                (ax, ay) = (ax - k * vx, ay - k * vy);
            }
        } else {
            let mut mass = self.mass_kg;
            if let Some((place, lit_s)) = self.stage {
                let stage = &self.vehicle.stages()[place];
                mass -= stage.mass_flow_kg_per_s() * (t - lit_s);
                let thrust = stage.thrust_n(here.pressure_pa) / mass;
                let up = [x / r, y / r];
                let along = if speed > 0.0 { [vx / speed, vy / speed] } else { up };
                let [ux, uy] = pointing(self.steering, t, up, along);
                (ax, ay) = (ax + thrust * ux, ay + thrust * uy);
            }
            if altitude < 150e3 {
                let k = 0.5 * dense * self.vehicle.drag_area_m2(speed, altitude) / mass;
                (ax, ay) = (ax - k * vx, ay - k * vy);
            }
        }
        [vx, vy, ax, ay]
    }
}

/// Integrates a flight and returns its range angle and time, or nothing if it does not come down
/// within five days.
fn flown_again(vehicle: &Vehicle, steering: &Steering) -> Option<(f64, f64)> {
    let solver = Verner98::with_tolerance(1e-11);
    let mut state = [0.0, SPHERE.radius_m(), 0.0, 0.0];
    let mut t = 0.0;
    let ground = |_t: f64, y: &[f64; 4]| y[0].hypot(y[1]) - SPHERE.radius_m();
    let (kick, breaks) = match steering {
        Steering::GravityTurn { kick_time_s, kick_angle_rad } => {
            (Some((*kick_time_s, *kick_angle_rad)), vec![*kick_time_s])
        }
        Steering::GravityTurnThenAttitude { kick_time_s, kick_angle_rad, from_s, .. } => {
            (Some((*kick_time_s, *kick_angle_rad)), vec![*kick_time_s, *from_s])
        }
        Steering::LinearTangent { start_time_s, .. } => (None, vec![*start_time_s]),
        Steering::PitchProgramme { points } => (None, points.iter().map(|p| p.time_s).collect()),
    };
    for (place, stage) in vehicle.stages().iter().enumerate() {
        let lit = t + stage.ignition_delay_s;
        let out = lit + stage.burn_time_s();
        let mut cuts: Vec<f64> = breaks.iter().copied().filter(|at| *at > t && *at < out).collect();
        cuts.extend([lit, out]);
        cuts.sort_by(f64::total_cmp);
        for end in cuts {
            if end > t {
                let stage = (t >= lit).then_some((place, lit));
                let system = Again {
                    vehicle,
                    steering,
                    stage,
                    mass_kg: vehicle.ignition_mass_kg(place),
                    coasting: false,
                };
                let mut down = Event::falling(ground).armed_after(1.0);
                let final_state = solver.run(&system, t, state, end, &mut [&mut down]).unwrap();
                (t, state) = (final_state.t, final_state.state);
                if final_state.stopped_by.is_some() {
                    return Some((state[0].atan2(state[1]), t));
                }
            }
            if let Some((_, angle)) = kick.filter(|(at, _)| *at == end) {
                let [_, _, vx, vy] = state;
                (state[2], state[3]) =
                    (vx * angle.cos() + vy * angle.sin(), vy * angle.cos() - vx * angle.sin());
            }
        }
    }
    let system = Again { vehicle, steering, stage: None, mass_kg: 0.0, coasting: true };
    let mut down = Event::falling(ground);
    let final_state = solver.run(&system, t, state, t + 400_000.0, &mut [&mut down]).unwrap();
    final_state.stopped_by.map(|_| (final_state.state[0].atan2(final_state.state[1]), final_state.t))
}

#[test]
fn another_solver_agrees_on_every_impact() {
    let compared = Cell::new(0);
    let worst = Cell::new((0.0_f64, 0.0_f64));
    let quick_misses = RefCell::new(Vec::new());
    runner(1_500, SEED)
        .run(&(vehicles(), steerings()), |(vehicle, steering)| {
            let exact = flight(&vehicle, &steering, 1e-10);
            let end = match exact.fly() {
                Ok(end) => end,
                Err(Error::OutsideDomain { .. }) => return Ok(()),
                Err(error) => return Err(TestCaseError::fail(error.to_string())),
            };
            let Outcome::Impact(impact) = end.outcome else { return Ok(()) };
            let Some((angle, time)) = flown_again(&vehicle, &steering) else {
                return Err(TestCaseError::fail("one comes down, the other does not"));
            };
            compared.set(compared.get() + 1);
            let apart = |a: f64, b: f64| ((a - b + PI).rem_euclid(2.0 * PI) - PI).abs() * SPHERE.radius_m();
            let miss = apart(angle, impact.range_angle_rad);
            let late = (time - impact.time_s).abs();
            worst.set((worst.get().0.max(miss), worst.get().1.max(late)));
            prop_assert!(miss < OTHER_SOLVER_M, "{miss} m, {late} s apart, {impact:?}");
            // The quick flight, of which an estimate makes thousands.
            if let Outcome::Impact(quick) =
                flight(&vehicle, &steering, Flight::TOLERANCE).fly().unwrap().outcome
                && impact.range_angle_rad.abs() < PI
            {
                let is_turn = matches!(steering, Steering::GravityTurn { .. });
                quick_misses
                    .borrow_mut()
                    .push((is_turn, apart(quick.range_angle_rad, impact.range_angle_rad)));
            }
            Ok(())
        })
        .unwrap();
    println!("{} impacts, the worst {:.2} m and {:.4} s apart", compared.get(), worst.get().0, worst.get().1);
    assert!(compared.get() > 300, "{}", compared.get());
    for (law, median_m, most_m) in
        [(true, QUICK_TURN_MEDIAN_M, QUICK_TURN_M), (false, QUICK_OTHER_MEDIAN_M, QUICK_OTHER_M)]
    {
        let mut misses: Vec<f64> =
            quick_misses.borrow().iter().filter(|(turn, _)| *turn == law).map(|(_, miss)| *miss).collect();
        misses.sort_by(f64::total_cmp);
        let share = |part: f64| misses[(part * misses.len() as f64) as usize];
        println!(
            "{} quick flights, gravity turns {law}: half within {:.1} m, 99 % within {:.0} m, all within {:.0} m",
            misses.len(),
            share(0.5),
            share(0.99),
            share(0.999_9)
        );
        assert!(share(0.5) < median_m && share(0.99) < most_m);
    }
}
