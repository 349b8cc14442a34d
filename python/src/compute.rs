//! Computing without the interpreter's lock, on threads of our own.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pyo3::exceptions::{PyOSError, PyRuntimeError};
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// The longest time for which a signal waits until it is looked at.
const POLL: Duration = Duration::from_millis(100);

/// The threads, and the process that they belong to.
static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);

/// Whether the caller has been interrupted, so that nobody waits for the answer.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Returns whether the work should end as soon as it can.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Computes on all cores while the interpreter runs other threads, and returns early with the
/// exception of a signal: what has begun then ends in the background, and its answer is dropped.
pub fn compute<T: Send + 'static>(
    py: Python<'_>,
    work: impl FnOnce(&Stop) -> T + Send + 'static,
) -> PyResult<T> {
    let stop = Stop::default();
    let (answer, mut answers) = sync_channel(1);
    let of_work = stop.clone();
    pool()?.spawn(move || {
        let found = catch_unwind(AssertUnwindSafe(|| work(&of_work)));
        // Nobody receives it after an interruption.
        let _ = answer.send(found);
    });
    loop {
        let found;
        (answers, found) = py.detach(move || {
            let found = answers.recv_timeout(POLL);
            (answers, found)
        });
        match found {
            Ok(Ok(found)) => return Ok(found),
            Ok(Err(panic)) => return Err(fault(panic.as_ref())),
            Err(RecvTimeoutError::Timeout) => {
                if let Err(interruption) = py.check_signals() {
                    stop.0.store(true, Ordering::Relaxed);
                    abandon_pool();
                    return Err(interruption);
                }
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(PyRuntimeError::new_err("the computation ended without an answer"));
            }
        }
    }
}

/// Returns the threads of this process. After a fork the child has none of its parent's, and begins
/// its own.
fn pool() -> PyResult<Arc<ThreadPool>> {
    let this = process::id();
    // Another thread may have held the lock when the process was forked: then nobody releases it,
    // and this call has threads to itself.
    let Ok(mut shared) = POOL.try_lock() else { return new_pool() };
    if let Some((of_process, pool)) = shared.as_ref()
        && *of_process == this
    {
        return Ok(Arc::clone(pool));
    }
    let pool = new_pool()?;
    if let Some(of_parent) = shared.replace((this, Arc::clone(&pool))) {
        // Its threads do not exist here, so that nothing can end them.
        std::mem::forget(of_parent);
    }
    Ok(pool)
}

/// Leaves the threads to end what they have begun, so that the next call does not wait for it.
fn abandon_pool() {
    if let Ok(mut shared) = POOL.try_lock() {
        *shared = None;
    }
}

/// Returns new threads, one for each core.
fn new_pool() -> PyResult<Arc<ThreadPool>> {
    ThreadPoolBuilder::new()
        .thread_name(|index| format!("lofted-{index}"))
        .build()
        .map(Arc::new)
        .map_err(|error| PyOSError::new_err(format!("cannot begin the threads of the computation: {error}")))
}

/// Returns a panic as an exception.
fn fault(panic: &(dyn Any + Send)) -> PyErr {
    let said = panic.downcast_ref::<String>().map(String::as_str);
    let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
    PyRuntimeError::new_err(format!("a fault of lofted, not of the input; please report it: {said}"))
}
