//! A vehicle but for the one number that a report fixes.

use crate::error::{Error, Result};
use crate::physics::earth::STANDARD_GRAVITY_M_PER_S2;
use crate::physics::vehicle::{DragCurve, MOST_STAGES, Stage, Vehicle, VehicleParts};
use crate::prior::burn_limit::LONGEST_KNOWN_BURN_S;

/// A stage below the last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LowerStage {
    /// From ignition to burnout, s.
    pub burn_time_s: f64,
    /// Propellant over the vehicle's mass at ignition.
    pub propellant_share: f64,
    /// Structure dropped over propellant burned.
    pub structure_per_propellant: f64,
    /// Specific impulse, s.
    pub impulse: Impulse,
    /// Time without thrust before ignition, s; zero for the first stage.
    pub ignition_delay_s: f64,
}

/// The last stage: how much it burns is what the report fixes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LastStage {
    /// From ignition to burnout, s.
    pub burn_time_s: f64,
    /// Specific impulse, s.
    pub impulse: Impulse,
    /// Time without thrust before ignition, s; zero for the first stage.
    pub ignition_delay_s: f64,
}

/// Specific impulse, in vacuum and at the ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Impulse {
    /// s.
    pub vacuum_s: f64,
    /// s; the same as in vacuum for a nozzle that never feels the air.
    pub sea_level_s: f64,
}

impl Impulse {
    /// g₀ I_sp in vacuum, m/s.
    pub(crate) fn exhaust_m_per_s(&self) -> f64 {
        STANDARD_GRAVITY_M_PER_S2 * self.vacuum_s
    }
}

/// A vehicle known but for the thrust of its last stage: everything that nobody reported.
#[derive(Debug, Clone, PartialEq)]
pub struct Unreported {
    /// Stages below the last, the first to burn first; none to three.
    pub lower_stages: Vec<LowerStage>,
    /// The last stage.
    pub last_stage: LastStage,
    /// m/(C_d A) at lift-off, kg/m²; infinite for no drag.
    pub lift_off_ballistic_coefficient_kg_per_m2: f64,
    /// m/(C_d A) of the payload coming down, kg/m²; infinite for no drag.
    pub reentry_ballistic_coefficient_kg_per_m2: f64,
    /// End of the vertical rise, s.
    pub kick_time_s: f64,
}

/// Mass at lift-off, kg. Only ratios matter.
const LIFT_OFF_MASS_KG: f64 = 10_000.0;

/// The last stage cannot burn more than this share of its ignition mass: something is left to fly on.
const MOST_PROPELLANT: f64 = 0.97;

impl Unreported {
    /// One nominal vehicle of two stages, in round numbers that no report was consulted for: specific impulse of storable liquids
    /// (255 s at the ground, 285 s and 295 s in vacuum), seven tenths of the lift-off mass burned by the first stage, two seconds
    /// between the stages, m/(C_d A) of 40 t/m² at lift-off and 5 t/m² on re-entry. The first stage burns for two thirds of the
    /// time, at most 127.5 s, at which its thrust is 1.4 times the weight.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless the burn time, the gap between the stages included, is from 30 to 600 s.
    pub fn nominal(burn_time_s: f64) -> Result<Self> {
        if !(30.0..=LONGEST_KNOWN_BURN_S).contains(&burn_time_s) {
            return Err(Error::OutsideDomain {
                quantity: "the burn time of the nominal vehicle in s",
                value: burn_time_s,
                allowed: "from 30 to 600",
            });
        }
        let gap_s = 2.0;
        let first_s = (2.0 / 3.0 * burn_time_s).min(127.5);
        Ok(Self {
            lower_stages: vec![LowerStage {
                burn_time_s: first_s,
                propellant_share: 0.7,
                structure_per_propellant: 0.0,
                impulse: Impulse { vacuum_s: 285.0, sea_level_s: 255.0 },
                ignition_delay_s: 0.0,
            }],
            last_stage: LastStage {
                burn_time_s: burn_time_s - gap_s - first_s,
                impulse: Impulse { vacuum_s: 295.0, sea_level_s: 295.0 },
                ignition_delay_s: gap_s,
            },
            lift_off_ballistic_coefficient_kg_per_m2: 40e3,
            reentry_ballistic_coefficient_kg_per_m2: 5e3,
            kick_time_s: 10.0_f64.min(0.25 * first_s),
        })
    }

    /// From lift-off to the last burnout, gaps included, s.
    pub fn burn_time_s(&self) -> f64 {
        let lower: f64 =
            self.lower_stages.iter().map(|stage| stage.ignition_delay_s + stage.burn_time_s).sum();
        lower + self.last_stage.ignition_delay_s + self.last_stage.burn_time_s
    }

    /// When the attitude of [`StandardTrajectory::Greatest`] begins, s.
    pub(crate) fn attitude_from_s(&self) -> f64 {
        let from_s = match self.lower_stages.as_slice() {
            [] => 0.5 * self.last_stage.burn_time_s,
            [first] => first.burn_time_s + self.last_stage.ignition_delay_s,
            [first, second, ..] => first.burn_time_s + second.ignition_delay_s,
        };
        from_s.max(self.kick_time_s)
    }

    /// The greatest acceleration that the last stage can begin with, m/s²: it burns all it may.
    pub(crate) fn greatest_acceleration_m_per_s2(&self) -> f64 {
        let last = self.last_stage;
        MOST_PROPELLANT * last.impulse.exhaust_m_per_s() / last.burn_time_s
    }

    /// The propellant of the last stage over its mass at ignition, for its first acceleration in vacuum, m/s².
    pub(crate) fn last_share(&self, last_acceleration_m_per_s2: f64) -> f64 {
        let last = self.last_stage;
        last_acceleration_m_per_s2 * last.burn_time_s / last.impulse.exhaust_m_per_s()
    }

    /// What the last stage gives in vacuum, m/s, for its first acceleration, m/s².
    pub(crate) fn last_delta_v_m_per_s(&self, last_acceleration_m_per_s2: f64) -> f64 {
        self.last_delta_v_of_share_m_per_s(self.last_share(last_acceleration_m_per_s2))
    }

    /// The same for a share of propellant over the last stage's mass at ignition.
    pub(crate) fn last_delta_v_of_share_m_per_s(&self, share: f64) -> f64 {
        -self.last_stage.impulse.exhaust_m_per_s() * (-share).ln_1p()
    }

    /// The first acceleration of the last stage in vacuum, m/s², that gives so much in all, m/s.
    pub(crate) fn last_acceleration_m_per_s2(&self, last_delta_v_m_per_s: f64) -> f64 {
        let exhaust_m_per_s = self.last_stage.impulse.exhaust_m_per_s();
        -exhaust_m_per_s * (-last_delta_v_m_per_s / exhaust_m_per_s).exp_m1() / self.last_stage.burn_time_s
    }

    /// The vehicle whose last stage begins with this acceleration in vacuum, m/s².
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] for shares, times or impulses that make no vehicle.
    pub fn vehicle(&self, last_acceleration_m_per_s2: f64) -> Result<Vehicle> {
        if self.lower_stages.len() >= MOST_STAGES {
            return Err(Error::OutsideDomain {
                quantity: "the number of stages below the last",
                value: self.lower_stages.len() as f64,
                allowed: "from 0 to 3",
            });
        }
        let mut mass_kg = LIFT_OFF_MASS_KG;
        let mut stages = Vec::with_capacity(self.lower_stages.len() + 1);
        for lower in &self.lower_stages {
            let propellant_mass_kg = lower.propellant_share * mass_kg;
            let structure_mass_kg = lower.structure_per_propellant * propellant_mass_kg;
            stages.push(stage(
                propellant_mass_kg,
                structure_mass_kg,
                lower.burn_time_s,
                lower.impulse,
                lower.ignition_delay_s,
            ));
            mass_kg -= propellant_mass_kg + structure_mass_kg;
        }
        let last = self.last_stage;
        let propellant_mass_kg = self.last_share(last_acceleration_m_per_s2) * mass_kg;
        // The last stage's structure flies on with the payload: what is dropped there changes neither flight.
        stages.push(stage(propellant_mass_kg, 0.0, last.burn_time_s, last.impulse, last.ignition_delay_s));
        Vehicle::new(VehicleParts {
            stages,
            payload_mass_kg: mass_kg - propellant_mass_kg,
            reference_area_m2: LIFT_OFF_MASS_KG / self.lift_off_ballistic_coefficient_kg_per_m2,
            drag: DragCurve::Constant(1.0),
            reentry_ballistic_coefficient_kg_per_m2: self.reentry_ballistic_coefficient_kg_per_m2,
        })
    }
}

/// A stage from how much it burns and for how long.
fn stage(
    propellant_mass_kg: f64,
    structure_mass_kg: f64,
    burn_time_s: f64,
    impulse: Impulse,
    ignition_delay_s: f64,
) -> Stage {
    Stage {
        propellant_mass_kg,
        structure_mass_kg,
        vacuum_thrust_n: propellant_mass_kg / burn_time_s * impulse.exhaust_m_per_s(),
        vacuum_specific_impulse_s: impulse.vacuum_s,
        exit_area_m2: 0.0,
        ignition_delay_s,
    }
    .with_sea_level_specific_impulse_s(impulse.sea_level_s)
}
