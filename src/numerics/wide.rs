//! Eight numbers at once: a [`Scalar`] in the vector registers of the CPU, chosen at run time.
//!
//! A batch written over [`Scalar`] runs in lanes by `Batch` and `run`. A plain `cargo build
//! --release` contains the vector code for every kind of x86-64 and ARM.
//!
//! # Accuracy
//!
//! Lanes differ from `f64` in two ways: a product and a sum may be rounded once instead of twice,
//! and the elementary functions are those of the module `functions`, which differ from the
//! platform's by at most two units in the last place.

mod functions;
#[cfg(test)]
mod tests;

use std::fmt::{self, Debug};
use std::ops::{Add, Div, Mul, Neg, Sub};

#[cfg(not(any(debug_assertions, target_arch = "x86", target_arch = "x86_64")))]
use fearless_simd::dispatch;
use fearless_simd::prelude::*;
use fearless_simd::{Level, f64x8, mask64x8};

use crate::numerics::scalar::{Scalar, row_at};

/// The number of lanes of a [`Wide`].
pub(crate) const LANES: usize = 8;

/// Returns a number of each of up to eight items; of the last where there are fewer.
#[inline(always)]
pub(crate) fn of_each<T>(items: &[T], number: impl Fn(&T) -> f64) -> [f64; LANES] {
    let mut lanes = [items.last().map_or(f64::NAN, &number); LANES];
    for (lane, item) in lanes.iter_mut().zip(items) {
        *lane = number(item);
    }
    lanes
}

/// The registers that a batch is computed in. The results of all widths agree within the bound that
/// the batch states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// The widest vector registers of this CPU; the baseline's in builds with debug assertions.
    #[default]
    Widest,
    /// The vector registers that every CPU of the target has.
    Baseline,
    /// No vector registers: one number at a time.
    Single,
}

/// A computation in lanes. Its methods and all that they call must be `#[inline(always)]`: a
/// function that is not inlined is not compiled for the chosen registers.
pub(crate) trait Batch: Sized {
    /// The result.
    type Output;

    /// Whether the lanes need more stack than a thread has where nothing is optimised: every number
    /// in between then has a place of its own. Builds with debug assertions compute such a batch
    /// one number at a time.
    const IS_DEEP: bool = false;

    /// Computes eight numbers at a time.
    fn wide<S: Simd>(self, simd: S) -> Self::Output;

    /// Computes one number at a time.
    fn single(self) -> Self::Output;
}

#[cfg(test)]
std::thread_local! {
    static IS_SINGLE: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Lets tests of this thread compute everything one number at a time, or in lanes again.
#[cfg(test)]
pub(crate) fn set_single(is_single: bool) {
    IS_SINGLE.set(is_single);
}

/// Runs `batch` in registers of the given width.
#[inline]
pub(crate) fn run<B: Batch>(width: Width, batch: B) -> B::Output {
    #[cfg(test)]
    let width = if IS_SINGLE.get() { Width::Single } else { width };
    let level = match width {
        Width::Widest => Level::new(),
        Width::Baseline => Level::baseline(),
        Width::Single => return batch.single(),
    };
    // Without vector registers, lanes gain nothing.
    let is_single = level.is_fallback() || (cfg!(debug_assertions) && B::IS_DEEP);
    if is_single { batch.single() } else { run_at(level, batch) }
}

/// Checks whether the registers of a width hold four numbers or more.
#[inline]
pub(crate) fn hold_four(width: Width) -> bool {
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    let are_wide = Level::new().as_avx2().is_some();
    #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
    let are_wide = false;
    width == Width::Widest && are_wide && cfg!(not(debug_assertions))
}

/// Runs `batch` in the registers of a level. Of the four kinds of x86 that of SSE4.2 is left out:
/// the few processors that have it and no AVX2 gain little by it, and each kind is a fifth of the
/// time to build.
#[cfg(not(debug_assertions))]
#[inline]
fn run_at<B: Batch>(level: Level, batch: B) -> B::Output {
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    {
        if let Some(simd) = level.as_avx512() {
            return simd.vectorize(
                #[inline(always)]
                || batch.wide(simd),
            );
        }
        if let Some(simd) = level.as_avx2() {
            return simd.vectorize(
                #[inline(always)]
                || batch.wide(simd),
            );
        }
        if let Some(simd) = level.as_sse2() {
            return simd.vectorize(
                #[inline(always)]
                || batch.wide(simd),
            );
        }
        batch.single()
    }
    #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
    dispatch!(level, simd => batch.wide(simd))
}

/// Runs `batch` in the registers that every CPU of the target has. Most of the time to build is
/// that of the wider ones, which builds with debug assertions therefore leave out.
#[cfg(debug_assertions)]
#[inline]
fn run_at<B: Batch>(level: Level, batch: B) -> B::Output {
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    if let Some(sse2) = level.as_sse2() {
        return batch.wide(sse2);
    }
    #[cfg(target_arch = "aarch64")]
    if let Some(neon) = level.as_neon() {
        return batch.wide(neon);
    }
    let _ = level;
    batch.single()
}

/// Eight numbers in the lanes of vector registers.
#[derive(Clone, Copy)]
pub(crate) struct Wide<S: Simd>(f64x8<S>);

impl<S: Simd> Wide<S> {
    /// Creates eight lanes with the same number.
    #[inline(always)]
    pub(crate) fn splat(simd: S, value: f64) -> Self {
        Self(f64x8::splat(simd, value))
    }

    /// Creates eight lanes from eight numbers.
    #[inline(always)]
    pub(crate) fn new(simd: S, values: [f64; LANES]) -> Self {
        Self(f64x8::simd_from(simd, values))
    }

    /// Loads a slice of at most eight numbers; the remaining lanes repeat the last number.
    #[inline(always)]
    pub(crate) fn load(simd: S, values: &[f64]) -> Self {
        let mut lanes = [values.last().copied().unwrap_or(f64::NAN); LANES];
        for (lane, value) in lanes.iter_mut().zip(values) {
            *lane = *value;
        }
        Self::new(simd, lanes)
    }

    /// Stores the first lanes into `places`, one for each place.
    #[inline(always)]
    pub(crate) fn store(self, places: &mut [f64]) {
        for (place, value) in places.iter_mut().zip(self.to_array()) {
            *place = value;
        }
    }

    /// Creates eight lanes from eight numbers, in the same kind of registers as `self`.
    #[inline(always)]
    pub(crate) fn like(self, values: [f64; LANES]) -> Self {
        Self::new(self.0.simd, values)
    }

    /// Computes the sum of the lanes.
    #[inline(always)]
    pub(crate) fn sum(self) -> f64 {
        let [a, b, c, d, e, f, g, h] = self.to_array();
        ((a + e) + (b + f)) + ((c + g) + (d + h))
    }

    /// Returns the eight numbers.
    #[inline(always)]
    pub(crate) fn to_array(self) -> [f64; LANES] {
        self.0.to_array()
    }
}

impl<S: Simd> Debug for Wide<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_array().fmt(f)
    }
}

impl<S: Simd> Neg for Wide<S> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

macro_rules! operator {
    ($($operator:ident $method:ident),*) => {$(
        impl<S: Simd> $operator for Wide<S> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self($operator::$method(self.0, other.0))
            }
        }

        impl<S: Simd> $operator<f64> for Wide<S> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: f64) -> Self {
                Self($operator::$method(self.0, other))
            }
        }
    )*};
}

operator!(Add add, Sub sub, Mul mul, Div div);

impl<S: Simd> Scalar for Wide<S> {
    type Mask = mask64x8<S>;

    #[inline(always)]
    fn constant(self, value: f64) -> Self {
        Self::splat(self.0.simd, value)
    }

    #[inline(always)]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        Self(self.0.mul_add(factor.0, summand.0))
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        Self(self.0.sqrt())
    }

    #[inline(always)]
    fn abs(self) -> Self {
        Self(self.0.abs())
    }

    #[inline(always)]
    fn exp(self) -> Self {
        Self(functions::exp(self.0))
    }

    #[inline(always)]
    fn ln(self) -> Self {
        Self(functions::ln(self.0))
    }

    #[inline(always)]
    fn sin_cos(self) -> (Self, Self) {
        let (sin, cos) = functions::sin_cos(self.0);
        (Self(sin), Self(cos))
    }

    #[inline(always)]
    fn atan(self) -> Self {
        self.quotient_atan(self.constant(1.0))
    }

    #[inline(always)]
    fn quotient_atan(self, divisor: Self) -> Self {
        Self(functions::quotient_atan(self.0, divisor.0))
    }

    #[inline(always)]
    fn atan2(self, x: Self) -> Self {
        Self(functions::atan2(self.0, x.0))
    }

    #[inline(always)]
    fn lt(self, other: Self) -> Self::Mask {
        self.0.simd_lt(other.0)
    }

    #[inline(always)]
    fn select(mask: Self::Mask, if_true: Self, if_false: Self) -> Self {
        Self(mask.select(if_true.0, if_false.0))
    }

    #[inline(always)]
    fn largest(self) -> f64 {
        self.to_array().into_iter().fold(f64::NEG_INFINITY, f64::max)
    }

    #[inline(always)]
    fn common(self) -> f64 {
        let [first, ..] = self.to_array();
        first
    }

    #[inline(always)]
    fn row<const N: usize>(self, table: &[[f64; N]]) -> [Self; N] {
        let [a, b, c, d, e, f, g, h] = self.to_array();
        let (a, b, c, d) = (row_at(table, a), row_at(table, b), row_at(table, c), row_at(table, d));
        let (e, f, g, h) = (row_at(table, e), row_at(table, f), row_at(table, g), row_at(table, h));
        let mut components = [self; N];
        #[allow(clippy::indexing_slicing)] // Below N.
        for (k, component) in components.iter_mut().enumerate() {
            *component = self.like([a[k], b[k], c[k], d[k], e[k], f[k], g[k], h[k]]);
        }
        components
    }
}
