//! One figure as the news prints it: a value, what its words and digits allow, and the unit it was given in.
//!
//! This is the only place that knows kilometres and minutes; from here on everything is in SI.

use std::fmt;

use crate::error::{Error, Figure, Result};

/// A unit that figures are reported in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// Kilometres.
    Kilometre,
    /// Minutes.
    Minute,
    /// Seconds.
    Second,
}

impl Unit {
    /// How the unit is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Kilometre => "km",
            Self::Minute => "min",
            Self::Second => "s",
        }
    }

    /// The unit in SI: metres or seconds.
    fn in_si(self) -> f64 {
        match self {
            Self::Kilometre => 1e3,
            Self::Minute => 60.0,
            Self::Second => 1.0,
        }
    }

    /// Whether it measures length (else time).
    fn is_length(self) -> bool {
        matches!(self, Self::Kilometre)
    }

    /// The coarsest rounding a figure in this unit is taken to have, and the finest, in the unit.
    fn rounding(self) -> (f64, f64) {
        match self {
            Self::Kilometre => (100.0, 1.0),
            Self::Minute => (1.0, 1.0 / 60.0),
            Self::Second => (10.0, 1.0),
        }
    }
}

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
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reported {
    value: f64,
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
        Self { value: value + 0.0, unit, wording: Wording::Plain }
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
    /// The print is the shortest that reads back to the same number. A zero has no digit to carry a rounding and is
    /// taken to the finest.
    fn digits_tolerance(&self) -> f64 {
        let (coarsest, finest) = self.unit.rounding();
        if self.value == 0.0 {
            return 0.5 * finest;
        }
        let print = self.value.abs().to_string();
        let power = match print.split_once('.') {
            Some((_, decimals)) => -(decimals.len() as i32),
            None => (print.len() - print.trim_end_matches('0').len()) as i32,
        };
        0.5 * 10_f64.powi(power.clamp(-30, 30)).min(coarsest).max(finest)
    }

    /// Value and bounds in metres or seconds, once the figure is one that `figure` can have.
    ///
    /// # Errors
    ///
    /// The variant of [`Error`] that names what is wrong: dimension, NaN, infinity, sign, zero, size, tolerance, order.
    pub(crate) fn checked(&self, figure: Figure, limits: Limits) -> Result<Si> {
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
        Ok(Si {
            value: self.value() * scale,
            low: low * scale,
            high: high.map(|high| (high * scale).min(limits.greatest)),
        })
    }
}

/// As a journalist would print it.
impl fmt::Display for Reported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (value, unit) = (Grouped(self.value), self.unit.symbol());
        match self.wording {
            Wording::Plain => write!(f, "{value} {unit}"),
            Wording::About => write!(f, "about {value} {unit}"),
            Wording::AtLeast => write!(f, "more than {value} {unit}"),
            Wording::AtMost => write!(f, "up to {value} {unit}"),
            Wording::PlusOrMinus(tolerance) => write!(f, "{value} ± {} {unit}", Grouped(tolerance)),
            Wording::UpTo(high) => write!(f, "between {value} and {} {unit}", Grouped(high)),
        }
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
pub struct Si {
    /// The number that stands for it.
    pub value: f64,
    /// The least it can be.
    pub low: f64,
    /// The greatest it can be; none for a lower bound.
    pub high: Option<f64>,
}

/// A number with a comma between its thousands, its decimals (or those asked for) kept.
pub(crate) struct Grouped(pub f64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let print = match f.precision() {
            Some(decimals) => format!("{:.decimals$}", self.0),
            None => self.0.to_string(),
        };
        let (whole, rest) = match print.find(['.', 'e', 'N', 'i']) {
            Some(at) => print.split_at(at),
            None => (print.as_str(), ""),
        };
        let (sign, digits) = match whole.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", whole),
        };
        let mut grouped = String::from(sign);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped.push_str(rest);
        // Width and alignment are the caller's.
        match f.width() {
            Some(width) => write!(f, "{grouped:>width$}"),
            None => f.write_str(&grouped),
        }
    }
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

    #[test]
    fn prints_as_a_journalist_would() {
        for (reported, text) in [
            (Reported::km(2_802.0), "2,802 km"),
            (Reported::km(6_248.5), "6,248.5 km"),
            (Reported::km(12.0).about(), "about 12 km"),
            (Reported::km(2_500.0).at_least(), "more than 2,500 km"),
            (Reported::min(40.0).at_most(), "up to 40 min"),
            (Reported::s(4_052.0).plus_or_minus(1.5), "4,052 ± 1.5 s"),
            (Reported::km(1_000_000.0).up_to(1_500_000.0), "between 1,000,000 and 1,500,000 km"),
        ] {
            assert_eq!(reported.to_string(), text);
        }
        assert_eq!(format!("{:8.1}|{:.0}", Grouped(-1234.56), Grouped(999_999.7)), "-1,234.6|1,000,000");
        assert_eq!(format!("{} {}", Grouped(f64::NAN), Grouped(f64::INFINITY)), "NaN inf");
    }
}
