//! Random vehicles and steerings for properties.

use lofted::physics::earth::STANDARD_GRAVITY_M_PER_S2;
use lofted::physics::steering::{PitchPoint, Steering};
use lofted::physics::vehicle::{DragCurve, DragPoint, Stage, Vehicle, VehicleParts};
use proptest::prelude::*;

/// Draws vehicles of one to four stages, liquid and solid, from short range to orbit, with and
/// without back pressure, gaps, and a drag coefficient that peaks at the speed of sound.
pub fn vehicles() -> impl Strategy<Value = Vehicle> {
    let stage = (0.3..0.93_f64, 0.95..4.0_f64, 220.0..320.0_f64, 0.0..0.15_f64, 0.0..0.12_f64, 0.0..5.0_f64);
    let air = (8e3..80e3_f64, 500.0..15e3_f64, any::<bool>());
    (prop::collection::vec(stage, 1..=4), 300.0..3_000.0_f64, air).prop_map(
        |(shares, payload_mass_kg, air)| {
            let (lift_off_coefficient, reentry_ballistic_coefficient_kg_per_m2, by_mach) = air;
            let mut above_kg = payload_mass_kg;
            let mut stages = Vec::new();
            for (place, (propellant, thrust_to_weight, impulse_s, lost, structure, delay_s)) in
                shares.into_iter().enumerate().rev()
            {
                // The propellant is given as a fraction of the mass at ignition, the structure as
                // one of the propellant.
                let ignition_kg = above_kg / (1.0 - propellant * (1.0 + structure)).max(0.05);
                let first = place == 0;
                stages.push(
                    Stage {
                        propellant_mass_kg: propellant * ignition_kg,
                        structure_mass_kg: ignition_kg * (1.0 - propellant)
                            - above_kg.min(ignition_kg * (1.0 - propellant)),
                        vacuum_thrust_n: thrust_to_weight
                            * ignition_kg
                            * STANDARD_GRAVITY_M_PER_S2
                            * if first { 1.1 } else { 0.8 },
                        vacuum_specific_impulse_s: impulse_s,
                        exit_area_m2: 0.0,
                        ignition_delay_s: if first { 0.0 } else { delay_s },
                    }
                    .with_sea_level_specific_impulse_s(
                        impulse_s * (1.0 - if first { 0.5 * lost } else { lost }),
                    ),
                );
                let stage = stages.last().unwrap();
                above_kg += stage.propellant_mass_kg + stage.structure_mass_kg;
            }
            stages.reverse();
            let drag = if by_mach {
                DragCurve::ByMach(
                    [(0.0, 0.25), (0.8, 0.25), (1.1, 0.5), (2.0, 0.35), (5.0, 0.2)]
                        .map(|(mach, coefficient)| DragPoint { mach, coefficient })
                        .to_vec(),
                )
            } else {
                DragCurve::Constant(0.3)
            };
            Vehicle::new(VehicleParts {
                payload_mass_kg,
                stages,
                reference_area_m2: above_kg / lift_off_coefficient / 0.3,
                drag,
                reentry_ballistic_coefficient_kg_per_m2,
            })
            .unwrap()
        },
    )
}

/// Draws steering of every kind, sensible and not.
pub fn steerings() -> impl Strategy<Value = Steering> {
    let kick = || (2.0..40.0_f64, (-4.0..-0.3_f64).prop_map(|power| 10.0_f64.powf(power)));
    prop_oneof![
        kick()
            .prop_map(|(kick_time_s, kick_angle_rad)| Steering::GravityTurn { kick_time_s, kick_angle_rad }),
        (kick(), 0.0..200.0_f64, -0.3..1.5_f64).prop_map(
            |((kick_time_s, kick_angle_rad), after_s, attitude_rad)| {
                Steering::GravityTurnThenAttitude {
                    kick_time_s,
                    kick_angle_rad,
                    from_s: kick_time_s + after_s,
                    attitude_rad,
                }
            }
        ),
        (5.0..20.0_f64, 0.2..20.0_f64, -0.01..0.05_f64).prop_map(
            |(start_time_s, tangent_at_start, tangent_rate_per_s)| Steering::LinearTangent {
                start_time_s,
                tangent_at_start,
                tangent_rate_per_s
            }
        ),
        prop::collection::vec((1.0..60.0_f64, -0.2..1.57_f64), 0..5).prop_map(|steps| {
            let mut time = 0.0;
            let points = steps
                .into_iter()
                .map(|(after, angle)| {
                    time += after;
                    PitchPoint { time_s: time, attitude_rad: angle }
                })
                .collect();
            Steering::PitchProgramme { points }
        }),
    ]
}
