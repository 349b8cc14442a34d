//! Selection of flights.

use std::ops::RangeInclusive;

use crate::catalogue::flight::Flight;
use crate::catalogue::words::FlightKind;

/// Conditions that a flight may have to meet; without any, every flight meets them.
///
/// ```
/// use lofted::catalogue::{Catalogue, Filter, FlightKind};
///
/// let catalogue = Catalogue::public()?;
/// let filter = Filter::default()
///     .with_country("North Korea")
///     .with_missile("hwasong 14")
///     .with_years(2017..=2018)
///     .with_kind(FlightKind::Lofted);
/// let found: Vec<&str> = catalogue.matching(&filter).map(|flight| flight.id.as_str()).collect();
/// assert_eq!(found, ["HS14-2017-07-04", "HS14-2017-07-28"]);
/// # Ok::<(), lofted::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Filter {
    country: Option<String>,
    missile: Option<String>,
    years: Option<RangeInclusive<u16>>,
    kind: Option<FlightKind>,
}

impl Filter {
    /// Asks for a country, in letters of either case.
    pub fn with_country(mut self, country: impl Into<String>) -> Self {
        self.country = Some(country.into());
        self
    }

    /// Asks for a part of the name of the missile or of the flight. Only letters and digits are
    /// compared, so that "hwasong14" finds Hwasong-14.
    pub fn with_missile(mut self, missile: impl Into<String>) -> Self {
        self.missile = Some(missile.into());
        self
    }

    /// Asks for a year, from the first to the last.
    pub fn with_years(mut self, years: RangeInclusive<u16>) -> Self {
        self.years = Some(years);
        self
    }

    /// Asks for a kind of flight.
    pub fn with_kind(mut self, kind: FlightKind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Returns whether a flight meets every condition.
    pub fn matches(&self, flight: &Flight) -> bool {
        let is_country = |country: &String| country.trim().to_lowercase() == flight.country.to_lowercase();
        let is_missile = |part: &String| {
            [&flight.missile, &flight.id].into_iter().any(|name| condensed(name).contains(&condensed(part)))
        };
        self.country.as_ref().is_none_or(is_country)
            && self.missile.as_ref().is_none_or(is_missile)
            && self.years.as_ref().is_none_or(|years| years.contains(&flight.date.year()))
            && self.kind.is_none_or(|kind| flight.is(kind))
    }
}

/// Returns the letters and digits of a name, in lower case.
fn condensed(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
