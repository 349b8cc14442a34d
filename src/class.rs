//! Range classes: what a range is called, and by whom.

use std::borrow::Cow;
use std::fmt;

use crate::error::{Error, Result};
use crate::physics::earth::Sphere;
use crate::reach::Reach;

/// What a range is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RangeClass {
    /// Short-range ballistic missile.
    Srbm,
    /// Medium-range ballistic missile.
    Mrbm,
    /// Intermediate-range ballistic missile.
    Irbm,
    /// Intercontinental ballistic missile.
    Icbm,
    /// "Shorter-range missile" of the INF Treaty.
    ShorterRange,
    /// "Intermediate-range missile" of the INF Treaty.
    IntermediateRange,
    /// A range that the scheme has no name for.
    Unclassified,
    /// There is no range to name: the report is impossible, or the method has no answer for it.
    Undetermined,
}

impl RangeClass {
    /// How the class is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Srbm => "SRBM",
            Self::Mrbm => "MRBM",
            Self::Irbm => "IRBM",
            Self::Icbm => "ICBM",
            Self::ShorterRange => "shorter-range",
            Self::IntermediateRange => "intermediate-range",
            Self::Unclassified => "unclassified",
            Self::Undetermined => "undetermined",
        }
    }
}

impl fmt::Display for RangeClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One class of a scheme, and the ranges that belong to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// The class.
    pub class: RangeClass,
    /// Ranges above this belong to it, km.
    pub lower_km: f64,
    /// Whether the lower bound itself does.
    pub includes_lower: bool,
    /// Ranges up to and including this belong to it, km; infinite for the last class of most schemes.
    pub upper_km: f64,
}

/// An authority's classes.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassScheme {
    name: Cow<'static, str>,
    source: Cow<'static, str>,
    bands: Cow<'static, [Band]>,
}

/// A band that begins just above its lower bound.
const fn above(class: RangeClass, lower_km: f64, upper_km: f64) -> Band {
    Band { class, lower_km, includes_lower: false, upper_km }
}

/// A band that begins with its lower bound.
const fn from(class: RangeClass, lower_km: f64, upper_km: f64) -> Band {
    Band { class, lower_km, includes_lower: true, upper_km }
}

const NO_END: f64 = f64::INFINITY;

// Which class a bound itself belongs to is printed by the INF Treaty and by START alone: to the lower one ("not above",
// "in excess of"). The others are read the same way.
const US: &[Band] = &[
    from(RangeClass::Srbm, 0.0, 1_000.0),
    above(RangeClass::Mrbm, 1_000.0, 3_000.0),
    above(RangeClass::Irbm, 3_000.0, 5_500.0),
    above(RangeClass::Icbm, 5_500.0, NO_END),
];
const INF: &[Band] =
    &[from(RangeClass::ShorterRange, 500.0, 1_000.0), above(RangeClass::IntermediateRange, 1_000.0, 5_500.0)];
const START: &[Band] = &[above(RangeClass::Icbm, 5_500.0, NO_END)];
const BRITANNICA: &[Band] = &[
    from(RangeClass::Srbm, 0.0, 480.0),
    above(RangeClass::Mrbm, 480.0, 965.0),
    above(RangeClass::Irbm, 965.0, 5_310.0),
    above(RangeClass::Icbm, 5_310.0, NO_END),
];

impl ClassScheme {
    /// Usage of the US Missile Defense Agency: SRBM to 1,000 km, MRBM to 3,000, IRBM to 5,500, ICBM beyond.
    pub fn us() -> Self {
        Self::named("us", "US Missile Defense Agency usage", US)
    }

    /// INF Treaty of 1987, Article II: shorter-range from 500 to 1,000 km, intermediate-range beyond that to 5,500.
    pub fn inf() -> Self {
        Self::named("inf", "INF Treaty 1987, Article II", INF)
    }

    /// START and New START: ICBM "in excess of 5,500 km"; no other class.
    pub fn start() -> Self {
        Self::named("start", "START and New START definitions", START)
    }

    /// Encyclopaedia Britannica: SRBM to 480 km, MRBM to 965, IRBM to 5,310, ICBM beyond.
    pub fn britannica() -> Self {
        Self::named("britannica", "Encyclopaedia Britannica", BRITANNICA)
    }

    /// The schemes that come with the library, the default first.
    pub fn all() -> [Self; 4] {
        [Self::us(), Self::inf(), Self::start(), Self::britannica()]
    }

    fn named(name: &'static str, source: &'static str, bands: &'static [Band]) -> Self {
        Self { name: name.into(), source: source.into(), bands: bands.into() }
    }

    /// A scheme of one's own, with its bands in rising order.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] without a band; [`Error::BadClassBand`] for a bound that is NaN or below zero, a band that holds
    /// no range, one that begins before the last has ended, and one for what is no class.
    pub fn new(name: impl Into<String>, source: impl Into<String>, bands: Vec<Band>) -> Result<Self> {
        if bands.is_empty() {
            return Err(Error::OutsideDomain {
                quantity: "the number of bands of a class scheme",
                value: 0.0,
                allowed: "one or more",
            });
        }
        // Below the first band lies nothing.
        let mut end_km = -1.0;
        for band in &bands {
            let Band { class, lower_km, upper_km, includes_lower } = *band;
            let is_a_class = !matches!(class, RangeClass::Unclassified | RangeClass::Undetermined);
            let begins = lower_km > end_km || (lower_km == end_km && !includes_lower);
            let holds = upper_km > lower_km || (upper_km == lower_km && includes_lower);
            if !(is_a_class && begins && holds && lower_km >= 0.0 && lower_km.is_finite()) {
                return Err(Error::BadClassBand { class: class.name(), lower_km, upper_km });
            }
            end_km = upper_km;
        }
        Ok(Self { name: name.into().into(), source: source.into().into(), bands: bands.into() })
    }

    /// What the scheme is called in options and output.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whose classes they are.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Its bands, in rising order.
    pub fn bands(&self) -> &[Band] {
        &self.bands
    }

    /// Its classes, each once, and last the name of what none of them holds.
    pub fn classes(&self) -> Vec<RangeClass> {
        let mut classes: Vec<RangeClass> = Vec::new();
        for class in self.bands.iter().map(|band| band.class).chain([RangeClass::Unclassified]) {
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
        classes
    }

    /// The class of a reach; [`RangeClass::Unclassified`] where the scheme has none. Global reach is classed as half the
    /// circumference.
    pub fn classify(&self, reach: Reach) -> RangeClass {
        let range_km = reach.range_km().unwrap_or(Sphere::MEAN.half_circumference_m() / 1e3);
        self.bands
            .iter()
            .find(|band| {
                (range_km > band.lower_km || (band.includes_lower && range_km == band.lower_km))
                    && range_km <= band.upper_km
            })
            .map_or(RangeClass::Unclassified, |band| band.class)
    }
}

impl Default for ClassScheme {
    fn default() -> Self {
        Self::us()
    }
}

impl fmt::Display for ClassScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.name)
    }
}
