//! Limiting cases of flights: programmes with corners at a boundary, falls over several
//! revolutions, conics of every kind, and the vehicles and steerings that are refused.

use std::f64::consts::{FRAC_PI_2, PI};

use crate::common::tolerance::{
    CLOSED_FORM_M, DRAG_COEFFICIENT, LEVEL_RAD, ROUNDED, SAME_FLIGHT_S, SAME_PROGRAMME_M,
    SEVERAL_REVOLUTIONS_RAD, TABLE_STEP_RAD,
};
use crate::common::vehicles::{flight, gravity_turn, two_stage};
use lofted::Error;
use lofted::physics::earth::{GRAVITATIONAL_PARAMETER_M3_PER_S2 as MU, Sphere};
use lofted::physics::flight::{Flight, FlightEnd, MarkKind, Outcome, PhaseKind, fall};
use lofted::physics::kepler::propagation::State;
use lofted::physics::kepler::unequal::Burnout;
use lofted::physics::steering::{PitchPoint, Steering};
use lofted::physics::vehicle::{DragCurve, DragPoint, Stage, Vehicle, VehicleParts};

const SPHERE: Sphere = Sphere::MEAN;

fn stage(propellant: f64, structure: f64, thrust: f64, impulse: f64, delay: f64) -> Stage {
    Stage {
        propellant_mass_kg: propellant,
        structure_mass_kg: structure,
        vacuum_thrust_n: thrust,
        vacuum_specific_impulse_s: impulse,
        exit_area_m2: 0.0,
        ignition_delay_s: delay,
    }
}

fn parts() -> VehicleParts {
    VehicleParts {
        stages: vec![stage(7_000.0, 700.0, 160e3, 270.0, 0.0), stage(1_800.0, 200.0, 40e3, 290.0, 2.0)],
        payload_mass_kg: 500.0,
        reference_area_m2: 0.5,
        drag: DragCurve::Constant(0.3),
        reentry_ballistic_coefficient_kg_per_m2: 5_000.0,
    }
}

fn vehicle() -> Vehicle {
    Vehicle::new(parts()).unwrap()
}

fn fly(vehicle: &Vehicle, steering: &Steering) -> Result<FlightEnd, Error> {
    flight(vehicle, steering, 1e-10).fly()
}

fn range_m(end: FlightEnd) -> f64 {
    match end.outcome {
        Outcome::Impact(impact) => impact.range_angle_rad * SPHERE.radius_m(),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn near(got: f64, expected: f64, tolerance: f64) {
    assert!((got - expected).abs() <= tolerance, "{got}, expected {expected} within {tolerance}");
}

/// The pitch programme through (time s, attitude rad).
fn pitch_programme(points: &[(f64, f64)]) -> Steering {
    let point = |&(time_s, attitude_rad)| PitchPoint { time_s, attitude_rad };
    Steering::PitchProgramme { points: points.iter().map(point).collect() }
}

/// The drag curve through (Mach number, coefficient).
fn drag_by_mach(points: &[(f64, f64)]) -> DragCurve {
    let point = |&(mach, coefficient)| DragPoint { mach, coefficient };
    DragCurve::ByMach(points.iter().map(point).collect())
}

/// A corner of a programme just after an ignition counts as a corner at the ignition.
#[test]
fn corners_at_boundaries_are_not_lost() {
    let vehicle = vehicle();
    let burned_s = vehicle.stages()[0].burn_time_s();
    let at = |offset_s: f64| {
        let points = [(10.0, FRAC_PI_2), (burned_s - 10.0, 1.0), (burned_s + 2.0 + offset_s, 0.5)];
        range_m(fly(&vehicle, &pitch_programme(&points)).unwrap())
    };
    for offset_s in [-1e-9, 1e-14, 5e-7, 2e-6] {
        near(at(offset_s), at(0.0), SAME_PROGRAMME_M);
    }
    // A kick just before the first burnout counts as one at the burnout.
    let kick = |before_s: f64| {
        let steering = Steering::GravityTurn { kick_time_s: burned_s - before_s, kick_angle_rad: 0.3 };
        let end = flight(&vehicle, &steering, 1e-10);
        assert!(end.trajectory().unwrap().mark(MarkKind::Kick).is_some());
        range_m(end.fly().unwrap())
    };
    near(kick(1e-7), kick(1e-5), SAME_PROGRAMME_M);
}

/// A flight whose thrust points into the ground from the start ends on the ground at once.
#[test]
fn no_flight_goes_below_the_ground() {
    let vehicle = vehicle();
    for tangent_at_start in [-1.0, 0.0, 0.3] {
        let steering =
            Steering::LinearTangent { start_time_s: 1e-3, tangent_at_start, tangent_rate_per_s: 0.0 };
        let flight = flight(&vehicle, &steering, 1e-8);
        let trajectory = flight.trajectory().unwrap();
        assert!(trajectory.table(200).unwrap().iter().all(|state| state.altitude_m > -1.0));
        assert!(
            matches!(trajectory.outcome, Outcome::Impact(impact) if impact.under_power && impact.time_s < 60.0)
        );
    }
}

/// A fall from a low circular orbit makes several revolutions before it lands, and its angle agrees
/// with that of `tests/data/generate/revolutions.py`.
#[test]
fn the_range_angle_counts_several_revolutions() {
    let radius = SPHERE.radius_m() + 119e3;
    let from = Burnout { radius_m: radius, speed_m_per_s: (MU / radius).sqrt(), flight_path_angle_rad: 0.0 };
    let Outcome::Impact(impact) = fall(from, 5_000.0, SPHERE, 1e-10).unwrap() else {
        panic!("it comes down")
    };
    near(impact.range_angle_rad, 34.0329, SEVERAL_REVOLUTIONS_RAD);

    // With a long gap and a long burn in orbit, the sampled angle has no jump by a revolution.
    let vehicle = Vehicle::new(VehicleParts {
        stages: vec![
            stage(14_000.0, 500.0, 300e3, 300.0, 0.0),
            stage(2_740.0, 200.0, 50e3, 330.0, 1.0),
            stage(20.0, 10.0, 2e3, 300.0, 4_000.0),
        ],
        payload_mass_kg: 300.0,
        reference_area_m2: 1.0,
        drag: DragCurve::Constant(0.3),
        reentry_ballistic_coefficient_kg_per_m2: 5_000.0,
    })
    .unwrap();
    let from_s = vehicle.stages()[0].burn_time_s() + 1.0;
    let steering = Steering::GravityTurnThenAttitude {
        kick_time_s: 10.0,
        kick_angle_rad: 0.15,
        from_s,
        attitude_rad: 0.0,
    };
    let flight = flight(&vehicle, &steering, 1e-9);
    let trajectory = flight.trajectory().unwrap();
    let table = trajectory.table(2_000).unwrap();
    assert!(
        table
            .windows(2)
            .all(|pair| (pair[1].range_angle_rad - pair[0].range_angle_rad).abs() < TABLE_STEP_RAD)
    );
    assert!(table.last().unwrap().range_angle_rad > PI);
    // The rows of the table are equally spaced in time, from lift-off to the end.
    near(table[1_000].time_s, trajectory.end_s() * 1_000.0 / 1_999.0, SAME_FLIGHT_S);
}

/// Without air, the flight between two stages is free flight.
#[test]
fn a_gap_without_air_is_free_flight() {
    let mut parts = parts();
    parts.stages[1].ignition_delay_s = 300.0;
    let vehicle = Vehicle::new(parts).unwrap();
    let steering = gravity_turn(0.03);
    let flight =
        Flight { vehicle: &vehicle, steering: &steering, sphere: SPHERE, has_air: false, tolerance: 1e-13 };
    let trajectory = flight.trajectory().unwrap();
    let [burnout, ignition] = [MarkKind::Burnout { stage: 0 }, MarkKind::Ignition { stage: 1 }]
        .map(|kind| trajectory.mark(kind).unwrap());
    let radius = SPHERE.radius_m() + burnout.altitude_m;
    let (sin, cos) = burnout.range_angle_rad.sin_cos();
    let (climb, level) = burnout.flight_path_angle_rad.sin_cos();
    let (up, ahead) = (burnout.speed_m_per_s * climb, burnout.speed_m_per_s * level);
    let state = State {
        position_m: [radius * sin, radius * cos, 0.0],
        velocity_m_per_s: [up * sin + ahead * cos, up * cos - ahead * sin, 0.0],
    };
    let [x, y, _] = state.after(300.0, MU).unwrap().position_m;
    near(x.hypot(y) - SPHERE.radius_m(), ignition.altitude_m, CLOSED_FORM_M);
    near(x.atan2(y) * SPHERE.radius_m(), ignition.range_angle_rad * SPHERE.radius_m(), CLOSED_FORM_M);
    // The structure was dropped at burnout, so the mass at the next ignition is smaller by it.
    near(burnout.mass_kg, 500.0 + 2_000.0 + 700.0, ROUNDED);
    near(ignition.mass_kg, 2_500.0, ROUNDED);
    near(
        trajectory.state_at(0.5 * vehicle.stages()[0].burn_time_s()).unwrap().mass_kg,
        10_200.0 - 3_500.0,
        ROUNDED,
    );
    // If the gap is long enough the vehicle comes down in it, without power.
    let mut parts = self::parts();
    parts.stages[1].ignition_delay_s = 3_000.0;
    let long = Vehicle::new(parts).unwrap();
    let Outcome::Impact(impact) = fly(&long, &steering).unwrap().outcome else { panic!("it comes down") };
    assert!(!impact.under_power);
}

#[test]
fn ideal_delta_v_and_burn_time_are_those_of_the_textbooks() {
    let vehicle = vehicle();
    let g0 = 9.806_65;
    let expected = g0 * (270.0 * (10_200.0_f64 / 3_200.0).ln() + 290.0 * (2_500.0_f64 / 700.0).ln());
    near(vehicle.ideal_delta_v_m_per_s(), expected, ROUNDED);
    let burn_s = |propellant: f64, thrust: f64, impulse: f64| propellant * g0 * impulse / thrust;
    near(vehicle.burn_time_s(), burn_s(7_000.0, 160e3, 270.0) + 2.0 + burn_s(1_800.0, 40e3, 290.0), ROUNDED);
}

#[test]
fn conics_of_every_kind_are_named_outcomes() {
    let at = |altitude_m: f64, speed_m_per_s: f64, flight_path_angle_rad: f64| Burnout {
        radius_m: SPHERE.radius_m() + altitude_m,
        speed_m_per_s,
        flight_path_angle_rad,
    };
    let outcome = |from: Burnout<f64>| fall(from, 5_000.0, SPHERE, 1e-9).unwrap();
    // An orbit of 300 by 2,000 km, begun at its perigee.
    let (perigee, apogee) = (SPHERE.radius_m() + 300e3, SPHERE.radius_m() + 2_000e3);
    let speed = (2.0 * MU * apogee / (perigee * (perigee + apogee))).sqrt();
    let Outcome::Orbit { perigee_altitude_m, apogee_altitude_m } = outcome(at(300e3, speed, 0.0)) else {
        panic!()
    };
    near(perigee_altitude_m, 300e3, CLOSED_FORM_M);
    near(apogee_altitude_m, 2_000e3, CLOSED_FORM_M);
    // With its perigee in the air it comes down; with its perigee at the edge it does not.
    let from = |perigee_altitude_m: f64| {
        let perigee = SPHERE.radius_m() + perigee_altitude_m;
        at(2_000e3, (2.0 * MU * perigee / (apogee * (perigee + apogee))).sqrt(), 0.0)
    };
    assert!(matches!(outcome(from(60e3)), Outcome::Impact(_)));
    let Outcome::Orbit { perigee_altitude_m, apogee_altitude_m } = outcome(from(120e3)) else { panic!() };
    near(perigee_altitude_m, 120e3, CLOSED_FORM_M);
    near(apogee_altitude_m, 2_000e3, CLOSED_FORM_M);
    // A hyperbola escapes upward or past the Earth, and impacts if it is directed at it.
    let escape = (2.0 * MU / (SPHERE.radius_m() + 1e6)).sqrt();
    for angle in [0.5, -0.2] {
        let Outcome::Escape { excess_speed_m_per_s } = outcome(at(1e6, 12e3, angle)) else {
            panic!("{angle}")
        };
        near(excess_speed_m_per_s, (12e3_f64.powi(2) - escape * escape).sqrt(), CLOSED_FORM_M);
    }
    assert!(matches!(outcome(at(1e6, 12e3, -1.2)), Outcome::Impact(_)));
    // A high apogee that was passed before the start is no excess of the greatest apogee.
    assert!(matches!(outcome(at(1e7, 6.9e3, -1.5)), Outcome::Impact(_)));
    assert!(matches!(outcome(at(1e7, 6.97e3, 1.5)), Outcome::AboveMaxApogee { .. }));
    // A flight nearly to the greatest accepted apogee and back takes more than a day, and a body
    // that then sinks for an hour is followed to the ground.
    let (low, high) = (SPHERE.radius_m() + 1e6, SPHERE.radius_m() + 9.5e7);
    let up = at(1e6, (2.0 * MU * (1.0 / low - 1.0 / high)).sqrt(), 1.5);
    let Outcome::Impact(impact) = fall(up, 1.0, SPHERE, 1e-9).unwrap() else { panic!() };
    assert!((1.2..1.6).contains(&(impact.time_s / 86_400.0)), "{impact:?}");
    // A flight backward has a negative range angle.
    let ahead = outcome(at(200e3, 5_000.0, 0.6));
    let back = outcome(at(200e3, 5_000.0, PI - 0.6));
    let (Outcome::Impact(ahead), Outcome::Impact(back)) = (ahead, back) else { panic!() };
    near(back.range_angle_rad * SPHERE.radius_m(), -ahead.range_angle_rad * SPHERE.radius_m(), CLOSED_FORM_M);
    assert!(matches!(fall(at(-1.0, 5e3, 0.5), 5e3, SPHERE, 1e-9), Err(Error::OutsideDomain { .. })));
    // Speeds are accepted up to 1,000,000 m/s.
    assert!(matches!(outcome(at(1e6, 1e6, 0.5)), Outcome::Escape { .. }));
    let faster = at(1e6, 1e6_f64.next_up(), 0.5);
    assert!(matches!(fall(faster, 5e3, SPHERE, 1e-9), Err(Error::OutsideDomain { .. })));
}

/// Without air the thrust is that in vacuum from lift-off on.
#[test]
fn without_air_a_vehicle_lifts_off_that_cannot_in_air() {
    let mut parts = parts();
    parts.stages[0] = parts.stages[0].with_sea_level_specific_impulse_s(150.0);
    let vehicle = Vehicle::new(parts).unwrap();
    let steering = gravity_turn(0.05);
    let in_air = flight(&vehicle, &steering, 1e-8);
    assert!(
        matches!(in_air.fly().unwrap().outcome, Outcome::NoLiftOff { thrust_to_weight } if thrust_to_weight < 1.0)
    );
    assert!(!matches!(Flight { has_air: false, ..in_air }.fly().unwrap().outcome, Outcome::NoLiftOff { .. }));
}

/// A short flight coasts up through the air after burnout, has its apogee in it, and comes down.
#[test]
fn a_short_flight_stays_in_the_air() {
    let mut parts = parts();
    parts.stages = vec![stage(1_000.0, 100.0, 80e3, 230.0, 0.0)];
    let vehicle = Vehicle::new(parts).unwrap();
    let steering = gravity_turn(0.2);
    let flight = flight(&vehicle, &steering, 1e-9);
    let trajectory = flight.trajectory().unwrap();
    let apogee = trajectory.mark(MarkKind::Apogee).unwrap();
    assert!(apogee.altitude_m < 120e3 && apogee.time_s > vehicle.burn_time_s());
    assert_eq!(trajectory.phases.last().unwrap().kind, PhaseKind::Coast);
    assert_eq!(flight.fly().unwrap().apogee_altitude_m, None);
    assert_eq!(trajectory.marks.iter().filter(|mark| mark.kind == MarkKind::Apogee).count(), 1);
}

#[test]
fn impossible_vehicles_are_refused() {
    let refused = |change: fn(&mut VehicleParts)| {
        let mut parts = parts();
        change(&mut parts);
        let error = Vehicle::new(parts).unwrap_err();
        assert!(matches!(error, Error::OutsideDomain { .. }), "{error}");
    };
    refused(|p| p.stages.clear());
    refused(|p| p.stages = vec![p.stages[0]; 5]);
    refused(|p| p.stages[0].propellant_mass_kg = 0.0);
    refused(|p| p.stages[1].structure_mass_kg = -1.0);
    refused(|p| p.stages[1].vacuum_thrust_n = f64::NAN);
    refused(|p| p.stages[1].vacuum_specific_impulse_s = 0.0);
    refused(|p| p.stages[1].exit_area_m2 = -0.1);
    refused(|p| p.stages[1].ignition_delay_s = f64::INFINITY);
    refused(|p| p.stages[0].ignition_delay_s = 1.0);
    refused(|p| p.payload_mass_kg = 0.0);
    refused(|p| p.reference_area_m2 = -1.0);
    refused(|p| p.reentry_ballistic_coefficient_kg_per_m2 = f64::NAN);
    refused(|p| p.drag = DragCurve::Constant(-0.1));
    refused(|p| p.drag = DragCurve::ByMach(vec![]));
    refused(|p| p.drag = drag_by_mach(&[(1.0, 0.3), (0.5, 0.3)]));
    refused(|p| p.drag = drag_by_mach(&[(0.0, f64::NAN)]));
}

#[test]
fn impossible_steerings_are_refused() {
    let vehicle = two_stage(60.0, 37.5);
    let refused = |steering: Steering| {
        let error = fly(&vehicle, &steering).unwrap_err();
        assert!(matches!(error, Error::OutsideDomain { .. }), "{steering:?}: {error}");
    };
    for kick_time_s in [0.0, 1e-7, 127.6, f64::NAN] {
        refused(Steering::GravityTurn { kick_time_s, kick_angle_rad: 0.1 });
    }
    for kick_angle_rad in [-0.1, 1.6, f64::NAN] {
        refused(Steering::GravityTurn { kick_time_s: 10.0, kick_angle_rad });
    }
    let then = |from_s: f64, attitude_rad: f64| Steering::GravityTurnThenAttitude {
        kick_time_s: 10.0,
        kick_angle_rad: 0.1,
        from_s,
        attitude_rad,
    };
    refused(then(9.0, 0.5));
    refused(then(f64::NAN, 0.5));
    refused(then(100.0, 4.0));
    refused(Steering::LinearTangent { start_time_s: 0.0, tangent_at_start: 1.0, tangent_rate_per_s: 0.0 });
    refused(Steering::LinearTangent {
        start_time_s: 5.0,
        tangent_at_start: f64::NAN,
        tangent_rate_per_s: 0.0,
    });
    refused(Steering::LinearTangent {
        start_time_s: 5.0,
        tangent_at_start: 1.0,
        tangent_rate_per_s: f64::INFINITY,
    });
    refused(pitch_programme(&[(10.0, 1.0), (5.0, 1.0)]));
    refused(pitch_programme(&[(0.0, 1.0)]));
    refused(pitch_programme(&[(10.0, 4.0)]));
}

/// The drag coefficient is linear between its points and constant beyond them.
#[test]
fn the_drag_curve_is_linear_between_its_points() {
    let curve = drag_by_mach(&[(1.0, 0.2), (2.0, 0.4)]);
    let sound = 340.294;
    for (mach, expected) in [(0.5, 0.2), (1.0, 0.2), (1.5, 0.3), (2.0, 0.4), (9.0, 0.4)] {
        near(curve.coefficient(mach * sound, 0.0), expected, DRAG_COEFFICIENT);
    }
}

/// The apogee of a flight that is thrust downward before its last burnout is where its path is
/// horizontal, also far from the launch site.
#[test]
fn an_apogee_under_power_is_where_the_path_is_horizontal() {
    let vehicle = vehicle();
    let steering = pitch_programme(&[(10.0, 1.2), (60.0, 0.6), (140.0, -1.3)]);
    let flight = flight(&vehicle, &steering, 1e-10);
    let trajectory = flight.trajectory().unwrap();
    let apogee = trajectory.mark(MarkKind::Apogee).unwrap();
    assert!(apogee.time_s < vehicle.burn_time_s() && apogee.range_angle_rad > 0.005, "{apogee:?}");
    assert!(apogee.flight_path_angle_rad.abs() < LEVEL_RAD, "{apogee:?}");
    for by_s in [-1.0, 1.0] {
        assert!(trajectory.state_at(apogee.time_s + by_s).unwrap().altitude_m < apogee.altitude_m);
    }
}
