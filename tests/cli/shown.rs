//! README.md and docs/command.md show what the command prints. `WRITE_COMMAND_MD=1 cargo test
//! --features cli --test cli shown` brings them up to date.

use std::fs;
use std::path::Path;

use crate::{lofted, ran};

/// Splits a command line into words as a shell does: quotation marks keep spaces, and nothing else
/// is special.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for c in command.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}

/// Returns what a terminal shows below a command line.
fn below(command: &str, root: &Path, status: &mut i32) -> String {
    let words = words(command);
    match words[0].as_str() {
        "echo" => format!("{status}\n"),
        "cat" => fs::read_to_string(root.join(&words[1])).unwrap(),
        _ => {
            assert_eq!(words[0], "lofted", "{command}");
            let ran = ran(lofted().args(&words[1..]).current_dir(root));
            *status = ran.status;
            ran.out + &ran.err
        }
    }
}

/// Returns the document with its outputs brought up to date, and the number of commands that it
/// shows.
fn fresh(document: &str, root: &Path) -> (String, usize) {
    let (mut fresh, mut commands, mut status) = (String::new(), 0, 0);
    let mut is_console = false;
    for line in document.lines() {
        if line.starts_with("```") {
            is_console = line == "```console";
        } else if is_console && !line.starts_with("$ ") {
            continue;
        }
        fresh += line;
        fresh.push('\n');
        if let (true, Some(command)) = (is_console, line.strip_prefix("$ ")) {
            fresh += &below(command, root, &mut status);
            commands += 1;
        }
    }
    (fresh, commands)
}

/// Returns a text whose numbers end after six decimals, because the last bits depend on the
/// processor.
fn rounded(text: &str) -> String {
    let mut rounded = String::new();
    let mut decimals = None;
    for c in text.chars() {
        decimals = match (decimals, c) {
            (None, '.') => Some(0),
            (Some(count), '0'..='9') => Some(count + 1),
            _ => None,
        };
        if decimals.is_none_or(|count| count <= 6) {
            rounded.push(c);
        }
    }
    rounded
}

#[test]
fn every_output_of_the_command_s_page_is_the_real_one() {
    shows_the_real_outputs("docs/command.md", 8);
}

#[test]
fn every_output_of_the_front_page_is_the_real_one() {
    shows_the_real_outputs("README.md", 1);
}

#[track_caller]
fn shows_the_real_outputs(name: &str, at_least: usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join(name);
    let document = fs::read_to_string(&path).unwrap();
    let (fresh, commands) = fresh(&document, root);
    assert!(commands >= at_least, "{commands}");
    if std::env::var_os("WRITE_COMMAND_MD").is_some() {
        fs::write(&path, fresh).unwrap();
        return;
    }
    let (document, fresh) = (rounded(&document), rounded(&fresh));
    for (line, (old, new)) in document.lines().zip(fresh.lines()).enumerate() {
        assert_eq!(old, new, "{name} is stale in line {}; WRITE_COMMAND_MD=1 brings it up to date", line + 1);
    }
    assert_eq!(document, fresh);
}
