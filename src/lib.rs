#![doc = include_str!("../README.md")]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

// The front door. The modules are declared in the order of the story of one flight; the physics and the methods that it
// rests on come last.

pub mod error;

pub mod reported;
pub mod observation;
pub mod consistency;
pub mod reach;
pub mod class;
pub mod prior;
pub mod model;
pub mod ladder;
pub mod posterior;
pub mod estimate;
pub mod compare;
pub mod directions;
pub mod catalogue;
#[cfg(feature = "serde")]
pub mod export;
#[cfg(feature = "plot")]
pub mod plot;

pub mod physics;

pub mod numerics;

/// Equations, symbols, sources, assumptions and domains of validity.
#[doc = include_str!("../METHODS.md")]
pub mod _methods {}

/// Why it is built as it is.
#[doc = include_str!("../DESIGN.md")]
pub mod _design {}

pub use catalogue::Catalogue;
pub use class::{Band, ClassScheme, RangeClass};
pub use compare::{Comparison, NamedReport, compare};
pub use consistency::{Consistency, Verdict, consistency, consistency_over_ground};
pub use directions::{Compass, Direction, Directions, directions};
pub use error::{Error, Figure, Result};
pub use estimate::{Estimate, estimate};
pub use model::{Method, Model};
pub use observation::Observation;
pub use physics::globe::Launch;
pub use posterior::{Posterior, posterior};
pub use prior::{Prior, StandardTrajectory, Unreported};
pub use reach::Reach;
pub use reported::Reported;
