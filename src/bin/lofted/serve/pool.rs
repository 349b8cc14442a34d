//! Computations: as many at once as there are cores, a bounded queue before them, and a time limit.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout_at};

/// The greatest number of computations that wait.
const MAX_WAITING: usize = 256;

/// The longest time from a question to its answer, waiting included.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// The cores and the queue before them.
#[derive(Debug)]
pub struct Pool {
    cores: Arc<Semaphore>,
    waiting: AtomicUsize,
}

/// The reason why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAnswer {
    /// Too many wait already.
    Full,
    /// The time limit has passed.
    Late,
    /// The computation ended in a fault of the program.
    Fault,
}

/// Returns the number of computations that run at once.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Counts one that waits, until dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Tells a computation, when dropped, that nobody waits for it.
struct Asker(Arc<AtomicBool>);

impl Drop for Asker {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Pool {
    /// Returns a pool of every core.
    pub fn new() -> Self {
        Self { cores: Arc::new(Semaphore::new(cores())), waiting: AtomicUsize::new(0) }
    }

    /// Computes `work` when a core is free.
    ///
    /// Whoever stops waiting drops the future; work that has not begun by then never begins. Work
    /// that has begun keeps its core to its end, so that no more than the cores are ever busy.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, NoAnswer> {
        let end = Instant::now() + TIME_LIMIT;
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= MAX_WAITING {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(NoAnswer::Full);
        }
        let waiting = Waiting(&self.waiting);
        let core = timeout_at(end, Arc::clone(&self.cores).acquire_owned()).await;
        let core = core.map_err(|_| NoAnswer::Late)?.map_err(|_| NoAnswer::Fault)?;
        drop(waiting);
        let is_left = Arc::new(AtomicBool::new(false));
        let _asker = Asker(Arc::clone(&is_left));
        let computed = tokio::task::spawn_blocking(move || {
            let _core = core;
            (!is_left.load(Ordering::Relaxed)).then(work)
        });
        match timeout_at(end, computed).await {
            Ok(Ok(Some(answer))) => Ok(answer),
            Ok(Ok(None) | Err(_)) => Err(NoAnswer::Fault),
            Err(_) => Err(NoAnswer::Late),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::sync::Barrier;

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.unwrap().block_on(future)
    }

    /// Keeps every core busy until the barrier is passed.
    fn busy(pool: &Arc<Pool>) -> Arc<Barrier> {
        let barrier = Arc::new(Barrier::new(cores() + 1));
        for _ in 0..cores() {
            let (pool, barrier) = (Arc::clone(pool), Arc::clone(&barrier));
            tokio::spawn(async move { pool.run(move || barrier.wait()).await });
        }
        barrier
    }

    #[test]
    fn one_too_many_is_turned_away_and_work_that_nobody_waits_for_never_begins() {
        block_on(async {
            let pool = Arc::new(Pool::new());
            let barrier = busy(&pool);
            while pool.cores.available_permits() > 0 {
                tokio::task::yield_now().await;
            }
            let begun = Arc::new(AtomicUsize::new(0));
            let queued: Vec<_> = (0..MAX_WAITING)
                .map(|_| {
                    let (pool, begun) = (Arc::clone(&pool), Arc::clone(&begun));
                    tokio::spawn(async move { pool.run(move || begun.fetch_add(1, Ordering::SeqCst)).await })
                })
                .collect();
            while pool.waiting.load(Ordering::Relaxed) < MAX_WAITING {
                tokio::task::yield_now().await;
            }
            assert_eq!(pool.run(|| ()).await, Err(NoAnswer::Full));
            // All but one of the queue go away.
            for gone in &queued[1..] {
                gone.abort();
            }
            while pool.waiting.load(Ordering::Relaxed) > 1 {
                tokio::task::yield_now().await;
            }
            barrier.wait();
            assert!(queued.into_iter().next().unwrap().await.unwrap().is_ok());
            assert_eq!(pool.run(|| 7).await, Ok(7));
            assert_eq!(begun.load(Ordering::SeqCst), 1);
        });
    }

    #[test]
    fn a_fault_of_the_program_frees_its_core() {
        block_on(async {
            let pool = Pool::new();
            for _ in 0..=cores() {
                let fault: Result<(), _> = pool.run(|| std::panic::resume_unwind(Box::new(()))).await;
                assert_eq!(fault, Err(NoAnswer::Fault));
            }
            assert_eq!(pool.run(|| 7).await, Ok(7));
        });
    }
}
