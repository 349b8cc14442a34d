//! The library's errors in Python.

use pyo3::create_exception;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

create_exception!(
    lofted,
    ReportError,
    PyValueError,
    "Wrong input: the message says what was given, what is allowed and what to do.\n\n\
     A report that is impossible is no error but an answer with that verdict.\n\n\
     Attributes\n----------\nfield : str or None\n    The name of the argument or column at fault; None where \
     it is not one alone."
);

/// Returns the error of an argument.
pub fn wrong(py: Python<'_>, field: &str, problem: impl std::fmt::Display) -> PyErr {
    report_error(py, Some(field), format!("{field}: {problem}"))
}

/// Returns the error of the library, which names the figure at fault itself.
pub fn refused(py: Python<'_>, error: &lofted::Error) -> PyErr {
    report_error(py, None, error.to_string())
}

/// Returns the error of an argument of a type that is never right.
pub fn wrong_type(field: &str, allowed: &str, given: &Bound<'_, PyAny>) -> PyErr {
    let kind = given.get_type().name().map_or_else(|_| "object".to_owned(), |name| name.to_string());
    PyTypeError::new_err(format!("{field} takes {allowed}, not {kind}"))
}

/// Returns an error with its field.
fn report_error(py: Python<'_>, field: Option<&str>, message: String) -> PyErr {
    let error = ReportError::new_err(message);
    // The attribute is a convenience: an error without it is better than no error.
    let _ = error.value(py).setattr("field", field);
    error
}
