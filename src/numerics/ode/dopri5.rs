//! Dormand and Prince's pair of orders 5 and 4, with dense output of order 4.

use super::control::ControlLaw;
use super::dense_output::{Ends, Nested, hermite};
use super::method::{InteriorState, Sealed, StepStart};
use super::runge_kutta::{Rate, RungeKutta};
use super::tableau::{ErrorEstimate, Tableau, components, stage, weigh};
use super::tolerance::mean_norm;
use crate::numerics::scalar::Scalar;

/// Dormand and Prince's pair of orders 5 and 4: six evaluations per step, the last of which is the
/// first of the next step. The dense output costs no further evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dopri5;

/// The stages of a step, from which its error and its dense output follow.
#[derive(Debug, Clone, Copy)]
pub struct Stages<const N: usize, S = f64> {
    k3: [S; N],
    k4: [S; N],
    k5: [S; N],
    k6: [S; N],
    k7: [S; N],
    /// An early and a late state inside the step, of lower order than its end.
    interior_states: [[S; N]; 2],
}

impl Sealed for Dopri5 {}

impl RungeKutta for Dopri5 {
    type Stages<const N: usize, S: Scalar> = Stages<N, S>;
    type DenseOutput<const N: usize, S: Scalar> = Nested<N, 4, S>;

    const TABLEAU: Tableau = Tableau {
        order: 5,
        dense_order: 4,
        stages: 7,
        nodes: C,
        matrix: A,
        weights: B,
        errors: &[ErrorEstimate { order: 4, weights: E }],
        dense: D,
        end_row: 6,
    };

    // Source: the authors' program DOPRI5, described in the book cited below.
    const LAW: ControlLaw =
        ControlLaw { exponent: 0.17, damping: 0.04, max_reduction: 5.0, max_growth: 10.0, order: 5 };

    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // The indices are the tableau's, and `components` keeps the components below N.
    fn stages<const N: usize, S: Scalar>(
        f: impl Rate<N, S>,
        StepStart { t, y, derivatives: k1 }: StepStart<'_, N, S, [S; N]>,
        h: S,
    ) -> ([S; N], Stages<N, S>) {
        let y2: [S; N] = stage!(y, h, A[1]; k1 0);
        let k2 = f.at(t + h * C[1], &y2);
        let y3: [S; N] = stage!(y, h, A[2]; k1 0, k2 1);
        let k3 = f.at(t + h * C[2], &y3);
        let y4: [S; N] = stage!(y, h, A[3]; k1 0, k2 1, k3 2);
        let k4 = f.at(t + h * C[3], &y4);
        let y5: [S; N] = stage!(y, h, A[4]; k1 0, k2 1, k3 2, k4 3);
        let k5 = f.at(t + h * C[4], &y5);
        let y6: [S; N] = stage!(y, h, A[5]; k1 0, k2 1, k3 2, k4 3, k5 4);
        let k6 = f.at(t + h * C[5], &y6);
        let end: [S; N] = stage!(y, h, B; k1 0, k3 2, k4 3, k5 4, k6 5);
        let k7 = f.at(t + h, &end);
        (end, Stages { k3, k4, k5, k6, k7, interior_states: [y3, y4] })
    }

    /// Estimates the error of a step in units of `scales`: the difference from the embedded formula
    /// of order 4.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // As in `stages`.
    fn error<const N: usize, S: Scalar>(k1: &[S; N], stages: &Stages<N, S>, h: S, scales: &[S; N]) -> S {
        let Stages { k3, k4, k5, k6, k7, .. } = stages;
        let difference: [S; N] = components(k1, |i| weigh!(E; i; k1 0, k3 2, k4 3, k5 4, k6 5, k7 6) * h);
        mean_norm(&difference, scales)
    }

    /// Computes the dense output, a polynomial of degree 4.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // As in `stages`.
    fn dense_output<const N: usize, S: Scalar>(
        _: impl Rate<N, S>,
        StepStart { t, y, derivatives: k1 }: StepStart<'_, N, S, [S; N]>,
        h: S,
        end: &[S; N],
        stages: &Stages<N, S>,
        k7: &[S; N],
    ) -> Nested<N, 4, S> {
        let Stages { k3, k4, k5, k6, .. } = stages;
        let [first, second, third] = hermite(h, Ends { start: y, end, start_rate: k1, end_rate: k7 });
        let fourth = components(k1, |i| weigh!(D[0]; i; k1 0, k3 2, k4 3, k5 4, k6 5, k7 6) * h);
        Nested { begin: t, length: h, origin: *y, terms: [first, second, third, fourth] }
    }

    #[inline(always)]
    fn end_rate<const N: usize, S: Scalar>(stages: &Stages<N, S>) -> Option<&[S; N]> {
        Some(&stages.k7)
    }

    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // As in `stages`.
    fn interior_states<const N: usize, S: Scalar>(stages: &Stages<N, S>) -> [InteriorState<'_, N, S>; 2] {
        let [early, late] = &stages.interior_states;
        [
            InteriorState { fraction: const { C[2] }, state: early },
            InteriorState { fraction: const { C[3] }, state: late },
        ]
    }
}

// Source: J. R. Dormand and P. J. Prince, "A family of embedded Runge–Kutta formulae", J. Comput.
// Appl. Math. 6 (1980) 19–26; the dense output as in E. Hairer, S. P. Nørsett, G. Wanner,
// *Solving Ordinary Differential Equations I*, 2nd edition, Springer 1993, section II.6.

const C: &[f64] = &[0.0, 1.0 / 5.0, 3.0 / 10.0, 4.0 / 5.0, 8.0 / 9.0, 1.0, 1.0];

const A: &[&[f64]] = &[
    &[],
    &[1.0 / 5.0],
    &[3.0 / 40.0, 9.0 / 40.0],
    &[44.0 / 45.0, -56.0 / 15.0, 32.0 / 9.0],
    &[19372.0 / 6561.0, -25360.0 / 2187.0, 64448.0 / 6561.0, -212.0 / 729.0],
    &[9017.0 / 3168.0, -355.0 / 33.0, 46732.0 / 5247.0, 49.0 / 176.0, -5103.0 / 18656.0],
    B,
];

const B: &[f64] = &[35.0 / 384.0, 0.0, 500.0 / 1113.0, 125.0 / 192.0, -2187.0 / 6784.0, 11.0 / 84.0];

const E: &[f64] =
    &[71.0 / 57600.0, 0.0, -71.0 / 16695.0, 71.0 / 1920.0, -17253.0 / 339_200.0, 22.0 / 525.0, -1.0 / 40.0];

const D: &[&[f64]] = &[&[
    -12_715_105_075.0 / 11_282_082_432.0,
    0.0,
    87_487_479_700.0 / 32_700_410_799.0,
    -10_690_763_975.0 / 1_880_347_072.0,
    701_980_252_875.0 / 199_316_789_632.0,
    -1_453_857_185.0 / 822_651_844.0,
    69_997_945.0 / 29_380_423.0,
]];
