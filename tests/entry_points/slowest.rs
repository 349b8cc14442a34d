//! How long the slowest call of each public function took, behind one door.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

thread_local! {
    static SLOWEST: RefCell<BTreeMap<&'static str, Duration>> = const { RefCell::new(BTreeMap::new()) };
}

/// Calls a function by name, and keeps how long the slowest call of that name on this thread took. A call slower than all before is made
/// again, and the lesser time counts: a machine that is busy with something else is no slow input.
pub fn of<T>(function: &'static str, call: impl Fn() -> T) -> T {
    let (answer, took) = timed(&call);
    if took > so_far(function) {
        keep(function, took.min(timed(&call).1));
    }
    answer
}

/// The same of a call that can be made once only.
pub fn once<T>(function: &'static str, call: impl FnOnce() -> T) -> T {
    let (answer, took) = timed(call);
    keep(function, took);
    answer
}

fn timed<T>(call: impl FnOnce() -> T) -> (T, Duration) {
    let begin = Instant::now();
    let answer = call();
    (answer, begin.elapsed())
}

fn so_far(function: &'static str) -> Duration {
    SLOWEST.with_borrow(|slowest| slowest.get(function).copied().unwrap_or_default())
}

fn keep(function: &'static str, took: Duration) {
    SLOWEST.with_borrow_mut(|slowest| {
        let so_far = slowest.entry(function).or_default();
        *so_far = took.max(*so_far);
    });
}

/// Function and time, of this thread.
#[allow(dead_code)] // The fuzzer shares the doors and has a clock of its own.
pub fn all() -> Vec<(&'static str, Duration)> {
    SLOWEST.with_borrow(|slowest| slowest.iter().map(|(function, took)| (*function, *took)).collect())
}
