//! A right-hand side that reads the time is solved like one that has the time as a component, by
//! every method: the stages are at the times of its tableau, at the steps and inside them.

use crate::common::tolerance::TIME_AS_COMPONENT;
use lofted::numerics::dual::Dual;
use lofted::numerics::ode::{Dop853, Dopri5, Kernel, Method, Rk4, Solver, Taylor, Verner98};
use lofted::numerics::scalar::Scalar;

/// y′ = y cos t − ½, with t as an argument or as a component.
struct Swing {
    looks_at_the_time: bool,
}

impl Kernel<2> for Swing {
    fn rate<S: Scalar>(&self, t: S, [y, counted]: &[S; 2]) -> [S; 2] {
        let time = if self.looks_at_the_time { t } else { *counted };
        [*y * time.sin_cos().1 - 0.5, time.constant(1.0)]
    }
}

fn are_the_same<M: Method<2, Swing>>(name: &str, solver: Solver<M>) {
    for (begin, end) in [(0.3, 4.3), (4.3, 0.3)] {
        let solve = |looks_at_the_time: bool| {
            solver.solve(&Swing { looks_at_the_time }, begin, [1.0, begin], end, &mut []).unwrap()
        };
        let (looking, counting) = (solve(true), solve(false));
        assert_eq!(looking.statistics(), counting.statistics(), "{name}");
        for place in 0..=100 {
            let share = f64::from(place) / 100.0;
            let t = begin * (1.0 - share) + end * share;
            let [one, other] = [&looking, &counting].map(|solution| solution.state_at(t).unwrap());
            assert!((one[0] - other[0]).abs() < TIME_AS_COMPONENT, "{name} at {t}: {one:?} and {other:?}");
            assert!((one[1] - t).abs() < TIME_AS_COMPONENT, "{name} at {t}: {one:?}");
        }
    }
}

fn cost_the_same<M: Method<2, Swing>>(name: &str, solver: Solver<M>) {
    let [looking, counting] = [true, false].map(|looks_at_the_time| {
        solver.run(&Swing { looks_at_the_time }, 0.3, [1.0, 0.3], 4.3, &mut []).unwrap().statistics
    });
    assert_eq!(looking, counting, "{name}");
}

#[test]
fn time_as_an_argument_equals_time_as_a_component() {
    are_the_same("RK4", Rk4::with_step(0.4));
    are_the_same("DOPRI5", Dopri5::with_step(0.4));
    are_the_same("DOP853", Dop853::with_step(0.4));
    are_the_same("Verner 9(8)", Verner98::with_step(0.4));
    are_the_same("Taylor", Taylor::<12>::with_step(0.4));
    // Methods with step control evaluate the rates at the same times.
    cost_the_same("DOPRI5", Dopri5::with_tolerance(1e-6));
    cost_the_same("DOP853", Dop853::with_tolerance(1e-6));
    cost_the_same("Verner 9(8)", Verner98::with_tolerance(1e-6));
    cost_the_same("Taylor", Taylor::<12>::with_tolerance(1e-6));
}

#[test]
fn dual_numbers_follow_the_rules_of_derivatives() {
    let [x, y] = Dual::variables([-2.0, 3.0]);
    let is = |got: Dual<2>, value: f64, partials: [f64; 2]| {
        assert_eq!((got.value, got.partials), (value, partials))
    };
    is(x - 5.0, -7.0, [1.0, 0.0]);
    is(x + 5.0, 3.0, [1.0, 0.0]);
    is(x * 5.0, -10.0, [5.0, 0.0]);
    is(y / 4.0, 0.75, [0.0, 0.25]);
    is(x - y, -5.0, [1.0, -1.0]);
    is(x.abs(), 2.0, [-1.0, 0.0]);
    is(y.abs(), 3.0, [0.0, 1.0]);
    is(x.constant(0.0).abs(), 0.0, [0.0, 0.0]);
    is(-x * y, 6.0, [-3.0, 2.0]);
    // Dual numbers are ordered by their values, and one number is all its lanes.
    assert!(x.lt(y) && !y.lt(x) && !y.lt(y.constant(3.0)));
    assert_eq!((x.largest(), y.largest()), (-2.0, 3.0));
}
