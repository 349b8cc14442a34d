//! Solvers for initial value problems of ordinary differential equations, with events located
//! inside steps.
//!
//! ```
//! use lofted::numerics::ode::{Dop853, Event, System};
//!
//! struct Oscillator;
//! impl System<2> for Oscillator {
//!     fn derivative(&self, _t: f64, y: &[f64; 2]) -> [f64; 2] { [y[1], -y[0]] }
//! }
//! let mut fall = Event::falling(|_t, y: &[f64; 2]| y[0]);
//! let solution = Dop853::with_tolerance(1e-10).solve(&Oscillator, 0.0, [1.0, 0.0], 10.0, &mut [&mut fall])?;
//! assert!((solution.event_time().unwrap() - std::f64::consts::FRAC_PI_2).abs() < 1e-9);
//! let middle = solution.state_at(0.5)?;
//! assert!((middle[0] - 0.5_f64.cos()).abs() < 1e-9);
//! # Ok::<(), lofted::Error>(())
//! ```
//!
//! # The methods
//!
//! | solver | order | order of the dense output | steps | use it for |
//! |---|---|---|---|---|
//! | [`Rk4`] | 4 | 3 | fixed | a fixed cost; a first estimate |
//! | [`Dopri5`] | 5(4) | 4 | adaptive | loose tolerances; dense output at every step |
//! | [`Dop853`] | 8(5,3) | 7 | adaptive | **the default** |
//! | [`Verner98`] | 9(8) | 9 | adaptive | tolerances below 10⁻¹⁰ |
//! | [`Taylor`] | its number of terms less one | that of the method | adaptive | the last digits; needs a [`Kernel`] |
//!
//! Every method also runs with fixed steps ([`Solver::with_step`]). [`Solver::solve`] keeps the
//! dense output of the whole run; [`Solver::run`] keeps the final state only and allocates nothing.
//!
//! # Discontinuities
//!
//! A step across a discontinuity of the right-hand side or of its derivatives loses its order. End
//! a run at the discontinuity and start the next from its final state, with one system for each
//! smooth piece. A discontinuity at a known time is a `t_end`; one that depends on the state is a
//! terminal event.
//!
//! ```
//! use lofted::numerics::ode::{Dop853, System};
//!
//! struct Push(f64);
//! impl System<2> for Push {
//!     fn derivative(&self, _t: f64, y: &[f64; 2]) -> [f64; 2] { [y[1], self.0] }
//! }
//! let solver = Dop853::with_tolerance(1e-10);
//! let burnout = solver.run(&Push(3.0), 0.0, [0.0, 0.0], 2.0, &mut [])?;
//! let end = solver.run(&Push(-1.0), burnout.t, burnout.state, 5.0, &mut [])?;
//! assert!((end.state[0] - 19.5).abs() < 1e-9);
//! # Ok::<(), lofted::Error>(())
//! ```
//!
//! # Not supported
//!
//! Stiff systems, delay differential equations, and states whose length is known at run time only.

mod control;
mod dense_output;
pub mod dop853;
pub mod dopri5;
mod drive;
mod event;
mod examine;
mod locate;
mod method;
mod recorder;
pub mod rk4;
mod root_bracket;
mod run;
mod runge_kutta;
mod series;
mod settings;
mod solution;
mod solver;
mod system;
pub mod tableau;
pub mod taylor;
mod tolerance;
pub mod verner98;

pub use dense_output::{DenseOutput, Nested, PowerSeries};
pub use event::{CrossingDirection, Event, EventFunction, EventState};
pub use method::{InteriorState, Method, StepStart};
pub use runge_kutta::{OfKernel, Rate, RungeKutta};
pub use solution::{FinalState, Occurrence, Solution, Statistics};
pub use solver::{Dop853, Dopri5, Rk4, Solver, Taylor, Verner98};
pub use system::{Kernel, System};
pub use tolerance::AbsoluteTolerance;
