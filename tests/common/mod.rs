//! What several tests, benches and examples share.
#![allow(dead_code)] // Each of them uses a part.

pub mod problems;
pub mod tolerance;
