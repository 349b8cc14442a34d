//! The units in which the news gives figures.

/// A unit in which figures are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// Kilometres.
    Kilometre,
    /// Metres.
    Metre,
    /// Statute miles, 1,609.344 m.
    Mile,
    /// Nautical miles, 1,852 m.
    NauticalMile,
    /// Feet, 0.3048 m.
    Foot,
    /// Hours.
    Hour,
    /// Minutes.
    Minute,
    /// Seconds.
    Second,
}

/// The limits of the rounding of a figure, in its unit.
pub(super) struct Rounding {
    /// The coarsest rounding.
    pub(super) coarsest: f64,
    /// The finest rounding.
    pub(super) finest: f64,
}

impl Unit {
    /// Returns the symbol of the unit.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Kilometre => "km",
            Self::Metre => "m",
            Self::Mile => "mi",
            Self::NauticalMile => "nmi",
            Self::Foot => "ft",
            Self::Hour => "h",
            Self::Minute => "min",
            Self::Second => "s",
        }
    }

    /// Returns the unit in SI, m or s. Sources: international mile and foot (1959), nautical mile
    /// (1929).
    pub fn in_si(self) -> f64 {
        match self {
            Self::Kilometre => 1e3,
            Self::Metre | Self::Second => 1.0,
            Self::Mile => 1_609.344,
            Self::NauticalMile => 1_852.0,
            Self::Foot => 0.3048,
            Self::Hour => 3_600.0,
            Self::Minute => 60.0,
        }
    }

    /// Returns whether the unit measures length; otherwise it measures time.
    pub fn is_length(self) -> bool {
        !matches!(self, Self::Hour | Self::Minute | Self::Second)
    }

    /// Returns the limits of the rounding that a figure in this unit is taken to have. The finest
    /// is a kilometre or a second; the coarsest of a length is the largest power of ten not much
    /// above a hundred kilometres.
    pub(super) fn rounding(self) -> Rounding {
        let finest = if self.is_length() { 1e3 } else { 1.0 } / self.in_si();
        let coarsest = match self {
            Self::Kilometre | Self::Mile | Self::NauticalMile => 100.0,
            Self::Metre | Self::Foot => 100_000.0,
            Self::Hour | Self::Minute => 1.0,
            Self::Second => 10.0,
        };
        Rounding { coarsest, finest }
    }

    /// Returns the number of finer units in this unit; none if it is not whole, or if the other
    /// unit is the coarser.
    pub(super) fn whole_number_of(self, finer: Self) -> Option<u64> {
        match (self, finer) {
            (Self::Hour, Self::Minute) | (Self::Minute, Self::Second) => Some(60),
            (Self::Hour, Self::Second) => Some(3_600),
            (Self::Kilometre, Self::Metre) => Some(1_000),
            _ => (self == finer).then_some(1),
        }
    }
}
