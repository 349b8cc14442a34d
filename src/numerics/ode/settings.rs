//! The settings of a solver, and their domain.

use super::tolerance::{AbsoluteTolerance, Tolerance};
use crate::error::Result;
use crate::error::check::within;

/// The settings of a solver.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Settings<A> {
    pub(super) tolerance: Tolerance<A>,
    /// The length of every step; none for step size control.
    pub(super) fixed_step: Option<f64>,
    /// The length of the first step; none for the solver's own choice.
    pub(super) first_step: Option<f64>,
    /// The greatest length of a step.
    pub(super) longest_step: f64,
    /// The maximum number of steps, rejected ones included.
    pub(super) max_steps: u64,
}

/// The default of the maximum number of steps.
const DEFAULT_MAX_STEPS: u64 = 100_000;

impl Settings<f64> {
    pub(super) fn new(tolerance: f64, fixed_step: Option<f64>) -> Self {
        Self {
            tolerance: Tolerance { relative: tolerance, absolute: tolerance },
            fixed_step,
            first_step: None,
            longest_step: f64::INFINITY,
            max_steps: DEFAULT_MAX_STEPS,
        }
    }
}

impl<A> Settings<A> {
    /// Returns the same settings with another absolute tolerance.
    pub(super) fn with_absolute_tolerance<B>(self, absolute: B) -> Settings<B> {
        let Settings { tolerance, fixed_step, first_step, longest_step, max_steps } = self;
        let tolerance = Tolerance { relative: tolerance.relative, absolute };
        Settings { tolerance, fixed_step, first_step, longest_step, max_steps }
    }

    /// Checks every setting.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`](crate::Error::OutsideDomain), naming the setting.
    #[inline(always)]
    pub(super) fn check<const N: usize>(&self) -> Result<()>
    where
        A: AbsoluteTolerance<N>,
    {
        let relative = self.tolerance.relative;
        within(
            (4.0 * f64::EPSILON..1.0).contains(&relative),
            "the relative tolerance of a solver",
            relative,
            "at least 8.9e-16 (four roundings) and below one",
        )?;
        for absolute in self.tolerance.absolute.each() {
            within(
                absolute > 0.0 && absolute.is_finite(),
                "an absolute tolerance of a solver",
                absolute,
                "finite and above zero, in the unit of its component",
            )?;
        }
        let steps = [
            ("the fixed step of a solver", self.fixed_step),
            ("the first step of a solver", self.first_step),
        ];
        for (quantity, step) in steps {
            let Some(step) = step else { continue };
            let allowed = "finite and above zero; the direction of a run is that of its end time";
            within(step > 0.0 && step.is_finite(), quantity, step, allowed)?;
        }
        // Infinity is no limit.
        within(self.longest_step > 0.0, "the longest step of a solver", self.longest_step, "above zero")?;
        let max_steps = self.max_steps;
        let quantity = "the maximum number of steps of a solver";
        within(max_steps > 0, quantity, max_steps as f64, "one or more")?;
        Ok(())
    }
}
