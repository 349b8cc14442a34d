//! Unreported properties of vehicles, drawn at random.

use lofted::Unreported;
use lofted::{Impulse, LastStage, LoftSteering, LowerStage, ReentryBody};

use super::random::Random;

/// Draws a number from a distribution that is uniform in the logarithm.
fn log_between(random: &mut Random, low: f64, high: f64) -> f64 {
    random.between(low.ln(), high.ln()).exp()
}

/// Returns the two-stage vehicle of an independent simulation, except for the thrust of its second
/// stage: see `vehicles::two_stage`.
pub fn two_stage(second_burn_s: f64) -> Unreported {
    Unreported {
        lower_stages: vec![LowerStage {
            burn_time_s: 127.5,
            propellant_share: 0.7,
            structure_per_propellant: 0.0,
            impulse: Impulse { vacuum_s: 285.0, sea_level_s: 255.0 },
            ignition_delay_s: 0.0,
        }],
        last_stage: LastStage {
            burn_time_s: second_burn_s,
            impulse: Impulse { vacuum_s: 295.0, sea_level_s: 295.0 },
            ignition_delay_s: 2.0,
        },
        lift_off_ballistic_coefficient_kg_per_m2: 40e3,
        reentry_body: ReentryBody::Payload { ballistic_coefficient_kg_per_m2: 5e3 },
        kick_time_s: 10.0,
        loft_steering: LoftSteering::GravityTurn,
    }
}

/// Draws two stages as an independent study drew them for 4 July 2017: 150 to 300 s of burning,
/// lift-off thrust of 1.2 to 1.6 times the weight, 0.60 to 0.75 of the lift-off mass in the first
/// stage, specific impulses within 15 s of 255 (ground), 285 and 295 s, m/(C_d A) of 20 to 80 t/m²
/// at lift-off and 2 to 12.6 on re-entry. Draws that leave the second stage less than 20 s are
/// drawn again.
pub fn study(random: &mut Random) -> Unreported {
    loop {
        let burn_time_s = random.between(150.0, 300.0);
        let thrust_to_weight = random.between(1.2, 1.6);
        let propellant_share = random.between(0.60, 0.75);
        let off_s = random.between(-15.0, 15.0);
        let first_s = propellant_share * (255.0 + off_s) / thrust_to_weight;
        let second_s = burn_time_s - 2.0 - first_s;
        let lift_off = log_between(random, 20e3, 80e3);
        let reentry = log_between(random, 2e3, 12.6e3);
        if second_s < 20.0 {
            continue;
        }
        let mut drawn = two_stage(second_s);
        drawn.lower_stages[0].burn_time_s = first_s;
        drawn.lower_stages[0].propellant_share = propellant_share;
        drawn.lower_stages[0].impulse = Impulse { vacuum_s: 285.0 + off_s, sea_level_s: 255.0 + off_s };
        drawn.last_stage.impulse = Impulse { vacuum_s: 295.0 + off_s, sea_level_s: 295.0 + off_s };
        drawn.lift_off_ballistic_coefficient_kg_per_m2 = lift_off;
        drawn.reentry_body = ReentryBody::Payload { ballistic_coefficient_kg_per_m2: reentry };
        return drawn;
    }
}

/// Draws one to three stages, liquid and solid, of every size: burns of 20 to 150 s a stage,
/// lift-off thrust of 1.2 to 3 times the weight.
pub fn any(random: &mut Random) -> Unreported {
    let stages = random.one_of(&[1, 2, 2, 3]);
    let impulse = |random: &mut Random, first: bool| {
        let vacuum_s = random.between(230.0, 310.0);
        Impulse { vacuum_s, sea_level_s: vacuum_s * if first { random.between(0.85, 0.95) } else { 1.0 } }
    };
    let mut lower_stages = Vec::new();
    for place in 1..stages {
        let first = place == 1;
        let impulse = impulse(random, first);
        let propellant_share = random.between(0.5, 0.75);
        // The thrust at ignition over the weight then.
        let thrust_to_weight = log_between(random, 1.25, 3.0);
        lower_stages.push(LowerStage {
            burn_time_s: propellant_share * impulse.sea_level_s / thrust_to_weight,
            propellant_share,
            structure_per_propellant: random.between(0.03, 0.12),
            impulse,
            ignition_delay_s: if first { 0.0 } else { random.between(0.0, 5.0) },
        });
    }
    let single = stages == 1;
    Unreported {
        lower_stages,
        last_stage: LastStage {
            burn_time_s: random.between(30.0, if single { 110.0 } else { 150.0 }),
            impulse: impulse(random, single),
            ignition_delay_s: if single { 0.0 } else { random.between(0.0, 5.0) },
        },
        lift_off_ballistic_coefficient_kg_per_m2: log_between(random, 10e3, 80e3),
        reentry_body: ReentryBody::Payload {
            ballistic_coefficient_kg_per_m2: log_between(random, 1e3, 15e3),
        },
        kick_time_s: random.between(3.0, 10.0),
        loft_steering: LoftSteering::GravityTurn,
    }
}
