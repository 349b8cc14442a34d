//! The global maximum: a grid over the interval, then Brent's method around the best grid point.

use super::brent::{Maximum, MaximumBracket, Sample};
use super::interval::check_interval;
use crate::error::Result;
use crate::error::check::{finite_at, within};

/// The interval, the grid, the tolerance and the number of evaluations of a search for a maximum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MaximumSearch {
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
    /// The number of equal cells of the grid, 2 to 1,000,000. A local maximum narrower than two
    /// cells can be missed.
    pub cells: usize,
    /// The absolute tolerance of the place of the maximum. A relative tolerance below the square
    /// root of the rounding gains nothing, because the function is flat there.
    pub tolerance: f64,
    /// The maximum number of evaluations after those on the grid.
    pub max_evaluations: usize,
}

/// The largest number of cells of a grid.
const MAX_CELLS: usize = 1_000_000;

/// Finds the maximum of `f` on an interval: evaluates `f` at both ends of every cell of a grid,
/// then runs Brent's method in the two cells around the best grid point.
///
/// The result is the best point evaluated, so it is never worse than the best grid point, however
/// coarse the grid.
///
/// Source: R. P. Brent, Algorithms for Minimization without Derivatives (1973), chapter 5.
///
/// # Errors
///
/// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for an interval, a tolerance or a number
/// of cells that is not allowed; [`Error::NotFinite`](crate::Error::NotFinite) if `f` returns NaN
/// or infinity; [`Error::NotConverged`](crate::Error::NotConverged) when the evaluations are used
/// up; every error that `f` returns.
pub fn maximum(search: MaximumSearch, mut f: impl FnMut(f64) -> Result<f64>) -> Result<Maximum> {
    let mut finite = |x: f64| finite_at(x, f(x)?);
    search.check()?;
    let (cell, value) = greatest((0..=search.cells).map(|cell| finite(search.at(cell))))?;
    search.around(cell, value, search.cells + 1, finite)
}

/// Finds the maximum of `f` on an interval, given its approximate values on the grid, from the
/// lower end to the upper: as [`maximum`], but `f` itself is evaluated around the best grid point
/// only.
///
/// # Errors
///
/// As [`maximum`].
pub(crate) fn maximum_near_grid(
    search: MaximumSearch,
    approximate: &[f64],
    mut f: impl FnMut(f64) -> Result<f64>,
) -> Result<Maximum> {
    let mut finite = |x: f64| finite_at(x, f(x)?);
    let (cell, _) = greatest(approximate.iter().copied().map(Ok))?;
    let value = finite(search.at(cell))?;
    search.around(cell, value, 1, finite)
}

/// Returns the place of the greatest of some numbers, and the number; the first error among them.
fn greatest(numbers: impl Iterator<Item = Result<f64>>) -> Result<(usize, f64)> {
    let mut found = (0, f64::NEG_INFINITY);
    for (place, number) in numbers.enumerate() {
        let number = number?;
        if number > found.1 {
            found = (place, number);
        }
    }
    Ok(found)
}

impl MaximumSearch {
    /// Returns the points of the grid.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for an interval, a tolerance or a
    /// number of cells that is not allowed.
    pub(crate) fn grid(&self) -> Result<Vec<f64>> {
        self.check()?;
        Ok((0..=self.cells).map(|i| self.at(i)).collect())
    }

    /// Checks the interval, the tolerance and the number of cells.
    fn check(&self) -> Result<()> {
        let Self { low, high, cells, tolerance, .. } = *self;
        check_interval(low, high, tolerance)?;
        let is_allowed = (2..=MAX_CELLS).contains(&cells);
        within(is_allowed, "the number of cells of a search", cells as f64, "from 2 to 1,000,000")?;
        Ok(())
    }

    /// Returns a point of the grid; the sum may round to slightly above the upper end.
    fn at(&self, i: usize) -> f64 {
        (self.low + (self.high - self.low) * (i as f64 / self.cells as f64)).min(self.high)
    }

    /// Finds the maximum in the two cells around a point of the grid, given the value there and the
    /// number of evaluations before.
    fn around(
        self,
        cell: usize,
        value: f64,
        evaluations: usize,
        finite: impl FnMut(f64) -> Result<f64>,
    ) -> Result<Maximum> {
        MaximumBracket {
            low: self.at(cell.saturating_sub(1)),
            high: self.at((cell + 1).min(self.cells)),
            best: Sample { x: self.at(cell), value },
            ends: None,
            evaluations,
        }
        .brent(self.tolerance, 0.0, self.max_evaluations, finite)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    fn search(low: f64, high: f64) -> MaximumSearch {
        MaximumSearch { low, high, cells: 8, tolerance: 1e-12, max_evaluations: 100 }
    }

    #[test]
    fn finds_smooth_maxima_inside_and_at_the_ends() {
        for (low, high, f, expected) in [
            (0.0, 3.0, (|x: f64| x.sin()) as fn(f64) -> f64, std::f64::consts::FRAC_PI_2),
            (0.0, 3.0, |x| x, 3.0),
            (0.0, 3.0, |x| -x, 0.0),
            (-1.0, 7.0, |x| -(x - 1.25) * (x - 1.25), 1.25),
            (-1.0, 7.0, |x| -(x - 3.0).abs(), 3.0),
        ] {
            let found = maximum(search(low, high), |x| Ok(f(x))).unwrap();
            // The function is flat at its maximum, so its place is known to about the square root
            // of the rounding.
            assert!((found.x - expected).abs() < 2e-7, "{found:?}, expected {expected}");
            assert!(found.evaluations < 60, "{found:?}");
        }
    }

    #[test]
    fn takes_the_higher_of_two_local_maxima() {
        let two_maxima = |x: f64| Ok((-(x - 1.0).powi(2)).exp() + 1.01 * (-(x - 6.0).powi(2)).exp());
        assert!((maximum(search(0.0, 8.0), two_maxima).unwrap().x - 6.0).abs() < 1e-6);
    }

    #[test]
    fn fails_with_the_reason() {
        assert!(matches!(maximum(search(0.0, 1.0), |_| Ok(f64::NAN)), Err(Error::NotFinite { .. })));
        for bad in [
            search(0.0, f64::NAN),
            search(3.0, 0.0),
            search(f64::NEG_INFINITY, 0.0),
            MaximumSearch { tolerance: f64::NAN, ..search(0.0, 1.0) },
            MaximumSearch { cells: 1, ..search(0.0, 1.0) },
            MaximumSearch { cells: usize::MAX, ..search(0.0, 1.0) },
        ] {
            assert!(matches!(maximum(bad, Ok), Err(Error::OutsideDomain { .. })), "{bad:?}");
        }
        let unlimited = MaximumSearch { max_evaluations: usize::MAX, ..search(0.0, 3.0) };
        assert!(maximum(unlimited, |x| Ok(x.sin())).is_ok());
        let limited = MaximumSearch { max_evaluations: 2, ..search(0.0, 3.0) };
        assert!(matches!(maximum(limited, |x| Ok(x.sin())), Err(Error::NotConverged { .. })));
    }
}
