//! A vehicle of one to four stages: what it weighs, how it pushes, how the air holds it.

use crate::error::check::{ballistic_coefficient, not_negative, positive};
use crate::error::{Error, Result};
use crate::physics::atmosphere::air;
use crate::physics::earth::STANDARD_GRAVITY_M_PER_S2;

/// The most stages a vehicle has.
pub const MOST_STAGES: usize = 4;

/// One stage: it burns its propellant at a constant rate, then its structure is dropped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stage {
    /// Burned, kg.
    pub propellant_mass_kg: f64,
    /// Dropped at burnout, kg. The last stage's is dropped too: what flies on is the payload.
    pub structure_mass_kg: f64,
    /// Thrust in vacuum, N.
    pub vacuum_thrust_n: f64,
    /// Specific impulse in vacuum, s.
    pub vacuum_specific_impulse_s: f64,
    /// Area of the nozzles' ends, m²: the thrust is less by the pressure of the air on it.
    pub exit_area_m2: f64,
    /// Time without thrust before ignition, s; for the first stage, zero.
    pub ignition_delay_s: f64,
}

impl Stage {
    /// The stage without its exit area, and instead of it the specific impulse at the ground, s: the two differ by the
    /// pressure of 101 325 Pa on the exit area.
    #[must_use]
    pub fn with_sea_level_specific_impulse_s(self, sea_level_specific_impulse_s: f64) -> Self {
        let lost = 1.0 - sea_level_specific_impulse_s / self.vacuum_specific_impulse_s;
        Self { exit_area_m2: self.vacuum_thrust_n * lost / air(0.0).pressure_pa, ..self }
    }

    /// Propellant burned, kg/s.
    pub fn mass_flow_kg_per_s(&self) -> f64 {
        self.vacuum_thrust_n / (STANDARD_GRAVITY_M_PER_S2 * self.vacuum_specific_impulse_s)
    }

    /// From ignition to burnout, s.
    pub fn burn_time_s(&self) -> f64 {
        self.propellant_mass_kg / self.mass_flow_kg_per_s()
    }

    /// Thrust in air of a pressure, N.
    pub fn thrust_n(&self, pressure_pa: f64) -> f64 {
        self.vacuum_thrust_n - self.exit_area_m2 * pressure_pa
    }
}

/// Drag coefficient by Mach number.
#[derive(Debug, Clone, PartialEq)]
pub enum DragCurve {
    /// The same at every speed.
    Constant(f64),
    /// Straight between points (Mach number, coefficient) of rising Mach number, level beyond them.
    ByMach(Vec<(f64, f64)>),
}

impl DragCurve {
    /// The coefficient at a speed and a geometric altitude, m.
    #[inline(always)]
    pub fn coefficient(&self, speed_m_per_s: f64, altitude_m: f64) -> f64 {
        match self {
            Self::Constant(coefficient) => *coefficient,
            Self::ByMach(points) => {
                let mach = speed_m_per_s / air(altitude_m).speed_of_sound_m_per_s();
                let above = points.partition_point(|(at, _)| *at < mach);
                match (above.checked_sub(1).and_then(|below| points.get(below)), points.get(above)) {
                    (Some((m0, c0)), Some((m1, c1))) => c0 + (c1 - c0) * (mach - m0) / (m1 - m0),
                    (None, Some((_, c))) | (Some((_, c)), None) => *c,
                    (None, None) => f64::NAN,
                }
            }
        }
    }

    fn check(&self) -> Result<()> {
        let bad = |value| {
            Err(Error::OutsideDomain {
                quantity: "a drag coefficient or its Mach number",
                value,
                allowed: "finite, zero or more, with at least one point and Mach numbers that rise",
            })
        };
        match self {
            Self::Constant(value) if !(*value >= 0.0 && value.is_finite()) => bad(*value),
            Self::Constant(_) => Ok(()),
            Self::ByMach(points) => {
                let mut last = f64::NEG_INFINITY;
                for (mach, coefficient) in points {
                    if !(*mach > last && *mach >= 0.0 && mach.is_finite()) {
                        return bad(*mach);
                    }
                    if !(*coefficient >= 0.0 && coefficient.is_finite()) {
                        return bad(*coefficient);
                    }
                    last = *mach;
                }
                if points.is_empty() { bad(f64::NAN) } else { Ok(()) }
            }
        }
    }
}

/// A vehicle, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Vehicle {
    stages: Vec<Stage>,
    payload_mass_kg: f64,
    reference_area_m2: f64,
    drag: DragCurve,
    reentry_ballistic_coefficient_kg_per_m2: f64,
}

/// What a vehicle is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct VehicleParts {
    /// From the first to burn on, one to four.
    pub stages: Vec<Stage>,
    /// What flies on after the last burnout, kg.
    pub payload_mass_kg: f64,
    /// The area that drag coefficients of the ascent refer to, m²; zero for no drag.
    pub reference_area_m2: f64,
    /// Drag coefficient of the ascent.
    pub drag: DragCurve,
    /// m/(C_d A) of the payload coming down, kg/m²; infinite for no drag.
    pub reentry_ballistic_coefficient_kg_per_m2: f64,
}

/// The longest burn and the longest delay of a stage, s: a flight is followed for two days.
const A_DAY_S: f64 = 86_400.0;

fn within_a_day(quantity: &'static str, value: f64) -> Result<f64> {
    if (0.0..=A_DAY_S).contains(&value) {
        Ok(value)
    } else {
        Err(Error::OutsideDomain { quantity, value, allowed: "from 0 to 86,400 (a day)" })
    }
}

impl Vehicle {
    /// Checks the parts.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] for a number of stages other than one to four and for any quantity that cannot be.
    pub fn new(parts: VehicleParts) -> Result<Self> {
        let VehicleParts {
            stages,
            payload_mass_kg,
            reference_area_m2,
            drag,
            reentry_ballistic_coefficient_kg_per_m2,
        } = parts;
        if !(1..=MOST_STAGES).contains(&stages.len()) {
            return Err(Error::OutsideDomain {
                quantity: "the number of stages",
                value: stages.len() as f64,
                allowed: "from 1 to 4",
            });
        }
        for stage in &stages {
            positive("a stage's propellant mass in kg", stage.propellant_mass_kg)?;
            positive("a stage's vacuum thrust in N", stage.vacuum_thrust_n)?;
            positive("a stage's vacuum specific impulse in s", stage.vacuum_specific_impulse_s)?;
            not_negative("a stage's structure mass in kg", stage.structure_mass_kg)?;
            within_a_day("a stage's ignition delay in s", stage.ignition_delay_s)?;
            not_negative("a stage's nozzle exit area in m²", stage.exit_area_m2)?;
            let burn_time_s = stage.burn_time_s();
            within_a_day("a stage's burn time in s", positive("a stage's burn time in s", burn_time_s)?)?;
        }
        if let Some(first) = stages.first().filter(|first| first.ignition_delay_s != 0.0) {
            return Err(Error::OutsideDomain {
                quantity: "the first stage's ignition delay in s",
                value: first.ignition_delay_s,
                allowed: "zero: the flight begins with its ignition",
            });
        }
        positive("the payload mass in kg", payload_mass_kg)?;
        not_negative("the reference area in m²", reference_area_m2)?;
        drag.check()?;
        ballistic_coefficient(
            "the re-entry ballistic coefficient in kg/m²",
            reentry_ballistic_coefficient_kg_per_m2,
        )?;
        Ok(Self { stages, payload_mass_kg, reference_area_m2, drag, reentry_ballistic_coefficient_kg_per_m2 })
    }

    /// Its stages, the first to burn first.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// What flies on after the last burnout, kg.
    pub fn payload_mass_kg(&self) -> f64 {
        self.payload_mass_kg
    }

    /// m/(C_d A) of the payload coming down, kg/m².
    pub fn reentry_ballistic_coefficient_kg_per_m2(&self) -> f64 {
        self.reentry_ballistic_coefficient_kg_per_m2
    }

    /// Whether the air holds it on the way up.
    pub fn has_ascent_drag(&self) -> bool {
        self.reference_area_m2 > 0.0
    }

    /// C_d A on the ascent at a speed and a geometric altitude, m².
    #[inline(always)]
    pub fn drag_area_m2(&self, speed_m_per_s: f64, altitude_m: f64) -> f64 {
        self.reference_area_m2 * self.drag.coefficient(speed_m_per_s, altitude_m)
    }

    /// Mass when the stage of this place ignites, kg.
    pub fn ignition_mass_kg(&self, stage: usize) -> f64 {
        self.stages
            .iter()
            .skip(stage)
            .map(|stage| stage.propellant_mass_kg + stage.structure_mass_kg)
            .sum::<f64>()
            + self.payload_mass_kg
    }

    /// Thrust over weight on the ground.
    pub fn lift_off_thrust_to_weight(&self) -> f64 {
        self.stages.first().map_or(0.0, |first| {
            first.thrust_n(air(0.0).pressure_pa) / (self.ignition_mass_kg(0) * STANDARD_GRAVITY_M_PER_S2)
        })
    }

    /// Delays and burns together, s: from lift-off to the last burnout.
    pub fn burn_time_s(&self) -> f64 {
        self.stages.iter().map(|stage| stage.ignition_delay_s + stage.burn_time_s()).sum()
    }

    /// What the rocket equation gives in vacuum, m/s: Σ g₀ I_sp ln(ignition mass/burnout mass).
    pub fn ideal_delta_v_m_per_s(&self) -> f64 {
        self.stages
            .iter()
            .enumerate()
            .map(|(place, stage)| {
                let ignition = self.ignition_mass_kg(place);
                let exhaust_m_per_s = STANDARD_GRAVITY_M_PER_S2 * stage.vacuum_specific_impulse_s;
                exhaust_m_per_s * (ignition / (ignition - stage.propellant_mass_kg)).ln()
            })
            .sum()
    }
}
