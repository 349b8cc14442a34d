//! A top in a bracket: the parabola through what is known, and Brent's search.

use super::Maximum;
use crate::error::{Error, Result};

/// (√5 − 1)/2 squared: where golden section puts its point, from the near end.
const GOLDEN: f64 = 0.381_966_011_250_105_1;

/// A top in a bracket.
pub(super) struct Peak {
    pub(super) ends: (f64, f64),
    /// The best point so far.
    pub(super) x: f64,
    pub(super) fx: f64,
    /// Both ends with their values, where they are known.
    pub(super) others: Option<[(f64, f64); 2]>,
    pub(super) evaluations: usize,
}

impl Peak {
    /// The top of the parabola through the best point and both ends, if it has one between them.
    pub(super) fn parabola(&self) -> Option<Maximum> {
        let [(w, fw), (v, fv)] = self.others?;
        let (to_w, to_v) = (w - self.x, v - self.x);
        let (rise_w, rise_v) = ((fw - self.fx) / to_w, (fv - self.fx) / to_v);
        let bend = (rise_w - rise_v) / (w - v);
        let slope = rise_w - bend * to_w;
        let step = -0.5 * slope / bend;
        let (x, value) = (self.x + step, self.fx - bend * step * step);
        // Where the three hardly differ, rounding has it anywhere.
        let is_inside = x >= self.ends.0 && x <= self.ends.1 && value.is_finite();
        (bend < 0.0 && is_inside).then_some(Maximum { x, value, evaluations: self.evaluations })
    }

    /// Brent's search.
    pub(super) fn climb(
        self,
        tolerance: f64,
        gain: f64,
        max_evaluations: usize,
        mut finite: impl FnMut(f64) -> Result<f64>,
    ) -> Result<Maximum> {
        let Self { ends: (mut low, mut high), mut x, mut fx, others, mut evaluations } = self;
        let limit = evaluations.saturating_add(max_evaluations);
        // x is the best point so far, w the second best, v the one before w.
        let ((mut w, mut fw), (mut v, mut fv)) = match others {
            Some([one, other]) if one.1 >= other.1 => (one, other),
            Some([one, other]) => (other, one),
            None => ((x, fx), (x, fx)),
        };
        let (mut step, mut step_before) =
            if others.is_some() { (high - low, high - low) } else { (0.0, 0.0) };
        let mut is_refined = false;
        loop {
            let middle = 0.5 * (low + high);
            let fit_tolerance = tolerance + f64::EPSILON.sqrt() * x.abs();
            // Written so that NaN ends the search too.
            if !((x - middle).abs() > 2.0 * fit_tolerance - 0.5 * (high - low)) {
                return Ok(Maximum { x, value: fx, evaluations });
            }
            if evaluations >= limit {
                return Err(Error::NotConverged {
                    iteration: "search for a maximum",
                    iterations: evaluations,
                    x,
                    residual: high - low,
                });
            }
            // The parabola through x, w and v is trusted if its top is inside and steps shrink; else golden section.
            let r = (x - w) * (fx - fv);
            let q0 = (x - v) * (fx - fw);
            let p0 = (x - v) * q0 - (x - w) * r;
            let q2 = 2.0 * (q0 - r);
            let (p, q) = if q2 > 0.0 { (-p0, q2) } else { (p0, -q2) };
            let parabolic = step_before.abs() > fit_tolerance
                && p.abs() < (0.5 * q * step_before).abs()
                && p > q * (low - x)
                && p < q * (high - x);
            if parabolic {
                (step_before, step) = (step, p / q);
                let bend = ((fw - fx) / (w - x) - (fv - fx) / (v - x)) / (w - v);
                // One parabola alone, through points far apart, promises little more where the hump is lopsided.
                if is_refined && -bend * step * step < gain * fx.abs() {
                    return Ok(Maximum { x, value: fx, evaluations });
                }
                if x + step - low < 2.0 * fit_tolerance || high - (x + step) < 2.0 * fit_tolerance {
                    step = if x < middle { fit_tolerance } else { -fit_tolerance };
                }
            } else {
                step_before = if x < middle { high - x } else { low - x };
                step = GOLDEN * step_before;
            }
            is_refined = parabolic;
            let ahead = x + if step.abs() >= fit_tolerance { step } else { fit_tolerance.copysign(step) };
            // Where the interval is hardly longer than a rounding, a step leads out of it.
            let u = ahead.max(low).min(high);
            let fu = finite(u)?;
            evaluations += 1;
            if fu >= fx {
                if u < x {
                    high = x
                } else {
                    low = x
                }
                (v, fv) = (w, fw);
                (w, fw) = (x, fx);
                (x, fx) = (u, fu);
            } else {
                if u < x {
                    low = u
                } else {
                    high = u
                }
                if fu >= fw || w == x {
                    (v, fv) = (w, fw);
                    (w, fw) = (u, fu);
                } else if fu >= fv || v == x || v == w {
                    (v, fv) = (u, fu);
                }
            }
        }
    }
}
