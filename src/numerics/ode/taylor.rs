//! The Taylor method: the Taylor series of the solution, computed by series arithmetic on the
//! kernel of the system.

use super::control::ControlLaw;
use super::dense_output::PowerSeries;
use super::method::{InteriorState, Method, Sealed, StepStart, Trial};
use super::series::Series;
use super::system::Kernel;
use super::tableau::components;
use super::tolerance::{AbsoluteTolerance, Tolerance, mean_norm};

/// The Taylor method of order `TERMS` − 1.
///
/// The series is its own dense output, and the length of a step follows from its last two terms. A
/// step is also rejected if the derivative of the series at its end does not agree with the
/// right-hand side there.
///
/// An evaluation of the right-hand side on series counts as one evaluation, but costs about as much
/// as forty on `f64` at order
/// 20. A step takes `TERMS` − 1 of them, and one on `f64`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taylor<const TERMS: usize>;

/// The Taylor series of the solution at the start of a step, and its first derivative there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SolutionSeries<const N: usize, const TERMS: usize> {
    coefficients: [[f64; TERMS]; N],
    rate: [f64; N],
}

/// The largest sum of the last two terms of a step, in units of the tolerance. The terms left out
/// are smaller.
const LAST_TERMS: f64 = 0.5;

impl<const TERMS: usize> Taylor<TERMS> {
    const ORDER: i32 = TERMS as i32 - 1;
    const LONG_ENOUGH: () = assert!(TERMS >= 3, "a Taylor method needs three terms or more");
}

impl<const N: usize, const TERMS: usize> SolutionSeries<N, TERMS> {
    /// Returns the coefficient of order `k` of every component.
    #[allow(clippy::indexing_slicing)] // k is below TERMS.
    fn term(&self, k: usize) -> [f64; N] {
        self.coefficients.map(|series| series[k])
    }

    /// Computes the derivative of the series at the time `elapsed` after the start.
    fn slopes(&self, elapsed: f64) -> [f64; N] {
        self.coefficients.map(|series| {
            let terms = series.iter().enumerate().skip(1).rev();
            terms.fold(0.0, |sum, (k, term)| sum * elapsed + k as f64 * term)
        })
    }
}

impl<const TERMS: usize> Sealed for Taylor<TERMS> {}

impl<const N: usize, const TERMS: usize, Sys: Kernel<N>> Method<N, Sys> for Taylor<TERMS> {
    type Derivatives = SolutionSeries<N, TERMS>;
    type Stages = [[f64; N]; 2];
    type DenseOutput = PowerSeries<N, TERMS>;

    // Used only after a step whose length followed from the series has been rejected.
    const LAW: ControlLaw = ControlLaw {
        exponent: 1.0 / (TERMS as f64 - 1.0),
        damping: 0.0,
        max_reduction: 10.0,
        max_growth: 4.0,
        order: Self::ORDER,
    };

    #[allow(clippy::indexing_slicing)] // k runs below TERMS − 1, i below N.
    fn derivatives(&self, system: &Sys, t: f64, y: &[f64; N], evaluations: &mut u64) -> Self::Derivatives {
        const { Self::LONG_ENOUGH };
        let mut time = [0.0; TERMS];
        (time[0], time[1]) = (t, 1.0);
        let mut series = y.map(|value| {
            let mut coefficients = [0.0; TERMS];
            coefficients[0] = value;
            Series { coefficients, known: 1 }
        });
        // From k + 1 coefficients of the state follow k + 1 of its derivative, and hence one more
        // of the state.
        for k in 0..TERMS - 1 {
            let rate = system.rate(Series { coefficients: time, known: k + 1 }, &series);
            for (state, rate) in series.iter_mut().zip(rate) {
                state.coefficients[k + 1] = rate.coefficients[k] / (k + 1) as f64;
                state.known = k + 2;
            }
        }
        *evaluations += TERMS as u64 - 1;
        let coefficients = series.map(|state| state.coefficients);
        SolutionSeries { coefficients, rate: coefficients.map(|c| c[1]) }
    }

    fn rate(derivatives: &Self::Derivatives) -> &[f64; N] {
        &derivatives.rate
    }

    /// Computes the shorter of the steps at which either of the last two terms reaches its part of
    /// the tolerance. One of the two may vanish by symmetry, but not both.
    fn fitting_step<A: AbsoluteTolerance<N>>(
        &self,
        derivatives: &Self::Derivatives,
        y: &[f64; N],
        tolerance: &Tolerance<A>,
    ) -> Option<f64> {
        let scales = tolerance.scales(y, y);
        let mut step = f64::INFINITY;
        for k in [TERMS - 2, TERMS - 1] {
            let size = mean_norm(&derivatives.term(k), &scales);
            if size > 0.0 {
                // Half of what is allowed, because the error is the sum of both.
                step = step.min((0.5 * LAST_TERMS / size).powf(1.0 / k as f64));
            }
        }
        Some(step.min(f64::MAX))
    }

    #[allow(clippy::indexing_slicing)] // `components` keeps the index below N.
    fn attempt<A: AbsoluteTolerance<N>>(
        &self,
        system: &Sys,
        StepStart { t, y, derivatives: series }: StepStart<'_, N, f64, Self::Derivatives>,
        h: f64,
        tolerance: &Tolerance<A>,
        evaluations: &mut u64,
    ) -> Trial<N, Self::Stages> {
        let after = |fraction: f64| PowerSeries::after(&series.coefficients, fraction * h);
        let state = after(1.0);
        let scales = tolerance.scales(y, &state);
        let size = |k: usize| mean_norm(&series.term(k), &scales) * h.abs().powi(k as i32);
        let truncation = (size(TERMS - 2) + size(TERMS - 1)) / LAST_TERMS;
        // The series does not contain what lies beyond its circle of convergence, nor what is too
        // small at the start to show in its terms: a step from above would pass through the
        // atmosphere without drag. So the derivative of the series at the end of the step is
        // compared with the right-hand side there.
        *evaluations += 1;
        let rate = system.rate(t + h, &state);
        let slopes = series.slopes(h);
        let defect = components(&rate, |i| h * (slopes[i] - rate[i]));
        let error = truncation.max(mean_norm(&defect, &scales));
        Trial { state, error, stages: [after(EARLY), after(LATE)] }
    }

    fn interior_states([early, late]: &Self::Stages) -> [InteriorState<'_, N, f64>; 2] {
        [InteriorState { fraction: EARLY, state: early }, InteriorState { fraction: LATE, state: late }]
    }

    fn dense_output(
        &self,
        _system: &Sys,
        start: StepStart<'_, N, f64, Self::Derivatives>,
        h: f64,
        _trial: &Trial<N, Self::Stages>,
        _end: &Self::Derivatives,
        _evaluations: &mut u64,
    ) -> Self::DenseOutput {
        PowerSeries { begin: start.t, length: h, coefficients: start.derivatives.coefficients }
    }
}

/// The fraction of the step of the early interior state.
const EARLY: f64 = 0.35;
/// The fraction of the step of the late interior state.
const LATE: f64 = 0.65;
