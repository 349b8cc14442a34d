//! The likelihood of a reported figure.

use crate::observation::{Figures, Observation};
use crate::prior::{Prior, Reporting};
use crate::reported::SiFigure;

/// The scale of the logistic error of a reported top speed, as a share of it: a judgement, for what
/// a source may err and for the altitude at which it takes the speed. The spread of the speed of
/// sound is in the bounds of the figure.
const TOP_SPEED_ERROR: f64 = 0.03;

/// The likelihood of a figure: the probability that its source prints it, as a function of the true
/// value, normalised as a density of that value.
///
/// It is uniform over what the digits and words allow, convolved with a logistic error of the
/// source. The errors of the three figures are taken as independent.
///
/// # Formula
///
/// With F(x) = 1/(1 + exp(−x)), for a figure that allows a to b and an error of scale s, at the
/// true value x:
///
/// ```text
/// [F((x − a)/s) − F((x − b)/s)] / (b − a)
/// ```
///
/// The tails of a logistic error are somewhat heavier than normal ones; gross errors are not
/// modelled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Likelihood {
    pub(super) low: f64,
    pub(super) high: f64,
    /// The scale of the source's logistic error.
    pub(super) scale: f64,
}

impl Likelihood {
    /// Returns the likelihood of a figure whose source has a logistic error of a given scale. A
    /// one-sided bound extends beyond the figure by the prior's share.
    fn new(figure: SiFigure, scale: f64, reporting: &Reporting) -> Self {
        let (low, high) = match (figure.is_one_sided, figure.high) {
            (true, None) => (figure.low, figure.low * (1.0 + reporting.one_sided())),
            (true, Some(high)) => (high * (1.0 - reporting.one_sided()), high),
            (false, high) => (figure.low, high.unwrap_or(figure.low)),
        };
        Self { low, high, scale }
    }

    /// Returns the true value at a point (u, v) of the unit square: u for the uniform part, v for
    /// the logistic error.
    pub(super) fn at(&self, u: f64, v: f64) -> f64 {
        self.low + (self.high - self.low) * u + self.scale * (v / (1.0 - v)).ln()
    }

    /// Returns the density at a value.
    pub(super) fn density(&self, value: f64) -> f64 {
        let width = self.high - self.low;
        let below = (value - self.low) / self.scale;
        if width < 1e-6 * self.scale {
            let half = (0.5 * below.abs()).min(300.0);
            return 0.25 / (half.cosh() * half.cosh()) / self.scale;
        }
        // Both arguments from the nearer end, so that the lower tail does not cancel.
        let above = (self.high - value) / self.scale;
        (logistic(below) - logistic(-above)) / width
    }
}

/// The likelihoods of the reported figures; none for a figure that nobody reported.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReportLikelihood {
    pub(super) apogee: Option<Likelihood>,
    pub(super) ground_range: Option<Likelihood>,
    pub(super) flight_time: Option<Likelihood>,
    pub(super) top_speed: Option<Likelihood>,
    /// Whether the loft is open: its apogee or its ground range was not reported, or is a one-sided
    /// bound.
    pub(super) is_loft_open: bool,
}

impl ReportLikelihood {
    /// Returns the likelihoods of an observation's figures, by how far sources err in the prior.
    pub(super) fn of(observation: &Observation, prior: &Prior) -> Self {
        let reporting = prior.reporting();
        let Figures { apogee_altitude_m, ground_range_m, flight_time_s } = observation.figures();
        let apogee =
            |figure: SiFigure| Likelihood::new(figure, reporting.apogee_error() * figure.value, reporting);
        let ground_range = |figure: SiFigure| {
            Likelihood::new(figure, reporting.ground_range_error() * figure.value, reporting)
        };
        let flight_time =
            |figure: SiFigure| Likelihood::new(figure, reporting.flight_time_error_s(), reporting);
        Self {
            apogee: apogee_altitude_m.map(apogee),
            ground_range: ground_range_m.map(ground_range),
            flight_time: flight_time_s.map(flight_time),
            top_speed: observation
                .top_speed_m_per_s()
                .map(|speed| Likelihood::new(speed, TOP_SPEED_ERROR * speed.value, reporting)),
            is_loft_open: [apogee_altitude_m, ground_range_m]
                .iter()
                .any(|figure| figure.is_none_or(|figure| figure.is_one_sided)),
        }
    }

    /// Returns the same likelihoods with the flight time ignored.
    pub(super) fn without_time(self) -> Self {
        Self { flight_time: None, ..self }
    }
}

impl Likelihood {
    /// Returns the density at a value over the greatest density.
    pub(super) fn relative_density(&self, value: f64) -> f64 {
        self.density(value) / self.density(0.5 * (self.low + self.high))
    }
}

fn logistic(x: f64) -> f64 {
    if x >= 0.0 { 1.0 / (1.0 + (-x).exp()) } else { x.exp() / (1.0 + x.exp()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_density_is_that_of_the_values() {
        for likelihood in [
            Likelihood { low: 2_190.0, high: 2_250.0, scale: 3.0 },
            Likelihood { low: 10.0, high: 10.0, scale: 2.0 },
            Likelihood { low: -1.0, high: 1.0, scale: 5.0 },
        ] {
            // The density integrates to one, and the share of sampled values below an edge is its
            // integral.
            let (from, to) =
                (likelihood.low - 60.0 * likelihood.scale, likelihood.high + 60.0 * likelihood.scale);
            let cells = 200_000;
            let width = (to - from) / f64::from(cells);
            let density = |cell: i32| likelihood.density(from + width * (f64::from(cell) + 0.5));
            let whole: f64 = (0..cells).map(|cell| density(cell) * width).sum();
            assert!((whole - 1.0).abs() < 1e-6, "{whole}");
            let edge = 0.5 * (likelihood.low + likelihood.high) + 0.5 * likelihood.scale;
            let below: f64 = (0..cells)
                .filter(|cell| from + width * (f64::from(*cell) + 0.5) < edge)
                .map(|cell| density(cell) * width)
                .sum();
            let share = |i: i32| (f64::from(i) + 0.5) / 400.0;
            let counted = (0..400)
                .flat_map(|i| (0..400).map(move |j| (i, j)))
                .filter(|(i, j)| likelihood.at(share(*i), share(*j)) < edge)
                .count();
            assert!((counted as f64 / 160_000.0 - below).abs() < 3e-3, "{counted} {below}");
        }
    }
}
