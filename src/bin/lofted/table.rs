//! A table of reports as comma-separated values, read a row at a time in bounded memory.
//!
//! A row is a line; only a cell between quotation marks may run on, over as many lines as a remark takes. So one mark that is
//! never closed costs its own row, where a reader of the format alone would take the rest of the file for one cell.

mod cells;
mod lines;

use std::fs::File;
use std::io::{self, Cursor, Read};

use lofted::Reported;

use crate::failure::Failure;
use cells::{Split, split};
use lines::{Line, Lines};

/// The columns that a table has, in any order and among others.
pub const COLUMNS: [&str; 4] = ["id", "apogee", "ground_range", "flight_time"];

/// Lines that a cell between quotation marks may run over.
const MOST_LINES_OF_A_ROW: usize = 200;

/// What a file is judged by before it is read as a table.
const HEAD_BYTES: u64 = 4096;

/// A row, or why there is none.
#[derive(Debug)]
pub struct Row {
    /// Its first line; that of the header is mostly 1.
    pub line: u64,
    /// Its name, as far as that could be read.
    pub id: Option<String>,
    /// Apogee, ground range and flight time, each if it was reported.
    pub figures: Result<[Option<Reported>; 3], String>,
}

/// A table under way.
pub struct Table {
    /// What errors call it.
    pub name: String,
    /// Its length in bytes, if it has one.
    pub length: Option<u64>,
    lines: Lines,
    /// Cells of the header.
    width: usize,
    /// Where each of [`COLUMNS`] is.
    places: [usize; 4],
}

impl Table {
    /// Opens a file, or standard input for `-`, and reads its header.
    pub fn open(path: &str) -> Result<Self, Failure> {
        if path == "-" {
            return Self::of("standard input".to_owned(), None, Box::new(io::stdin()));
        }
        let name = crate::failure::on_one_line(path);
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
        let mut lines = Lines::of(Box::new(Cursor::new(head).chain(source)));
        let (width, places) = header(&name, &mut lines)?;
        Ok(Self { name, length, lines, width, places })
    }

    /// How far it has been read, bytes.
    pub fn bytes_read(&self) -> u64 {
        self.lines.bytes_read()
    }

    /// The next row; none at the end.
    pub fn next_row(&mut self) -> Result<Option<Row>, Failure> {
        loop {
            let Some(line) = self.line()? else { return Ok(None) };
            let number = line.number;
            let bad = |problem: String| Row { line: number, id: None, figures: Err(problem) };
            let Some(text) = line.text else {
                return Ok(Some(bad(format!(
                    "the line is longer than {} bytes; no report is",
                    lines::LONGEST_LINE
                ))));
            };
            let cells = match split(&text) {
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
            // What spreadsheets leave below a table.
            if cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            return Ok(Some(self.row(number, &cells)));
        }
    }

    fn line(&mut self) -> Result<Option<Line>, Failure> {
        let name = &self.name;
        self.lines
            .next()
            .map_err(|error| Failure::input(name, format!("cannot be read any further: {error}")))
    }

    /// The cells of a row whose quoted cell runs on, if it ends in good time and makes a row; else nothing is taken.
    fn continued(&mut self, first: &[u8]) -> Result<Option<Vec<Vec<u8>>>, Failure> {
        let mut text = first.to_vec();
        let mut taken = Vec::new();
        while taken.len() < MOST_LINES_OF_A_ROW && text.len() < lines::LONGEST_LINE {
            let Some(line) = self.line()? else { break };
            let more = line.text.clone();
            taken.push(line);
            let Some(more) = more else { break };
            text.push(b'\n');
            text.extend(more);
            match split(&text) {
                Split::Open(_) => {}
                Split::Cells(cells) if cells.len() == self.width && self.is_a_report(&cells) => {
                    return Ok(Some(cells));
                }
                Split::Cells(_) | Split::BehindQuote(_) => break,
            }
        }
        self.lines.put_back(taken);
        Ok(None)
    }

    /// Whether the cells that are read are of one line each.
    fn is_a_report(&self, cells: &[Vec<u8>]) -> bool {
        self.places.iter().all(|place| cells.get(*place).is_some_and(|cell| !cell.contains(&b'\n')))
    }

    fn row(&self, line: u64, cells: &[Vec<u8>]) -> Row {
        let cell = |place: usize| cells.get(place).map_or(&[][..], Vec::as_slice);
        let [id, apogee, ground_range, flight_time] = self.places.map(cell);
        let id = text("id", id);
        let figures = if cells.len() == self.width {
            figures([apogee, ground_range, flight_time])
        } else {
            Err(format!(
                "the row has {} cells and the header {}; put a cell with a comma in it between quotation marks, and keep the commas of \
                 empty cells",
                cells.len(),
                self.width
            ))
        };
        let figures = figures.and_then(|figures| match id {
            Ok("") => Err("column id: the cell is empty; it has to name the report".to_owned()),
            Ok(_) => Ok(figures),
            Err(ref problem) => Err(problem.clone()),
        });
        Row { line, id: id.ok().filter(|id| !id.is_empty()).map(str::to_owned), figures }
    }
}

/// The text of a cell.
fn text<'a>(column: &str, cell: &'a [u8]) -> Result<&'a str, String> {
    match std::str::from_utf8(cell) {
        Ok(text) => Ok(text.trim()),
        Err(_) => Err(format!("column {column}: the cell is not in UTF-8; save the file in UTF-8")),
    }
}

/// The figures of a row, read and not yet checked against one another.
fn figures(cells: [&[u8]; 3]) -> Result<[Option<Reported>; 3], String> {
    let mut figures = [None; 3];
    for ((figure, cell), column) in figures.iter_mut().zip(cells).zip(COLUMNS.into_iter().skip(1)) {
        let text = text(column, cell)?;
        if !text.is_empty() {
            *figure = Some(text.parse().map_err(|error| format!("column {column}: {error}"))?);
        }
    }
    Ok(figures)
}

/// What a file is if it is no text, and what to do.
fn no_text(head: &[u8]) -> Option<String> {
    // Of a Latin text in UTF-16 every second byte is zero, and no other.
    let nuls = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let is_wide = even.min(odd) == 0 && 8 * even.max(odd) > 3 * head.len();
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || is_wide {
        Some("is in UTF-16; save it in UTF-8".to_owned())
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

/// How many cells the header has, and where the columns are.
fn header(name: &str, lines: &mut Lines) -> Result<(usize, [usize; 4]), Failure> {
    let needed = format!("its first line names the columns {}, parted by commas", COLUMNS.join(", "));
    let fault = |line: u64, problem: String| Failure::input(&format!("{name}, line {line}"), problem);
    let line = loop {
        match lines.next().map_err(|error| Failure::input(name, format!("cannot be read: {error}")))? {
            Some(line) if line.text.as_ref().is_some_and(|text| text.trim_ascii().is_empty()) => {}
            Some(line) => break line,
            None => return Err(Failure::input(name, format!("is empty; {needed}"))),
        }
    };
    let text = line.text.ok_or_else(|| fault(line.number, format!("is too long for a header; {needed}")))?;
    if text.contains(&b'\r') {
        return Err(fault(
            line.number,
            "its lines end in carriage returns alone; save it with the line ends of Unix or Windows"
                .to_owned(),
        ));
    }
    let Split::Cells(cells) = split(&text) else {
        return Err(fault(line.number, format!("a quotation mark of the header is not closed; {needed}")));
    };
    let cells: Vec<String> =
        cells.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
    let mut places = [0; 4];
    for (column, place) in COLUMNS.into_iter().zip(&mut places) {
        let mut found = cells.iter().enumerate().filter(|(_, cell)| *cell == column).map(|(at, _)| at);
        match (found.next(), found.next()) {
            (Some(at), None) => *place = at,
            (Some(_), Some(_)) => {
                return Err(fault(
                    line.number,
                    format!("the header has the column {column} twice; keep one"),
                ));
            }
            (None, _) => {
                let parted = [(b';', "semicolons"), (b'\t', "tabulators")];
                let parted = parted.into_iter().find(|(sign, _)| cells.len() == 1 && text.contains(sign));
                return Err(fault(
                    line.number,
                    match parted {
                        Some((_, signs)) => format!(
                            "the columns are parted by {signs}; part them by commas, and put a cell with a comma in it between quotation marks"
                        ),
                        None => format!(
                            "the header has no column {column}; {needed}, and cells of what nobody reported are empty"
                        ),
                    },
                ));
            }
        }
    }
    Ok((cells.len(), places))
}
