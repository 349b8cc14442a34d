//! The classical method of order 4, with dense output of order 3.

use super::dense_output::{Nested, hermite};
use super::method::ControlLaw;
use super::runge_kutta::{Rate, RungeKutta};
use super::tableau::{Tableau, stage};
use crate::numerics::scalar::Scalar;

/// Order 4, four evaluations a step, without an error estimate: its steps are all of one length. The dense
/// output, the cubic through both ends and slopes, costs nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rk4;

impl RungeKutta for Rk4 {
    /// A state half-way, good to a middling order.
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
        last: 4,
    };

    // Never consulted: there is no estimate, and the steps are fixed.
    const LAW: ControlLaw =
        ControlLaw { exponent: 0.25, damping: 0.0, greatest_cut: 1.0, greatest_growth: 1.0, order: 4 };

    #[inline(always)]
    #[allow(clippy::indexing_slicing)] // The indices are the tableau's, and `components` keeps the components below N.
    fn stages<const N: usize, S: Scalar>(
        f: impl Rate<N, S>,
        (t, y, k1): (S, &[S; N], &[S; N]),
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
    fn interior_states<const N: usize, S: Scalar>(middle: &[S; N]) -> [(f64, &[S; N]); 2] {
        [(0.5, middle), (0.5, middle)]
    }

    #[inline(always)]
    fn dense_output<const N: usize, S: Scalar>(
        _: impl Rate<N, S>,
        (t, y, k1): (S, &[S; N], &[S; N]),
        h: S,
        (end, _): (&[S; N], &[S; N]),
        last: &[S; N],
    ) -> Nested<N, 3, S> {
        Nested { begin: t, length: h, origin: *y, terms: hermite(h, (y, end), (k1, last)) }
    }
}

// Source: W. Kutta, "Beitrag zur näherungsweisen Integration totaler Differentialgleichungen", Z. Math. Phys. 46
// (1901) 435–453. Row 4 repeats the weights: its stage is the derivative at the end.

const C: &[f64] = &[0.0, 0.5, 0.5, 1.0, 1.0];

const A: &[&[f64]] = &[&[], &[0.5], &[0.0, 0.5], &[0.0, 0.0, 1.0], B];

const B: &[f64] = &[1.0 / 6.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 6.0];
