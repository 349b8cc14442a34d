//! Interpolation by a natural cubic spline.

use crate::error::Result;
use crate::error::check::within;

/// The natural cubic spline through given points: twice continuously differentiable, with zero
/// second derivative at both ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Spline {
    knots: Vec<Knot>,
}

/// A point of the spline and the second derivative there.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Knot {
    x: f64,
    y: f64,
    curvature: f64,
}

impl Spline {
    /// Computes the spline through points of rising x.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain) for fewer than two points, for x that
    /// do not rise, and for a number that is not finite.
    pub fn through(points: &[(f64, f64)]) -> Result<Self> {
        let count = points.len();
        within(count >= 2, "the number of points of a spline", count as f64, "two or more")?;
        for pair in points.windows(2) {
            let [(x0, y0), (x1, y1)] = *pair else { continue };
            let is_finite = x0.is_finite() && x1.is_finite() && y0.is_finite() && y1.is_finite();
            let allowed = "greater than the one before it, and all points finite";
            within(x1 > x0 && is_finite, "an abscissa of a spline", x1, allowed)?;
        }
        Ok(Self::through_rising(points))
    }

    /// Computes the spline through two or more points that are known to be finite and of rising x.
    pub(crate) fn through_rising(points: &[(f64, f64)]) -> Self {
        Self { knots: curvatures(points) }
    }

    /// Computes the value of the spline at `x`; beyond the ends, the value of the tangent at the
    /// nearer end.
    #[must_use]
    pub fn at(&self, x: f64) -> f64 {
        let above = self.knots.partition_point(|knot| knot.x < x).clamp(1, self.knots.len() - 1);
        let (Some(low), Some(high)) = (self.knots.get(above - 1), self.knots.get(above)) else {
            return f64::NAN; // Never reached: a spline has two knots.
        };
        let width = high.x - low.x;
        let slope = (high.y - low.y) / width;
        if x < low.x {
            return low.y + (x - low.x) * (slope - width / 6.0 * high.curvature);
        }
        if x > high.x {
            return high.y + (x - high.x) * (slope + width / 6.0 * low.curvature);
        }
        let (a, b) = ((high.x - x) / width, (x - low.x) / width);
        a * low.y
            + b * high.y
            + ((a * a - 1.0) * a * low.curvature + (b * b - 1.0) * b * high.curvature) * width * width / 6.0
    }
}

/// Computes the second derivatives that make the slopes continuous: a tridiagonal system, solved by
/// the Thomas algorithm.
fn curvatures(points: &[(f64, f64)]) -> Vec<Knot> {
    // A row (factor, rest) stands for curvature + factor · next curvature = rest.
    let mut rows = vec![(0.0, 0.0)];
    for triple in points.windows(3) {
        if let ([(x0, y0), (x1, y1), (x2, y2)], Some((factor, rest))) = (triple, rows.last().copied()) {
            let (left, right) = (x1 - x0, x2 - x1);
            let bend = 6.0 * ((y2 - y1) / right - (y1 - y0) / left);
            let pivot = 2.0 * (left + right) - left * factor;
            rows.push((right / pivot, (bend - left * rest) / pivot));
        }
    }
    rows.push((0.0, 0.0));
    let mut next = 0.0;
    let mut knots: Vec<Knot> = points
        .iter()
        .zip(rows)
        .rev()
        .map(|(&(x, y), (factor, rest))| {
            next = rest - factor * next;
            Knot { x, y, curvature: next }
        })
        .collect();
    knots.reverse();
    knots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn passes_through_its_points_and_is_smooth() {
        let points = [(0.0, 1.0), (1.0, 3.0), (1.5, 2.0), (4.0, 2.0), (5.0, -1.0)];
        let spline = Spline::through(&points).unwrap();
        for (x, y) in points {
            assert!((spline.at(x) - y).abs() < 1e-15);
        }
        for (x, _) in points {
            let h = 1e-4;
            let slopes = [(spline.at(x) - spline.at(x - h)) / h, (spline.at(x + h) - spline.at(x)) / h];
            // A second derivative of up to ten, over a step of 1e-4.
            assert!((slopes[0] - slopes[1]).abs() < 2e-3, "{x}: {slopes:?}");
        }
        // Beyond the ends, a straight line.
        let bend = |x: f64| spline.at(x - 1.0) - 2.0 * spline.at(x) + spline.at(x + 1.0);
        assert!(bend(-2.0).abs() < 1e-12 && bend(8.0).abs() < 1e-12);
    }

    #[test]
    fn follows_a_smooth_function() {
        let points: Vec<_> = (0..=20).map(|i| 0.15 * f64::from(i)).map(|x| (x, x.sin())).collect();
        let spline = Spline::through(&points).unwrap();
        for i in 0..=300 {
            let x = 0.01 * f64::from(i);
            // Fourth order inside (0.15⁴/384 = 1.3e-6); at the end sin has a curvature that a
            // natural spline lacks.
            let allowed = if x < 2.0 { 2e-6 } else { 4e-4 };
            assert!((spline.at(x) - x.sin()).abs() < allowed, "{x}");
        }
    }

    #[test]
    fn refuses_invalid_points() {
        for points in [
            &[(0.0, 1.0)][..],
            &[(0.0, 1.0), (0.0, 2.0)],
            &[(1.0, 1.0), (0.0, 2.0)],
            &[(0.0, f64::NAN), (1.0, 2.0)],
            &[(0.0, 1.0), (f64::INFINITY, 2.0)],
        ] {
            assert!(matches!(Spline::through(points), Err(Error::OutsideDomain { .. })), "{points:?}");
        }
    }
}
