//! `differential-equations` 0.7 locates events wrongly; its steps and its dense output are right.
//! The event code here for it drives its method step by step and finds the crossing on its dense
//! output.

use differential_equations::interpolate::Interpolation;
use differential_equations::methods::ExplicitRungeKutta;
use differential_equations::ode::{ODE, OrdinaryNumericalMethod};
use lofted::numerics::roots::{RootSearch, root};
use lofted::physics::motion::above_ellipsoid;

use crate::common::scenarios::LONG_ENOUGH_S;

struct Flight<F>(F);

impl<F: Fn(f64, &[f64; 6]) -> [f64; 6]> ODE<f64, [f64; 6]> for Flight<F> {
    #[inline(always)]
    fn diff(&self, t: f64, y: &[f64; 6], dy: &mut [f64; 6]) {
        *dy = (self.0)(t, y);
    }
}

fn fly<M, F>(mut method: M, rate: F, initial: [f64; 6]) -> Option<[f64; 6]>
where
    M: OrdinaryNumericalMethod<f64, [f64; 6]> + Interpolation<f64, [f64; 6]>,
    F: Fn(f64, &[f64; 6]) -> [f64; 6],
{
    let flight = Flight(rate);
    method.init(&flight, 0.0, LONG_ENOUGH_S, &initial).ok()?;
    let mut before = 0.0;
    for _ in 0..10_000 {
        // A rejected step does not advance the time.
        method.step(&flight).ok()?;
        let t = method.t();
        if t > before && above_ellipsoid(method.y()) < 0.0 {
            let bracket = RootSearch { low: before, high: t, tolerance: 1e-9, max_evaluations: 100 };
            let found =
                root(bracket, |t| Ok(above_ellipsoid(&method.interpolate(t).unwrap_or([f64::NAN; 6]))));
            return method.interpolate(found.ok()?.x).ok();
        }
        before = t;
    }
    None
}

macro_rules! flight {
    ($name:ident) => {
        pub fn $name(
            rate: impl Fn(f64, &[f64; 6]) -> [f64; 6] + Copy,
            initial: [f64; 6],
            (relative, absolute): (f64, f64),
            first_step: f64,
        ) -> Option<[f64; 6]> {
            // A first step of zero selects the crate's own choice.
            let method = ExplicitRungeKutta::$name().h0(first_step);
            fly(method.rtol(relative).atol(absolute), rate, initial)
        }
    };
}

flight!(dop853);
flight!(dopri5);
