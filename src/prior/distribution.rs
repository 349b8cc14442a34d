//! The distribution of the vehicles that nobody reported: bounds, each with its source.
//!
//! The bounds were written down before any estimate was compared with a known or a published range,
//! except for the longest burn and the drag (see there). They are wide, because they have to hold
//! every ballistic missile of one to three stages from 300 km to intercontinental. The quantities
//! drawn are ratios, which a Scud and a Titan have in common, so nothing here depends on the size
//! of the missile except the drag, for which the number of stages stands in.
//!
//! Sources, by the letter used beside the bounds:
//!
//! - **F**: parameters of public fly-out programs. Scud-B: 3,771 kg of propellant in a stage of
//!   4,873 kg under 987 kg, 226 s at the ground, 62 s. Scud-ER: 7,730 of 8,730 under 500, 230 s,
//!   127.8 s. Minuteman III under 1,050 kg: 20,780 of 23,230 kg, 61 s; 6,240 of 7,270, 287 s, 66 s;
//!   3,306 of 3,710, 285 s, 61 s; 2,000 to 2,500 lb/ft² on re-entry (1,500 for the Scud-ER, 4,000
//!   for the Scud-B). Nodong (a student's reconstruction, github.com/JoseTRodrigues/NODONG): 12,912
//!   kg under 1,780 and 500, 226 s, 110 s, C_d 0.25 on 1.32 m, at most 15 g.
//! - **T**: Titan II, recalled from its fact sheets: 150 t, first stage 112 t of propellant, 258 s
//!   at the ground and 296 s in vacuum, 156 s; second 27 t of 33, 316 s, 180 s.
//! - **B**: burns of "4 to 6 minutes" for the longest missiles (New Scientist, 1 September 2001,
//!   quoting T. Postol).
//! - **U**: Unha-3, recalled: its three liquid stages burn for two, more than three and more than
//!   four minutes.
//! - **D**: masses and diameters, recalled from fact sheets. One stage: ATACMS 1.67 t, 0.61 m;
//!   Lance 1.5 t, 0.56 m; Scud-B 5.9 t, 0.88 m; V-2 12.5 t, 1.65 m; Nodong 16 t, 1.32 m; Redstone
//!   27.8 t, 1.78 m; Thor 49.6 t, 2.44 m. More: Pershing II 7.4 t, 1.0 m; Polaris A-3 16.2 t, 1.37
//!   m; Minuteman III 35 t, 1.67 m; Titan II 150 t, 3.05 m.
//! - **S**: G. Sutton and O. Biblarz, Rocket Propulsion Elements: specific impulses by propellant
//!   (recalled).
//! - **W**: the sensitivity study that came with the problem this project solves: lift-off m/(C_d
//!   A) of 20 to 80 t/m², re-entry 2 to 12.6.
//! - **R**: the public reports of the flights in the catalogue, one source against another.
//! - **J**: judgement, where no better source was found.

use crate::error::Result;
use crate::error::check::within;
use crate::prior::bounds::{Bounds, Setting, bounds, settings};
use crate::prior::burn_limit::LONGEST_KNOWN_BURN_S;
use crate::prior::propulsion::Propulsion;
use crate::prior::reporting::Reporting;

/// What is held possible of a vehicle and its report before anything is reported.
///
/// Each setter checks its own limits, so that a prior which exists is one that vehicles can have.
///
/// ```
/// use lofted::Prior;
///
/// // If you know more about the vehicle, pass it: the interval narrows.
/// let prior = Prior::default().solid().with_stages(2)?.with_first_stage_burn_time_s(55.0..=65.0)?;
/// # Ok::<(), lofted::Error>(())
/// ```
// The getters say what each field is.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Prior {
    pub(super) liquid_chance: f64,
    pub(super) stage_weights: [f64; 3],
    pub(super) liquid_propulsion: Propulsion,
    pub(super) solid_propulsion: Propulsion,
    pub(super) first_propellant_share: Bounds,
    pub(super) middle_propellant_share: Bounds,
    pub(super) last_propellant_share: Bounds,
    pub(super) only_propellant_share: Bounds,
    pub(super) last_thrust_to_weight: Bounds,
    pub(super) first_stage_burn_time_s: Bounds,
    pub(super) later_stage_burn_time_s: Bounds,
    pub(super) burn_time_s: Bounds,
    pub(super) greatest_acceleration_g: f64,
    pub(super) lift_off_ballistic_coefficient_kg_per_m2: Bounds,
    pub(super) only_lift_off_ballistic_coefficient_kg_per_m2: Bounds,
    pub(super) reentry_ballistic_coefficient_kg_per_m2: Bounds,
    pub(super) kick_time_s: Bounds,
    ground_range_per_apogee: Bounds,
    reporting: Reporting,
}

impl Default for Prior {
    /// Returns the default bounds, which [`_methods`](crate::_methods) lists. The letters beside
    /// them name their sources, at the head of this file.
    fn default() -> Self {
        Self {
            // J: half and half; one, two or three stages, as likely. A report sorts out what cannot
            // fly it.
            liquid_chance: 0.5,
            stage_weights: [1.0, 1.0, 1.0],
            liquid_propulsion: Propulsion::liquid(),
            solid_propulsion: Propulsion::solid(),
            // Minuteman III 0.59 (F), Titan II 0.75 (T), with room.
            first_propellant_share: bounds(0.45, 0.82),
            // Minuteman III 0.52 (F), with room (J).
            middle_propellant_share: bounds(0.40, 0.80),
            // Minuteman III 0.69 (F), Titan II 0.81 (T); less for a small last stage (J).
            last_propellant_share: bounds(0.25, 0.90),
            // Scud-B 0.64, Scud-ER 0.84, Nodong 0.85 (F), Thor and Jupiter near 0.9 (J).
            only_propellant_share: bounds(0.40, 0.92),
            // Titan II 1.4 (T), Minuteman III 3.2 (F), with room (J).
            last_thrust_to_weight: bounds(0.5, 5.0),
            // Scud-B 62 s, Minuteman III 61 s, Scud-ER 128 s (F), Titan II 156 s (T); short-range
            // solids 20 s (J).
            first_stage_burn_time_s: bounds(20.0, 200.0),
            // 61 and 66 s (F), 180 s (T), with room.
            later_stage_burn_time_s: bounds(20.0, 250.0),
            // Six minutes (B) for missiles of record, more than nine for three liquid stages (U).
            // It was six minutes until the first score; METHODS has the score with either.
            burn_time_s: bounds(20.0, LONGEST_KNOWN_BURN_S),
            // 15 g (F); Minuteman III's third stage 11.
            greatest_acceleration_g: 15.0,
            // 31 (Pershing II) to 68 t/m² (Titan II) at 0.3 (D), 20 to 80 (W); C_d from 0.2 to
            // 0.45 (J).
            lift_off_ballistic_coefficient_kg_per_m2: bounds(20e3, 90e3),
            // 19 (ATACMS, V-2) to 39 t/m² (Nodong) at 0.3 (D), the same room. Both were 12 to 90
            // until a look at the scores; METHODS has the score with either.
            only_lift_off_ballistic_coefficient_kg_per_m2: bounds(12e3, 60e3),
            // 2 to 12.6 t/m² (W), 7 to 20 (F), less for empty bodies that do not separate (J).
            reentry_ballistic_coefficient_kg_per_m2: bounds(1.5e3, 16e3),
            // Ten seconds (F); less for quick solids (J).
            kick_time_s: bounds(3.0, 12.0),
            // Lofts in the catalogue: 0.17 (24 March 2022) to 0.9 (12 February 2017) (R).
            ground_range_per_apogee: bounds(0.1, 0.9),
            reporting: Reporting::default(),
        }
    }
}

impl Prior {
    /// Sets liquid propellant as certain.
    pub fn liquid(self) -> Self {
        Self { liquid_chance: 1.0, ..self }
    }

    /// Sets solid propellant as certain.
    pub fn solid(self) -> Self {
        Self { liquid_chance: 0.0, ..self }
    }

    /// Sets the number of stages as certain.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) unless there are one to three.
    pub fn with_stages(self, stages: usize) -> Result<Self> {
        within((1..=3).contains(&stages), "the number of stages", stages as f64, "from 1 to 3")?;
        let stage_weights = std::array::from_fn(|place| if place + 1 == stages { 1.0 } else { 0.0 });
        Ok(Self { stage_weights, ..self })
    }

    /// Returns the probabilities of one, two and three stages, as weights that need not sum to 1.
    pub fn stage_weights(&self) -> [f64; 3] {
        self.stage_weights
    }

    /// Sets the probabilities of one, two and three stages, as weights that need not sum to 1.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) unless each weight is from 0 to
    /// 1,000,000 and their sum above zero.
    pub fn with_stage_weights(self, stage_weights: [f64; 3]) -> Result<Self> {
        for weight in stage_weights {
            weight.limited("the weight of a number of stages", bounds(0.0, 1e6), "from 0 to 1,000,000")?;
        }
        let sum: f64 = stage_weights.iter().sum();
        within(sum > 0.0, "the sum of the weights of the numbers of stages", sum, "above zero")?;
        Ok(Self { stage_weights, ..self })
    }

    /// Returns the bounds that go with liquid propellant.
    pub fn liquid_propulsion(&self) -> &Propulsion {
        &self.liquid_propulsion
    }

    /// Sets the bounds that go with liquid propellant.
    pub fn with_liquid_propulsion(self, liquid_propulsion: Propulsion) -> Self {
        Self { liquid_propulsion, ..self }
    }

    /// Returns the bounds that go with solid propellant.
    pub fn solid_propulsion(&self) -> &Propulsion {
        &self.solid_propulsion
    }

    /// Sets the bounds that go with solid propellant.
    pub fn with_solid_propulsion(self, solid_propulsion: Propulsion) -> Self {
        Self { solid_propulsion, ..self }
    }

    /// Returns how far sources err beyond their words and digits.
    pub fn reporting(&self) -> &Reporting {
        &self.reporting
    }

    /// Sets how far sources err beyond their words and digits.
    pub fn with_reporting(self, reporting: Reporting) -> Self {
        Self { reporting, ..self }
    }

    settings! {
        /// The propellant is solid otherwise.
        liquid_chance: f64, with_liquid_chance(f64):
            "the chance of liquid propellant", 0.0, 1.0, "from 0 to 1";

        /// The mass of the propellant of the first of several stages over the mass at lift-off.
        first_propellant_share: Bounds, with_first_propellant_share(impl Into<Bounds>):
            "the propellant share of the first stage",
            MIN_SHARE, MAX_SHARE, "from 0.05 to 0.97";

        /// The mass of the propellant of the second of three stages over the mass at its ignition.
        middle_propellant_share: Bounds, with_middle_propellant_share(impl Into<Bounds>):
            "the propellant share of the middle stage",
            MIN_SHARE, MAX_SHARE, "from 0.05 to 0.97";

        /// The mass of the propellant of the last of several stages over the mass at its ignition.
        last_propellant_share: Bounds, with_last_propellant_share(impl Into<Bounds>):
            "the propellant share of the last stage",
            MIN_SHARE, MAX_SHARE, "from 0.05 to 0.97";

        /// The mass of the propellant of an only stage over the mass at lift-off.
        only_propellant_share: Bounds, with_only_propellant_share(impl Into<Bounds>):
            "the propellant share of an only stage",
            MIN_SHARE, MAX_SHARE, "from 0.05 to 0.97";

        /// The thrust over the weight at the ignition of the last of several stages.
        last_thrust_to_weight: Bounds, with_last_thrust_to_weight(impl Into<Bounds>):
            "the thrust over weight of the last stage", 0.1, 50.0, "from 0.1 to 50";

        /// From its ignition to its burnout.
        first_stage_burn_time_s: Bounds, with_first_stage_burn_time_s(impl Into<Bounds>):
            "the burn time of the first stage in s", 5.0, 300.0, "from 5 to 300";

        /// From its ignition to its burnout, for each stage above the first.
        later_stage_burn_time_s: Bounds, with_later_stage_burn_time_s(impl Into<Bounds>):
            "the burn time of a later stage in s", 5.0, 300.0, "from 5 to 300";

        /// From lift-off to the last burnout, the gaps between stages included.
        burn_time_s: Bounds, with_burn_time_s(impl Into<Bounds>):
            "the burn time in s", 10.0, LONGEST_KNOWN_BURN_S, "from 10 to 600";

        /// The greatest thrust acceleration at a burnout, in standard gravities.
        greatest_acceleration_g: f64, with_greatest_acceleration_g(f64):
            "the greatest acceleration in g", 1.5, 1e3, "from 1.5 to 1000";

        /// The ballistic coefficient of a vehicle of several stages.
        lift_off_ballistic_coefficient_kg_per_m2: Bounds,
        with_lift_off_ballistic_coefficient_kg_per_m2(impl Into<Bounds>):
            "m/(C_d A) at lift-off in kg/m²", 100.0, 1e6, "from 100 to 1,000,000";

        /// The ballistic coefficient of a vehicle of one stage, which is shorter and has less mass
        /// behind its cross-section than one of several.
        only_lift_off_ballistic_coefficient_kg_per_m2: Bounds,
        with_only_lift_off_ballistic_coefficient_kg_per_m2(impl Into<Bounds>):
            "m/(C_d A) at lift-off of an only stage in kg/m²", 100.0, 1e6, "from 100 to 1,000,000";

        /// The ballistic coefficient of the payload coming down.
        reentry_ballistic_coefficient_kg_per_m2: Bounds,
        with_reentry_ballistic_coefficient_kg_per_m2(impl Into<Bounds>):
            "m/(C_d A) on re-entry in kg/m²", 100.0, 1e6, "from 100 to 1,000,000";

        /// The time from lift-off at which the vertical rise ends and the kick begins the turn.
        kick_time_s: Bounds, with_kick_time_s(impl Into<Bounds>):
            "the end of the rise in s", 0.5, 60.0, "from 0.5 to 60";

        /// The ground range over the apogee of a loft whose ground range nobody reported.
        ground_range_per_apogee: Bounds, with_ground_range_per_apogee(impl Into<Bounds>):
            "the ground range per apogee", 0.0, 4.0,
            "from 0 (vertical) to 4 (a flight of greatest range over a flat Earth)";
    }
}

/// The least propellant share of a stage accepted.
const MIN_SHARE: f64 = 0.05;

/// The greatest propellant share of a stage accepted: its structure is dropped besides.
const MAX_SHARE: f64 = 0.97;
