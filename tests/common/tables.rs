//! Reads the reference tables.

use std::collections::HashMap;

/// Reads the rows of a table under `tests/data`, each a map from column to text. Lines that begin
/// with # give its provenance.
pub fn rows(file: &str) -> Vec<HashMap<String, String>> {
    let path = format!("{}/tests/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_path(&path).unwrap();
    let rows: Vec<_> = reader.deserialize().map(|row| row.unwrap()).collect();
    assert!(!rows.is_empty(), "{path} has no rows");
    rows
}

/// Returns the number in a column.
pub fn number(row: &HashMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("column {column} of {row:?} is not a number"))
}
