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

/// The place of the next byte in its cell.
enum Place {
    Start,
    Plain,
    Quoted,
    /// Behind a quotation mark inside a quoted cell: the end of the cell, or the first of two marks
    /// that stand for one.
    Mark,
}

/// Splits a row at its commas. A quotation mark inside a cell that does not begin with one is an
/// ordinary character.
pub fn split(row: &[u8]) -> Split {
    let mut cells = Vec::new();
    let mut cell = Vec::new();
    let mut place = Place::Start;
    for &byte in row {
        place = match (place, byte) {
            (Place::Start | Place::Plain | Place::Mark, b',') => {
                cells.push(std::mem::take(&mut cell));
                Place::Start
            }
            (Place::Start, b'"') => Place::Quoted,
            // Spaces around a cell are not part of it.
            (Place::Start, b' ') => Place::Start,
            (Place::Quoted, b'"') => Place::Mark,
            (Place::Mark, b'"') => {
                cell.push(byte);
                Place::Quoted
            }
            (Place::Mark, b' ') => Place::Mark,
            (Place::Mark, _) => return Split::BehindQuote(cells.len() + 1),
            (Place::Quoted, _) => {
                cell.push(byte);
                Place::Quoted
            }
            (Place::Start | Place::Plain, _) => {
                cell.push(byte);
                Place::Plain
            }
        };
    }
    if matches!(place, Place::Quoted) {
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
            assert_eq!(split(row.as_bytes()), Split::Cells(cells), "{row:?}");
        }
        assert_eq!(split(b"a,\"2,802 km,37 min"), Split::Open(2));
        assert_eq!(split(b"a,\"2,802\" km,37 min"), Split::BehindQuote(2));
    }
}
