//! Answers for people, as the command prints them.

use crate::consistency::Consistency;
use crate::observation::Observation;
use crate::posterior::Warning;
use crate::prior::ImpliedBurnTime;
use crate::reported::Line;

/// The width of a terminal that answers are wrapped for, in columns.
const COLUMNS: usize = 80;

/// Returns the answer of a check: the verdict with its reasons, the [cautions](crate::cautions()),
/// the implied burn time and the figures, a line each.
#[must_use]
pub fn printed_check(observation: &Observation, consistency: &Consistency, cautions: &[Warning]) -> String {
    let mut text = consistency.to_string();
    for caution in cautions {
        text += &format!("\n{}", Line("warning", caution));
    }
    if let Some(burn_time) = ImpliedBurnTime::of(consistency, &observation.figures()) {
        text += &format!("\n{}", Line("burn time", burn_time));
    }
    text + &format!("\n{}", Line("reported", observation))
}

/// Wraps every line to at most 80 columns, between words; a continuation stands below where its
/// text began.
///
/// ```
/// use lofted::export::wrapped;
///
/// let line = format!("verdict  {}", "possible ".repeat(12));
/// let rest = format!("{}possible possible possible possible", " ".repeat(9));
/// assert!(wrapped(&line).ends_with(&(rest + "\n")));
/// ```
#[must_use]
pub fn wrapped(text: &str) -> String {
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
    use super::wrapped;

    #[test]
    fn lines_are_broken_between_words_below_their_text() {
        let words = "word ".repeat(30);
        let answer =
            wrapped(&format!("verdict   {words}\nshort\n\n  indented {words}\n{}\n", "x".repeat(100)));
        let lines: Vec<&str> = answer.lines().collect();
        assert!(lines.iter().all(|line| line.len() <= 80 || !line.contains(' ')), "{answer}");
        assert_eq!(lines[0], format!("verdict   {}", "word ".repeat(14).trim_end()));
        assert_eq!(lines[1], format!("          {}", "word ".repeat(14).trim_end()));
        assert_eq!((lines[3], lines[4]), ("short", ""));
        assert_eq!(wrapped(&format!("read      {}", "x".repeat(100))).lines().count(), 1);
        assert!(lines[6].starts_with("  word"), "{answer}");
        assert_eq!(lines.last().map(|line| line.len()), Some(100));
        assert_eq!(wrapped(&answer), answer);
    }
}
