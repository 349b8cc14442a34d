//! A table of comma-separated values whose cells know where they stand.

use crate::error::{CellFault, Error, Result};

/// A row: the cells of the columns asked for, in their order.
pub(super) struct Row<'a> {
    file: &'a str,
    line: u64,
    columns: &'static [&'static str],
    cells: Vec<String>,
}

/// What some programs put before a text in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What a remark begins with.
const REMARK: u8 = b'#';

/// The rows of a table. Lines that begin with # are remarks; columns that are not asked for are not read.
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
    let mut places = Vec::with_capacity(columns.len());
    for column in columns {
        let mut found = header.iter().enumerate().filter(|(_, name)| name == column).map(|(place, _)| place);
        let fault = match (found.next(), found.next()) {
            (Some(place), None) => {
                places.push(place);
                continue;
            }
            (None, _) => CellFault::NoSuchColumn { needed: columns.join(", ") },
            (Some(_), Some(_)) => CellFault::ColumnTwice,
        };
        return Err(Error::CatalogueCell { file: file.to_owned(), line, column, fault });
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let cells = places.iter().map(|place| record.get(*place).unwrap_or_default().to_owned()).collect();
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

/// The line of a row. The reader's position of it is before the empty lines and remarks that precede it.
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
    /// The cell of a column, without spaces around it.
    pub fn cell(&self, column: &'static str) -> &str {
        self.columns
            .iter()
            .position(|name| *name == column)
            .and_then(|place| self.cells.get(place))
            .map_or("", String::as_str)
    }

    /// The cell of a column that has to say something.
    pub fn required(&self, column: &'static str, what: &'static str) -> Result<&str> {
        match self.cell(column) {
            "" => Err(self.fault(column, CellFault::Empty { what })),
            text => Ok(text),
        }
    }

    /// The fault of a cell, with its place.
    pub fn fault(&self, column: &'static str, fault: CellFault) -> Error {
        Error::CatalogueCell { file: self.file.to_owned(), line: self.line, column, fault }
    }
}
