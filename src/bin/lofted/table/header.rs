//! The first lines of a table: what separates its cells, and which columns it has.

use lofted::{Figure, FigureColumn, TopSpeedColumn};

use crate::failure::Failure;
use crate::table::cells::{Split, split};
use crate::table::lines::Lines;

/// The column that names the report of a row.
const ID: &str = "id";

/// The columns that every table has, in any order and possibly among others.
pub const COLUMNS: [&str; 4] = [ID, "apogee", "ground_range", "flight_time"];

/// The separators that are recognized, with their names.
const SEPARATORS: [(u8, &str, &str); 3] =
    [(b',', "comma", "commas"), (b';', "semicolon", "semicolons"), (b'\t', "tabulator", "tabulators")];

/// The header of a table.
pub struct Header {
    /// The sign between two cells.
    pub separator: u8,
    /// The number of its cells.
    pub width: usize,
    /// The place of the column `id` in a row.
    pub id: usize,
    /// Apogee, ground range and flight time.
    pub figures: [Column<FigureColumn>; 3],
    /// The top speed, where the table has that column.
    pub top_speed: Option<Column<TopSpeedColumn>>,
    /// The names of the other columns.
    pub extra_names: Vec<String>,
    /// The places of the other columns.
    pub extra_places: Vec<usize>,
}

/// A column, and where it stands.
pub struct Column<C> {
    /// Its name in the table.
    pub name: String,
    /// Its place in a row.
    pub place: usize,
    /// What is in it.
    pub content: C,
}

/// Returns the name of a separator, alone and of several.
pub fn name_of(separator: u8) -> (&'static str, &'static str) {
    SEPARATORS
        .into_iter()
        .find_map(|(sign, one, many)| (sign == separator).then_some((one, many)))
        .unwrap_or(("separator", "separators"))
}

impl Header {
    /// Reads the header, and before it the line that a spreadsheet writes to state its separator.
    pub fn read(name: &str, lines: &mut Lines) -> Result<Self, Failure> {
        let needed = columns_needed();
        let fault = |line: u64, problem: String| Failure::input(&format!("{name}, line {line}"), problem);
        let mut stated = None;
        loop {
            let line =
                lines.next().map_err(|error| Failure::input(name, format!("cannot be read: {error}")))?;
            let Some(line) = line else { return Err(Failure::input(name, format!("is empty; {needed}"))) };
            let text =
                line.text.ok_or_else(|| fault(line.number, format!("is too long for a header; {needed}")))?;
            if text.trim_ascii().is_empty() {
                continue;
            }
            if text.contains(&b'\r') {
                let problem =
                    "its lines end in carriage returns alone; save it with the line ends of Unix or Windows";
                return Err(fault(line.number, problem.to_owned()));
            }
            if let (None, Some(separator)) = (stated, stated_separator(&text)) {
                stated = Some(separator.map_err(|problem| fault(line.number, problem))?);
                continue;
            }
            return Self::of(&text, stated).map_err(|problem| fault(line.number, problem));
        }
    }

    /// Reads the cells of the header, at the separator stated or else at the one that finds all
    /// columns.
    fn of(text: &[u8], stated: Option<u8>) -> Result<Self, String> {
        let one = |separator| Self::at(text, separator);
        match stated {
            Some(separator) => one(separator),
            None => {
                let mut found = SEPARATORS.into_iter().filter_map(|(sign, ..)| one(sign).ok());
                // The sign that is there explains best what is missing.
                let count = |sign: u8| text.iter().filter(|byte| **byte == sign).count();
                let [(first, ..), others @ ..] = SEPARATORS;
                let most = others
                    .into_iter()
                    .fold(first, |most, (sign, ..)| if count(sign) > count(most) { sign } else { most });
                found.next().map_or_else(|| one(most), Ok)
            }
        }
    }

    /// Reads the cells of the header at a separator.
    fn at(text: &[u8], separator: u8) -> Result<Self, String> {
        let Split::Cells(cells) = split(text, separator) else {
            return Err(format!("a quotation mark of the header is not closed; {}", columns_needed()));
        };
        let cells: Vec<String> =
            cells.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
        let mut id = None;
        let mut figures = [const { None::<Column<FigureColumn>> }; 3];
        let mut top_speed = None;
        let mut extra_places = Vec::new();
        for (place, cell) in cells.iter().enumerate() {
            let is_twice = if is_id(cell) {
                id.replace(place).map(|_| ID)
            } else if let Some(content) = TopSpeedColumn::named(cell) {
                top_speed.replace(Column { name: cell.clone(), place, content }).map(|_| TopSpeedColumn::NAME)
            } else if let Some(content) = FigureColumn::named(cell) {
                let figure = content.figure;
                let column = Column { name: cell.clone(), place, content };
                let slot = Figure::ALL.iter().zip(&mut figures).find(|(own, _)| **own == figure);
                slot.and_then(|(_, slot)| slot.replace(column)).map(|_| figure.name())
            } else {
                extra_places.push(place);
                None
            };
            if let Some(column) = is_twice {
                return Err(format!("the header has the column {column} twice; keep one"));
            }
        }
        let is_there = [id.is_some()].into_iter().chain(figures.iter().map(Option::is_some));
        let missing =
            COLUMNS.into_iter().zip(is_there).find_map(|(name, is_there)| (!is_there).then_some(name));
        let (Some(id), [Some(apogee), Some(ground_range), Some(flight_time)]) = (id, figures) else {
            return Err(format!(
                "the header has no column {}; {}, and leaves the cells of figures that nobody reported empty",
                missing.unwrap_or_default(),
                columns_needed()
            ));
        };
        let figures = [apogee, ground_range, flight_time];
        let named = |place: usize| cells.get(place).cloned().unwrap_or_default();
        let extra_names = extra_places.iter().map(|place| named(*place)).collect();
        Ok(Self { separator, width: cells.len(), id, figures, top_speed, extra_names, extra_places })
    }
}

/// Returns whether a cell of the header names the column of ids.
fn is_id(cell: &str) -> bool {
    let words = cell.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).eq([ID])
}

/// Returns the separator that a line states, as in `sep=;`, or what is wrong with it; none if the
/// line states none.
fn stated_separator(text: &[u8]) -> Option<Result<u8, String>> {
    let text = text.trim_ascii_start();
    let text = text
        .strip_prefix(b"\"")
        .map_or(text, |inside| inside.trim_ascii_end().strip_suffix(b"\"").unwrap_or(inside));
    let (name, sign) = text.split_at_checked(4)?;
    if !name.eq_ignore_ascii_case(b"sep=") {
        return None;
    }
    let known = |sign: u8| SEPARATORS.into_iter().any(|(known, ..)| known == sign);
    Some(match sign {
        [sign] if known(*sign) => Ok(*sign),
        _ => Err(
            "it states a separator that is not read; separate the cells by commas, semicolons or tabulators"
                .to_owned(),
        ),
    })
}

/// Returns the remedy for a header that lacks a column.
fn columns_needed() -> String {
    format!("its first line names the columns {}, separated by commas", COLUMNS.join(", "))
}
