//! DOPRI5 and DOP853 against the results of their authors' own programs, on the Arenstorf orbit.
//!
//! DOPRI5: the output of the Fortran program with its driver `dr_dopri5`, as recorded in the tests
//! of the R package deSolve (values at every second unit of time, and "fcn= 1442 step= 240 accpt=
//! 216 rejct= 22"). DOP853: the values that J. Colinge's C edition of the program, by Hairer and
//! Wanner, returns for the same orbit, recorded in `data/dop853_arenstorf.csv`. Both programs leave
//! rejections before the first accepted step out of their "rejct"; this crate counts steps less
//! accepted steps. Their first step is passed to this crate's solvers, which choose their own
//! otherwise; the evaluation spent on finding it is the one missing here.

use crate::common::problems::Arenstorf;
use crate::common::tolerance;
use lofted::numerics::ode::{DenseOutput, Dop853, Dopri5, Solution, Statistics, System};

/// Computes the first step of the authors' programs, which assume a time scale of one.
///
/// Source: Hairer, Nørsett, Wanner, *Solving Ordinary Differential Equations I*, 2nd edition,
/// section II.4.
fn first_step(tolerance: f64, order: f64) -> f64 {
    let y = Arenstorf::INITIAL;
    let rate = Arenstorf.derivative(0.0, &y);
    let norm = |values: [f64; 4]| {
        let terms = values.iter().zip(y).map(|(v, y)| (v / (tolerance * (1.0 + y.abs()))).powi(2));
        terms.sum::<f64>().sqrt()
    };
    let guess = 0.01 * norm(y) / norm(rate);
    let there = Arenstorf.derivative(guess, &std::array::from_fn(|i| y[i] + guess * rate[i]));
    let bend = norm(std::array::from_fn(|i| there[i] - rate[i])) / guess;
    (0.01 / norm(rate).max(bend)).powf(1.0 / order).min(100.0 * guess)
}

fn assert_near(actual: f64, expected: f64, what: &str) {
    let error = (actual - expected).abs();
    assert!(error <= tolerance::ARENSTORF_AGAINST_PROGRAM, "{what}: {actual}, expected {expected}");
}

/// Returns the number of steps done at the end of the step that covers `t`.
fn steps_by<C: DenseOutput<4>>(solution: &Solution<4, C>, t: f64) -> usize {
    solution.dense_outputs().iter().position(|output| output.begin() + output.length() >= t).unwrap() + 1
}

#[test]
fn dopri5_takes_the_steps_of_its_authors_program() {
    let solution = Dopri5::with_tolerance(1e-7)
        .first_step(first_step(1e-7, 5.0))
        .solve(&Arenstorf, 0.0, Arenstorf::INITIAL, Arenstorf::PERIOD, &mut [])
        .unwrap();
    assert_eq!(
        solution.statistics(),
        Statistics { accepted: 216, rejected: 240 - 216, evaluations: 1442 - 1 }
    );
    for (t, x, y) in [
        (0.0, 0.994, 0.0),
        (2.0, -0.5798781411, 0.6090775251),
        (4.0, -0.1983335270, 1.137638086),
        (6.0, -0.4735743943, 0.2239068118),
        (8.0, -1.174553350, -0.2759466982),
        (10.0, -0.8398073466, 0.4468302268),
        (12.0, 0.01314712468, -0.8385751499),
        (14.0, -0.6031129504, -0.9912598031),
        (16.0, 0.2427110999, -0.3899948833),
        (Arenstorf::PERIOD, 0.9940021016, 0.8911185692e-5),
    ] {
        let state = solution.state_at(t).unwrap();
        assert_near(state[0], x, "x");
        assert_near(state[1], y, "y");
    }
    // The program's own count of accepted steps at these times.
    for (t, steps) in
        [(2.0, 60), (4.0, 73), (6.0, 91), (8.0, 110), (10.0, 122), (12.0, 145), (14.0, 159), (16.0, 177)]
    {
        assert_eq!(steps_by(&solution, t), steps, "at {t}");
    }
}

#[test]
fn dop853_takes_the_steps_of_its_authors_program() {
    let table = include_str!("../data/dop853_arenstorf.csv");
    let mut rows = 0;
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.starts_with("tolerance")) {
        let row: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        let [tol, t, x, y, accepted, tried, evaluations] = row[..] else { panic!("{line}") };
        let solution = Dop853::with_tolerance(tol)
            .first_step(first_step(tol, 8.0))
            .solve(&Arenstorf, 0.0, Arenstorf::INITIAL, Arenstorf::PERIOD, &mut [])
            .unwrap();
        let state = solution.state_at(t).unwrap();
        assert_near(state[0], x, "x");
        assert_near(state[1], y, "y");
        assert_eq!(steps_by(&solution, t) as f64, accepted, "accepted by {t}");
        let statistics = solution.statistics();
        assert_eq!((statistics.accepted + statistics.rejected) as f64, tried);
        assert_eq!(statistics.evaluations as f64, evaluations - 1.0);
        rows += 1;
    }
    assert_eq!(rows, 27);
}
