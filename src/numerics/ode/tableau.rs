//! The coefficients of a Runge–Kutta method, for whoever wants to check or draw them.

/// A Butcher tableau with its embedded formulas and its dense output.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tableau {
    /// The order of the formula that is carried on.
    pub order: usize,
    /// The order of the dense output.
    pub dense_order: usize,
    /// Stages of the step itself; rows from here on serve the dense output.
    pub stages: usize,
    /// Stages known once the step is done, its last derivative included. Rows past this number are evaluated
    /// only when dense output is asked for.
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

/// y + h Σ aⱼ kⱼ over the named stages, each with its column in the row of the tableau. Written out, so that the
/// compiler sees constants and the zeros cost nothing.
macro_rules! stage {
    ($y:expr, $h:expr, $row:expr; $k0:ident $j0:literal $(, $k:ident $j:literal)*) => {
        ::std::array::from_fn(|i| $y[i] + $crate::numerics::ode::tableau::weigh!($row; i; $k0 $j0 $(, $k $j)*) * $h)
    };
}

/// Σ aⱼ kⱼ[i] over the named stages.
macro_rules! weigh {
    ($row:expr; $i:ident; $k0:ident $j0:literal $(, $k:ident $j:literal)*) => {
        $k0[$i] * const { $row[$j0] } $(+ $k[$i] * const { $row[$j] })*
    };
}

pub(super) use {stage, weigh};
