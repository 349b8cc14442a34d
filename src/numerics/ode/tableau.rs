//! The coefficients of a Runge–Kutta method, for whoever wants to check or draw them.

use crate::numerics::scalar::Scalar;

/// A Butcher tableau with its embedded formulas and its dense output.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tableau {
    /// The order of the formula that is carried on.
    pub order: usize,
    /// The order of the dense output.
    pub dense_order: usize,
    /// Stages of the step itself. Rows from here on serve the dense output, and are evaluated only when it is asked
    /// for; one of them, [`last`](Self::last), is the derivative at the end of the step.
    pub stages: usize,
    /// The fraction of the step that each stage belongs to.
    pub nodes: &'static [f64],
    /// The rows below the diagonal.
    pub matrix: &'static [&'static [f64]],
    /// The weights.
    pub weights: &'static [f64],
    /// The weights of the error estimates: differences of the weights to those of the embedded formulas, each
    /// with the order of that formula.
    pub errors: &'static [(usize, &'static [f64])],
    /// The weights of the fourth and higher terms of the [nested](super::Nested) dense output, over all stages.
    /// The first three follow from the ends and the slopes there.
    pub dense: &'static [&'static [f64]],
    /// Which row holds the derivative at the end of the step.
    pub last: usize,
}

impl Tableau {
    /// Evaluations in a step whose first stage is known.
    pub const fn evaluations_in_step(&self) -> u64 {
        self.stages as u64 - 1
    }

    /// Further evaluations for the dense output of a step, the derivative at its end not counted.
    pub const fn evaluations_for_dense_output(&self) -> u64 {
        (self.nodes.len() - self.stages) as u64 - (self.last >= self.stages) as u64
    }
}

/// An array of what `component` answers for each index; `like` is any array of the kind. `std::array::from_fn` does the same,
/// but is left as a call in the middle of a step, and costs a quarter of its time; in lanes, ten times the whole.
#[inline(always)]
pub(super) fn components<const N: usize, S: Scalar>(like: &[S; N], component: impl Fn(usize) -> S) -> [S; N] {
    let mut array = *like;
    for (i, place) in array.iter_mut().enumerate() {
        *place = component(i);
    }
    array
}

/// y + h Σ aⱼ kⱼ over the named stages, each with its column in the row of the tableau. Written out, so that the
/// compiler sees constants and the zeros cost nothing. The stage named last, the newest, is added last: all else is
/// summed while it is still being evaluated.
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

/// Σ aⱼ kⱼ[i] over the named stages.
macro_rules! weigh {
    ($row:expr; $i:ident; $k0:ident $j0:literal $(, $k:ident $j:literal)*) => {
        $k0[$i] * const { $row[$j0] } $(+ $k[$i] * const { $row[$j] })*
    };
}

pub(super) use {stage, weigh};
