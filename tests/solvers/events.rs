//! Events: none is missed, none is invented, each is located; and every rule of the interface
//! holds.

use std::cell::Cell;

use crate::common::problems::Oscillator;
use crate::common::random::Random;
use crate::common::tolerance;
use lofted::numerics::ode::{
    DenseOutput, Dop853, Dopri5, Event, Method, Occurrence, Rk4, Solution, Solver, Taylor, Verner98,
};

const TAU: f64 = std::f64::consts::TAU;

/// A function of the state of the oscillator: cos(`harmonic`·(t + `phase`)) − `level`.
#[derive(Debug, Clone, Copy)]
struct Wave {
    harmonic: u32,
    phase: f64,
    level: f64,
}

impl Wave {
    fn of_state(&self, y: &[f64; 2]) -> f64 {
        let (sin, cos) = self.phase.sin_cos();
        let first = y[0] * cos + y[1] * sin;
        // Chebyshev's polynomials.
        let wave = match self.harmonic {
            1 => first,
            2 => 2.0 * first * first - 1.0,
            _ => first * (4.0 * first * first - 3.0),
        };
        wave - self.level
    }

    fn exact(&self, t: f64) -> f64 {
        (f64::from(self.harmonic) * (t + self.phase)).cos() - self.level
    }

    /// Lists all crossings between `t0` and `t_end` in order, each with whether the function rises
    /// with time.
    fn crossings(&self, t0: f64, t_end: f64) -> Vec<(f64, bool)> {
        let (low, high) = (t0.min(t_end), t0.max(t_end));
        let k = f64::from(self.harmonic);
        let mut all = Vec::new();
        if self.level.abs() < 1.0 {
            // acos loses half the digits near its ends; the sine of half the angle does not.
            let angle = 2.0 * (0.5 * (1.0 - self.level)).sqrt().min(1.0).asin();
            for (angle, rises) in [(angle, false), (TAU - angle, true)] {
                let first = (k * (low + self.phase) - angle) / TAU;
                let mut turn = first.floor() - 1.0;
                loop {
                    let t = (angle + TAU * turn) / k - self.phase;
                    if t > high {
                        break;
                    }
                    if t >= low {
                        all.push((t, rises));
                    }
                    turn += 1.0;
                }
            }
        }
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        if t_end < t0 {
            all.reverse();
        }
        all
    }
}

fn wave_event(wave: Wave) -> impl FnMut(f64, &[f64; 2]) -> f64 {
    move |_t, y| wave.of_state(y)
}

/// The counts of the outcomes of the random events.
#[derive(Debug, Default)]
struct Tally {
    runs: u64,
    events: u64,
    near_tangencies: u64,
    in_first_step: u64,
    pairs_in_one_step: u64,
    terminal: u64,
}

/// Computes the error of the dense output in the value of the wave.
fn step_error_of<C: DenseOutput<2>>(solution: &Solution<2, C>, wave: &Wave) -> f64 {
    let off = |output: &C, theta: f64| {
        let t = output.begin() + theta * output.length();
        (wave.of_state(&output.at(theta)) - wave.exact(t)).abs()
    };
    let places = || (0..=64).map(|k| f64::from(k) / 64.0);
    let all =
        solution.dense_outputs().iter().flat_map(|output| places().map(move |theta| off(output, theta)));
    tolerance::EVENT_SAMPLING * all.fold(0.0, f64::max) + tolerance::EVENT_ROUNDING
}

/// Runs one random event. The closed form gives the exact crossings; the step error is the error of
/// the dense output, sampled finely.
fn one_case<M>(random: &mut Random, solver: &Solver<M>, tally: &mut Tally)
where
    M: Method<2, Oscillator>,
{
    let t0 = random.between(-10.0, 10.0);
    let span = random.between(0.3, 9.0) * random.one_of(&[1.0, 1.0, 1.0, -1.0]);
    let t_end = t0 + span;
    let start = [t0.cos(), -t0.sin()];
    let harmonic = random.one_of(&[1, 1, 2, 3]);
    let phase = random.between(0.0, TAU);
    let plain = solver.solve(&Oscillator, t0, start, t_end, &mut []).unwrap();
    let probe = Wave { harmonic, phase, level: 0.0 };
    let step_error = step_error_of(&plain, &probe);
    // Half the levels lie near the crest or the trough of the wave, on either side, by more than
    // the step error: the wave just crosses the level, or just does not.
    let near = random.bits().is_multiple_of(2);
    let level = if near {
        let clear = step_error * 10_f64.powf(random.between(0.05, 4.0));
        (1.0 + clear * random.one_of(&[1.0, -1.0])) * random.one_of(&[1.0, -1.0])
    } else {
        random.between(-1.2, 1.2)
    };
    let wave = Wave { level, ..probe };
    // Undecidable cases are left out: ends, or a crest, within the step error of zero.
    let clearance = (level.abs() - 1.0).abs().min(wave.exact(t0).abs()).min(wave.exact(t_end).abs());
    if clearance <= 1.05 * step_error {
        return;
    }
    let direction = random.bits() % 3;
    let terminal = random.bits().is_multiple_of(3);
    let event = match direction {
        0 => Event::rising(wave_event(wave)),
        1 => Event::falling(wave_event(wave)),
        _ => Event::crossing(wave_event(wave)),
    };
    let mut event = event.terminal(terminal);
    let found = solver.solve(&Oscillator, t0, start, t_end, &mut [&mut event]).unwrap();
    let wanted: Vec<(f64, bool)> = wave
        .crossings(t0, t_end)
        .into_iter()
        .map(|(t, rises)| (t, rises == (span > 0.0)))
        .filter(|&(_, rises)| direction == 2 || rises == (direction == 0))
        .take(if terminal { 1 } else { usize::MAX })
        .collect();
    // A terminal event affects the length of the steps before it.
    let step_error = step_error.max(step_error_of(&found, &probe));
    if clearance <= 1.05 * step_error {
        return;
    }
    let case = format!("{wave:?}, from {t0} to {t_end}, direction {direction}, step error {step_error:e}");
    let met: &[Occurrence<2>] = found.occurrences();
    assert_eq!(met.len(), wanted.len(), "{case}\nmet {met:?}\nwanted {wanted:?}");
    assert_eq!(event.count(), wanted.len() as u64);
    assert_eq!(found.event_time(), terminal.then(|| met.first().map(|o| o.t)).flatten());
    for (met, wanted) in met.iter().zip(&wanted) {
        assert_eq!(met.rising, wanted.1, "{case}");
        // The bound: at the reported time the exact function is within the step error of zero.
        let off = wave.exact(met.t).abs();
        assert!(off <= step_error, "{case}: {met:?} is off by {off:e}");
        let t = found.state_at(met.t).unwrap();
        assert!((t[0] - met.state[0]).abs() <= tolerance::EVENT_ROUNDING * 10.0);
    }
    tally.runs += 1;
    tally.events += met.len() as u64;
    tally.near_tangencies += u64::from(near);
    tally.terminal += u64::from(terminal && !met.is_empty());
    count_places(&found, tally);
}

fn count_places<C: DenseOutput<2>>(found: &Solution<2, C>, tally: &mut Tally) {
    let place = |t: f64| {
        found.dense_outputs().iter().position(|output| (t - output.begin()) / output.length() <= 1.0).unwrap()
    };
    let places: Vec<usize> = found.occurrences().iter().map(|o| place(o.t)).collect();
    tally.in_first_step += places.iter().filter(|&&place| place == 0).count() as u64;
    tally.pairs_in_one_step += places.windows(2).filter(|pair| pair[0] == pair[1]).count() as u64;
}

/// The number of evaluations of an event function is pinned: at both ends of a step and two places
/// inside, and where it crosses, from a bracket around a guess. A worse guess would find the same
/// with more evaluations. Nothing here depends on the platform.
#[test]
fn the_evaluations_of_event_functions_are_pinned() {
    let looks = [1, 2, 3].map(|harmonic| {
        let (looks, mut crossings) = (Cell::new(0), 0);
        for tenths in -9..=9 {
            let wave = Wave { harmonic, phase: 0.0, level: f64::from(tenths) / 10.0 };
            let mut event = Event::crossing(|_t, y: &[f64; 2]| {
                looks.set(looks.get() + 1);
                wave.of_state(y)
            })
            .terminal(false);
            Rk4::with_step(0.3).solve(&Oscillator, 0.0, [1.0, 0.0], 30.0, &mut [&mut event]).unwrap();
            crossings += event.count();
        }
        (crossings, looks.get())
    });
    assert_eq!(looks, [(182, 8_751), (361, 10_701), (546, 13_225)]);
}

#[test]
fn of_20_000_random_events_none_is_missed_and_none_invented() {
    let mut random = Random::seeded(20_170_704);
    let mut tally = Tally::default();
    while tally.events < 20_000 {
        let exponent = random.between(3.0, 13.0);
        let tol = 10_f64.powf(-exponent);
        match random.bits() % 8 {
            0 => one_case(&mut random, &Dopri5::with_tolerance(tol), &mut tally),
            1 => one_case(&mut random, &Verner98::with_tolerance(tol), &mut tally),
            2 => one_case(&mut random, &Taylor::<17>::with_tolerance(tol), &mut tally),
            // The classical method at 10⁻¹³ would take a thousand steps per radian.
            3 => one_case(&mut random, &Rk4::with_step(tol.max(1e-8).powf(0.25)), &mut tally),
            _ => one_case(&mut random, &Dop853::with_tolerance(tol), &mut tally),
        }
    }
    println!("{tally:?}");
    // The cases cover what they are meant to cover.
    assert!(tally.runs > 20_000 && tally.near_tangencies > 10_000 && tally.terminal > 3_000, "{tally:?}");
    assert!(tally.in_first_step > 1_000 && tally.pairs_in_one_step > 1_000, "{tally:?}");
}
