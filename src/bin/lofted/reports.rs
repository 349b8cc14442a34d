//! The reports of a table, each under its name, for the commands that take all of them together.

use lofted::{MAX_REPORTS, NamedReport};

use crate::failure::Failure;
use crate::options::builder;
use crate::table::{Row, Table};

/// Reads every report of a file, or of standard input for "-".
///
/// # Errors
///
/// The first row that cannot be read: a report left out would be missing from every comparison, so
/// one bad row ends it, unlike in a batch. More reports than are compared, and none at all.
pub fn of_file(file: &str) -> Result<Vec<NamedReport>, Failure> {
    of_table(Table::open(file)?)
}

/// Reads every report of a text under a name for messages; see [`of_file`].
#[cfg(feature = "serve")]
pub fn of_text(name: &str, text: &str) -> Result<Vec<NamedReport>, Failure> {
    of_table(Table::of_text(name, text)?)
}

/// Reads every report of a table.
fn of_table(mut table: Table) -> Result<Vec<NamedReport>, Failure> {
    let mut reports = Vec::new();
    while let Some(row) = table.next_row()? {
        let place = format!("{}, line {}", table.name, row.line);
        if reports.len() == MAX_REPORTS {
            return Err(Failure::input(
                &place,
                format!(
                    "at most {MAX_REPORTS} reports are compared; leave out the others, or use lofted batch"
                ),
            ));
        }
        reports.push(named(&row).map_err(|problem| Failure::input(&place, problem))?);
    }
    if reports.is_empty() {
        return Err(Failure::input(
            &table.name,
            "has no report below its header; write one report in each row",
        ));
    }
    Ok(reports)
}

/// Returns the report of a row under its name.
fn named(row: &Row) -> Result<NamedReport, String> {
    let figures = row.figures.clone()?;
    let name = row.id.clone().unwrap_or_default();
    NamedReport::new(name, builder(figures)).map_err(|error| error.to_string())
}
