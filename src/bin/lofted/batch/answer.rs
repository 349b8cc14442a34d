//! The line of output for a row of the table.

use std::fmt::Write as _;

use lofted::export::{BatchRowJson, EstimateJson};
use lofted::{Estimate, Model, estimate};
use serde::Serialize;

use crate::options::builder;
use crate::table::Row;

/// The form in which answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Comma-separated values.
    Csv,
    /// One JSON object in each line.
    JsonLines,
}

impl Form {
    /// Returns the text before the first answer.
    pub fn header(self, extra_columns: &[String]) -> String {
        match self {
            Self::Csv => {
                format!("id,{}{}\n", BatchRowJson::COLUMNS.join(","), extra(extra_columns))
            }
            Self::JsonLines => String::new(),
        }
    }
}

/// The answer to a row.
#[derive(Debug)]
pub struct Answer {
    /// The line of output with its line end; empty if there is none.
    pub line: String,
    /// The reason why the row was not answered, with its place in the table.
    pub problem: Option<String>,
}

/// A line of JSON for a row that was answered.
#[derive(Serialize)]
struct Answered<'a> {
    id: &'a str,
    #[serde(flatten)]
    estimate: EstimateJson,
    /// The cells of the columns passed through, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    columns: Option<serde_json::Map<String, serde_json::Value>>,
}

/// A line of JSON for a row that could not be read.
#[derive(Serialize)]
struct Unread<'a> {
    id: Option<&'a str>,
    line: u64,
    error: &'a str,
}

impl Answer {
    /// Estimates the range of a row, and passes the cells of the given columns through.
    pub fn of(row: &Row, model: &Model, form: Form, extra_columns: &[String]) -> Self {
        let id = row.id.as_deref();
        let estimate = row.figures.clone().and_then(|figures| {
            builder(figures)
                .build()
                .and_then(|observation| estimate(&observation, model))
                .map_err(|error| error.to_string())
        });
        let line = match (&estimate, form) {
            (Ok(estimate), Form::Csv) => {
                let cells = row.extra.get(..extra_columns.len()).unwrap_or_default();
                Ok(csv(id.unwrap_or_default(), estimate) + &extra(cells) + "\n")
            }
            (Ok(estimate), Form::JsonLines) => {
                let cells = extra_columns.iter().cloned().zip(row.extra.iter().cloned().map(Into::into));
                let columns = (!extra_columns.is_empty()).then(|| cells.collect());
                json(&Answered { id: id.unwrap_or_default(), estimate: EstimateJson::of(estimate), columns })
            }
            (Err(_), Form::Csv) => Ok(String::new()),
            (Err(error), Form::JsonLines) => json(&Unread { id, line: row.line, error }),
        };
        let (line, fault) = match line {
            Ok(line) => (line, None),
            Err(fault) => (String::new(), Some(fault.to_string())),
        };
        let named = id.map_or_else(String::new, |id| format!(" (id {id})"));
        let problem = estimate.err().or(fault).map(|problem| format!("line {}{named}: {problem}", row.line));
        Self { line, problem }
    }
}

/// Returns an object of JSON as a line.
fn json(answer: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string(answer).map(|line| line + "\n")
}

/// Returns cells to append to a line.
fn extra(cells: &[String]) -> String {
    cells.iter().map(|cell| format!(",{}", quoted(cell))).collect()
}

/// Returns an estimate as comma-separated values. A cell is empty where there is no
/// number: in global reach, and where there is no range.
fn csv(id: &str, estimate: &Estimate) -> String {
    let row = BatchRowJson::of(&EstimateJson::of(estimate));
    let mut line = quoted(id);
    let _ = write!(line, ",{},{}", row.verdict, row.class.unwrap_or_default());
    // Metres are finer than the figures allow, and suffice to order two ranges.
    for km in [row.range_km_p05, row.range_km_median, row.range_km_p95] {
        line.push(',');
        if let Some(km) = km {
            let _ = write!(line, "{km:.3}");
        }
    }
    line.push(',');
    if let Some(chance) = row.global_reach_probability {
        let _ = write!(line, "{chance:.4}");
    }
    let _ = write!(line, ",{}", row.warnings);
    line
}

/// Returns a cell that reads back to the same text.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
