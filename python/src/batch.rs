//! Many reports at once.

use lofted::export::{BatchRowJson, EstimateJson};
use lofted::{FigureColumn, Model, Observation, Reported};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use pythonize::pythonize;
use rayon::prelude::*;

use crate::assumptions::Assumptions;
use crate::compute::{Stop, compute};
use crate::error::wrong;
use crate::figures;
use crate::value::Value;

/// The figures of a row, or why they cannot be read.
type Row = Result<Vec<(FigureColumn, Reported)>, String>;

/// Returns the names of the columns of an answer, in their order.
#[pyfunction]
pub fn batch_columns() -> [&'static str; 7] {
    BatchRowJson::COLUMNS
}

/// Returns the name of the figure in a column with a header; none for any other header.
#[pyfunction]
pub fn figure_of(header: &str) -> Option<&'static str> {
    FigureColumn::named(header).map(|column| column.figure.name())
}

/// Estimates the range of every row, on all cores: a dict for each, or the text of its error.
///
/// `names` are the headers of columns of figures, and `cells` the columns, of the same length.
#[pyfunction]
pub fn batch<'py>(
    py: Python<'py>,
    names: Vec<String>,
    cells: Vec<Bound<'py, PyList>>,
    assumptions: &Bound<'py, PyDict>,
) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let mut columns = Vec::new();
    for name in names {
        let column =
            FigureColumn::named(&name).ok_or_else(|| wrong(py, &name, "it is no column of figures"))?;
        columns.push((name, column));
    }
    let model = Assumptions::read(assumptions)?.model;
    let length = cells.first().map_or(0, PyListMethods::len);
    let mut rows: Vec<Row> = vec![Ok(Vec::new()); length];
    for ((name, column), cells) in columns.iter().zip(&cells) {
        for (row, cell) in rows.iter_mut().zip(cells.iter()) {
            if let Ok(figures) = row {
                match read(name, *column, &cell) {
                    Ok(Some(_)) if figures.iter().any(|(other, _)| other.figure == column.figure) => {
                        let figure = column.figure.name();
                        *row = Err(format!("column {name}: {figure} is there already; keep one of them"));
                    }
                    Ok(Some(figure)) => figures.push((*column, figure)),
                    Ok(None) => {}
                    Err(problem) => *row = Err(format!("column {name}: {problem}")),
                }
            }
        }
    }
    let answers = compute(py, move |stop| answers(rows, &model, stop))?;
    answers
        .into_iter()
        .map(|answer| match answer {
            Ok(row) => Ok(pythonize(py, &row)?),
            Err(problem) => Ok(problem.into_pyobject(py)?.into_any()),
        })
        .collect()
}

/// Reads a cell; none where nobody reported the figure.
fn read(name: &str, column: FigureColumn, cell: &Bound<'_, PyAny>) -> Result<Option<Reported>, String> {
    match Value::read(name, cell) {
        // The missing value of a column of numbers.
        Ok(Some(Value::Number(number))) if number.is_nan() => Ok(None),
        Ok(Some(Value::Text(text))) if text.trim().is_empty() => Ok(None),
        Ok(Some(value)) => figures::figure(column, name, value),
        Ok(None) => Ok(None),
        Err(error) if error.is_instance_of::<PyTypeError>(cell.py()) => {
            let kind = cell.get_type().name().map_or_else(|_| "object".to_owned(), |name| name.to_string());
            Err(format!("a cell holds a text or a number, not {kind}"))
        }
        Err(error) => Err(error.to_string()),
    }
}

/// Answers rows on all cores; none is begun after a stop.
fn answers(rows: Vec<Row>, model: &Model, stop: &Stop) -> Vec<Result<BatchRowJson, String>> {
    rows.into_par_iter()
        .map(|row| if stop.is_set() { Err("stopped".to_owned()) } else { answer(row?, model) })
        .collect()
}

/// Answers one row.
fn answer(figures: Vec<(FigureColumn, Reported)>, model: &Model) -> Result<BatchRowJson, String> {
    let builder = figures.into_iter().fold(Observation::builder(), |builder, (column, reported)| {
        builder.figure(column.figure, Some(reported))
    });
    builder
        .build()
        .and_then(|observation| lofted::estimate(&observation, model))
        .map(|estimate| BatchRowJson::of(&EstimateJson::of(&estimate)))
        .map_err(|error| error.to_string())
}
