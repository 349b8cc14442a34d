//! `lofted man` and `lofted completions`: made from the declaration of the options, so that they are never behind it.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::failure::{Exit, Failure, Outcome};
use crate::output;

#[derive(Debug, Args)]
pub struct Man {
    /// The command whose page it is; without one, the page of lofted itself
    command: Option<String>,
}

#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

pub fn man(options: &Man) -> Outcome {
    let mut command = crate::Command::command();
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
    written(&text)
}

pub fn completions(options: &Completions) -> Outcome {
    let mut text = Vec::new();
    clap_complete::generate(options.shell, &mut crate::Command::command(), "lofted", &mut text);
    written(&text)
}

fn written(text: &[u8]) -> Outcome {
    output::print(&String::from_utf8_lossy(text))?;
    Ok(Exit::Answered)
}
