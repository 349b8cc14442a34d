//! One figure as the news prints it: a value, the bounds that its words and digits allow, and its
//! unit.
//!
//! Only this module reads kilometres and minutes. All other modules use SI until they print.

mod column;
mod decimals;
mod layout;
mod print;
mod text;
mod unit;

use crate::error::{Error, Figure, Result};

pub(crate) use layout::{LABEL_COLUMNS, Line};
pub(crate) use print::Grouped;
use unit::Rounding;

pub use column::{FigureColumn, TopSpeedColumn};
pub use unit::Unit;

/// The greatest top speed accepted, m/s: no flight that comes down reaches it, since the speed of
/// escape is 11.2 km/s.
const MAX_TOP_SPEED_M_PER_S: f64 = 12e3;

/// The meaning of the words around a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wording {
    /// No words: the digits give the tolerance.
    Plain,
    /// "About": twice the tolerance of the digits.
    About,
    /// "More than": a lower bound.
    AtLeast,
    /// "Up to": an upper bound.
    AtMost,
    /// A tolerance as given, in the unit of the figure.
    PlusOrMinus(f64),
    /// An interval from the figure to this greater end, in the unit of the figure.
    UpTo(f64),
}

/// One figure as reported. Its bounds follow from its digits and words; how far a source may err
/// beyond its words is part of the [`Prior`](crate::Prior), not of the figure.
///
/// ```
/// use lofted::Reported;
///
/// let bounds = |reported: Reported| (reported.bounds().low, reported.bounds().high);
/// assert_eq!(bounds(Reported::km(2_802.0)), (2_801.5, Some(2_802.5)));
/// assert_eq!(bounds(Reported::km(930.0)), (925.0, Some(935.0)));
/// assert_eq!(bounds(Reported::km(930.0).about()), (920.0, Some(940.0)));
/// assert_eq!(bounds(Reported::km(2_500.0).at_least()), (2_500.0, None));
/// assert_eq!(Reported::min(37.0).to_string(), "37 min");
/// assert_eq!("more than 2,500 km".parse(), Ok(Reported::km(2_500.0).at_least()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reported {
    /// The number, in `unit`; the lower end of an interval.
    value: f64,
    /// The number of decimals printed: "37.0 min" is more precise than "37 min".
    decimals: usize,
    /// Whether the greater units were printed apart: "47 min 12 s" is 2,832 s.
    is_apart: bool,
    /// The unit of all numbers of the figure.
    unit: Unit,
    wording: Wording,
}

impl Reported {
    /// Returns a length in kilometres: "2,802 km".
    pub fn km(value: f64) -> Self {
        Self::plain(value, Unit::Kilometre)
    }

    /// Returns a time in minutes: "37 min".
    pub fn min(value: f64) -> Self {
        Self::plain(value, Unit::Minute)
    }

    /// Returns a time in seconds: "4,052 s".
    pub fn s(value: f64) -> Self {
        Self::plain(value, Unit::Second)
    }

    /// Returns a number in kilometres, minutes or seconds as a figure; none in another unit, in
    /// which figures are read from text only.
    pub fn from_number(value: f64, unit: Unit) -> Option<Self> {
        matches!(unit, Unit::Kilometre | Unit::Minute | Unit::Second).then(|| Self::plain(value, unit))
    }

    /// Returns a figure without words, with the decimals of its shortest print.
    fn plain(value: f64, unit: Unit) -> Self {
        // Adding zero turns −0 into 0.
        let value = value + 0.0;
        Self { value, decimals: decimals::decimals_of(value), is_apart: false, unit, wording: Wording::Plain }
    }

    /// Returns the figure with "about" before it: twice the tolerance, and for minutes at least
    /// ±2.
    #[must_use]
    pub fn about(self) -> Self {
        Self { wording: Wording::About, ..self }
    }

    /// Returns the figure with "more than" before it: a lower bound.
    #[must_use]
    pub fn at_least(self) -> Self {
        Self { wording: Wording::AtLeast, ..self }
    }

    /// Returns the figure with "up to" before it: an upper bound.
    #[must_use]
    pub fn at_most(self) -> Self {
        Self { wording: Wording::AtMost, ..self }
    }

    /// Returns the figure with a given tolerance, in the same unit.
    #[must_use]
    pub fn plus_or_minus(self, tolerance: f64) -> Self {
        Self { wording: Wording::PlusOrMinus(tolerance), ..self }
    }

    /// Returns the interval from the figure to a greater one, in the same unit.
    #[must_use]
    pub fn up_to(self, high: f64) -> Self {
        Self { wording: Wording::UpTo(high), ..self }
    }

    /// Returns the unit of the figure and of all its numbers.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// Returns the number that stands for the figure, in its unit: the figure itself, the middle of
    /// an interval, or the bound.
    pub fn value(&self) -> f64 {
        match self.wording {
            Wording::UpTo(high) => 0.5 * (self.value + high),
            _ => self.value,
        }
    }

    /// Returns whether the figure is a bound on one side only, so that [`value`](Self::value) is
    /// not the middle of an interval.
    pub fn is_one_sided(&self) -> bool {
        matches!(self.wording, Wording::AtLeast | Wording::AtMost)
    }

    /// Returns the least and the greatest value that the digits and words allow.
    pub fn bounds(&self) -> ReportedBounds {
        let around = |tolerance: f64| ReportedBounds {
            low: (self.value - tolerance).max(0.0),
            high: Some(self.value + tolerance),
        };
        match self.wording {
            Wording::Plain => around(self.digits_tolerance()),
            Wording::About => {
                let least = if self.unit == Unit::Minute { 2.0 } else { 0.0 };
                around((2.0 * self.digits_tolerance()).max(least))
            }
            Wording::AtLeast => ReportedBounds { low: self.value, high: None },
            Wording::AtMost => ReportedBounds { low: 0.0, high: Some(self.value) },
            Wording::PlusOrMinus(tolerance) => around(tolerance),
            Wording::UpTo(high) => ReportedBounds { low: self.value, high: Some(high) },
        }
    }

    /// Returns the figure with kilometres in place of metres; none in another unit.
    pub(crate) fn with_kilometres_for_metres(self) -> Option<Self> {
        (self.unit == Unit::Metre).then_some(Self { unit: Unit::Kilometre, ..self })
    }

    /// Returns a time with minutes in place of hours or seconds, or seconds in place of minutes;
    /// none for a length, and where the greater units were printed apart.
    pub(crate) fn with_other_unit_of_time(self) -> Option<Self> {
        let unit = match self.unit {
            Unit::Hour | Unit::Second => Unit::Minute,
            Unit::Minute => Unit::Second,
            _ => return None,
        };
        (!self.is_apart).then_some(Self { unit, ..self })
    }

    /// Returns the figure with its decimal point as a mark between thousands; none without exactly
    /// three decimals, and for an interval or a tolerance.
    pub(crate) fn with_point_for_thousands(self) -> Option<Self> {
        let is_simple = !matches!(self.wording, Wording::PlusOrMinus(_) | Wording::UpTo(_));
        let is_slip = is_simple && self.unit == Unit::Kilometre && self.decimals == 3 && self.value < 1_000.0;
        is_slip.then(|| Self { value: (1e3 * self.value).round(), decimals: 0, ..self })
    }

    /// Returns whether the figure may be a time of day: minutes and seconds apart, as in "05:34".
    pub(crate) fn may_be_time_of_day(&self) -> bool {
        self.is_apart && self.unit == Unit::Second && self.decimals == 0 && self.value < 24.0 * 60.0
    }

    /// Returns half of the largest power of ten that divides the figure as printed, within the
    /// limits of its unit and at least half a kilometre or half a second.
    ///
    /// A figure given as a number is read as its shortest print. A zero has no digit that shows a
    /// rounding and is taken to be rounded to the finest unit. Where the greater units are printed
    /// apart, the figure is rounded to the last unit printed: "47 min 30 s" does not mean tens of
    /// seconds.
    fn digits_tolerance(&self) -> f64 {
        let Rounding { coarsest, finest } = self.unit.rounding();
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

    /// Returns the value and the bounds in metres or seconds, if `figure` can have them.
    ///
    /// # Errors
    ///
    /// The variant of [`Error`] that names the fault: dimension, NaN, infinity, sign, zero, size,
    /// tolerance, order.
    pub(crate) fn checked(&self, figure: Figure, limits: Limits) -> Result<SiFigure> {
        let unit = self.unit.symbol();
        if self.unit.is_speed() || self.unit.is_length() != limits.is_length {
            let (expected, remedy) = if limits.is_length { ("length", "km") } else { ("time", "min or s") };
            return Err(Error::WrongDimension { figure, unit, expected, remedy });
        }
        let value = self.checked_number(self.value, figure, limits)?;
        match self.wording {
            Wording::PlusOrMinus(tolerance) if !(tolerance >= 0.0 && tolerance.is_finite()) => {
                return Err(Error::BadTolerance { figure, tolerance, unit });
            }
            Wording::UpTo(high) => {
                let high = self.checked_number(high, figure, limits)?;
                if high < value {
                    return Err(Error::EmptyInterval { figure, low: value, high, unit });
                }
            }
            _ => {}
        }
        let scale = self.unit.in_si();
        let ReportedBounds { low, high } = self.bounds();
        // A tolerance may extend beyond the greatest value accepted; the figure itself does not.
        Ok(SiFigure {
            value: self.value() * scale,
            low: low * scale,
            high: high.map(|high| (high * scale).min(limits.greatest)),
            is_one_sided: self.is_one_sided(),
        })
    }

    /// Returns a top speed in m/s; the bounds of a Mach number span the speeds of sound that it may
    /// mean.
    ///
    /// # Errors
    ///
    /// [`Error::BadTopSpeed`] unless the figure is a speed above zero, at most
    /// [`MAX_TOP_SPEED_M_PER_S`], with ends in order.
    pub(crate) fn checked_top_speed(&self) -> Result<SiFigure> {
        let refused = |problem| Err(Error::BadTopSpeed { given: self.to_string(), problem });
        if !self.unit.is_speed() {
            return refused("is no speed");
        }
        let [least, greatest] = self.unit.speeds_m_per_s();
        let ends_in_order = match self.wording {
            Wording::PlusOrMinus(tolerance) => tolerance >= 0.0 && tolerance.is_finite(),
            Wording::UpTo(high) => high >= self.value && high * least <= MAX_TOP_SPEED_M_PER_S,
            _ => true,
        };
        if !(ends_in_order && self.value > 0.0) {
            return refused("has no value above zero, or its ends are out of order");
        }
        if !(self.value * least <= MAX_TOP_SPEED_M_PER_S) {
            return refused("is more than 12 km/s, beyond the speed of escape");
        }
        let ReportedBounds { low, high } = self.bounds();
        Ok(SiFigure {
            value: self.value() * self.unit.in_si(),
            low: low * least,
            high: high.map(|high| high * greatest),
            is_one_sided: self.is_one_sided(),
        })
    }

    /// Returns a number in the unit of the figure if it is within the limits.
    fn checked_number(&self, value: f64, figure: Figure, limits: Limits) -> Result<f64> {
        let (unit, scale) = (self.unit.symbol(), self.unit.in_si());
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
    }
}

/// The bounds of a figure in its own unit, as its digits and words allow.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ReportedBounds {
    /// The least value, in the unit of the figure.
    pub low: f64,
    /// The greatest value, in the unit of the figure; none for "more than".
    pub high: Option<f64>,
}

/// The limits of a figure, in SI.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Limits {
    /// Whether the figure is a length; otherwise it is a time.
    pub is_length: bool,
    /// The least value accepted, m or s; zero itself is accepted only if this is zero.
    pub least: f64,
    /// The greatest value accepted, m or s.
    pub greatest: f64,
}

/// A figure in metres or seconds, with the bounds that its digits and words allow.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct SiFigure {
    /// The number that stands for the figure, m, s or m/s: the figure itself, the middle of an
    /// interval, or the bound.
    pub value: f64,
    /// The least value that its digits and words allow, m or s.
    pub low: f64,
    /// The greatest value that its digits and words allow, m or s; none for a lower bound.
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
            let ReportedBounds { low, high } = reported.bounds();
            let expected = (reported.value() - tolerance).max(0.0);
            assert!((low - expected).abs() < 1e-12, "{reported}: {low}, expected {expected}");
            assert!((high.unwrap() - reported.value() - tolerance).abs() < 1e-12, "{reported}: {high:?}");
        }
    }
}
