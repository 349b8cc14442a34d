//! `ode_solvers` 0.6 stops only at accepted steps and does not publish its dense output. The event
//! code here for it stops at the first accepted step below ground, estimates the time by the cubic
//! between the last two steps, takes one more step of the same method from the nearer end to there,
//! and covers the rest by steps of the classical method and a parabola.

use std::cell::Cell;

use lofted::physics::motion::above_ellipsoid;
use ode_solvers::{Dop853, Dopri5, OutputType, SVector, System};

use crate::common::scenarios::LONG_ENOUGH_S;

type State = SVector<f64, 6>;

#[derive(Clone, Copy)]
struct Point {
    t: f64,
    y: State,
    dy: State,
}

struct Flight<'a, F> {
    rate: F,
    points: &'a Cell<[Option<Point>; 2]>,
}

impl<F: Fn(f64, &[f64; 6]) -> [f64; 6]> System<f64, State> for Flight<'_, F> {
    #[inline(always)]
    fn system(&self, t: f64, y: &State, dy: &mut State) {
        *dy = SVector::from((self.rate)(t, y.as_ref()));
    }

    fn solout(&mut self, t: f64, y: &State, dy: &State) -> bool {
        self.points.set([self.points.get()[1], Some(Point { t, y: *y, dy: *dy })]);
        above_ellipsoid(y.as_ref()) < 0.0
    }
}

/// Finds where the flight crosses the ground, from the steps on both sides.
fn land<F: Fn(f64, &[f64; 6]) -> [f64; 6]>(
    rate: &F,
    a: Point,
    b: Point,
    step: impl Fn(&Point, f64) -> State,
) -> [f64; 6] {
    let h = b.t - a.t;
    let cubic = |u: f64| {
        let v = 1.0 - u;
        a.y * (v * v * (1.0 + 2.0 * u)) + a.dy * (h * u * v * v) + b.y * (u * u * (1.0 + 2.0 * v))
            - b.dy * (h * u * u * v)
    };
    let (mut low, mut high) = (0.0, 1.0);
    let (mut at_low, mut at_high) = (above_ellipsoid(a.y.as_ref()), above_ellipsoid(b.y.as_ref()));
    for _ in 0..6 {
        let u = low + (high - low) * at_low / (at_low - at_high);
        let value = above_ellipsoid(cubic(u).as_ref());
        if value > 0.0 {
            (low, at_low) = (u, value);
            at_high *= 0.5;
        } else {
            (high, at_high) = (u, value);
            at_low *= 0.5;
        }
    }
    let guess = 0.5 * (low + high);
    let from = if guess < 0.5 { &a } else { &b };
    let mut state: [f64; 6] = step(from, a.t + guess * h).into();
    for _ in 0..4 {
        let dy = rate(0.0, &state);
        let ahead: [f64; 6] = std::array::from_fn(|i| state[i] + 1e-3 * dy[i]);
        let slope = (above_ellipsoid(&ahead) - above_ellipsoid(&state)) / 1e-3;
        let wait = -above_ellipsoid(&state) / slope;
        if wait.abs() < 0.1 {
            for i in 0..3 {
                state[i] += wait * (dy[i] + 0.5 * wait * dy[i + 3]);
                state[i + 3] += wait * dy[i + 3];
            }
            break;
        }
        // Farther away: the classical method of order 4.
        let moved = |k: &[f64; 6], by: f64| std::array::from_fn(|i| state[i] + by * k[i]);
        let k2 = rate(0.0, &moved(&dy, 0.5 * wait));
        let k3 = rate(0.0, &moved(&k2, 0.5 * wait));
        let k4 = rate(0.0, &moved(&k3, wait));
        for i in 0..6 {
            state[i] += wait / 6.0 * (dy[i] + 2.0 * (k2[i] + k3[i]) + k4[i]);
        }
    }
    state
}

macro_rules! flight {
    ($name:ident, $method:ident, $damping:literal, $least:literal, $most:literal) => {
        pub fn $name(
            rate: impl Fn(f64, &[f64; 6]) -> [f64; 6] + Copy,
            initial: [f64; 6],
            (relative, absolute): (f64, f64),
            first_step: f64,
        ) -> Option<[f64; 6]> {
            let start = Point { t: 0.0, y: initial.into(), dy: rate(0.0, &initial).into() };
            let points = Cell::new([None, Some(start)]);
            let flight = Flight { rate, points: &points };
            let step = LONG_ENOUGH_S;
            // The settings are those of `new` except for the first step; zero selects the crate's
            // own choice.
            let mut solver = $method::from_param(
                flight,
                0.0,
                step,
                step,
                start.y,
                relative,
                absolute,
                0.9,
                $damping,
                $least,
                $most,
                step,
                first_step,
                100_000,
                1_000,
                OutputType::Sparse,
            );
            solver.integrate().ok()?;
            let [Some(a), Some(b)] = points.get() else { return None };
            if above_ellipsoid(b.y.as_ref()) > 0.0 {
                return None;
            }
            let one_step = |from: &Point, to: f64| {
                let points = Cell::new([None, None]);
                let flight = Flight { rate, points: &points };
                let mut solver = $method::new(flight, from.t, to, step, from.y, relative, absolute);
                solver.set_output(OutputType::Sparse);
                solver.integrate().map_or(from.y, |_| *solver.y_out().last().unwrap())
            };
            Some(land(&rate, a, b, one_step))
        }
    };
}

flight!(dop853, Dop853, 0.0, 0.333, 6.0);
flight!(dopri5, Dopri5, 0.04, 0.2, 10.0);
