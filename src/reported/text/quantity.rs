//! One number with its unit, or a time in several parts.

use super::Unit;
use super::problem::{self, Fault, Problem, Read};
use super::reader::Reader;
use super::scan::{MOST_DIGITS, Number};

/// A number with its unit, if it has one of its own: `mantissa` / 10^`decimals`.
#[derive(Clone, Copy)]
pub(super) struct Quantity {
    pub mantissa: u64,
    pub decimals: u32,
    pub unit: Option<Unit>,
    /// Whether the greater units stand apart: 47 min 12 s.
    pub is_apart: bool,
    /// What stands before the first mark between thousands, if there is one.
    pub leading_group: Option<u64>,
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Quantity {
    /// The correctly rounded value: both numbers are exact.
    pub fn value(&self) -> f64 {
        self.mantissa as f64 / 10_u64.pow(self.decimals) as f64
    }

    fn fault(&self, problem: Problem) -> Fault {
        Fault { start: self.start, end: self.end, problem }
    }

    /// The same in a finer unit, `factor` of which make the one it is in.
    pub fn times(self, factor: u64, unit: Unit) -> Read<Self> {
        let product = self.mantissa.checked_mul(factor).filter(|product| *product < 10_u64.pow(MOST_DIGITS));
        let (Some(mut mantissa), mut decimals) = (product, self.decimals) else {
            return Err(self.fault(problem::TOO_MANY_DIGITS));
        };
        // The zero of 0.5 h = 30.0 min was never printed.
        while factor > 1 && decimals > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            decimals -= 1;
        }
        Ok(Self { mantissa, decimals, unit: Some(unit), ..self })
    }

    /// A whole number of units and a smaller part in the same unit, as one.
    fn plus(self, part: Self) -> Read<Self> {
        let scale = 10_u64.pow(part.decimals);
        let sum = self.mantissa.checked_mul(scale).and_then(|whole| whole.checked_add(part.mantissa));
        match sum.filter(|mantissa| *mantissa < 10_u64.pow(MOST_DIGITS)) {
            Some(mantissa) => Ok(Self { mantissa, is_apart: true, start: self.start, ..part }),
            None => Err(Self { start: self.start, ..part }.fault(problem::TOO_MANY_DIGITS)),
        }
    }

    /// The next part of a time, after a greater one.
    fn followed_by(self, part: Self) -> Read<Self> {
        let (Some(unit), Some(next)) = (self.unit, part.unit) else {
            return Err(part.fault(problem::TWO_FIGURES));
        };
        if unit.is_length() || next.is_length() {
            return Err(part.fault(problem::TWO_FIGURES));
        }
        let Some(factor) = unit.whole_number_of(next).filter(|factor| *factor > 1) else {
            return Err(part.fault(problem::PART_ORDER));
        };
        if self.decimals > 0 {
            return Err(self.fault(problem::PART_SIZE));
        }
        // The part is below one of the unit before it.
        if part.mantissa >= factor * 10_u64.pow(part.decimals) {
            return Err(part.fault(problem::PART_SIZE));
        }
        self.times(factor, next)?.plus(part)
    }
}

impl Reader<'_> {
    /// A number with what belongs to it. With `and_joins`, "37 min and 12 s" is one time.
    pub fn quantity(&mut self, and_joins: bool) -> Read<Quantity> {
        let (number, start, end) = self.number()?;
        if self.sign() == Some(':') {
            return self.clock(number, start);
        }
        // "m" is metres, but where seconds follow it can only be minutes.
        let is_m = self.word() == Some("m") && number.leading_group.is_none();
        let mut quantity = self.with_unit(number, start, end)?;
        if is_m && self.seconds_follow() {
            quantity.unit = Some(Unit::Minute);
        }
        while let Some(part) = self.part(quantity.unit, and_joins)? {
            quantity = quantity.followed_by(part)?;
        }
        Ok(quantity)
    }

    /// A further number after a unit, with nothing, a comma or "and" before it.
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
        let (number, start, end) = self.number()?;
        // And after hours.
        let is_minutes = self.word() == Some("m") && after == Some(Unit::Hour);
        let mut part = self.with_unit(number, start, end)?;
        if is_minutes {
            part.unit = Some(Unit::Minute);
        }
        Ok(Some(part))
    }

    /// A number that has been read, with the unit that may follow it.
    fn with_unit(&mut self, number: Number, start: usize, end: usize) -> Read<Quantity> {
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

    /// 37:30 or 1:09:30, at the first colon.
    fn clock(&mut self, first: Number, start: usize) -> Read<Quantity> {
        let mut fields = vec![first];
        while self.sign() == Some(':') {
            let is_close = self.is_close();
            self.at += 1;
            if !(is_close && self.is_close() && self.is_at_number()) {
                return Err(Fault { start, end: self.end_of_last(), problem: problem::CLOCK });
            }
            fields.push(self.number()?.0);
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
