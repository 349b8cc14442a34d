//! A bracket of a local maximum, the parabolic step in it, and Brent's method.

use crate::error::{Error, Result};

/// The place and the value of a maximum, and the number of evaluations that it took.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Maximum {
    /// The place at which the function is greatest.
    pub x: f64,
    /// The value of the function at `x`.
    pub value: f64,
    /// The number of evaluations of the function.
    pub evaluations: usize,
}

/// A place and the function's value there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    pub(super) x: f64,
    pub(super) value: f64,
}

/// A bracket of a local maximum: an interval with the best point so far inside it.
pub(super) struct MaximumBracket {
    /// The lower end.
    pub(super) low: f64,
    /// The upper end.
    pub(super) high: f64,
    /// The best point so far.
    pub(super) best: Sample,
    /// Both ends with their values, if the values are known.
    pub(super) ends: Option<[Sample; 2]>,
    /// The number of evaluations so far.
    pub(super) evaluations: usize,
}

/// The fraction of the longer part of the bracket, from the best point, at which golden section
/// evaluates: ((√5 − 1)/2)².
const GOLDEN: f64 = 0.381_966_011_250_105_1;

impl MaximumBracket {
    /// Returns the maximum of the parabola through the best point and both ends, if it lies inside
    /// the bracket.
    pub(super) fn parabolic_maximum(&self) -> Option<Maximum> {
        let Sample { x: best_x, value: best_value } = self.best;
        let [slope, curvature] = self.parabola()?;
        let step = -0.5 * slope / curvature;
        let (x, value) = (best_x + step, best_value - curvature * step * step);
        // Where the three values hardly differ, rounding can put the maximum anywhere.
        let is_inside = x >= self.low && x <= self.high && value.is_finite();
        (curvature < 0.0 && is_inside).then_some(Maximum { x, value, evaluations: self.evaluations })
    }

    /// Returns the slope at the best point of the parabola through it and both ends, and the
    /// coefficient of its square.
    fn parabola(&self) -> Option<[f64; 2]> {
        let Sample { x: best_x, value: best_value } = self.best;
        let [Sample { x: w, value: fw }, Sample { x: v, value: fv }] = self.ends?;
        let (to_w, to_v) = (w - best_x, v - best_x);
        let (slope_to_w, slope_to_v) = ((fw - best_value) / to_w, (fv - best_value) / to_v);
        let curvature = (slope_to_w - slope_to_v) / (w - v);
        Some([slope_to_w - curvature * to_w, curvature])
    }

    /// Returns the second derivative of that parabola, which is negative; none where it has no
    /// maximum.
    pub(super) fn second_derivative(&self) -> Option<f64> {
        let [_, curvature] = self.parabola()?;
        (curvature < 0.0).then_some(2.0 * curvature)
    }

    /// Finds the maximum in the bracket by Brent's method.
    ///
    /// Ends when `x` is known to `tolerance`, or, after a first parabolic step, when the next one
    /// is predicted to raise the value by less than the fraction `value_tolerance` of it.
    pub(super) fn brent(
        self,
        tolerance: f64,
        value_tolerance: f64,
        max_evaluations: usize,
        mut finite: impl FnMut(f64) -> Result<f64>,
    ) -> Result<Maximum> {
        let limit = self.evaluations.saturating_add(max_evaluations);
        let mut search = BrentSearch::new(self);
        loop {
            let x_tolerance = tolerance + f64::EPSILON.sqrt() * search.x.abs();
            if search.is_converged(x_tolerance) {
                return Ok(search.best());
            }
            if search.evaluations >= limit {
                return Err(Error::NotConverged {
                    iteration: "search for a maximum",
                    iterations: search.evaluations,
                    x: search.x,
                    residual: search.high - search.low,
                });
            }
            let Some(u) = search.next_point(x_tolerance, value_tolerance) else {
                return Ok(search.best());
            };
            let fu = finite(u)?;
            search.evaluations += 1;
            search.insert(u, fu);
        }
    }
}

/// The state of Brent's method, in Brent's own symbols: `x` is the best point so far, `w` the
/// second best, `v` the previous `w`.
struct BrentSearch {
    low: f64,
    high: f64,
    x: f64,
    fx: f64,
    w: f64,
    fw: f64,
    v: f64,
    fv: f64,
    step: f64,
    /// The step before the last.
    step_before: f64,
    /// Whether the last step was parabolic.
    was_parabolic: bool,
    evaluations: usize,
}

impl BrentSearch {
    #[inline]
    fn new(bracket: MaximumBracket) -> Self {
        let MaximumBracket { low, high, best, ends, evaluations } = bracket;
        let (w, v) = match ends {
            Some([one, other]) if one.value >= other.value => (one, other),
            Some([one, other]) => (other, one),
            None => (best, best),
        };
        let step = if ends.is_some() { high - low } else { 0.0 };
        Self {
            low,
            high,
            x: best.x,
            fx: best.value,
            w: w.x,
            fw: w.value,
            v: v.x,
            fv: v.value,
            step,
            step_before: step,
            was_parabolic: false,
            evaluations,
        }
    }

    /// Returns the best point so far.
    #[inline]
    fn best(&self) -> Maximum {
        Maximum { x: self.x, value: self.fx, evaluations: self.evaluations }
    }

    /// Checks whether the bracket is no longer than the tolerance of `x` asks.
    #[inline]
    fn is_converged(&self, x_tolerance: f64) -> bool {
        let Self { low, high, x, .. } = *self;
        let middle = 0.5 * (low + high);
        // Written so that NaN ends the search too.
        !((x - middle).abs() > 2.0 * x_tolerance - 0.5 * (high - low))
    }

    /// Computes where to evaluate next: at the maximum of the parabola through x, w and v if that
    /// is to be trusted, else by golden section. Returns nothing if the parabola predicts a gain
    /// below the value tolerance.
    #[inline]
    fn next_point(&mut self, x_tolerance: f64, value_tolerance: f64) -> Option<f64> {
        let Self { low, high, x, fx, w, fw, v, fv, .. } = *self;
        let middle = 0.5 * (low + high);
        // The parabola is trusted if its maximum is inside the bracket and the steps shrink.
        let r = (x - w) * (fx - fv);
        let q0 = (x - v) * (fx - fw);
        let p0 = (x - v) * q0 - (x - w) * r;
        let q2 = 2.0 * (q0 - r);
        let (p, q) = if q2 > 0.0 { (-p0, q2) } else { (p0, -q2) };
        let is_parabolic = self.step_before.abs() > x_tolerance
            && p.abs() < (0.5 * q * self.step_before).abs()
            && p > q * (low - x)
            && p < q * (high - x);
        if is_parabolic {
            (self.step_before, self.step) = (self.step, p / q);
            let step = self.step;
            let curvature = ((fw - fx) / (w - x) - (fv - fx) / (v - x)) / (w - v);
            // A first parabola through points far apart predicts too small a gain where the maximum
            // is asymmetric.
            if self.was_parabolic && -curvature * step * step < value_tolerance * fx.abs() {
                return None;
            }
            if x + step - low < 2.0 * x_tolerance || high - (x + step) < 2.0 * x_tolerance {
                self.step = if x < middle { x_tolerance } else { -x_tolerance };
            }
        } else {
            self.step_before = if x < middle { high - x } else { low - x };
            self.step = GOLDEN * self.step_before;
        }
        self.was_parabolic = is_parabolic;
        let step = self.step;
        let ahead = x + if step.abs() >= x_tolerance { step } else { x_tolerance.copysign(step) };
        // Where the bracket is hardly longer than a rounding, a step can lead out of it.
        Some(ahead.max(low).min(high))
    }

    /// Takes the value `fu` at `u` into the bracket and into the three best points.
    #[inline]
    fn insert(&mut self, u: f64, fu: f64) {
        if fu >= self.fx {
            if u < self.x {
                self.high = self.x;
            } else {
                self.low = self.x;
            }
            (self.v, self.fv) = (self.w, self.fw);
            (self.w, self.fw) = (self.x, self.fx);
            (self.x, self.fx) = (u, fu);
        } else {
            if u < self.x {
                self.low = u;
            } else {
                self.high = u;
            }
            if fu >= self.fw || self.w == self.x {
                (self.v, self.fv) = (self.w, self.fw);
                (self.w, self.fw) = (u, fu);
            } else if fu >= self.fv || self.v == self.x || self.v == self.w {
                (self.v, self.fv) = (u, fu);
            }
        }
    }
}
