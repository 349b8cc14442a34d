//! The local maximum near a guess: steps uphill until the function falls, then Brent's method.

use super::brent::{Maximum, MaximumBracket, Sample};
use super::interval::check_interval;
use crate::error::Result;
use crate::error::check::{finite_at, positive, within};

/// The guess, the interval and the tolerances of a search for a local maximum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalSearch {
    /// The guess of the place of the maximum.
    pub start: f64,
    /// The approximate error of the guess; the length of the first step uphill.
    pub step: f64,
    /// The lower end of the interval that the search stays in.
    pub low: f64,
    /// The upper end of the interval that the search stays in.
    pub high: f64,
    /// The absolute tolerance of the place of the maximum, as in
    /// [`MaximumSearch`](super::MaximumSearch).
    pub tolerance: f64,
    /// The relative tolerance of the maximum's value.
    ///
    /// The search also ends once the parabola through the three best points predicts a gain below
    /// this fraction of the best value. It ends at the first three points that bracket the maximum
    /// if they lie within two and a half steps and their parabola predicts a gain below eight times
    /// this fraction; the result is then the maximum of the parabola, whose value is right to about
    /// this fraction.
    pub value_tolerance: f64,
    /// The maximum number of evaluations.
    pub max_evaluations: usize,
}

/// The largest width, in steps, of a bracket whose parabola is trusted: see
/// [`LocalSearch::value_tolerance`]. Over a bracket this narrow, the asymmetry of the function adds
/// a small part of what the parabola adds.
const NARROW_BRACKET_STEPS: f64 = 2.5 + 1e-9;
/// The largest predicted gain, in value tolerances, of a parabola that is trusted at once.
const NARROW_BRACKET_GAIN: f64 = 8.0;

/// Finds the local maximum of `f` near a guess: steps uphill from the guess, each step half again
/// as long as the one before, until `f` falls, then runs Brent's method in the bracket.
///
/// # Errors
///
/// The errors of [`maximum`](super::maximum()).
pub fn local_maximum(search: LocalSearch, mut f: impl FnMut(f64) -> Result<f64>) -> Result<Maximum> {
    let LocalSearch { start, step, low, high, tolerance, value_tolerance, .. } = search;
    check_interval(low, high, tolerance)?;
    within(start >= low && start <= high, "the start of a search", start, "within its interval")?;
    positive("the step of a search", step)?;
    let quantity = "the value tolerance of a search";
    within(value_tolerance >= 0.0, quantity, value_tolerance, "zero or more")?;
    let mut uphill = Uphill::new(search);
    while let Some(x) = uphill.asked() {
        uphill.tell(finite_at(x, f(x)?)?);
    }
    uphill.settle(f)
}

/// The first part of a search for a local maximum, which asks for the function's values: steps
/// uphill from the start until the function falls.
#[derive(Debug, Clone)]
pub(crate) struct Uphill {
    search: LocalSearch,
    asked: Option<f64>,
    /// The last point but one of those uphill, once there is one.
    behind: Option<Sample>,
    best: Option<Sample>,
    ahead: Option<Sample>,
    stride: f64,
    evaluations: usize,
}

impl Uphill {
    /// Returns a search that asks for its start.
    pub(crate) fn new(search: LocalSearch) -> Self {
        let asked = Some(search.start);
        Self { search, asked, behind: None, best: None, ahead: None, stride: 0.0, evaluations: 0 }
    }

    /// Returns where the search asks for the value; none where it has ended.
    pub(crate) fn asked(&self) -> Option<f64> {
        self.asked
    }

    /// Tells the search the value, which is finite, where it asked for it.
    pub(crate) fn tell(&mut self, value: f64) {
        let LocalSearch { step, low, high, max_evaluations, .. } = self.search;
        let Some(x) = self.asked.take() else { return };
        self.evaluations += 1;
        let now = Sample { x, value };
        let Some(best) = self.best else {
            self.best = Some(now);
            let ahead = (x + step).min(high);
            self.asked = Some(if ahead == x { (x - step).max(low) } else { ahead });
            return;
        };
        if self.behind.is_none() {
            let (best, behind) = if value > best.value { (now, best) } else { (best, now) };
            (self.best, self.behind) = (Some(best), Some(behind));
            // From `behind` past `best` and onwards.
            self.stride = best.x - behind.x;
        } else {
            self.ahead = Some(now);
            if value <= best.value || self.evaluations >= max_evaluations {
                return;
            }
            (self.behind, self.best, self.ahead) = (Some(best), Some(now), None);
            self.stride *= 1.5;
        }
        let best = self.best.map_or(x, |best| best.x);
        let ahead = (best + self.stride).clamp(low, high);
        self.asked = (ahead != best).then_some(ahead);
    }

    /// Returns the bracket of the last three points.
    fn bracket(&self) -> MaximumBracket {
        let none = Sample { x: self.search.start, value: f64::NAN };
        let best = self.best.unwrap_or(none);
        let behind = self.behind.unwrap_or(best);
        let ahead = self.ahead.unwrap_or(best);
        MaximumBracket {
            low: behind.x.min(ahead.x),
            high: behind.x.max(ahead.x),
            best,
            ends: (ahead.x != best.x).then_some([ahead, behind]),
            evaluations: self.evaluations,
        }
    }

    /// Returns the second derivative of the function about the best point; none where the last
    /// three points do not bracket a maximum.
    pub(crate) fn second_derivative(&self) -> Option<f64> {
        self.bracket().second_derivative()
    }

    /// Finds the maximum, by Brent's method where the points uphill do not show it.
    ///
    /// # Errors
    ///
    /// The errors of [`maximum`](super::maximum()).
    pub(crate) fn settle(self, mut f: impl FnMut(f64) -> Result<f64>) -> Result<Maximum> {
        let LocalSearch { step, tolerance, value_tolerance, max_evaluations, .. } = self.search;
        let bracket = self.bracket();
        if let (Some(maximum), Some([ahead, behind])) = (bracket.parabolic_maximum(), bracket.ends) {
            let is_narrow = (ahead.x - behind.x).abs() <= NARROW_BRACKET_STEPS * step;
            let best = bracket.best.value;
            if is_narrow && maximum.value - best < NARROW_BRACKET_GAIN * value_tolerance * best.abs() {
                return Ok(maximum);
            }
        }
        let evaluations_left = max_evaluations.saturating_sub(bracket.evaluations);
        bracket.brent(tolerance, value_tolerance, evaluations_left, |x| finite_at(x, f(x)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn finds_the_maximum_from_a_guess() {
        let search = |start, step| LocalSearch {
            start,
            step,
            low: -3.0,
            high: 4.0,
            tolerance: 1e-9,
            value_tolerance: 0.0,
            max_evaluations: 100,
        };
        for start in [-3.0, -0.4, 0.5, 1.25, 2.0, 4.0] {
            for step in [0.01, 0.3, 10.0] {
                let found =
                    local_maximum(search(start, step), |x| Ok((-(x - 1.25) * (x - 1.25)).exp())).unwrap();
                assert!((found.x - 1.25).abs() < 1e-7, "{start} {step} {found:?}");
                let end = local_maximum(search(start, step), Ok).unwrap();
                assert!((end.x - 4.0).abs() < 1e-7, "{start} {step} {end:?}");
                let flat = local_maximum(search(start, step), |_| Ok(1.0)).unwrap();
                assert!(flat.evaluations < 100);
            }
        }
        // A loose tolerance of the value costs few evaluations.
        let rough = LocalSearch { value_tolerance: 1e-4, tolerance: 1e-3, ..search(1.1, 0.25) };
        let found = local_maximum(rough, |x: f64| Ok(1.0 / (1.0 + (x - 1.25) * (x - 1.25)))).unwrap();
        assert!(found.evaluations <= 5 && found.value > 1.0 - 1e-4, "{found:?}");
        // Three points close around the maximum are enough, even of an asymmetric function; three
        // far apart are not.
        let asymmetric = |x: f64| Ok(1.0 - 0.3 * (x - 1.25).powi(2) + 0.2 * (x - 1.25).powi(3));
        for start in [1.2, 1.23, 1.25] {
            let found =
                local_maximum(LocalSearch { value_tolerance: 1e-4, ..search(start, 0.1) }, asymmetric)
                    .unwrap();
            assert!(found.evaluations == 3 && (found.value - 1.0).abs() < 1e-4, "{start} {found:?}");
            let far = local_maximum(LocalSearch { value_tolerance: 1e-4, ..search(start, 0.8) }, asymmetric)
                .unwrap();
            assert!(far.evaluations > 3 && (far.value - 1.0).abs() < 1e-4, "{start} {far:?}");
        }
        for bad in [search(f64::NAN, 0.1), search(0.0, f64::NAN), search(0.0, 0.0), search(5.0, 0.1)] {
            assert!(matches!(local_maximum(bad, Ok), Err(Error::OutsideDomain { .. })), "{bad:?}");
        }
        assert!(matches!(local_maximum(search(0.0, 0.1), |_| Ok(f64::NAN)), Err(Error::NotFinite { .. })));
    }

    /// Neither the place of a maximum nor the unit of x changes the number of evaluations.
    #[test]
    fn a_maximum_costs_the_same_at_every_place_and_scale() {
        let cubic = |x: f64| Ok(-x * x * (1.0 - x / 8.0));
        let search = |start: f64, centre: f64, scale: f64, tolerance: f64| LocalSearch {
            start: centre + scale * start,
            step: 0.25 * scale,
            low: centre - 4.0 * scale,
            high: centre + 4.0 * scale,
            tolerance,
            value_tolerance: 0.0,
            max_evaluations: 100,
        };
        for start in (-15..=15).map(|sixteenths| f64::from(sixteenths) / 16.0) {
            let costs = [-64.0, -8.0, 0.0, 0.25, 8.0].map(|centre| {
                let found = local_maximum(search(start, centre, 1.0, 1e-3), |x| cubic(x - centre));
                found.unwrap().evaluations
            });
            assert_eq!(costs, [costs[0]; 5], "from {start}");
            let [small, large] = [-40, 40].map(|power| {
                let scale = 2_f64.powi(power);
                let found =
                    local_maximum(search(start, 0.0, scale, 0.0), |x| cubic(x / scale - 0.75)).unwrap();
                (found.x / scale, found.evaluations)
            });
            assert_eq!(small, large, "from {start}");
        }
    }
}
