//! From characters to numbers, words and signs.

use super::problem::{self, Fault, Problem, Read};

/// The most digits that a number may have: an `f64` holds any fifteen, so that what is printed reads back the same.
pub(super) const MOST_DIGITS: u32 = 15;

/// The most characters that a figure may have.
const MOST_CHARACTERS: usize = 200;

/// How many are shown of a text that has more.
const SHOWN_CHARACTERS: usize = 40;

/// Spaces that are typed to hold a number together: no-break, figure, thin, and narrow no-break space.
const HOLDING_SPACES: [char; 4] = ['\u{a0}', '\u{2007}', '\u{2009}', '\u{202f}'];

/// A number as printed: `mantissa` / 10^`decimals`.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub mantissa: u64,
    pub decimals: u32,
    /// How many digits stand before the point.
    pub whole_digits: u32,
    /// What stands before the first mark between thousands, if there is one.
    pub leading_group: Option<u64>,
}

pub(super) enum Kind {
    Number(Number),
    /// In small letters, without the full stop of an abbreviation.
    Word(String),
    /// `~ > < - , : + ±`; `>` and `<` with or without their equals sign.
    Sign(char),
}

pub(super) struct Token {
    pub kind: Kind,
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// The text in tokens.
pub(super) fn tokens(text: &str) -> Read<Vec<Token>> {
    let characters: Vec<_> = text.char_indices().map(|(at, c)| (at, plain(c))).collect();
    let mut scanner = Scanner { characters, end: text.len(), at: 0 };
    let mut tokens = Vec::new();
    while let Some(c) = scanner.peek(0) {
        if c.is_whitespace() {
            scanner.at += 1;
            continue;
        }
        let start = scanner.place(0);
        let kind = if c.is_ascii_digit() {
            Kind::Number(scanner.number()?)
        } else if c.is_alphabetic() || c == '㎞' {
            Kind::Word(scanner.word())
        } else {
            Kind::Sign(scanner.sign(c)?)
        };
        tokens.push(Token { kind, start, end: scanner.place(0) });
    }
    Ok(tokens)
}

/// The beginning of a text that is longer than any figure.
pub(super) fn beginning_if_too_long(text: &str) -> Option<&str> {
    let mut places = text.char_indices().map(|(place, _)| place);
    let shown = places.nth(SHOWN_CHARACTERS)?;
    places.nth(MOST_CHARACTERS - SHOWN_CHARACTERS - 1)?;
    text.get(..shown)
}

/// A character in its plain form: full width made narrow, every dash a hyphen, every tilde one tilde, every space but the
/// holding ones one space.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        // Hyphens, dashes, the minus.
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{2019}' => '\'',
        '≈' | '∼' | '≃' | '≅' | '〜' => '~',
        '≥' | '⩾' | '≧' => '>',
        '≤' | '⩽' | '≦' => '<',
        '㎞' => c,
        _ if HOLDING_SPACES.contains(&c) => c,
        // Spaces of no width, some of which Unicode does not count as such.
        '\u{200b}' | '\u{2060}' | '\u{feff}' => ' ',
        _ if c.is_whitespace() => ' ',
        _ => c,
    }
}

struct Scanner {
    characters: Vec<(usize, char)>,
    end: usize,
    at: usize,
}

impl Scanner {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).map(|(_, c)| *c)
    }

    /// Where the character stands in the text, in bytes.
    fn place(&self, ahead: usize) -> usize {
        self.characters.get(self.at + ahead).map_or(self.end, |(place, _)| *place)
    }

    fn is_digit(&self, ahead: usize) -> bool {
        self.peek(ahead).is_some_and(|c| c.is_ascii_digit())
    }

    fn digits_ahead(&self, ahead: usize) -> usize {
        (ahead..).take_while(|ahead| self.is_digit(*ahead)).count()
    }

    fn fault(&self, ahead: usize, length: usize, problem: Problem) -> Fault {
        Fault { start: self.place(ahead), end: self.place(ahead + length), problem }
    }

    fn take_digits(&mut self, number: &mut Number, count: &mut u32) -> Read<u32> {
        let before = *count;
        let ahead = self.digits_ahead(0);
        for _ in 0..ahead {
            let digit = self.peek(0).and_then(|c| c.to_digit(10)).unwrap_or(0);
            if *count == MOST_DIGITS {
                return Err(self.fault(0, 1, problem::TOO_MANY_DIGITS));
            }
            number.mantissa = 10 * number.mantissa + u64::from(digit);
            *count += 1;
            self.at += 1;
        }
        Ok(*count - before)
    }

    fn number(&mut self) -> Read<Number> {
        let mut number = Number { mantissa: 0, decimals: 0, whole_digits: 0, leading_group: None };
        let mut count = 0;
        self.take_digits(&mut number, &mut count)?;
        self.thousands(&mut number, &mut count)?;
        number.whole_digits = count;
        if self.peek(0) == Some('.') {
            if !self.is_digit(1) {
                return Err(self.fault(0, 1, problem::DIGIT_MISSING));
            }
            self.at += 1;
            number.decimals = self.take_digits(&mut number, &mut count)?;
            let is_parting = matches!(self.peek(0), Some('.' | ',' | '\''));
            if is_parting && self.is_digit(1) {
                return Err(self.fault(0, 1, problem::SECOND_POINT));
            }
        }
        let is_signed = matches!(self.peek(1), Some('+' | '-')) && self.is_digit(2);
        if matches!(self.peek(0), Some('e' | 'E')) && (self.is_digit(1) || is_signed) {
            return Err(self.fault(0, 1, problem::POWER_OF_TEN));
        }
        Ok(number)
    }

    /// The groups of three after the first, each behind the same mark: comma, apostrophe or holding space.
    fn thousands(&mut self, number: &mut Number, count: &mut u32) -> Read<()> {
        let (first, first_digits) = (number.mantissa, *count);
        let mut mark = None;
        while let Some(c) = self.peek(0) {
            let is_space = HOLDING_SPACES.contains(&c);
            let digits = self.digits_ahead(1);
            if !(is_space || matches!(c, ',' | '\'')) || digits == 0 {
                break;
            }
            // Before two or four digits a space is a space, and a second number follows.
            let is_group = digits == 3 && first_digits <= 3;
            if is_space && !is_group {
                break;
            }
            let kind = if is_space { ' ' } else { c };
            // No number of thousands begins with a zero: "0,500" is a decimal.
            let is_decimal = !is_group || first == 0;
            if is_decimal && c == ',' {
                return Err(self.fault(0, 1, problem::COMMA));
            }
            if is_decimal || mark.is_some_and(|mark| mark != kind) {
                return Err(self.fault(0, 1, problem::GROUPS));
            }
            mark = Some(kind);
            number.leading_group = Some(first);
            self.at += 1;
            self.take_digits(number, count)?;
        }
        Ok(())
    }

    fn word(&mut self) -> String {
        if self.peek(0) == Some('㎞') {
            self.at += 1;
            return "km".to_owned();
        }
        let mut word = String::new();
        while let Some(c) = self.peek(0).filter(|c| c.is_alphabetic()) {
            word.extend(c.to_lowercase());
            self.at += 1;
        }
        if self.peek(0) == Some('.') && !self.is_digit(1) {
            self.at += 1;
        }
        word
    }

    fn sign(&mut self, c: char) -> Read<char> {
        let (sign, length) = match (c, self.peek(1), self.peek(2)) {
            ('+', Some('/'), Some('-')) => ('±', 3),
            ('+', Some('-'), _) => ('±', 2),
            ('>' | '<', Some('='), _) => (c, 2),
            ('~' | '>' | '<' | '-' | ',' | ':' | '+' | '±', _, _) => (c, 1),
            ('.', Some(digit), _) if digit.is_ascii_digit() => {
                return Err(self.fault(0, 1, problem::DIGIT_MISSING));
            }
            ('%' | '‰', _, _) => return Err(self.fault(0, 1, problem::PER_CENT)),
            ('(' | '[' | '{', _, _) => return Err(self.fault(0, 1, problem::BRACKET)),
            _ => return Err(self.fault(0, 1, problem::STRAY_CHARACTER)),
        };
        self.at += length;
        Ok(sign)
    }
}
