//! `lofted compare`: rival reports of one flight, side by side.

use clap::Args;
use lofted::compare;

use crate::failure::{Exit, Outcome};
use crate::options::Assumptions;
use crate::{output, reports};

#[derive(Debug, Args)]
pub struct Options {
    /// A file of comma-separated values, a row for each source; its header names the columns id
    /// (the source), apogee, ground_range and flight_time, and may name top_speed; or - for
    /// standard input
    file: String,
    #[command(flatten)]
    assumptions: Assumptions,
}

/// Runs the command.
pub fn run(options: &Options) -> Outcome {
    let model = options.assumptions.model()?;
    let found = compare(&reports::of_file(&options.file)?, &model)?;
    output::show(&format!("{found}{}", options.assumptions.narrowed()))?;
    Ok(Exit::Answered)
}
