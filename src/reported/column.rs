//! A column of figures or of top speeds, as the header of a table names it.

use crate::error::{Error, Figure, Result};
use crate::reported::{Reported, Unit};

/// A column of figures: the figure, and the unit if the header states it.
///
/// ```
/// use lofted::{Figure, FigureColumn, Reported, Unit};
///
/// let column = FigureColumn::named("Apogee (km)").unwrap();
/// assert_eq!((column.figure, column.unit), (Figure::Apogee, Some(Unit::Kilometre)));
/// assert_eq!(column.read("2802")?, Some(Reported::km(2_802.0)));
/// assert_eq!(FigureColumn::named("flight_time").unwrap().unit, None);
/// assert_eq!(FigureColumn::named("remark"), None);
/// # Ok::<(), lofted::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct FigureColumn {
    /// The figure in its cells.
    pub figure: Figure,
    /// The unit that the header states: its cells are plain numbers then.
    pub unit: Option<Unit>,
}

impl FigureColumn {
    /// Returns the column that a header names: the words of [`Figure::name`] and then those of a
    /// unit, whatever the case and whatever stands between the words. None for any other name.
    pub fn named(header: &str) -> Option<Self> {
        let (figure, unit) =
            Figure::ALL.into_iter().find_map(|figure| Some((figure, behind(figure.name(), header)?)))?;
        let unit = if unit.is_empty() { None } else { Some(unit_of(figure, &unit)?) };
        Some(Self { figure, unit })
    }

    /// Reads a cell of the column; none if it says that nobody reported the figure.
    ///
    /// # Errors
    ///
    /// [`Error::UnreadableFigure`], as for a figure; [`Error::UnitNotOfColumn`] for a figure in
    /// another unit than the header's.
    pub fn read(&self, cell: &str) -> Result<Option<Reported>> {
        read_cell(self.unit, cell)
    }
}

/// The column of top speeds, and the unit if the header states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TopSpeedColumn {
    /// The unit that the header states: its cells are plain numbers then.
    pub unit: Option<Unit>,
}

impl TopSpeedColumn {
    /// The name of the column, without a unit.
    pub const NAME: &'static str = "top_speed";

    /// Returns the column that a header names, as [`FigureColumn::named`] does: "top_speed",
    /// "Top speed (km/s)", "top_speed_mach". None for any other name.
    pub fn named(header: &str) -> Option<Self> {
        let unit = match behind(Self::NAME, header)?.as_str() {
            "" => None,
            "m s" | "m per s" => Some(Unit::MetrePerSecond),
            "km s" | "km per s" => Some(Unit::KilometrePerSecond),
            "km h" | "km per h" | "kmh" => Some(Unit::KilometrePerHour),
            "mph" => Some(Unit::MilePerHour),
            "mach" => Some(Unit::Mach),
            _ => return None,
        };
        Some(Self { unit })
    }

    /// Reads a cell of the column; none if it says that nobody reported a top speed.
    ///
    /// # Errors
    ///
    /// As [`FigureColumn::read`].
    pub fn read(&self, cell: &str) -> Result<Option<Reported>> {
        read_cell(self.unit, cell)
    }
}

/// Returns the words of a header behind those of a name, whatever the case and whatever stands
/// between them; none where it does not begin with the name.
fn behind(name: &str, header: &str) -> Option<String> {
    let header = header.to_lowercase();
    let words: Vec<&str> =
        header.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let own: Vec<&str> = name.split('_').collect();
    Some(words.strip_prefix(own.as_slice())?.join(" "))
}

/// Reads a cell under a header that states a unit or none.
fn read_cell(unit: Option<Unit>, cell: &str) -> Result<Option<Reported>> {
    let whole = Reported::read_if_reported(cell);
    match (unit, whole) {
        (_, Ok(None)) => Ok(None),
        (None, whole) => whole,
        (Some(unit), whole) => read_in(unit, cell, whole.ok().flatten()).map(Some),
    }
}

/// Reads a cell whose unit the header states. `whole` is the cell with its own unit, if it has one.
fn read_in(unit: Unit, cell: &str, whole: Option<Reported>) -> Result<Reported> {
    // A program prints more digits than a text may have, or a power of ten.
    let is_number = cell.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'-' | b'+'));
    let number = cell.parse::<f64>().ok().filter(|_| is_number);
    if let Some(reported) = number.and_then(|number| Reported::from_number(number, unit)) {
        return Ok(reported);
    }
    let symbol = unit.symbol();
    let text = if unit == Unit::Mach { format!("{symbol} {cell}") } else { format!("{cell} {symbol}") };
    let problem = match text.parse() {
        Ok(reported) => return Ok(reported),
        Err(problem) => problem,
    };
    match whole {
        Some(reported) if reported.unit() == unit => Ok(reported),
        Some(_) => Err(Error::UnitNotOfColumn { cell: cell.to_owned(), unit: unit.symbol() }),
        None => Err(problem),
    }
}

/// Returns the unit with a name, of the figure's own kind; none if it is no unit.
fn unit_of(figure: Figure, name: &str) -> Option<Unit> {
    let unit = format!("1 {name}").parse::<Reported>().ok()?.unit();
    let is_length = matches!(figure, Figure::Apogee | Figure::GroundRange);
    (unit.is_length() == is_length && !unit.is_speed()).then_some(unit)
}
