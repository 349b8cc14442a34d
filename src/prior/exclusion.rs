//! Which bound of the prior a vehicle would break to fly a report.

use crate::prior::distribution::Prior;

/// Why a vehicle of the prior does not fly a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exclusion {
    /// It would accelerate more at its last burnout than the prior holds possible.
    Acceleration,
    /// Its last stage would need more thrust than the prior holds possible.
    ThrustTooHigh,
    /// Its last stage would need less thrust than the prior holds possible.
    ThrustTooLow,
    /// Its last stage would need a greater share of propellant than the prior holds possible.
    PropellantTooMuch,
    /// Its last stage would need a smaller share of propellant than the prior holds possible.
    PropellantTooLittle,
    /// It would burn longer than the prior holds possible.
    BurnTooLong,
    /// It would burn for less time than the prior holds possible.
    BurnTooShort,
    /// No thrust and no steering of it leads to these figures.
    NoFlight,
}

impl Exclusion {
    /// All of them.
    const ALL: [Self; 8] = [
        Self::Acceleration,
        Self::ThrustTooHigh,
        Self::ThrustTooLow,
        Self::PropellantTooMuch,
        Self::PropellantTooLittle,
        Self::BurnTooLong,
        Self::BurnTooShort,
        Self::NoFlight,
    ];

    /// Returns what the vehicles would need, in words.
    pub(crate) fn in_words(self, prior: &Prior) -> String {
        match self {
            Self::Acceleration => {
                format!("they would need more than {} g at burnout", prior.greatest_acceleration_g)
            }
            Self::ThrustTooHigh => "their last stage would need more thrust than any of the prior".to_owned(),
            Self::ThrustTooLow => "their last stage would need less thrust than any of the prior".to_owned(),
            Self::PropellantTooMuch => {
                "their last stage would have to be more of it propellant than any of the prior".to_owned()
            }
            Self::PropellantTooLittle => {
                "even with the smallest last stage of the prior they fly higher or farther".to_owned()
            }
            Self::BurnTooLong => "they would have to burn longer than any vehicle of the prior".to_owned(),
            Self::BurnTooShort => "they would have to burn for less time than any of the prior".to_owned(),
            Self::NoFlight => "no thrust and no steering of them leads to these figures".to_owned(),
        }
    }
}

/// How often each reason occurred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct ExclusionCounts([u32; Exclusion::ALL.len()]);

impl ExclusionCounts {
    /// Counts one more vehicle.
    pub(crate) fn add(&mut self, why: Exclusion) {
        if let Some(count) = self.0.get_mut(why as usize) {
            *count += 1;
        }
    }

    /// Returns how often a reason occurred.
    pub(crate) fn of(&self, why: Exclusion) -> u32 {
        self.0.get(why as usize).copied().unwrap_or(0)
    }

    /// Returns the most frequent reason that is a bound; where there is none, that no flight leads to
    /// the figures.
    pub(crate) fn most_frequent(&self) -> Exclusion {
        let bounds =
            Exclusion::ALL.into_iter().filter(|why| *why != Exclusion::NoFlight && self.of(*why) > 0);
        bounds.max_by_key(|why| self.of(*why)).unwrap_or(Exclusion::NoFlight)
    }
}
