//! A table of comma-separated values, with the line and the column of every fault.

use crate::error::{CellFault, Error, Result};

/// A row: the cells of the required columns, in their order.
pub(super) struct Row<'a> {
    file: &'a str,
    line: u64,
    columns: &'static [&'static str],
    cells: Vec<String>,
}

/// The byte-order mark that some programs put before a text in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The character with which a remark begins.
const REMARK: u8 = b'#';

/// Reads the rows of a table. Lines that begin with # are remarks; columns other than the required
/// ones are not read.
pub(super) fn rows<'a>(file: &'a str, text: &[u8], columns: &'static [&'static str]) -> Result<Vec<Row<'a>>> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let line_at =
        |position: Option<&csv::Position>| position.map_or(1, |position| line_of_row(text, position));
    let unreadable = |error: csv::Error| {
        let file = file.to_owned();
        match error.kind() {
            csv::ErrorKind::UnequalLengths { pos, expected_len, len } => {
                Error::CatalogueRow { file, line: line_at(pos.as_ref()), cells: *len, columns: *expected_len }
            }
            csv::ErrorKind::Utf8 { pos, .. } => Error::CatalogueTable {
                file,
                problem: format!("line {} is not in UTF-8", line_at(pos.as_ref())),
            },
            _ => Error::CatalogueTable { file, problem: error.to_string() },
        }
    };
    let mut reader = csv::ReaderBuilder::new().comment(Some(REMARK)).trim(csv::Trim::All).from_reader(text);
    let header = reader.headers().map_err(unreadable)?.clone();
    let line = line_at(header.position());
    let indices = column_indices(file, line, &header, columns)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let cells = indices.iter().map(|index| record.get(*index).unwrap_or_default().to_owned()).collect();
        let row = Row { file, line: line_at(record.position()), columns, cells };
        for column in columns {
            if row.cell(column).contains(['\n', '\r']) {
                return Err(row.fault(column, CellFault::RunsOverLines));
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

/// Finds the index of every required column in the header, which stands in a line of the file.
fn column_indices(
    file: &str,
    line: u64,
    header: &csv::StringRecord,
    columns: &'static [&'static str],
) -> Result<Vec<usize>> {
    let mut indices = Vec::with_capacity(columns.len());
    for column in columns {
        let mut found = header.iter().enumerate().filter(|(_, name)| name == column).map(|(index, _)| index);
        let fault = match (found.next(), found.next()) {
            (Some(index), None) => {
                indices.push(index);
                continue;
            }
            (None, _) => CellFault::NoSuchColumn { needed: columns.join(", ") },
            (Some(_), Some(_)) => CellFault::ColumnTwice,
        };
        return Err(Error::CatalogueCell { file: file.to_owned(), line, column, fault });
    }
    Ok(indices)
}

/// Returns the line of a row. The position that the reader gives lies before the empty lines and
/// remarks that precede the row.
fn line_of_row(text: &[u8], position: &csv::Position) -> u64 {
    let before = usize::try_from(position.byte()).ok().and_then(|byte| text.get(byte..));
    let skipped = before
        .unwrap_or_default()
        .split_inclusive(|byte| *byte == b'\n')
        .take_while(|line| matches!(line, [b'\n'] | [b'\r', b'\n'] | [REMARK, ..]))
        .count();
    position.line() + skipped as u64
}

impl Row<'_> {
    /// Returns the cell of a column, without spaces around it.
    pub(super) fn cell(&self, column: &'static str) -> &str {
        self.columns
            .iter()
            .position(|name| *name == column)
            .and_then(|index| self.cells.get(index))
            .map_or("", String::as_str)
    }

    /// Returns the cell of a column that may not be empty; `what` is the content that an error asks
    /// for.
    pub(super) fn required(&self, column: &'static str, what: &'static str) -> Result<&str> {
        match self.cell(column) {
            "" => Err(self.fault(column, CellFault::Empty { what })),
            text => Ok(text),
        }
    }

    /// Returns the error for a fault of a cell, with its file, line and column.
    pub(super) fn fault(&self, column: &'static str, fault: CellFault) -> Error {
        Error::CatalogueCell { file: self.file.to_owned(), line: self.line, column, fault }
    }
}
