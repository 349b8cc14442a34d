//! One number with its unit, or a time in several parts.

use super::Unit;
use super::problem::{self, Fault, Problem, Read};
use super::reader::{Placed, Reader};
use super::scan::{MAX_DIGITS, Number};

/// A number with its unit, if it has its own. Its value is `mantissa` / 10^`decimals`.
#[derive(Clone, Copy)]
pub(super) struct Quantity {
    /// The digits as a whole number.
    pub mantissa: u64,
    /// The number of decimals.
    pub decimals: u32,
    /// The unit; none if none follows the number.
    pub unit: Option<Unit>,
    /// Whether the greater units are written apart: 47 min 12 s.
    pub is_apart: bool,
    /// The digits before the first mark between thousands, if there is one.
    pub leading_group: Option<u64>,
    /// The place at which it begins in the text, in bytes.
    pub start: usize,
    /// The place at which it ends, in bytes.
    pub end: usize,
}

impl Quantity {
    /// Returns the value, correctly rounded, because both numbers are exact.
    pub fn value(&self) -> f64 {
        self.mantissa as f64 / 10_u64.pow(self.decimals) as f64
    }

    /// Returns a fault of the whole quantity.
    fn fault(&self, problem: Problem) -> Fault {
        Fault { start: self.start, end: self.end, problem }
    }

    /// Converts to a finer unit, `factor` of which make one of the present unit.
    pub fn times(self, factor: u64, unit: Unit) -> Read<Self> {
        let product = self.mantissa.checked_mul(factor).filter(|product| *product < 10_u64.pow(MAX_DIGITS));
        let (Some(mut mantissa), mut decimals) = (product, self.decimals) else {
            return Err(self.fault(problem::TOO_MANY_DIGITS));
        };
        // The zero decimal of 0.5 h = 30.0 min was not in the text.
        while factor > 1 && decimals > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            decimals -= 1;
        }
        Ok(Self { mantissa, decimals, unit: Some(unit), ..self })
    }

    /// Adds a smaller part in the same unit to a whole number of units.
    fn plus(self, part: Self) -> Read<Self> {
        let scale = 10_u64.pow(part.decimals);
        let sum = self.mantissa.checked_mul(scale).and_then(|whole| whole.checked_add(part.mantissa));
        match sum.filter(|mantissa| *mantissa < 10_u64.pow(MAX_DIGITS)) {
            Some(mantissa) => Ok(Self { mantissa, is_apart: true, start: self.start, ..part }),
            None => Err(Self { start: self.start, ..part }.fault(problem::TOO_MANY_DIGITS)),
        }
    }

    /// Adds the next part of a time, in a smaller unit.
    fn followed_by(self, part: Self) -> Read<Self> {
        let (Some(unit), Some(next)) = (self.unit, part.unit) else {
            return Err(part.fault(problem::TWO_FIGURES));
        };
        if unit.is_length() || next.is_length() || unit.is_speed() || next.is_speed() {
            return Err(part.fault(problem::TWO_FIGURES));
        }
        let Some(factor) = unit.whole_number_of(next).filter(|factor| *factor > 1) else {
            return Err(part.fault(problem::PART_ORDER));
        };
        if self.decimals > 0 {
            return Err(self.fault(problem::PART_SIZE));
        }
        // The part has to be less than one of the greater unit.
        if part.mantissa >= factor * 10_u64.pow(part.decimals) {
            return Err(part.fault(problem::PART_SIZE));
        }
        self.times(factor, next)?.plus(part)
    }
}

impl Reader<'_> {
    /// Reads a number with its unit and its further parts. With `and_joins`, "37 min and 12 s" is
    /// one time.
    pub fn quantity(&mut self, and_joins: bool) -> Read<Quantity> {
        if let Some(half) = self.half()? {
            return Ok(half);
        }
        if let Some(mach) = self.mach()? {
            return Ok(mach);
        }
        let placed = self.number()?;
        if self.sign() == Some(':') {
            return self.clock(placed);
        }
        // "m" is metres, except where seconds follow: there it can only be minutes.
        let is_m = self.word() == Some("m") && placed.number.leading_group.is_none();
        let mut quantity = self.with_unit(placed)?;
        if is_m && self.seconds_follow() {
            quantity.unit = Some(Unit::Minute);
        }
        while let Some(part) = self.part(quantity.unit, and_joins)? {
            quantity = quantity.followed_by(part)?;
        }
        Ok(quantity)
    }

    /// Reads "Mach 22", if it comes next. Its name stands before the number.
    fn mach(&mut self) -> Read<Option<Quantity>> {
        let start = self.place();
        if !self.eat_words(&["mach"]) {
            return Ok(None);
        }
        let Placed { number, end, .. } = self.number()?;
        Ok(Some(Quantity {
            mantissa: number.mantissa,
            decimals: number.decimals,
            unit: Some(Unit::Mach),
            is_apart: false,
            leading_group: number.leading_group,
            start,
            end,
        }))
    }

    /// Reads "half an hour" or "half-hour", if it comes next.
    fn half(&mut self) -> Read<Option<Quantity>> {
        let (before, start) = (self.at, self.place());
        if !self.eat_words(&["half"]) {
            return Ok(None);
        }
        let _ = self.eat_sign('-') || self.eat_words(&["an"]) || self.eat_words(&["a"]);
        match self.unit()? {
            Some(unit) => {
                let end = self.end_of_last();
                let unit = Some(unit);
                Ok(Some(Quantity {
                    mantissa: 5,
                    decimals: 1,
                    unit,
                    is_apart: false,
                    leading_group: None,
                    start,
                    end,
                }))
            }
            None => {
                self.at = before;
                Ok(None)
            }
        }
    }

    /// Reads a further number after a unit, with nothing, a comma or "and" before it.
    fn part(&mut self, after: Option<Unit>, and_joins: bool) -> Read<Option<Quantity>> {
        let before = self.at;
        if after.is_none() {
            return Ok(None);
        }
        let _ = self.eat_sign(',');
        let _ = and_joins && self.eat_words(&["and"]);
        if !self.is_at_number() {
            self.at = before;
            return Ok(None);
        }
        let placed = self.number()?;
        // After hours, "m" is minutes as well.
        let is_minutes = self.word() == Some("m") && after == Some(Unit::Hour);
        let mut part = self.with_unit(placed)?;
        if is_minutes {
            part.unit = Some(Unit::Minute);
        }
        Ok(Some(part))
    }

    /// Reads the unit that may follow a number, and returns both.
    fn with_unit(&mut self, placed: Placed) -> Read<Quantity> {
        let Placed { number, start, end } = placed;
        // "37-minute", as before a noun.
        self.skip_hyphen_before_unit();
        let unit = self.unit()?;
        Ok(Quantity {
            mantissa: number.mantissa,
            decimals: number.decimals,
            unit,
            is_apart: false,
            leading_group: number.leading_group,
            start,
            end: if unit.is_some() { self.end_of_last() } else { end },
        })
    }

    /// Reads a time with colons, 37:30 or 1:09:30, from its first colon on.
    fn clock(&mut self, first: Placed) -> Read<Quantity> {
        let start = first.start;
        let mut fields = vec![first.number];
        while self.sign() == Some(':') {
            let is_close = self.is_close();
            self.at += 1;
            if !(is_close && self.is_close() && self.is_at_number()) {
                return Err(Fault { start, end: self.end_of_last(), problem: problem::CLOCK });
            }
            fields.push(self.number()?.number);
        }
        let end = self.end_of_last();
        let fault = Fault { start, end, problem: problem::CLOCK };
        let (seconds, before) = match fields.as_slice() {
            [minutes, seconds] => (*seconds, [Number { mantissa: 0, ..*minutes }, *minutes]),
            [hours, minutes, seconds] if minutes.whole_digits == 2 && minutes.mantissa < 60 => {
                (*seconds, [*hours, *minutes])
            }
            _ => return Err(fault),
        };
        let is_whole = |number: &Number| number.decimals == 0 && number.leading_group.is_none();
        let is_two_digits = seconds.whole_digits == 2 && seconds.mantissa < 60 * 10_u64.pow(seconds.decimals);
        let is_small = before.iter().all(|number| is_whole(number) && number.mantissa < 10_000);
        if !(is_two_digits && is_small && seconds.leading_group.is_none()) {
            return Err(fault);
        }
        let [hours, minutes] = before.map(|number| number.mantissa);
        let part = |mantissa, decimals| Quantity {
            mantissa,
            decimals,
            unit: Some(Unit::Second),
            is_apart: true,
            leading_group: None,
            start,
            end,
        };
        let quantity =
            part(3_600 * hours + 60 * minutes, 0).plus(part(seconds.mantissa, seconds.decimals))?;
        let own = if fields.len() == 2 { Unit::Minute } else { Unit::Hour };
        let unit_start = self.place();
        match self.unit()? {
            Some(unit) if unit != own => {
                Err(Fault { start: unit_start, end: self.end_of_last(), problem: problem::CLOCK_UNIT })
            }
            _ => Ok(quantity),
        }
    }
}
