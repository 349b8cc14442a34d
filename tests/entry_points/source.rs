//! Figures, words and settings out of bytes, whether a fuzzer or a seeded generator made them.

use std::fmt::Debug;

use arbitrary::Unstructured;

/// What the bytes say; once they are used up, zeros.
pub struct Source<'a>(Unstructured<'a>);

/// What arithmetic trips over.
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
    pub fn of(bytes: &'a [u8]) -> Self {
        Self(Unstructured::new(bytes))
    }

    pub fn byte(&mut self) -> u8 {
        self.0.arbitrary().unwrap_or_default()
    }

    pub fn bits(&mut self) -> u64 {
        self.0.arbitrary().unwrap_or_default()
    }

    pub fn is(&mut self) -> bool {
        self.byte() & 1 == 1
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0.int_in_range(0..=end - 1).unwrap_or_default()
    }

    pub fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        f64::from(self.0.arbitrary::<u32>().unwrap_or_default()) / f64::from(u32::MAX)
    }

    /// Between the two.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    /// From `low` to `high`, every decade alike; half of them of few digits, as people print them.
    pub fn within(&mut self, low: f64, high: f64) -> f64 {
        let value = 10_f64.powf(self.between(low.log10(), high.log10()));
        if self.is() {
            let unit = 10_f64.powf(value.log10().floor() - f64::from(self.byte() % 4));
            return ((value / unit).round() * unit).clamp(low, high);
        }
        value.clamp(low, high)
    }

    /// Mostly as [`within`](Self::within); now and then an end of it, something awkward, or any bits at all.
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

    pub fn rest(self) -> &'a [u8] {
        self.0.take_rest()
    }
}

/// Nothing in it is NaN or infinite, however deep; the words come from derived `Debug`.
#[track_caller]
pub fn all_finite(what: &str, answer: &impl Debug, given: &impl Debug) {
    let shown = format!("{answer:?}");
    let is_number = |word: &str| !matches!(word, "NaN" | "inf");
    assert!(
        shown.split(|c: char| !c.is_ascii_alphanumeric()).all(is_number),
        "{what} of {given:?} answers {shown}"
    );
}

/// One line, of what shows on paper, and not too long to be read.
#[track_caller]
pub fn one_clear_line(message: &str, given: &impl Debug) {
    let is_clear = !message.is_empty() && message.len() < 2_000 && !message.chars().any(char::is_control);
    assert!(is_clear, "of {given:?}: {message:?}");
}
