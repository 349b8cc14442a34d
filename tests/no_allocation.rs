//! A run that keeps only its final state allocates nothing. This test has a crate of its own
//! because it counts every allocation of the process.

/// Code that several tests share.
pub mod common {
    pub mod scenarios;
}

use std::alloc::System as Heap;
use std::hint::black_box;

use common::scenarios::{LONG_ENOUGH_S, p3};
use lofted::numerics::ode::{Dop853, Dopri5, Event, Method, Rk4, Solver, Taylor, Verner98};
use lofted::physics::motion::{OblateWithDrag, above_ellipsoid};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<Heap> = &INSTRUMENTED_SYSTEM;

/// Returns the fewest allocations of several runs, because the thread of the harness may allocate
/// during some.
fn allocations<M: Method<6, OblateWithDrag>>(solver: &Solver<M>) -> usize {
    let ([scenario, _], system) = p3();
    let once = || {
        let region = Region::new(ALLOCATOR);
        let mut impact = Event::falling(|_t, y: &[f64; 6]| above_ellipsoid(y));
        let mut apogee =
            Event::falling(|_t, y: &[f64; 6]| y[0] * y[3] + y[1] * y[4] + y[2] * y[5]).terminal(false);
        let final_state =
            solver.run(&system, 0.0, scenario.initial, LONG_ENOUGH_S, &mut [&mut impact, &mut apogee]);
        assert!(black_box(final_state).unwrap().statistics.accepted > 10 && apogee.count() == 1);
        let change = region.change();
        change.allocations + change.reallocations
    };
    (0..10).map(|_| once()).min().unwrap()
}

#[test]
fn a_run_that_keeps_only_its_final_state_allocates_nothing() {
    // The counter works.
    let region = Region::new(ALLOCATOR);
    drop(black_box(vec![1.0_f64; 100]));
    assert!(region.change().allocations > 0);

    for (name, count) in [
        ("RK4", allocations(&Rk4::with_step(0.5))),
        ("DOPRI5", allocations(&Dopri5::with_tolerance(1e-9))),
        ("DOP853", allocations(&Dop853::with_tolerance(1e-10))),
        ("Verner 9(8)", allocations(&Verner98::with_tolerance(1e-10))),
        ("Taylor 20", allocations(&Taylor::<21>::with_tolerance(1e-10))),
    ] {
        assert_eq!(count, 0, "{name}");
    }
}
