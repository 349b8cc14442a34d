//! Every solver and its dense output have their nominal orders; every tableau meets its conditions;
//! and the cost of a run is pinned.

use crate::common::problems::{Ellipse, Known, Lotka, Oscillator, Waves};
use crate::common::tolerance;
use lofted::numerics::ode::tableau::{ErrorEstimate, Tableau};
use lofted::numerics::ode::{DenseOutput, Dop853, Dopri5, Method, Rk4, Solver, Statistics, Taylor, Verner98};

/// Fits the slope of log error over log step by least squares.
fn slope(points: &[(f64, f64)]) -> f64 {
    let logs: Vec<(f64, f64)> = points.iter().map(|(h, e)| (h.ln(), e.ln())).collect();
    let n = logs.len() as f64;
    let (mx, my) = (logs.iter().map(|p| p.0).sum::<f64>() / n, logs.iter().map(|p| p.1).sum::<f64>() / n);
    let above: f64 = logs.iter().map(|p| (p.0 - mx) * (p.1 - my)).sum();
    above / logs.iter().map(|p| (p.0 - mx).powi(2)).sum::<f64>()
}

fn distance(a: &[f64; 4], b: &[f64; 4]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// Computes the root mean square, over runs that begin all around a period, of the error at the end
/// of each run, and of the greatest error inside it. Single runs mislead: at some step their
/// leading errors cancel.
fn errors<M, P>(problem: &P, run: f64, numbers: &[u32]) -> [Vec<(f64, f64)>; 2]
where
    M: Method<4, P> + Default,
    P: Known,
{
    let (mut at_end, mut inside) = (Vec::new(), Vec::new());
    for &number in numbers {
        let h = run / f64::from(number);
        let (mut sum_at_end, mut sum_inside) = (0.0, 0.0);
        for begin in BEGINS {
            let solution = Solver::<M>::with_step(h)
                .solve(problem, begin, problem.known(begin), begin + run, &mut [])
                .unwrap();
            assert_eq!(solution.statistics().accepted, u64::from(number));
            sum_at_end += distance(solution.end_state(), &problem.known(begin + run)).powi(2);
            let greatest = (0..number)
                .flat_map(|step| [0.21, 0.5, 0.83].map(|theta| begin + (f64::from(step) + theta) * h))
                .map(|t| distance(&solution.state_at(t).unwrap(), &problem.known(t)))
                .fold(0.0, f64::max);
            sum_inside += greatest * greatest;
        }
        at_end.push((h, sum_at_end.sqrt()));
        inside.push((h, sum_inside.sqrt()));
    }
    [at_end, inside]
}

/// Computes these errors for the dense output of single steps from exact values: one order above
/// that of the dense output.
fn local_errors<M, P>(problem: &P, steps: &[f64]) -> Vec<(f64, f64)>
where
    M: Method<4, P> + Default,
    P: Known,
{
    let one = |h: f64| {
        let of = |begin: f64| {
            let solution = Solver::<M>::with_step(h)
                .solve(problem, begin, problem.known(begin), begin + h, &mut [])
                .unwrap();
            let output = solution.dense_outputs()[0];
            (1..20)
                .map(|k| f64::from(k) / 20.0)
                .map(|theta| distance(&output.at(theta), &problem.known(begin + theta * h)))
                .fold(0.0, f64::max)
        };
        BEGINS.iter().map(|&begin| of(begin).powi(2)).sum::<f64>().sqrt()
    };
    steps.iter().map(|&h| (h, one(h))).collect()
}

/// The problem on which the orders are measured.
const ELLIPSE: Ellipse = Ellipse { eccentricity: 0.2 };
/// The times at which the runs begin.
const BEGINS: [f64; 12] = [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5];

fn assert_order(what: &str, points: &[(f64, f64)], nominal: f64) {
    let measured = slope(points);
    println!("{what}: order {measured:.2}, nominal {nominal}; {points:?}");
    assert!(
        (measured - nominal).abs() <= tolerance::ORDER,
        "{what}: {measured}, nominal {nominal}: {points:?}"
    );
}

fn run_orders<M, P>(name: &str, problem: &P, run: f64, numbers: &[u32], order: f64)
where
    M: Method<4, P> + Default,
    P: Known,
{
    let [end, inside] = errors::<M, P>(problem, run, numbers);
    assert_order(name, &end, order);
    // The error of the dense output in each step is below that of all the steps together.
    assert_order(&format!("{name}, dense output over a run"), &inside, order);
}

fn dense_order<M, P>(name: &str, problem: &P, steps: &[f64], dense_order: f64)
where
    M: Method<4, P> + Default,
    P: Known,
{
    assert_order(
        &format!("{name}, dense output of one step"),
        &local_errors::<M, P>(problem, steps),
        dense_order + 1.0,
    );
}

// The numbers of steps keep the errors above the rounding, and the steps short enough for the order
// to show.
#[test]
fn every_method_has_its_nominal_order() {
    use lofted::numerics::ode::{dop853, dopri5, rk4, taylor, verner98};
    run_orders::<rk4::Rk4, _>("RK4", &ELLIPSE, 2.0, &[50, 70, 100, 140], 4.0);
    dense_order::<rk4::Rk4, _>("RK4", &ELLIPSE, &[0.04, 0.06, 0.08, 0.12], 3.0);
    run_orders::<dopri5::Dopri5, _>("DOPRI5", &ELLIPSE, 12.0, &[500, 700, 1000, 1400], 5.0);
    dense_order::<dopri5::Dopri5, _>("DOPRI5", &ELLIPSE, &[0.06, 0.08, 0.12, 0.16], 4.0);
    run_orders::<dop853::Dop853, _>("DOP853", &ELLIPSE, 2.0, &[9, 12, 16, 21], 8.0);
    dense_order::<dop853::Dop853, _>("DOP853", &ELLIPSE, &[0.12, 0.16, 0.22, 0.3], 7.0);
    run_orders::<verner98::Verner98, _>("Verner 9(8)", &Waves, 2.0, &[7, 9, 11, 14], 9.0);
    dense_order::<verner98::Verner98, _>("Verner 9(8)", &ELLIPSE, &[0.17, 0.21, 0.26, 0.32], 9.0);
    run_orders::<taylor::Taylor<9>, _>("Taylor of order 8", &ELLIPSE, 2.0, &[16, 21, 28, 36], 8.0);
    dense_order::<taylor::Taylor<9>, _>("Taylor of order 8", &ELLIPSE, &[0.1, 0.14, 0.18, 0.24], 8.0);
    run_orders::<taylor::Taylor<13>, _>("Taylor of order 12", &ELLIPSE, 2.0, &[10, 12, 14, 16], 12.0);
    dense_order::<taylor::Taylor<13>, _>("Taylor of order 12", &ELLIPSE, &[0.2, 0.25, 0.3, 0.35], 12.0);
}

/// A rooted tree, as the list of the branches at its root.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Tree(Vec<Tree>);

impl Tree {
    fn size(&self) -> usize {
        1 + self.0.iter().map(Tree::size).sum::<usize>()
    }

    /// Computes the density γ; the order condition is Σ bᵢ Φᵢ = 1/γ.
    fn density(&self) -> f64 {
        self.size() as f64 * self.0.iter().map(Tree::density).product::<f64>()
    }

    /// Computes Φᵢ, the product over the branches of Σⱼ aᵢⱼ Φⱼ(branch).
    fn weights(&self, matrix: &[&[f64]]) -> Vec<f64> {
        let mut weights = vec![1.0; matrix.len()];
        for branch in &self.0 {
            let inner = branch.weights(matrix);
            for (weight, row) in weights.iter_mut().zip(matrix) {
                *weight *= row.iter().zip(&inner).map(|(a, phi)| a * phi).sum::<f64>();
            }
        }
        weights
    }
}

/// Lists all rooted trees of `size` nodes, each once: every smaller tree with one more branch at
/// its root.
fn trees(size: usize) -> Vec<Tree> {
    if size == 1 {
        return vec![Tree(vec![])];
    }
    let mut all = Vec::new();
    for branch_size in 1..size {
        for branch in trees(branch_size) {
            for rest in trees(size - branch_size) {
                // The branches are sorted, so that no tree comes twice.
                if rest.0.last().is_none_or(|last| *last <= branch) {
                    let mut branches = rest.0;
                    branches.push(branch.clone());
                    all.push(Tree(branches));
                }
            }
        }
    }
    all
}

#[test]
fn the_numbers_of_trees_are_those_of_cayley() {
    // The numbers that Cayley gives.
    let counts: Vec<usize> = (1..=9).map(|size| trees(size).len()).collect();
    assert_eq!(counts, [1, 1, 2, 4, 9, 20, 48, 115, 286]);
}

/// Computes the greatest residual of the order conditions of `weights` up to `order`, and the
/// greatest of the next order.
fn residual(tableau: &Tableau, weights: &[f64], size: usize, target: impl Fn(&Tree) -> f64) -> f64 {
    trees(size)
        .iter()
        .map(|tree| {
            let sum: f64 = tree.weights(tableau.matrix).iter().zip(weights).map(|(phi, b)| phi * b).sum();
            (sum - target(tree)).abs()
        })
        .fold(0.0, f64::max)
}

/// Computes bᵢ(θ) of the dense output: the three terms through ends and slopes, then those of
/// the tableau.
fn dense_weights(tableau: &Tableau, theta: f64) -> Vec<f64> {
    let stages = tableau.matrix.len();
    let unit = |place: usize| (0..stages).map(|i| if i == place { 1.0 } else { 0.0 }).collect::<Vec<f64>>();
    let mut step = tableau.weights.to_vec();
    step.resize(stages, 0.0);
    let (begin, end) = (unit(0), unit(tableau.end_row));
    let second: Vec<f64> = (0..stages).map(|i| begin[i] - step[i]).collect();
    let third: Vec<f64> = (0..stages).map(|i| step[i] - end[i] - second[i]).collect();
    let mut terms = vec![step, second, third];
    terms.extend(tableau.dense.iter().map(|row| {
        let mut row = row.to_vec();
        row.resize(stages, 0.0);
        row
    }));
    let mut factor = 1.0;
    let mut sum = vec![0.0; stages];
    for (j, term) in terms.iter().enumerate() {
        factor *= if j % 2 == 0 { theta } else { 1.0 - theta };
        for (sum, weight) in sum.iter_mut().zip(term) {
            *sum += factor * weight;
        }
    }
    sum
}

#[test]
fn every_tableau_meets_its_order_conditions() {
    for (name, tableau) in [
        ("RK4", Rk4::tableau()),
        ("DOPRI5", <Dopri5>::tableau()),
        ("DOP853", <Dop853>::tableau()),
        ("Verner 9(8)", <Verner98>::tableau()),
    ] {
        // The rows sum to the nodes; the last stage is at the end of the step.
        for (row, node) in tableau.matrix.iter().zip(tableau.nodes) {
            assert!((row.iter().sum::<f64>() - node).abs() < tolerance::TABLEAU_ROW, "{name}, node {node}");
        }
        assert_eq!(tableau.nodes.len(), tableau.matrix.len());
        assert_eq!(tableau.nodes[tableau.end_row], 1.0);
        let step: Vec<f64> = tableau.matrix[tableau.end_row].to_vec();
        let weights: Vec<f64> = tableau.weights.iter().copied().filter(|&b| b != 0.0).collect();
        assert_eq!(step.into_iter().filter(|&b| b != 0.0).collect::<Vec<_>>(), weights);
        // The order conditions over all rooted trees are met up to the order, and not beyond.
        for size in 1..=tableau.order {
            let rest = residual(&tableau, tableau.weights, size, |tree| 1.0 / tree.density());
            assert!(rest < tolerance::TABLEAU_ORDER, "{name}, order {size}: {rest:e}");
        }
        if tableau.order < 9 {
            let rest = residual(&tableau, tableau.weights, tableau.order + 1, |tree| 1.0 / tree.density());
            assert!(
                rest > 1e3 * tolerance::TABLEAU_ORDER,
                "{name} is of a higher order than it says: {rest:e}"
            );
        }
        // An error estimate vanishes up to the order of its embedded formula, and not beyond.
        for ErrorEstimate { order, weights: estimate } in tableau.errors {
            for size in 1..=*order {
                let rest = residual(&tableau, estimate, size, |_| 0.0);
                assert!(rest < tolerance::TABLEAU_ORDER, "{name}, estimate {order}, order {size}: {rest:e}");
            }
            let rest = residual(&tableau, estimate, order + 1, |_| 0.0);
            assert!(rest > 1e3 * tolerance::TABLEAU_ORDER, "{name}, estimate of order {order} sees nothing");
        }
        // The dense output: Σ bᵢ(θ) Φᵢ = θ^size/γ.
        for theta in [0.0, 0.17, 0.5, 0.9, 1.0] {
            let weights = dense_weights(&tableau, theta);
            for size in 1..=tableau.dense_order {
                let target = |tree: &Tree| theta.powi(size as i32) / tree.density();
                let rest = residual(&tableau, &weights, size, target);
                assert!(rest < tolerance::TABLEAU_DENSE, "{name} dense at {theta}, order {size}: {rest:e}");
            }
        }
    }
}

/// The accepted steps, rejected steps and evaluations of RK4, DOPRI5, DOP853, Verner and Taylor are
/// as recorded here.
#[test]
fn costs_are_pinned() {
    let ellipse = Ellipse { eccentricity: 0.3 };
    let cost = |solve: &dyn Fn() -> Statistics| {
        let s = solve();
        [s.accepted, s.rejected, s.evaluations]
    };
    let (y, end) = (ellipse.state(0.0), Ellipse::PERIOD);
    let of_ellipse: [[u64; 3]; 5] = [
        cost(&|| Rk4::with_step(end / 100.0).run(&ellipse, 0.0, y, end, &mut []).unwrap().statistics),
        cost(&|| Dopri5::with_tolerance(1e-8).run(&ellipse, 0.0, y, end, &mut []).unwrap().statistics),
        cost(&|| Dop853::with_tolerance(1e-8).run(&ellipse, 0.0, y, end, &mut []).unwrap().statistics),
        cost(&|| Verner98::with_tolerance(1e-8).run(&ellipse, 0.0, y, end, &mut []).unwrap().statistics),
        cost(&|| Taylor::<21>::with_tolerance(1e-8).run(&ellipse, 0.0, y, end, &mut []).unwrap().statistics),
    ];
    let y = Lotka::INITIAL;
    let of_lotka: [[u64; 3]; 5] = [
        cost(&|| Rk4::with_step(0.01).run(&Lotka, 0.0, y, 10.0, &mut []).unwrap().statistics),
        cost(&|| Dopri5::with_tolerance(1e-6).solve(&Lotka, 0.0, y, 10.0, &mut []).unwrap().statistics()),
        cost(&|| Dop853::with_tolerance(1e-6).solve(&Lotka, 0.0, y, 10.0, &mut []).unwrap().statistics()),
        cost(&|| Verner98::with_tolerance(1e-6).solve(&Lotka, 0.0, y, 10.0, &mut []).unwrap().statistics()),
        cost(&|| {
            Taylor::<21>::with_tolerance(1e-6).solve(&Lotka, 0.0, y, 10.0, &mut []).unwrap().statistics()
        }),
    ];
    assert_eq!(of_ellipse, [[100, 0, 401], [64, 0, 386], [18, 4, 262], [17, 5, 349], [11, 1, 252]]);
    assert_eq!(of_lotka, [[1000, 0, 4001], [86, 16, 614], [35, 8, 615], [30, 11, 917], [30, 10, 660]]);
}

/// The kernels of the steppers are written over any scalar: with dual numbers they carry the
/// derivative of the end of a step with respect to its beginning, for the oscillator a rotation.
#[test]
fn kernels_carry_derivatives_with_dual_numbers() {
    use lofted::numerics::dual::Dual;
    use lofted::numerics::ode::{
        DenseOutput, Kernel, OfKernel, RungeKutta, StepStart, dop853, dopri5, rk4, verner98,
    };
    let h = 0.1;
    let (sin, cos) = f64::sin_cos(h);
    let y = Dual::variables([0.6, 0.8]);
    let [zero, length] = [0.0, h].map(|value| Dual { value, partials: [0.0; 2] });
    let k1 = Oscillator.rate(zero, &y);
    let at = StepStart { t: zero, y: &y, derivatives: &k1 };
    for (name, end, allowed) in [
        ("RK4", rk4::Rk4::stages(OfKernel(&Oscillator), at, length).0, h.powi(5)),
        ("DOPRI5", dopri5::Dopri5::stages(OfKernel(&Oscillator), at, length).0, h.powi(6)),
        ("DOP853", dop853::Dop853::stages(OfKernel(&Oscillator), at, length).0, h.powi(9)),
        ("Verner 9(8)", verner98::Verner98::stages(OfKernel(&Oscillator), at, length).0, h.powi(10)),
    ] {
        for (end, expected) in end.iter().zip([[cos, sin], [-sin, cos]]) {
            for (partial, expected) in end.partials.iter().zip(expected) {
                assert!((partial - expected).abs() < allowed, "{name}: {partial}, expected {expected}");
            }
        }
    }
    // The dense output does so as well.
    let (end, stages) = dop853::Dop853::stages(OfKernel(&Oscillator), at, length);
    let slope = Oscillator.rate(length, &end);
    let output = <dop853::Dop853 as RungeKutta>::dense_output(
        OfKernel(&Oscillator),
        at,
        length,
        &end,
        &stages,
        &slope,
    );
    let middle = output.at(Dual { value: 0.5, ..zero });
    assert!((middle[0].partials[1] - (0.5 * h).sin()).abs() < h.powi(8));
}
