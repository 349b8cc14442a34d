//! Dormand and Prince's method of order 8, with error estimates of orders 5 and 3 and dense output
//! of order 7.

mod coefficients;
mod looped;

use super::control::ControlLaw;
use super::dense_output::{Ends, Nested, hermite};
use super::method::{InteriorState, Sealed, StepStart};
use super::runge_kutta::{Rate, RungeKutta};
use super::tableau::{ErrorEstimate, Tableau, components, stage, weigh};
use super::tolerance::square_sum;
use crate::numerics::scalar::Scalar;

use coefficients::{A, B, C, D, E3, E5};

/// Dormand and Prince's method of order 8: twelve evaluations per step. The dense output costs
/// three more, on the steps where it is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dop853;

/// The stages of a step, from which its error and its dense output follow.
#[derive(Debug, Clone, Copy)]
pub struct Stages<const N: usize, S = f64> {
    k6: [S; N],
    k7: [S; N],
    k8: [S; N],
    k9: [S; N],
    k10: [S; N],
    k11: [S; N],
    k12: [S; N],
    /// An early and a late state inside the step, of lower order than its end.
    interior_states: [[S; N]; 2],
}

impl Sealed for Dop853 {}

impl RungeKutta for Dop853 {
    type Stages<const N: usize, S: Scalar> = Stages<N, S>;
    type DenseOutput<const N: usize, S: Scalar> = Nested<N, 7, S>;

    const TABLEAU: Tableau = Tableau {
        order: 8,
        dense_order: 7,
        stages: 12,
        nodes: C,
        matrix: A,
        weights: B,
        errors: &[ErrorEstimate { order: 5, weights: E5 }, ErrorEstimate { order: 3, weights: E3 }],
        dense: D,
        end_row: 12,
    };

    const LAW: ControlLaw =
        ControlLaw { exponent: 0.125, damping: 0.0, max_reduction: 1.0 / 0.333, max_growth: 6.0, order: 8 };

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
        let y4: [S; N] = stage!(y, h, A[3]; k1 0, k3 2);
        let k4 = f.at(t + h * C[3], &y4);
        let y5: [S; N] = stage!(y, h, A[4]; k1 0, k3 2, k4 3);
        let k5 = f.at(t + h * C[4], &y5);
        let y6: [S; N] = stage!(y, h, A[5]; k1 0, k4 3, k5 4);
        let k6 = f.at(t + h * C[5], &y6);
        let y7: [S; N] = stage!(y, h, A[6]; k1 0, k4 3, k5 4, k6 5);
        let k7 = f.at(t + h * C[6], &y7);
        let y8: [S; N] = stage!(y, h, A[7]; k1 0, k4 3, k5 4, k6 5, k7 6);
        let k8 = f.at(t + h * C[7], &y8);
        let y9: [S; N] = stage!(y, h, A[8]; k1 0, k4 3, k5 4, k6 5, k7 6, k8 7);
        let k9 = f.at(t + h * C[8], &y9);
        let y10: [S; N] = stage!(y, h, A[9]; k1 0, k4 3, k5 4, k6 5, k7 6, k8 7, k9 8);
        let k10 = f.at(t + h * C[9], &y10);
        let y11: [S; N] = stage!(y, h, A[10]; k1 0, k4 3, k5 4, k6 5, k7 6, k8 7, k9 8, k10 9);
        let k11 = f.at(t + h * C[10], &y11);
        let y12: [S; N] = stage!(y, h, A[11]; k1 0, k4 3, k5 4, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10);
        let k12 = f.at(t + h * C[11], &y12);
        let end = stage!(y, h, B; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11);
        (end, Stages { k6, k7, k8, k9, k10, k11, k12, interior_states: [y8, y10] })
    }

    /// Estimates the error of a step in units of `scales`: the estimate of order 5, combined with
    /// that of order 3 so that an accidental zero of the former is harmless. The combination
    /// behaves like h⁸.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // As in `stages`.
    fn error<const N: usize, S: Scalar>(k1: &[S; N], stages: &Stages<N, S>, h: S, scales: &[S; N]) -> S {
        let Stages { k6, k7, k8, k9, k10, k11, k12, .. } = stages;
        let fifth: [S; N] =
            components(k1, |i| weigh!(E5; i; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11));
        let third: [S; N] =
            components(k1, |i| weigh!(E3; i; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11));
        combined_error(&fifth, &third, h, scales)
    }

    /// Computes the dense output: 3 further stages, then a polynomial of degree 7.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // As in `stages`.
    fn dense_output<const N: usize, S: Scalar>(
        f: impl Rate<N, S>,
        StepStart { t, y, derivatives: k1 }: StepStart<'_, N, S, [S; N]>,
        h: S,
        end: &[S; N],
        stages: &Stages<N, S>,
        k13: &[S; N],
    ) -> Nested<N, 7, S> {
        let Stages { k6, k7, k8, k9, k10, k11, k12, .. } = stages;
        let y14: [S; N] = stage!(y, h, A[13]; k1 0, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12);
        let k14 = f.at(t + h * C[13], &y14);
        let y15: [S; N] = stage!(y, h, A[14]; k1 0, k6 5, k7 6, k8 7, k11 10, k12 11, k13 12, k14 13);
        let k15 = f.at(t + h * C[14], &y15);
        let y16: [S; N] = stage!(y, h, A[15]; k1 0, k6 5, k7 6, k8 7, k9 8, k13 12, k14 13, k15 14);
        let k16 = f.at(t + h * C[15], &y16);
        let [first, second, third] = hermite(h, Ends { start: y, end, start_rate: k1, end_rate: k13 });
        let mut terms = [first; 7];
        (terms[1], terms[2]) = (second, third);
        for i in 0..N {
            macro_rules! term {
                ($row:literal) => {
                    weigh!(D[$row]; i; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k16 15) * h
                };
            }
            terms[3][i] = term!(0);
            terms[4][i] = term!(1);
            terms[5][i] = term!(2);
            terms[6][i] = term!(3);
        }
        Nested { begin: t, length: h, origin: *y, terms }
    }

    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // As in `stages`.
    fn interior_states<const N: usize, S: Scalar>(stages: &Stages<N, S>) -> [InteriorState<'_, N, S>; 2] {
        let [early, late] = &stages.interior_states;
        [
            InteriorState { fraction: const { C[7] }, state: early },
            InteriorState { fraction: const { C[9] }, state: late },
        ]
    }
}

/// Combines the estimates of order 5 and 3 of a step of length `h`, per unit of time, in units of
/// `scales`.
#[inline(always)]
fn combined_error<const N: usize, S: Scalar>(fifth: &[S; N], third: &[S; N], h: S, scales: &[S; N]) -> S {
    let (fifth, third) = (square_sum(fifth, scales), square_sum(third, scales));
    let sum = fifth + third * 0.01;
    let positive = sum.constant(0.0).lt(sum);
    let sum = S::select(positive, sum, sum.constant(1.0));
    h.abs() * fifth / (sum * N as f64).sqrt()
}
