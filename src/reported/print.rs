//! Prints a figure as a journalist would.

use std::fmt;

use super::decimals::decimals_of;
use super::{Reported, Unit, Wording};

impl fmt::Display for Reported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (value, unit) = (print(self.value, self.decimals), self.unit.symbol());
        if self.is_apart {
            return self.fmt_apart(f);
        }
        if self.unit == Unit::Mach {
            return self.fmt_mach(f);
        }
        match self.wording {
            Wording::Plain => write!(f, "{value} {unit}"),
            Wording::About => write!(f, "about {value} {unit}"),
            Wording::AtLeast => write!(f, "more than {value} {unit}"),
            Wording::AtMost => write!(f, "up to {value} {unit}"),
            Wording::PlusOrMinus(tolerance) => write!(f, "{value} ± {} {unit}", Grouped(tolerance)),
            Wording::UpTo(high) => {
                let high = Grouped(high).to_string();
                // "Between 2 and 3,000 km" could mean two thousand, so the lower end gets its own
                // unit.
                let leading_group = high.split_once(',').and_then(|(group, _)| group.parse().ok());
                let unit_of_low = match leading_group {
                    Some(group) if self.value < group => format!(" {unit}"),
                    _ => String::new(),
                };
                write!(f, "between {value}{unit_of_low} and {high} {unit}")
            }
        }
    }
}

impl Reported {
    /// Prints a Mach number, whose name stands before it.
    fn fmt_mach(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = print(self.value, self.decimals);
        match self.wording {
            Wording::Plain => write!(f, "Mach {value}"),
            Wording::About => write!(f, "about Mach {value}"),
            Wording::AtLeast => write!(f, "more than Mach {value}"),
            Wording::AtMost => write!(f, "up to Mach {value}"),
            Wording::PlusOrMinus(tolerance) => write!(f, "Mach {value} ± {}", Grouped(tolerance)),
            Wording::UpTo(high) => write!(f, "between Mach {value} and Mach {}", Grouped(high)),
        }
    }

    /// Prints the figure with the greater units apart: "47 min 12 s".
    fn fmt_apart(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = apart(self.value, self.decimals, self.unit);
        match self.wording {
            Wording::Plain => write!(f, "{value}"),
            Wording::About => write!(f, "about {value}"),
            Wording::AtLeast => write!(f, "more than {value}"),
            Wording::AtMost => write!(f, "up to {value}"),
            Wording::PlusOrMinus(tolerance) => {
                write!(f, "{value} ± {} {}", Grouped(tolerance), self.unit.symbol())
            }
            Wording::UpTo(high) => {
                let high = apart(high, decimals_of(high), self.unit);
                if self.value < 60.0 {
                    let value = print(self.value, self.decimals);
                    return write!(f, "between {value} {} and {high}", self.unit.symbol());
                }
                write!(f, "between {value} and {high}")
            }
        }
    }
}

/// Prints a number with commas between its thousands and at least the given number of decimals.
fn print(value: f64, decimals: usize) -> String {
    let mut print = value.to_string();
    let missing = decimals.saturating_sub(decimals_of(value));
    if missing > 0 && value.is_finite() {
        if !print.contains('.') {
            print.push('.');
        }
        print.push_str(&"0".repeat(missing));
    }
    grouped(&print)
}

/// Prints a time in minutes or seconds as hours, minutes and seconds, from the first that is not
/// zero, with at least two of them.
fn apart(value: f64, decimals: usize, unit: Unit) -> String {
    // A number whose digits an f64 cannot hold was not read from a text.
    let scale = 10_u64.checked_pow(u32::try_from(decimals).unwrap_or(u32::MAX)).filter(|_| decimals < 16);
    let (Some(scale), true) = (scale, (0.0..1e15).contains(&value)) else {
        return format!("{} {}", print(value, decimals), unit.symbol());
    };
    // Whole units of the last decimal lose no digit.
    let total = (value * scale as f64).round() as u64;
    let (whole, rest) = (total / scale, total % scale);
    let fraction = if decimals > 0 { format!(".{rest:0decimals$}") } else { String::new() };
    match unit {
        Unit::Second if whole >= 3_600 => {
            format!("{} h {} min {}{fraction} s", whole / 3_600, whole / 60 % 60, whole % 60)
        }
        Unit::Second => format!("{} min {}{fraction} s", whole / 60, whole % 60),
        _ => format!("{} h {}{fraction} min", whole / 60, whole % 60),
    }
}

/// A number printed with commas between its thousands, with its own decimals or the precision of
/// the format.
pub(crate) struct Grouped(pub f64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grouped = grouped(&match f.precision() {
            Some(decimals) => format!("{:.decimals$}", self.0),
            None => self.0.to_string(),
        });
        // The format gives the width.
        match f.width() {
            Some(width) => write!(f, "{grouped:>width$}"),
            None => f.write_str(&grouped),
        }
    }
}

/// Puts commas between the thousands of a printed number.
fn grouped(print: &str) -> String {
    let (whole, rest) = match print.find(['.', 'e', 'N', 'i']) {
        Some(at) => print.split_at(at),
        None => (print, ""),
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
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

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
