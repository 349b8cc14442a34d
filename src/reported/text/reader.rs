//! A place among the tokens of a text, and what stands there.

use super::Unit;
use super::problem::{self, Fault, Problem, Read};
use super::scan::{Kind, Number, Token};
use super::words::{CONNECTORS, LEADS, Lead, UNITS};

pub(super) struct Reader<'a> {
    tokens: &'a [Token],
    /// The length of the text, in bytes.
    length: usize,
    /// Which token is next.
    pub at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(tokens: &'a [Token], length: usize) -> Self {
        Self { tokens, length, at: 0 }
    }

    fn token(&self, ahead: usize) -> Option<&'a Token> {
        self.tokens.get(self.at + ahead)
    }

    /// Where the next token begins, in bytes.
    pub fn place(&self) -> usize {
        self.token(0).map_or(self.length, |token| token.start)
    }

    /// Where the last token read ends, in bytes.
    pub fn end_of_last(&self) -> usize {
        self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |token| token.end)
    }

    /// Whether the next token follows the last one without a space.
    pub fn is_close(&self) -> bool {
        self.place() == self.end_of_last()
    }

    pub fn is_at_end(&self) -> bool {
        self.token(0).is_none()
    }

    pub fn is_at_number(&self) -> bool {
        matches!(self.token(0), Some(Token { kind: Kind::Number(_), .. }))
    }

    /// The fault that the next token is not what belongs here.
    pub fn fault_here(&self, problem: Problem) -> Fault {
        match self.token(0) {
            Some(Token { start, end, .. }) => Fault { start: *start, end: *end, problem },
            None => Fault { start: self.end_of_last(), end: self.end_of_last(), problem },
        }
    }

    fn word_ahead(&self, ahead: usize) -> Option<&'a str> {
        match &self.token(ahead)?.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub fn word(&self) -> Option<&'a str> {
        self.word_ahead(0)
    }

    pub fn sign(&self) -> Option<char> {
        match self.token(0)?.kind {
            Kind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    pub fn eat_sign(&mut self, sign: char) -> bool {
        let is_next = self.sign() == Some(sign);
        self.at += usize::from(is_next);
        is_next
    }

    pub fn eat_words(&mut self, words: &[&str]) -> bool {
        let are_next = words.iter().enumerate().all(|(ahead, word)| self.word_ahead(ahead) == Some(word));
        if are_next {
            self.at += words.len();
        }
        are_next
    }

    /// What the first of the phrases means that comes next.
    pub fn eat_phrase<T: Copy>(&mut self, phrases: &[(&[&str], T)]) -> Option<T> {
        phrases.iter().find(|(words, _)| self.eat_words(words)).map(|(_, meaning)| *meaning)
    }

    /// What stands before a number, in words or as a sign.
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

    /// The number that belongs here, and where it begins and ends.
    pub fn number(&mut self) -> Read<(Number, usize, usize)> {
        match self.token(0) {
            Some(Token { kind: Kind::Number(number), start, end }) => {
                self.at += 1;
                Ok((*number, *start, *end))
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

    /// The unit that comes next, if one does.
    pub fn unit(&mut self) -> Read<Option<Unit>> {
        match self.eat_phrase(UNITS) {
            None if self.word().is_some_and(|word| !CONNECTORS.contains(&word)) => {
                Err(self.fault_here(problem::UNKNOWN_UNIT))
            }
            unit => Ok(unit),
        }
    }

    /// Whether a number of seconds comes next, as after the "m" of 47m12s.
    pub fn seconds_follow(&self) -> bool {
        let is_second = |word| UNITS.iter().any(|(words, unit)| *unit == Unit::Second && *words == [word]);
        self.is_at_number() && self.word_ahead(1).is_some_and(is_second)
    }
}
