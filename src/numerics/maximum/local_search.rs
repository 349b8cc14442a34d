//! The top of the hump that a guess lies on.

use super::brent::Peak;
use super::{Maximum, check};
use crate::error::check::finite_at;
use crate::error::{Error, Result};

/// Where to begin and how closely to end a search for a maximum that is nearby.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalSearch {
    /// The guess.
    pub start: f64,
    /// How far off it may be, about.
    pub step: f64,
    /// Lower end of what is allowed.
    pub low: f64,
    /// Upper end of what is allowed.
    pub high: f64,
    /// As in [`MaximumSearch`](super::MaximumSearch).
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
/// As [`maximum`](super::maximum()).
pub fn local_maximum(search: LocalSearch, mut f: impl FnMut(f64) -> Result<f64>) -> Result<Maximum> {
    let mut finite = |x: f64| finite_at(x, f(x)?);
    let LocalSearch { start, step, low, high, tolerance, gain, max_evaluations } = search;
    check(low, high, tolerance)?;
    for (quantity, value, is_allowed, allowed) in [
        ("the start of a search", start, start >= low && start <= high, "within its interval"),
        ("the step of a search", step, step > 0.0 && step.is_finite(), "finite and above zero"),
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

/// See [`LocalSearch::gain`]: what a lopsided hump adds to its parabola over so few steps is a small part of what the parabola adds.
const NARROW_STEPS: f64 = 2.5 + 1e-9;
const NARROW_GAINS: f64 = 8.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn climbs_from_a_guess() {
        let near = |start, step| LocalSearch {
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
                    local_maximum(near(start, step), |x| Ok((-(x - 1.25) * (x - 1.25)).exp())).unwrap();
                assert!((found.x - 1.25).abs() < 1e-7, "{start} {step} {found:?}");
                let end = local_maximum(near(start, step), Ok).unwrap();
                assert!((end.x - 4.0).abs() < 1e-7, "{start} {step} {end:?}");
                let flat = local_maximum(near(start, step), |_| Ok(1.0)).unwrap();
                assert!(flat.evaluations < 100);
            }
        }
        // A share of the value is enough: a few evaluations.
        let rough = LocalSearch { gain: 1e-4, tolerance: 1e-3, ..near(1.1, 0.25) };
        let found = local_maximum(rough, |x: f64| Ok(1.0 / (1.0 + (x - 1.25) * (x - 1.25)))).unwrap();
        assert!(found.evaluations <= 5 && found.value > 1.0 - 1e-4, "{found:?}");
        // Three points close around the top are enough, even of a lopsided hump; three far apart are not.
        let lopsided = |x: f64| Ok(1.0 - 0.3 * (x - 1.25).powi(2) + 0.2 * (x - 1.25).powi(3));
        for start in [1.2, 1.23, 1.25] {
            let found = local_maximum(LocalSearch { gain: 1e-4, ..near(start, 0.1) }, lopsided).unwrap();
            assert!(found.evaluations == 3 && (found.value - 1.0).abs() < 1e-4, "{start} {found:?}");
            let wide = local_maximum(LocalSearch { gain: 1e-4, ..near(start, 0.8) }, lopsided).unwrap();
            assert!(wide.evaluations > 3 && (wide.value - 1.0).abs() < 1e-4, "{start} {wide:?}");
        }
        for bad in [near(f64::NAN, 0.1), near(0.0, f64::NAN), near(0.0, 0.0), near(5.0, 0.1)] {
            assert!(matches!(local_maximum(bad, Ok), Err(Error::OutsideDomain { .. })), "{bad:?}");
        }
        assert!(matches!(local_maximum(near(0.0, 0.1), |_| Ok(f64::NAN)), Err(Error::NotFinite { .. })));
    }

    /// Neither the place of a hump nor the unit it is measured in makes it harder to find.
    #[test]
    fn a_hump_costs_the_same_wherever_it_lies_and_however_wide_it_is() {
        let hump = |x: f64| Ok(-x * x * (1.0 - x / 8.0));
        let near = |start: f64, centre: f64, scale: f64, tolerance: f64| LocalSearch {
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
                let found = local_maximum(near(start, centre, 1.0, 1e-3), |x| hump(x - centre));
                found.unwrap().evaluations
            });
            assert_eq!(costs, [costs[0]; 5], "from {start}");
            let [small, large] = [-40, 40].map(|power| {
                let scale = 2_f64.powi(power);
                let found = local_maximum(near(start, 0.0, scale, 0.0), |x| hump(x / scale - 0.75)).unwrap();
                (found.x / scale, found.evaluations)
            });
            assert_eq!(small, large, "from {start}");
        }
    }
}
