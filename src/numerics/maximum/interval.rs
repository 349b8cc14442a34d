//! The domain of the interval and the tolerance that every search for a maximum takes.

use crate::error::Result;
use crate::error::check::within;

/// Checks that an interval can be searched with this tolerance.
pub(super) fn check_interval(low: f64, high: f64, tolerance: f64) -> Result<()> {
    within(
        // The width is finite only if both ends are.
        low < high && (high - low).is_finite(),
        "the upper end of an interval to search",
        high,
        "finite, above a finite lower end, and at a finite distance from it",
    )?;
    within(tolerance >= 0.0, "the tolerance of a search", tolerance, "zero or more")?;
    Ok(())
}
