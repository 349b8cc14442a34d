//! The longest burn that anything here is given.

/// The longest burn time held possible, s: six minutes is the longest said of a missile, more than nine that of three liquid stages
/// (METHODS).
pub(crate) const LONGEST_KNOWN_BURN_S: f64 = 600.0;
