//! A column of figures, as the header of a table names it.

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
        let header = header.to_lowercase();
        let words: Vec<&str> =
            header.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let (figure, unit) = Figure::ALL.into_iter().find_map(|figure| {
            let own: Vec<&str> = figure.name().split('_').collect();
            Some((figure, words.strip_prefix(own.as_slice())?))
        })?;
        let unit = if unit.is_empty() { None } else { Some(unit_of(figure, &unit.join(" "))?) };
        Some(Self { figure, unit })
    }

    /// Reads a cell of the column; none if it says that nobody reported the figure.
    ///
    /// # Errors
    ///
    /// [`Error::UnreadableFigure`], as for a figure; [`Error::UnitNotOfColumn`] for a figure in
    /// another unit than the header's.
    pub fn read(&self, cell: &str) -> Result<Option<Reported>> {
        let whole = Reported::read_if_reported(cell);
        match (self.unit, whole) {
            (_, Ok(None)) => Ok(None),
            (None, whole) => whole,
            (Some(unit), whole) => read_in(unit, cell, whole.ok().flatten()).map(Some),
        }
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
    let problem = match format!("{cell} {}", unit.symbol()).parse() {
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
    (unit.is_length() == is_length).then_some(unit)
}
