//! A thousand flights in one batch, right to a metre and to a millimetre: in lanes, and one after
//! the other.

use std::hint::black_box;

use criterion::Criterion;
use lofted::numerics::ode::Dop853;
use lofted::numerics::wide::Width;
use lofted::physics::arc::{Landing, landings, landings_with_drag};

use crate::common::scenarios::{Motion, departures, p2, p3};
use crate::common::tolerance::STEP_INTO_AIR_S;
use crate::{ERRORS, OWN_STEP, TOLERANCES, by_differential_equations, by_ode_solvers, ours};

/// The number of flights of a batch.
const COUNT: usize = 1_000;
/// The number of them that are integrated while a tolerance is searched.
const LOOKED_AT: usize = 100;

/// Times a thousand flights, the worst accurate to `error_m`: in lanes, and one after the other at
/// the loosest tolerance that suffices.
fn batch<K: Motion>(
    criterion: &mut Criterion,
    problem: &str,
    error_m: f64,
    system: &K,
    lanes: impl Fn(&[[f64; 6]], Width) -> Vec<lofted::Result<Landing>>,
) {
    let states = departures(COUNT);
    let exactly = Dop853::with_tolerance(1e-12).longest_step(STEP_INTO_AIR_S);
    let exact: Vec<[f64; 6]> = states.iter().map(|state| ours(&exactly, system, *state).unwrap()).collect();
    let off = |landed: Option<[f64; 6]>, exact: &[f64; 6]| {
        landed.map_or(f64::INFINITY, |state| {
            state.iter().zip(exact).take(3).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
        })
    };
    for (name, width) in [("widest", Width::Widest), ("baseline", Width::Baseline), ("calls", Width::Single)]
    {
        let landed = lanes(&states, width);
        let worst = landed
            .iter()
            .zip(&exact)
            .map(|(landing, exact)| off(landing.as_ref().ok().map(|landing| landing.state), exact))
            .fold(0.0, f64::max);
        assert!(worst <= error_m, "{problem}/{name}: {worst} m");
        println!("{problem}_1000/whole_arc_{name}: worst {worst:.1e} m");
        criterion.bench_function(&format!("{problem}_1000/whole_arc_{name}"), |bencher| {
            bencher.iter(|| lanes(black_box(&states), width));
        });
    }
    macro_rules! by {
        ($fly:path) => {
            &|state, r, a| $fly(|t, y| system.rate(t, y), state, (r, a), OWN_STEP)
        };
    }
    type Alone<'a> = &'a dyn Fn([f64; 6], f64, f64) -> Option<[f64; 6]>;
    let solvers: [(&str, Alone<'_>); 4] = [
        ("dop853", &|state, r, a| ours(&Dop853::with_tolerance(r).absolute_tolerance(a), system, state)),
        ("ode_solvers_dop853", by!(by_ode_solvers::dop853)),
        ("differential_equations_dop853", by!(by_differential_equations::dop853)),
        ("differential_equations_dopri5", by!(by_differential_equations::dopri5)),
    ];
    for (name, fly) in solvers {
        let worst = |count: usize, (r, a): (f64, f64)| {
            let flights = states.iter().zip(&exact).take(count);
            flights.map(|(state, exact)| off(fly(*state, r, a), exact)).fold(0.0, f64::max)
        };
        // The ratio of tolerances, of four, whose loosest setting costs least.
        let mut best: Option<(f64, (f64, f64))> = None;
        for unit in [1.0, 1e2, 1e4, 1e6] {
            let mut settings = TOLERANCES
                .map(|k| 10_f64.powf(-0.25 * f64::from(k)))
                .map(|r| (r, r * unit))
                .filter(|setting| worst(LOOKED_AT, *setting) <= error_m && worst(COUNT, *setting) <= error_m);
            let Some((r, a)) = settings.next() else { continue };
            let begin = std::time::Instant::now();
            for state in &states {
                black_box(fly(*state, r, a));
            }
            let took = begin.elapsed().as_secs_f64();
            if best.is_none_or(|(least, _)| took < least) {
                best = Some((took, (r, a)));
            }
        }
        let Some((_, (r, a))) = best else {
            println!("{problem}_1000/{name}: at no tolerance are all within the error");
            continue;
        };
        println!("{problem}_1000/{name}: setting {r:.2e} {a:.2e}, worst {:.1e} m", worst(COUNT, (r, a)));
        criterion.bench_function(&format!("{problem}_1000/{name}"), |bencher| {
            bencher.iter(|| {
                for state in &states {
                    black_box(fly(black_box(*state), r, a));
                }
            });
        });
    }
}

pub fn batches(criterion: &mut Criterion) {
    let ((_, gravity), (_, model)) = (p2(), p3());
    for (error_m, suffix) in ERRORS {
        let (p2, p3) = (format!("p2{suffix}"), format!("p3{suffix}"));
        batch(criterion, &p2, error_m, &gravity, |states, width| landings(&gravity, states, error_m, width));
        batch(criterion, &p3, error_m, &model, |states, width| {
            landings_with_drag(&model, states, error_m, width)
        });
    }
}
