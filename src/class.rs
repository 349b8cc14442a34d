//! Range classes: the names of ranges, by authority.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::error::check::{named, within};
use crate::error::{Error, Result};
use crate::physics::earth::Sphere;
use crate::reach::Reach;
use crate::reported::Grouped;

/// The class of a range.
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
    /// A range outside every class of the scheme.
    Unclassified,
    /// No class, because there is no range: the report is impossible, or the method has no answer
    /// for it.
    Undetermined,
}

impl RangeClass {
    /// Returns the name as written in output.
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

/// One class of a scheme, with the ranges that belong to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// The class that the ranges belong to.
    pub class: RangeClass,
    /// The lower bound of its ranges, km.
    pub lower_km: f64,
    /// Whether the lower bound itself belongs to the class.
    pub includes_lower: bool,
    /// The upper bound of its ranges, which belongs to the class, km; infinite for the last class
    /// of most schemes.
    pub upper_km: f64,
}

/// The classes of one authority.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassScheme {
    name: Cow<'static, str>,
    source: Cow<'static, str>,
    bands: Cow<'static, [Band]>,
}

/// Returns a band without its lower bound.
const fn above(class: RangeClass, lower_km: f64, upper_km: f64) -> Band {
    Band { class, lower_km, includes_lower: false, upper_km }
}

/// Returns a band with its lower bound.
const fn from(class: RangeClass, lower_km: f64, upper_km: f64) -> Band {
    Band { class, lower_km, includes_lower: true, upper_km }
}

/// The upper bound of a class without one, km.
const NO_END: f64 = f64::INFINITY;

// Only the INF Treaty and START print to which class a bound belongs: to the lower one ("not
// above", "in excess of"). The other schemes are read in the same way.
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
    /// Returns the usage of the US Missile Defense Agency: SRBM to 1,000 km, MRBM to 3,000, IRBM to
    /// 5,500, ICBM beyond.
    pub const fn us() -> Self {
        Self::built("us", "US Missile Defense Agency usage", US)
    }

    /// Returns the classes of the INF Treaty of 1987, Article II: shorter-range from 500 to 1,000
    /// km, intermediate-range beyond that to 5,500.
    pub const fn inf() -> Self {
        Self::built("inf", "INF Treaty 1987, Article II", INF)
    }

    /// Returns the classes of START and New START: ICBM "in excess of 5,500 km"; no other class.
    pub const fn start() -> Self {
        Self::built("start", "START and New START definitions", START)
    }

    /// Returns the classes of the Encyclopaedia Britannica: SRBM to 480 km, MRBM to 965, IRBM to
    /// 5,310, ICBM beyond.
    pub const fn britannica() -> Self {
        Self::built("britannica", "Encyclopaedia Britannica", BRITANNICA)
    }

    /// Returns the ranges of a class in words.
    pub(crate) fn band_in_words(&self, class: RangeClass) -> String {
        let Some(band) = self.bands.iter().find(|band| band.class == class) else {
            return "none of the classes".to_owned();
        };
        let (lower, upper) = (Grouped(band.lower_km), Grouped(band.upper_km));
        match (band.lower_km > 0.0, band.upper_km.is_finite()) {
            (true, true) => format!("{lower} to {upper} km"),
            (true, false) => format!("above {lower} km"),
            (false, true) => format!("up to {upper} km"),
            (false, false) => "any range".to_owned(),
        }
    }

    /// Returns the schemes that come with the library, the default first.
    pub fn built_in() -> &'static [Self; 4] {
        &BUILT_IN
    }

    /// Returns a scheme of the library.
    const fn built(name: &'static str, source: &'static str, bands: &'static [Band]) -> Self {
        Self { name: Cow::Borrowed(name), source: Cow::Borrowed(source), bands: Cow::Borrowed(bands) }
    }

    /// Returns a scheme with the given bands, in rising order.
    ///
    /// # Errors
    ///
    /// [`Error::OutsideDomain`] without a band; [`Error::BadClassBand`] for a bound that is NaN or
    /// below zero, a band that holds no range, a band that begins before the one below it has
    /// ended, and a band whose class is [`RangeClass::Unclassified`] or
    /// [`RangeClass::Undetermined`].
    pub fn new(name: impl Into<String>, source: impl Into<String>, bands: Vec<Band>) -> Result<Self> {
        let count = bands.len() as f64;
        within(!bands.is_empty(), "the number of bands of a class scheme", count, "one or more")?;
        // No band ends before the first.
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

    /// Returns the name as written in options and output.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the authority whose classes they are.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns the bands, in rising order.
    pub fn bands(&self) -> &[Band] {
        &self.bands
    }

    /// Returns the classes, each once, and last [`RangeClass::Unclassified`].
    pub fn classes(&self) -> Vec<RangeClass> {
        let mut classes: Vec<RangeClass> = Vec::new();
        for class in self.bands.iter().map(|band| band.class).chain([RangeClass::Unclassified]) {
            if !classes.contains(&class) {
                classes.push(class);
            }
        }
        classes
    }

    /// Returns the class of a reach; [`RangeClass::Unclassified`] where the scheme has none. Global
    /// reach is classified as a range of half the circumference.
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

/// Every scheme of the library.
static BUILT_IN: [ClassScheme; 4] =
    [ClassScheme::us(), ClassScheme::inf(), ClassScheme::start(), ClassScheme::britannica()];

/// Reads the name of a built-in scheme as [`name`](ClassScheme::name) writes it.
///
/// # Errors
///
/// [`Error::UnknownName`], with the names that there are.
impl FromStr for ClassScheme {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        named("class scheme", text, Self::built_in(), Self::name).cloned()
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
