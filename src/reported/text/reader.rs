//! A reader of the tokens of a text, one after another.

use super::Unit;
use super::problem::{self, Fault, Problem, Read};
use super::scan::{Kind, Number, Token};
use super::words::{CONNECTORS, LEADS, Lead, UNITS};

/// A number with its place in the text.
#[derive(Clone, Copy)]
pub(super) struct Placed {
    pub number: Number,
    /// The place at which it begins, in bytes.
    pub start: usize,
    /// The place at which it ends, in bytes.
    pub end: usize,
}

/// A reader of the tokens of a text.
pub(super) struct Reader<'a> {
    tokens: &'a [Token],
    /// The length of the text, in bytes.
    length: usize,
    /// The index of the next token.
    pub at: usize,
}

impl<'a> Reader<'a> {
    /// Returns a reader at the first token.
    pub fn new(tokens: &'a [Token], length: usize) -> Self {
        Self { tokens, length, at: 0 }
    }

    /// Returns the token at a number of tokens ahead.
    fn token(&self, ahead: usize) -> Option<&'a Token> {
        self.tokens.get(self.at + ahead)
    }

    /// Returns the place at which the next token begins, in bytes.
    pub fn place(&self) -> usize {
        self.token(0).map_or(self.length, |token| token.start)
    }

    /// Returns the place at which the last token read ends, in bytes.
    pub fn end_of_last(&self) -> usize {
        self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |token| token.end)
    }

    /// Returns whether the next token follows the last one without a space.
    pub fn is_close(&self) -> bool {
        self.place() == self.end_of_last()
    }

    /// Returns whether all tokens are read.
    pub fn is_at_end(&self) -> bool {
        self.token(0).is_none()
    }

    /// Returns whether the next token is a number.
    pub fn is_at_number(&self) -> bool {
        matches!(self.token(0), Some(Token { kind: Kind::Number(_), .. }))
    }

    /// Returns a problem as a fault of the next token.
    pub fn fault_here(&self, problem: Problem) -> Fault {
        match self.token(0) {
            Some(Token { start, end, .. }) => Fault { start: *start, end: *end, problem },
            None => Fault { start: self.end_of_last(), end: self.end_of_last(), problem },
        }
    }

    /// Returns the word at a number of tokens ahead, if it is one.
    fn word_ahead(&self, ahead: usize) -> Option<&'a str> {
        match &self.token(ahead)?.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Returns the next token, if it is a word.
    pub fn word(&self) -> Option<&'a str> {
        self.word_ahead(0)
    }

    /// Returns the next token, if it is a sign.
    pub fn sign(&self) -> Option<char> {
        match self.token(0)?.kind {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// Reads a sign if it comes next, and returns whether it does.
    pub fn eat_sign(&mut self, sign: char) -> bool {
        let is_next = self.sign() == Some(sign);
        self.at += usize::from(is_next);
        is_next
    }

    /// Reads words if they come next, and returns whether they do.
    pub fn eat_words(&mut self, words: &[&str]) -> bool {
        let are_next = words.iter().enumerate().all(|(ahead, word)| self.word_ahead(ahead) == Some(word));
        if are_next {
            self.at += words.len();
        }
        are_next
    }

    /// Reads the first of the phrases that comes next, and returns its meaning.
    pub fn eat_phrase<T: Copy>(&mut self, phrases: &[(&[&str], T)]) -> Option<T> {
        phrases.iter().find(|(words, _)| self.eat_words(words)).map(|(_, meaning)| *meaning)
    }

    /// Reads the words or the sign before a number.
    pub fn eat_lead(&mut self) -> Option<Lead> {
        let lead = match self.sign() {
            Some('~') => Lead::About,
            Some('>') => Lead::AtLeast,
            Some('<') => Lead::AtMost,
            _ => return self.eat_phrase(LEADS),
        };
        self.at += 1;
        Some(lead)
    }

    /// Reads a number, and refuses anything else.
    pub fn number(&mut self) -> Read<Placed> {
        match self.token(0) {
            Some(Token { kind: Kind::Number(number), start, end }) => {
                self.at += 1;
                Ok(Placed { number: *number, start: *start, end: *end })
            }
            Some(Token { kind: Kind::Sign('-' | '+' | '±'), .. }) => Err(self.fault_here(problem::SIGN)),
            Some(Token { start, .. }) => {
                let mut words = Reader { ..*self };
                Err(match words.eat_lead() {
                    Some(_) => {
                        Fault { start: *start, end: words.end_of_last(), problem: problem::TWO_WORDINGS }
                    }
                    None => self.fault_here(problem::NO_NUMBER),
                })
            }
            None => Err(self.fault_here(problem::NO_NUMBER)),
        }
    }

    /// Reads a unit, if one comes next.
    pub fn unit(&mut self) -> Read<Option<Unit>> {
        match self.eat_phrase(UNITS) {
            None if self.word().is_some_and(|word| !CONNECTORS.contains(&word)) => {
                Err(self.fault_here(problem::UNKNOWN_UNIT))
            }
            unit => Ok(unit),
        }
    }

    /// Reads a hyphen that joins the number just read and a unit, without spaces.
    pub fn skip_hyphen_before_unit(&mut self) {
        let is_unit = self
            .word_ahead(1)
            .is_some_and(|word| UNITS.iter().any(|(words, _)| words.first() == Some(&word)));
        let is_joined =
            self.token(0).zip(self.token(1)).is_some_and(|(hyphen, unit)| hyphen.end == unit.start);
        if is_unit && is_joined && self.is_close() {
            let _ = self.eat_sign('-');
        }
    }

    /// Returns whether a number of seconds comes next, as after the "m" of 47m12s.
    pub fn seconds_follow(&self) -> bool {
        let is_second = |word| UNITS.iter().any(|(words, unit)| *unit == Unit::Second && *words == [word]);
        self.is_at_number() && self.word_ahead(1).is_some_and(is_second)
    }
}
