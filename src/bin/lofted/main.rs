//! The command `lofted`: computes a range with an interval, a class and a verdict from what was
//! reported of a lofted missile test.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod batch;
mod catalogue;
mod check;
mod compare;
mod directions;
mod estimate;
mod failure;
mod family;
mod manual;
mod options;
mod output;
mod launch_options;
mod plot;
mod reports;
#[cfg(feature = "serve")]
mod serve;
mod table;
mod track;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

use failure::{Exit, Failure, Outcome};

/// Computes the range on a standard trajectory from the reported apogee, ground range and flight
/// time of a missile test, with an interval, a class, and a verdict on the report.
#[derive(Debug, Parser)]
#[command(name = "lofted", version, after_help = STATUS, term_width = 80)]
struct Command {
    #[command(subcommand)]
    subcommand: Subcommands,
}

const STATUS: &str = "\
Exit status:
  0  answered
  1  no answer although the input is right: the computation or the output failed
  2  the input is wrong; one line on standard error says what, where and what
     would be right (batch: some row was not read; the others are answered)
  3  the figures cannot be one ballistic flight
     (estimate, check, plot, directions and track)";

#[derive(Debug, Subcommand)]
enum Subcommands {
    /// The range of the vehicle of one flight on a standard trajectory
    Estimate(estimate::Options),
    /// Whether the figures of one report can be one ballistic flight: physics alone
    Check(check::Options),
    /// An estimate for every row of a table
    Batch(batch::Options),
    /// Rival reports of one flight side by side: which of them can be true together
    Compare(compare::Options),
    /// Several flights of one missile: what they say together of its burn and of each range
    Family(family::Options),
    /// The range by direction on the rotating Earth from the launch site
    Directions(directions::Options),
    /// The path of the reported flight over the ground of the rotating Earth, from the launch site
    /// in the azimuth of its ascent
    Track(track::Options),
    /// The public flights, or one flight with every report, estimate and verdict
    Catalogue(catalogue::Options),
    /// A picture of one report: both flights to scale, the range with its interval, the methods, or
    /// the bounds that no flight can pass
    Plot(plot::Options),
    /// A page on this machine: the answer while figures are typed, pictures, rival reports
    #[cfg(feature = "serve")]
    Serve(serve::Options),
    /// Print the manual page
    Man(manual::Man),
    /// Print the completions of a shell
    Completions(manual::Completions),
}

fn main() -> ExitCode {
    let outcome = match Command::try_parse() {
        Ok(command) => run(command.subcommand),
        Err(asked) if matches!(asked.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            output::print(&asked.render().to_string()).map(|()| Exit::Answered).map_err(Failure::from)
        }
        Err(error) => Err(condensed(&error)),
    };
    match outcome {
        Ok(exit) => exit.into(),
        Err(failure) => failure.report(),
    }
}

/// Runs a subcommand.
fn run(subcommand: Subcommands) -> Outcome {
    match subcommand {
        Subcommands::Estimate(options) => estimate::run(&options),
        Subcommands::Check(options) => check::run(&options),
        Subcommands::Batch(options) => batch::run(&options),
        Subcommands::Compare(options) => compare::run(&options),
        Subcommands::Family(options) => family::run(&options),
        Subcommands::Directions(options) => directions::run(&options),
        Subcommands::Track(options) => track::run(&options),
        Subcommands::Catalogue(options) => catalogue::run(&options),
        Subcommands::Plot(options) => plot::run(&options),
        #[cfg(feature = "serve")]
        Subcommands::Serve(options) => serve::run(&options),
        Subcommands::Man(options) => manual::man(&options, Command::command()),
        Subcommands::Completions(options) => manual::completions(&options, Command::command()),
    }
}

/// Returns a wrong command line as a failure of one line, with the command whose help to see.
fn condensed(error: &clap::Error) -> Failure {
    let lofted = Command::command();
    let commands: Vec<&str> = lofted.get_subcommands().map(clap::Command::get_name).collect();
    let first = std::env::args_os().nth(1).unwrap_or_default();
    let command = match commands.iter().find(|name| first == **name) {
        Some(name) => format!("lofted {name}"),
        None => "lofted".to_owned(),
    };
    failure::condensed(error, &command, &commands)
}
