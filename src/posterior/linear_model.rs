//! A number of a vehicle as a linear function of its covariates, fitted by weighted least squares.

use nalgebra::{Cholesky, Const, SMatrix, SVector};

/// A vehicle whose number is known, with its covariates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<const N: usize> {
    pub(super) weight: f64,
    pub(super) covariates: SVector<f64, N>,
    pub(super) number: f64,
}

/// The slopes of a number by the covariates, and the point through which it passes.
#[derive(Debug, Clone)]
pub(super) struct LinearModel<const N: usize> {
    slopes: SVector<f64, N>,
    mean: SVector<f64, N>,
    mean_number: f64,
    /// The weighted mean of the squares of the covariates about their mean, decomposed.
    squares: Cholesky<f64, Const<N>>,
}

/// The relative ridge on the normal equations, for covariates that are collinear or constant.
const RIDGE: f64 = 1e-3;

impl<const N: usize> LinearModel<N> {
    /// Fits the model to known vehicles; none where it has no solution.
    pub(super) fn fit(known: &[Known<N>]) -> Option<Self> {
        let total: f64 = known.iter().map(|known| known.weight).sum();
        let shares = || known.iter().map(|known| (known.weight / total, known.covariates, known.number));
        let mean: SVector<f64, N> = shares().map(|(share, x, _)| x * share).sum();
        let mean_number: f64 = shares().map(|(share, _, y)| y * share).sum();
        let mut squares = SMatrix::<f64, N, N>::zeros();
        let mut products = SVector::<f64, N>::zeros();
        for (share, x, y) in shares() {
            let away = x - mean;
            squares += away * away.transpose() * share;
            products += away * ((y - mean_number) * share);
        }
        for k in 0..N {
            let square = squares.get_mut((k, k))?;
            // A covariate that is the same for all has no slope.
            *square = if *square > 1e-18 { *square * (1.0 + RIDGE) } else { 1.0 };
        }
        let squares = squares.cholesky()?;
        let slopes = squares.solve(&products);
        slopes.iter().all(|slope| slope.is_finite()).then_some(Self { slopes, mean, mean_number, squares })
    }

    /// Returns the predicted number of a vehicle.
    pub(super) fn predict(&self, covariates: &SVector<f64, N>) -> f64 {
        self.mean_number + self.slopes.dot(&(covariates - self.mean))
    }

    /// Returns the squared distance of a vehicle from the mean of those known, in units of their
    /// spread.
    pub(super) fn distance_squared(&self, covariates: &SVector<f64, N>) -> f64 {
        let away = covariates - self.mean;
        away.dot(&self.squares.solve(&away))
    }
}
