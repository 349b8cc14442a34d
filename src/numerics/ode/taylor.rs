//! The Taylor series of the solution itself, by the arithmetic of series on the system's own kernel.

use super::Kernel;
use super::control::{AbsoluteTolerance, Tolerance, mean_norm};
use super::dense_output::PowerSeries;
use super::method::{ControlLaw, Method, Trial};
use super::series::Series;
use super::tableau::components;

/// Order `TERMS` − 1. The series is its own dense output and proposes its own step from its last two terms; a step is
/// rejected only where the system at its end is not what the series made of it.
///
/// An evaluation of a series counts as one evaluation here, but costs as much as some forty of an f64 at order 20; a step takes
/// `TERMS` − 1 of them, and one of the ordinary kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taylor<const TERMS: usize>;

/// The solution's series at the start of a step, in the time since.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Start<const N: usize, const TERMS: usize> {
    coefficients: [[f64; TERMS]; N],
    rate: [f64; N],
}

/// The last two terms of a step may together be this much of the tolerance; what is left out is smaller.
const SHARE: f64 = 0.5;

impl<const TERMS: usize> Taylor<TERMS> {
    const ORDER: i32 = TERMS as i32 - 1;
    const LONG_ENOUGH: () = assert!(TERMS >= 3, "a Taylor method needs three terms or more");
}

impl<const N: usize, const TERMS: usize> Start<N, TERMS> {
    #[allow(clippy::indexing_slicing)] // k is below TERMS.
    fn term(&self, k: usize) -> [f64; N] {
        self.coefficients.map(|series| series[k])
    }

    /// The derivative of the series after the time `elapsed`.
    fn slopes(&self, elapsed: f64) -> [f64; N] {
        self.coefficients.map(|series| {
            let terms = series.iter().enumerate().skip(1).rev();
            terms.fold(0.0, |sum, (k, term)| sum * elapsed + k as f64 * term)
        })
    }
}

impl<const N: usize, const TERMS: usize, Sys: Kernel<N>> Method<N, Sys> for Taylor<TERMS> {
    type Start = Start<N, TERMS>;
    type Stages = [[f64; N]; 2];
    type DenseOutput = PowerSeries<N, TERMS>;

    // Consulted when a step that the series itself proposed is rejected all the same.
    const LAW: ControlLaw = ControlLaw {
        exponent: 1.0 / (TERMS as f64 - 1.0),
        damping: 0.0,
        greatest_cut: 10.0,
        greatest_growth: 4.0,
        order: Self::ORDER,
    };

    #[allow(clippy::indexing_slicing)] // k runs below TERMS − 1, i below N.
    fn start(&self, system: &Sys, t: f64, y: &[f64; N], evaluations: &mut u64) -> Self::Start {
        const { Self::LONG_ENOUGH };
        let mut time = [0.0; TERMS];
        (time[0], time[1]) = (t, 1.0);
        let mut series = y.map(|value| {
            let mut coefficients = [0.0; TERMS];
            coefficients[0] = value;
            Series { coefficients, known: 1 }
        });
        // With k + 1 coefficients of the state, k + 1 of its derivative follow, hence one more of the state.
        for k in 0..TERMS - 1 {
            let rate = system.rate(Series { coefficients: time, known: k + 1 }, &series);
            for (state, rate) in series.iter_mut().zip(rate) {
                state.coefficients[k + 1] = rate.coefficients[k] / (k + 1) as f64;
                state.known = k + 2;
            }
        }
        *evaluations += TERMS as u64 - 1;
        let coefficients = series.map(|state| state.coefficients);
        Start { coefficients, rate: coefficients.map(|c| c[1]) }
    }

    fn rate(start: &Self::Start) -> &[f64; N] {
        &start.rate
    }

    /// The shorter of the steps at which each of the last two terms, alone, reaches its share of the tolerance: one
    /// of them may vanish by symmetry, both do not.
    fn fitting_step<A: AbsoluteTolerance<N>>(
        &self,
        start: &Self::Start,
        y: &[f64; N],
        tolerance: &Tolerance<A>,
    ) -> Option<f64> {
        let scales = tolerance.scales(y, y);
        let mut step = f64::INFINITY;
        for k in [TERMS - 2, TERMS - 1] {
            let size = mean_norm(&start.term(k), &scales);
            if size > 0.0 {
                // Half again as small as allowed, because both are added in the end.
                step = step.min((0.5 * SHARE / size).powf(1.0 / k as f64));
            }
        }
        Some(step.min(f64::MAX))
    }

    #[allow(clippy::indexing_slicing)] // `components` keeps the index below N.
    fn attempt<A: AbsoluteTolerance<N>>(
        &self,
        system: &Sys,
        (t, y, start): (f64, &[f64; N], &Self::Start),
        h: f64,
        tolerance: &Tolerance<A>,
        evaluations: &mut u64,
    ) -> Trial<N, Self::Stages> {
        let after = |fraction: f64| PowerSeries::after(&start.coefficients, fraction * h);
        let state = after(1.0);
        let scales = tolerance.scales(y, &state);
        let size = |k: usize| mean_norm(&start.term(k), &scales) * h.abs().powi(k as i32);
        let left_out = (size(TERMS - 2) + size(TERMS - 1)) / SHARE;
        // The series knows nothing of what lies beyond its circle of convergence, or is too faint at the start to be
        // in its terms: a step from above would fly through the atmosphere unhindered. So the derivative of the series
        // at the end of the step is held against the system's there.
        *evaluations += 1;
        let rate = system.rate(t + h, &state);
        let slopes = start.slopes(h);
        let defect = components(&rate, |i| h * (slopes[i] - rate[i]));
        let error = left_out.max(mean_norm(&defect, &scales));
        Trial { state, error, stages: [after(EARLY), after(LATE)] }
    }

    fn interior_states([early, late]: &Self::Stages) -> [(f64, &[f64; N]); 2] {
        [(EARLY, early), (LATE, late)]
    }

    fn dense_output(
        &self,
        _system: &Sys,
        (t, _, start): (f64, &[f64; N], &Self::Start),
        h: f64,
        _trial: &Trial<N, Self::Stages>,
        _end: &Self::Start,
        _evaluations: &mut u64,
    ) -> Self::DenseOutput {
        PowerSeries { begin: t, length: h, coefficients: start.coefficients }
    }
}

/// Where a step is glimpsed at.
const EARLY: f64 = 0.35;
/// And again.
const LATE: f64 = 0.65;
