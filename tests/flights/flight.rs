//! Flights from launch to impact, compared with an independent simulation, with closed forms, and
//! with each other.

use std::cell::Cell;
use std::f64::consts::{FRAC_PI_2, PI};

use crate::common::random_vehicles::{steerings, vehicles};
use crate::common::seeded::{SEED, runner};
use crate::common::tolerance::{
    BUDGET_M_PER_S, CLOSED_FORM_M, REENTRY_TABLE_DIGITS, SAME_FLIGHT_M, SAME_FLIGHT_S, SIMULATION_ANGLE_DEG,
    SIMULATION_BUDGET, SIMULATION_RANGE_KM, SIMULATION_TIME_MIN, STATE_JOINS_M,
};
use crate::common::vehicles::{flight, gravity_turn, two_stage};
use lofted::Error;
use lofted::physics::earth::{GRAVITATIONAL_PARAMETER_M3_PER_S2 as MU, Sphere};
use lofted::physics::flight::{Flight, MarkKind, Outcome, PhaseKind, fall};
use lofted::physics::kepler::observed::{self, Observed};
use lofted::physics::kepler::symmetric;
use lofted::physics::kepler::unequal::{Burnout, free_flight};
use lofted::physics::vehicle::Vehicle;
use proptest::prelude::*;

const SPHERE: Sphere = Sphere::MEAN;

#[track_caller]
fn near(got: f64, expected: f64, tolerance: f64) {
    assert!((got - expected).abs() <= tolerance, "{got}, expected {expected} within {tolerance}");
}

/// The vehicle of 4 July 2017 in an independent simulation, lofted and for range, has its numbers
/// for burns of 189.5 and 249.5 s. The accelerations of the second stage and the kicks are those
/// that give 2,802 and 933 km, and the greatest range.
#[test]
fn an_independent_simulation_is_reproduced() {
    struct Simulated {
        second_burn_s: f64,
        second_acceleration: f64,
        kicks: [f64; 2],
        loft_min: f64,
        standard_km: f64,
    }
    for case in [
        Simulated {
            second_burn_s: 60.0,
            second_acceleration: 37.538_602_773,
            kicks: [1.529_828_607e-3, 1.728_405_622e-2],
            loft_min: 36.82,
            standard_km: 6_709.6,
        },
        Simulated {
            second_burn_s: 120.0,
            second_acceleration: 19.232_071_868,
            kicks: [1.319_493_018e-3, 1.558_970_646e-2],
            loft_min: 37.30,
            standard_km: 6_997.0,
        },
    ] {
        let vehicle = two_stage(case.second_burn_s, case.second_acceleration);
        let [loft, standard] = case.kicks.map(|kick| {
            let steering = gravity_turn(kick);
            flight(&vehicle, &steering, 1e-10).trajectory().unwrap()
        });
        let Outcome::Impact(impact) = loft.outcome else { panic!("{:?}", loft.outcome) };
        near(impact.range_angle_rad * SPHERE.radius_m() / 1e3, 933.0, SIMULATION_RANGE_KM);
        near(loft.mark(MarkKind::Apogee).unwrap().altitude_m / 1e3, 2_802.0, SIMULATION_RANGE_KM);
        near(impact.time_s / 60.0, case.loft_min, SIMULATION_TIME_MIN);
        let Outcome::Impact(impact) = standard.outcome else { panic!("{:?}", standard.outcome) };
        near(impact.range_angle_rad * SPHERE.radius_m() / 1e3, case.standard_km, 5.0 * SIMULATION_RANGE_KM);
    }

    // The delta-v budget of the longer burn, as printed: speed, gravity and drag losses, m/s;
    // altitude and distance at burnout, km.
    let vehicle = two_stage(120.0, 19.232_071_868);
    near(vehicle.ideal_delta_v_m_per_s(), 7_989.0, SIMULATION_BUDGET);
    for (kick, speed, gravity, drag, altitude_km, downrange_km, angle_deg) in [
        (1.319_493_018e-3, 5_489.0, 2_350.0, 61.0, 456.0, 47.0, 82.7),
        (1.558_970_646e-2, 6_237.0, 1_582.0, 78.0, 255.0, 433.0, 22.3),
    ] {
        let steering = gravity_turn(kick);
        let trajectory = flight(&vehicle, &steering, 1e-10).trajectory().unwrap();
        let budget = trajectory.delta_v_budget.unwrap();
        near(budget.gained_speed_m_per_s, speed, SIMULATION_BUDGET);
        near(budget.gravity_loss_m_per_s, gravity, SIMULATION_BUDGET);
        near(budget.drag_loss_m_per_s, drag, SIMULATION_BUDGET);
        let burnout = trajectory.mark(MarkKind::Burnout { stage: 1 }).unwrap();
        near(burnout.altitude_m / 1e3, altitude_km, SIMULATION_BUDGET);
        near(burnout.range_angle_rad * SPHERE.radius_m() / 1e3, downrange_km, SIMULATION_BUDGET);
        near(burnout.flight_path_angle_rad.to_degrees(), angle_deg, SIMULATION_ANGLE_DEG);
    }
}

/// The increase in time and the decrease in range by drag below 120 km are as tabulated by
/// ballistic coefficient, for flights from the surface in free flight up to their apogee.
#[test]
fn the_table_of_reentries_is_reproduced() {
    let coefficients = [500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0];
    let loft = observed::arc(
        Observed { apogee_altitude_m: 2_802e3, range_angle_rad: 933e3 / SPHERE.radius_m() },
        SPHERE,
    )
    .unwrap();
    let least = |range_km: f64| {
        let arc = symmetric::minimum_energy(range_km * 1e3 / SPHERE.radius_m()).unwrap();
        (arc.speed_over_circular * (MU / SPHERE.radius_m()).sqrt(), arc.flight_path_angle_rad)
    };
    // The seconds added and the kilometres lost; the printed digits give the tolerance.
    for ((speed, angle), rows) in [
        (
            (loft.speed_m_per_s, loft.flight_path_angle_rad),
            [(80.0, -0.8), (31.0, -0.3), (7.0, -0.03), (1.7, 0.0), (0.7, 0.0)],
        ),
        (least(6_700.0), [(114.0, -21.0), (67.0, -13.0), (35.0, -5.5), (8.5, -0.8), (3.1, -0.2)]),
        (least(10_000.0), [(124.0, -34.0), (77.0, -23.0), (45.0, -12.0), (15.0, -2.3), (5.1, -0.7)]),
        (least(1_000.0), [(107.0, -13.0), (61.0, -8.0), (29.0, -3.2), (8.0, -0.7), (3.3, -0.3)]),
    ] {
        let ground =
            Burnout { radius_m: SPHERE.radius_m(), speed_m_per_s: speed, flight_path_angle_rad: angle };
        let free = free_flight(ground, SPHERE.radius_m(), MU).unwrap();
        // The flights begin at the apogee, so that no drag acts during the ascent.
        let apogee = Burnout {
            radius_m: free.apogee_radius_m,
            speed_m_per_s: SPHERE.radius_m() * speed * angle.cos() / free.apogee_radius_m,
            flight_path_angle_rad: 0.0,
        };
        for (coefficient, (seconds, km)) in coefficients.into_iter().zip(rows) {
            let Outcome::Impact(impact) = fall(apogee, coefficient, SPHERE, 1e-10).unwrap() else {
                panic!("it comes down")
            };
            let added = impact.time_s - 0.5 * free.flight_time_s;
            let lost = (impact.range_angle_rad - 0.5 * free.range_angle_rad) * SPHERE.radius_m() / 1e3;
            let digit = |x: f64| {
                if x.abs() >= 10.0 || x == 7.0 || x == 8.0 || x == -8.0 {
                    1.0
                } else if x == -0.03 {
                    0.01
                } else {
                    0.1
                }
            };
            near(added, seconds, REENTRY_TABLE_DIGITS * digit(seconds));
            near(lost, km, REENTRY_TABLE_DIGITS * digit(km));
        }
    }
}

/// With a ballistic coefficient that makes drag negligible, the integration from 120 km down agrees
/// with the closed form.
#[test]
fn a_fall_without_drag_is_the_closed_form() {
    for (speed, angle) in [(6_200.0, 1.45), (6_466.0, 0.52), (7_100.0, 0.38), (2_700.0, 0.7), (1_000.0, 1.5)]
    {
        let start = Burnout {
            radius_m: SPHERE.radius_m() + 130e3,
            speed_m_per_s: speed,
            flight_path_angle_rad: angle,
        };
        let free = free_flight(start, SPHERE.radius_m(), MU).unwrap();
        let Outcome::Impact(impact) = fall(start, 1e30, SPHERE, 1e-13).unwrap() else {
            panic!("it comes down")
        };
        near(
            impact.range_angle_rad * SPHERE.radius_m(),
            free.range_angle_rad * SPHERE.radius_m(),
            CLOSED_FORM_M,
        );
        near(impact.time_s * speed, free.flight_time_s * speed, CLOSED_FORM_M);
        let Outcome::Impact(exact) = fall(start, f64::INFINITY, SPHERE, 1e-3).unwrap() else {
            panic!("it comes down")
        };
        near(
            exact.range_angle_rad * SPHERE.radius_m(),
            free.range_angle_rad * SPHERE.radius_m(),
            CLOSED_FORM_M,
        );
    }
}

#[test]
fn the_delta_v_budget_closes() {
    let counted = Cell::new(0);
    let worst = Cell::new(0.0_f64);
    runner(1_050, SEED)
        .run(&(vehicles(), steerings()), |(vehicle, steering)| {
            match flight(&vehicle, &steering, 1e-8).trajectory() {
                Ok(trajectory) => {
                    if let Some(account) = trajectory.delta_v_budget {
                        counted.set(counted.get() + 1);
                        worst.set(worst.get().max(account.residual_m_per_s().abs()));
                        prop_assert!(account.residual_m_per_s().abs() < BUDGET_M_PER_S, "{account:?}");
                        prop_assert!(
                            account.drag_loss_m_per_s >= 0.0 && account.back_pressure_loss_m_per_s >= 0.0
                        );
                    }
                }
                // Some kicks come after a short first burn.
                Err(error) => prop_assert!(matches!(error, Error::OutsideDomain { .. }), "{error}"),
            }
            Ok(())
        })
        .unwrap();
    println!("{} budgets, the worst with a residual of {:.1e} m/s", counted.get(), worst.get());
    assert!(counted.get() >= 1_000, "{}", counted.get());
}

#[test]
fn every_flight_ends_in_a_named_outcome() {
    let counts = Cell::new([0_u32; 7]);
    runner(10_000, SEED)
        .run(&(vehicles(), steerings(), any::<bool>()), |(vehicle, steering, has_air)| {
            let flight = Flight { has_air, ..flight(&vehicle, &steering, Flight::TOLERANCE) };
            let place = match flight.fly() {
                Ok(end) => {
                    prop_assert!(end.evaluations < 50_000, "{}", end.evaluations);
                    match end.outcome {
                        Outcome::Impact(impact) => {
                            prop_assert!(
                                impact.time_s > 0.0 && impact.range_angle_rad.is_finite(),
                                "{impact:?}"
                            );
                            prop_assert!(
                                impact.speed_m_per_s > 0.0 && impact.flight_path_angle_rad.abs() <= PI
                            );
                            0
                        }
                        Outcome::Orbit { perigee_altitude_m, .. } => {
                            prop_assert!(perigee_altitude_m > -1.0);
                            1
                        }
                        Outcome::Escape { excess_speed_m_per_s } => {
                            prop_assert!(excess_speed_m_per_s >= 0.0);
                            2
                        }
                        Outcome::AboveMaxApogee { .. } => 3,
                        Outcome::NoLiftOff { thrust_to_weight } => {
                            prop_assert!(thrust_to_weight < 1.01);
                            4
                        }
                        Outcome::StillUp { altitude_m } => {
                            prop_assert!(altitude_m > 0.0);
                            6
                        }
                        other => return Err(TestCaseError::fail(format!("{other:?}"))),
                    }
                }
                Err(Error::OutsideDomain { .. }) => 5,
                Err(error) => return Err(TestCaseError::fail(error.to_string())),
            };
            let mut seen = counts.get();
            seen[place] += 1;
            counts.set(seen);
            Ok(())
        })
        .unwrap();
    let [impacts, orbits, escapes, too_high, no_lift_off, refused, still_up] = counts.get();
    println!(
        "{impacts} impacts, {orbits} orbits, {escapes} escapes, {too_high} above the greatest apogee, {no_lift_off} without lift-off, {refused} refused, {still_up} still up"
    );
    assert!(
        impacts > 5_000 && orbits > 20 && escapes > 20 && no_lift_off > 5 && refused > 20,
        "{:?}",
        counts.get()
    );
}

#[test]
fn too_heavy_too_fast_and_too_high_are_named_outcomes() {
    let heavy = two_stage(60.0, 37.5);
    let mut stages = heavy.stages().to_vec();
    stages[0].vacuum_thrust_n *= 0.6;
    let parts = |stages| lofted::physics::vehicle::VehicleParts {
        stages,
        payload_mass_kg: heavy.payload_mass_kg(),
        reference_area_m2: 0.25,
        drag: lofted::physics::vehicle::DragCurve::Constant(1.0),
        reentry_ballistic_coefficient_kg_per_m2: 5_000.0,
    };
    let weak = Vehicle::new(parts(stages)).unwrap();
    let steering = gravity_turn(0.01);
    assert!(matches!(
        flight(&weak, &steering, 1e-6).fly().unwrap().outcome,
        Outcome::NoLiftOff { thrust_to_weight } if thrust_to_weight < 1.0
    ));
    let trajectory = flight(&weak, &steering, 1e-6).trajectory().unwrap();
    assert!(
        trajectory.phases.is_empty()
            && trajectory.delta_v_budget.is_none()
            && trajectory.table(5).unwrap().is_empty()
    );
    assert!(matches!(trajectory.state_at(0.0), Err(Error::OutsideSolution { .. })));

    let fly = |burnout| fall(burnout, f64::INFINITY, SPHERE, 1e-6).unwrap();
    let at = |speed_m_per_s, flight_path_angle_rad| Burnout {
        radius_m: SPHERE.radius_m() + 200e3,
        speed_m_per_s,
        flight_path_angle_rad,
    };
    assert!(matches!(fly(at(12e3, 0.5)), Outcome::Escape { .. }));
    assert!(matches!(fly(at(7_900.0, 0.0)), Outcome::Orbit { .. }));
    assert!(
        matches!(fly(at(10_990.0, FRAC_PI_2)), Outcome::AboveMaxApogee { apogee_altitude_m } if apogee_altitude_m > 1e8)
    );
    assert!(matches!(fall(at(f64::NAN, 0.0), 1e3, SPHERE, 1e-6), Err(Error::OutsideDomain { .. })));
    assert!(matches!(fall(at(1e3, 0.0), f64::NAN, SPHERE, 1e-6), Err(Error::OutsideDomain { .. })));
}

#[test]
fn the_trajectory_covers_the_whole_flight() {
    let vehicle = two_stage(60.0, 37.538_602_773);
    let steering = gravity_turn(1.529_828_607e-3);
    let exact = flight(&vehicle, &steering, 1e-10);
    let trajectory = exact.trajectory().unwrap();
    let kinds: Vec<_> = trajectory.marks.iter().map(|mark| mark.kind).collect();
    assert_eq!(
        kinds,
        [
            MarkKind::Ignition { stage: 0 },
            MarkKind::Kick,
            MarkKind::Burnout { stage: 0 },
            MarkKind::Ignition { stage: 1 },
            MarkKind::Burnout { stage: 1 },
            MarkKind::Apogee,
            MarkKind::AtmosphereEntry,
            MarkKind::Impact,
        ]
    );
    assert_eq!(trajectory.phases.last().unwrap().kind, PhaseKind::Reentry);
    // Phases join, and no time is left out.
    for pair in trajectory.phases.windows(2) {
        assert_eq!(pair[0].end_s, pair[1].begin_s);
        let (before, after) = (
            trajectory.state_at(pair[0].end_s).unwrap(),
            trajectory.state_at(pair[1].begin_s + 1e-9).unwrap(),
        );
        near(before.altitude_m, after.altitude_m, STATE_JOINS_M);
        near(
            before.range_angle_rad * SPHERE.radius_m(),
            after.range_angle_rad * SPHERE.radius_m(),
            STATE_JOINS_M,
        );
    }
    // No state is above the apogee, and the end is that of the quick flight.
    let apogee = trajectory.mark(MarkKind::Apogee).unwrap();
    let table = trajectory.table(500).unwrap();
    assert!(table.iter().all(|state| state.altitude_m <= apogee.altitude_m + STATE_JOINS_M));
    assert!(
        table
            .windows(2)
            .all(|pair| pair[1].mass_kg <= pair[0].mass_kg
                && pair[1].range_angle_rad >= pair[0].range_angle_rad)
    );
    near(table.last().unwrap().altitude_m, 0.0, STATE_JOINS_M);
    let end = exact.fly().unwrap();
    let (Outcome::Impact(kept), Outcome::Impact(quick)) = (trajectory.outcome, end.outcome) else { panic!() };
    near(kept.time_s, quick.time_s, SAME_FLIGHT_S);
    near(end.apogee_altitude_m.unwrap(), apogee.altitude_m, SAME_FLIGHT_M);
    assert!(matches!(trajectory.state_at(f64::NAN), Err(Error::OutsideSolution { .. })));
    assert!(matches!(trajectory.state_at(-1.0), Err(Error::OutsideSolution { .. })));
    assert!(matches!(trajectory.state_at(1e9), Err(Error::OutsideSolution { .. })));
}
