//! The rules of the solvers' interface: a start on the surface, the order of events, wrong
//! settings, backward runs, empty runs, NaN, and the restart of a run at a discontinuity.

use crate::common::problems::Oscillator;
use crate::common::tolerance;
use lofted::Error;
use lofted::numerics::ode::{Dop853, Dopri5, Event, EventFunction, Rk4, Solver, System, Taylor, Verner98};

/// A throw: [height, speed] under a gravitation of 10.
struct Throw;

impl System<2> for Throw {
    fn derivative(&self, _t: f64, y: &[f64; 2]) -> [f64; 2] {
        [y[1], -10.0]
    }
}

fn height(_t: f64, y: &[f64; 2]) -> f64 {
    y[0]
}

const SOLVER: f64 = 1e-9;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= tolerance::EXACT_FOR_POLYNOMIALS * b.abs().max(1.0)
}

#[test]
fn a_launch_from_the_surface_is_not_an_impact() {
    let throw = |initial_height: f64, impact: &mut dyn EventFunction<2>| {
        let start = [initial_height, 20.0];
        Dop853::with_tolerance(SOLVER).solve(&Throw, 0.0, start, 10.0, &mut [impact]).unwrap()
    };
    for initial_height in [0.0, 1e-13, -1e-13] {
        let mut impact = Event::falling(height);
        let solution = throw(initial_height, &mut impact);
        assert!(close(solution.event_time().unwrap(), 4.0), "from {initial_height}");
        assert_eq!(impact.count(), 1);
        // In both directions the same, except that from a hair below the surface is crossed at once.
        let mut crossing = Event::crossing(height);
        let solution = throw(initial_height, &mut crossing);
        let expected = if initial_height < 0.0 { 0.0 } else { 4.0 };
        assert!(close(solution.event_time().unwrap(), expected), "from {initial_height}");
        assert_eq!(crossing.count(), 1);
    }
    // At rest on the surface and then accelerated away from it: no impact and no error.
    let mut impact = Event::falling(|_t, y: &[f64; 2]| -y[0]);
    let fallen =
        Dop853::with_tolerance(SOLVER).run(&Throw, 0.0, [0.0, 0.0], 1.0, &mut [&mut impact]).unwrap();
    assert_eq!(fallen.stopped_by, None);
}

#[test]
fn an_event_is_not_met_before_it_is_armed() {
    let waves = || Event::falling(height);
    let first = |event: &mut Event<fn(f64, &[f64; 2]) -> f64>| event.first_time();
    let mut at_once: Event<fn(f64, &[f64; 2]) -> f64> = Event::falling(height);
    let mut later: Event<fn(f64, &[f64; 2]) -> f64> = Event::falling(height as fn(f64, &[f64; 2]) -> f64);
    later = later.armed_after(3.0);
    let solver = Dop853::with_tolerance(SOLVER);
    for event in [&mut at_once, &mut later] {
        solver.run(&Oscillator, 0.0, [1.0, 0.0], 20.0, &mut [event]).unwrap();
    }
    let quarter = std::f64::consts::FRAC_PI_2;
    assert!((first(&mut at_once).unwrap() - quarter).abs() < tolerance::LOCATED);
    assert!((first(&mut later).unwrap() - 5.0 * quarter).abs() < tolerance::LOCATED);
    // In a backward run "after" means at earlier times.
    let mut backward = waves().armed_after(-3.0);
    let solution = solver.solve(&Oscillator, 0.0, [1.0, 0.0], -20.0, &mut [&mut backward]).unwrap();
    assert!((solution.event_time().unwrap() + 5.0 * quarter).abs() < tolerance::LOCATED);
}

#[test]
fn the_first_terminal_event_ends_the_run() {
    let mut apogee = Event::falling(|_t, y: &[f64; 2]| y[1]).terminal(false);
    let mut passed = Event::crossing(|_t, y: &[f64; 2]| y[0] - 15.0).terminal(false);
    let mut impact = Event::falling(height);
    let mut late = Event::rising(|t, _y: &[f64; 2]| t - 4.5);
    // The motion is so smooth that the last two events fall into one step.
    let solution = Dop853::with_tolerance(SOLVER)
        .solve(&Throw, 0.0, [0.0, 20.0], 10.0, &mut [&mut late, &mut apogee, &mut passed, &mut impact])
        .unwrap();
    let met: Vec<(usize, f64, bool)> =
        solution.occurrences().iter().map(|o| (o.event, o.t, o.rising)).collect();
    let expected = [(2, 1.0, true), (1, 2.0, false), (2, 3.0, false), (3, 4.0, false)];
    assert_eq!(met.len(), expected.len(), "{met:?}");
    for (met, expected) in met.iter().zip(expected) {
        assert!(
            met.0 == expected.0 && close(met.1, expected.1) && met.2 == expected.2,
            "{met:?} {expected:?}"
        );
    }
    assert_eq!(solution.final_state().stopped_by, Some(3));
    assert_eq!((late.count(), apogee.count(), passed.count(), impact.count()), (0, 1, 2, 1));
    assert!(close(passed.first_time().unwrap(), 1.0) && close(passed.last_time().unwrap(), 3.0));
    // There is no solution after the event.
    assert!(matches!(solution.state_at(4.1), Err(Error::OutsideSolution { .. })));
    assert!(matches!(solution.state_at(f64::NAN), Err(Error::OutsideSolution { .. })));
    assert_eq!(solution.state_at(solution.final_state().t).unwrap(), *solution.end_state());
}

#[test]
fn a_run_ends_where_the_solution_with_its_path_does() {
    let mut a = Event::falling(height);
    let mut b = Event::falling(height);
    let solver = Dop853::with_tolerance(1e-8);
    let final_only = solver.run(&Oscillator, 0.3, [1.0, 0.2], 50.0, &mut [&mut a]).unwrap();
    let with_path = solver.solve(&Oscillator, 0.3, [1.0, 0.2], 50.0, &mut [&mut b]).unwrap();
    assert_eq!((final_only.t, final_only.state), (with_path.final_state().t, *with_path.end_state()));
    // Dense output is not evaluated in steps without events.
    assert!(final_only.statistics.evaluations < with_path.statistics().evaluations);
    assert_eq!(final_only.statistics.accepted, with_path.statistics().accepted);
}

#[test]
fn backward_and_empty_runs_end_at_the_right_time() {
    let solution = Dop853::with_tolerance(1e-10).solve(&Oscillator, 0.0, [1.0, 0.0], -3.0, &mut []).unwrap();
    for t in [-3.0, -2.2, -0.1, 0.0] {
        assert!((solution.state_at(t).unwrap()[0] - t.cos()).abs() < tolerance::LOCATED, "{t}");
    }
    assert!(matches!(solution.state_at(0.1), Err(Error::OutsideSolution { .. })));
    let nothing = Dopri5::with_tolerance(1e-6).solve(&Oscillator, 2.0, [1.0, 0.0], 2.0, &mut []).unwrap();
    assert_eq!(nothing.state_at(2.0).unwrap(), [1.0, 0.0]);
    assert_eq!((nothing.final_state().t, nothing.statistics().evaluations), (2.0, 0));
    // Fixed steps end at the end time, in backward runs as well.
    let fixed = Rk4::with_step(0.07).run(&Oscillator, 0.0, [1.0, 0.0], -1.0, &mut []).unwrap();
    assert!(
        fixed.t == -1.0
            && (fixed.state[0] - 1.0_f64.cos()).abs() < tolerance::RK4_COARSE
            && fixed.statistics.accepted == 15
    );
}

#[test]
fn wrong_settings_are_named() {
    let run = |solver: Dop853| solver.run(&Oscillator, 0.0, [1.0, 0.0], 1.0, &mut []).map(|_| ());
    let good = Dop853::with_tolerance(1e-8);
    for (solver, what) in [
        (Dop853::with_tolerance(0.0), "relative tolerance"),
        (Dop853::with_tolerance(-1e-8), "relative tolerance"),
        (Dop853::with_tolerance(f64::NAN), "relative tolerance"),
        (Dop853::with_tolerance(1.0), "relative tolerance"),
        (Dop853::with_tolerance(1e-17), "relative tolerance"),
        (good.absolute_tolerance(0.0), "absolute tolerance"),
        (good.absolute_tolerance(f64::INFINITY), "absolute tolerance"),
        (good.first_step(0.0), "first step"),
        (good.first_step(f64::NAN), "first step"),
        (good.longest_step(-1.0), "longest step"),
        (good.longest_step(f64::NAN), "longest step"),
        (good.max_steps(0), "number of steps"),
        (Dop853::with_step(f64::NAN), "fixed step"),
        (Dop853::with_step(-0.1), "fixed step"),
    ] {
        let Err(Error::OutsideDomain { quantity, .. }) = run(solver) else { panic!("{what}: {solver:?}") };
        assert!(quantity.contains(what), "{quantity}, not {what}");
    }
    let each = good.absolute_tolerances([1e-8, -1.0]).run(&Oscillator, 0.0, [1.0, 0.0], 1.0, &mut []);
    assert!(matches!(each, Err(Error::OutsideDomain { value: -1.0, .. })));
    assert!(run(good.longest_step(f64::INFINITY)).is_ok());
    for (t0, y0, t_end) in
        [(f64::NAN, 1.0, 1.0), (0.0, f64::NAN, 1.0), (0.0, f64::INFINITY, 1.0), (0.0, 1.0, f64::NAN)]
    {
        let run = good.run(&Oscillator, t0, [y0, 0.0], t_end, &mut []);
        assert!(matches!(run, Err(Error::OutsideDomain { allowed: "finite", .. })), "{run:?}");
    }
}

/// y′ = y², which from y = 1 is infinite at t = 1.
struct Explosion;

impl System<1> for Explosion {
    fn derivative(&self, _t: f64, y: &[f64; 1]) -> [f64; 1] {
        [y[0] * y[0]]
    }
}

/// y′ = √(1 − t), which is NaN from t = 1 on.
struct Edge;

impl System<1> for Edge {
    fn derivative(&self, t: f64, _y: &[f64; 1]) -> [f64; 1] {
        [(1.0 - t).sqrt()]
    }
}

#[test]
fn runs_that_cannot_continue_report_where_they_are() {
    let solver = Dop853::with_tolerance(1e-8);
    match solver.max_steps(7).run(&Oscillator, 0.0, [1.0, 0.0], 1e6, &mut []) {
        Err(Error::StepsExhausted { steps: 7, t, state }) => assert!(t > 0.0 && t < 1e6 && state.len() == 2),
        other => panic!("{other:?}"),
    }
    match solver.run(&Explosion, 0.0, [1.0], 2.0, &mut []) {
        Err(Error::StepTooShort { t, state, .. } | Error::DerivativeNotFinite { t, state }) => {
            assert!(
                (t - 1.0).abs() < tolerance::NEAR_A_POLE && state[0] > 1.0 / tolerance::NEAR_A_POLE,
                "{t} {state:?}"
            );
        }
        other => panic!("{other:?}"),
    }
    match solver.run(&Edge, 0.0, [0.0], 2.0, &mut []) {
        Err(Error::DerivativeNotFinite { t, state }) => {
            assert!(t > 0.99 && t <= 1.0 && state.len() == 1, "{t}")
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        solver.run(&Edge, 1.5, [0.0], 2.0, &mut []),
        Err(Error::DerivativeNotFinite { t: 1.5, .. })
    ));
    assert!(matches!(
        Rk4::with_step(0.3).run(&Edge, 0.0, [0.0], 2.0, &mut []),
        Err(Error::DerivativeNotFinite { .. })
    ));
    // An edge at the end of the run does not matter.
    assert!(solver.run(&Edge, 0.0, [0.0], 0.999, &mut []).is_ok());
    let mut bad = Event::falling(|t: f64, _y: &[f64; 2]| (0.5 - t).ln());
    let run = solver.run(&Oscillator, 0.0, [1.0, 0.0], 2.0, &mut [&mut bad]);
    assert!(matches!(run, Err(Error::EventNotFinite { event: 0, .. })), "{run:?}");
}

/// An engine that burns until the given time and then stops: a discontinuity.
struct Burn {
    until: f64,
}

impl System<2> for Burn {
    fn derivative(&self, t: f64, y: &[f64; 2]) -> [f64; 2] {
        [y[1], if t < self.until { 30.0 * (t * 3.0).sin() } else { -10.0 - y[1] * y[1] * 1e-3 }]
    }
}

#[test]
fn a_restart_at_a_discontinuity_is_exact_and_cheaper_than_stepping_over_it() {
    let until = 1.234;
    let solver = Dop853::with_tolerance(1e-10);
    let burnout = solver.run(&Burn { until: f64::INFINITY }, 0.0, [0.0, 0.0], until, &mut []).unwrap();
    let pieces = solver.run(&Burn { until: 0.0 }, burnout.t, burnout.state, 3.0, &mut []).unwrap();
    let over = solver.run(&Burn { until }, 0.0, [0.0, 0.0], 3.0, &mut []).unwrap();
    let exact = Verner98::with_tolerance(1e-14);
    let fine = exact.run(&Burn { until: f64::INFINITY }, 0.0, [0.0, 0.0], until, &mut []).unwrap();
    let fine = exact.run(&Burn { until: 0.0 }, fine.t, fine.state, 3.0, &mut []).unwrap();
    let error = |state: [f64; 2]| (state[0] - fine.state[0]).abs();
    let cost = burnout.statistics.evaluations + pieces.statistics.evaluations;
    assert!(error(pieces.state) < tolerance::LOCATED, "{}", error(pieces.state));
    assert!(3 * cost < over.statistics.evaluations, "{cost} and {}", over.statistics.evaluations);
}

#[test]
fn every_solver_runs_through_the_same_interface() {
    fn quarter<M: lofted::numerics::ode::Method<2, Oscillator>>(solver: Solver<M>) -> f64 {
        let mut fall = Event::falling(height);
        let run = solver.run(&Oscillator, 0.0, [1.0, 0.0], 10.0, &mut [&mut fall]).unwrap();
        (run.t - std::f64::consts::FRAC_PI_2).abs()
    }
    assert!(quarter(Rk4::with_step(0.01)) < tolerance::RK4_QUARTER);
    assert!(quarter(Dopri5::with_tolerance(1e-11)) < tolerance::LOCATED);
    assert!(quarter(Dop853::with_tolerance(1e-11)) < tolerance::LOCATED);
    assert!(quarter(Verner98::with_tolerance(1e-11)) < tolerance::LOCATED);
    assert!(quarter(Taylor::<17>::with_tolerance(1e-11)) < tolerance::LOCATED);
}

/// A message states the value, the bound or the place, and a remedy.
#[test]
fn messages_state_the_place_and_a_remedy() {
    let solver = Dop853::with_tolerance(1e-8);
    let mut bad = Event::falling(|t: f64, _y: &[f64; 2]| (0.5 - t).ln());
    let solved = solver.solve(&Oscillator, 0.0, [1.0, 0.0], 1.0, &mut []).unwrap();
    for (error, parts) in [
        (
            solver.max_steps(3).run(&Oscillator, 0.0, [1.0, 0.0], 1e6, &mut []).unwrap_err(),
            ["3 steps", "state [", "loosen the tolerance, allow more steps"],
        ),
        (
            solver.run(&Edge, 1.5, [2.0], 2.0, &mut []).unwrap_err(),
            ["t = 1.5", "state [2.0]", "end the run where"],
        ),
        (
            solver.run(&Oscillator, 0.0, [1.0, 0.0], 2.0, &mut [&mut bad]).unwrap_err(),
            ["event 0", "NaN", "finite function"],
        ),
        (solved.state_at(2.0).unwrap_err(), ["t = 0 to 1", "t = 2", "solve further"]),
        (
            Dop853::with_tolerance(-1.0).run(&Oscillator, 0.0, [1.0, 0.0], 1.0, &mut []).unwrap_err(),
            ["relative tolerance", "-1", "at least 8.9e-16"],
        ),
    ] {
        let message = error.to_string();
        assert!(parts.iter().all(|part| message.contains(part)), "{message} lacks one of {parts:?}");
    }
}

/// A jump by thirty orders of magnitude: no step across it is short enough, although every value is
/// finite.
struct Cliff;

impl System<1> for Cliff {
    fn derivative(&self, t: f64, _y: &[f64; 1]) -> [f64; 1] {
        [if t < 1.0 { 1.0 } else { 1e30 }]
    }
}

#[test]
fn a_step_lost_in_the_rounding_of_time_is_an_error() {
    match Dop853::with_tolerance(1e-12).run(&Cliff, 0.0, [0.0], 2.0, &mut []) {
        Err(Error::StepTooShort { step, t, state }) => {
            assert!(
                (t - 1.0).abs() < tolerance::AT_A_WALL
                    && step.abs() < tolerance::LOST_STEP
                    && (state[0] - 1.0).abs() < tolerance::AT_A_WALL
            );
        }
        other => panic!("{other:?}"),
    }
}
