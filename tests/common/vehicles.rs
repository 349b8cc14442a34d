//! Vehicles that the tests fly.

use lofted::physics::earth::{STANDARD_GRAVITY_M_PER_S2, Sphere};
use lofted::physics::flight::Flight;
use lofted::physics::steering::Steering;
use lofted::physics::vehicle::{DragCurve, Stage, Vehicle, VehicleParts};

/// Returns the two-stage vehicle of an independent simulation: lift-off thrust 1.4 times the
/// weight, specific impulse 255 s on the ground, 285 and 295 s in vacuum, seven tenths of the
/// lift-off mass burned by the first stage, two seconds between the stages, lift-off m/(C_d A) of
/// 40 t/m², 5 t/m² on re-entry. Only the second stage's burn time and first acceleration are
/// open.
pub fn two_stage(second_burn_s: f64, second_acceleration_m_per_s2: f64) -> Vehicle {
    let lift_off_kg = 10_000.0;
    let first = Stage {
        propellant_mass_kg: 0.7 * lift_off_kg,
        structure_mass_kg: 0.0,
        vacuum_thrust_n: 1.4 * lift_off_kg / 255.0 * STANDARD_GRAVITY_M_PER_S2 * 285.0,
        vacuum_specific_impulse_s: 285.0,
        exit_area_m2: 0.0,
        ignition_delay_s: 0.0,
    }
    .with_sea_level_specific_impulse_s(255.0);
    let thrust = second_acceleration_m_per_s2 * 0.3 * lift_off_kg;
    let second = Stage {
        propellant_mass_kg: thrust / (STANDARD_GRAVITY_M_PER_S2 * 295.0) * second_burn_s,
        structure_mass_kg: 0.0,
        vacuum_thrust_n: thrust,
        vacuum_specific_impulse_s: 295.0,
        exit_area_m2: 0.0,
        ignition_delay_s: 2.0,
    };
    Vehicle::new(VehicleParts {
        payload_mass_kg: 0.3 * lift_off_kg - second.propellant_mass_kg,
        stages: vec![first, second],
        reference_area_m2: lift_off_kg / 40e3,
        drag: DragCurve::Constant(1.0),
        reentry_ballistic_coefficient_kg_per_m2: 5_000.0,
    })
    .unwrap()
}

/// Returns a gravity turn after a kick at ten seconds.
pub fn gravity_turn(kick_angle_rad: f64) -> Steering {
    Steering::GravityTurn { kick_time_s: 10.0, kick_angle_rad }
}

/// Returns a flight over the non-rotating sphere, in air.
pub fn flight<'a>(vehicle: &'a Vehicle, steering: &'a Steering, tolerance: f64) -> Flight<'a> {
    Flight { vehicle, steering, sphere: Sphere::MEAN, has_air: true, tolerance }
}
