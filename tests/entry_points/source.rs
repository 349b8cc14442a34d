//! Reads numbers, words and settings from the bytes of a fuzzer or of a seeded generator.

use std::fmt::Debug;

use arbitrary::Unstructured;

/// The bytes of one input; zeros follow when they are used up.
pub struct Source<'a>(Unstructured<'a>);

/// Numbers at the limits of floating-point arithmetic.
const AWKWARD: [f64; 18] = [
    0.0,
    -0.0,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    5e-324,
    f64::EPSILON,
    1.0,
    -1.0,
    1.0 - f64::EPSILON,
    1e15,
    1e-15,
    9_007_199_254_740_993.0,
    1e300,
    -1e-300,
];

impl<'a> Source<'a> {
    /// Returns a source that reads the bytes from their beginning.
    pub fn of(bytes: &'a [u8]) -> Self {
        Self(Unstructured::new(bytes))
    }

    /// Reads a byte.
    pub fn byte(&mut self) -> u8 {
        self.0.arbitrary().unwrap_or_default()
    }

    /// Reads 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0.arbitrary().unwrap_or_default()
    }

    /// Reads true or false with equal probability.
    pub fn is(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    /// Reads an integer from 0 to `end` − 1.
    pub fn below(&mut self, end: usize) -> usize {
        self.0.int_in_range(0..=end - 1).unwrap_or_default()
    }

    /// Picks one of the choices.
    pub fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// Reads a number from 0 to 1.
    pub fn share(&mut self) -> f64 {
        f64::from(self.0.arbitrary::<u32>().unwrap_or_default()) / f64::from(u32::MAX)
    }

    /// Reads a number from `low` to `high`, uniformly distributed.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    /// Reads a number from `low` to `high`, uniform in its logarithm; half of them have few digits,
    /// as people print them.
    pub fn within(&mut self, low: f64, high: f64) -> f64 {
        let value = 10_f64.powf(self.between(low.log10(), high.log10()));
        if self.is() {
            let unit = 10_f64.powf(value.log10().floor() - f64::from(self.byte() % 4));
            return ((value / unit).round() * unit).clamp(low, high);
        }
        value.clamp(low, high)
    }

    /// Reads a number mostly as [`within`](Self::within); sometimes a bound, a number at the limits
    /// of arithmetic, or any bits.
    pub fn number(&mut self, low: f64, high: f64) -> f64 {
        match self.byte() {
            0..230 => self.within(low, high),
            230..234 => low,
            234..238 => high,
            238..240 => -self.within(low, high),
            240..250 => self.one_of(&AWKWARD),
            250.. => f64::from_bits(self.bits()),
        }
    }

    /// Returns the bytes that were not read.
    pub fn rest(self) -> &'a [u8] {
        self.0.take_rest()
    }
}

/// Checks that no number in an answer is NaN or infinite, at any depth, as derived `Debug` prints
/// it.
#[track_caller]
pub fn all_finite(what: &str, answer: &impl Debug, given: &impl Debug) {
    let shown = format!("{answer:?}");
    let is_number = |word: &str| !matches!(word, "NaN" | "inf");
    assert!(
        shown.split(|c: char| !c.is_ascii_alphanumeric()).all(is_number),
        "{what} of {given:?} answers {shown}"
    );
}

/// Checks that a message is one line of printable characters, not empty and below 2,000 bytes.
#[track_caller]
pub fn one_clear_line(message: &str, given: &impl Debug) {
    let is_clear = !message.is_empty() && message.len() < 2_000 && !message.chars().any(char::is_control);
    assert!(is_clear, "of {given:?}: {message:?}");
}
