//! The reported figures.

use lofted::{Figure, FigureColumn, Observation, ObservationBuilder, Reported};
use pyo3::prelude::*;

use crate::error::{refused, wrong, wrong_type};
use crate::value::Value;

/// Pairs of a name and a value.
pub type Named<'py> = Vec<(String, Bound<'py, PyAny>)>;

/// Returns the builder with figures that Python gives by their names.
///
/// A name is that of a column of a table: `apogee` for a text, `apogee_km` for a number.
pub fn builder(py: Python<'_>, named: &Named<'_>) -> PyResult<ObservationBuilder> {
    let mut builder = Observation::builder();
    let mut given: Vec<(Figure, &str)> = Vec::new();
    for (name, value) in named {
        let column = FigureColumn::named(name)
            .ok_or_else(|| wrong(py, name, "it is no figure; give apogee, ground_range and flight_time"))?;
        let Some(value) = Value::read(name, value)? else { continue };
        let reported = figure(column, name, value).map_err(|problem| wrong(py, name, problem))?;
        if let Some((_, before)) = given.iter().find(|(figure, _)| *figure == column.figure) {
            return Err(wrong(py, name, format!("{before} is given already; keep one of them")));
        }
        given.push((column.figure, name));
        builder = builder.figure(column.figure, reported);
    }
    Ok(builder)
}

/// Returns the observation with figures that Python gives.
pub fn observation(py: Python<'_>, named: &Named<'_>) -> PyResult<Observation> {
    builder(py, named)?.build().map_err(|error| refused(py, &error))
}

/// Reads a figure; none if a text says that nobody reported it.
pub fn figure(column: FigureColumn, name: &str, value: Value) -> Result<Option<Reported>, String> {
    let number = match value {
        Value::Text(text) if text.trim().is_empty() && column.unit.is_none() => {
            return Err("the text is empty; leave the figure out if nobody reported it".to_owned());
        }
        Value::Text(text) => return column.read(&text).map_err(|error| error.to_string()),
        Value::Number(number) => number,
    };
    let Some(unit) = column.unit else {
        return Err(format!(
            "{number} has no unit; write it as text with its unit, or as a number under a name that ends in one, as in \
             {name}_{}",
            if matches!(column.figure, Figure::FlightTime) { "min" } else { "km" }
        ));
    };
    match Reported::from_number(number, unit) {
        Some(reported) => Ok(Some(reported)),
        None => column.read(&number.to_string()).map_err(|error| error.to_string()),
    }
}

/// Reads the pairs of a name and a value.
pub fn named<'py>(given: &Bound<'py, PyAny>) -> PyResult<Named<'py>> {
    given.extract().map_err(|_| wrong_type("figures", "pairs of a name and a value", given))
}
