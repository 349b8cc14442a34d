//! The distribution of the vehicles that nobody reported: bounds, each with its source.
//!
//! The bounds and quartiles were written down before any estimate was compared with a known or a
//! published range, except where METHODS says otherwise. The bounds are wide, because they have to
//! hold every ballistic missile of one to three stages from 100 km to intercontinental; where many
//! motors or bodies are on record, half of the probability lies between their quartiles. The
//! quantities drawn are ratios, which a Scud and a Titan have in common.
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
//! - **E**: engines and motors of record, recalled from encyclopaedias and from the configurations
//!   of the Realism Overhaul project: thrusts, impulses and masses of stages.
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
use crate::prior::marginal::{Marginal, marginal};
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
    pub(super) liquid_chance: Option<f64>,
    pub(super) stage_weights: Option<[f64; 3]>,
    pub(super) liquid_propulsion: Propulsion,
    pub(super) solid_propulsion: Propulsion,
    pub(super) first_propellant_share: Marginal,
    pub(super) middle_propellant_share: Bounds,
    pub(super) last_propellant_share: Bounds,
    pub(super) only_propellant_share: Bounds,
    pub(super) last_thrust_to_weight: Bounds,
    pub(super) first_stage_burn_time_s: Bounds,
    pub(super) later_stage_burn_time_s: Bounds,
    pub(super) later_burn_ratio: Marginal,
    pub(super) burn_time_s: Bounds,
    pub(super) greatest_acceleration_g: f64,
    pub(super) mass_per_area_of_one_stage_kg_per_m2: Marginal,
    pub(super) mass_per_area_of_two_stages_kg_per_m2: Marginal,
    pub(super) mass_per_area_of_three_stages_kg_per_m2: Marginal,
    pub(super) drag_coefficient: Marginal,
    pub(super) whole_body_chance: f64,
    pub(super) whole_body_drag_ratio: Marginal,
    pub(super) pitch_programme_chance: f64,
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
            // As missiles of the range that the free arc's energy gives have had them: see
            // `prior/missiles_of_record.rs`.
            liquid_chance: None,
            stage_weights: None,
            liquid_propulsion: Propulsion::liquid(),
            solid_propulsion: Propulsion::solid(),
            // Thirteen missiles (`tests/data/stages.csv`), 0.48 to 0.78, with room.
            first_propellant_share: marginal(0.40, [0.57, 0.70], 0.82),
            // Minuteman III 0.52 (F), with room (J).
            middle_propellant_share: bounds(0.40, 0.80),
            // Minuteman III 0.69 (F), Titan II 0.81 (T); less for a small last stage (J).
            last_propellant_share: bounds(0.25, 0.90),
            // Scud-B 0.64, Scud-ER 0.84, Nodong 0.85 (F), Thor and Jupiter near 0.9, R-14 0.92 (E).
            only_propellant_share: bounds(0.40, 0.94),
            // Titan II 1.4 (T), Minuteman III 3.2 (F), small last stages of solid missiles 9 (E).
            last_thrust_to_weight: bounds(0.5, 10.0),
            // Scud-B 62 s, Minuteman III 61 s, Scud-ER 128 s (F), Titan II 156 s (T); short-range
            // solids 20 s (J).
            first_stage_burn_time_s: bounds(20.0, 200.0),
            // 61 and 66 s (F), 180 s (T), with room; small last stages 15 to 20 s (E).
            later_stage_burn_time_s: bounds(15.0, 250.0),
            // Last stages of Trident II 0.6 and RT-2 0.6, S3 0.7, Minuteman II 0.95, Minuteman III
            // 1.0 and 1.1, Titan I and II 1.15 (E, T), Peacekeeper 1.3, R-36 1.3, R-16 1.4 (E).
            later_burn_ratio: marginal(0.35, [0.75, 1.3], 2.4),
            // Six minutes (B) for missiles of record, more than nine for three liquid stages (U).
            // It was six minutes until the first score; METHODS has the score with either.
            burn_time_s: bounds(20.0, LONGEST_KNOWN_BURN_S),
            // Minuteman III's third stage 11 (F), Nodong 15 (F), small or early missiles to 21 (E).
            greatest_acceleration_g: 22.0,
            // Masses and diameters of 95 missiles (`tests/data/bodies.csv`): the quartiles, and the
            // least and the most with room of a factor of 1.2, more than lies between any extreme and the
            // next.
            // `examples/derived_prior.rs` derives these three and the next two.
            mass_per_area_of_one_stage_kg_per_m2: marginal(3.9e3, [6.7e3, 11.8e3], 23e3),
            mass_per_area_of_two_stages_kg_per_m2: marginal(6.0e3, [11.7e3, 18.9e3], 36e3),
            mass_per_area_of_three_stages_kg_per_m2: marginal(9.8e3, [13.5e3, 19.2e3], 29e3),
            // Fleeman's formula over noses, lengths and nozzles, and the curve of the M-V.
            drag_coefficient: marginal(0.12, [0.20, 0.30], 0.68),
            // The same bodies without thrust from Mach 2 to 6, over their ascent.
            whole_body_drag_ratio: marginal(0.51, [0.82, 1.17], 1.95),
            // Scud-B, V-2 and ATACMS come down whole, Pershing and Nodong do not (J): half and half.
            whole_body_chance: 0.5,
            // How lofts are steered is not published (J): half by a gravity turn, or by an attitude
            // soon reached and held, which costs as little.
            pitch_programme_chance: 0.5,
            // 2 to 12.6 t/m² (W), 7 to 20 (F). Bodies that do not separate are drawn apart.
            reentry_ballistic_coefficient_kg_per_m2: bounds(2e3, 20e3),
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
        Self { liquid_chance: Some(1.0), ..self }
    }

    /// Sets solid propellant as certain.
    pub fn solid(self) -> Self {
        Self { liquid_chance: Some(0.0), ..self }
    }

    /// Sets the number of stages as certain.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) unless there are one to three.
    pub fn with_stages(self, stages: usize) -> Result<Self> {
        within((1..=3).contains(&stages), "the number of stages", stages as f64, "from 1 to 3")?;
        let stage_weights = std::array::from_fn(|place| if place + 1 == stages { 1.0 } else { 0.0 });
        Ok(Self { stage_weights: Some(stage_weights), ..self })
    }

    /// Returns the chance of liquid propellant; none where it is that of missiles of record with
    /// the same number of stages and about the same range, as by default.
    pub fn liquid_chance(&self) -> Option<f64> {
        self.liquid_chance
    }

    /// Sets the chance of liquid propellant; it is solid otherwise.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) unless it is from 0 to 1.
    pub fn with_liquid_chance(self, liquid_chance: f64) -> Result<Self> {
        let limits = bounds(0.0, 1.0);
        let liquid_chance =
            liquid_chance.limited("the chance of liquid propellant", limits, "from 0 to 1")?;
        Ok(Self { liquid_chance: Some(liquid_chance), ..self })
    }

    /// Returns the probabilities of one, two and three stages, as weights that need not sum to 1;
    /// none where they are those of missiles of record of about the same range, as by default.
    pub fn stage_weights(&self) -> Option<[f64; 3]> {
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
        Ok(Self { stage_weights: Some(stage_weights), ..self })
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
        /// The mass of the propellant of the first of several stages over the mass at lift-off.
        first_propellant_share: Marginal, with_first_propellant_share(impl Into<Marginal>):
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

        /// For each stage above the first, within the bounds of its burn time.
        later_burn_ratio: Marginal, with_later_burn_ratio(impl Into<Marginal>):
            "the burn time of a later stage over that of the first", 0.01, 100.0, "from 0.01 to 100";

        /// From lift-off to the last burnout, the gaps between stages included.
        burn_time_s: Bounds, with_burn_time_s(impl Into<Bounds>):
            "the burn time in s", 10.0, LONGEST_KNOWN_BURN_S, "from 10 to 600";

        /// The greatest thrust acceleration at a burnout, in standard gravities.
        greatest_acceleration_g: f64, with_greatest_acceleration_g(f64):
            "the greatest acceleration in g", 1.5, 1e3, "from 1.5 to 1000";

        /// The mass at lift-off over the cross-section, of a vehicle of one stage.
        mass_per_area_of_one_stage_kg_per_m2: Marginal,
        with_mass_per_area_of_one_stage_kg_per_m2(impl Into<Marginal>):
            "m/A at lift-off of one stage in kg/m²", 10.0, 1e6, "from 10 to 1,000,000";

        /// The mass at lift-off over the cross-section, of a vehicle of two stages.
        mass_per_area_of_two_stages_kg_per_m2: Marginal,
        with_mass_per_area_of_two_stages_kg_per_m2(impl Into<Marginal>):
            "m/A at lift-off of two stages in kg/m²", 10.0, 1e6, "from 10 to 1,000,000";

        /// The mass at lift-off over the cross-section, of a vehicle of three stages.
        mass_per_area_of_three_stages_kg_per_m2: Marginal,
        with_mass_per_area_of_three_stages_kg_per_m2(impl Into<Marginal>):
            "m/A at lift-off of three stages in kg/m²", 10.0, 1e6, "from 10 to 1,000,000";

        /// The drag coefficient of the ascent: the constant one that costs as much speed as the
        /// curve by Mach number does.
        drag_coefficient: Marginal, with_drag_coefficient(impl Into<Marginal>):
            "the drag coefficient of the ascent", 0.01, 2.0, "from 0.01 to 2";

        /// The chance that a vehicle of one stage comes down whole, without separating a payload.
        whole_body_chance: f64, with_whole_body_chance(f64):
            "the chance of a whole body on re-entry", 0.0, 1.0, "from 0 to 1";

        /// The drag coefficient of a whole body on re-entry over that of the ascent.
        whole_body_drag_ratio: Marginal, with_whole_body_drag_ratio(impl Into<Marginal>):
            "the drag ratio of a whole body", 0.1, 10.0, "from 0.1 to 10";

        /// The chance that the loft is flown by a pitch programme; by a gravity turn otherwise. The
        /// share of the burn that the programme takes is uniform from 0 to 1.
        pitch_programme_chance: f64, with_pitch_programme_chance(f64):
            "the chance of a pitch programme on the loft", 0.0, 1.0, "from 0 to 1";

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
