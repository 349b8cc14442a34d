//! One figure as the news prints it: a value, what its words and digits allow, and the unit it was given in.
//!
//! This is the only place that reads kilometres and minutes; from here on everything is in SI, until it is printed.

mod layout;
mod print;
mod text;
mod unit;

use crate::error::{Error, Figure, Result};

pub(crate) use layout::Line;
pub(crate) use print::Grouped;
pub use unit::Unit;

/// What the words around a figure say.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wording {
    Plain,
    About,
    AtLeast,
    AtMost,
    PlusOrMinus(f64),
    UpTo(f64),
}

/// One figure as reported. What it allows is read from its digits and words; how far a source may err beyond its words
/// is no part of it.
///
/// ```
/// use lofted::Reported;
///
/// assert_eq!(Reported::km(2_802.0).bounds(), (2_801.5, Some(2_802.5)));
/// assert_eq!(Reported::km(930.0).bounds(), (925.0, Some(935.0)));
/// assert_eq!(Reported::km(930.0).about().bounds(), (920.0, Some(940.0)));
/// assert_eq!(Reported::km(2_500.0).at_least().bounds(), (2_500.0, None));
/// assert_eq!(Reported::min(37.0).to_string(), "37 min");
/// assert_eq!("more than 2,500 km".parse(), Ok(Reported::km(2_500.0).at_least()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reported {
    value: f64,
    /// How many decimals were printed: "37.0 min" says more than "37 min".
    decimals: usize,
    /// Whether the greater units were printed apart: "47 min 12 s" is 2,832 s.
    is_apart: bool,
    unit: Unit,
    wording: Wording,
}

impl Reported {
    /// A length in kilometres: "2,802 km".
    pub fn km(value: f64) -> Self {
        Self::plain(value, Unit::Kilometre)
    }

    /// A time in minutes: "37 min".
    pub fn min(value: f64) -> Self {
        Self::plain(value, Unit::Minute)
    }

    /// A time in seconds: "4,052 s".
    pub fn s(value: f64) -> Self {
        Self::plain(value, Unit::Second)
    }

    fn plain(value: f64, unit: Unit) -> Self {
        // Adding zero turns −0 into 0.
        let value = value + 0.0;
        Self { value, decimals: print::decimals_of(value), is_apart: false, unit, wording: Wording::Plain }
    }

    /// The same figure with "about" before it: twice the tolerance, and for minutes at least ±2.
    #[must_use]
    pub fn about(self) -> Self {
        Self { wording: Wording::About, ..self }
    }

    /// The same figure with "more than" before it: a lower bound.
    #[must_use]
    pub fn at_least(self) -> Self {
        Self { wording: Wording::AtLeast, ..self }
    }

    /// The same figure with "up to" before it: an upper bound.
    #[must_use]
    pub fn at_most(self) -> Self {
        Self { wording: Wording::AtMost, ..self }
    }

    /// The same figure with its tolerance given, in the same unit.
    #[must_use]
    pub fn plus_or_minus(self, tolerance: f64) -> Self {
        Self { wording: Wording::PlusOrMinus(tolerance), ..self }
    }

    /// Between this figure and a greater one in the same unit.
    #[must_use]
    pub fn up_to(self, high: f64) -> Self {
        Self { wording: Wording::UpTo(high), ..self }
    }

    /// The unit it was given in, and that all its numbers are in.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The single number that stands for it: the figure itself, or the middle of an interval. For a bound, the bound.
    pub fn value(&self) -> f64 {
        match self.wording {
            Wording::UpTo(high) => 0.5 * (self.value + high),
            _ => self.value,
        }
    }

    /// Whether it is a bound on one side only, so that [`value`](Self::value) is not its middle.
    pub fn is_one_sided(&self) -> bool {
        matches!(self.wording, Wording::AtLeast | Wording::AtMost)
    }

    /// The least and the greatest value that its digits and words allow; no greatest for "more than".
    pub fn bounds(&self) -> (f64, Option<f64>) {
        let around = |tolerance: f64| ((self.value - tolerance).max(0.0), Some(self.value + tolerance));
        match self.wording {
            Wording::Plain => around(self.digits_tolerance()),
            Wording::About => {
                let least = if self.unit == Unit::Minute { 2.0 } else { 0.0 };
                around((2.0 * self.digits_tolerance()).max(least))
            }
            Wording::AtLeast => (self.value, None),
            Wording::AtMost => (0.0, Some(self.value)),
            Wording::PlusOrMinus(tolerance) => around(tolerance),
            Wording::UpTo(high) => (self.value, Some(high)),
        }
    }

    /// Half of the largest power of ten that divides the figure as printed, within the limits of its unit and at least
    /// half a kilometre or half a second.
    ///
    /// What is given as a number is read as its shortest print. A zero has no digit to carry a rounding and is taken to
    /// the finest. Where the greater units stand apart, the last unit printed is the rounding: nobody who writes "47 min
    /// 30 s" means tens of seconds.
    fn digits_tolerance(&self) -> f64 {
        let (coarsest, finest) = self.unit.rounding();
        if self.value == 0.0 {
            return 0.5 * finest;
        }
        let power = match i32::try_from(self.decimals) {
            Ok(0) if self.is_apart => 0,
            Ok(0) => {
                let print = self.value.abs().to_string();
                (print.len() - print.trim_end_matches('0').len()) as i32
            }
            Ok(decimals) => -decimals,
            Err(_) => i32::MIN,
        };
        0.5 * 10_f64.powi(power.clamp(-30, 30)).min(coarsest).max(finest)
    }

    /// Value and bounds in metres or seconds, once the figure is one that `figure` can have.
    ///
    /// # Errors
    ///
    /// The variant of [`Error`] that names what is wrong: dimension, NaN, infinity, sign, zero, size, tolerance, order.
    pub(crate) fn checked(&self, figure: Figure, limits: Limits) -> Result<SiFigure> {
        let unit = self.unit.symbol();
        if self.unit.is_length() != limits.is_length {
            let (expected, remedy) = if limits.is_length { ("length", "km") } else { ("time", "min or s") };
            return Err(Error::WrongDimension { figure, unit, expected, remedy });
        }
        let scale = self.unit.in_si();
        let number = |value: f64| {
            if value.is_nan() {
                Err(Error::NotANumber { figure, unit })
            } else if value.is_infinite() {
                Err(Error::Infinite { figure, value, unit })
            } else if value < 0.0 {
                Err(Error::Negative { figure, value, unit })
            } else if value == 0.0 && limits.least > 0.0 {
                Err(Error::Zero { figure, unit })
            } else if value * scale < limits.least {
                Err(Error::TooSmall { figure, value, least: limits.least / scale, unit })
            } else if value * scale > limits.greatest {
                let greatest = limits.greatest / scale;
                Err(match figure {
                    Figure::Apogee => Error::ApogeeTooHigh { value, greatest, unit },
                    Figure::GroundRange => Error::BeyondHalfCircumference { value, greatest, unit },
                    Figure::FlightTime => Error::FlightTimeTooLong { value, greatest, unit },
                })
            } else {
                Ok(value)
            }
        };
        let value = number(self.value)?;
        match self.wording {
            Wording::PlusOrMinus(tolerance) if !(tolerance >= 0.0 && tolerance.is_finite()) => {
                return Err(Error::BadTolerance { figure, tolerance, unit });
            }
            Wording::UpTo(high) => {
                let high = number(high)?;
                if high < value {
                    return Err(Error::EmptyInterval { figure, low: value, high, unit });
                }
            }
            _ => {}
        }
        let (low, high) = self.bounds();
        // A tolerance may reach past what there is; the figure itself does not.
        Ok(SiFigure {
            value: self.value() * scale,
            low: low * scale,
            high: high.map(|high| (high * scale).min(limits.greatest)),
            is_one_sided: self.is_one_sided(),
        })
    }
}

/// What a figure may be, in SI.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Limits {
    /// Whether it is a length (else a time).
    pub is_length: bool,
    /// The least accepted; zero itself is accepted only if this is zero.
    pub least: f64,
    /// The greatest accepted.
    pub greatest: f64,
}

/// A figure in metres or seconds, with the bounds that its digits and words allow.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct SiFigure {
    /// The number that stands for the figure: the figure itself, the middle of an interval, or the bound.
    pub value: f64,
    /// The least value that its digits and words allow.
    pub low: f64,
    /// The greatest value that its digits and words allow; none for a lower bound.
    pub high: Option<f64>,
    /// Whether the figure is a bound on one side only.
    pub is_one_sided: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_give_the_tolerance() {
        for (reported, tolerance) in [
            (Reported::km(2_802.0), 0.5),
            (Reported::km(930.0), 5.0),
            (Reported::km(4_500.0), 50.0),
            (Reported::km(1_000.0), 50.0),
            (Reported::km(10_000.0), 50.0),
            (Reported::km(2_111.5), 0.5),
            (Reported::km(1_413.62), 0.5),
            (Reported::km(0.0), 0.5),
            (Reported::min(37.0), 0.5),
            (Reported::min(40.0), 0.5),
            (Reported::min(37.5), 0.05),
            (Reported::min(67.53), 0.5 / 60.0),
            (Reported::s(4_052.0), 0.5),
            (Reported::s(840.0), 5.0),
            (Reported::s(1_800.0), 5.0),
            (Reported::s(4_052.25), 0.5),
            (Reported::km(930.0).about(), 10.0),
            (Reported::min(40.0).about(), 2.0),
            (Reported::s(840.0).about(), 10.0),
            (Reported::km(930.0).plus_or_minus(7.0), 7.0),
        ] {
            let (low, high) = reported.bounds();
            let expected = (reported.value() - tolerance).max(0.0);
            assert!((low - expected).abs() < 1e-12, "{reported}: {low}, expected {expected}");
            assert!((high.unwrap() - reported.value() - tolerance).abs() < 1e-12, "{reported}: {high:?}");
        }
    }
}
