//! The classical Runge–Kutta method of order 4, with dense output of order 3.

use super::control::ControlLaw;
use super::dense_output::{Ends, Nested, hermite};
use super::method::{InteriorState, Sealed, StepStart};
use super::runge_kutta::{Rate, RungeKutta};
use super::tableau::{Tableau, stage};
use crate::numerics::scalar::Scalar;

/// The classical method of order 4: four evaluations per step, and no error estimate, so that all
/// steps have one length. The dense output is the cubic through both ends and slopes, and costs no
/// further evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rk4;

impl Sealed for Rk4 {}

impl RungeKutta for Rk4 {
    /// The state in the middle of the step, of lower order than its end.
    type Stages<const N: usize, S: Scalar> = [S; N];
    type DenseOutput<const N: usize, S: Scalar> = Nested<N, 3, S>;

    const TABLEAU: Tableau = Tableau {
        order: 4,
        dense_order: 3,
        stages: 4,
        nodes: C,
        matrix: A,
        weights: B,
        errors: &[],
        dense: &[],
        end_row: 4,
    };

    // Unused: there is no error estimate, and the steps are fixed.
    const LAW: ControlLaw =
        ControlLaw { exponent: 0.25, damping: 0.0, max_reduction: 1.0, max_growth: 1.0, order: 4 };

    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // The indices are the tableau's, and `components` keeps the components below N.
    fn stages<const N: usize, S: Scalar>(
        f: impl Rate<N, S>,
        StepStart { t, y, derivatives: k1 }: StepStart<'_, N, S, [S; N]>,
        h: S,
    ) -> ([S; N], [S; N]) {
        let y2: [S; N] = stage!(y, h, A[1]; k1 0);
        let k2 = f.at(t + h * C[1], &y2);
        let y3: [S; N] = stage!(y, h, A[2]; k2 1);
        let k3 = f.at(t + h * C[2], &y3);
        let y4: [S; N] = stage!(y, h, A[3]; k3 2);
        let k4 = f.at(t + h * C[3], &y4);
        (stage!(y, h, B; k1 0, k2 1, k3 2, k4 3), y3)
    }

    #[inline(always)]
    fn error<const N: usize, S: Scalar>(_: &[S; N], _: &[S; N], h: S, _: &[S; N]) -> S {
        h.constant(0.0)
    }

    #[inline(always)]
    fn interior_states<const N: usize, S: Scalar>(middle: &[S; N]) -> [InteriorState<'_, N, S>; 2] {
        [InteriorState { fraction: 0.5, state: middle }; 2]
    }

    #[inline(always)]
    fn dense_output<const N: usize, S: Scalar>(
        _: impl Rate<N, S>,
        StepStart { t, y, derivatives: k1 }: StepStart<'_, N, S, [S; N]>,
        h: S,
        end: &[S; N],
        _: &[S; N],
        end_rate: &[S; N],
    ) -> Nested<N, 3, S> {
        Nested {
            begin: t,
            length: h,
            origin: *y,
            terms: hermite(h, Ends { start: y, end, start_rate: k1, end_rate }),
        }
    }
}

// Source: W. Kutta, "Beitrag zur näherungsweisen Integration totaler Differentialgleichungen", Z.
// Math. Phys. 46 (1901) 435–453. Row 4 repeats the weights: its stage is the derivative at the
// end.

const C: &[f64] = &[0.0, 0.5, 0.5, 1.0, 1.0];

const A: &[&[f64]] = &[&[], &[0.5], &[0.0, 0.5], &[0.0, 0.0, 1.0], B];

const B: &[f64] = &[1.0 / 6.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 6.0];
