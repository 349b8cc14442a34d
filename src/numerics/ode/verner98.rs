//! Verner's efficient pair of orders 9 and 8, with dense output of order 9.

mod coefficients;

use super::control::ControlLaw;
use super::dense_output::{Ends, Nested, hermite};
use super::method::{InteriorState, Sealed, StepStart};
use super::runge_kutta::{Rate, RungeKutta};
use super::tableau::{ErrorEstimate, Tableau, components, stage, weigh};
use super::tolerance::mean_norm;
use crate::numerics::scalar::Scalar;

use coefficients::{A, B, C, D, E};

/// Verner's pair of orders 9 and 8: sixteen evaluations per step. The dense output costs nine more,
/// on the steps where it is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verner98;

/// The stages of a step, from which its error and its dense output follow.
#[derive(Debug, Clone, Copy)]
pub struct Stages<const N: usize, S = f64> {
    k8: [S; N],
    k9: [S; N],
    k10: [S; N],
    k11: [S; N],
    k12: [S; N],
    k13: [S; N],
    k14: [S; N],
    k15: [S; N],
    k16: [S; N],
    /// An early and a late state inside the step, of lower order than its end.
    interior_states: [[S; N]; 2],
}

impl Sealed for Verner98 {}

impl RungeKutta for Verner98 {
    type Stages<const N: usize, S: Scalar> = Stages<N, S>;
    type DenseOutput<const N: usize, S: Scalar> = Nested<N, 9, S>;

    const TABLEAU: Tableau = Tableau {
        order: 9,
        dense_order: 9,
        stages: 16,
        nodes: C,
        matrix: A,
        weights: B,
        errors: &[ErrorEstimate { order: 8, weights: E }],
        dense: D,
        end_row: 16,
    };

    const LAW: ControlLaw =
        ControlLaw { exponent: 1.0 / 9.0, damping: 0.0, max_reduction: 3.0, max_growth: 6.0, order: 9 };

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
        let y8: [S; N] = stage!(y, h, A[7]; k1 0, k6 5, k7 6);
        let k8 = f.at(t + h * C[7], &y8);
        let y9: [S; N] = stage!(y, h, A[8]; k1 0, k6 5, k7 6, k8 7);
        let k9 = f.at(t + h * C[8], &y9);
        let y10: [S; N] = stage!(y, h, A[9]; k1 0, k6 5, k7 6, k8 7, k9 8);
        let k10 = f.at(t + h * C[9], &y10);
        let y11: [S; N] = stage!(y, h, A[10]; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9);
        let k11 = f.at(t + h * C[10], &y11);
        let y12: [S; N] = stage!(y, h, A[11]; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10);
        let k12 = f.at(t + h * C[11], &y12);
        let y13: [S; N] = stage!(y, h, A[12]; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11);
        let k13 = f.at(t + h * C[12], &y13);
        let y14: [S; N] = stage!(y, h, A[13]; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12);
        let k14 = f.at(t + h * C[13], &y14);
        let y15: [S; N] =
            stage!(y, h, A[14]; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13);
        let k15 = f.at(t + h * C[14], &y15);
        let y16: [S; N] = stage!(y, h, A[15]; k1 0, k6 5, k7 6, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12);
        let k16 = f.at(t + h * C[15], &y16);
        let end = stage!(y, h, B; k1 0, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14);
        (end, Stages { k8, k9, k10, k11, k12, k13, k14, k15, k16, interior_states: [y11, y12] })
    }

    /// Estimates the error of a step in units of `scales`: the difference from the embedded formula
    /// of order 8.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // As in `stages`.
    fn error<const N: usize, S: Scalar>(k1: &[S; N], stages: &Stages<N, S>, h: S, scales: &[S; N]) -> S {
        let Stages { k8, k9, k10, k11, k12, k13, k14, k15, k16, .. } = stages;
        let difference: [S; N] = components(k1, |i| {
            weigh!(E; i; k1 0, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k16 15) * h
        });
        mean_norm(&difference, scales)
    }

    /// Computes the dense output: 9 further stages, then a polynomial of degree 9.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // As in `stages`.
    fn dense_output<const N: usize, S: Scalar>(
        f: impl Rate<N, S>,
        StepStart { t, y, derivatives: k1 }: StepStart<'_, N, S, [S; N]>,
        h: S,
        end: &[S; N],
        stages: &Stages<N, S>,
        k17: &[S; N],
    ) -> Nested<N, 9, S> {
        let Stages { k8, k9, k10, k11, k12, k13, k14, k15, .. } = stages;
        let y18: [S; N] =
            stage!(y, h, A[17]; k1 0, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k17 16);
        let k18 = f.at(t + h * C[17], &y18);
        let y19: [S; N] = stage!(y, h, A[18]; k1 0, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k17 16, k18 17);
        let k19 = f.at(t + h * C[18], &y19);
        let y20: [S; N] = stage!(y, h, A[19]; k1 0, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k17 16, k18 17, k19 18);
        let k20 = f.at(t + h * C[19], &y20);
        let y21: [S; N] = stage!(y, h, A[20]; k1 0, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k17 16, k18 17, k19 18, k20 19);
        let k21 = f.at(t + h * C[20], &y21);
        let y22: [S; N] = stage!(y, h, A[21]; k1 0, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k17 16, k18 17, k19 18, k20 19, k21 20);
        let k22 = f.at(t + h * C[21], &y22);
        let y23: [S; N] = stage!(y, h, A[22]; k1 0, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k17 16, k18 17, k19 18, k20 19, k21 20);
        let k23 = f.at(t + h * C[22], &y23);
        let y24: [S; N] = stage!(y, h, A[23]; k1 0, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k17 16, k18 17, k19 18, k20 19, k21 20);
        let k24 = f.at(t + h * C[23], &y24);
        let y25: [S; N] = stage!(y, h, A[24]; k1 0, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k17 16, k18 17, k19 18, k20 19, k21 20);
        let k25 = f.at(t + h * C[24], &y25);
        let y26: [S; N] = stage!(y, h, A[25]; k1 0, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k17 16, k18 17, k19 18, k20 19, k21 20);
        let k26 = f.at(t + h * C[25], &y26);
        let [first, second, third] = hermite(h, Ends { start: y, end, start_rate: k1, end_rate: k17 });
        let mut terms = [first; 9];
        (terms[1], terms[2]) = (second, third);
        for i in 0..N {
            macro_rules! term {
                ($row:literal) => {
                    weigh!(D[$row]; i; k1 0, k8 7, k9 8, k10 9, k11 10, k12 11, k13 12, k14 13, k15 14, k17 16, k18 17, k19 18, k20 19, k21 20, k22 21, k23 22, k24 23, k25 24, k26 25) * h
                };
            }
            terms[3][i] = term!(0);
            terms[4][i] = term!(1);
            terms[5][i] = term!(2);
            terms[6][i] = term!(3);
            terms[7][i] = term!(4);
            terms[8][i] = term!(5);
        }
        Nested { begin: t, length: h, origin: *y, terms }
    }

    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // As in `stages`.
    fn interior_states<const N: usize, S: Scalar>(stages: &Stages<N, S>) -> [InteriorState<'_, N, S>; 2] {
        let [early, late] = &stages.interior_states;
        [
            InteriorState { fraction: const { C[10] }, state: early },
            InteriorState { fraction: const { C[11] }, state: late },
        ]
    }
}
