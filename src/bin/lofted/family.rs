//! `lofted family`: several flights of one missile, and what they say together.

use clap::Args;
use lofted::export::FamilyJson;
use lofted::{family, plot};

use crate::failure::{Exit, Failure, Outcome};
use crate::options::Assumptions;
use crate::{output, reports};

#[derive(Debug, Args)]
pub struct Options {
    /// A file of comma-separated values, a row for each flight; its header names the columns id
    /// (the flight), apogee, ground_range and flight_time; or - for standard input. Rows of one id
    /// are reports of one flight
    file: String,
    #[command(flatten)]
    assumptions: Assumptions,
    /// Draw the ranges alone and together into a file, as SVG
    #[arg(long, value_name = "FILE.svg")]
    svg: Option<String>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(options: &Options) -> Outcome {
    let model = options.assumptions.model()?;
    let found = family(&reports::of_file(&options.file)?, &model)?;
    if let Some(file) = &options.svg {
        let picture = plot::family(&found).map_err(Failure::from)?;
        output::file(file.as_ref(), picture.svg())
            .map_err(|error| Failure::Fault(format!("cannot write {file}: {error}")))?;
    }
    if options.json {
        output::json(&FamilyJson::of(&found))?;
    } else {
        output::show(&format!("{found}{}", options.assumptions.narrowed()))?;
    }
    Ok(Exit::Answered)
}
