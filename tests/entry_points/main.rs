//! Every door by which a stranger's input comes in, knocked at with seeded bytes: nothing panics, hangs, or answers with a number that is
//! none. The doors are shared with the coverage-guided fuzzer in `fuzz/`; what either found is kept in `found/`, and replayed.
//!
//! `DOORS_TIMES=20 cargo test --release --test entry_points -- --nocapture` knocks twenty times as often and shows the slowest inputs, and how
//! long the slowest call of each function took;
//! `DOORS_SEED` sets another seed.

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
mod tolerance;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// A door: its name, what knocks, how many inputs by default, how many bytes an input has at most, and what it may take at most.
type Door = (&'static str, fn(&[u8]), u64, u64, Duration);

/// Inputs by default are what takes a few seconds each in an optimised build.
const DOORS: &[Door] = &[
    ("text", text::door, 100_000, 120, HANG),
    ("tables", tables::door, 30_000, 160, HANG),
    ("builder", builder::door, 100_000, 120, HANG),
    ("check", check::door, 30_000, 120, HANG),
    ("estimate", estimate::closed_forms, 2_000, 160, HANG),
    ("flown", estimate::flown, 10, 160, FLOWN),
    ("solvers", solvers::door, 5_000, 400, HANG),
    ("forms", forms::door, 3_000, 240, HANG),
    ("flights", flights::door, 500, 500, HANG),
    ("rivals", rivals::door, 500, 400, HANG),
    ("maps", maps::door, 10, 200, MAPS),
    #[cfg(feature = "plot")]
    ("pictures", pictures::door, 300, 400, HANG),
];

/// Longer than this is a hang. A machine that is busy with something else gets a second chance.
const HANG: Duration = Duration::from_secs(1);

/// The methods that fly: of 20,000 inputs the slowest took half a second of processor time, and a report searched for on purpose 0.7 s.
/// Three times that, for slower machines and busy ones.
const FLOWN: Duration = Duration::from_secs(2);

/// Sixteen vehicles flown for range in 36 directions are 576 searches in three dimensions: of 2,000 inputs the slowest took 1.4 s.
const MAPS: Duration = Duration::from_secs(5);

/// The seed of the run that every change is held to.
const SEED: u64 = 20_170_704;

fn of_environment(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .map_or(default, |value| value.parse().unwrap_or_else(|_| panic!("{name} is {value:?}")))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The time it took; a panic of the door is passed on with the bytes.
fn knock(name: &str, door: fn(&[u8]), bytes: &[u8]) -> Duration {
    let begin = Instant::now();
    if catch_unwind(AssertUnwindSafe(|| door(bytes))).is_err() {
        panic!("door {name}: input {}", hex(bytes));
    }
    begin.elapsed()
}

fn in_time((name, door, _, _, limit): Door, bytes: &[u8]) -> Duration {
    let first = knock(name, door, bytes);
    if first <= limit {
        return first;
    }
    let again = knock(name, door, bytes).min(first);
    assert!(again <= limit, "door {name}: {again:?} for input {}", hex(bytes));
    again
}

fn seeded(wanted: &str) {
    let door = *DOORS.iter().find(|(name, ..)| *name == wanted).unwrap();
    let (name, _, inputs, longest, _) = door;
    let mut random = ChaCha8Rng::seed_from_u64(of_environment("DOORS_SEED", SEED));
    let inputs = inputs * of_environment("DOORS_TIMES", 1);
    let mut slowest = (Duration::ZERO, Vec::new());
    for _ in 0..inputs {
        let mut bytes = vec![0; (1 + random.next_u64() % longest) as usize];
        random.fill_bytes(&mut bytes);
        let took = in_time(door, &bytes);
        if took > slowest.0 {
            slowest = (took, bytes);
        }
    }
    println!("{name}: {inputs} inputs, the slowest {:?}: {}", slowest.0, hex(&slowest.1));
    for (function, took) in slowest::all() {
        println!("    {function:<40} {took:>10.1?}");
    }
}

macro_rules! doors {
    ($($name:ident)*) => { $( #[test] fn $name() { seeded(&stringify!($name)["at_".len()..]); } )* };
}
doors! { at_text at_tables at_builder at_check at_estimate at_flown at_solvers at_forms at_flights at_rivals at_maps }
#[cfg(feature = "plot")]
doors! { at_pictures }

/// What was found once stays mended.
#[test]
fn what_was_found_is_replayed() {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/entry_points/found");
    let mut replayed = 0;
    for door in DOORS {
        let Ok(inputs) = std::fs::read_dir(found.join(door.0)) else { continue };
        for input in inputs {
            in_time(*door, &std::fs::read(input.unwrap().path()).unwrap());
            replayed += 1;
        }
    }
    println!("{replayed} inputs");
}
