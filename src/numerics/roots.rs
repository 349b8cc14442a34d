//! Roots of a function of one variable, in a bracket.

use crate::error::check::{finite, finite_at, within};
use crate::error::{Error, Result};

/// The bracket, the tolerance and the number of evaluations of a search for a root.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RootSearch {
    /// The lower end of the bracket.
    pub low: f64,
    /// The upper end of the bracket.
    pub high: f64,
    /// The width of the bracket, besides a few roundings of the root, at which the search ends.
    pub tolerance: f64,
    /// The maximum number of evaluations. Bisection alone needs about 60 for full accuracy on a
    /// bracket of order one.
    pub max_evaluations: usize,
}

/// A root, the residual there, and the number of evaluations that it took.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Root {
    /// The root.
    pub x: f64,
    /// The function's value at the root.
    pub residual: f64,
    /// The number of evaluations of the function.
    pub evaluations: usize,
}

/// Finds a root of `f` between the ends of `search` by Chandrupatla's method.
///
/// The values at the two ends of the bracket always have opposite signs, so the root stays between
/// them. A step uses inverse quadratic interpolation where the last three points show that this is
/// safe, and bisection otherwise.
///
/// A jump or a pole changes sign too, and is returned like a root if the tolerance allows; its
/// residual is not near zero.
///
/// Source: T. R. Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding the zero of
/// a nonlinear function without using derivatives", Advances in Engineering Software 28 (1997)
/// 145–149.
///
/// # Errors
///
/// [`Error::OutsideDomain`] for a bracket that is not finite or a tolerance below zero;
/// [`Error::RootNotBracketed`] if the values at the ends have the same sign; [`Error::NotFinite`]
/// if `f` returns NaN or infinity; [`Error::NotConverged`] when the evaluations are used up; every
/// error that `f` returns.
pub fn root(search: RootSearch, mut f: impl FnMut(f64) -> Result<f64>) -> Result<Root> {
    check_search(&search)?;
    let mut finite = |x: f64| finite_at(x, f(x)?);
    // (x1, f1) is the newest point, (x2, f2) the end of opposite sign, (x3, f3) the point dropped
    // last.
    let (mut x1, mut x2) = (search.low, search.high);
    let (mut f1, mut f2) = (finite(x1)?, finite(x2)?);
    let mut evaluations = 2;
    for (x, residual) in [(x1, f1), (x2, f2)] {
        if residual == 0.0 {
            return Ok(Root { x, residual, evaluations });
        }
    }
    // Signs are compared, not the product: a product of small values underflows to zero.
    if (f1 < 0.0) == (f2 < 0.0) {
        return Err(Error::RootNotBracketed { low: x1, high: x2, at_low: f1, at_high: f2 });
    }
    let mut fraction = 0.5;
    while evaluations < search.max_evaluations {
        let x = x1 + fraction * (x2 - x1);
        let value = finite(x)?;
        evaluations += 1;
        let (x3, f3);
        if (value < 0.0) == (f1 < 0.0) {
            (x3, f3) = (x1, f1);
        } else {
            (x3, f3) = (x2, f2);
            (x2, f2) = (x1, f1);
        }
        (x1, f1) = (x, value);
        let (best, residual) = if f1.abs() < f2.abs() { (x1, f1) } else { (x2, f2) };
        let least_fraction = (2.0 * f64::EPSILON * best.abs() + 0.5 * search.tolerance) / (x2 - x1).abs();
        // Written so that a bracket of width zero, whose least fraction is infinite, ends the
        // search too.
        if residual == 0.0 || !(least_fraction <= 0.5) {
            return Ok(Root { x: best, residual, evaluations });
        }
        let xi = (x1 - x2) / (x3 - x2);
        let phi = (f1 - f2) / (f3 - f2);
        // Chandrupatla's condition for the inverse parabola through the three points to stay in the
        // bracket.
        fraction = if phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi {
            f1 / (f2 - f1) * f3 / (f2 - f3) + (x3 - x1) / (x2 - x1) * f1 / (f3 - f1) * f2 / (f3 - f2)
        } else {
            0.5
        };
        // Never closer to an end than the tolerance, so that the bracket closes from both sides.
        fraction = fraction.clamp(least_fraction, 1.0 - least_fraction);
    }
    let (x, residual) = if f1.abs() < f2.abs() { (x1, f1) } else { (x2, f2) };
    Err(Error::NotConverged { iteration: "root finder", iterations: evaluations, x, residual })
}

/// Checks that the bracket is finite and the tolerance not negative.
fn check_search(search: &RootSearch) -> Result<()> {
    for end in [search.low, search.high] {
        finite("an end of a bracket", end)?;
    }
    finite("the width of a bracket", (search.high - search.low).abs())?;
    within(search.tolerance >= 0.0, "the tolerance of a root", search.tolerance, "zero or more")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(low: f64, high: f64) -> RootSearch {
        RootSearch { low, high, tolerance: 0.0, max_evaluations: 200 }
    }

    #[test]
    fn finds_roots_to_the_last_digits() {
        for (low, high, f, expected) in [
            (0.0, 2.0, (|x| x * x - 2.0) as fn(f64) -> f64, std::f64::consts::SQRT_2),
            (2.0, 0.0, |x| 2.0 - x * x, std::f64::consts::SQRT_2),
            (-1.0, 4.0, |x: f64| x.powi(9), 0.0),
            (0.0, 1.0, |x: f64| x.cos() - x, 0.739_085_133_215_160_6),
            (0.0, 1e6, |x: f64| (x - 3.0).atan(), 3.0),
        ] {
            let found = root(search(low, high), |x| Ok(f(x))).unwrap();
            // x⁹ underflows near its root, which then is as wide as the smallest number's ninth
            // root.
            let allowed = if expected == 0.0 { 1e-35 } else { 4.0 * f64::EPSILON * expected };
            assert!((found.x - expected).abs() <= allowed, "{found:?}, expected {expected}");
        }
    }

    #[test]
    fn interpolation_needs_far_fewer_evaluations_than_bisection() {
        let found = root(search(0.0, 1.0), |x| Ok(x.exp() - 2.0)).unwrap();
        assert!(found.evaluations <= 12, "{found:?}");
    }

    #[test]
    fn an_end_that_is_a_root_is_returned() {
        assert_eq!(root(search(0.0, 1.0), Ok).unwrap().x, 0.0);
        assert_eq!(root(search(-1.0, 0.0), Ok).unwrap().x, 0.0);
    }

    #[test]
    fn fails_with_the_reason() {
        assert!(matches!(root(search(1.0, 2.0), Ok), Err(Error::RootNotBracketed { .. })));
        assert!(matches!(root(search(-1.0, f64::NAN), Ok), Err(Error::OutsideDomain { .. })));
        let invalid = RootSearch { tolerance: f64::NAN, ..search(-1.0, 2.0) };
        assert!(matches!(root(invalid, Ok), Err(Error::OutsideDomain { .. })));
        assert!(matches!(root(search(-1.0, 2.0), |x| Ok(x.sqrt())), Err(Error::NotFinite { .. })));
        // A pole changes sign too, but the value there never comes near zero.
        let pole = RootSearch { max_evaluations: 60, ..search(-1.0, 2.0) };
        assert!(matches!(root(pole, |x| Ok(1.0 / x)), Err(Error::NotConverged { .. })));
        let limited = RootSearch { max_evaluations: 4, ..search(0.0, 2.0) };
        assert!(matches!(root(limited, |x| Ok(x * x - 2.0)), Err(Error::NotConverged { iterations: 4, .. })));
    }
}
