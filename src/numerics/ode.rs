//! Initial value problems of ordinary differential equations, with events located inside steps.
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
//! | solver | order | dense output | steps | use it for |
//! |---|---|---|---|---|
//! | [`Rk4`] | 4 | 3 | fixed | a fixed cost; a first look |
//! | [`Dopri5`] | 5(4) | 4 | adaptive | loose tolerances; dense output at every step |
//! | [`Dop853`] | 8(5,3) | 7 | adaptive | **the default** |
//! | [`Verner98`] | 9(8) | 9 | adaptive | tolerances below 10⁻¹⁰ |
//! | [`Taylor`] | its number of terms less one | the same | adaptive | the last digits; needs a [`Kernel`] |
//!
//! Every method runs with fixed steps as well ([`Solver::with_step`]). [`Solver::solve`] keeps the whole
//! course; [`Solver::run`] keeps its end only and allocates nothing.
//!
//! # Discontinuities
//!
//! A step across a kink of the right-hand side has the order of the kink. End a run on it and start the next
//! from its last state, with a system of its own for each smooth piece; a kink at a known time is a `t_end`,
//! one that depends on the state is a terminal event.
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
//! Stiff systems, delays, and states whose length is known at run time only.

mod control;
mod dense_output;
pub mod dop853;
pub mod dopri5;
mod drive;
mod event;
mod locate;
mod method;
pub mod rk4;
mod runge_kutta;
pub mod series;
mod solution;
mod solver;
pub mod tableau;
pub mod taylor;
pub mod verner98;

pub use control::{AbsoluteTolerance, Tolerance};
pub use dense_output::{DenseOutput, Nested, PowerSeries};
pub use event::{CrossingDirection, Event, EventFunction, EventState};
pub use method::Method;
pub use runge_kutta::{OfKernel, Rate, RungeKutta};
pub use solution::{FinalState, Occurrence, Solution, Statistics};
pub use solver::{Dop853, Dopri5, Rk4, Solver, Taylor, Verner98};

use crate::numerics::scalar::Scalar;

/// A system of `N` ordinary differential equations of the first order, y′ = f(t, y).
///
/// Outside its domain a system answers NaN: an adaptive solver then tries a shorter step, and ends in
/// [`Error::DerivativeNotFinite`](crate::Error::DerivativeNotFinite) if none is short enough.
pub trait System<const N: usize> {
    /// f(t, y).
    fn derivative(&self, t: f64, y: &[f64; N]) -> [f64; N];
}

/// A system written once over [`Scalar`], so that the same lines serve `f64` (every kernel is a [`System`]),
/// lanes of `f64`, dual numbers, and the power series of [`Taylor`].
pub trait Kernel<const N: usize> {
    /// f(t, y).
    fn rate<S: Scalar>(&self, t: S, y: &[S; N]) -> [S; N];
}

impl<const N: usize, K: Kernel<N>> System<N> for K {
    #[inline(always)]
    fn derivative(&self, t: f64, y: &[f64; N]) -> [f64; N] {
        self.rate(t, y)
    }
}
