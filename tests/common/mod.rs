//! What several tests, benches and examples share.
#![allow(dead_code)] // Each of them uses a part.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // In a test they are the failure to show.

pub mod problems;
pub mod random;
pub mod scenarios;
pub mod tolerance;
