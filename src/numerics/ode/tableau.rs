//! The coefficients of a Runge–Kutta method, and the sums over its stages.

use crate::numerics::scalar::Scalar;

/// A Butcher tableau with its error estimates and its dense output.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tableau {
    /// The order of the formula that advances the solution.
    pub order: usize,
    /// The order of the dense output.
    pub dense_order: usize,
    /// The number of stages of the step itself. The rows from this index on serve the dense output,
    /// and are evaluated only when it is needed; one of them, [`end_row`](Self::end_row), may be
    /// the derivative at the end of the step.
    pub stages: usize,
    /// The nodes: the fraction of the step of each stage.
    pub nodes: &'static [f64],
    /// The rows of the Runge–Kutta matrix below its diagonal.
    pub matrix: &'static [&'static [f64]],
    /// The weights of the formula that advances the solution.
    pub weights: &'static [f64],
    /// The error estimates.
    pub errors: &'static [ErrorEstimate],
    /// The weights of the fourth and higher terms of the [nested](super::Nested) dense output, over
    /// all stages. The first three terms follow from the states and the derivatives at both ends.
    pub dense: &'static [&'static [f64]],
    /// The index of the row whose stage is the derivative at the end of the step.
    pub end_row: usize,
}

/// An embedded formula, as an error estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ErrorEstimate {
    /// The order of the embedded formula.
    pub order: usize,
    /// The differences between the weights of the formula that advances the solution and those of
    /// the embedded formula.
    pub weights: &'static [f64],
}

impl Tableau {
    /// Returns the number of evaluations in a step whose first stage is known.
    pub const fn evaluations_in_step(&self) -> u64 {
        self.stages as u64 - 1
    }

    /// Returns the number of further evaluations for the dense output of a step, not counting the
    /// derivative at its end.
    pub const fn evaluations_for_dense_output(&self) -> u64 {
        (self.nodes.len() - self.stages) as u64 - (self.end_row >= self.stages) as u64
    }
}

/// Creates an array from `component`, a function of the index; `like` is any array of the same
/// type. `std::array::from_fn` does the same, but is not inlined in the middle of a step: it then
/// costs a quarter of the step's time, and in lanes ten times the whole step.
#[inline(always)]
pub(super) fn components<const N: usize, S: Scalar>(like: &[S; N], component: impl Fn(usize) -> S) -> [S; N] {
    let mut array = *like;
    for (i, place) in array.iter_mut().enumerate() {
        *place = component(i);
    }
    array
}

/// Computes y + h Σ aⱼ kⱼ over the named stages, each with its column in the row of the
/// tableau. The sum is written out, so that the compiler sees constants and the zeros cost
/// nothing. The stage named last, the newest, is added last: the rest of the sum is computed
/// while that stage is still being evaluated.
macro_rules! stage {
    ($y:expr, $h:expr, $row:expr; $k:ident $j:literal) => {
        $crate::numerics::ode::tableau::components($y, |i| $k[i] * ($h * const { $row[$j] }) + $y[i])
    };
    ($y:expr, $h:expr, $row:expr; $($k:ident $j:literal),+) => {
        $crate::numerics::ode::tableau::stage!(@ $y, $h, $row; []; $($k $j),+)
    };
    (@ $y:expr, $h:expr, $row:expr; [$($old:ident $c:literal),*]; $k:ident $j:literal) => {
        $crate::numerics::ode::tableau::components($y, |i| {
            let known = $y[i] + $crate::numerics::ode::tableau::weigh!($row; i; $($old $c),*) * $h;
            known + $k[i] * ($h * const { $row[$j] })
        })
    };
    (@ $y:expr, $h:expr, $row:expr; [$($old:ident $c:literal),*]; $k:ident $j:literal, $($rest:tt)+) => {
        $crate::numerics::ode::tableau::stage!(@ $y, $h, $row; [$($old $c,)* $k $j]; $($rest)+)
    };
}

/// Computes Σ aⱼ kⱼ[i] over the named stages.
macro_rules! weigh {
    ($row:expr; $i:ident; $k0:ident $j0:literal $(, $k:ident $j:literal)*) => {
        $k0[$i] * const { $row[$j0] } $(+ $k[$i] * const { $row[$j] })*
    };
}

pub(super) use {stage, weigh};
