//! `lofted compare`: rival reports of one flight, side by side.

use clap::Args;
use lofted::{MAX_REPORTS, NamedReport, compare};

use crate::failure::{Exit, Failure, Outcome};
use crate::options::{Assumptions, builder};
use crate::output;
use crate::table::{Row, Table};

#[derive(Debug, Args)]
pub struct Options {
    /// A file of comma-separated values, a row for each source; its header names the columns id
    /// (the source), apogee, ground_range and flight_time, and may name top_speed; or - for standard
    /// input
    file: String,
    #[command(flatten)]
    assumptions: Assumptions,
}

/// Runs the command.
pub fn run(options: &Options) -> Outcome {
    let model = options.assumptions.model()?;
    let mut table = Table::open(&options.file)?;
    let mut reports = Vec::new();
    while let Some(row) = table.next_row()? {
        if reports.len() == MAX_REPORTS {
            return Err(Failure::input(
                &format!("{}, line {}", table.name, row.line),
                format!(
                    "at most {MAX_REPORTS} reports are compared; leave out the others, or use lofted batch"
                ),
            ));
        }
        // A report left out would be missing from every pair, so one bad row ends the comparison,
        // unlike in a batch.
        reports.push(
            named(&row)
                .map_err(|problem| Failure::input(&format!("{}, line {}", table.name, row.line), problem))?,
        );
    }
    if reports.is_empty() {
        return Err(Failure::input(
            &table.name,
            "has no report below its header; write one report in each row",
        ));
    }
    let found = compare(&reports, &model)?;
    output::show(&format!("{found}{}", options.assumptions.narrowed()))?;
    Ok(Exit::Answered)
}

/// Returns the report of a row, with the name of its source.
fn named(row: &Row) -> Result<NamedReport, String> {
    let figures = row.figures.clone()?;
    let reporter = row.id.clone().unwrap_or_default();
    NamedReport::new(reporter, builder(figures)).map_err(|error| error.to_string())
}
