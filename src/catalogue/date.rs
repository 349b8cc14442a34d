//! A date of the Gregorian calendar.

use std::fmt;

use crate::error::CellFault;

/// The date of a flight, in its local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    // The derived order compares the fields in this order.
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Returns the year, from 1900 on.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// Returns the month, 1 to 12.
    pub fn month(&self) -> u8 {
        self.month
    }

    /// Returns the day of the month, from 1.
    pub fn day(&self) -> u8 {
        self.day
    }

    /// Reads year, month and day as in 2017-07-04, and checks that the calendar has the day.
    pub(super) fn read(text: &str) -> Result<Self, CellFault> {
        let no_date = || CellFault::NotADate { text: text.to_owned() };
        let field = |text: &str, digits| {
            let is_number = text.len() == digits && text.bytes().all(|c| c.is_ascii_digit());
            is_number.then(|| text.parse::<u16>().ok()).flatten()
        };
        let fields: Vec<&str> = text.split('-').collect();
        let [year, month, day] = fields.as_slice() else {
            return Err(no_date());
        };
        let (Some(year), Some(month), Some(day)) = (field(year, 4), field(month, 2), field(day, 2)) else {
            return Err(no_date());
        };
        let days = match month {
            2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return Err(no_date()),
        };
        // An earlier year is a slip: the first ballistic missile flew in 1942.
        if year < 1900 {
            return Err(no_date());
        }
        if !(1..=days).contains(&day) {
            return Err(CellFault::NoSuchDay { text: text.to_owned(), days: days as u8 });
        }
        Ok(Self { year, month: month as u8, day: day as u8 })
    }
}

/// Writes the date as in 2017-07-04.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
