//! How well the flight times of several flights go together.

use std::fmt;

/// How well the flight times go together, given every loft.
///
/// The measure is a Bayes factor. Above the line stands the predictive density of all flight times
/// but the first, if one vehicle of the prior flew every flight with the payloads of its prior;
/// below it that density if unrelated vehicles of the prior flew them. It speaks of propulsion
/// only: a missile of the same burn under another name looks the same.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct OneMissile {
    /// How many times more probable the flight times are with one missile than with unrelated ones.
    pub times_as_probable: f64,
}

/// The ratios from which on the times speak for one missile, and speak clearly: "substantial" and
/// "strong" evidence begin at 3.2 and 10 in H. Jeffreys, Theory of Probability (3rd edition, 1961),
/// appendix B. Below their inverses they speak against it.
const SPEAKS: f64 = 3.2;
const SPEAKS_CLEARLY: f64 = 10.0;

impl OneMissile {
    /// Returns whether the times speak clearly against one propulsion.
    pub fn is_unlikely(&self) -> bool {
        !(self.times_as_probable > 1.0 / SPEAKS_CLEARLY)
    }

    /// Returns the ratio in two digits, between 0.01 and 1,000.
    pub fn ratio(&self) -> String {
        match self.times_as_probable {
            ratio if ratio >= 1e3 => "over 1,000".to_owned(),
            ratio if ratio >= 10.0 => format!("{ratio:.0}"),
            ratio if ratio >= 1.0 => format!("{ratio:.1}"),
            ratio if ratio >= 0.01 => format!("{ratio:.2}"),
            _ => "less than 0.01".to_owned(),
        }
    }

    /// Returns what the ratio means, in words.
    pub fn in_words(&self) -> &'static str {
        let ratio = self.times_as_probable;
        if ratio >= SPEAKS_CLEARLY {
            "the flight times speak for one propulsion"
        } else if ratio >= SPEAKS {
            "the flight times speak somewhat for one propulsion"
        } else if ratio > 1.0 / SPEAKS {
            "the flight times do not tell whether it is one propulsion"
        } else if ratio > 1.0 / SPEAKS_CLEARLY {
            "the flight times speak somewhat against one propulsion"
        } else {
            "the flight times speak against one propulsion"
        }
    }
}

impl fmt::Display for OneMissile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} times as probable as of unrelated missiles", self.in_words(), self.ratio())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ratio_has_its_words() {
        let words = |times_as_probable| OneMissile { times_as_probable }.to_string();
        assert!(words(2e3).starts_with("the flight times speak for one propulsion: over 1,000 times"));
        assert!(words(4.0).starts_with("the flight times speak somewhat for one propulsion: 4.0 times"));
        assert!(words(1.0).contains("do not tell"));
        assert!(words(0.2).contains("somewhat against"));
        assert!(words(0.0).ends_with("less than 0.01 times as probable as of unrelated missiles"));
    }
}
