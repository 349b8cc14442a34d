//! Gauss–Legendre quadrature: functions given by their values at the eight nodes of an interval,
//! and their integrals.
//!
//! A method that evaluates a whole interval at once is written once over [`Nodes`], and runs in two
//! ways: one problem with its nodes in the lanes of a register, or one problem per lane, node after
//! node.

mod tables;

use fearless_simd::Simd;

use crate::numerics::scalar::Scalar;
use crate::numerics::wide::{LANES, Wide};
use tables::{ABSCISSAE, FIFTH_COEFFICIENT, INTEGRALS, SEVENTH_COEFFICIENT, WEIGHTS};

/// The values of a function at the nodes of [−1, 1].
pub(crate) trait Nodes: Copy {
    /// The type of a number that does not depend on the node.
    type One: Scalar;

    /// Returns the constant function `one`. The values of `self` are not used, here and in
    /// [`sines_and_cosines`](Self::sines_and_cosines).
    fn filled(self, one: Self::One) -> Self;

    /// Applies a function to the values at every node.
    fn map_nodes<F: NodeFunction<I, O>, const I: usize, const O: usize>(inputs: [Self; I]) -> [Self; O];

    /// Computes sin(kξ) and cos(kξ) at the nodes ξ.
    fn sines_and_cosines(self, k: Self::One) -> [Self; 2];

    /// Computes `start` + `scale` ∫ from −1 to every node.
    fn cumulative_integral(self, start: Self::One, scale: Self::One) -> Self;

    /// Computes the integral over the interval, exact up to degree 15.
    fn integral(self) -> Self::One;

    /// Computes the coefficients of degrees 5 and 7 of the Legendre series. Degree 7 is the highest
    /// that eight nodes determine.
    fn highest_odd_coefficients(self) -> (Self::One, Self::One);
}

/// A function from `I` values at a node to `O` values there. It is no closure, because a closure is
/// not always compiled for the vector registers of its caller.
pub(crate) trait NodeFunction<const I: usize, const O: usize> {
    /// Computes the function's values.
    fn at<T: Scalar>(inputs: [T; I]) -> [T; O];
}

/// One problem, with one node per lane.
impl<S: Simd> Nodes for Wide<S> {
    type One = f64;

    #[inline(always)]
    fn filled(self, one: f64) -> Self {
        self.constant(one)
    }

    #[inline(always)]
    fn map_nodes<F: NodeFunction<I, O>, const I: usize, const O: usize>(inputs: [Self; I]) -> [Self; O] {
        F::at(inputs)
    }

    #[inline(always)]
    fn sines_and_cosines(self, k: f64) -> [Self; 2] {
        let (sin, cos) = (self.like(ABSCISSAE) * k).sin_cos();
        [sin, cos]
    }

    #[inline(always)]
    #[allow(clippy::indexing_slicing, clippy::needless_range_loop)] // j runs below LANES.
    fn cumulative_integral(self, start: f64, scale: f64) -> Self {
        let values = (self * scale).to_array();
        let mut sum = self.constant(start);
        for j in 0..LANES {
            sum = self.like(INTEGRALS[j]).mul_add(self.constant(values[j]), sum);
        }
        sum
    }

    #[inline(always)]
    fn integral(self) -> f64 {
        (self * self.like(WEIGHTS)).sum()
    }

    #[inline(always)]
    fn highest_odd_coefficients(self) -> (f64, f64) {
        ((self * self.like(FIFTH_COEFFICIENT)).sum(), (self * self.like(SEVENTH_COEFFICIENT)).sum())
    }
}

/// One problem per lane of `T`, node after node.
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
    fn map_nodes<F: NodeFunction<I, O>, const I: usize, const O: usize>(inputs: [Self; I]) -> [Self; O] {
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
    fn sines_and_cosines(self, k: T) -> [Self; 2] {
        let (mut sines, mut cosines) = (Self([k; LANES]), Self([k; LANES]));
        // The nodes are symmetric about zero.
        for j in LANES / 2..LANES {
            let (sin, cos) = (k * ABSCISSAE[j]).sin_cos();
            (sines.0[j], sines.0[LANES - 1 - j]) = (sin, -sin);
            (cosines.0[j], cosines.0[LANES - 1 - j]) = (cos, cos);
        }
        [sines, cosines]
    }

    #[inline(always)]
    #[allow(clippy::indexing_slicing, clippy::needless_range_loop)] // i and j run below LANES.
    fn cumulative_integral(self, start: T, scale: T) -> Self {
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
    fn integral(self) -> T {
        self.weighted_sum(&WEIGHTS)
    }

    #[inline(always)]
    fn highest_odd_coefficients(self) -> (T, T) {
        (self.weighted_sum(&FIFTH_COEFFICIENT), self.weighted_sum(&SEVENTH_COEFFICIENT))
    }
}

impl<T: Scalar> Row<T> {
    #[inline(always)]
    #[allow(clippy::indexing_slicing, clippy::needless_range_loop)] // j runs below LANES.
    fn weighted_sum(&self, weights: &[f64; LANES]) -> T {
        let mut sum = self.0[0] * weights[0];
        for j in 1..LANES {
            sum = self.0[j].mul_add(sum.constant(weights[j]), sum);
        }
        sum
    }
}
