//! A vehicle, except for the one number that a report fixes.

use crate::error::Result;
use crate::error::check::within;
use crate::physics::earth::STANDARD_GRAVITY_M_PER_S2;
use crate::physics::steering::Steering;
use crate::physics::vehicle::{DragCurve, MOST_STAGES, Stage, Vehicle, VehicleParts};
use crate::prior::burn_limit::LONGEST_KNOWN_BURN_S;
use crate::prior::loft_steering::LoftSteering;
use crate::prior::reentry::ReentryBody;

/// A stage below the last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LowerStage {
    /// The time from ignition to burnout, s.
    pub burn_time_s: f64,
    /// The mass of the propellant over the vehicle's mass at ignition.
    pub propellant_share: f64,
    /// The mass of the structure dropped over the mass of the propellant burned.
    pub structure_per_propellant: f64,
    /// The specific impulse, s.
    pub impulse: Impulse,
    /// The time without thrust before ignition, s; zero for the first stage.
    pub ignition_delay_s: f64,
}

/// The last stage. The report fixes the mass of the propellant that it burns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LastStage {
    /// The time from ignition to burnout, s.
    pub burn_time_s: f64,
    /// The specific impulse, s.
    pub impulse: Impulse,
    /// The time without thrust before ignition, s; zero for the first stage.
    pub ignition_delay_s: f64,
}

/// The specific impulse of a stage, in vacuum and at the ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Impulse {
    /// The specific impulse in vacuum, s.
    pub vacuum_s: f64,
    /// The specific impulse at the ground, s; equal to that in vacuum for a nozzle that never works
    /// in the air.
    pub sea_level_s: f64,
}

impl Impulse {
    /// Returns the exhaust velocity in vacuum, g₀ I_sp, m/s.
    pub(crate) fn exhaust_m_per_s(&self) -> f64 {
        STANDARD_GRAVITY_M_PER_S2 * self.vacuum_s
    }
}

/// A vehicle with everything that nobody reported, except for the thrust of its last stage, which
/// the report fixes.
#[derive(Debug, Clone, PartialEq)]
pub struct Unreported {
    /// The stages below the last, in the order in which they burn; none to three.
    pub lower_stages: Vec<LowerStage>,
    /// The last stage.
    pub last_stage: LastStage,
    /// The ballistic coefficient m/(C_d A) at lift-off, kg/m²; infinite for no drag.
    pub lift_off_ballistic_coefficient_kg_per_m2: f64,
    /// What comes down.
    pub reentry_body: ReentryBody,
    /// The time from lift-off to the end of the vertical rise, s.
    pub kick_time_s: f64,
    /// The kind of steering of the reported loft.
    pub loft_steering: LoftSteering,
}

/// The mass at lift-off, kg. Only ratios of masses affect a flight.
const LIFT_OFF_MASS_KG: f64 = 10_000.0;

/// The greatest fraction of its mass at ignition that the last stage can burn: something is left to
/// fly on.
const MAX_LAST_SHARE: f64 = 0.97;

/// The typical mass of a vehicle of one stage after its burnout over that at lift-off.
const TYPICAL_MASS_LEFT: f64 = 0.3;

impl Unreported {
    /// Returns one nominal vehicle of two stages, in round numbers chosen without reference to any
    /// report.
    ///
    /// It has the specific impulse of storable liquids (255 s at the ground, 285 s and 295 s in
    /// vacuum), a first stage that burns seven tenths of the lift-off mass, two seconds between the
    /// stages, and m/(C_d A) of 40 t/m² at lift-off and 5 t/m² on re-entry. The first stage burns
    /// for two thirds of the burn time, at most 127.5 s, at which its thrust is 1.4 times the
    /// weight.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) unless the burn time, the gap between
    /// the stages included, is from 30 to 600 s.
    pub fn nominal(burn_time_s: f64) -> Result<Self> {
        within(
            (30.0..=LONGEST_KNOWN_BURN_S).contains(&burn_time_s),
            "the burn time of the nominal vehicle in s",
            burn_time_s,
            "from 30 to 600",
        )?;
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
            reentry_body: ReentryBody::Payload { ballistic_coefficient_kg_per_m2: 5e3 },
            kick_time_s: 10.0_f64.min(0.25 * first_s),
            loft_steering: LoftSteering::GravityTurn,
        })
    }

    /// Returns the time from lift-off to the last burnout, the gaps between stages included, s.
    pub fn burn_time_s(&self) -> f64 {
        let lower: f64 =
            self.lower_stages.iter().map(|stage| stage.ignition_delay_s + stage.burn_time_s).sum();
        lower + self.last_stage.ignition_delay_s + self.last_stage.burn_time_s
    }

    /// Returns the time from lift-off at which the attitude of
    /// [`StandardTrajectory::Greatest`](crate::StandardTrajectory::Greatest) begins, s.
    pub(crate) fn attitude_from_s(&self) -> f64 {
        let from_s = match self.lower_stages.as_slice() {
            [] => 0.5 * self.last_stage.burn_time_s,
            [first] => first.burn_time_s + self.last_stage.ignition_delay_s,
            [first, second, ..] => first.burn_time_s + second.ignition_delay_s,
        };
        from_s.max(self.kick_time_s)
    }

    /// Returns the steering of the loft with an angle, rad: see [`LoftSteering`].
    pub(crate) fn loft_steering_with(&self, angle_rad: f64) -> Steering {
        self.loft_steering.with_angle(angle_rad, self.kick_time_s, self.burn_time_s())
    }

    /// Returns the ballistic coefficient of what comes down, kg/m², before it is known how much the
    /// last stage burns: a whole body is taken as it is typically left.
    pub(crate) fn typical_reentry_ballistic_coefficient_kg_per_m2(&self) -> f64 {
        self.reentry_body
            .ballistic_coefficient_kg_per_m2(self.lift_off_ballistic_coefficient_kg_per_m2, TYPICAL_MASS_LEFT)
    }

    /// Returns the greatest initial acceleration of the last stage in vacuum, m/s², with which it
    /// burns all it can.
    pub(crate) fn greatest_acceleration_m_per_s2(&self) -> f64 {
        let last = self.last_stage;
        MAX_LAST_SHARE * last.impulse.exhaust_m_per_s() / last.burn_time_s
    }

    /// Returns the propellant of the last stage over its mass at ignition, for its initial
    /// acceleration in vacuum, m/s².
    pub(crate) fn last_share(&self, last_acceleration_m_per_s2: f64) -> f64 {
        let last = self.last_stage;
        last_acceleration_m_per_s2 * last.burn_time_s / last.impulse.exhaust_m_per_s()
    }

    /// Returns the ideal delta-v of the last stage in vacuum, m/s, for its initial acceleration,
    /// m/s².
    pub(crate) fn last_delta_v_m_per_s(&self, last_acceleration_m_per_s2: f64) -> f64 {
        self.last_delta_v_of_share_m_per_s(self.last_share(last_acceleration_m_per_s2))
    }

    /// Returns the ideal delta-v of the last stage in vacuum, m/s, for its propellant over its mass
    /// at ignition.
    pub(crate) fn last_delta_v_of_share_m_per_s(&self, share: f64) -> f64 {
        -self.last_stage.impulse.exhaust_m_per_s() * (-share).ln_1p()
    }

    /// Returns the propellant of the last stage over its mass at ignition, for its ideal delta-v,
    /// m/s.
    pub(crate) fn last_share_of_delta_v(&self, last_delta_v_m_per_s: f64) -> f64 {
        -(-last_delta_v_m_per_s / self.last_stage.impulse.exhaust_m_per_s()).exp_m1()
    }

    /// Returns the initial acceleration of the last stage in vacuum, m/s², for its ideal delta-v,
    /// m/s.
    pub(crate) fn last_acceleration_m_per_s2(&self, last_delta_v_m_per_s: f64) -> f64 {
        let LastStage { burn_time_s, impulse, .. } = self.last_stage;
        impulse.exhaust_m_per_s() * self.last_share_of_delta_v(last_delta_v_m_per_s) / burn_time_s
    }

    /// Returns the vehicle for an initial acceleration of its last stage in vacuum, m/s².
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for shares, times or impulses that no
    /// vehicle can have.
    pub fn vehicle(&self, last_acceleration_m_per_s2: f64) -> Result<Vehicle> {
        within(
            self.lower_stages.len() < MOST_STAGES,
            "the number of stages below the last",
            self.lower_stages.len() as f64,
            "from 0 to 3",
        )?;
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
        // The last stage's structure flies on with the payload: to drop it would change neither
        // flight.
        stages.push(stage(propellant_mass_kg, 0.0, last.burn_time_s, last.impulse, last.ignition_delay_s));
        let payload_mass_kg = mass_kg - propellant_mass_kg;
        Vehicle::new(VehicleParts {
            stages,
            payload_mass_kg,
            reference_area_m2: LIFT_OFF_MASS_KG / self.lift_off_ballistic_coefficient_kg_per_m2,
            drag: DragCurve::Constant(1.0),
            reentry_ballistic_coefficient_kg_per_m2: self.reentry_body.ballistic_coefficient_kg_per_m2(
                self.lift_off_ballistic_coefficient_kg_per_m2,
                payload_mass_kg / LIFT_OFF_MASS_KG,
            ),
        })
    }
}

/// Returns a stage from its masses, its burn time and its specific impulse.
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
