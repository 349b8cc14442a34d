//! What nobody reported: the vehicle, except for the one number that the report fixes; how far
//! sources err; and the definition of the standard trajectory.

mod bounds;
mod burn_limit;
mod distribution;
mod draw;
mod implied_burn;
mod outside;
mod propulsion;
mod reporting;
mod standard_trajectory;
mod unreported;

pub(crate) use burn_limit::LONGEST_KNOWN_BURN_S;
pub(crate) use draw::{COORDINATES, Draft};

pub use bounds::Bounds;
pub use distribution::Prior;
pub use implied_burn::ImpliedBurnTime;
pub use outside::OutsidePrior;
pub use propulsion::Propulsion;
pub use reporting::Reporting;
pub use standard_trajectory::StandardTrajectory;
pub use unreported::{Impulse, LastStage, LowerStage, Unreported};
