//! The limits of steps hold over every method: the longest step, the fixed step, the number of
//! steps.

use crate::common::problems::Oscillator;
use crate::common::random::Random;
use crate::common::tolerance;
use lofted::numerics::ode::{DenseOutput, Dop853, Dopri5, Event, Method, Rk4, Solver, Taylor, Verner98};

/// Runs a solver with a random longest step, and returns its longest step in units of that.
fn longest<M: Method<2, Oscillator>>(random: &mut Random, solver: Solver<M>) -> f64 {
    let limit = 10_f64.powf(random.between(-2.0, 1.0));
    let t0 = random.one_of(&[0.0, 1.0, -3.0, 1e3]);
    // The end is a multiple of the limit, or a little more, which invites a stretched last step.
    let steps = f64::from((random.bits() % 20) as u32) + random.one_of(&[1.0, 1.005, 1.009, 1.011, 0.5]);
    let t_end = t0 + random.one_of(&[1.0, -1.0]) * steps * limit;
    let solver = solver.longest_step(limit);
    let solver = if random.bits().is_multiple_of(3) { solver.first_step(3.0 * limit) } else { solver };
    let mut event = Event::crossing(|_t, y: &[f64; 2]| y[0]).terminal(false);
    let solution = solver.solve(&Oscillator, t0, [1.0, 0.0], t_end, &mut [&mut event]).unwrap();
    assert_eq!(solution.final_state().t, t_end);
    let greatest = solution.dense_outputs().iter().map(|step| step.length().abs()).fold(0.0, f64::max);
    let rounding = tolerance::STEP_ROUNDINGS * f64::EPSILON * t0.abs().max(t_end.abs());
    assert!(greatest <= limit + rounding, "{greatest} of {limit}, from {t0} to {t_end}");
    greatest / limit
}

#[test]
fn no_step_is_longer_than_the_longest_step() {
    let mut random = Random::seeded(20_170_704);
    let mut greatest = 0.0_f64;
    for _ in 0..1_000 {
        let tolerance = 10_f64.powf(-random.between(2.0, 10.0));
        let found = [
            longest(&mut random, Dopri5::with_tolerance(tolerance)),
            longest(&mut random, Dop853::with_tolerance(tolerance)),
            longest(&mut random, Verner98::with_tolerance(tolerance)),
            longest(&mut random, Taylor::<9>::with_tolerance(tolerance)),
            longest(&mut random, Rk4::with_step(0.1)),
            longest(&mut random, Dop853::with_step(100.0)),
        ];
        greatest = found.into_iter().fold(greatest, f64::max);
    }
    // The limit is what sets the steps.
    assert!(greatest > 0.999, "{greatest}");
}

/// `with_step`: all steps have the length, except the last, which is shorter, or longer by up to a
/// hundredth. So it is with the first step, unless it is rejected.
#[test]
fn fixed_steps_are_as_long_as_they_say() {
    let mut random = Random::seeded(20_170_728);
    for _ in 0..1_000 {
        let step = random.between(0.01, 1.0);
        let t_end = random.between(0.0, 20.0) * step * random.one_of(&[1.0, -1.0]);
        let solution = Rk4::with_step(step).solve(&Oscillator, 0.0, [1.0, 0.0], t_end, &mut []).unwrap();
        let lengths: Vec<f64> = solution.dense_outputs().iter().map(|output| output.length().abs()).collect();
        let (last, others) = lengths.split_last().unwrap();
        assert!(others.iter().all(|length| *length == step), "{lengths:?}");
        assert!(*last <= 1.01 * step * (1.0 + f64::EPSILON) && *last > 0.0, "{last} of {step}");
    }
}

/// `max_steps`: rejected steps included, and not one more.
#[test]
fn the_number_of_steps_is_the_most_that_is_tried() {
    let solver = Dop853::with_tolerance(1e-9);
    let run = |solver: &Dop853| solver.run(&Oscillator, 0.0, [1.0, 0.0], 100.0, &mut []);
    let statistics = run(&solver).unwrap().statistics;
    let needed = statistics.accepted + statistics.rejected;
    assert!(run(&solver.max_steps(needed)).is_ok());
    assert!(run(&solver.max_steps(needed - 1)).is_err());
}
