//! Text for a terminal of 80 columns; the same without colour where the output is no terminal.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use lofted::export::wrapped;
use serde::Serialize;

/// The width of the column of labels in the library's answers.
const LABEL_COLUMNS: usize = 23;

/// Writes the command's words on standard error, on one line. If that cannot be written either,
/// there is nobody to tell.
pub fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "lofted: {}", on_one_line(line));
}

/// Returns a text on one line: line ends become spaces, and characters that do not print become
/// escapes.
pub fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => line.push(' '),
            c if c.is_control() => line.extend(c.escape_default()),
            c => line.push(c),
        }
    }
    line
}

/// Returns a line of an answer, in the library's form: a label, then its text.
pub fn line(label: &str, text: impl std::fmt::Display) -> String {
    format!("{label:<LABEL_COLUMNS$}{text}")
}

/// Writes a whole text to standard output, unchanged.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes a file whole or not at all: beside its place first, then renamed over what was there.
pub fn file(place: &Path, text: &str) -> io::Result<()> {
    let is_regular = std::fs::metadata(place).map(|there| there.is_file());
    let (Some(name), true) = (place.file_name(), is_regular.unwrap_or(true)) else {
        // A pipe, say: there is nothing to rename over. A folder says so itself.
        return std::fs::write(place, text);
    };
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}", std::process::id()));
    let beside = place.with_file_name(beside);
    std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, place)).inspect_err(|_| {
        // If it was not even begun there is nothing to take away.
        let _ = std::fs::remove_file(&beside);
    })
}

/// Writes an answer for a person: lines of at most 80 columns; on a terminal the first is bold and
/// the verdict coloured.
pub fn show(text: &str) -> io::Result<()> {
    let wrapped = wrapped(text);
    print(&if is_coloured() { colour(&wrapped) } else { wrapped })
}

/// Writes an answer for a program, as JSON over several lines.
pub fn json(answer: &impl Serialize) -> io::Result<()> {
    print(&(serde_json::to_string_pretty(answer)? + "\n"))
}

/// Returns whether standard output is a terminal with colour and <https://no-color.org> is not
/// asked for.
fn is_coloured() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdout().is_terminal() && !is_set("NO_COLOR") && !is_dumb
}

fn colour(text: &str) -> String {
    let mut coloured = String::new();
    for (i, line) in text.lines().enumerate() {
        let (label, word) = line
            .split_at(line.strip_prefix("verdict").map_or(0, |rest| line.len() - rest.trim_start().len()));
        let style = match word.split(':').next().unwrap_or_default() {
            "possible" => Some("32"),
            "strained" => Some("33"),
            "impossible" => Some("31"),
            _ if i == 0 => Some("1"),
            _ => None,
        };
        coloured.push_str(label);
        match style {
            Some(style) => coloured.extend(["\u{1b}[", style, "m", word, "\u{1b}[0m"]),
            None => coloured.push_str(word),
        }
        coloured.push('\n');
    }
    coloured
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_only_adds() {
        let text = "6,800 km\nverdict   possible\n          possible\n";
        let coloured = colour(text);
        assert!(coloured.contains("verdict   \u{1b}[32mpossible\u{1b}[0m\n"));
        let plain: String =
            coloured.replace("\u{1b}[1m", "").replace("\u{1b}[32m", "").replace("\u{1b}[0m", "");
        assert_eq!(plain, text);
    }
}
