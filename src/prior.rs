//! What nobody reported: the vehicle, except for the propellant of its last stage and its kick,
//! which the report fixes; how far sources err; and the definition of the standard trajectory.
//!
//! The loft's apogee and ground range are the coordinates in the place of that propellant and of
//! the kick, without a Jacobian: given the rest of the vehicle, the prior is uniform in the ground
//! range and in the apogee (in its logarithm where no apogee was reported).

mod bounds;
mod burn_limit;
mod distribution;
mod draft;
mod draw;
mod exclusion;
mod implied_burn;
mod known_vehicle;
mod loft_steering;
mod missiles_of_record;
mod outside;
mod payload;
mod propulsion;
mod reentry;
mod reporting;
mod marginal;
mod standard_trajectory;
mod unreported;

pub(crate) use burn_limit::LONGEST_KNOWN_BURN_S;
pub(crate) use draft::Draft;
pub(crate) use draw::COORDINATES;
pub(crate) use exclusion::{Exclusion, ExclusionCounts};
pub(crate) use payload::{PayloadMasses, payload_ratio_density};

pub use bounds::Bounds;
pub use distribution::Prior;
pub use implied_burn::ImpliedBurnTime;
pub use known_vehicle::{KnownVehicle, Propellant};
pub use loft_steering::LoftSteering;
pub use marginal::Marginal;
pub use outside::OutsidePrior;
pub use propulsion::Propulsion;
pub use reentry::ReentryBody;
pub use reporting::Reporting;
pub use standard_trajectory::StandardTrajectory;
pub use unreported::{Impulse, LastStage, LowerStage, Unreported};
