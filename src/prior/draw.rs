//! A random draw of one vehicle from the prior, except for the burn time and the thrust of its last
//! stage.

use crate::prior::bounds::{Bounds, KNOWN};
use crate::prior::distribution::Prior;
use crate::prior::draft::{BurnTimePrior, Draft, is_lofted, kick_time_within};
use crate::prior::loft_steering::LoftSteering;
use crate::prior::missiles_of_record::{KindWeights, kind_weights};
use crate::prior::propulsion::Propulsion;
use crate::prior::reentry::ReentryBody;
use crate::prior::unreported::{Impulse, LastStage, LowerStage, Unreported};

/// The number of coordinates of the unit cube that one vehicle takes.
pub(crate) const COORDINATES: u32 = 20;

/// A stage below the last, and the fraction of the prior that was left to choose its thrust from.
struct DrawnStage {
    stage: LowerStage,
    weight: f64,
}

impl Prior {
    /// Draws the vehicle at a point of the unit cube, which is read by coordinate; none where the
    /// bounds leave nothing. Its number of stages and its propellant are those of missiles of about
    /// a given range, m, unless they are known.
    pub(crate) fn draw(&self, range_m: f64, at: impl Fn(u32) -> f64) -> Option<Draft> {
        let kinds = self.kind_weights(range_m);
        let (liquid, solid) = (kinds.liquid.iter().sum::<f64>(), kinds.solid.iter().sum::<f64>());
        let is_liquid = at(0) * (liquid + solid) < liquid;
        let propulsion = if is_liquid { &self.liquid_propulsion } else { &self.solid_propulsion };
        let stages = stages(if is_liquid { kinds.liquid } else { kinds.solid }, at(1));
        let ground_s = propulsion.ground_specific_impulse_s.at(at(2));
        let first_impulse = Impulse {
            vacuum_s: ground_s * propulsion.vacuum_per_ground_impulse.at(at(3)),
            sea_level_s: ground_s,
        };
        let upper_impulse = |u: f64| {
            let vacuum_s = propulsion.upper_specific_impulse_s.at(u);
            Impulse { vacuum_s, sea_level_s: vacuum_s }
        };
        let mut weight = 1.0;
        let mut lower_stages = Vec::with_capacity(stages - 1);
        if stages > 1 {
            let first = self.first_stage(propulsion, first_impulse, &at)?;
            let first_burn_time_s = first.stage.burn_time_s;
            weight *= first.weight;
            lower_stages.push(first.stage);
            if stages > 2 {
                let middle = self.middle_stage(propulsion, first_burn_time_s, upper_impulse(at(4)), &at)?;
                weight *= middle.weight;
                lower_stages.push(middle.stage);
            }
        }
        let last_impulse = if stages == 1 { first_impulse } else { upper_impulse(at(12)) };
        self.with_last_stage(propulsion, lower_stages, last_impulse, weight, at)
    }

    /// Draws the first of several stages: its propellant and its thrust, from which the burn time
    /// follows; none where the bounds leave nothing.
    fn first_stage(
        &self,
        propulsion: &Propulsion,
        impulse: Impulse,
        at: impl Fn(u32) -> f64,
    ) -> Option<DrawnStage> {
        let propellant_share = self.first_propellant_share.at(at(5));
        let impulse_s = propellant_share * impulse.sea_level_s;
        let times = self.first_stage_burn_time_s.widened_if_known();
        let limits = Bounds { low: impulse_s / times.high, high: impulse_s / times.low }
            .and(Bounds { low: 0.0, high: self.greatest_thrust_to_weight(propellant_share, impulse) });
        let (thrust_to_weight, weight) = propulsion.lift_off_thrust_to_weight.log_at_within(limits, at(6))?;
        let stage = LowerStage {
            burn_time_s: impulse_s / thrust_to_weight,
            propellant_share,
            structure_per_propellant: propulsion.structure_per_propellant.at(at(9)),
            impulse,
            ignition_delay_s: 0.0,
        };
        Some(DrawnStage { stage, weight })
    }

    /// Draws the second of three stages: its propellant and its burn time, from which the thrust
    /// follows; none where the bounds leave nothing.
    fn middle_stage(
        &self,
        propulsion: &Propulsion,
        first_burn_time_s: f64,
        impulse: Impulse,
        at: impl Fn(u32) -> f64,
    ) -> Option<DrawnStage> {
        let propellant_share = self.middle_propellant_share.at(at(7));
        let impulse_s = propellant_share * impulse.vacuum_s;
        let thrusts = propulsion
            .upper_thrust_to_weight
            .and(Bounds { low: 0.0, high: self.greatest_thrust_to_weight(propellant_share, impulse) });
        let times = self
            .later_stage_burn_time_s
            .and(Bounds { low: impulse_s / thrusts.high, high: impulse_s / thrusts.low });
        let limits = Bounds { low: times.low / first_burn_time_s, high: times.high / first_burn_time_s };
        let (ratio, weight) = self.later_burn_ratio.log_at_within(limits, at(8))?;
        let stage = LowerStage {
            burn_time_s: ratio * first_burn_time_s,
            propellant_share,
            structure_per_propellant: propulsion.structure_per_propellant.at(at(10)),
            impulse,
            ignition_delay_s: propulsion.gap_s.at(at(11)),
        };
        Some(DrawnStage { stage, weight })
    }

    /// Returns the thrust over weight at ignition with which a stage reaches the greatest
    /// acceleration at its burnout.
    fn greatest_thrust_to_weight(&self, propellant_share: f64, impulse: Impulse) -> f64 {
        self.greatest_acceleration_g * (1.0 - propellant_share) * impulse.sea_level_s / impulse.vacuum_s
    }

    /// Adds the last stage and the drag to the stages below it; none where the bounds leave it no
    /// burn time.
    fn with_last_stage(
        &self,
        propulsion: &Propulsion,
        lower_stages: Vec<LowerStage>,
        last_impulse: Impulse,
        weight: f64,
        at: impl Fn(u32) -> f64,
    ) -> Option<Draft> {
        let only = lower_stages.is_empty();
        let ignition_delay_s = if only { 0.0 } else { propulsion.gap_s.at(at(13)) };
        let before_s: f64 = lower_stages.iter().map(|stage| stage.ignition_delay_s + stage.burn_time_s).sum();
        let own_burn_time_s = if only { self.first_stage_burn_time_s } else { self.later_stage_burn_time_s };
        let burn_time_prior = match lower_stages.first() {
            None => BurnTimePrior::OfThrust(propulsion.only_thrust_to_weight),
            Some(first) => {
                BurnTimePrior::OfRatio { marginal: self.later_burn_ratio, first_s: first.burn_time_s }
            }
        };
        // What stands for a known burn time of one stage: see `first_stage`.
        let known = if only && own_burn_time_s.is_known() { 2.0 * KNOWN * own_burn_time_s.low } else { 1.0 };
        let left_s = before_s + ignition_delay_s;
        let last_burn_time_s = own_burn_time_s
            .and(Bounds { low: self.burn_time_s.low - left_s, high: self.burn_time_s.high - left_s });
        if !(last_burn_time_s.low <= last_burn_time_s.high) {
            return None;
        }
        let kick_time_s = self.kick_time_s.at(at(16));
        let first_burn_s = lower_stages.first().map(|first| first.burn_time_s);
        let mass_per_area = match lower_stages.len() {
            0 => self.mass_per_area_of_one_stage_kg_per_m2,
            1 => self.mass_per_area_of_two_stages_kg_per_m2,
            _ => self.mass_per_area_of_three_stages_kg_per_m2,
        };
        let reentry_body = if only && at(18) < self.whole_body_chance {
            ReentryBody::WholeBody { drag_ratio: self.whole_body_drag_ratio.log_at(at(15)) }
        } else {
            ReentryBody::Payload {
                ballistic_coefficient_kg_per_m2: self.reentry_ballistic_coefficient_kg_per_m2.log_at(at(15)),
            }
        };
        Some(Draft {
            unreported: Unreported {
                lower_stages,
                last_stage: LastStage {
                    burn_time_s: last_burn_time_s.low,
                    impulse: last_impulse,
                    ignition_delay_s,
                },
                lift_off_ballistic_coefficient_kg_per_m2: mass_per_area.log_at(at(14))
                    / self.drag_coefficient.log_at(at(17)),
                reentry_body,
                kick_time_s: first_burn_s.map_or(kick_time_s, |burn_s| kick_time_within(kick_time_s, burn_s)),
                loft_steering: self.loft_steering(at(19)),
            },
            last_burn_time_s,
            burn_time_prior,
            last_thrust_to_weight: if only {
                propulsion.only_thrust_to_weight.bounds()
            } else {
                self.last_thrust_to_weight
            },
            last_propellant_share: if only { self.only_propellant_share } else { self.last_propellant_share },
            greatest_acceleration_g: self.greatest_acceleration_g,
            weight: weight * known,
        })
    }

    /// Returns the steering of the loft at a fraction of the way through the pitch programmes, the
    /// slowest first, and then the gravity turns.
    fn loft_steering(&self, fraction: f64) -> LoftSteering {
        if fraction < self.pitch_programme_chance {
            let share_of_burn = 1.0 - fraction / self.pitch_programme_chance;
            LoftSteering::PitchProgramme { share_of_burn: share_of_burn.max(SHORTEST_PROGRAMME) }
        } else {
            LoftSteering::GravityTurn
        }
    }

    /// Returns the steering of a flight to an apogee altitude over a ground range, m, at a fraction
    /// of the way through the kinds of steering.
    pub(crate) fn steering_of(
        &self,
        apogee_altitude_m: f64,
        ground_range_m: f64,
        fraction: f64,
    ) -> LoftSteering {
        if is_lofted(apogee_altitude_m, ground_range_m) {
            self.loft_steering(fraction)
        } else {
            LoftSteering::GravityTurn
        }
    }

    /// Returns the weights of the kinds of vehicle for a range, m: those of missiles of record,
    /// with what is known of stages and propellant in place of theirs.
    fn kind_weights(&self, range_m: f64) -> KindWeights {
        let KindWeights { mut liquid, mut solid } = kind_weights(range_m);
        if let Some(stage_weights) = self.stage_weights {
            for ((liquid, solid), weight) in liquid.iter_mut().zip(&mut solid).zip(stage_weights) {
                let of_record = *liquid + *solid;
                *liquid *= weight / of_record;
                *solid *= weight / of_record;
            }
        }
        if let Some(chance) = self.liquid_chance {
            for (weights, chance) in [(&mut liquid, chance), (&mut solid, 1.0 - chance)] {
                let of_record: f64 = weights.iter().sum();
                for weight in weights {
                    *weight *= chance / of_record;
                }
            }
        }
        KindWeights { liquid, solid }
    }
}

/// Returns the number of stages at a fraction of the way through their cumulative weights.
fn stages(weights: [f64; 3], fraction: f64) -> usize {
    let mut left = fraction * weights.iter().sum::<f64>();
    let mut found = 1;
    for (place, weight) in weights.into_iter().enumerate().filter(|(_, weight)| *weight > 0.0) {
        found = place + 1;
        if left < weight {
            break;
        }
        left -= weight;
    }
    found
}

/// The least share of the burn that a pitch programme takes.
const SHORTEST_PROGRAMME: f64 = 0.01;
