//! `lofted check`: whether the figures can be one ballistic flight.

use clap::Args;
use lofted::export::CheckJson;
use lofted::{ImpliedBurnTime, consistency};

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
        let burn = ImpliedBurnTime::of(&found, &observation.figures());
        let burn = burn.map_or_else(String::new, |burn| format!("\n{}", output::line("burn time", burn)));
        output::show(&format!("{found}{burn}\n{}", output::line("reported", observation)))?;
    }
    Ok(found.verdict.into())
}
