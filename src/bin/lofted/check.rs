//! `lofted check`: whether the figures can be one ballistic flight.

use clap::Args;
use lofted::export::CheckJson;
use lofted::{ImpliedBurnTime, Model, cautions, consistency};

use crate::failure::Outcome;
use crate::options::Figures;
use crate::output;

#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    figures: Figures,
    /// The flight is known to be ballistic, however low its arc
    #[arg(long)]
    ballistic: bool,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(options: &Options) -> Outcome {
    let observation = options.figures.observation()?;
    let found = consistency(&observation)?;
    let model = Model::default().with_ballistic(options.ballistic);
    let cautions = cautions(&observation, &model)?;
    if options.json {
        output::json(&CheckJson::of(&observation, &found, &cautions))?;
    } else {
        let burn = ImpliedBurnTime::of(&found, &observation.figures());
        let burn = burn.map_or_else(String::new, |burn| format!("\n{}", output::line("burn time", burn)));
        let cautions: String =
            cautions.iter().map(|caution| format!("\n{}", output::line("warning", caution))).collect();
        output::show(&format!("{found}{cautions}{burn}\n{}", output::line("reported", observation)))?;
    }
    Ok(found.verdict.into())
}
