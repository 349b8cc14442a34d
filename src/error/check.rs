//! Arguments checked against the commonest domains. NaN fails them all.

use crate::error::{Error, Result};

pub(crate) fn within(
    is_allowed: bool,
    quantity: &'static str,
    value: f64,
    allowed: &'static str,
) -> Result<f64> {
    if is_allowed { Ok(value) } else { Err(Error::OutsideDomain { quantity, value, allowed }) }
}

/// `value`, if it is finite.
pub(crate) fn finite(quantity: &'static str, value: f64) -> Result<f64> {
    within(value.is_finite(), quantity, value, "finite")
}

/// `value`, if it is finite and above zero.
pub(crate) fn positive(quantity: &'static str, value: f64) -> Result<f64> {
    within(value > 0.0 && value.is_finite(), quantity, value, "finite and above zero")
}

/// `value`, if it is finite and zero or more.
pub(crate) fn not_negative(quantity: &'static str, value: f64) -> Result<f64> {
    within(value >= 0.0 && value.is_finite(), quantity, value, "finite and zero or more")
}

/// m/(C_d A), if it is above zero.
pub(crate) fn ballistic_coefficient(quantity: &'static str, value: f64) -> Result<f64> {
    within(value > 0.0, quantity, value, "above zero (infinite for no drag)")
}

/// The value at x of a function under search, if it is finite.
pub(crate) fn finite_at(x: f64, value: f64) -> Result<f64> {
    if value.is_finite() { Ok(value) } else { Err(Error::NotFinite { x, value }) }
}
