//! A table of comma-separated values, with the line and the column of every fault.

use crate::catalogue::columns::{Cell, Column};
use crate::catalogue::header;
use crate::error::{CellFault, Error, Result};

/// A row: the cells of the columns, in their order.
pub(super) struct Row<'a> {
    file: &'a str,
    line: u64,
    columns: &'static [Column],
    cells: Vec<String>,
}

/// The byte-order mark that some programs put before a text in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The character with which a remark begins.
pub(super) const REMARK: u8 = b'#';

/// Reads the rows of a table. Lines that begin with # are remarks; the cells of a column that the
/// header leaves out are empty.
pub(super) fn rows<'a>(file: &'a str, text: &[u8], columns: &'static [Column]) -> Result<Vec<Row<'a>>> {
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
    let header = header::Header::read(file, line, &header, columns)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        let line = line_at(record.position());
        let row = Row { file, line, columns, cells: header.cells(line, &record)? };
        for column in columns {
            if row.cell(column.name).contains(['\n', '\r']) {
                return Err(row.fault(column.name, CellFault::RunsOverLines));
            }
        }
        rows.push(row);
    }
    Ok(rows)
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
            .position(|known| known.name == column)
            .and_then(|index| self.cells.get(index))
            .map_or("", String::as_str)
    }

    /// Returns the cell of a column that may not be empty.
    pub(super) fn filled(&self, name: &'static str) -> Result<&str> {
        match self.cell(name) {
            "" => {
                let column = self.columns.iter().find(|column| column.name == name);
                let what = column.map_or("something", |column| column.content);
                Err(self.fault(name, CellFault::Empty { what }))
            }
            text => Ok(text),
        }
    }

    /// Returns the number in a cell, if it lies within the bounds of its column; none where the
    /// cell is empty.
    pub(super) fn number(&self, name: &'static str) -> Result<Option<f64>> {
        let (text, column) = (self.cell(name), self.columns.iter().find(|column| column.name == name));
        let (low, high) = match column.map(|column| column.cell) {
            Some(Cell::Number(low, high)) => (low, high),
            _ => (i32::MIN, i32::MAX),
        };
        match text.parse::<f64>() {
            _ if text.is_empty() => Ok(None),
            Ok(number) if number >= f64::from(low) && number <= f64::from(high) => Ok(Some(number)),
            _ => Err(self.fault(name, CellFault::NotANumber { text: text.to_owned(), low, high })),
        }
    }

    /// Returns the value of the word in a cell; none where the cell is empty.
    pub(super) fn word<T>(
        &self,
        name: &'static str,
        words: &'static [&'static str],
        value: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>> {
        match self.cell(name) {
            "" => Ok(None),
            text => match value(text) {
                Some(value) => Ok(Some(value)),
                None => Err(self.fault(name, CellFault::NotAWord { text: text.to_owned(), words })),
            },
        }
    }

    /// Returns the error for a fault of a cell, with its file, line and column.
    pub(super) fn fault(&self, column: &'static str, fault: CellFault) -> Error {
        Error::CatalogueCell { file: self.file.to_owned(), line: self.line, column: column.into(), fault }
    }
}
