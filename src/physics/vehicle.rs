//! A vehicle of one to four stages: its masses, its thrust and its drag.

use crate::error::Result;
use crate::error::check::{ballistic_coefficient, not_negative, positive, within};
use crate::physics::atmosphere::air;
use crate::physics::earth::STANDARD_GRAVITY_M_PER_S2;

/// The greatest number of stages of a vehicle.
pub const MOST_STAGES: usize = 4;

/// A stage, which burns its propellant at a constant rate and drops its structure at burnout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stage {
    /// The mass of the propellant, kg.
    pub propellant_mass_kg: f64,
    /// The mass dropped at burnout, kg. The last stage drops its structure as well: only the
    /// payload flies on.
    pub structure_mass_kg: f64,
    /// The thrust in vacuum, N.
    pub vacuum_thrust_n: f64,
    /// The specific impulse in vacuum, s.
    pub vacuum_specific_impulse_s: f64,
    /// The nozzle exit area, m²: the pressure of the air on it reduces the thrust.
    pub exit_area_m2: f64,
    /// The time without thrust before ignition, s; zero for the first stage.
    pub ignition_delay_s: f64,
}

impl Stage {
    /// Sets the nozzle exit area from the specific impulse at sea level, s: the pressure of 101 325
    /// Pa on the exit area accounts for the difference to the specific impulse in vacuum.
    #[must_use]
    pub fn with_sea_level_specific_impulse_s(self, sea_level_specific_impulse_s: f64) -> Self {
        let lost = 1.0 - sea_level_specific_impulse_s / self.vacuum_specific_impulse_s;
        Self { exit_area_m2: self.vacuum_thrust_n * lost / air(0.0).pressure_pa, ..self }
    }

    /// Returns the mass flow of the propellant, kg/s.
    pub fn mass_flow_kg_per_s(&self) -> f64 {
        self.vacuum_thrust_n / (STANDARD_GRAVITY_M_PER_S2 * self.vacuum_specific_impulse_s)
    }

    /// Returns the burn time, s.
    pub fn burn_time_s(&self) -> f64 {
        self.propellant_mass_kg / self.mass_flow_kg_per_s()
    }

    /// Returns the thrust in air of a pressure, N.
    pub fn thrust_n(&self, pressure_pa: f64) -> f64 {
        self.vacuum_thrust_n - self.exit_area_m2 * pressure_pa
    }
}

/// The drag coefficient as a function of the Mach number.
#[derive(Debug, Clone, PartialEq)]
pub enum DragCurve {
    /// A coefficient that does not depend on the speed.
    Constant(f64),
    /// Linear interpolation between points of rising Mach number, constant beyond them.
    ByMach(Vec<DragPoint>),
}

/// A point of a drag curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DragPoint {
    /// The Mach number.
    pub mach: f64,
    /// The drag coefficient at it.
    pub coefficient: f64,
}

impl DragCurve {
    /// Returns the drag coefficient at a speed, m/s, and a geometric altitude, m.
    #[inline(always)]
    pub fn coefficient(&self, speed_m_per_s: f64, altitude_m: f64) -> f64 {
        match self {
            Self::Constant(coefficient) => *coefficient,
            Self::ByMach(points) => {
                let mach = speed_m_per_s / air(altitude_m).speed_of_sound_m_per_s();
                let above = points.partition_point(|point| point.mach < mach);
                match (above.checked_sub(1).and_then(|below| points.get(below)), points.get(above)) {
                    (
                        Some(DragPoint { mach: m0, coefficient: c0 }),
                        Some(DragPoint { mach: m1, coefficient: c1 }),
                    ) => c0 + (c1 - c0) * (mach - m0) / (m1 - m0),
                    (None, Some(end)) | (Some(end), None) => end.coefficient,
                    (None, None) => f64::NAN,
                }
            }
        }
    }

    /// Checks the coefficients and the Mach numbers.
    fn check(&self) -> Result<()> {
        let check = |is_allowed: bool, value: f64| {
            let allowed = "finite, zero or more, with at least one point and Mach numbers that rise";
            within(is_allowed, "a drag coefficient or its Mach number", value, allowed)
        };
        let is_coefficient = |value: f64| value >= 0.0 && value.is_finite();
        match self {
            Self::Constant(value) => {
                check(is_coefficient(*value), *value)?;
            }
            Self::ByMach(points) => {
                let mut last = f64::NEG_INFINITY;
                for DragPoint { mach, coefficient } in points {
                    check(*mach > last && *mach >= 0.0 && mach.is_finite(), *mach)?;
                    check(is_coefficient(*coefficient), *coefficient)?;
                    last = *mach;
                }
                check(!points.is_empty(), f64::NAN)?;
            }
        }
        Ok(())
    }
}

/// A vehicle whose parts have been checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Vehicle {
    stages: Vec<Stage>,
    payload_mass_kg: f64,
    reference_area_m2: f64,
    drag: DragCurve,
    reentry_ballistic_coefficient_kg_per_m2: f64,
}

/// The parts of a vehicle, unchecked.
#[derive(Debug, Clone, PartialEq)]
pub struct VehicleParts {
    /// The stages, one to four, in the order in which they burn.
    pub stages: Vec<Stage>,
    /// The mass of the payload, which flies on after the last burnout, kg.
    pub payload_mass_kg: f64,
    /// The reference area of the drag coefficients of the ascent, m²; zero for no drag.
    pub reference_area_m2: f64,
    /// The drag coefficient of the ascent.
    pub drag: DragCurve,
    /// The ballistic coefficient m/(C_d A) of the payload at re-entry, kg/m²; infinite for no
    /// drag.
    pub reentry_ballistic_coefficient_kg_per_m2: f64,
}

/// The greatest burn time and the greatest ignition delay of a stage, s: a flight is integrated for
/// two days at most.
const A_DAY_S: f64 = 86_400.0;

/// Checks that a duration is from zero to a day, s.
fn within_a_day(quantity: &'static str, value: f64) -> Result<f64> {
    within((0.0..=A_DAY_S).contains(&value), quantity, value, "from 0 to 86,400 (a day)")
}

impl Vehicle {
    /// Checks the parts and returns the vehicle.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for a number of stages other than one
    /// to four and for any quantity outside its domain.
    pub fn new(parts: VehicleParts) -> Result<Self> {
        let VehicleParts {
            stages,
            payload_mass_kg,
            reference_area_m2,
            drag,
            reentry_ballistic_coefficient_kg_per_m2,
        } = parts;
        let is_allowed = (1..=MOST_STAGES).contains(&stages.len());
        within(is_allowed, "the number of stages", stages.len() as f64, "from 1 to 4")?;
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
        if let Some(first) = stages.first() {
            let quantity = "the first stage's ignition delay in s";
            let delay_s = first.ignition_delay_s;
            within(delay_s == 0.0, quantity, delay_s, "zero: the flight begins with its ignition")?;
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

    /// Returns the stages in the order in which they burn.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// Returns the mass of the payload, which flies on after the last burnout, kg.
    pub fn payload_mass_kg(&self) -> f64 {
        self.payload_mass_kg
    }

    /// Returns the ballistic coefficient m/(C_d A) of the payload at re-entry, kg/m².
    pub fn reentry_ballistic_coefficient_kg_per_m2(&self) -> f64 {
        self.reentry_ballistic_coefficient_kg_per_m2
    }

    /// Returns whether the ascent has drag.
    pub fn has_ascent_drag(&self) -> bool {
        self.reference_area_m2 > 0.0
    }

    /// Returns C_d A on the ascent, m², at a speed, m/s, and a geometric altitude, m.
    #[inline(always)]
    pub fn drag_area_m2(&self, speed_m_per_s: f64, altitude_m: f64) -> f64 {
        self.reference_area_m2 * self.drag.coefficient(speed_m_per_s, altitude_m)
    }

    /// Returns C_d A on the ascent, m², where it does not depend on the Mach number.
    pub(crate) fn constant_drag_area_m2(&self) -> Option<f64> {
        match self.drag {
            DragCurve::Constant(coefficient) => Some(self.reference_area_m2 * coefficient),
            DragCurve::ByMach(_) => None,
        }
    }

    /// Returns the mass at the ignition of a stage, kg, given its index counted from 0.
    pub fn ignition_mass_kg(&self, stage: usize) -> f64 {
        self.stages
            .iter()
            .skip(stage)
            .map(|stage| stage.propellant_mass_kg + stage.structure_mass_kg)
            .sum::<f64>()
            + self.payload_mass_kg
    }

    /// Returns the thrust over the weight on the ground.
    pub fn lift_off_thrust_to_weight(&self) -> f64 {
        self.stages.first().map_or(0.0, |first| {
            first.thrust_n(air(0.0).pressure_pa) / (self.ignition_mass_kg(0) * STANDARD_GRAVITY_M_PER_S2)
        })
    }

    /// Returns the time from lift-off to the last burnout, s: the sum of all ignition delays and
    /// burn times.
    pub fn burn_time_s(&self) -> f64 {
        self.stages.iter().map(|stage| stage.ignition_delay_s + stage.burn_time_s()).sum()
    }

    /// Returns the ideal delta-v of the rocket equation in vacuum, m/s: Σ g₀ I_sp ln(ignition
    /// mass/burnout mass).
    pub fn ideal_delta_v_m_per_s(&self) -> f64 {
        self.stages
            .iter()
            .enumerate()
            .map(|(place, stage)| {
                let ignition = self.ignition_mass_kg(place);
                let exhaust_m_per_s = STANDARD_GRAVITY_M_PER_S2 * stage.vacuum_specific_impulse_s;
                // A little propellant leaves a mass ratio of nearly one, whose logarithm would
                // cancel.
                -exhaust_m_per_s * (-stage.propellant_mass_kg / ignition).ln_1p()
            })
            .sum()
    }
}
