//! The problems that a text can have, in the words of the error message.

use crate::error::Error;

/// A problem and its remedy.
pub(super) struct Problem(&'static str, &'static str);

/// A problem and its place in the text, in bytes; an empty place where something is missing.
pub(super) struct Fault {
    /// The place at which the fault begins, in bytes.
    pub start: usize,
    /// The place at which it ends, in bytes.
    pub end: usize,
    /// The problem there.
    pub problem: Problem,
}

/// The result of reading.
pub(super) type Read<T> = Result<T, Fault>;

impl Fault {
    /// Returns the error for a text with this fault.
    pub fn of(self, text: &str) -> Error {
        let Self { start, end, problem: Problem(problem, remedy) } = self;
        Error::UnreadableFigure { text: text.to_owned(), start, end, problem, remedy }
    }
}

// The whole text.
pub(super) const EMPTY: Problem = Problem(
    "there is nothing to read",
    "write a number with its unit, as in 2,802 km, or leave the figure out if nobody reported it",
);
pub(super) const TOO_LONG: Problem =
    Problem("it is longer than the 200 characters that are read", "give one figure alone");

// Characters and numbers.
pub(super) const STRAY_CHARACTER: Problem = Problem(
    "this character has no meaning here",
    "write a number with its unit, as in 2,802 km, and words such as about or more than",
);
pub(super) const BRACKET: Problem =
    Problem("remarks in brackets are not read", "leave them out, and keep the figure in one unit");
pub(super) const PER_CENT: Problem =
    Problem("a per cent is no unit of length or time", "give the figure, or its tolerance, in km, min or s");
pub(super) const SIGN: Problem =
    Problem("a reported figure has no sign", "write it without, and an interval as in 45 to 50 min");
pub(super) const NO_NUMBER: Problem = Problem(
    "a number in digits belongs here",
    "write it alone or after about, more than, up to or between, as in about 37 min",
);
pub(super) const COMMA: Problem = Problem(
    "a comma parts thousands here, after one to three digits and before every three, and this one does not",
    "write a decimal with a point, as in 1.5 km, and thousands as in 1,500 km",
);
pub(super) const GROUPS: Problem = Problem(
    "its thousands are parted unevenly, or in two ways at once",
    "part every three digits by the same sign, as in 10,224 km, or not at all",
);
pub(super) const SECOND_POINT: Problem = Problem(
    "a number has one decimal point at most, and nothing parted behind it",
    "write thousands with commas and decimals with a point, as in 1,413.6 km",
);
pub(super) const DIGIT_MISSING: Problem =
    Problem("a digit is missing beside the decimal point", "write 0.5 or 37.0, or leave the point out");
pub(super) const POWER_OF_TEN: Problem =
    Problem("powers of ten hide how a figure was rounded", "write the number out, as in 1,000 km");
pub(super) const TOO_MANY_DIGITS: Problem =
    Problem("a number of more than 15 digits is not held exactly", "write fewer digits");

// Units.
pub(super) const UNKNOWN_UNIT: Problem = Problem(
    "that is no unit known here",
    "write km, m, miles, nautical miles, feet, h, min, s, or for a speed m/s, km/s, km/h or mph, after the number",
);
pub(super) const NO_UNIT: Problem = Problem(
    "a number without a unit may be anything",
    "write km, m, miles, nautical miles, feet, h, min, s, or for a speed m/s, km/s, km/h or mph, after it",
);
pub(super) const CLOCK: Problem = Problem(
    "a time with colons is minutes and seconds, 37:30, or hours, minutes and seconds, 1:09:30, with two digits below 60 \
     after each colon",
    "write it so, or with units, as in 1 h 9 min",
);
pub(super) const CLOCK_UNIT: Problem = Problem(
    "37:30 is minutes and seconds and 1:09:30 hours, minutes and seconds, and this unit says otherwise",
    "leave the unit out, or write 1 h 9 min",
);
pub(super) const PART_ORDER: Problem =
    Problem("the parts of a time come from the greater unit to the smaller", "write 47 min 12 s");
pub(super) const PART_SIZE: Problem = Problem(
    "in a time of several parts all but the last are whole and all but the first are below 60",
    "write 47 min 12 s, or the whole in one unit",
);

// Words and relations.
pub(super) const TWO_WORDINGS: Problem = Problem(
    "a second wording for the same figure",
    "keep one of about, more than, up to, an interval or a tolerance",
);
pub(super) const ADVERB_ALONE: Problem = Problem(
    "over, more than, below or the like belongs here",
    "write well over 2,500 km, or more than 2,500 km",
);
pub(super) const AND_MISSING: Problem =
    Problem("after between, the word and belongs here", "write between 700 and 800 km");
pub(super) const TO_MISSING: Problem =
    Problem("after from, the word to belongs here", "write from 700 to 800 km, or from 700 km to 800 km");
pub(super) const TWO_FIGURES: Problem = Problem(
    "a second number, and nothing says what it is to the first",
    "keep one, or write 700 to 800 km, 930 ± 5 km or 47 min 12 s; thousands are 2,802, with no common space",
);
pub(super) const LEFT_OVER: Problem = Problem(
    "this is left over after the figure",
    "leave it out; words such as about or more than come before the number",
);
pub(super) const DIFFERENT_UNITS: Problem =
    Problem("the two numbers are in units that do not go together", "give both in the same unit");
pub(super) const REVERSED: Problem =
    Problem("the smaller end of an interval comes first", "write 700 to 800 km");
pub(super) const ELIDED: Problem = Problem(
    "the first number may have lost its thousands",
    "write both ends in full, as in 1,000 to 2,000 km, or each with its unit, as in 1 km to 2,000 km",
);
