//! Reading the reference tables.
// Each test crate uses its own part of this file.
#![allow(dead_code)]

use std::collections::HashMap;

/// The rows of a table under `tests/data`, each a map from column to text. Lines that begin with # are its provenance.
pub fn rows(file: &str) -> Vec<HashMap<String, String>> {
    let path = format!("{}/tests/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_path(&path).unwrap();
    let rows: Vec<_> = reader.deserialize().map(|row| row.unwrap()).collect();
    assert!(!rows.is_empty(), "{path} has no rows");
    rows
}

/// The number in a column.
pub fn number(row: &HashMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("column {column} of {row:?} is not a number"))
}
