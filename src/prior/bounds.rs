//! The bounds of what nobody reported, each with its source.
//!
//! Written down before any estimate was held against a known or a published range, but for the longest burn and the drag (see there), and
//! wide: they are to hold every ballistic missile of one to three stages from 300 km to intercontinental. What is drawn is ratios, which a
//! Scud and a Titan have in common, so nothing here depends on the size of the missile but the drag, for which the number of stages stands.
//!
//! Sources, by the letter used beside the bounds:
//!
//! - **F**: parameters of public fly-out programs. Scud-B: 3,771 kg of propellant in a stage of 4,873 kg under 987 kg, 226 s at the
//!   ground, 62 s. Scud-ER: 7,730 of 8,730 under 500, 230 s, 127.8 s. Minuteman III under 1,050 kg: 20,780 of 23,230 kg, 61 s; 6,240
//!   of 7,270, 287 s, 66 s; 3,306 of 3,710, 285 s, 61 s; 2,000 to 2,500 lb/ft² on re-entry (1,500 for the Scud-ER, 4,000 for the
//!   Scud-B). Nodong (a student's reconstruction, github.com/JoseTRodrigues/NODONG): 12,912 kg under 1,780 and 500, 226 s, 110 s,
//!   C_d 0.25 on 1.32 m, at most 15 g.
//! - **T**: Titan II, recalled from its fact sheets: 150 t, first stage 112 t of propellant, 258 s at the ground and 296 s in vacuum,
//!   156 s; second 27 t of 33, 316 s, 180 s.
//! - **B**: "4 to 6 minutes" of burn said of the longest (New Scientist, 1 September 2001, quoting T. Postol).
//! - **U**: Unha-3, recalled: its three liquid stages burn for two, more than three and more than four minutes.
//! - **D**: masses and diameters, recalled from fact sheets. One stage: ATACMS 1.67 t, 0.61 m; Lance 1.5 t, 0.56 m; Scud-B 5.9 t, 0.88 m;
//!   V-2 12.5 t, 1.65 m; Nodong 16 t, 1.32 m; Redstone 27.8 t, 1.78 m; Thor 49.6 t, 2.44 m. More: Pershing II 7.4 t, 1.0 m; Polaris A-3
//!   16.2 t, 1.37 m; Minuteman III 35 t, 1.67 m; Titan II 150 t, 3.05 m.
//! - **S**: G. Sutton and O. Biblarz, Rocket Propulsion Elements: specific impulses by propellant (recalled).
//! - **W**: the sensitivity study that this project was given with the problem: lift-off m/(C_d A) of 20 to 80 t/m², re-entry 2 to
//!   12.6.
//! - **R**: the public reports of the flights in the catalogue, one source against another.
//! - **J**: judgement; nothing better was found.

use std::ops::RangeInclusive;

use crate::error::{Error, Result};
use crate::prior::burn_limit::LONGEST_KNOWN_BURN_S;

/// The least and the greatest of something not reported; all between is as likely, evenly in the logarithm for ratios of
/// acceleration, drag and time, evenly for the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The least.
    pub low: f64,
    /// The greatest; the least itself for what is known.
    pub high: f64,
}

const fn bounds(low: f64, high: f64) -> Bounds {
    Bounds { low, high }
}

impl Bounds {
    /// Whether a value is within.
    pub fn holds(&self, value: f64) -> bool {
        value >= self.low && value <= self.high
    }

    /// At a share of the way, evenly.
    pub(crate) fn at(&self, share: f64) -> f64 {
        self.low + (self.high - self.low) * share
    }

    /// At a share of the way, evenly in the logarithm.
    pub(crate) fn log_at(&self, share: f64) -> f64 {
        self.low * (self.high / self.low).powf(share)
    }

    /// What both hold; the high below the low if nothing is.
    pub(crate) fn and(&self, other: Self) -> Self {
        bounds(self.low.max(other.low), self.high.min(other.high))
    }

    /// How much of the logarithmic width of other bounds these have; none if they are empty.
    pub(crate) fn log_share_of(&self, whole: &Self) -> Option<f64> {
        if !(self.low <= self.high) {
            return None;
        }
        let width = (whole.high / whole.low).ln();
        Some(if width > 0.0 { (self.high / self.low).ln() / width } else { 1.0 })
    }

    fn check(&self, quantity: &'static str, allowed: Self, said: &'static str) -> Result<()> {
        for value in [self.low, self.high] {
            if !(allowed.holds(value) && self.low <= self.high) {
                return Err(Error::OutsideDomain { quantity, value, allowed: said });
            }
        }
        Ok(())
    }
}

impl From<RangeInclusive<f64>> for Bounds {
    fn from(range: RangeInclusive<f64>) -> Self {
        bounds(*range.start(), *range.end())
    }
}

/// What goes with the propellant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Propulsion {
    /// Thrust over weight at lift-off.
    pub lift_off_thrust_to_weight: Bounds,
    /// Thrust over weight at the ignition of a stage above the first, if there is one above it.
    pub upper_thrust_to_weight: Bounds,
    /// Specific impulse of the first stage at the ground, s.
    pub ground_specific_impulse_s: Bounds,
    /// Specific impulse of the first stage in vacuum over that at the ground.
    pub vacuum_per_ground_impulse: Bounds,
    /// Specific impulse of the stages above, in vacuum, s.
    pub upper_specific_impulse_s: Bounds,
    /// Structure dropped over propellant burned.
    pub structure_per_propellant: Bounds,
    /// Time without thrust between two stages, s.
    pub gap_s: Bounds,
}

/// How far a source errs beyond its words and digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reporting {
    /// Scale of the logistic error of an apogee, relative.
    pub apogee_error: f64,
    /// Scale of the logistic error of a ground range, relative.
    pub ground_range_error: f64,
    /// Scale of the logistic error of a flight time, s.
    pub flight_time_error_s: f64,
    /// How far beyond "more than X" the figure may be, and below "up to X", relative.
    pub one_sided: f64,
}

/// What is held possible of a vehicle and its report before anything is reported.
///
/// ```
/// use lofted::Prior;
///
/// // Whoever knows more says so, and the interval narrows.
/// let prior = Prior::default().solid().with_stages(2)?.with_first_stage_burn_time_s(55.0..=65.0)?;
/// # Ok::<(), lofted::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Prior {
    /// Chance of liquid propellant; of solid otherwise.
    pub liquid_chance: f64,
    /// Chances of one, two and three stages, as weights.
    pub stage_weights: [f64; 3],
    /// Of liquid vehicles.
    pub liquid: Propulsion,
    /// Of solid vehicles.
    pub solid: Propulsion,
    /// Propellant of the first of several stages over the mass at lift-off.
    pub first_propellant_share: Bounds,
    /// Propellant of the second of three stages over the mass at its ignition.
    pub middle_propellant_share: Bounds,
    /// Propellant of the last of several stages over the mass at its ignition.
    pub last_propellant_share: Bounds,
    /// Propellant of an only stage over the mass at lift-off.
    pub only_propellant_share: Bounds,
    /// Thrust over weight at the ignition of the last of several stages.
    pub last_thrust_to_weight: Bounds,
    /// Burn time of the first stage, s.
    pub first_stage_burn_time_s: Bounds,
    /// Burn time of any later stage, s.
    pub later_stage_burn_time_s: Bounds,
    /// From lift-off to the last burnout, s.
    pub burn_time_s: Bounds,
    /// The greatest thrust acceleration at a burnout, in standard gravities.
    pub greatest_acceleration_g: f64,
    /// m/(C_d A) at lift-off of a vehicle of several stages, kg/m².
    pub lift_off_ballistic_coefficient_kg_per_m2: Bounds,
    /// The same of a vehicle of one stage: it is shorter, and has less mass behind its cross-section.
    pub only_lift_off_ballistic_coefficient_kg_per_m2: Bounds,
    /// m/(C_d A) on re-entry, kg/m².
    pub reentry_ballistic_coefficient_kg_per_m2: Bounds,
    /// End of the vertical rise, s.
    pub kick_time_s: Bounds,
    /// Ground range over apogee of a loft whose ground range nobody reported.
    pub ground_range_per_apogee: Bounds,
    /// How far sources err.
    pub reporting: Reporting,
}

impl Default for Prior {
    /// The bounds and their sources (letters: see the module's text in the repository, or METHODS).
    fn default() -> Self {
        Self {
            // J: half and half; one, two or three stages, as likely. A report sorts out what cannot fly it.
            liquid_chance: 0.5,
            stage_weights: [1.0, 1.0, 1.0],
            liquid: Propulsion {
                // Titan II 1.29 (T), Scud-ER 1.5, Nodong 1.75, Scud-B 2.35 (F).
                lift_off_thrust_to_weight: bounds(1.15, 2.5),
                // Titan II's second stage 1.4 (T); small upper stages with vernier engines less (J).
                upper_thrust_to_weight: bounds(0.7, 2.5),
                // Scud's 226 (F) to 258 (T), and 270 for the best storable pair (S).
                ground_specific_impulse_s: bounds(220.0, 270.0),
                // 296/258 = 1.147 (T); nozzles of less expansion 1.08 (S).
                vacuum_per_ground_impulse: bounds(1.07, 1.18),
                // Kerosene and nitric acid 265 (S) to 316 (T) and a little more.
                upper_specific_impulse_s: bounds(260.0, 322.0),
                // Titan II 0.05 (T), Scud-ER 0.13, Nodong 0.14 (F).
                structure_per_propellant: bounds(0.04, 0.15),
                // Hot staging to a pause for separation (J).
                gap_s: bounds(0.0, 5.0),
            },
            solid: Propulsion {
                // Minuteman III 2.6 (F); first stages lift at 1.3 and more to leave a launcher (J), short-range ones at up to 4 (J).
                lift_off_thrust_to_weight: bounds(1.3, 4.0),
                // Minuteman III 2.3 (F), and as much again either way (J).
                upper_thrust_to_weight: bounds(1.0, 4.0),
                // Early double-base and polyurethane 220 (S) to 267 (F).
                ground_specific_impulse_s: bounds(220.0, 267.0),
                // 287/267 = 1.075 (F) to 1.15 (S).
                vacuum_per_ground_impulse: bounds(1.05, 1.16),
                // 285 and 287 (F), 255 for early ones, 300 for the best (S).
                upper_specific_impulse_s: bounds(255.0, 302.0),
                // Minuteman III 0.118, 0.165, 0.122 (F), composite cases 0.07 (S).
                structure_per_propellant: bounds(0.06, 0.18),
                // Hot staging to a coast (J).
                gap_s: bounds(0.0, 8.0),
            },
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
            // Scud-B 62 s, Minuteman III 61 s, Scud-ER 128 s (F), Titan II 156 s (T); short-range solids 20 s (J).
            first_stage_burn_time_s: bounds(20.0, 200.0),
            // 61 and 66 s (F), 180 s (T), with room.
            later_stage_burn_time_s: bounds(20.0, 250.0),
            // Six minutes (B) for missiles of record, more than nine for three liquid stages (U). It was six minutes until the first
            // score; METHODS has the score with either.
            burn_time_s: bounds(20.0, LONGEST_KNOWN_BURN_S),
            // 15 g (F); Minuteman III's third stage 11.
            greatest_acceleration_g: 15.0,
            // 31 (Pershing II) to 68 t/m² (Titan II) at 0.3 (D), 20 to 80 (W); C_d from 0.2 to 0.45 (J).
            lift_off_ballistic_coefficient_kg_per_m2: bounds(20e3, 90e3),
            // 19 (ATACMS, V-2) to 39 t/m² (Nodong) at 0.3 (D), the same room. Both were 12 to 90 until a look at the scores; METHODS has
            // the score with either.
            only_lift_off_ballistic_coefficient_kg_per_m2: bounds(12e3, 60e3),
            // 2 to 12.6 t/m² (W), 7 to 20 (F), less for empty bodies that do not separate (J).
            reentry_ballistic_coefficient_kg_per_m2: bounds(1.5e3, 16e3),
            // Ten seconds (F); less for quick solids (J).
            kick_time_s: bounds(3.0, 12.0),
            // Lofts in the catalogue: 0.17 (24 March 2022) to 0.9 (12 February 2017) (R).
            ground_range_per_apogee: bounds(0.1, 0.9),
            reporting: Reporting {
                // Sources on one apogee agree within their rounding, 0.6 % (R); outliers are another report, not an error.
                apogee_error: 0.002,
                // 930 and 933, 950 and 960, 1,080 to 1,100 km (R).
                ground_range_error: 0.005,
                // What counts as lift-off and as impact (J).
                flight_time_error_s: 1.0,
                // "Greatly exceeded 2,500 km" of 2,802 (R).
                one_sided: 0.2,
            },
        }
    }
}

impl Prior {
    /// Liquid propellant, for certain.
    #[must_use]
    pub fn liquid(self) -> Self {
        Self { liquid_chance: 1.0, ..self }
    }

    /// Solid propellant, for certain.
    #[must_use]
    pub fn solid(self) -> Self {
        Self { liquid_chance: 0.0, ..self }
    }

    /// So many stages, for certain.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless there are one to three.
    pub fn with_stages(self, stages: usize) -> Result<Self> {
        let mut stage_weights = [0.0; 3];
        match stages.checked_sub(1).and_then(|place| stage_weights.get_mut(place)) {
            Some(weight) => *weight = 1.0,
            None => {
                return Err(Error::OutsideDomain {
                    quantity: "the number of stages",
                    value: stages as f64,
                    allowed: "from 1 to 3",
                });
            }
        }
        Ok(Self { stage_weights, ..self })
    }

    /// The first stage burns for so long, s.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless it is from 5 to 300 s, the lower end first.
    pub fn with_first_stage_burn_time_s(self, burn_time_s: RangeInclusive<f64>) -> Result<Self> {
        Self { first_stage_burn_time_s: burn_time_s.into(), ..self }.checked()
    }

    /// From lift-off to the last burnout it is so long, s.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] unless it is from 10 to 600 s, the lower end first.
    pub fn with_burn_time_s(self, burn_time_s: RangeInclusive<f64>) -> Result<Self> {
        Self { burn_time_s: burn_time_s.into(), ..self }.checked()
    }

    /// The prior itself, if its bounds are such as vehicles can have.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`], naming the bound.
    pub fn checked(self) -> Result<Self> {
        self.check()?;
        Ok(self)
    }

    pub(crate) fn reporting(&self) -> &Reporting {
        &self.reporting
    }

    pub(crate) fn burn_time_s(&self) -> Bounds {
        self.burn_time_s
    }

    pub(crate) fn check(&self) -> Result<()> {
        let within =
            |quantity, value: f64, allowed: Bounds, said| bounds(value, value).check(quantity, allowed, said);
        within("the chance of liquid propellant", self.liquid_chance, bounds(0.0, 1.0), "from 0 to 1")?;
        for weight in self.stage_weights {
            within("the weight of a number of stages", weight, bounds(0.0, 1e6), "from 0 to 1,000,000")?;
        }
        if !(self.stage_weights.iter().sum::<f64>() > 0.0) {
            return Err(Error::OutsideDomain {
                quantity: "the sum of the weights of the numbers of stages",
                value: 0.0,
                allowed: "above zero",
            });
        }
        for propulsion in [&self.liquid, &self.solid] {
            propulsion.check()?;
        }
        for (quantity, share) in [
            ("the propellant share of the first stage", self.first_propellant_share),
            ("the propellant share of the middle stage", self.middle_propellant_share),
            ("the propellant share of the last stage", self.last_propellant_share),
            ("the propellant share of an only stage", self.only_propellant_share),
        ] {
            // Structure is dropped besides.
            share.check(quantity, bounds(0.05, 0.97), "from 0.05 to 0.97, the lower bound first")?;
        }
        self.last_thrust_to_weight.check(
            "the thrust over weight of the last stage",
            bounds(0.1, 50.0),
            "from 0.1 to 50, the lower bound first",
        )?;
        for (quantity, time) in [
            ("the burn time of the first stage in s", self.first_stage_burn_time_s),
            ("the burn time of a later stage in s", self.later_stage_burn_time_s),
        ] {
            time.check(quantity, bounds(5.0, 300.0), "from 5 to 300, the lower bound first")?;
        }
        self.burn_time_s.check(
            "the burn time in s",
            bounds(10.0, LONGEST_KNOWN_BURN_S),
            "from 10 to 600, the lower bound first",
        )?;
        within(
            "the greatest acceleration in g",
            self.greatest_acceleration_g,
            bounds(1.5, 1e3),
            "from 1.5 to 1000",
        )?;
        for (quantity, coefficient) in [
            ("m/(C_d A) at lift-off in kg/m²", self.lift_off_ballistic_coefficient_kg_per_m2),
            (
                "m/(C_d A) at lift-off of an only stage in kg/m²",
                self.only_lift_off_ballistic_coefficient_kg_per_m2,
            ),
            ("m/(C_d A) on re-entry in kg/m²", self.reentry_ballistic_coefficient_kg_per_m2),
        ] {
            coefficient.check(
                quantity,
                bounds(100.0, 1e6),
                "from 100 to 1,000,000, the lower bound first",
            )?;
        }
        self.kick_time_s.check(
            "the end of the rise in s",
            bounds(0.5, 60.0),
            "from 0.5 to 60, the lower bound first",
        )?;
        self.ground_range_per_apogee.check(
            "the ground range per apogee",
            bounds(0.0, 4.0),
            "from 0 (vertical) to 4 (a flight of greatest range over a flat Earth), the lower bound first",
        )?;
        let Reporting { apogee_error, ground_range_error, flight_time_error_s, one_sided } = self.reporting;
        within("the error of an apogee", apogee_error, bounds(0.0, 0.2), "from 0 to 0.2")?;
        within("the error of a ground range", ground_range_error, bounds(0.0, 0.2), "from 0 to 0.2")?;
        // With none at all a draw could only by chance have the time that was reported.
        within(
            "the error of a flight time in s",
            flight_time_error_s,
            bounds(0.1, 600.0),
            "from 0.1 to 600",
        )?;
        within("how far a one-sided figure may be off", one_sided, bounds(0.0, 1.0), "from 0 to 1")
    }
}

impl Propulsion {
    fn check(&self) -> Result<()> {
        self.lift_off_thrust_to_weight.check(
            "the thrust over weight at lift-off",
            bounds(1.02, 50.0),
            "from 1.02 to 50, the lower bound first",
        )?;
        self.upper_thrust_to_weight.check(
            "the thrust over weight of an upper stage",
            bounds(0.1, 50.0),
            "from 0.1 to 50, the lower bound first",
        )?;
        for (quantity, impulse) in [
            ("the specific impulse at the ground in s", self.ground_specific_impulse_s),
            ("the specific impulse of an upper stage in s", self.upper_specific_impulse_s),
        ] {
            impulse.check(quantity, bounds(100.0, 500.0), "from 100 to 500, the lower bound first")?;
        }
        self.vacuum_per_ground_impulse.check(
            "the specific impulse in vacuum over that at the ground",
            bounds(1.0, 1.6),
            "from 1 to 1.6, the lower bound first",
        )?;
        self.structure_per_propellant.check(
            "the structure per propellant",
            bounds(0.0, 0.5),
            "from 0 to 0.5, the lower bound first",
        )?;
        self.gap_s.check(
            "the gap between stages in s",
            bounds(0.0, 60.0),
            "from 0 to 60, the lower bound first",
        )
    }
}
