//! The words around figures, and the units.

use super::Unit;

/// The meaning of the words before or after a number.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Lead {
    /// "About".
    About,
    /// "More than".
    AtLeast,
    /// "Up to".
    AtMost,
    /// "Between".
    Between,
    /// "From".
    From,
    /// "Well" or "greatly", which strengthens or weakens a bound without changing it.
    Adverb,
}

/// The phrases before a number. A longer phrase precedes every phrase with which it begins.
#[rustfmt::skip]
pub(super) const LEADS: &[(&[&str], Lead)] = &[
    (&["about"], Lead::About),
    (&["around"], Lead::About),
    (&["roughly"], Lead::About),
    (&["approximately"], Lead::About),
    (&["approx"], Lead::About),
    (&["nearly"], Lead::About),
    (&["almost"], Lead::About),
    (&["some"], Lead::About),
    (&["close", "to"], Lead::About),
    (&["an", "estimated"], Lead::About),
    (&["estimated", "at"], Lead::About),
    (&["as", "high", "as"], Lead::About),
    (&["as", "far", "as"], Lead::About),
    (&["circa"], Lead::About),
    (&["ca"], Lead::About),
    (&["c"], Lead::About),
    (&["more", "than"], Lead::AtLeast),
    (&["over"], Lead::AtLeast),
    (&["at", "least"], Lead::AtLeast),
    (&["exceeded"], Lead::AtLeast),
    (&["exceeding"], Lead::AtLeast),
    (&["exceeds"], Lead::AtLeast),
    (&["exceed"], Lead::AtLeast),
    (&["above"], Lead::AtLeast),
    (&["beyond"], Lead::AtLeast),
    (&["greater", "than"], Lead::AtLeast),
    (&["higher", "than"], Lead::AtLeast),
    (&["longer", "than"], Lead::AtLeast),
    (&["farther", "than"], Lead::AtLeast),
    (&["further", "than"], Lead::AtLeast),
    (&["no", "less", "than"], Lead::AtLeast),
    (&["not", "less", "than"], Lead::AtLeast),
    (&["in", "excess", "of"], Lead::AtLeast),
    (&["upwards", "of"], Lead::AtLeast),
    (&["a", "minimum", "of"], Lead::AtLeast),
    (&["up", "to"], Lead::AtMost),
    (&["less", "than"], Lead::AtMost),
    (&["at", "most"], Lead::AtMost),
    (&["below"], Lead::AtMost),
    (&["under"], Lead::AtMost),
    (&["lower", "than"], Lead::AtMost),
    (&["shorter", "than"], Lead::AtMost),
    (&["no", "more", "than"], Lead::AtMost),
    (&["not", "more", "than"], Lead::AtMost),
    (&["as", "much", "as"], Lead::AtMost),
    (&["a", "maximum", "of"], Lead::AtMost),
    (&["between"], Lead::Between),
    (&["from"], Lead::From),
    (&["well"], Lead::Adverb),
    (&["far"], Lead::Adverb),
    (&["much"], Lead::Adverb),
    (&["greatly"], Lead::Adverb),
    (&["considerably"], Lead::Adverb),
    (&["significantly"], Lead::Adverb),
    (&["slightly"], Lead::Adverb),
    (&["just"], Lead::Adverb),
];

/// The phrases before a number, or before its other words, that name the figure and say nothing of
/// its value.
pub(super) const NAMES: &[(&[&str], ())] = &[
    (&["an", "apogee", "of"], ()),
    (&["an", "altitude", "of"], ()),
    (&["a", "height", "of"], ()),
    (&["a", "distance", "of"], ()),
    (&["a", "range", "of"], ()),
    (&["a", "flight", "time", "of"], ()),
    (&["a", "top", "speed", "of"], ()),
    (&["a", "maximum", "speed", "of"], ()),
    (&["a", "speed", "of"], ()),
];

/// The phrases after a figure that say nothing of its value.
pub(super) const SETTINGS: &[(&[&str], ())] =
    &[(&["high"], ()), (&["in", "altitude"], ()), (&["away"], ()), (&["long"], ())];

/// The phrases after a speed that say where it was reached. The top speed is the greater of that
/// at burnout and that on re-entry, so they say nothing of its value.
pub(super) const PLACES: &[(&[&str], ())] = &[(&["at", "burnout"], ()), (&["at", "reentry"], ())];

/// The phrases after a figure.
pub(super) const ENDS: &[(&[&str], Lead)] =
    &[(&["or", "more"], Lead::AtLeast), (&["or", "less"], Lead::AtMost), (&["or", "so"], Lead::About)];

/// The words for units.
pub(super) const UNITS: &[(&[&str], Unit)] = &[
    (&["m/s"], Unit::MetrePerSecond),
    (&["km/s"], Unit::KilometrePerSecond),
    (&["km/h"], Unit::KilometrePerHour),
    (&["kph"], Unit::KilometrePerHour),
    (&["mph"], Unit::MilePerHour),
    (&["metres", "per", "second"], Unit::MetrePerSecond),
    (&["meters", "per", "second"], Unit::MetrePerSecond),
    (&["kilometres", "per", "second"], Unit::KilometrePerSecond),
    (&["kilometers", "per", "second"], Unit::KilometrePerSecond),
    (&["kilometres", "per", "hour"], Unit::KilometrePerHour),
    (&["kilometers", "per", "hour"], Unit::KilometrePerHour),
    (&["miles", "per", "hour"], Unit::MilePerHour),
    (&["km"], Unit::Kilometre),
    (&["kms"], Unit::Kilometre),
    (&["kilometre"], Unit::Kilometre),
    (&["kilometres"], Unit::Kilometre),
    (&["kilometer"], Unit::Kilometre),
    (&["kilometers"], Unit::Kilometre),
    (&["m"], Unit::Metre),
    (&["metre"], Unit::Metre),
    (&["metres"], Unit::Metre),
    (&["meter"], Unit::Metre),
    (&["meters"], Unit::Metre),
    (&["mi"], Unit::Mile),
    (&["mile"], Unit::Mile),
    (&["miles"], Unit::Mile),
    (&["statute", "mile"], Unit::Mile),
    (&["statute", "miles"], Unit::Mile),
    (&["nmi"], Unit::NauticalMile),
    (&["nm"], Unit::NauticalMile),
    (&["nautical", "mile"], Unit::NauticalMile),
    (&["nautical", "miles"], Unit::NauticalMile),
    (&["ft"], Unit::Foot),
    (&["foot"], Unit::Foot),
    (&["feet"], Unit::Foot),
    (&["h"], Unit::Hour),
    (&["hr"], Unit::Hour),
    (&["hrs"], Unit::Hour),
    (&["hour"], Unit::Hour),
    (&["hours"], Unit::Hour),
    (&["min"], Unit::Minute),
    (&["mins"], Unit::Minute),
    (&["minute"], Unit::Minute),
    (&["minutes"], Unit::Minute),
    (&["s"], Unit::Second),
    (&["sec"], Unit::Second),
    (&["secs"], Unit::Second),
    (&["second"], Unit::Second),
    (&["seconds"], Unit::Second),
];

/// The words that may follow a number without its own unit.
pub(super) const CONNECTORS: &[&str] = &["and", "to", "plus", "give", "or"];
