//! What nobody reported: the vehicle, but for the one number that the report fixes; how far sources err; and what "a standard
//! trajectory" is.

mod bounds;
mod burn_limit;
mod draw;
mod implied_burn;
mod outside;
mod unreported;

use std::fmt;

pub(crate) use burn_limit::LONGEST_KNOWN_BURN_S;
pub(crate) use draw::{COORDINATES, Draft};

pub use bounds::{Bounds, Prior, Propulsion, Reporting};
pub use implied_burn::ImpliedBurnTime;
pub use outside::OutsidePrior;
pub use unreported::{Impulse, LastStage, LowerStage, Unreported};

/// The definition of the standard trajectory. Two right programs differ by several per cent if they mean different ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum StandardTrajectory {
    /// The greatest range over gravity turns: one parameter, the kick. How boosters are flown, and what published ranges
    /// amount to.
    #[default]
    GravityTurn,
    /// The greatest range over a gravity turn followed by one attitude, or not: two parameters. The attitude holds from the second
    /// stage's ignition, or over the second half of the burn of a single stage.
    Greatest,
}

impl StandardTrajectory {
    /// How it is written in options and output.
    pub fn name(self) -> &'static str {
        match self {
            Self::GravityTurn => "gravity_turn",
            Self::Greatest => "greatest",
        }
    }
}

impl fmt::Display for StandardTrajectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
