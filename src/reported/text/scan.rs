//! Splits a text into numbers, words and signs.

use super::problem::{self, Fault, Problem, Read};

/// The greatest number of digits of a number. An `f64` holds any fifteen, so that a printed number
/// reads back the same.
pub(super) const MAX_DIGITS: u32 = 15;

/// The greatest number of characters of a figure.
const MAX_CHARACTERS: usize = 200;

/// The number of characters shown of a text that is too long.
const SHOWN_CHARACTERS: usize = 40;

/// The spaces typed inside numbers: no-break, figure, thin, and narrow no-break space.
const NUMBER_SPACES: [char; 4] = ['\u{a0}', '\u{2007}', '\u{2009}', '\u{202f}'];

/// A number as printed. Its value is `mantissa` / 10^`decimals`.
#[derive(Clone, Copy)]
pub(super) struct Number {
    /// The digits as a whole number.
    pub mantissa: u64,
    /// The number of decimals.
    pub decimals: u32,
    /// The number of digits before the point.
    pub whole_digits: u32,
    /// The digits before the first mark between thousands, if there is one.
    pub leading_group: Option<u64>,
}

/// The kinds of token.
pub(super) enum Kind {
    /// A number.
    Number(Number),
    /// A word in small letters, without the full stop of an abbreviation.
    Word(String),
    /// One of `~ > < - , : + ±`; `>` and `<` with or without their equals sign.
    Sign(char),
}

/// A number, a word or a sign, with its place in the text.
pub(super) struct Token {
    /// The kind of token, with its content.
    pub kind: Kind,
    /// The place at which it begins, in bytes.
    pub start: usize,
    /// The place at which it ends, in bytes.
    pub end: usize,
}

/// Splits a text into tokens.
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

/// Returns the beginning of a text that is too long for a figure; none for a shorter text.
pub(super) fn beginning_if_too_long(text: &str) -> Option<&str> {
    let mut places = text.char_indices().map(|(place, _)| place);
    let shown = places.nth(SHOWN_CHARACTERS)?;
    places.nth(MAX_CHARACTERS - SHOWN_CHARACTERS - 1)?;
    text.get(..shown)
}

/// Returns a character in its plain form: full width becomes narrow, every dash a hyphen, every
/// tilde the same tilde, and every space the same space, except those inside numbers.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        // Hyphens, dashes and the minus sign.
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
        '\u{2019}' => '\'',
        '≈' | '∼' | '≃' | '≅' | '〜' => '~',
        '≥' | '⩾' | '≧' => '>',
        '≤' | '⩽' | '≦' => '<',
        '㎞' => c,
        _ if NUMBER_SPACES.contains(&c) => c,
        // Spaces of no width, some of which Unicode does not class as spaces.
        '\u{200b}' | '\u{2060}' | '\u{feff}' => ' ',
        _ if c.is_whitespace() => ' ',
        _ => c,
    }
}

/// A reader of the characters of a text, one after another.
struct Scanner {
    /// The characters in plain form, each with its place in the text, in bytes.
    characters: Vec<(usize, char)>,
    /// The length of the text, in bytes.
    end: usize,
    /// The index of the next character.
    at: usize,
}

impl Scanner {
    /// Returns the character at a number of characters ahead.
    fn peek(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).map(|(_, c)| *c)
    }

    /// Returns the place of that character in the text, in bytes.
    fn place(&self, ahead: usize) -> usize {
        self.characters.get(self.at + ahead).map_or(self.end, |(place, _)| *place)
    }

    /// Returns whether that character is a digit.
    fn is_digit(&self, ahead: usize) -> bool {
        self.peek(ahead).is_some_and(|c| c.is_ascii_digit())
    }

    /// Returns the number of digits in a row from that character on.
    fn digits_ahead(&self, ahead: usize) -> usize {
        (ahead..).take_while(|ahead| self.is_digit(*ahead)).count()
    }

    /// Returns a fault of a number of characters from that character on.
    fn fault(&self, ahead: usize, length: usize, problem: Problem) -> Fault {
        Fault { start: self.place(ahead), end: self.place(ahead + length), problem }
    }

    /// Reads digits into a number and its count of digits, and returns how many there were.
    fn take_digits(&mut self, number: &mut Number, count: &mut u32) -> Read<u32> {
        let before = *count;
        let ahead = self.digits_ahead(0);
        for _ in 0..ahead {
            let digit = self.peek(0).and_then(|c| c.to_digit(10)).unwrap_or(0);
            if *count == MAX_DIGITS {
                return Err(self.fault(0, 1, problem::TOO_MANY_DIGITS));
            }
            number.mantissa = 10 * number.mantissa + u64::from(digit);
            *count += 1;
            self.at += 1;
        }
        Ok(*count - before)
    }

    /// Reads a number.
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

    /// Reads the groups of three digits after the first group, each after the same mark: a comma,
    /// an apostrophe or a space.
    fn thousands(&mut self, number: &mut Number, count: &mut u32) -> Read<()> {
        let (first, first_digits) = (number.mantissa, *count);
        let mut mark = None;
        while let Some(c) = self.peek(0) {
            let digits = self.digits_ahead(1);
            // A common space parts thousands where the number could not be two: "700 800" could.
            let is_common_space =
                c == ' ' && matches!(mark, None | Some(' ')) && first_digits <= 2 && first > 0 && digits == 3;
            let is_space = NUMBER_SPACES.contains(&c) || is_common_space;
            if !(is_space || matches!(c, ',' | '\'')) || digits == 0 {
                break;
            }
            // Before two or four digits the space separates two numbers.
            let is_group = digits == 3 && first_digits <= 3;
            if is_space && !is_group {
                break;
            }
            let kind = if is_space { ' ' } else { c };
            // A number of thousands does not begin with a zero: "0,500" is a decimal.
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

    /// Reads a word.
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
        if let Some(per) = self.per(&word) {
            self.at += 2;
            word.extend(['/', per]);
        }
        if self.peek(0) == Some('.') && !self.is_digit(1) {
            self.at += 1;
        }
        word
    }

    /// Returns the unit of time of a speed, s or h, if a stroke and that unit alone follow a unit
    /// of length.
    fn per(&self, word: &str) -> Option<char> {
        let unit = self.peek(1)?.to_ascii_lowercase();
        let is_speed = matches!((word, unit), ("m" | "km", 's') | ("km", 'h'));
        let is_end = !self.peek(2).is_some_and(char::is_alphanumeric);
        (self.peek(0) == Some('/') && is_speed && is_end).then_some(unit)
    }

    /// Reads a sign.
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
