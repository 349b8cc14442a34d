//! A row split into its cells (RFC 4180).

/// A row split into its cells, or the cell at fault.
#[derive(Debug, PartialEq, Eq)]
pub enum Split {
    /// The cells, without the quotation marks around them.
    Cells(Vec<Vec<u8>>),
    /// The row ends inside the quotation marks of this cell, the first being 1.
    Open(usize),
    /// Some text follows the closing quotation mark of this cell.
    BehindQuote(usize),
}

/// The state of the cell before its next byte.
enum State {
    Start,
    Plain,
    Quoted,
    /// Behind a quotation mark inside a quoted cell: the end of the cell, or the first of two marks
    /// that stand for one.
    Mark,
}

/// Splits a row at its separators. A quotation mark inside a cell that does not begin with one is an
/// ordinary character.
pub fn split(row: &[u8], separator: u8) -> Split {
    let mut cells = Vec::new();
    let mut cell = Vec::new();
    let mut state = State::Start;
    for &byte in row {
        state = match (state, byte) {
            (State::Start | State::Plain | State::Mark, byte) if byte == separator => {
                cells.push(std::mem::take(&mut cell));
                State::Start
            }
            (State::Start, b'"') => State::Quoted,
            // Spaces around a cell are not part of it.
            (State::Start, b' ') => State::Start,
            (State::Quoted, b'"') => State::Mark,
            (State::Mark, b'"') => {
                cell.push(byte);
                State::Quoted
            }
            (State::Mark, b' ') => State::Mark,
            (State::Mark, _) => return Split::BehindQuote(cells.len() + 1),
            (State::Quoted, _) => {
                cell.push(byte);
                State::Quoted
            }
            (State::Start | State::Plain, _) => {
                cell.push(byte);
                State::Plain
            }
        };
    }
    if matches!(state, State::Quoted) {
        return Split::Open(cells.len() + 1);
    }
    cells.push(cell);
    Split::Cells(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_with_and_without_marks() {
        for (row, cells) in [
            ("", vec![""]),
            (",", vec!["", ""]),
            ("a,\"2,802 km\",,37 min", vec!["a", "2,802 km", "", "37 min"]),
            ("\"he said \"\"about\"\"\",x", vec!["he said \"about\"", "x"]),
            ("a, \"b\" ,c", vec!["a", "b", "c"]),
            ("5\" gun,\"\"", vec!["5\" gun", ""]),
            ("\"over\nlines\",x", vec!["over\nlines", "x"]),
        ] {
            let cells = cells.into_iter().map(|cell| cell.as_bytes().to_vec()).collect();
            assert_eq!(split(row.as_bytes(), b','), Split::Cells(cells), "{row:?}");
        }
        assert_eq!(split(b"a,\"2,802 km,37 min", b','), Split::Open(2));
        assert_eq!(split(b"a,\"2,802\" km,37 min", b','), Split::BehindQuote(2));
    }
}
