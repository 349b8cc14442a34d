//! What goes with the propellant: thrust, specific impulse, structure and staging.
//!
//! The letters beside the bounds name their sources, which `prior/distribution.rs` lists.

use crate::error::Result;
use crate::prior::bounds::{Bounds, Setting, bounds, settings};
use crate::prior::marginal::{Marginal, marginal};

/// The distributions that go with a propellant.
///
/// ```
/// use lofted::{Prior, Propulsion};
///
/// let storable = Propulsion::liquid().with_ground_specific_impulse_s(240.0..=270.0)?;
/// let prior = Prior::default().with_liquid_propulsion(storable);
/// assert_eq!(prior.liquid_propulsion().ground_specific_impulse_s().bounds().low, 240.0);
/// # Ok::<(), lofted::Error>(())
/// ```
// The getters say what each field is.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Propulsion {
    pub(super) lift_off_thrust_to_weight: Marginal,
    pub(super) only_thrust_to_weight: Marginal,
    pub(super) upper_thrust_to_weight: Bounds,
    pub(super) ground_specific_impulse_s: Marginal,
    pub(super) vacuum_per_ground_impulse: Marginal,
    pub(super) upper_specific_impulse_s: Marginal,
    pub(super) structure_per_propellant: Marginal,
    pub(super) gap_s: Bounds,
}

impl Propulsion {
    /// Returns the default distributions of liquid vehicles: where there are quartiles, half of the
    /// motors beside them lie between.
    pub const fn liquid() -> Self {
        Self {
            // Redstone 1.28, Titan II 1.29 (T), Jupiter 1.36, Thor 1.4, Scud-ER 1.5, R-12 1.6, R-16
            // and Nodong 1.8 (E, F), A-4 2.0, Scud-B 2.35 (F); early sounding rockets more (J).
            lift_off_thrust_to_weight: marginal(1.15, [1.35, 1.85], 2.9),
            only_thrust_to_weight: marginal(1.15, [1.35, 1.85], 2.9),
            // Titan II's second stage 1.4 (T); small upper stages with vernier engines less (J).
            upper_thrust_to_weight: bounds(0.7, 2.5),
            // Alcohol and peroxide motors 180 to 205, A-4 203, R-5 219, Scud 226 (F), R-12 230,
            // Thor 248, R-14 248, Titan I 251, Titan II 258 (T), R-36 and R-27 to 270 (E, S).
            ground_specific_impulse_s: marginal(180.0, [225.0, 258.0], 275.0),
            // Nozzles of little expansion 1.08 (S); DF-5 1.12, Scud and Thor 1.14, Titan II 1.147
            // (T), R-14 and A-4 1.17, Redstone 1.2 (E).
            vacuum_per_ground_impulse: marginal(1.07, [1.11, 1.17], 1.24),
            // Kerosene and nitric acid 255 to 280 (S), DF-4 and DF-5 290, R-16 293, Titan I 308,
            // Titan II 316 (T) and a little more (E).
            upper_specific_impulse_s: marginal(255.0, [282.0, 312.0], 325.0),
            // R-36 and Titan II 0.04 to 0.05 (T), R-16 0.07, Scud-ER 0.13, Nodong 0.14 (F).
            structure_per_propellant: marginal(0.03, [0.045, 0.09], 0.15),
            // Hot staging to a pause for separation (J).
            gap_s: bounds(0.0, 5.0),
        }
    }

    /// Returns the default distributions of solid vehicles.
    pub const fn solid() -> Self {
        Self {
            // First stages lift at 1.3 and more to leave a launcher (J); Topol 2.0, Polaris A-3
            // 2.2, Pershing II 2.4, Peacekeeper 2.5, Minuteman III 2.6 (F), Polaris A-1 2.9,
            // Sergeant 4.4 (E).
            lift_off_thrust_to_weight: marginal(1.3, [2.1, 2.9], 5.0),
            // Sergeant 4.5, Iskander 3.4 (E): too few for quartiles.
            only_thrust_to_weight: Marginal::even(1.3, 5.0),
            // Minuteman III 2.3 (F), and as much again either way (J).
            upper_thrust_to_weight: bounds(1.0, 4.0),
            // Early motors 200 to 220, Castor 232, Minuteman 237 (E) to 267 (F).
            ground_specific_impulse_s: marginal(200.0, [228.0, 250.0], 270.0),
            // Castor 1.065, Minuteman III 1.075 (F) to 1.1, strap-on motors 1.12 (E), 1.15 (S);
            // nozzles made for height, ignited at the ground, more (J).
            vacuum_per_ground_impulse: marginal(1.05, [1.08, 1.15], 1.35),
            // Early ones 250 to 265, Minuteman II 275, Minuteman III 285 and 287 (F), the best 305
            // (E, S).
            upper_specific_impulse_s: marginal(250.0, [271.0, 291.0], 306.0),
            // Composite cases 0.07 (S); Minuteman III 0.118, 0.165, 0.122 (F); early steel cases up
            // to 0.25 (E).
            structure_per_propellant: marginal(0.06, [0.09, 0.15], 0.25),
            // Hot staging to a coast (J).
            gap_s: bounds(0.0, 8.0),
        }
    }

    settings! {
        /// The thrust over the weight at lift-off of the first of several stages.
        lift_off_thrust_to_weight: Marginal, with_lift_off_thrust_to_weight(impl Into<Marginal>):
            "the thrust over weight at lift-off", 1.02, 50.0, "from 1.02 to 50";

        /// The thrust over the weight at lift-off of an only stage. Its burn time follows from it.
        only_thrust_to_weight: Marginal, with_only_thrust_to_weight(impl Into<Marginal>):
            "the thrust over weight of an only stage", 1.02, 50.0, "from 1.02 to 50";

        /// The thrust over the weight at the ignition of a stage above the first, if there is
        /// another stage above it.
        upper_thrust_to_weight: Bounds, with_upper_thrust_to_weight(impl Into<Bounds>):
            "the thrust over weight of an upper stage", 0.1, 50.0, "from 0.1 to 50";

        /// The specific impulse of the first stage at the ground, s.
        ground_specific_impulse_s: Marginal, with_ground_specific_impulse_s(impl Into<Marginal>):
            "the specific impulse at the ground in s", 100.0, 500.0, "from 100 to 500";

        /// The specific impulse of the first stage in vacuum over that at the ground.
        vacuum_per_ground_impulse: Marginal, with_vacuum_per_ground_impulse(impl Into<Marginal>):
            "the specific impulse in vacuum over that at the ground", 1.0, 1.6, "from 1 to 1.6";

        /// The specific impulse of the stages above the first, in vacuum, s.
        upper_specific_impulse_s: Marginal, with_upper_specific_impulse_s(impl Into<Marginal>):
            "the specific impulse of an upper stage in s", 100.0, 500.0, "from 100 to 500";

        /// The mass of the structure dropped over the mass of the propellant burned.
        structure_per_propellant: Marginal, with_structure_per_propellant(impl Into<Marginal>):
            "the structure per propellant", 0.0, 0.5, "from 0 to 0.5";

        /// The time without thrust between two stages, s.
        gap_s: Bounds, with_gap_s(impl Into<Bounds>):
            "the gap between stages in s", 0.0, 60.0, "from 0 to 60";
    }
}
