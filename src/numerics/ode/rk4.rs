//! The classical method of order 4, with dense output of order 3.

use super::System;
use super::control::{AbsoluteTolerance, Tolerance};
use super::dense::{Nested, hermite};
use super::method::{ControlLaw, Embedded, Method, Trial};
use super::tableau::{Tableau, stage};
use crate::numerics::scalar::Scalar;

/// Order 4, four evaluations a step, without an error estimate: its steps are all of one length. The dense
/// output, the cubic through both ends and slopes, costs nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rk4;

/// The state at the end of a step of length `h` from (t, y), where the derivative is `k1`, and a state half-way.
#[inline(always)]
#[allow(clippy::indexing_slicing)] // The indices are the tableau's, and `from_fn` keeps the components below N.
pub fn step<const N: usize, S: Scalar>(
    f: impl Fn(S, &[S; N]) -> [S; N],
    (t, y, k1): (S, &[S; N], &[S; N]),
    h: S,
) -> ([S; N], [S; N]) {
    let y2: [S; N] = stage!(y, h, A[1]; k1 0);
    let k2 = f(t + h * C[1], &y2);
    let y3: [S; N] = stage!(y, h, A[2]; k2 1);
    let k3 = f(t + h * C[2], &y3);
    let y4: [S; N] = stage!(y, h, A[3]; k3 2);
    let k4 = f(t + h * C[3], &y4);
    (stage!(y, h, B; k1 0, k2 1, k3 2, k4 3), y3)
}

impl<const N: usize, Sys: System<N>> Method<N, Sys> for Rk4 {
    type Start = [f64; N];
    type Stages = [f64; N];
    type Course = Nested<N, 3>;

    // Never consulted: there is no estimate, and the steps are fixed.
    const LAW: ControlLaw =
        ControlLaw { exponent: 0.25, damping: 0.0, greatest_cut: 1.0, greatest_growth: 1.0, order: 4 };

    #[inline(always)]
    fn start(&self, system: &Sys, t: f64, y: &[f64; N], evaluations: &mut u64) -> [f64; N] {
        *evaluations += 1;
        system.derivative(t, y)
    }

    #[inline(always)]
    fn rate(start: &[f64; N]) -> &[f64; N] {
        start
    }

    #[inline(always)]
    fn attempt<A: AbsoluteTolerance<N>>(
        &self,
        system: &Sys,
        at: (f64, &[f64; N], &[f64; N]),
        h: f64,
        _tolerance: &Tolerance<A>,
        evaluations: &mut u64,
    ) -> Trial<N, [f64; N]> {
        *evaluations += 3;
        let (state, middle) = step(|t, y| system.derivative(t, y), at, h);
        Trial { state, error: 0.0, stages: middle }
    }

    #[inline(always)]
    fn glimpses(middle: &[f64; N]) -> [(f64, &[f64; N]); 2] {
        [(0.5, middle), (0.5, middle)]
    }

    #[inline(always)]
    fn course(
        &self,
        _system: &Sys,
        at: (f64, &[f64; N], &[f64; N]),
        h: f64,
        trial: &Trial<N, [f64; N]>,
        end: &[f64; N],
        _evaluations: &mut u64,
    ) -> Self::Course {
        Nested { begin: at.0, length: h, origin: *at.1, terms: hermite(h, (at.1, &trial.state), (at.2, end)) }
    }
}

impl Embedded for Rk4 {
    const TABLEAU: Tableau = Tableau {
        order: 4,
        dense_order: 3,
        stages: 4,
        nodes: C,
        matrix: A,
        weights: B,
        errors: &[],
        dense: &[],
        last: 4,
    };
}

// Source: W. Kutta, "Beitrag zur näherungsweisen Integration totaler Differentialgleichungen", Z. Math. Phys. 46
// (1901) 435–453. Row 4 repeats the weights: its stage is the derivative at the end.

const C: &[f64] = &[0.0, 0.5, 0.5, 1.0, 1.0];

const A: &[&[f64]] = &[&[], &[0.5], &[0.0, 0.5], &[0.0, 0.0, 1.0], B];

const B: &[f64] = &[1.0 / 6.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 6.0];
