//! Reads a figure as the news prints it, and refuses a text that it cannot read with the place of
//! the fault.

mod absent;
mod problem;
mod quantity;
mod reader;
mod scan;
mod words;

use std::str::FromStr;

use super::{Reported, Unit, Wording};
use crate::error::{Error, Result};
use problem::{Fault, Read};
use quantity::Quantity;
use reader::Reader;
use words::{ENDS, Lead, NAMES, PLACES, SETTINGS};

/// Reads "about 930 km", "more than 2,500 km", "between 45 and 50 min", "4,052 ± 1.5 s", "47 min
/// 12 s", "1:09:30".
///
/// A comma, an apostrophe or a no-break, figure or thin space separates thousands; a point begins
/// decimals. Units are kilometres, metres, statute and nautical miles, feet, hours, minutes,
/// seconds; of a speed m/s, km/s, km/h, mph and the Mach number before which its name stands. Case,
/// spaces, full-width forms and the kind of dash do not matter.
///
/// ```
/// use lofted::{Error, Observation, Reported};
///
/// let apogee: Reported = "more than 2,500 km".parse()?;
/// assert_eq!((apogee.bounds().low, apogee.bounds().high), (2_500.0, None));
/// assert_eq!("47 min 12 s".parse::<Reported>()?.value(), 2_832.0);
///
/// let error = "37 furlongs".parse::<Reported>().unwrap_err();
/// assert!(error.to_string().contains("37 [furlongs]"));
///
/// let observation = Observation::builder()
///     .apogee("more than 2,500 km".parse()?)
///     .flight_time("about 40 min".parse()?)
///     .build()?;
/// assert_eq!(observation.to_string(), "apogee more than 2,500 km, flight time about 40 min");
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
///
/// [`Error::UnreadableFigure`], with the place in the text, the problem and the remedy. Nothing is
/// guessed: a number without a unit, a comma that may be a decimal one, and two numbers with no
/// word between them are refused.
impl FromStr for Reported {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if let Some(beginning) = scan::beginning_if_too_long(text) {
            let end = beginning.len();
            return Err(Fault { start: end, end, problem: problem::TOO_LONG }.of(beginning));
        }
        read(text).map_err(|fault| fault.of(text))
    }
}

/// The relation between two numbers.
enum Relation {
    /// The ends of an interval.
    Interval,
    /// A figure and its tolerance.
    Tolerance,
}

/// Reads a whole text.
fn read(text: &str) -> Read<Reported> {
    let tokens = scan::tokens(text)?;
    let mut reader = Reader::new(&tokens, text.len());
    if reader.is_at_end() {
        return Err(reader.fault_here(problem::EMPTY));
    }
    let lead = lead(&mut reader)?;
    let first = reader.quantity(lead != Some(Lead::Between))?;
    let reported = match relation(&mut reader, lead)? {
        Some(relation) => {
            let second = reader.quantity(true)?;
            if matches!(reader.sign(), Some('-' | '±')) || reader.word() == Some("to") {
                return Err(reader.fault_here(problem::TWO_WORDINGS));
            }
            match relation {
                Relation::Interval => interval(first, second)?,
                Relation::Tolerance => tolerance(first, second)?,
            }
        }
        None => single(&mut reader, lead, first)?,
    };
    if reader.is_at_end() {
        return Ok(reported);
    }
    Err(reader.fault_here(if reader.is_at_number() || reader.word() == Some("and") {
        problem::TWO_FIGURES
    } else {
        problem::LEFT_OVER
    }))
}

/// Reads the words before the first number.
fn lead(reader: &mut Reader) -> Read<Option<Lead>> {
    let _ = reader.eat_phrase(NAMES);
    let lead = reader.eat_lead();
    if lead != Some(Lead::Adverb) {
        return Ok(lead);
    }
    let place = reader.at;
    match reader.eat_lead() {
        bound @ Some(Lead::AtLeast | Lead::AtMost) => Ok(bound),
        _ => {
            reader.at = place;
            Err(reader.fault_here(problem::ADVERB_ALONE))
        }
    }
}

/// Reads what stands between the first number and a second, if a second follows.
fn relation(reader: &mut Reader, lead: Option<Lead>) -> Read<Option<Relation>> {
    match lead {
        Some(Lead::Between) if reader.eat_words(&["and"]) => return Ok(Some(Relation::Interval)),
        Some(Lead::Between) => return Err(reader.fault_here(problem::AND_MISSING)),
        Some(Lead::From) if reader.eat_words(&["to"]) || reader.eat_sign('-') => {
            return Ok(Some(Relation::Interval));
        }
        Some(Lead::From) => return Err(reader.fault_here(problem::TO_MISSING)),
        _ => {}
    }
    let (before, place) = (reader.at, reader.place());
    let relation = if reader.eat_words(&["to"]) || reader.eat_sign('-') {
        Relation::Interval
    } else {
        let _ = reader.eat_sign(',');
        let is_tolerance = reader.eat_sign('±')
            || reader.eat_words(&["plus", "or", "minus"])
            || reader.eat_words(&["give", "or", "take"]);
        if !is_tolerance {
            reader.at = before;
            return Ok(None);
        }
        Relation::Tolerance
    };
    if lead.is_some() {
        return Err(Fault { start: place, end: reader.end_of_last(), problem: problem::TWO_WORDINGS });
    }
    Ok(Some(relation))
}

/// Returns the figure of one number, with the words before it or read after it.
fn single(reader: &mut Reader, lead: Option<Lead>, quantity: Quantity) -> Read<Reported> {
    let Some(unit) = quantity.unit else {
        // The text that follows explains the fault better than the missing unit does.
        return Err(if reader.is_at_number() || reader.word() == Some("and") {
            reader.fault_here(problem::TWO_FIGURES)
        } else if reader.sign().is_some() {
            reader.fault_here(problem::STRAY_CHARACTER)
        } else {
            Fault { start: quantity.end, end: quantity.end, problem: problem::NO_UNIT }
        });
    };
    let _ = reader.eat_phrase(if unit.is_speed() { PLACES } else { SETTINGS });
    let place = reader.place();
    let end = reader.eat_phrase(ENDS);
    if lead.is_some() && end.is_some() {
        return Err(Fault { start: place, end: reader.end_of_last(), problem: problem::TWO_WORDINGS });
    }
    let wording = match lead.or(end) {
        Some(Lead::About) => Wording::About,
        Some(Lead::AtLeast) => Wording::AtLeast,
        Some(Lead::AtMost) => Wording::AtMost,
        _ => Wording::Plain,
    };
    Ok(reported(quantity, unit, wording))
}

/// Returns the figure of an interval.
fn interval(low: Quantity, high: Quantity) -> Read<Reported> {
    // The name "Mach" stands before the first number: "Mach 5 to 6".
    let high =
        if low.unit == Some(Unit::Mach) { Quantity { unit: high.unit.or(low.unit), ..high } } else { high };
    let Some(unit) = high.unit else {
        return Err(Fault { start: high.end, end: high.end, problem: problem::NO_UNIT });
    };
    let may_be_elided = low.unit.is_none() && low.leading_group.is_none();
    if may_be_elided && high.leading_group.is_some_and(|group| low.value() < group as f64) {
        return Err(Fault { start: low.start, end: low.end, problem: problem::ELIDED });
    }
    // In "45 to 50 min" the unit is that of both ends. In "45 to 47 min 12 s" the unit of the first
    // is unknown.
    let low = match low.unit {
        None if high.is_apart => {
            return Err(Fault { start: low.end, end: low.end, problem: problem::NO_UNIT });
        }
        None => Quantity { unit: Some(unit), ..low },
        Some(_) => low,
    };
    let InOneUnit { first: low, second: high, unit } = in_one_unit(low, high)?;
    if high.value() < low.value() {
        return Err(Fault { start: high.start, end: high.end, problem: problem::REVERSED });
    }
    // An interval that ends below one of the greater unit has nothing to print apart.
    let low = Quantity { is_apart: low.is_apart && high.value() >= 60.0, ..low };
    Ok(reported(low, unit, Wording::UpTo(high.value())))
}

/// Returns the figure of a number with its tolerance.
fn tolerance(value: Quantity, tolerance: Quantity) -> Read<Reported> {
    let missing =
        |quantity: Quantity| Fault { start: quantity.end, end: quantity.end, problem: problem::NO_UNIT };
    let (value_unit, tolerance_unit) = match (value.unit, tolerance.unit) {
        (None, None) => return Err(missing(tolerance)),
        (Some(_), None) if value.is_apart => return Err(missing(tolerance)),
        (None, Some(_)) if tolerance.is_apart => return Err(missing(value)),
        (value, tolerance) => (value.or(tolerance), tolerance.or(value)),
    };
    let value = Quantity { unit: value_unit, ..value };
    let tolerance = Quantity { unit: tolerance_unit, ..tolerance };
    let InOneUnit { first, second, unit } = in_one_unit(value, tolerance)?;
    Ok(reported(first, unit, Wording::PlusOrMinus(second.value())))
}

/// Two quantities in the same unit.
struct InOneUnit {
    first: Quantity,
    second: Quantity,
    unit: Unit,
}

/// Converts both quantities to the finer of their units, if one of the coarser is a whole number of
/// the finer.
fn in_one_unit(first: Quantity, second: Quantity) -> Read<InOneUnit> {
    let different = Fault { start: second.start, end: second.end, problem: problem::DIFFERENT_UNITS };
    let (Some(one), Some(other)) = (first.unit, second.unit) else {
        return Err(different);
    };
    let (mut first, mut second, unit) = match (one.whole_number_of(other), other.whole_number_of(one)) {
        (Some(factor), _) => (first.times(factor, other)?, second, other),
        (_, Some(factor)) => (first, second.times(factor, one)?, one),
        _ => return Err(different),
    };
    // Both are printed in the same form.
    let is_apart = first.is_apart || second.is_apart;
    first.is_apart = is_apart;
    second.is_apart = is_apart;
    Ok(InOneUnit { first, second, unit })
}

/// Returns the figure of a quantity with its wording.
fn reported(quantity: Quantity, unit: Unit, wording: Wording) -> Reported {
    Reported {
        value: quantity.value(),
        decimals: quantity.decimals as usize,
        is_apart: quantity.is_apart,
        unit,
        wording,
    }
}
