//! Feeds seeded random bytes to every public entry point: nothing panics, hangs, or answers with
//! NaN or infinity. The entry points are shared with the coverage-guided fuzzer in `fuzz/`; inputs
//! that either found are kept in `found/` and replayed.
//!
//! `ENTRY_POINTS_TIMES=20 cargo test --release --test entry_points -- --nocapture` feeds twenty
//! times as many inputs and prints the slowest ones, and how long the slowest call of each function
//! took; `ENTRY_POINTS_SEED` sets another seed.

mod builder;
mod check;
mod estimate;
mod flights;
mod forms;
mod maps;
#[cfg(feature = "plot")]
mod pictures;
mod rivals;
mod slowest;
mod solvers;
mod source;
mod tables;
mod text;
#[path = "../common/tolerance.rs"]
pub mod tolerance;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// An entry point with the inputs it is fed.
#[derive(Clone, Copy)]
struct EntryPoint {
    /// The name of its test and of its folder in `found/`.
    name: &'static str,
    /// The function that feeds it one input.
    feed: fn(&[u8]),
    /// The number of inputs by default.
    inputs: u64,
    /// The greatest length of an input, bytes.
    max_bytes: u64,
    /// The greatest time that an input may take.
    limit: Duration,
}

/// Every entry point. The default numbers of inputs take a few seconds each in an optimised build.
const ENTRY_POINTS: &[EntryPoint] = &[
    EntryPoint { name: "text", feed: text::feed, inputs: 100_000, max_bytes: 120, limit: HANG },
    EntryPoint { name: "tables", feed: tables::feed, inputs: 30_000, max_bytes: 160, limit: HANG },
    EntryPoint { name: "builder", feed: builder::feed, inputs: 100_000, max_bytes: 120, limit: HANG },
    EntryPoint { name: "check", feed: check::feed, inputs: 30_000, max_bytes: 120, limit: HANG },
    EntryPoint { name: "estimate", feed: estimate::closed_forms, inputs: 2_000, max_bytes: 160, limit: HANG },
    EntryPoint { name: "flown", feed: estimate::flown, inputs: 10, max_bytes: 160, limit: FLOWN },
    EntryPoint { name: "solvers", feed: solvers::feed, inputs: 5_000, max_bytes: 400, limit: HANG },
    EntryPoint { name: "forms", feed: forms::feed, inputs: 3_000, max_bytes: 240, limit: HANG },
    EntryPoint { name: "flights", feed: flights::feed, inputs: 500, max_bytes: 500, limit: HANG },
    EntryPoint { name: "rivals", feed: rivals::feed, inputs: 500, max_bytes: 400, limit: HANG },
    EntryPoint { name: "maps", feed: maps::feed, inputs: 10, max_bytes: 200, limit: MAPS },
    #[cfg(feature = "plot")]
    EntryPoint { name: "pictures", feed: pictures::feed, inputs: 300, max_bytes: 400, limit: HANG },
];

/// The time from which a call counts as a hang. It is called a second time, because the machine may
/// be busy.
const HANG: Duration = Duration::from_secs(1);

/// The limit of the methods that integrate trajectories. The slowest of 20,000 inputs took half a
/// second of processor time, and a report searched for on purpose 0.7 s; the limit is three times
/// that, for slower and busier machines.
const FLOWN: Duration = Duration::from_secs(2);

/// The limit of the maps. Sixteen vehicles flown for range in 36 directions are 576 searches in
/// three dimensions; the slowest of 2,000 inputs took 1.4 s.
const MAPS: Duration = Duration::from_secs(5);

/// The seed of the default run.
const SEED: u64 = 20_170_704;

/// Returns the number in an environment variable, or the default.
fn of_environment(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .map_or(default, |value| value.parse().unwrap_or_else(|_| panic!("{name} is {value:?}")))
}

/// Writes bytes in hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Feeds one input and returns the time it took; a panic is passed on with the bytes.
fn timed(entry_point: EntryPoint, bytes: &[u8]) -> Duration {
    let begin = Instant::now();
    if catch_unwind(AssertUnwindSafe(|| (entry_point.feed)(bytes))).is_err() {
        panic!("entry point {}: input {}", entry_point.name, hex(bytes));
    }
    begin.elapsed()
}

/// Feeds one input, checks that it takes no longer than its limit, and returns the time.
fn in_time(entry_point: EntryPoint, bytes: &[u8]) -> Duration {
    let first = timed(entry_point, bytes);
    if first <= entry_point.limit {
        return first;
    }
    let again = timed(entry_point, bytes).min(first);
    assert!(
        again <= entry_point.limit,
        "entry point {}: {again:?} for input {}",
        entry_point.name,
        hex(bytes)
    );
    again
}

/// Feeds seeded random inputs to an entry point and prints the slowest.
fn seeded(name: &str) {
    let entry_point = *ENTRY_POINTS.iter().find(|entry_point| entry_point.name == name).unwrap();
    let mut random = ChaCha8Rng::seed_from_u64(of_environment("ENTRY_POINTS_SEED", SEED));
    let inputs = entry_point.inputs * of_environment("ENTRY_POINTS_TIMES", 1);
    let mut slowest = (Duration::ZERO, Vec::new());
    for _ in 0..inputs {
        let mut bytes = vec![0; (1 + random.next_u64() % entry_point.max_bytes) as usize];
        random.fill_bytes(&mut bytes);
        let took = in_time(entry_point, &bytes);
        if took > slowest.0 {
            slowest = (took, bytes);
        }
    }
    println!("{name}: {inputs} inputs, the slowest {:?}: {}", slowest.0, hex(&slowest.1));
    for (function, took) in slowest::all() {
        println!("    {function:<40} {took:>10.1?}");
    }
}

macro_rules! entry_points {
    ($($name:ident)*) => { $( #[test] fn $name() { seeded(&stringify!($name)["at_".len()..]); } )* };
}
entry_points! { at_text at_tables at_builder at_check at_estimate at_flown at_solvers at_forms at_flights at_rivals at_maps }
#[cfg(feature = "plot")]
entry_points! { at_pictures }

/// Inputs that once made an entry point fail or hang no longer do.
#[test]
fn what_was_found_is_replayed() {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/entry_points/found");
    let mut replayed = 0;
    for entry_point in ENTRY_POINTS {
        let Ok(inputs) = std::fs::read_dir(found.join(entry_point.name)) else { continue };
        for input in inputs {
            in_time(*entry_point, &std::fs::read(input.unwrap().path()).unwrap());
            replayed += 1;
        }
    }
    println!("{replayed} inputs");
}
