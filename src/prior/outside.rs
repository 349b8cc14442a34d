//! The side on which a flight time lies outside the prior.

use std::fmt;

use crate::consistency::Consistency;
use crate::prior::distribution::Prior;
use crate::prior::implied_burn::{longest_s, shortest_s};

/// The side on which a flight time lies outside the prior.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutsidePrior {
    /// `burn_too_long`: the flight time needs a longer burn than the prior allows.
    BurnTooLong,
    /// `burn_too_short`: the flight time needs a shorter burn than the prior allows.
    BurnTooShort,
}

impl OutsidePrior {
    /// Returns the side on which the surplus over free flight lies outside the prior's burn times;
    /// none if inside. Flies no vehicle.
    pub(crate) fn by_surplus(found: &Consistency, prior: &Prior) -> Option<Self> {
        let surplus = found.surplus_s?;
        let allowed = prior.burn_time_s();
        if shortest_s(surplus).is_some_and(|shortest_s| shortest_s > allowed.high) {
            Some(Self::BurnTooLong)
        } else if longest_s(surplus).is_some_and(|longest_s| longest_s < allowed.low) {
            Some(Self::BurnTooShort)
        } else {
            None
        }
    }

    /// Returns the side in words.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::BurnTooLong => "the flight time needs a longer burn than the prior allows",
            Self::BurnTooShort => "the flight time needs a shorter burn than the prior allows",
        }
    }

    /// Returns the stable name, as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BurnTooLong => "burn_too_long",
            Self::BurnTooShort => "burn_too_short",
        }
    }
}

impl fmt::Display for OutsidePrior {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (burn, time, apogee) = match self {
            Self::BurnTooLong => ("burns long enough", "long", "low"),
            Self::BurnTooShort => ("burns briefly enough", "short", "high"),
        };
        write!(
            f,
            "almost no vehicle of the prior {burn} for this flight time: the time may be too {time}, or the apogee too {apogee}"
        )
    }
}
