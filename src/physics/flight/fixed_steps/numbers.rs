//! The numbers that flights are integrated in: those of eight flights in lanes, or of one.

use fearless_simd::Simd;

use crate::numerics::ode::dop853::Dop853;
use crate::numerics::ode::{Rate, RungeKutta, StepStart};
use crate::numerics::scalar::Scalar;
use crate::numerics::wide::{LANES, Wide};

/// A number of each of eight flights.
pub(super) type Eight = [f64; LANES];

/// The kind of numbers that flights are integrated in.
pub(super) trait Numbers {
    type Number: Scalar;

    /// Returns the numbers of the flights.
    fn load(&self, eight: Eight) -> Self::Number;

    /// Computes a step of a given length from a state: its end, and the estimated error in units of
    /// the scales of that end.
    fn step(
        rate: impl Rate<4, Self::Number> + Copy,
        state: &[Self::Number; 4],
        length: Self::Number,
        scales: impl Fn(&[Self::Number; 4]) -> [Self::Number; 4],
    ) -> ([Self::Number; 4], Self::Number);
}

/// Eight flights at once.
pub(super) struct InLanes<S>(pub(super) S);

impl<S: Simd> Numbers for InLanes<S> {
    type Number = Wide<S>;

    #[inline(always)]
    fn load(&self, eight: Eight) -> Wide<S> {
        Wide::new(self.0, eight)
    }

    #[inline(always)]
    fn step(
        rate: impl Rate<4, Wide<S>> + Copy,
        state: &[Wide<S>; 4],
        length: Wide<S>,
        scales: impl Fn(&[Wide<S>; 4]) -> [Wide<S>; 4],
    ) -> ([Wide<S>; 4], Wide<S>) {
        Dop853::looped_step(rate, state, length, scales)
    }
}

/// One of the eight alone, by its place.
pub(super) struct Alone(pub(super) usize);

impl Numbers for Alone {
    type Number = f64;

    #[inline(always)]
    fn load(&self, eight: Eight) -> f64 {
        eight.get(self.0).copied().unwrap_or(f64::NAN)
    }

    #[inline(always)]
    fn step(
        rate: impl Rate<4, f64> + Copy,
        state: &[f64; 4],
        length: f64,
        scales: impl Fn(&[f64; 4]) -> [f64; 4],
    ) -> ([f64; 4], f64) {
        let derivatives = rate.at(0.0, state);
        let start = StepStart { t: 0.0, y: state, derivatives: &derivatives };
        let (end, stages) = Dop853::stages(rate, start, length);
        (end, Dop853::error(&derivatives, &stages, length, &scales(&end)))
    }
}
