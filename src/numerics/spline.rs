//! A smooth curve through points.

use crate::error::{Error, Result};

/// The natural cubic spline through given points: twice continuously differentiable, without curvature at its ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Spline {
    knots: Vec<Knot>,
}

/// A point and the curve's second derivative there.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Knot {
    x: f64,
    y: f64,
    curvature: f64,
}

impl Spline {
    /// The spline through points of rising x.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] for fewer than two points, an x that does not rise, or a number that is not finite.
    pub fn through(points: &[(f64, f64)]) -> Result<Self> {
        if points.len() < 2 {
            return Err(Error::OutsideDomain {
                quantity: "the number of points of a spline",
                value: points.len() as f64,
                allowed: "two or more",
            });
        }
        for pair in points.windows(2) {
            if let [(x0, y0), (x1, y1)] = pair
                && !(x1 > x0 && x0.is_finite() && x1.is_finite() && y0.is_finite() && y1.is_finite())
            {
                return Err(Error::OutsideDomain {
                    quantity: "an abscissa of a spline",
                    value: *x1,
                    allowed: "greater than the one before it, and all points finite",
                });
            }
        }
        Ok(Self::through_rising(points))
    }

    /// The spline through points that are known to be finite, two or more, and of rising x.
    pub(crate) fn through_rising(points: &[(f64, f64)]) -> Self {
        Self { knots: curvatures(points) }
    }

    /// The curve's value; beyond the ends, along its tangent there.
    pub fn at(&self, x: f64) -> f64 {
        let above = self.knots.partition_point(|knot| knot.x < x).clamp(1, self.knots.len() - 1);
        let (Some(low), Some(high)) = (self.knots.get(above - 1), self.knots.get(above)) else {
            return f64::NAN; // a spline has two knots
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

/// Second derivatives that make the slopes meet: a tridiagonal system, solved downward and back (Thomas).
fn curvatures(points: &[(f64, f64)]) -> Vec<Knot> {
    // Each row is curvature + factor · next curvature = rest.
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
            // Fourth order inside (0.15⁴/384 = 1.3e-6); at the end sin has a curvature that a natural spline lacks.
            let allowed = if x < 2.0 { 2e-6 } else { 4e-4 };
            assert!((spline.at(x) - x.sin()).abs() < allowed, "{x}");
        }
    }

    #[test]
    fn refuses_points_that_make_no_curve() {
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
