//! The first lines of a table: what separates its cells, and which columns it has.

use lofted::{Reported, Unit};

use crate::failure::Failure;
use crate::table::cells::{Split, split};
use crate::table::lines::Lines;

/// The columns that every table has, in any order and possibly among others.
pub const COLUMNS: [&str; 4] = ["id", "apogee", "ground_range", "flight_time"];

/// The column that a table may have beside them.
const TOP_SPEED: &str = "top_speed";

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
    pub figures: [Column; 3],
    /// The top speed, where the table has that column.
    pub top_speed: Option<Column>,
    /// The names of the other columns.
    pub extra_names: Vec<String>,
    /// The places of the other columns.
    pub extra_places: Vec<usize>,
}

/// A column of figures.
pub struct Column {
    /// Its name in the table.
    pub name: String,
    /// Its place in a row.
    pub place: usize,
    /// The unit that its name states: its cells are plain numbers then.
    unit: Option<Unit>,
}

/// A name of a column, taken apart.
struct Name {
    /// The index in [`COLUMNS`]; behind the last, [`TOP_SPEED`].
    column: usize,
    /// The words behind the column's own name: a unit, if any.
    rest: String,
}

/// Returns the name of a separator, alone and of several.
pub fn name_of(separator: u8) -> (&'static str, &'static str) {
    SEPARATORS
        .into_iter()
        .find_map(|(sign, one, many)| (sign == separator).then_some((one, many)))
        .unwrap_or(("separator", "separators"))
}

impl Column {
    /// Reads a cell of the column.
    pub fn read(&self, cell: &str) -> Result<Option<Reported>, String> {
        let whole = Reported::read_if_reported(cell);
        match (self.unit, whole) {
            (_, Ok(None)) => Ok(None),
            (None, whole) => whole.map_err(|error| error.to_string()),
            (Some(unit), whole) => Self::read_in(unit, cell, whole.ok().flatten()).map(Some),
        }
    }

    /// Reads a cell whose unit the header states. `whole` is the cell with its own unit, if it has
    /// one.
    fn read_in(unit: Unit, cell: &str, whole: Option<Reported>) -> Result<Reported, String> {
        let symbol = unit.symbol();
        // A program prints more digits than a text may have, or a power of ten.
        let is_number =
            cell.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'-' | b'+'));
        if let (true, Ok(number)) = (is_number, cell.parse::<f64>()) {
            match unit {
                Unit::Kilometre => return Ok(Reported::km(number)),
                Unit::Minute => return Ok(Reported::min(number)),
                Unit::Second => return Ok(Reported::s(number)),
                _ => {}
            }
        }
        let text = if unit == Unit::Mach { format!("{symbol} {cell}") } else { format!("{cell} {symbol}") };
        let problem = match text.parse() {
            Ok(reported) => return Ok(reported),
            Err(problem) => problem,
        };
        match whole {
            Some(reported) if reported.unit() == unit => Ok(reported),
            Some(_) => Err(format!(
                "{cell:?} is not in {symbol}, the unit that the header states; change one of them"
            )),
            None => Err(problem.to_string()),
        }
    }
}

impl Name {
    /// Takes a name apart: its words in small letters, whatever is between them.
    fn of(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let words: Vec<&str> =
            name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        COLUMNS.into_iter().chain([TOP_SPEED]).enumerate().find_map(|(column, own)| {
            let own: Vec<&str> = own.split('_').collect();
            let rest = words.strip_prefix(own.as_slice())?.join(" ");
            Some(Self { column, rest })
        })
    }
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
        let mut places = [const { None::<(usize, Option<Unit>)> }; 5];
        let mut extra_places = Vec::new();
        for (place, cell) in cells.iter().enumerate() {
            let named = Name::of(cell).and_then(|found| {
                let unit = if found.rest.is_empty() { None } else { Some(unit_of(&found)?) };
                Some((found.column, unit))
            });
            let Some((column, unit)) = named else {
                extra_places.push(place);
                continue;
            };
            let Some(slot) = places.get_mut(column) else { continue };
            if slot.is_some() {
                let column = COLUMNS.into_iter().nth(column).unwrap_or(TOP_SPEED);
                return Err(format!("the header has the column {column} twice; keep one"));
            }
            *slot = Some((place, unit));
        }
        let missing =
            COLUMNS.into_iter().zip(&places).find_map(|(name, slot)| slot.is_none().then_some(name));
        let [Some((id, _)), Some(apogee), Some(ground_range), Some(flight_time), top_speed] = places else {
            return Err(format!(
                "the header has no column {}; {}, and leaves the cells of figures that nobody reported empty",
                missing.unwrap_or_default(),
                columns_needed()
            ));
        };
        let named = |place: usize| cells.get(place).cloned().unwrap_or_default();
        let column = |(place, unit): (usize, Option<Unit>)| Column { name: named(place), place, unit };
        let figures = [apogee, ground_range, flight_time].map(column);
        let top_speed = top_speed.map(column);
        let extra_names = extra_places.iter().map(|place| named(*place)).collect();
        Ok(Self { separator, width: cells.len(), id, figures, top_speed, extra_names, extra_places })
    }
}

/// Returns the unit that the rest of a column's name states, of the column's own kind; none if it is
/// no unit.
fn unit_of(name: &Name) -> Option<Unit> {
    if COLUMNS.get(name.column).is_none() {
        return match name.rest.as_str() {
            "m s" | "m per s" => Some(Unit::MetrePerSecond),
            "km s" | "km per s" => Some(Unit::KilometrePerSecond),
            "km h" | "km per h" | "kmh" => Some(Unit::KilometrePerHour),
            "mph" => Some(Unit::MilePerHour),
            "mach" => Some(Unit::Mach),
            _ => None,
        };
    }
    let unit = format!("1 {}", name.rest).parse::<Reported>().ok()?.unit();
    // Apogee and ground range are lengths, the flight time is not; an id has no unit.
    let is_own = match name.column {
        1 | 2 => unit.is_length(),
        3 => !unit.is_length() && !unit.is_speed(),
        _ => false,
    };
    is_own.then_some(unit)
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
