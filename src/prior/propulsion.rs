//! What goes with the propellant: thrust, specific impulse, structure and staging.
//!
//! The letters beside the bounds name their sources, which `prior/distribution.rs` lists.

use crate::error::Result;
use crate::prior::bounds::{Bounds, Setting, bounds, settings};

/// The bounds that go with a propellant.
///
/// ```
/// use lofted::{Prior, Propulsion};
///
/// let storable = Propulsion::liquid().with_ground_specific_impulse_s(240.0..=270.0)?;
/// let prior = Prior::default().with_liquid_propulsion(storable);
/// assert_eq!(prior.liquid_propulsion().ground_specific_impulse_s().low, 240.0);
/// # Ok::<(), lofted::Error>(())
/// ```
// The getters say what each field is.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Propulsion {
    pub(super) lift_off_thrust_to_weight: Bounds,
    pub(super) upper_thrust_to_weight: Bounds,
    pub(super) ground_specific_impulse_s: Bounds,
    pub(super) vacuum_per_ground_impulse: Bounds,
    pub(super) upper_specific_impulse_s: Bounds,
    pub(super) structure_per_propellant: Bounds,
    pub(super) gap_s: Bounds,
}

impl Propulsion {
    /// Returns the default bounds of liquid vehicles.
    pub const fn liquid() -> Self {
        Self {
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
        }
    }

    /// Returns the default bounds of solid vehicles.
    pub const fn solid() -> Self {
        Self {
            // Minuteman III 2.6 (F); first stages lift at 1.3 and more to leave a launcher (J),
            // short-range ones at up to 4 (J).
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
        }
    }

    settings! {
        /// The thrust over the weight at lift-off.
        lift_off_thrust_to_weight: Bounds, with_lift_off_thrust_to_weight(impl Into<Bounds>):
            "the thrust over weight at lift-off", 1.02, 50.0, "from 1.02 to 50";

        /// The thrust over the weight at the ignition of a stage above the first, if there is
        /// another stage above it.
        upper_thrust_to_weight: Bounds, with_upper_thrust_to_weight(impl Into<Bounds>):
            "the thrust over weight of an upper stage", 0.1, 50.0, "from 0.1 to 50";

        /// The specific impulse of the first stage at the ground, s.
        ground_specific_impulse_s: Bounds, with_ground_specific_impulse_s(impl Into<Bounds>):
            "the specific impulse at the ground in s", 100.0, 500.0, "from 100 to 500";

        /// The specific impulse of the first stage in vacuum over that at the ground.
        vacuum_per_ground_impulse: Bounds, with_vacuum_per_ground_impulse(impl Into<Bounds>):
            "the specific impulse in vacuum over that at the ground", 1.0, 1.6, "from 1 to 1.6";

        /// The specific impulse of the stages above the first, in vacuum, s.
        upper_specific_impulse_s: Bounds, with_upper_specific_impulse_s(impl Into<Bounds>):
            "the specific impulse of an upper stage in s", 100.0, 500.0, "from 100 to 500";

        /// The mass of the structure dropped over the mass of the propellant burned.
        structure_per_propellant: Bounds, with_structure_per_propellant(impl Into<Bounds>):
            "the structure per propellant", 0.0, 0.5, "from 0 to 0.5";

        /// The time without thrust between two stages, s.
        gap_s: Bounds, with_gap_s(impl Into<Bounds>):
            "the gap between stages in s", 0.0, 60.0, "from 0 to 60";
    }
}
