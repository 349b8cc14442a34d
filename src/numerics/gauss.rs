//! Functions given by their values at the eight Gauss–Legendre nodes of an interval, and their integrals.
//!
//! A method that samples a whole interval at once is written once over [`Nodes`], and runs in two ways: one problem with
//! its nodes side by side in lanes, or as many problems as there are lanes, node after node.

mod tables;

use fearless_simd::Simd;

use crate::numerics::scalar::Scalar;
use crate::numerics::wide::{LANES, Wide};
use tables::{ABSCISSAE, FIFTH_COEFFICIENT, INTEGRALS, SEVENTH_COEFFICIENT, WEIGHTS};

/// Values at the nodes of [−1, 1].
pub(crate) trait Nodes: Copy {
    /// One number for all the nodes.
    type One: Scalar;

    /// `one` at every node. `self` does not matter but for its kind, here and in [`waves`](Self::waves).
    fn filled(self, one: Self::One) -> Self;

    /// A function of the values of each node.
    fn each<F: NodeFunction<I, O>, const I: usize, const O: usize>(inputs: [Self; I]) -> [Self; O];

    /// sin(kξ) and cos(kξ) at the nodes ξ.
    fn waves(self, k: Self::One) -> [Self; 2];

    /// `start` + `scale` ∫ from −1 to each node.
    fn integrated(self, start: Self::One, scale: Self::One) -> Self;

    /// ∫ over the interval, exact to degree 15.
    fn total(self) -> Self::One;

    /// The coefficients of degrees 5 and 7 of the Legendre series, the last of either parity but one and the last.
    fn late_coefficients(self) -> (Self::One, Self::One);
}

/// A function of `I` values at a node, with `O` values there. Not a closure, which is not always compiled for the registers
/// that its caller runs in.
pub(crate) trait NodeFunction<const I: usize, const O: usize> {
    /// Its values.
    fn at<T: Scalar>(inputs: [T; I]) -> [T; O];
}

/// One problem, a node a lane.
impl<S: Simd> Nodes for Wide<S> {
    type One = f64;

    #[inline(always)]
    fn filled(self, one: f64) -> Self {
        self.constant(one)
    }

    #[inline(always)]
    fn each<F: NodeFunction<I, O>, const I: usize, const O: usize>(inputs: [Self; I]) -> [Self; O] {
        F::at(inputs)
    }

    #[inline(always)]
    fn waves(self, k: f64) -> [Self; 2] {
        let (sin, cos) = (self.like(ABSCISSAE) * k).sin_cos();
        [sin, cos]
    }

    #[inline(always)]
    #[allow(clippy::indexing_slicing, clippy::needless_range_loop)] // j runs below LANES.
    fn integrated(self, start: f64, scale: f64) -> Self {
        let values = (self * scale).to_array();
        let mut sum = self.constant(start);
        for j in 0..LANES {
            sum = self.like(INTEGRALS[j]).mul_add(self.constant(values[j]), sum);
        }
        sum
    }

    #[inline(always)]
    fn total(self) -> f64 {
        (self * self.like(WEIGHTS)).sum()
    }

    #[inline(always)]
    fn late_coefficients(self) -> (f64, f64) {
        ((self * self.like(FIFTH_COEFFICIENT)).sum(), (self * self.like(SEVENTH_COEFFICIENT)).sum())
    }
}

/// As many problems as `T` has lanes, node after node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<T>(pub(crate) [T; LANES]);

impl<T: Scalar> Nodes for Row<T> {
    type One = T;

    #[inline(always)]
    fn filled(self, one: T) -> Self {
        Self([one; LANES])
    }

    #[inline(always)]
    #[allow(clippy::indexing_slicing, clippy::needless_range_loop)] // j runs below LANES, i below I and O.
    fn each<F: NodeFunction<I, O>, const I: usize, const O: usize>(inputs: [Self; I]) -> [Self; O] {
        let first = inputs[0];
        let mut outputs = [first; O];
        for j in 0..LANES {
            let mut at_node = [first.0[j]; I];
            for i in 0..I {
                at_node[i] = inputs[i].0[j];
            }
            let values = F::at(at_node);
            for i in 0..O {
                outputs[i].0[j] = values[i];
            }
        }
        outputs
    }

    #[inline(always)]
    #[allow(clippy::indexing_slicing, clippy::needless_range_loop)] // j runs below LANES.
    fn waves(self, k: T) -> [Self; 2] {
        let (mut sines, mut cosines) = (Self([k; LANES]), Self([k; LANES]));
        // The nodes lie symmetrically.
        for j in LANES / 2..LANES {
            let (sin, cos) = (k * ABSCISSAE[j]).sin_cos();
            (sines.0[j], sines.0[LANES - 1 - j]) = (sin, -sin);
            (cosines.0[j], cosines.0[LANES - 1 - j]) = (cos, cos);
        }
        [sines, cosines]
    }

    #[inline(always)]
    #[allow(clippy::indexing_slicing, clippy::needless_range_loop)] // i and j run below LANES.
    fn integrated(self, start: T, scale: T) -> Self {
        let mut sums = self;
        for i in 0..LANES {
            let mut sum = self.0[0] * INTEGRALS[0][i];
            for j in 1..LANES {
                sum = self.0[j].mul_add(sum.constant(INTEGRALS[j][i]), sum);
            }
            sums.0[i] = sum.mul_add(scale, start);
        }
        sums
    }

    #[inline(always)]
    fn total(self) -> T {
        self.weighed(&WEIGHTS)
    }

    #[inline(always)]
    fn late_coefficients(self) -> (T, T) {
        (self.weighed(&FIFTH_COEFFICIENT), self.weighed(&SEVENTH_COEFFICIENT))
    }
}

impl<T: Scalar> Row<T> {
    #[inline(always)]
    #[allow(clippy::indexing_slicing, clippy::needless_range_loop)] // j runs below LANES.
    fn weighed(&self, weights: &[f64; LANES]) -> T {
        let mut sum = self.0[0] * weights[0];
        for j in 1..LANES {
            sum = self.0[j].mul_add(sum.constant(weights[j]), sum);
        }
        sum
    }
}
