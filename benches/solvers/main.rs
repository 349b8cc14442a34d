//! Every solver on the scenarios P2 and P3, beside two crates, at equal achieved error: an impact
//! accurate to 1 m, and DOP853 and the crates at 1 mm as well.
//!
//! Run with `cargo bench --bench solvers`. Each solver gets the loosest tolerance (or the longest
//! step) with which it, and the two next tighter ones, land within the error; the absolute
//! tolerance is a multiple of the relative one, and each solver takes the multiple that suits it
//! best. The chosen setting is printed, with the error and the evaluations spent, before anything
//! is timed; a wrong answer is a panic. The table and its known unfairness are in
//! benches/README.md.
#![allow(missing_docs)] // `criterion_group!` writes an undocumented function.

mod batch;
mod by_differential_equations;
mod by_ode_solvers;
/// Code that several tests share.
#[path = "../../tests/common"]
pub mod common {
    pub mod scenarios;
    pub mod tolerance;
}

use std::cell::Cell;
use std::hint::black_box;
use std::ops::Range;

use common::scenarios::{LONG_ENOUGH_S, Motion, Scenario, p2, p3};
use common::tolerance::IMPACT_OF_BENCHES_M;
use criterion::{Criterion, criterion_group, criterion_main};
use lofted::numerics::ode::{
    AbsoluteTolerance, Dop853, Dopri5, Event, Kernel, Method, Rk4, Solver, System, Taylor, Verner98,
};
use lofted::numerics::scalar::Scalar;
use lofted::numerics::wide::Width;
use lofted::physics::arc::{Landing, landing, landing_with_drag};
use lofted::physics::motion::above_ellipsoid;

/// The errors of an impact, m, and what they add to the name of a problem.
const ERRORS: [(f64, &str); 2] = [(IMPACT_OF_BENCHES_M, ""), (1e-3 * IMPACT_OF_BENCHES_M, "_1_mm")];
/// The relative tolerances that are tried, as powers of the fourth root of a tenth.
const TOLERANCES: Range<i32> = 8..60;

/// The setting by which a crate chooses its first step itself.
const OWN_STEP: f64 = 0.0;
/// A first step that suits these flights, s. The solvers here find it themselves; an expert would
/// set it by hand in the others.
const GIVEN_STEP_S: f64 = 130.0;

/// A function that integrates a flight by one solver at one tolerance and returns the impact.
type Fly<'a> = Box<dyn Fn(f64, f64) -> Option<[f64; 6]> + 'a>;

/// A system that counts its evaluations; a series counts one for each term.
#[derive(Clone, Copy)]
struct Counted<'a, K>(&'a K, &'a Cell<u64>);

impl<K: Motion> Kernel<6> for Counted<'_, K> {
    #[inline(always)]
    fn rate<S: Scalar>(&self, t: S, y: &[S; 6]) -> [S; 6] {
        self.1.set(self.1.get() + 1);
        self.0.rate(t, y)
    }
}

fn ours<M, A, K>(solver: &Solver<M, A>, system: &K, initial: [f64; 6]) -> Option<[f64; 6]>
where
    M: Method<6, K>,
    A: AbsoluteTolerance<6>,
    K: System<6>,
{
    let mut impact = Event::falling(|_t, y: &[f64; 6]| above_ellipsoid(y));
    let final_state = solver.run(system, 0.0, initial, LONG_ENOUGH_S, &mut [&mut impact]).ok()?;
    final_state.stopped_by.map(|_| final_state.state)
}

/// Lists every solver by name. The arguments of a flight are the relative and the absolute
/// tolerance; for RK4, the step.
fn solvers<'a, K: Motion>(system: &'a K, initial: [f64; 6]) -> Vec<(&'static str, Fly<'a>)> {
    macro_rules! by {
        ($name:literal, $fly:path, $first_step:expr) => {
            ($name, Box::new(move |r, a| $fly(|t, y| system.rate(t, y), initial, (r, a), $first_step)))
        };
    }
    vec![
        ("rk4", Box::new(move |step, _| ours(&Rk4::with_step(step), system, initial))),
        (
            "dopri5",
            Box::new(move |r, a| ours(&Dopri5::with_tolerance(r).absolute_tolerance(a), system, initial)),
        ),
        (
            "dop853",
            Box::new(move |r, a| ours(&Dop853::with_tolerance(r).absolute_tolerance(a), system, initial)),
        ),
        (
            "verner98",
            Box::new(move |r, a| ours(&Verner98::with_tolerance(r).absolute_tolerance(a), system, initial)),
        ),
        (
            "taylor20",
            Box::new(move |r, a| {
                ours(&Taylor::<21>::with_tolerance(r).absolute_tolerance(a), system, initial)
            }),
        ),
        by!("ode_solvers_dop853", by_ode_solvers::dop853, OWN_STEP),
        by!("ode_solvers_dopri5", by_ode_solvers::dopri5, OWN_STEP),
        by!("differential_equations_dop853", by_differential_equations::dop853, OWN_STEP),
        by!("differential_equations_dopri5", by_differential_equations::dopri5, OWN_STEP),
        by!("ode_solvers_dop853_given_step", by_ode_solvers::dop853, GIVEN_STEP_S),
    ]
}

/// Returns the loosest of the settings, given from loose to tight, that meets the error and whose
/// next two do so as well.
fn loosest(settings: &[(f64, f64)], error_m: f64, error: impl Fn(f64, f64) -> f64) -> Option<(f64, f64)> {
    let good: Vec<bool> = settings.iter().map(|&(r, a)| error(r, a) <= error_m).collect();
    let place = good.windows(3).position(|three| three.iter().all(|&good| good))?;
    settings.get(place).copied()
}

fn scenario<K: Motion>(
    criterion: &mut Criterion,
    scenario: &Scenario,
    system: &K,
    (error_m, suffix): (f64, &str),
) {
    let problem = format!("{}{suffix}", scenario.name);
    let calls = Cell::new(0);
    let counted = Counted(system, &calls);
    let counting = solvers(&counted, scenario.initial);
    for ((name, fly), (_, counting)) in solvers(system, scenario.initial).into_iter().zip(counting) {
        // The others need steps too short for a millimetre, or have no tolerance that reaches it.
        if error_m < IMPACT_OF_BENCHES_M && !name.contains("dop") {
            continue;
        }
        let error = |r: f64, a: f64| fly(r, a).map_or(f64::INFINITY, |state| scenario.error_m(&state));
        let families: Vec<Vec<(f64, f64)>> = if name == "rk4" {
            vec![(0..100).map(|k| (400.0 * 0.92_f64.powi(k), 0.0)).collect()]
        } else {
            [1.0, 1e2, 1e4, 1e6]
                .map(|unit| {
                    TOLERANCES.map(|k| 10_f64.powf(-0.25 * f64::from(k))).map(|r| (r, r * unit)).collect()
                })
                .into()
        };
        let count = |(r, a): (f64, f64)| {
            calls.set(0);
            let _ = counting(r, a);
            calls.get()
        };
        let chosen = families
            .iter()
            .filter_map(|family| loosest(family, error_m, error))
            .min_by_key(|&setting| count(setting));
        let Some((r, a)) = chosen else {
            assert!(error_m < IMPACT_OF_BENCHES_M, "{problem}/{name} never lands within the error");
            println!("{problem}/{name}: never lands within the error");
            continue;
        };
        let achieved = error(r, a);
        assert!(achieved <= error_m);
        println!(
            "{problem}/{name}: setting {r:.2e} {a:.2e}, error {achieved:.1e} m, {} evaluations",
            count((r, a))
        );
        criterion.bench_function(&format!("{problem}/{name}"), |bencher| {
            bencher.iter(|| fly(black_box(r), black_box(a)));
        });
    }
}

fn solvers_on_flights(criterion: &mut Criterion) {
    for error in ERRORS {
        let (flights, system) = p2();
        for flight in &flights {
            scenario(criterion, flight, &system, error);
        }
        let (flights, system) = p3();
        for flight in &flights {
            scenario(criterion, flight, &system, error);
        }
    }
}

/// Times the whole-arc method, whose only tolerance is the error itself.
fn whole_arcs(criterion: &mut Criterion) {
    let ((free, gravity), (braked, model)) = (p2(), p3());
    for (error_m, _) in ERRORS {
        let of = |flight: &Scenario, landing: Landing| {
            let achieved = flight.error_m(&landing.state);
            assert!(achieved <= error_m, "{}: {achieved} m", flight.name);
            let name = format!("{}/whole_arc_{}", flight.name, if error_m < 1.0 { "1_mm" } else { "1_m" });
            println!("{name}: error {achieved:.1e} m, {} evaluations", landing.evaluations);
            name
        };
        for flight in &free {
            let fly = || landing(black_box(&gravity), black_box(flight.initial), error_m);
            criterion.bench_function(&of(flight, fly().unwrap()), |bencher| bencher.iter(fly));
        }
        for flight in &braked {
            let fly =
                || landing_with_drag(black_box(&model), black_box(flight.initial), error_m, Width::Widest);
            criterion.bench_function(&of(flight, fly().unwrap()), |bencher| bencher.iter(fly));
        }
    }
}

criterion_group!(benches, solvers_on_flights, whole_arcs, batch::batches);
criterion_main!(benches);
