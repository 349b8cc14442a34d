//! Rival reports of one flight.

use lofted::export::ComparisonJson;
use lofted::{MAX_REPORTS, NamedReport};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use pythonize::pythonize;

use crate::assumptions::Assumptions;
use crate::compute::compute;
use crate::error::{refused, wrong};
use crate::figures::{Named, builder};

/// Compares reports, each a name and its figures: the answer's dict and its printed form.
#[pyfunction]
pub fn compare<'py>(
    py: Python<'py>,
    reports: Vec<(String, Named<'py>)>,
    assumptions: &Bound<'py, PyDict>,
) -> PyResult<(Bound<'py, PyAny>, String)> {
    if reports.is_empty() || reports.len() > MAX_REPORTS {
        let given = reports.len();
        let problem = format!("there are {given}; give from 1 to {MAX_REPORTS} reports of one flight");
        return Err(wrong(py, "reports", problem));
    }
    let mut named = Vec::new();
    for (place, (id, figures)) in reports.into_iter().enumerate() {
        let at = |error: PyErr| {
            // The message names the report; the exception is of the same type.
            let message = format!("report {} ({id}): {}", place + 1, error.value(py));
            PyErr::from_type(error.get_type(py), message)
        };
        let figures = builder(py, &figures).map_err(at)?;
        named.push(NamedReport::new(id.clone(), figures).map_err(|error| at(refused(py, &error)))?);
    }
    let assumptions = Assumptions::read(assumptions)?;
    let model = assumptions.model.clone();
    let found = compute(py, move |_| lofted::compare(&named, &model))?;
    let found = found.map_err(|error| refused(py, &error))?;
    Ok((pythonize(py, &ComparisonJson::of(&found))?, assumptions.printed(&found)))
}
