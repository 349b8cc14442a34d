//! The decimals of a number as it is printed.

/// Returns the number of decimals of the shortest print of a number that reads back to it.
pub(super) fn decimals_of(value: f64) -> usize {
    value.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len())
}
