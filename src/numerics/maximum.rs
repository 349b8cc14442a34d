//! The greatest value of a function of one variable.

use crate::error::{Error, Result};

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

/// (√5 − 1)/2 squared: where golden section puts its point, from the near end.
const GOLDEN: f64 = 0.381_966_011_250_105_1;

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
    let mut finite = |x: f64| {
        let value = f(x)?;
        if value.is_finite() { Ok(value) } else { Err(Error::NotFinite { x, value }) }
    };
    let MaximumSearch { low, high, cells, tolerance, max_evaluations } = search;
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

/// Where to begin and how closely to end a search for a maximum that is nearby.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearSearch {
    /// The guess.
    pub start: f64,
    /// How far off it may be, about.
    pub step: f64,
    /// Lower end of what is allowed.
    pub low: f64,
    /// Upper end of what is allowed.
    pub high: f64,
    /// As in [`MaximumSearch`].
    pub tolerance: f64,
    /// The search ends, too, once the parabola through the three best points promises less than this share of the best value more; and
    /// at the first three points around the top, where they lie within two and a half steps and their parabola promises less than
    /// eight such shares: then the answer is the parabola's top, right to about one share.
    pub gain: f64,
    /// Evaluations allowed.
    pub max_evaluations: usize,
}

/// Finds the top of the hump that a guess lies on: from the guess uphill, in steps that grow by half, until it goes down again, then
/// Brent's search between.
///
/// # Errors
///
/// As [`maximum`].
pub fn maximum_near(search: NearSearch, mut f: impl FnMut(f64) -> Result<f64>) -> Result<Maximum> {
    let mut finite = |x: f64| {
        let value = f(x)?;
        if value.is_finite() { Ok(value) } else { Err(Error::NotFinite { x, value }) }
    };
    let NearSearch { start, step, low, high, tolerance, gain, max_evaluations } = search;
    for (quantity, value, is_allowed, allowed) in [
        (
            "the upper end of an interval to search",
            high,
            low < high && (high - low).is_finite(),
            "finite, above a finite lower end, and no infinite way from it",
        ),
        ("the start of a search", start, start >= low && start <= high, "within its interval"),
        ("the step of a search", step, step > 0.0 && step.is_finite(), "finite and above zero"),
        ("the tolerance of a search", tolerance, tolerance >= 0.0, "zero or more"),
        ("the gain of a search", gain, gain >= 0.0, "zero or more"),
    ] {
        if !is_allowed {
            return Err(Error::OutsideDomain { quantity, value, allowed });
        }
    }
    let mut x = start;
    let mut fx = finite(x)?;
    let mut ahead = (start + step).min(high);
    if ahead == x {
        ahead = (start - step).max(low);
    }
    let mut f_ahead = finite(ahead)?;
    let mut evaluations = 2;
    let (mut behind, mut f_behind);
    if f_ahead > fx {
        (behind, f_behind) = (x, fx);
        (x, fx) = (ahead, f_ahead);
    } else {
        (behind, f_behind) = (ahead, f_ahead);
    }
    // From `behind` over `x` onwards, until it goes down.
    let mut stride = x - behind;
    loop {
        ahead = (x + stride).clamp(low, high);
        if ahead == x {
            break;
        }
        f_ahead = finite(ahead)?;
        evaluations += 1;
        if f_ahead <= fx || evaluations >= max_evaluations {
            break;
        }
        (behind, f_behind) = (x, fx);
        (x, fx) = (ahead, f_ahead);
        stride *= 1.5;
    }
    let peak = Peak {
        ends: (behind.min(ahead), behind.max(ahead)),
        x,
        fx,
        others: (ahead != x).then_some([(ahead, f_ahead), (behind, f_behind)]),
        evaluations,
    };
    if let Some(top) = peak.parabola() {
        let is_narrow = (ahead - behind).abs() <= NARROW_STEPS * step;
        if is_narrow && top.value - fx < NARROW_GAINS * gain * fx.abs() {
            return Ok(top);
        }
    }
    peak.climb(tolerance, gain, max_evaluations.saturating_sub(evaluations), finite)
}

/// See [`NearSearch::gain`]: what a lopsided hump adds to its parabola over so few steps is a small part of what the parabola adds.
const NARROW_STEPS: f64 = 2.5 + 1e-9;
const NARROW_GAINS: f64 = 8.0;

/// A top in a bracket.
struct Peak {
    ends: (f64, f64),
    /// The best point so far.
    x: f64,
    fx: f64,
    /// Both ends with their values, where they are known.
    others: Option<[(f64, f64); 2]>,
    evaluations: usize,
}

impl Peak {
    /// The top of the parabola through the best point and both ends, if it is one with a top.
    fn parabola(&self) -> Option<Maximum> {
        let [(w, fw), (v, fv)] = self.others?;
        let (to_w, to_v) = (w - self.x, v - self.x);
        let (rise_w, rise_v) = ((fw - self.fx) / to_w, (fv - self.fx) / to_v);
        let bend = (rise_w - rise_v) / (w - v);
        let slope = rise_w - bend * to_w;
        (bend < 0.0).then(|| {
            let step = -0.5 * slope / bend;
            Maximum { x: self.x + step, value: self.fx - bend * step * step, evaluations: self.evaluations }
        })
    }

    /// Brent's search.
    fn climb(
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
            let closeness = tolerance + f64::EPSILON.sqrt() * x.abs();
            // Written so that NaN ends the search too.
            if !((x - middle).abs() > 2.0 * closeness - 0.5 * (high - low)) {
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
            let parabolic = step_before.abs() > closeness
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
                if x + step - low < 2.0 * closeness || high - (x + step) < 2.0 * closeness {
                    step = if x < middle { closeness } else { -closeness };
                }
            } else {
                step_before = if x < middle { high - x } else { low - x };
                step = GOLDEN * step_before;
            }
            is_refined = parabolic;
            let ahead = x + if step.abs() >= closeness { step } else { closeness.copysign(step) };
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
    fn climbs_from_a_guess() {
        let near = |start, step| NearSearch {
            start,
            step,
            low: -3.0,
            high: 4.0,
            tolerance: 1e-9,
            gain: 0.0,
            max_evaluations: 100,
        };
        for start in [-3.0, -0.4, 0.5, 1.25, 2.0, 4.0] {
            for step in [0.01, 0.3, 10.0] {
                let found =
                    maximum_near(near(start, step), |x| Ok((-(x - 1.25) * (x - 1.25)).exp())).unwrap();
                assert!((found.x - 1.25).abs() < 1e-7, "{start} {step} {found:?}");
                let end = maximum_near(near(start, step), Ok).unwrap();
                assert!((end.x - 4.0).abs() < 1e-7, "{start} {step} {end:?}");
                let flat = maximum_near(near(start, step), |_| Ok(1.0)).unwrap();
                assert!(flat.evaluations < 100);
            }
        }
        // A share of the value is enough: a few evaluations.
        let rough = NearSearch { gain: 1e-4, tolerance: 1e-3, ..near(1.1, 0.25) };
        let found = maximum_near(rough, |x: f64| Ok(1.0 / (1.0 + (x - 1.25) * (x - 1.25)))).unwrap();
        assert!(found.evaluations <= 5 && found.value > 1.0 - 1e-4, "{found:?}");
        // Three points close around the top are enough, even of a lopsided hump; three far apart are not.
        let lopsided = |x: f64| Ok(1.0 - 0.3 * (x - 1.25).powi(2) + 0.2 * (x - 1.25).powi(3));
        for start in [1.2, 1.23, 1.25] {
            let found = maximum_near(NearSearch { gain: 1e-4, ..near(start, 0.1) }, lopsided).unwrap();
            assert!(found.evaluations == 3 && (found.value - 1.0).abs() < 1e-4, "{start} {found:?}");
            let wide = maximum_near(NearSearch { gain: 1e-4, ..near(start, 0.8) }, lopsided).unwrap();
            assert!(wide.evaluations > 3 && (wide.value - 1.0).abs() < 1e-4, "{start} {wide:?}");
        }
        for bad in [near(f64::NAN, 0.1), near(0.0, f64::NAN), near(0.0, 0.0), near(5.0, 0.1)] {
            assert!(matches!(maximum_near(bad, Ok), Err(Error::OutsideDomain { .. })), "{bad:?}");
        }
        assert!(matches!(maximum_near(near(0.0, 0.1), |_| Ok(f64::NAN)), Err(Error::NotFinite { .. })));
    }

    /// Neither the place of a hump nor the unit it is measured in makes it harder to find.
    #[test]
    fn a_hump_costs_the_same_wherever_it_lies_and_however_wide_it_is() {
        let hump = |x: f64| Ok(-x * x * (1.0 - x / 8.0));
        let near = |start: f64, centre: f64, scale: f64, tolerance: f64| NearSearch {
            start: centre + scale * start,
            step: 0.25 * scale,
            low: centre - 4.0 * scale,
            high: centre + 4.0 * scale,
            tolerance,
            gain: 0.0,
            max_evaluations: 100,
        };
        for start in (-15..=15).map(|sixteenths| f64::from(sixteenths) / 16.0) {
            let costs = [-64.0, -8.0, 0.0, 0.25, 8.0].map(|centre| {
                let found = maximum_near(near(start, centre, 1.0, 1e-3), |x| hump(x - centre));
                found.unwrap().evaluations
            });
            assert_eq!(costs, [costs[0]; 5], "from {start}");
            let [small, large] = [-40, 40].map(|power| {
                let scale = 2_f64.powi(power);
                let found = maximum_near(near(start, 0.0, scale, 0.0), |x| hump(x / scale - 0.75)).unwrap();
                (found.x / scale, found.evaluations)
            });
            assert_eq!(small, large, "from {start}");
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
