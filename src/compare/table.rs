//! Rows of text in columns.

/// The width of a terminal, characters.
pub(super) const COLUMNS: usize = 80;

/// Returns rows in columns two spaces apart, the first `right_aligned` columns after the second
/// aligned to the right; none if a row is wider than the terminal.
pub(crate) fn table<const N: usize>(rows: &[[String; N]], right_aligned: usize) -> Option<String> {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
            let is_number = (2..2 + right_aligned).contains(&column);
            line += &if is_number { format!("{cell:>width$}  ") } else { format!("{cell:<width$}  ") };
        }
        let line = line.trim_end();
        if line.chars().count() > COLUMNS {
            return None;
        }
        text += line;
        text.push('\n');
    }
    Some(text)
}
