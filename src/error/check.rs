//! Checks of arguments against the commonest domains. NaN fails every one.

use crate::error::{Error, Result};

/// Returns `value` if it is allowed, and an error that names the quantity and says what is allowed
/// otherwise.
pub(crate) fn within(
    is_allowed: bool,
    quantity: &'static str,
    value: f64,
    allowed: &'static str,
) -> Result<f64> {
    if is_allowed { Ok(value) } else { Err(Error::OutsideDomain { quantity, value, allowed }) }
}

/// Returns `value` if it is finite.
pub(crate) fn finite(quantity: &'static str, value: f64) -> Result<f64> {
    within(value.is_finite(), quantity, value, "finite")
}

/// Returns `value` if it is finite and above zero.
pub(crate) fn positive(quantity: &'static str, value: f64) -> Result<f64> {
    within(value > 0.0 && value.is_finite(), quantity, value, "finite and above zero")
}

/// Returns `value` if it is finite and zero or more.
pub(crate) fn not_negative(quantity: &'static str, value: f64) -> Result<f64> {
    within(value >= 0.0 && value.is_finite(), quantity, value, "finite and zero or more")
}

/// Returns a ballistic coefficient m/(C_d A) if it is above zero.
pub(crate) fn ballistic_coefficient(quantity: &'static str, value: f64) -> Result<f64> {
    within(value > 0.0, quantity, value, "above zero (infinite for no drag)")
}

/// Returns the value at `x` of a function whose root or maximum is searched, if it is finite.
pub(crate) fn finite_at(x: f64, value: f64) -> Result<f64> {
    if value.is_finite() { Ok(value) } else { Err(Error::NotFinite { x, value }) }
}

/// Finds the value that has the given name, and lists all names if there is none.
pub(crate) fn named<'a, T>(
    what: &'static str,
    given: &str,
    all: &'a [T],
    name: impl Fn(&'a T) -> &'a str,
) -> Result<&'a T> {
    all.iter().find(|one| name(one) == given).ok_or_else(|| Error::UnknownName {
        what,
        given: given.to_owned(),
        allowed: all.iter().map(name).collect::<Vec<_>>().join(", "),
    })
}
