//! What a reader of a family must know before relying on it.

use std::fmt;

use crate::posterior::Warning;

/// Why a flight is not joined with the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhyApart {
    /// It has a single figure, from which nothing follows.
    SingleFigure,
    /// Its figures cannot be one ballistic flight.
    Impossible,
    /// Its arc lies in the air.
    ArcInAir,
    /// No apogee was reported: its energy is not known well enough.
    NoApogee,
    /// No vehicle of the prior flies it alone.
    NoVehicle,
    /// No vehicle of the prior flies all flights.
    NoCommonVehicle,
}

impl WhyApart {
    /// Returns its stable name, as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SingleFigure => "single_figure",
            Self::Impossible => "impossible",
            Self::ArcInAir => "arc_in_air",
            Self::NoApogee => "no_apogee",
            Self::NoVehicle => "no_vehicle",
            Self::NoCommonVehicle => "no_common_vehicle",
        }
    }
}

impl fmt::Display for WhyApart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SingleFigure => "it has a single figure, from which nothing follows",
            Self::Impossible => "its figures cannot be one ballistic flight",
            Self::ArcInAir => "its arc lies in the air; if it was ballistic all the same, say so",
            Self::NoApogee => "no apogee was reported",
            Self::NoVehicle => "no vehicle of the prior flies it",
            Self::NoCommonVehicle => "no vehicle of the prior flies all of the flights",
        })
    }
}

/// A caution that belongs to the answer for a family.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FamilyWarning {
    /// `not_joined`: a flight stands apart.
    NotJoined {
        /// The name of the flight.
        flight: String,
        /// Why it is not joined.
        why: WhyApart,
    },
    /// `not_one_propulsion`: the flight times speak against one propulsion, so that few vehicles
    /// fly all flights.
    NotOnePropulsion,
    /// `same_report`: two flights have the same figures and count as one.
    SameReport {
        /// The name of the flight that counts.
        first: String,
        /// The name of the one with the same figures.
        second: String,
    },
    /// A warning of the common sample: `few_draws` or `widened_interval`.
    Sample(Warning),
}

impl FamilyWarning {
    /// Returns the stable name of its kind, as in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::NotJoined { .. } => "not_joined",
            Self::NotOnePropulsion => "not_one_propulsion",
            Self::SameReport { .. } => "same_report",
            Self::Sample(warning) => warning.kind(),
        }
    }
}

impl fmt::Display for FamilyWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJoined { flight, why } => write!(f, "{flight} is not joined with the others: {why}"),
            Self::NotOnePropulsion => f.write_str(
                "the flight times hardly go together: another missile, a stage not spent, or a wrong time; \
                 read each flight alone",
            ),
            Self::SameReport { first, second } => write!(
                f,
                "{second} has the figures of {first} and counts as the same flight; \
                 figures of other words or digits would count as another"
            ),
            Self::Sample(warning) => write!(f, "{warning}"),
        }
    }
}
