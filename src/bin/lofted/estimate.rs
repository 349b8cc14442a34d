//! `lofted estimate`: the range from one report.

use clap::Args;
use lofted::estimate;
use lofted::export::EstimateJson;

use crate::failure::Outcome;
use crate::options::{Assumptions, Figures};
use crate::output;

#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    figures: Figures,
    #[command(flatten)]
    assumptions: Assumptions,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(options: &Options) -> Outcome {
    let observation = options.figures.observation()?;
    let estimate = estimate(&observation, &options.assumptions.model()?)?;
    if options.json {
        output::json(&EstimateJson::of(&estimate))?;
    } else {
        output::show(&format!("{estimate}{}", options.assumptions.narrowed()))?;
    }
    Ok(estimate.consistency.verdict.into())
}
