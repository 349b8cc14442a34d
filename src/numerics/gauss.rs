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

/// The integrals up to the first four nodes as sums over pairs of opposite nodes: the weights of
/// the sums of their values, and of the differences.
const EVEN_INTEGRALS: [[f64; LANES / 2]; LANES / 2] = of_pairs(1.0);
const ODD_INTEGRALS: [[f64; LANES / 2]; LANES / 2] = of_pairs(-1.0);

/// Returns half the sum, or for a sign of −1 the difference, of the weights of opposite nodes.
#[allow(clippy::indexing_slicing)] // i, j < LANES / 2, in constant loops.
const fn of_pairs(sign: f64) -> [[f64; LANES / 2]; LANES / 2] {
    let mut weights = [[0.0; LANES / 2]; LANES / 2];
    let mut j = 0;
    while j < LANES / 2 {
        let mut i = 0;
        while i < LANES / 2 {
            weights[j][i] = 0.5 * (INTEGRALS[j][i] + sign * INTEGRALS[LANES - 1 - j][i]);
            i += 1;
        }
        j += 1;
    }
    weights
}

/// The values of a function at the nodes of [−1, 1].
pub(crate) trait Nodes: Copy {
    /// The type of a number that does not depend on the node.
    type One: Scalar;

    /// Returns the constant function `one`. The values of `self` are not used, here and in
    /// [`sines_and_cosines`](Self::sines_and_cosines).
    fn filled(self, one: Self::One) -> Self;

    /// Returns the nodes themselves: the function ξ. The values of `self` are not used.
    fn abscissae(self) -> Self;

    /// Applies a function to the values at every node.
    fn map_nodes<F: NodeFunction<I, O>, const I: usize, const O: usize>(
        function: &F,
        inputs: [Self; I],
    ) -> [Self; O];

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
    fn at<T: Scalar>(&self, inputs: [T; I]) -> [T; O];
}

/// Estimates what eight nodes neglect of an integral whose coefficients of degree 5 and 7 have
/// these squares, in the units of the coefficients. The Legendre series falls from degree 5 to
/// degree 7 by q², and beyond them at least as fast. The total neglects degree 16; the integrals up
/// to the nodes neglect degree 8, and in an iteration act on the total as a further sweep would,
/// which reduces them by `ratio`.
#[inline(always)]
pub(crate) fn neglected<T: Scalar>(fifth_squared: T, seventh_squared: T, ratio: T) -> T {
    let fall_squared = (seventh_squared / fifth_squared).sqrt();
    let to_fourth = fall_squared * fall_squared;
    seventh_squared.sqrt() * fall_squared.sqrt() * (to_fourth * to_fourth + ratio)
}

/// One problem, with one node per lane.
impl<S: Simd> Nodes for Wide<S> {
    type One = f64;

    #[inline(always)]
    fn filled(self, one: f64) -> Self {
        self.constant(one)
    }

    #[inline(always)]
    fn abscissae(self) -> Self {
        self.like(ABSCISSAE)
    }

    #[inline(always)]
    fn map_nodes<F: NodeFunction<I, O>, const I: usize, const O: usize>(
        function: &F,
        inputs: [Self; I],
    ) -> [Self; O] {
        function.at(inputs)
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
    #[allow(clippy::indexing_slicing, clippy::needless_range_loop)] // j runs below LANES.
    fn abscissae(self) -> Self {
        let mut nodes = self;
        for j in 0..LANES {
            nodes.0[j] = self.0[j].constant(ABSCISSAE[j]);
        }
        nodes
    }

    #[inline(always)]
    #[allow(clippy::indexing_slicing, clippy::needless_range_loop)] // j runs below LANES, i below I and O.
    fn map_nodes<F: NodeFunction<I, O>, const I: usize, const O: usize>(
        function: &F,
        inputs: [Self; I],
    ) -> [Self; O] {
        let first = inputs[0];
        let mut outputs = [first; O];
        for j in 0..LANES {
            let mut at_node = [first.0[j]; I];
            for i in 0..I {
                at_node[i] = inputs[i].0[j];
            }
            let values = function.at(at_node);
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

    /// The nodes are symmetric about zero, so that sums and differences of the values at two
    /// opposite nodes need half the products.
    #[inline(always)]
    #[allow(clippy::indexing_slicing, clippy::needless_range_loop)] // i and j run below LANES / 2.
    fn cumulative_integral(self, start: T, scale: T) -> Self {
        const HALF: usize = LANES / 2;
        let (mut even, mut odd) = ([start; HALF], [start; HALF]);
        for j in 0..HALF {
            let (left, right) = (self.0[j], self.0[LANES - 1 - j]);
            (even[j], odd[j]) = (left + right, left - right);
        }
        let mut total = even[0] * WEIGHTS[0];
        for j in 1..HALF {
            total = even[j].mul_add(total.constant(WEIGHTS[j]), total);
        }
        let mut sums = [start; LANES];
        for i in 0..HALF {
            let (mut of_even, mut of_odd) = (even[0] * EVEN_INTEGRALS[0][i], odd[0] * ODD_INTEGRALS[0][i]);
            for j in 1..HALF {
                of_even = even[j].mul_add(total.constant(EVEN_INTEGRALS[j][i]), of_even);
                of_odd = odd[j].mul_add(total.constant(ODD_INTEGRALS[j][i]), of_odd);
            }
            sums[i] = (of_odd + of_even).mul_add(scale, start);
            sums[LANES - 1 - i] = (of_odd + (total - of_even)).mul_add(scale, start);
        }
        Self(sums)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The rounding of sums of eight products of numbers below three.
    const ROUNDED: f64 = 32.0 * f64::EPSILON;

    #[test]
    fn integrals_up_to_the_nodes_are_exact_up_to_degree_seven() {
        let (start, scale) = (0.25, 1.5);
        for power in 0..8 {
            let Row(sums) = Row(ABSCISSAE.map(|x| x.powi(power))).cumulative_integral(start, scale);
            for (got, x) in sums.into_iter().zip(ABSCISSAE) {
                let integral = (x.powi(power + 1) - (-1.0_f64).powi(power + 1)) / f64::from(power + 1);
                let expected = start + scale * integral;
                assert!((got - expected).abs() < ROUNDED, "x^{power} to {x}: {got}, not {expected}");
            }
        }
    }

    #[test]
    fn what_is_neglected_of_a_geometric_series_is_its_next_terms() {
        let (q, ratio): (f64, f64) = (0.4, 1e-3);
        let squares = [5, 7].map(|degree| q.powi(2 * degree));
        let expected = q.powi(16) + q.powi(8) * ratio;
        let got = neglected(squares[0], squares[1], ratio);
        assert!((got / expected - 1.0).abs() < ROUNDED, "{got}, not {expected}");
    }
}
