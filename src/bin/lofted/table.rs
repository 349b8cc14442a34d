//! A table of reports as comma-separated values, read a row at a time in bounded memory.
//!
//! A row is a line; only a cell between quotation marks may continue over several lines, as a
//! remark does. So a mark that is never closed spoils its own row only, where a general reader of
//! the format would take the rest of the file as one cell.

mod cells;
mod header;
mod lines;
mod wide_text;

use std::fs::File;
use std::io::{self, Cursor, Read};

use lofted::{FigureColumn, Reported};

use crate::failure::Failure;
use cells::{Split, split};
use header::{COLUMNS, Column, Header};
use lines::{Line, Lines};
use wide_text::WideText;

/// The greatest number of further lines over which a cell between quotation marks may continue.
const MAX_LINES_OF_A_ROW: usize = 200;

/// The number of bytes at the beginning of a file from which its kind is recognized.
const HEAD_BYTES: u64 = 4096;

/// A row of the table, or the reason why it cannot be read.
#[derive(Debug)]
pub struct Row {
    /// The number of its first line; the header is usually in line 1.
    pub line: u64,
    /// The name of the report, if it could be read.
    pub id: Option<String>,
    /// Apogee, ground range, flight time and top speed, each if it was reported; or why they cannot
    /// be read.
    pub figures: Result<[Option<Reported>; 4], String>,
    /// The cells of the columns that are not read.
    pub extra: Vec<String>,
}

/// A table that is being read.
pub struct Table {
    /// The name of the source in error messages.
    pub name: String,
    /// The length of the source in bytes, if it has one.
    pub length: Option<u64>,
    lines: Lines,
    header: Header,
}

impl Table {
    /// Opens a file, or standard input for `-`, and reads its header.
    pub fn open(path: &str) -> Result<Self, Failure> {
        if path == "-" {
            return Self::of("standard input".to_owned(), None, Box::new(io::stdin()));
        }
        let name = crate::output::on_one_line(path);
        let unreadable = |error: io::Error| {
            Failure::input(
                &name,
                format!(
                    "cannot be read: {error}; give the path of a file of comma-separated values, or - for standard input"
                ),
            )
        };
        let file = File::open(path).map_err(unreadable)?;
        let about = file.metadata().map_err(unreadable)?;
        if about.is_dir() {
            return Err(Failure::input(
                &name,
                "is a folder; give the path of a file of comma-separated values",
            ));
        }
        let length = about.is_file().then_some(about.len());
        Self::of(name, length, Box::new(file))
    }

    /// Reads the header of a text that is there already, under a name for messages.
    #[cfg(feature = "serve")]
    pub fn of_text(name: &str, text: &str) -> Result<Self, Failure> {
        Self::of(name.to_owned(), None, Box::new(Cursor::new(text.to_owned())))
    }

    /// Reads the header of a source.
    fn of(name: String, length: Option<u64>, mut source: Box<dyn Read>) -> Result<Self, Failure> {
        let mut head = Vec::new();
        source
            .by_ref()
            .take(HEAD_BYTES)
            .read_to_end(&mut head)
            .map_err(|error| Failure::input(&name, format!("cannot be read: {error}")))?;
        if let Some(problem) = no_text(&head) {
            return Err(Failure::input(&name, problem));
        }
        let whole: Box<dyn Read> = match WideText::mark_of(&head) {
            Some(order) => Box::new(WideText::of(Box::new(Cursor::new(head).chain(source)), order)),
            None => Box::new(Cursor::new(head).chain(source)),
        };
        let mut lines = Lines::of(whole);
        let header = Header::read(&name, &mut lines)?;
        Ok(Self { name, length, lines, header })
    }

    /// Returns the names of the columns that are not read.
    pub fn extra_columns(&self) -> &[String] {
        &self.header.extra_names
    }

    /// Returns the number of bytes read.
    pub fn bytes_read(&self) -> u64 {
        self.lines.bytes_read()
    }

    /// Reads the next row; none at the end.
    pub fn next_row(&mut self) -> Result<Option<Row>, Failure> {
        loop {
            let Some(line) = self.line()? else { return Ok(None) };
            let number = line.number;
            let bad =
                |problem: String| Row { line: number, id: None, figures: Err(problem), extra: Vec::new() };
            let Some(text) = line.text else {
                return Ok(Some(bad(format!(
                    "the line is longer than {} bytes; a report is shorter",
                    lines::MAX_LINE_BYTES
                ))));
            };
            let cells = match split(&text, self.header.separator) {
                Split::Cells(cells) => cells,
                Split::Open(_) => match self.continued(&text)? {
                    Some(cells) => cells,
                    None => {
                        return Ok(Some(bad(
                            "a quotation mark is not closed; put one at the end of its cell".to_owned(),
                        )));
                    }
                },
                Split::BehindQuote(place) => {
                    return Ok(Some(bad(format!(
                        "something stands behind the closing quotation mark of cell {place}; write a quotation mark inside a quoted cell twice"
                    ))));
                }
            };
            // Spreadsheets leave such rows below a table.
            if cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            return Ok(Some(self.row(number, &cells)));
        }
    }

    /// Reads the next line; none at the end.
    fn line(&mut self) -> Result<Option<Line>, Failure> {
        let name = &self.name;
        self.lines
            .next()
            .map_err(|error| Failure::input(name, format!("cannot be read any further: {error}")))
    }

    /// Returns the cells of a row whose quoted cell continues on further lines, if that cell ends
    /// within the limits. Otherwise no line is consumed.
    fn continued(&mut self, first: &[u8]) -> Result<Option<Vec<Vec<u8>>>, Failure> {
        let mut text = first.to_vec();
        let mut taken = Vec::new();
        while taken.len() < MAX_LINES_OF_A_ROW && text.len() < lines::MAX_LINE_BYTES {
            let Some(line) = self.line()? else { break };
            let more = line.text.clone();
            taken.push(line);
            let Some(more) = more else { break };
            text.push(b'\n');
            text.extend(more);
            match split(&text, self.header.separator) {
                Split::Open(_) => {}
                Split::Cells(cells) => return Ok(Some(cells)),
                Split::BehindQuote(_) => break,
            }
        }
        self.lines.put_back(taken);
        Ok(None)
    }

    /// Reads the cells of a row.
    fn row(&self, line: u64, cells: &[Vec<u8>]) -> Row {
        let cell = |place: usize| cells.get(place).map_or(&[][..], Vec::as_slice);
        let id = text("id", cell(self.header.id));
        let width = self.header.width;
        let figures = if cells.len() == width {
            figures(self.header.figures.each_ref().map(|column| (column, cell(column.place))))
                .and_then(|three| self.with_top_speed(three, cell))
        } else {
            let (sign, signs) = header::name_of(self.header.separator);
            Err(format!(
                "the row has {} cells and the header {width}; put a cell with a {sign} in it between quotation marks, and keep the \
                 {signs} of empty cells",
                cells.len()
            ))
        };
        let figures = figures.and_then(|figures| match id {
            Ok("") => Err("column id: the cell is empty; it has to name the report".to_owned()),
            Ok(_) => Ok(figures),
            Err(ref problem) => Err(problem.clone()),
        });
        let extra = self.header.extra_places.iter().map(|place| String::from_utf8_lossy(cell(*place)));
        let extra = extra.map(|text| text.trim().to_owned()).collect();
        Row { line, id: id.ok().filter(|id| !id.is_empty()).map(str::to_owned), figures, extra }
    }
}

impl Table {
    /// Appends the top speed, where the table has that column, to the other figures of a row.
    fn with_top_speed<'a>(
        &self,
        [apogee, ground_range, flight_time]: [Option<Reported>; 3],
        cell: impl Fn(usize) -> &'a [u8],
    ) -> Result<[Option<Reported>; 4], String> {
        let top_speed = match &self.header.top_speed {
            Some(column) => read(&column.name, cell(column.place), |cell| column.content.read(cell))?,
            None => None,
        };
        Ok([apogee, ground_range, flight_time, top_speed])
    }
}

/// Returns the text of a cell without the spaces around it.
fn text<'a>(column: &str, cell: &'a [u8]) -> Result<&'a str, String> {
    match std::str::from_utf8(cell) {
        Ok(text) => Ok(text.trim()),
        Err(_) => Err(format!("column {column}: the cell is not in UTF-8; save the file in UTF-8")),
    }
}

/// Reads the figures of a row, without checking them against one another.
fn figures(cells: [(&Column<FigureColumn>, &[u8]); 3]) -> Result<[Option<Reported>; 3], String> {
    let mut figures = [None; 3];
    for (figure, (column, cell)) in figures.iter_mut().zip(cells) {
        *figure = read(&column.name, cell, |cell| column.content.read(cell))?;
    }
    Ok(figures)
}

/// Reads the figure of a cell.
fn read(
    column: &str,
    cell: &[u8],
    content: impl Fn(&str) -> lofted::Result<Option<Reported>>,
) -> Result<Option<Reported>, String> {
    content(text(column, cell)?).map_err(|error| format!("column {column}: {error}"))
}

/// Returns what a file is if it is not a text, and the remedy.
fn no_text(head: &[u8]) -> Option<String> {
    // In a Latin text in UTF-16 every second byte is zero, and no other byte is.
    let nuls = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let is_wide = even.min(odd) == 0 && 8 * even.max(odd) > 3 * head.len();
    if WideText::mark_of(head).is_some() {
        None
    } else if is_wide {
        Some("is in UTF-16 without its mark; save it in UTF-8".to_owned())
    } else if head.starts_with(b"PK\x03\x04") {
        Some("is a spreadsheet or an archive; save the sheet as comma-separated values in UTF-8".to_owned())
    } else if head.contains(&0) {
        Some("is no text but binary; give a file of comma-separated values in UTF-8".to_owned())
    } else if head.strip_prefix(lines::BYTE_ORDER_MARK).unwrap_or(head).trim_ascii().is_empty()
        && head.len() < HEAD_BYTES as usize
    {
        Some(format!("is empty; its first line names the columns {}", COLUMNS.join(", ")))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A generator of pseudo-random numbers (SplitMix64).
    struct Random(u64);

    impl Random {
        fn below(&mut self, bound: usize) -> usize {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            ((z ^ (z >> 31)) % bound as u64) as usize
        }

        fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
            of[self.below(of.len())]
        }
    }

    const NOTES: [&str; 12] = [
        "",
        "plain",
        "a, b",
        "a; b",
        "a\tb",
        "he said \"about\"",
        "over\ntwo",
        "over\r\nthree\n\nlines",
        "\"",
        "\"\n\"",
        "r9,\"2,802 km\",930 km,37 min",
        "x\nr9,2802 km,930 km,37 min\ny",
    ];
    const LENGTHS: [&str; 8] =
        ["2,802 km", "930 km", "", "n/a", "37 furlongs", "1 km\n", "about\n930 km", "2 802 km"];
    const TIMES: [&str; 5] = ["37 min", "", "unknown", "05:34", "twice"];

    /// Writes a cell, between marks where it has to be and sometimes where it need not.
    fn written(cell: &str, separator: &str, random: &mut Random) -> String {
        if cell.contains([',', ';', '\t', '"', '\n', '\r'])
            || cell.contains(separator)
            || random.below(3) == 0
        {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    }

    /// Returns a table and its ids in their order.
    fn table(random: &mut Random) -> (Vec<u8>, Vec<String>) {
        let (separator, end) = (random.one(&[",", ";", "\t"]), random.one(&["\n", "\r\n"]));
        let mut text = random.one(&["", "\u{feff}"]).to_owned();
        if random.below(3) == 0 {
            text += &format!("sep={separator}{end}");
        }
        let columns = ["note", "ID", "Apogee", "ground_range", "Flight time"];
        let swap = random.below(columns.len());
        let order = |mut cells: [String; 5]| {
            cells.swap(0, swap);
            cells
        };
        let mut ids = Vec::new();
        let head = order(columns.map(str::to_owned)).map(|cell| written(&cell, separator, random));
        text += &(head.join(separator) + end);
        for record in 0..random.below(12) {
            ids.push(format!("id {record}{}", random.one(&["", "\"", "\nbelow", ", b"])));
            let cells = [
                random.one(&NOTES),
                &ids[record],
                random.one(&LENGTHS),
                random.one(&LENGTHS),
                random.one(&TIMES),
            ];
            let cells = order(cells.map(str::to_owned)).map(|cell| written(&cell, separator, random));
            text += &(cells.join(separator) + end);
        }
        if random.below(4) == 0 {
            text.truncate(text.len() - end.len());
        }
        let bytes = match random.below(4) {
            0 => text.replacen('\u{feff}', "", 1).encode_utf16().fold(
                b"\xff\xfe".to_vec(),
                |mut bytes, unit| {
                    bytes.extend(unit.to_le_bytes());
                    bytes
                },
            ),
            _ => text.into_bytes(),
        };
        (bytes, ids)
    }

    #[test]
    fn rows_out_are_records_in() {
        let mut random = Random(20_170_704);
        let mut records = 0;
        for _ in 0..10_000 {
            let (bytes, ids) = table(&mut random);
            let shown = String::from_utf8_lossy(&bytes).into_owned();
            let mut table = Table::of("t".to_owned(), None, Box::new(Cursor::new(bytes)))
                .unwrap_or_else(|_| panic!("refused: {shown:?}"));
            let mut read = Vec::new();
            while let Some(row) = table.next_row().unwrap_or_else(|_| panic!("unreadable: {shown:?}")) {
                read.push(row.id.unwrap_or_default());
            }
            assert_eq!(read, ids, "{shown:?}");
            records += ids.len();
        }
        assert!(records > 50_000, "{records}");
    }
}
