//! Records how long the slowest call of each public function took.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

thread_local! {
    static SLOWEST: RefCell<BTreeMap<&'static str, Duration>> = const { RefCell::new(BTreeMap::new()) };
}

/// Calls a function and records under its name how long its slowest call on this thread took. A
/// call slower than all before is repeated, and the shorter time counts, because a busy machine
/// does not make an input slow.
pub fn of<T>(function: &'static str, call: impl Fn() -> T) -> T {
    let (answer, took) = timed(&call);
    if took > longest(function) {
        keep(function, took.min(timed(&call).1));
    }
    answer
}

/// Calls a function that can be called only once, and records its time.
pub fn once<T>(function: &'static str, call: impl FnOnce() -> T) -> T {
    let (answer, took) = timed(call);
    keep(function, took);
    answer
}

/// Returns the answer of a call and the time it took.
fn timed<T>(call: impl FnOnce() -> T) -> (T, Duration) {
    let begin = Instant::now();
    let answer = call();
    (answer, begin.elapsed())
}

/// Returns the longest time recorded for a function.
fn longest(function: &'static str) -> Duration {
    SLOWEST.with_borrow(|slowest| slowest.get(function).copied().unwrap_or_default())
}

/// Records the time of a call if it is the longest of its function.
fn keep(function: &'static str, took: Duration) {
    SLOWEST.with_borrow_mut(|slowest| {
        let longest = slowest.entry(function).or_default();
        *longest = took.max(*longest);
    });
}

/// Returns the functions called on this thread, each with its longest time.
pub fn all() -> Vec<(&'static str, Duration)> {
    SLOWEST.with_borrow(|slowest| slowest.iter().map(|(function, took)| (*function, *took)).collect())
}
