//! `lofted plot`: a picture of one report.

use clap::{Args, ValueEnum};
use lofted::plot::{self, Picture};
use lofted::{Estimate, NamedReport, Verdict, estimate};

use crate::failure::{Failure, Outcome};
use crate::options::{Assumptions, Figures};
use crate::output;

#[derive(Debug, Args)]
pub struct Options {
    #[command(flatten)]
    figures: Figures,
    #[command(flatten)]
    assumptions: Assumptions,
    /// The picture to draw; by default the flights, or the plane where no flight has the figures
    #[arg(long, value_enum)]
    picture: Option<Kind>,
    /// The file to write, as SVG; - is standard output
    #[arg(long, value_name = "FILE.svg")]
    output: String,
}

/// The kinds of picture.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// The lofted and the standard flight to scale
    Flights,
    /// The range with its interval and the bounds of the classes
    Posterior,
    /// The methods side by side
    Ladder,
    /// Apogee and flight time against the bounds that no flight can pass
    Plane,
}

/// Runs the command.
pub fn run(options: &Options) -> Outcome {
    let observation = options.figures.observation()?;
    let estimate = estimate(&observation, &options.assumptions.model()?)?;
    let verdict = estimate.consistency.verdict;
    let kind = options.picture.unwrap_or(match verdict {
        Verdict::Impossible => Kind::Plane,
        _ => Kind::Flights,
    });
    let picture = picture(kind, &estimate, options)?;
    if options.output == "-" {
        output::print(picture.svg())?;
    } else {
        output::file(options.output.as_ref(), picture.svg())
            .map_err(|error| Failure::Fault(format!("cannot write {}: {error}", options.output)))?;
    }
    Ok(verdict.into())
}

/// Draws the picture of a kind.
fn picture(kind: Kind, estimate: &Estimate, options: &Options) -> Result<Picture, Failure> {
    let picture = match kind {
        Kind::Flights => plot::flights(estimate),
        Kind::Posterior => plot::posterior(estimate),
        Kind::Ladder => plot::ladder(estimate),
        Kind::Plane => NamedReport::new("as reported", options.figures.builder())
            .and_then(|report| plot::plane(&[report])),
    };
    // The estimate lacks what this picture shows; the remedy is another picture, or another method.
    picture.map_err(|error| Failure::input("--picture", error))
}
