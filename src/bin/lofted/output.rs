//! Text for a terminal of 80 columns; the same without colour where the output is no terminal.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use serde::Serialize;

/// The width of a terminal that answers are wrapped for, in columns.
const COLUMNS: usize = 80;

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
    let wrapped = wrap(text);
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

/// Wraps every line to at most 80 columns, between words; a continuation stands below where its
/// text began.
pub fn wrap(text: &str) -> String {
    let mut wrapped = String::new();
    for line in text.lines() {
        let hang = " ".repeat(hanging_indent(line));
        let mut rest = line.trim_end();
        let mut indent = "";
        loop {
            let room = COLUMNS - indent.len();
            // The last space that leaves the line short enough, but none of its own indent or
            // behind its label.
            let begins = if indent.is_empty() { hang.len() } else { 0 };
            let too_long = rest.chars().count() > room;
            let end = rest.char_indices().take(room + 1).filter(|(at, c)| *c == ' ' && *at > begins);
            let end = if too_long { end.last().map(|(at, _)| at) } else { None };
            // One word longer than the line is left whole.
            let end = end.or_else(|| {
                rest.char_indices().skip(room).find(|(at, c)| *c == ' ' && *at > begins).map(|(at, _)| at)
            });
            let (now, later) = match end {
                Some(end) if too_long => rest.split_at(end),
                _ => (rest, ""),
            };
            wrapped.extend([indent, now.trim_end(), "\n"]);
            rest = later.trim_start();
            indent = &hang;
            if rest.is_empty() {
                break;
            }
        }
    }
    wrapped
}

/// Returns the column where a line's text begins: behind its indent, or behind a label set apart by
/// two spaces.
fn hanging_indent(line: &str) -> usize {
    let begins = line.len() - line.trim_start().len();
    if begins > 0 {
        return begins.min(COLUMNS / 2);
    }
    match line.split_once("  ") {
        Some((label, text)) if label.len() < COLUMNS / 3 => {
            label.chars().count() + 2 + text.len() - text.trim_start().len()
        }
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words_below_their_text() {
        let words = "word ".repeat(30);
        let wrapped = wrap(&format!("verdict   {words}\nshort\n\n  indented {words}\n{}\n", "x".repeat(100)));
        let lines: Vec<&str> = wrapped.lines().collect();
        assert!(lines.iter().all(|line| line.len() <= 80 || !line.contains(' ')), "{wrapped}");
        assert_eq!(lines[0], format!("verdict   {}", "word ".repeat(14).trim_end()));
        assert_eq!(lines[1], format!("          {}", "word ".repeat(14).trim_end()));
        assert_eq!((lines[3], lines[4]), ("short", ""));
        assert_eq!(wrap(&format!("read      {}", "x".repeat(100))).lines().count(), 1);
        assert!(lines[6].starts_with("  word"), "{wrapped}");
        assert_eq!(lines.last().map(|line| line.len()), Some(100));
        assert_eq!(wrap(&wrapped), wrapped);
    }

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
