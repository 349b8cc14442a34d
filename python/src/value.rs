//! Values of Python that are read as arguments.

use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyComplex, PyFloat, PyInt, PyString};

use crate::error::{wrong, wrong_type};

/// A text or a number.
#[derive(Debug, Clone)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
}

impl Value {
    /// Reads a value; none for None and for the missing value of pandas. Numbers are those of
    /// Python, of numpy, and everything else that converts to a float, but no truth values.
    ///
    /// # Errors
    ///
    /// TypeError for any other type, and for a text that is not Unicode.
    pub fn read(field: &str, given: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        if given.is_none() {
            return Ok(None);
        }
        if let Ok(text) = given.cast::<PyString>() {
            // Half of a surrogate pair has no UTF-8.
            return Ok(Some(Self::Text(text.to_string_lossy().into_owned())));
        }
        if given.is_instance_of::<PyFloat>() {
            return Ok(Some(Self::Number(given.extract()?)));
        }
        let kind = given.get_type().name()?.to_string();
        if matches!(kind.as_str(), "NAType" | "NaTType") {
            return Ok(None);
        }
        let is_truth = given.is_instance_of::<PyBool>() || matches!(kind.as_str(), "bool_" | "bool");
        if is_truth || given.is_instance_of::<PyComplex>() || is_array(given) {
            return Err(wrong_type(field, "a text or a number", given));
        }
        match given.extract::<f64>() {
            Ok(number) => Ok(Some(Self::Number(number))),
            Err(error) if error.is_instance_of::<PyOverflowError>(given.py()) => {
                Ok(Some(Self::Number(f64::INFINITY)))
            }
            Err(_) => Err(wrong_type(field, "a text or a number", given)),
        }
    }
}

/// Returns whether a value has a shape other than that of a number.
fn is_array(given: &Bound<'_, PyAny>) -> bool {
    given.getattr("ndim").and_then(|ndim| ndim.extract::<usize>()).is_ok_and(|ndim| ndim > 0)
}

/// Reads a text.
pub fn text(field: &str, given: &Bound<'_, PyAny>) -> PyResult<String> {
    match given.cast::<PyString>() {
        Ok(text) => Ok(text.to_string_lossy().into_owned()),
        Err(_) => Err(wrong_type(field, "a text", given)),
    }
}

/// Reads a whole number within bounds; `allowed` says them.
pub fn whole(field: &str, given: &Bound<'_, PyAny>, greatest: u64, allowed: &str) -> PyResult<u64> {
    let is_whole = given.is_instance_of::<PyInt>() || given.hasattr("__index__")?;
    if given.is_instance_of::<PyBool>() || !is_whole {
        return Err(wrong_type(field, &format!("a whole number {allowed}"), given));
    }
    match given.extract::<u64>() {
        Ok(number) if number <= greatest => Ok(number),
        Err(error) if !error.is_instance_of::<PyOverflowError>(given.py()) => {
            Err(wrong_type(field, &format!("a whole number {allowed}"), given))
        }
        _ => Err(wrong(given.py(), field, format!("{given} is not allowed; give a whole number {allowed}"))),
    }
}

/// Reads a number.
pub fn number(field: &str, given: &Bound<'_, PyAny>) -> PyResult<f64> {
    match Value::read(field, given)? {
        Some(Value::Number(number)) => Ok(number),
        _ => Err(wrong_type(field, "a number", given)),
    }
}

/// Reads a truth value.
pub fn truth(field: &str, given: &Bound<'_, PyAny>) -> PyResult<bool> {
    given.extract::<bool>().map_err(|_| wrong_type(field, "True or False", given))
}
