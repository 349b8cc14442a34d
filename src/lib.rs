//! Founding.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

pub mod error;
pub mod numerics;
pub mod physics;

pub use error::{Error, Figure, Result};
