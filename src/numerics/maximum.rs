//! The maximum of a function of one variable: over a whole interval, or near a guess.
//!
//! [`maximum()`] evaluates the function on a grid first and therefore finds the global maximum, if
//! the grid is fine enough. [`local_maximum`] climbs from a guess and costs fewer evaluations. Both
//! end in Brent's method.

mod brent;
mod grid_search;
mod interval;
mod local_search;

pub use brent::Maximum;
pub(crate) use grid_search::maximum_near_grid;
pub use grid_search::{MaximumSearch, maximum};
pub(crate) use local_search::Uphill;
pub use local_search::{LocalSearch, local_maximum};
