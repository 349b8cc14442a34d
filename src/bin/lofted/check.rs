//! `lofted check`: whether the figures can be one ballistic flight.

use clap::Args;
use lofted::consistency;
use lofted::export::CheckJson;

use crate::failure::Outcome;
use crate::options::Figures;
use crate::output;

#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    figures: Figures,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(options: &Options) -> Outcome {
    let observation = options.figures.observation()?;
    let found = consistency(&observation)?;
    if options.json {
        output::json(&CheckJson::of(&observation, &found))?;
    } else {
        output::show(&format!("{found}\nreported  {observation}"))?;
    }
    Ok(found.verdict.into())
}
