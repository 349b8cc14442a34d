//! The greatest value of a function of one variable.

mod local_search;
mod brent;

use crate::error::check::finite_at;
use crate::error::{Error, Result};
use brent::Peak;

pub use local_search::{LocalSearch, local_maximum};

/// Where, how closely, and with how much patience a maximum is sought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MaximumSearch {
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Equal cells the interval is first looked over in, 2 to 1,000,000; a hump narrower than two of them can be missed.
    pub cells: usize,
    /// The place of the maximum is found to about this. Below the square root of the rounding (relative) there
    /// is nothing to gain: the function is flat there.
    pub tolerance: f64,
    /// Evaluations allowed after the first look.
    pub max_evaluations: usize,
}

/// A maximum, and what it cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Maximum {
    /// Where the function is greatest.
    pub x: f64,
    /// Its value there.
    pub value: f64,
    /// How often the function was evaluated.
    pub evaluations: usize,
}

/// More than anyone has patience for.
const MOST_CELLS: usize = 1_000_000;

/// Finds the greatest value of `f` on an interval: a look at the ends and at every cell's end, then Brent's
/// search in the two cells around the best of them.
///
/// The best point seen is the answer, so a coarse look is never worse than its own best sample.
///
/// Source: R. P. Brent, Algorithms for Minimization without Derivatives (1973), chapter 5.
///
/// # Errors
///
/// [`Error::OutsideDomain`] for an interval, a tolerance or a number of cells that cannot be; [`Error::NotFinite`] if `f`
/// answers NaN or infinity; [`Error::NotConverged`] when the evaluations are used up;
/// whatever `f` itself returns.
pub fn maximum(search: MaximumSearch, mut f: impl FnMut(f64) -> Result<f64>) -> Result<Maximum> {
    let mut finite = |x: f64| finite_at(x, f(x)?);
    let MaximumSearch { low, high, cells, tolerance, max_evaluations } = search;
    check(low, high, tolerance)?;
    if !(2..=MOST_CELLS).contains(&cells) {
        return Err(Error::OutsideDomain {
            quantity: "the number of cells of a search",
            value: cells as f64,
            allowed: "from 2 to 1,000,000",
        });
    }
    // The sum may round to a hair beyond the end.
    let at = |i: usize| (low + (high - low) * (i as f64 / cells as f64)).min(high);
    let (mut best_cell, mut x, mut fx) = (0, at(0), finite(at(0))?);
    for i in 1..=cells {
        let value = finite(at(i))?;
        if value > fx {
            (best_cell, x, fx) = (i, at(i), value);
        }
    }
    let ends = (at(best_cell.saturating_sub(1)), at((best_cell + 1).min(cells)));
    let peak = Peak { ends, x, fx, others: None, evaluations: cells + 1 };
    peak.climb(tolerance, 0.0, max_evaluations, finite)
}

/// Whether an interval can be searched, and so closely.
fn check(low: f64, high: f64, tolerance: f64) -> Result<()> {
    // The width is finite only if both ends are.
    if !(low < high && (high - low).is_finite()) {
        return Err(Error::OutsideDomain {
            quantity: "the upper end of an interval to search",
            value: high,
            allowed: "finite, above a finite lower end, and no infinite way from it",
        });
    }
    if !(tolerance >= 0.0) {
        return Err(Error::OutsideDomain {
            quantity: "the tolerance of a search",
            value: tolerance,
            allowed: "zero or more",
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

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
            // Flatness limits the place to about the root of the rounding.
            assert!((found.x - expected).abs() < 2e-7, "{found:?}, expected {expected}");
            assert!(found.evaluations < 60, "{found:?}");
        }
    }

    #[test]
    fn takes_the_higher_of_two_humps() {
        let humps = |x: f64| Ok((-(x - 1.0).powi(2)).exp() + 1.01 * (-(x - 6.0).powi(2)).exp());
        assert!((maximum(search(0.0, 8.0), humps).unwrap().x - 6.0).abs() < 1e-6);
    }

    #[test]
    fn says_why_there_is_no_answer() {
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
        let patient = MaximumSearch { max_evaluations: usize::MAX, ..search(0.0, 3.0) };
        assert!(maximum(patient, |x| Ok(x.sin())).is_ok());
        let impatient = MaximumSearch { max_evaluations: 2, ..search(0.0, 3.0) };
        assert!(matches!(maximum(impatient, |x| Ok(x.sin())), Err(Error::NotConverged { .. })));
    }
}
