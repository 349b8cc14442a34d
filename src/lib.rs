//! Founding.
pub mod error;
pub mod numerics;
pub mod physics;
pub use error::{Error, Figure, Result};
