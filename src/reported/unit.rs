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
    /// Metres per second.
    MetrePerSecond,
    /// Kilometres per second.
    KilometrePerSecond,
    /// Kilometres per hour.
    KilometrePerHour,
    /// Statute miles per hour, 0.44704 m/s.
    MilePerHour,
    /// The Mach number: the speed in units of that of sound, which no report states.
    Mach,
}

/// The speeds of sound that a reported Mach number may mean, m/s: from that of the lower
/// stratosphere (US Standard Atmosphere 1976, 11 to 20 km) to that of the ground at 20 °C.
const SOUND_M_PER_S: [f64; 2] = [295.0, 343.0];

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
            Self::MetrePerSecond => "m/s",
            Self::KilometrePerSecond => "km/s",
            Self::KilometrePerHour => "km/h",
            Self::MilePerHour => "mph",
            Self::Mach => "Mach",
        }
    }

    /// Returns the unit in SI, m, s or m/s; of the Mach number it is the middle of the speeds
    /// of sound that it may mean. Sources: international mile and foot (1959), nautical mile
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
            Self::MetrePerSecond => 1.0,
            Self::KilometrePerSecond => 1e3,
            Self::KilometrePerHour => 1e3 / 3_600.0,
            Self::MilePerHour => 0.447_04,
            Self::Mach => 0.5 * (SOUND_M_PER_S[0] + SOUND_M_PER_S[1]),
        }
    }

    /// Returns whether the unit measures length.
    pub fn is_length(self) -> bool {
        !self.is_speed() && !matches!(self, Self::Hour | Self::Minute | Self::Second)
    }

    /// Returns whether the unit measures speed; it measures time if it is no length either.
    pub fn is_speed(self) -> bool {
        matches!(
            self,
            Self::MetrePerSecond
                | Self::KilometrePerSecond
                | Self::KilometrePerHour
                | Self::MilePerHour
                | Self::Mach
        )
    }

    /// Returns the least and the greatest size of the unit of a speed, m/s: they differ for the
    /// Mach number only.
    pub(super) fn speeds_m_per_s(self) -> [f64; 2] {
        if self == Self::Mach { SOUND_M_PER_S } else { [self.in_si(); 2] }
    }

    /// Returns the limits of the rounding that a figure in this unit is taken to have. The finest
    /// is a kilometre, a second, a metre per second or a tenth of a Mach number; the coarsest of a
    /// length is the largest power of ten not much above a hundred kilometres.
    pub(super) fn rounding(self) -> Rounding {
        let finest = match self {
            Self::Mach => 0.1,
            Self::KilometrePerSecond => 0.001,
            _ if self.is_speed() => 1.0,
            _ if self.is_length() => 1e3 / self.in_si(),
            _ => 1.0 / self.in_si(),
        };
        let coarsest = match self {
            Self::Kilometre | Self::Mile | Self::NauticalMile => 100.0,
            Self::Metre | Self::Foot => 100_000.0,
            Self::Hour | Self::Minute | Self::Mach | Self::KilometrePerSecond => 1.0,
            Self::MetrePerSecond => 100.0,
            Self::KilometrePerHour | Self::MilePerHour => 1_000.0,
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
