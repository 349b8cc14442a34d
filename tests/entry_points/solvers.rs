//! Feeds the solvers and searches: any right-hand side, settings and events give finite numbers or
//! an error within the allowed number of steps.

use lofted::numerics::maximum::{LocalSearch, MaximumSearch, local_maximum, maximum};
use lofted::numerics::ode::{
    CrossingDirection, DenseOutput, Dop853, Dopri5, Event, EventFunction, Kernel, Method, Rk4, Solver,
    Taylor, Verner98,
};
use lofted::numerics::roots::{RootSearch, root};
use lofted::numerics::scalar::Scalar;

use super::slowest;
use super::source::{Source, all_finite, one_clear_line};

/// A right-hand side or an event function, given by its kind and three coefficients.
#[derive(Debug, Clone, Copy)]
struct Shape {
    kind: usize,
    coefficients: [f64; 3],
}

const KINDS: usize = 14;

impl Shape {
    fn of(source: &mut Source) -> Self {
        let mut number = || {
            let size = source.number(1e-6, 1e6);
            if source.is() { size } else { -size }
        };
        let coefficients = [number(), number(), number()];
        Self { kind: source.below(KINDS), coefficients }
    }

    fn at<S: Scalar>(&self, t: S, [y, z]: [S; 2]) -> S {
        let [a, b, c] = self.coefficients;
        let sin = |x: S| x.sin_cos().0;
        match self.kind {
            0 => y.constant(a),
            1 => y * a + z * b,
            2 => z,
            3 => -y,
            4 => y * y * a,
            5 => y.sqrt(),
            6 => y.constant(a) / y,
            7 => (y * b).exp() * a,
            8 => sin(t * a) * b,
            9 => sin(y * a) + z * c,
            // A jump in time, and one in the state.
            10 => S::select(t.lt(y.constant(c)), y.constant(a), y.constant(b)),
            11 => S::select(y.lt(y.constant(c)), y.constant(a), y.constant(b)),
            // NaN from some time on.
            12 => S::select(t.lt(y.constant(c)), y * a, y.constant(f64::NAN)),
            _ => (t - c).ln() * y + (z * z + b).sqrt(),
        }
    }
}

struct Right([Shape; 2]);

impl Kernel<2> for Right {
    fn rate<S: Scalar>(&self, t: S, y: &[S; 2]) -> [S; 2] {
        let [first, second] = self.0;
        [first.at(t, *y), second.at(t, *y)]
    }
}

/// An initial-value problem with its events, for any solver.
struct Problem {
    right: Right,
    begin: f64,
    state: [f64; 2],
    end: f64,
    events: Vec<(Shape, CrossingDirection, bool, Option<f64>)>,
    /// Fractions of the run at which the solution is evaluated.
    inside: [f64; 3],
}

/// Solves the problem in one input, or searches for a root or maximum.
pub fn feed(bytes: &[u8]) {
    let mut source = Source::of(bytes);
    if source.byte() < 80 {
        return searches(&mut source);
    }
    let right = Right([Shape::of(&mut source), Shape::of(&mut source)]);
    let begin = if source.is() { 0.0 } else { source.number(1e-3, 1e3) };
    let state = [source.number(1e-3, 1e3), source.number(1e-3, 1e3)];
    let length = source.number(1e-3, 1e4);
    let end = if source.is() { begin + length } else { begin - length };
    let events = (0..source.below(4))
        .map(|_| {
            let ways = [CrossingDirection::Rising, CrossingDirection::Falling, CrossingDirection::Either];
            let armed = source.is().then(|| source.number(1e-3, 1e3));
            (Shape::of(&mut source), source.one_of(&ways), source.is(), armed)
        })
        .collect();
    let inside = [source.share(), source.share(), source.number(1e-3, 1.0)];
    let problem = Problem { right, begin, state, end, events, inside };
    let tolerance = source.number(1e-15, 1e-1);
    let step = if source.byte() < 200 {
        length.abs() / source.between(1.0, 500.0)
    } else {
        source.number(1e-6, 1e3)
    };
    let is_fixed = source.byte() < 64;
    match source.below(5) {
        0 => runs(&mut source, Rk4::with_step(step), &problem),
        1 if is_fixed => runs(&mut source, Dopri5::with_step(step), &problem),
        2 if is_fixed => runs(&mut source, Dop853::with_step(step), &problem),
        3 if is_fixed => runs(&mut source, Verner98::with_step(step), &problem),
        1 => runs(&mut source, Dopri5::with_tolerance(tolerance), &problem),
        2 => runs(&mut source, Dop853::with_tolerance(tolerance), &problem),
        3 => runs(&mut source, Verner98::with_tolerance(tolerance), &problem),
        _ => runs(&mut source, Taylor::<9>::with_tolerance(tolerance), &problem),
    }
}

/// Solves a problem twice, with and without its path, and checks that both end alike.
fn runs<M: Method<2, Right>>(source: &mut Source, mut solver: Solver<M>, problem: &Problem)
where
    M::DenseOutput: DenseOutput<2>,
{
    if source.byte() < 64 {
        solver = solver.first_step(source.number(1e-9, 1e6));
    }
    if source.byte() < 64 {
        solver = solver.longest_step(source.number(1e-6, 1e6));
    }
    if source.byte() < 64 {
        solver = solver.absolute_tolerance(source.number(1e-15, 1e3));
    }
    // A rapidly oscillating event costs a thousand evaluations in every step, and each problem is
    // solved twice.
    let most_steps = if source.byte() < 8 { 0 } else { 1 + source.below(300) as u64 };
    let solver = solver.max_steps(most_steps);
    let &Problem { ref right, begin, state, end, ref events, inside } = problem;
    let given = (right.0, begin, state, end, events, most_steps);
    let functions: Vec<_> =
        events.iter().map(|(shape, ..)| move |t: f64, y: &[f64; 2]| shape.at(t, *y)).collect();
    let event_functions = || -> Vec<Event<_>> {
        let each = functions.iter().zip(events).map(|(function, (_, way, is_terminal, armed))| {
            let event = match way {
                CrossingDirection::Rising => Event::rising(function),
                CrossingDirection::Falling => Event::falling(function),
                CrossingDirection::Either => Event::crossing(function),
            };
            let event = event.terminal(*is_terminal);
            armed.map_or(event, |since| event.armed_after(since))
        });
        each.collect()
    };
    let (mut with_path, mut final_only) = (event_functions(), event_functions());
    let mut list: Vec<&mut dyn EventFunction<2>> =
        with_path.iter_mut().map(|event| event as &mut dyn EventFunction<2>).collect();
    let solved = slowest::once("Solver::solve", || solver.solve(right, begin, state, end, &mut list));
    let mut list: Vec<&mut dyn EventFunction<2>> =
        final_only.iter_mut().map(|event| event as &mut dyn EventFunction<2>).collect();
    let ran = slowest::once("Solver::run", || solver.run(right, begin, state, end, &mut list));
    let solution = match (solved, ran) {
        (Err(one), Err(other)) => {
            one_clear_line(&one.to_string(), &given);
            // NaN does not equal itself; the messages are compared instead.
            return assert_eq!(one.to_string(), other.to_string(), "{given:?}");
        }
        (Ok(solution), Ok(final_state)) => {
            assert_eq!(solution.final_state().state, final_state.state, "{given:?}");
            solution
        }
        (solved, ran) => panic!("{given:?}: solve {:?}, run {:?}", solved.map(|s| *s.final_state()), ran),
    };
    let final_state = *solution.final_state();
    all_finite("the end of a run", &final_state, &given);
    let (low, high) = if begin <= end { (begin, end) } else { (end, begin) };
    assert!((low..=high).contains(&final_state.t), "{given:?}: ends at {}", final_state.t);
    assert!(final_state.statistics.accepted + final_state.statistics.rejected <= most_steps, "{given:?}");
    match final_state.stopped_by {
        Some(event) => assert!(events[event].2, "{given:?}"),
        None => assert_eq!(final_state.t, end, "{given:?}"),
    }
    let times: Vec<f64> =
        solution.occurrences().iter().map(|met| if begin <= end { met.t } else { -met.t }).collect();
    assert!(times.is_sorted(), "{given:?}: {times:?}");
    for share in inside {
        let t = begin + share * (final_state.t - begin);
        match solution.state_at(t) {
            Ok(state) => all_finite("the state inside a run", &state, &(&given, t)),
            Err(error) => one_clear_line(&error.to_string(), &given),
        }
    }
}

/// Searches a function for a root or a maximum, and checks the place found and the number of
/// evaluations.
fn searches(source: &mut Source) {
    let shape = Shape::of(source);
    let (one, other) = (source.number(1e-6, 1e6), source.number(1e-6, 1e6));
    let (low, high) = if source.is() { (one, other) } else { (-one, other) };
    let tolerance = source.number(1e-15, 1e3);
    let max_evaluations = source.below(400);
    let mut asked = 0;
    let mut function = |x: f64| {
        asked += 1;
        Ok(shape.at(x, [x, 1.0]))
    };
    let given = (shape, low, high, tolerance, max_evaluations);
    let found = match source.below(3) {
        0 => slowest::once("roots::root", || {
            root(RootSearch { low, high, tolerance, max_evaluations }, &mut function)
        })
        .map(|found| (found.x, found.residual, found.evaluations)),
        1 => {
            let cells = source.below(600);
            let search = MaximumSearch { low, high, cells, tolerance, max_evaluations };
            slowest::once("maximum::maximum", || maximum(search, &mut function))
                .map(|found| (found.x, found.value, found.evaluations))
        }
        _ => {
            let (start, step) = (source.number(1e-6, 1e6), source.number(1e-6, 1e6));
            let gain = source.number(1e-9, 1.0);
            let search =
                LocalSearch { start, step, low, high, tolerance, value_tolerance: gain, max_evaluations };
            slowest::once("maximum::maximum_near", || local_maximum(search, &mut function))
                .map(|found| (found.x, found.value, found.evaluations))
        }
    };
    assert!(asked <= max_evaluations.max(3) + 601, "{given:?}: {asked} evaluations");
    match found {
        Ok((x, value, evaluations)) => {
            let (low, high) = (low.min(high), low.max(high));
            assert!((low..=high).contains(&x) && value.is_finite(), "{given:?}: {value} at {x}");
            assert!(evaluations <= asked, "{given:?}: {evaluations} of {asked}");
        }
        Err(error) => one_clear_line(&error.to_string(), &given),
    }
}
