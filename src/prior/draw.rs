//! A random draw of one vehicle from the prior, except for the burn time and the thrust of its last
//! stage.

use crate::prior::bounds::Bounds;
use crate::prior::distribution::Prior;
use crate::prior::propulsion::Propulsion;
use crate::prior::unreported::{Impulse, LastStage, LowerStage, Unreported};

/// The number of coordinates of the unit cube that one vehicle takes.
pub(crate) const COORDINATES: u32 = 18;

/// A vehicle of the prior, except for the burn time and the thrust of its last stage.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Draft {
    /// The vehicle; the burn time of its last stage is a placeholder.
    unreported: Unreported,
    /// The burn time of the last stage, s, within everything that bounds it; empty (low above high)
    /// if nothing is left.
    pub(crate) last_burn_time_s: Bounds,
    /// The burn time of the last stage, s, within the bounds of its kind of stage alone, to which
    /// its density refers.
    own_burn_time_s: Bounds,
    /// The thrust over the weight at the ignition of the last stage: at the ground for an only
    /// stage, in vacuum for others.
    last_thrust_to_weight: Bounds,
    /// The mass of the last stage's propellant over the mass at its ignition.
    last_propellant_share: Bounds,
    /// The greatest thrust acceleration at a burnout, in standard gravities.
    greatest_acceleration_g: f64,
    /// The fraction of the prior that was left to choose from, over all steps of the draw.
    pub(crate) weight: f64,
}

/// A stage below the last, and the fraction of the prior that was left to choose its thrust from.
struct DrawnStage {
    stage: LowerStage,
    weight: f64,
}

impl Prior {
    /// Draws the vehicle at a point of the unit cube, which is read by coordinate; none where the
    /// bounds leave nothing.
    pub(crate) fn draw(&self, at: impl Fn(u32) -> f64) -> Option<Draft> {
        let propulsion =
            if at(0) < self.liquid_chance { &self.liquid_propulsion } else { &self.solid_propulsion };
        let stages = self.stages(at(1));
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
        for place in 1..stages {
            let first = place == 1;
            let impulse = if first { first_impulse } else { upper_impulse(at(4)) };
            let drawn = self.lower_stage(propulsion, first, impulse, &at)?;
            weight *= drawn.weight;
            lower_stages.push(drawn.stage);
        }
        let last_impulse = if stages == 1 { first_impulse } else { upper_impulse(at(12)) };
        self.with_last_stage(propulsion, lower_stages, last_impulse, weight, at)
    }

    /// Draws a stage below the last, the first or the second of three; none where the bounds leave
    /// nothing.
    fn lower_stage(
        &self,
        propulsion: &Propulsion,
        first: bool,
        impulse: Impulse,
        at: impl Fn(u32) -> f64,
    ) -> Option<DrawnStage> {
        let (shares, thrusts, times) = if first {
            (self.first_propellant_share, propulsion.lift_off_thrust_to_weight, self.first_stage_burn_time_s)
        } else {
            (self.middle_propellant_share, propulsion.upper_thrust_to_weight, self.later_stage_burn_time_s)
        };
        let (u, v) = if first { (at(5), at(6)) } else { (at(7), at(8)) };
        let propellant_share = shares.at(u);
        // The burn time is the share times the impulse over the thrust, so its bounds limit the
        // thrust, as the greatest acceleration does.
        let impulse_s = propellant_share * impulse.sea_level_s;
        let limit =
            self.greatest_acceleration_g * (1.0 - propellant_share) * impulse.sea_level_s / impulse.vacuum_s;
        let left = thrusts
            .and(Bounds { low: impulse_s / times.high, high: impulse_s / times.low })
            .and(Bounds { low: 0.0, high: limit });
        let weight = left.log_share_of(&thrusts)?;
        let thrust_to_weight = left.log_at(v);
        let stage = LowerStage {
            burn_time_s: impulse_s / thrust_to_weight,
            propellant_share,
            structure_per_propellant: propulsion.structure_per_propellant.at(at(if first { 9 } else { 10 })),
            impulse,
            ignition_delay_s: if first { 0.0 } else { propulsion.gap_s.at(at(11)) },
        };
        Some(DrawnStage { stage, weight })
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
        let left_s = before_s + ignition_delay_s;
        let last_burn_time_s = own_burn_time_s
            .and(Bounds { low: self.burn_time_s.low - left_s, high: self.burn_time_s.high - left_s });
        if !(last_burn_time_s.low <= last_burn_time_s.high) {
            return None;
        }
        let first_burn_s = lower_stages.first().map_or(last_burn_time_s.low, |first| first.burn_time_s);
        let lift_off_ballistic_coefficient = if only {
            self.only_lift_off_ballistic_coefficient_kg_per_m2
        } else {
            self.lift_off_ballistic_coefficient_kg_per_m2
        };
        Some(Draft {
            unreported: Unreported {
                lower_stages,
                last_stage: LastStage {
                    burn_time_s: last_burn_time_s.low,
                    impulse: last_impulse,
                    ignition_delay_s,
                },
                lift_off_ballistic_coefficient_kg_per_m2: lift_off_ballistic_coefficient.log_at(at(14)),
                reentry_ballistic_coefficient_kg_per_m2: self
                    .reentry_ballistic_coefficient_kg_per_m2
                    .log_at(at(15)),
                // The kick comes in the first part of the first burn.
                kick_time_s: self.kick_time_s.at(at(16)).min(0.3 * first_burn_s),
            },
            last_burn_time_s,
            own_burn_time_s,
            last_thrust_to_weight: if only {
                propulsion.lift_off_thrust_to_weight
            } else {
                self.last_thrust_to_weight
            },
            last_propellant_share: if only { self.only_propellant_share } else { self.last_propellant_share },
            greatest_acceleration_g: self.greatest_acceleration_g,
            weight,
        })
    }

    /// Returns the number of stages at a fraction of the way through their cumulative weights.
    fn stages(&self, fraction: f64) -> usize {
        let mut left = fraction * self.stage_weights.iter().sum::<f64>();
        let mut found = 1;
        for (place, weight) in self.stage_weights.into_iter().enumerate().filter(|(_, weight)| *weight > 0.0)
        {
            found = place + 1;
            if left < weight {
                break;
            }
            left -= weight;
        }
        found
    }
}

impl Draft {
    /// Returns the vehicle with the burn time of its last stage, s.
    pub(crate) fn with_last_burn_time_s(&self, burn_time_s: f64) -> Unreported {
        let mut unreported = self.unreported.clone();
        unreported.last_stage.burn_time_s = burn_time_s;
        unreported
    }

    /// Returns the vehicle with a placeholder for the burn time of its last stage.
    pub(crate) fn unfinished(&self) -> &Unreported {
        &self.unreported
    }

    /// Returns the density of the prior at a burn time of the last stage, 1/s; zero outside the
    /// bounds.
    pub(crate) fn density_per_s(&self, burn_time_s: f64) -> f64 {
        if !self.last_burn_time_s.holds(burn_time_s) {
            return 0.0;
        }
        let own = self.own_burn_time_s;
        let span = (own.high / own.low).ln();
        if span > 0.0 { 1.0 / (burn_time_s * span) } else { 1.0 }
    }

    /// Returns the bounds of the last stage's propellant over its mass at ignition, for a burn time
    /// in s: where its own bounds, those of its thrust and the greatest acceleration all hold.
    pub(crate) fn last_share(&self, burn_time_s: f64) -> Bounds {
        let impulse = self.unreported.last_stage.impulse;
        // The share is thrust over weight × burn time / impulse, with the impulse at the ground
        // for an only stage.
        let per_thrust = burn_time_s / impulse.sea_level_s;
        let thrust = Bounds {
            low: self.last_thrust_to_weight.low * per_thrust,
            high: self.last_thrust_to_weight.high * per_thrust,
        };
        // The acceleration at burnout is n/(1 − f) with n = f I/t. It is at most a, so f is at
        // most a/(a + I/t).
        let impulse_per_burn_time = impulse.vacuum_s / burn_time_s;
        let acceleration = Bounds {
            low: 0.0,
            high: self.greatest_acceleration_g / (self.greatest_acceleration_g + impulse_per_burn_time),
        };
        self.last_propellant_share.and(thrust).and(acceleration)
    }
}
