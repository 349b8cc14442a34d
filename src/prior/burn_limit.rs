//! The longest burn time that any part of the crate assumes.

/// The longest burn time held possible, s. The longest reported of a missile is six minutes; three
/// liquid stages burn for more than nine (METHODS).
pub(crate) const LONGEST_KNOWN_BURN_S: f64 = 600.0;
