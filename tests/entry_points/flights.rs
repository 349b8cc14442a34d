//! Feeds the flights: any vehicle and steering give a named outcome, or an error that names the
//! setting.

use std::f64::consts::PI;

use lofted::physics::earth::Sphere;
use lofted::physics::flight::{Flight, fall};
use lofted::physics::kepler::unequal::Burnout;
use lofted::physics::steering::{PitchPoint, Steering};
use lofted::physics::vehicle::{DragCurve, DragPoint, Stage, Vehicle, VehicleParts};

use super::slowest;
use super::source::{Source, all_finite, one_clear_line};

/// Reads a vehicle of any number of stages.
fn vehicle(source: &mut Source) -> lofted::Result<Vehicle> {
    let count = if source.byte() < 250 { 1 + source.below(3) } else { source.below(7) };
    // In most inputs each stage weighs a fraction of the stage below it and lifts the stages above
    // it.
    let mut mass_kg = source.number(1e2, 1e6);
    let stages = (0..count)
        .map(|place| {
            let propellant_mass_kg = mass_kg * source.number(0.1, 0.95);
            let structure_mass_kg = propellant_mass_kg * source.number(1e-3, 0.2);
            let vacuum_thrust_n = 9.81 * mass_kg * source.number(0.5, 50.0);
            mass_kg = (mass_kg - propellant_mass_kg - structure_mass_kg).abs();
            Stage {
                propellant_mass_kg,
                structure_mass_kg,
                vacuum_thrust_n,
                vacuum_specific_impulse_s: source.number(150.0, 450.0),
                exit_area_m2: if source.is() { 0.0 } else { vacuum_thrust_n * 1e-6 },
                ignition_delay_s: if place == 0 { 0.0 } else { source.number(0.1, 100.0) },
            }
        })
        .collect();
    let drag = if source.is() {
        DragCurve::Constant(source.number(1e-2, 2.0))
    } else {
        let count = source.below(5);
        let point = |i| DragPoint { mach: i as f64, coefficient: source.number(1e-2, 2.0) };
        DragCurve::ByMach((0..count).map(point).collect())
    };
    Vehicle::new(VehicleParts {
        stages,
        payload_mass_kg: mass_kg.max(source.number(1.0, 10.0)),
        reference_area_m2: if source.is() { 0.0 } else { source.number(1e-3, 1e2) },
        drag,
        reentry_ballistic_coefficient_kg_per_m2: source.number(1e2, 1e5),
    })
}

/// Reads a steering of any kind.
fn steering(source: &mut Source) -> Steering {
    let kick_time_s = source.number(1e-3, 60.0);
    let kick_angle_rad = source.number(1e-4, 1.0);
    match source.below(4) {
        0 => Steering::GravityTurn { kick_time_s, kick_angle_rad },
        1 => Steering::GravityTurnThenAttitude {
            kick_time_s,
            kick_angle_rad,
            from_s: kick_time_s + source.number(1e-3, 200.0),
            attitude_rad: source.number(1e-3, PI),
        },
        2 => Steering::LinearTangent {
            start_time_s: kick_time_s,
            tangent_at_start: source.number(1e-2, 1e3),
            tangent_rate_per_s: source.number(1e-5, 1.0),
        },
        _ => {
            let mut time = 0.0;
            let mut point = |_| {
                time += source.number(1e-2, 60.0);
                PitchPoint { time_s: time, attitude_rad: source.number(1e-3, PI) }
            };
            Steering::PitchProgramme { points: (0..4).map(&mut point).collect() }
        }
    }
}

/// Flies the vehicle in one input, or a fall from its state.
pub fn feed(bytes: &[u8]) {
    let mut source = Source::of(bytes);
    if source.byte() < 32 {
        return falls(&mut source);
    }
    let (vehicle, steering) = (vehicle(&mut source), steering(&mut source));
    let vehicle = match vehicle {
        Ok(vehicle) => vehicle,
        Err(error) => return one_clear_line(&error.to_string(), &"a vehicle"),
    };
    let tolerance = if source.byte() < 240 { source.within(1e-9, 1e-3) } else { source.number(1e-15, 10.0) };
    let flight = Flight {
        vehicle: &vehicle,
        steering: &steering,
        sphere: Sphere::MEAN,
        has_air: source.is(),
        tolerance,
    };
    let end = slowest::of("Flight::fly", || flight.fly());
    match &end {
        Ok(end) => all_finite("a flight", &end, &flight),
        Err(error) => one_clear_line(&error.to_string(), &flight),
    }
    if source.byte() < 128 {
        match slowest::of("Flight::trajectory", || flight.trajectory()) {
            Ok(trajectory) => {
                all_finite(
                    "a trajectory",
                    &(trajectory.outcome, trajectory.end_s(), &trajectory.marks),
                    &flight,
                );
                all_finite("a table", &trajectory.table(5), &flight);
            }
            Err(error) => one_clear_line(&error.to_string(), &flight),
        }
    }
}

/// Integrates a fall through the air from any state.
fn falls(source: &mut Source) {
    let from = Burnout {
        radius_m: Sphere::MEAN.radius_m() + source.number(1.0, 1e7),
        speed_m_per_s: source.number(1.0, 12e3),
        flight_path_angle_rad: source.number(1e-3, 1.5),
    };
    let coefficient = source.number(1.0, 1e6);
    let tolerance = source.number(1e-12, 1e-2);
    match slowest::of("flight::fall", || fall(from, coefficient, Sphere::MEAN, tolerance)) {
        Ok(end) => all_finite("a fall", &end, &(from, coefficient, tolerance)),
        Err(error) => one_clear_line(&error.to_string(), &from),
    }
}
