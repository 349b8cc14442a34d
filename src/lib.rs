//! Founding.
pub mod error;
pub mod numerics;
pub use error::{Error, Figure, Result};
