//! Properties over random inputs that are the same on every run.
// Each test crate uses its own part of this file.
#![allow(dead_code)]

use proptest::prelude::ProptestConfig;
use proptest::test_runner::{RngSeed, TestRunner};

/// Of most of them.
pub const SEED: u64 = 20_170_704;
/// Of flights over the turning Earth.
pub const SEED_OVER_GROUND: u64 = 20_170_728;

/// So many cases, and no file of those that failed.
pub fn config(cases: u32, seed: u64) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The same, for a test that runs its cases itself.
pub fn runner(cases: u32, seed: u64) -> TestRunner {
    TestRunner::new(config(cases, seed))
}
