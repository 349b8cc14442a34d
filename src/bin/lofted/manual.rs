//! `lofted man` and `lofted completions`: generated from the declaration of the options, so that
//! they agree with it.

use clap::Args;
use clap_complete::Shell;

use crate::failure::{Exit, Failure, Outcome};
use crate::output;

#[derive(Debug, Args)]
pub struct Man {
    /// The command whose page to print; without one, the page of lofted itself
    command: Option<String>,
}

#[derive(Debug, Args)]
pub struct Completions {
    /// The shell whose completions to print
    shell: Shell,
}

/// Prints the manual page of `lofted`, or of one of its commands.
pub fn man(options: &Man, mut command: clap::Command) -> Outcome {
    command.build();
    let page = match &options.command {
        None => command,
        Some(name) => match command.find_subcommand(name) {
            Some(found) => found.clone(),
            None => {
                let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
                return Err(Failure::input(
                    "man",
                    format!("there is no command {name:?}; there are {}", known.join(", ")),
                ));
            }
        },
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    printed(&text)
}

/// Prints the completions of `lofted` for a shell.
pub fn completions(options: &Completions, mut command: clap::Command) -> Outcome {
    let mut text = Vec::new();
    clap_complete::generate(options.shell, &mut command, "lofted", &mut text);
    printed(&text)
}

/// Prints a generated text.
fn printed(text: &[u8]) -> Outcome {
    output::print(&String::from_utf8_lossy(text))?;
    Ok(Exit::Answered)
}
