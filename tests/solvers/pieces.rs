//! A run made in pieces, each beginning with the state that the last one ended with, reports each
//! crossing once, whichever side of a break it falls.

use crate::common::problems::Oscillator;
use crate::common::random::Random;
use crate::common::tolerance;
use lofted::numerics::ode::{
    CrossingDirection, Dop853, Dopri5, Event, Method, Rk4, Solver, Taylor, Verner98,
};

const TAU: f64 = std::f64::consts::TAU;

/// The random runs of a test; `.ci/long` sets more.
fn times() -> u32 {
    std::env::var("PIECES_TIMES").map_or(1, |times| times.parse().unwrap())
}

/// What the random runs covered.
#[derive(Debug, Default)]
struct Tally {
    runs: u32,
    pieces: u32,
    crossings: u64,
    /// Crossings within 1e-12 of a break, and those that a break falls on to the last bit of the
    /// computed time.
    beside_a_break: u64,
    stops: u64,
}

/// One crossing that a run reported.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Crossing {
    t: f64,
    rising: bool,
}

/// Lists the crossings of y₀ cos φ + y₁ sin φ = cos(t + φ) = `level` between `t0` and `t_end`, in the
/// order of the run, with whether the function rises along the run.
fn exact(phase: f64, level: f64, t0: f64, t_end: f64) -> Vec<Crossing> {
    let angle = level.acos();
    let (low, high) = (t0.min(t_end), t0.max(t_end));
    let mut all = Vec::new();
    for (angle, rising) in [(angle, false), (-angle, true)] {
        let first = ((low + phase - angle) / TAU).ceil() as i64;
        for turn in first.. {
            let t = angle + TAU * turn as f64 - phase;
            if t > high {
                break;
            }
            all.push(Crossing { t, rising: rising == (t_end > t0) });
        }
    }
    all.sort_by(|a, b| if t_end > t0 { a.t.total_cmp(&b.t) } else { b.t.total_cmp(&a.t) });
    all
}

/// Cuts a random run into two to ten pieces, most of the breaks beside crossings, and compares what
/// the pieces report with the crossings in closed form.
fn one_run<M: Method<2, Oscillator>>(random: &mut Random, solver: &Solver<M>, tally: &mut Tally) {
    let t0 = random.between(-10.0, 10.0);
    let forward = random.one_of(&[1.0, 1.0, -1.0]);
    let t_end = t0 + forward * random.between(1.0, 12.0);
    let (phase, level) = (random.between(0.0, TAU), random.between(-0.95, 0.95));
    let wanted = exact(phase, level, t0, t_end);
    let clearance = tolerance::BESIDE_THE_END;
    if wanted.iter().any(|c| (c.t - t0).abs() < clearance || (c.t - t_end).abs() < clearance) {
        return;
    }
    let (sin, cos) = phase.sin_cos();
    let function = move |_t: f64, y: &[f64; 2]| y[0] * cos + y[1] * sin - level;
    let direction =
        random.one_of(&[CrossingDirection::Rising, CrossingDirection::Falling, CrossingDirection::Either]);
    let terminal = random.bits().is_multiple_of(3);
    let event = || {
        let event = match direction {
            CrossingDirection::Rising => Event::rising(function),
            CrossingDirection::Falling => Event::falling(function),
            CrossingDirection::Either => Event::crossing(function),
        };
        event.terminal(terminal)
    };
    // Where the solver itself sees the crossings, which is where a break can fall beside them.
    let start = [t0.cos(), -t0.sin()];
    let mut everything = Event::crossing(function).terminal(false);
    let seen = solver.solve(&Oscillator, t0, start, t_end, &mut [&mut everything]).unwrap();
    let mut breaks: Vec<f64> = (0..1 + random.bits() % 9)
        .map(|_| {
            if seen.occurrences().is_empty() || random.bits().is_multiple_of(4) {
                return random.between(t0, t_end);
            }
            let beside = seen.occurrences()[(random.bits() % seen.occurrences().len() as u64) as usize].t;
            let by = 10_f64.powf(random.between(-16.0, -8.0));
            beside + by * random.one_of(&[1.0, -1.0, 1.0, -1.0, 0.0])
        })
        .filter(|t| (t - t0) * forward > 0.0 && (t_end - t) * forward > 0.0)
        .collect();
    breaks.push(t_end);
    breaks.sort_by(|a, b| (a * forward).total_cmp(&(b * forward)));
    breaks.dedup_by(|a, b| (*a - *b).abs() <= tolerance::PIECE_OF_ROUNDING);

    let (mut t, mut state, mut met) = (t0, start, Vec::new());
    for &end in &breaks {
        tally.pieces += 1;
        loop {
            let mut event = event();
            let piece = solver.solve(&Oscillator, t, state, end, &mut [&mut event]).unwrap();
            assert_eq!(event.count(), piece.occurrences().len() as u64);
            met.extend(piece.occurrences().iter().map(|o| Crossing { t: o.t, rising: o.rising }));
            (t, state) = (piece.final_state().t, piece.final_state().state);
            // A terminal event is one more break, right beside its crossing.
            if piece.final_state().stopped_by.is_none() {
                break;
            }
            tally.stops += 1;
            // What is left is shorter than the rounding of the function.
            if (t - end).abs() <= tolerance::PIECE_OF_ROUNDING {
                break;
            }
        }
    }
    let wanted: Vec<Crossing> = wanted
        .into_iter()
        .filter(|c| match direction {
            CrossingDirection::Rising => c.rising,
            CrossingDirection::Falling => !c.rising,
            CrossingDirection::Either => true,
        })
        .collect();
    let case = format!("cos(t + {phase}) = {level} from {t0} to {t_end}, breaks {breaks:?}, {direction:?}");
    assert_eq!(met.len(), wanted.len(), "{case}\nmet {met:?}\nwanted {wanted:?}");
    for (met, wanted) in met.iter().zip(&wanted) {
        assert_eq!(met.rising, wanted.rising, "{case}");
        assert!((met.t - wanted.t).abs() <= clearance, "{case}: {met:?}, {wanted:?}");
        tally.beside_a_break += u64::from(breaks.iter().any(|b| (b - met.t).abs() <= 1e-12));
    }
    tally.runs += 1;
    tally.crossings += met.len() as u64;
}

#[test]
fn of_10_000_runs_in_pieces_each_reports_each_crossing_once() {
    let mut random = Random::seeded(20_170_728);
    let mut tally = Tally::default();
    while tally.runs < 10_000 * times() {
        let tolerance = 10_f64.powf(-random.between(9.0, 13.0));
        match random.bits() % 8 {
            0 => one_run(&mut random, &Dopri5::with_tolerance(tolerance), &mut tally),
            1 => one_run(&mut random, &Verner98::with_tolerance(tolerance), &mut tally),
            2 => one_run(&mut random, &Taylor::<17>::with_tolerance(tolerance), &mut tally),
            3 => one_run(&mut random, &Rk4::with_step(random_step(tolerance)), &mut tally),
            _ => one_run(&mut random, &Dop853::with_tolerance(tolerance), &mut tally),
        }
    }
    println!("{tally:?}");
    assert!(tally.pieces > 40_000 && tally.beside_a_break > 4_000 && tally.stops > 3_000, "{tally:?}");
}

/// Returns a step of the classical method whose error is within the clearance of the test.
fn random_step(tolerance: f64) -> f64 {
    tolerance.max(1e-10).powf(0.25)
}

/// The case that was lost: a crossing 1e-12 after a break. And the break on the zero itself. The
/// function is the time, so that every value is exact.
#[test]
fn a_crossing_beside_a_break_or_on_it_is_reported_once() {
    let solver = Dop853::with_tolerance(1e-9);
    for beside in [-1e-8, -1e-12, -2e-16, 0.0, 2e-16, 1e-12, 1e-8] {
        for terminal in [false, true] {
            let event = || Event::crossing(|t, _y: &[f64; 2]| t).terminal(terminal);
            let (mut first, mut second) = (event(), event());
            let cut = solver.run(&Oscillator, -1.0, [1.0, 0.0], beside, &mut [&mut first]).unwrap();
            assert_eq!(cut.stopped_by.is_some(), terminal && first.count() == 1, "{beside}");
            solver.run(&Oscillator, cut.t, cut.state, 1.0, &mut [&mut second]).unwrap();
            assert_eq!(first.count() + second.count(), 1, "break at {beside}, terminal {terminal}");
            // On the zero itself it belongs to the run that arrives.
            assert!(beside != 0.0 || (first.count() == 1 && cut.t == 0.0));
        }
    }
}

/// A function that touches zero exactly where a run ends counts there, once; inside a run it does
/// not.
#[test]
fn a_touch_counts_only_where_a_run_ends() {
    let touches = |t: f64, _y: &[f64; 2]| t * t;
    let solver = Rk4::with_step(0.25);
    let (mut first, mut second, mut whole) =
        (Event::crossing(touches), Event::crossing(touches), Event::crossing(touches));
    let cut = solver.run(&Oscillator, -1.0, [1.0, 0.0], 0.0, &mut [&mut first]).unwrap();
    solver.run(&Oscillator, cut.t, cut.state, 1.0, &mut [&mut second]).unwrap();
    solver.run(&Oscillator, -1.0, [1.0, 0.0], 1.0, &mut [&mut whole]).unwrap();
    assert_eq!((first.count(), second.count(), whole.count()), (1, 0, 0));
}

/// Several events, of which one ends the pieces: the others are counted once each, also where they
/// cross at the time of the stop.
#[test]
fn crossings_at_the_time_of_a_stop_are_reported_once() {
    let mut random = Random::seeded(20_170_704);
    for _ in 0..2_000 {
        let level = random.between(-0.9, 0.9);
        let by = random.one_of(&[0.0, 1e-16, -1e-16, 1e-15, -1e-15, 1e-14, -1e-14, 1e-12, -1e-12]);
        let (mut t, mut state, mut stops, mut counted) = (0.3, [0.3_f64.cos(), -0.3_f64.sin()], 0, 0);
        let end = random.between(4.0, 12.0);
        while t < end {
            let mut stop = Event::crossing(|_t, y: &[f64; 2]| y[0] - level);
            let mut count = Event::crossing(|_t, y: &[f64; 2]| 2.0 * (y[0] - level) + by).terminal(false);
            let solver = Dop853::with_tolerance(1e-11);
            let piece = solver.run(&Oscillator, t, state, end, &mut [&mut count, &mut stop]).unwrap();
            (t, state) = (piece.t, piece.state);
            stops += stop.count();
            counted += count.count();
        }
        let near_end = exact(0.0, level, 0.3, end + 1e-6).len() != exact(0.0, level, 0.3, end - 1e-6).len();
        let near_start = (level - 0.3_f64.cos()).abs() < 1e-6;
        if !near_end && !near_start {
            assert_eq!(stops, exact(0.0, level, 0.3, end).len() as u64, "{level} by {by} to {end}");
            assert_eq!(counted, stops, "{level} by {by} to {end}");
        }
    }
}
