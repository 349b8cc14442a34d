//! The size of a text, estimated without access to the fonts.

/// A rectangle, in units of the picture, y downward.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    /// The x coordinate of the left side, units.
    pub(super) left: f64,
    /// The y coordinate of the upper side, units.
    pub(super) top: f64,
    /// The x coordinate of the right side, units.
    pub(super) right: f64,
    /// The y coordinate of the lower side, units.
    pub(super) bottom: f64,
}

impl Frame {
    /// Returns whether two rectangles have an area in common.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Returns the point of the rectangle that is nearest to a point.
    pub(super) fn nearest(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (x.max(self.left).min(self.right), y.max(self.top).min(self.bottom))
    }

    /// Returns the distance of the rectangle from a point, units.
    pub(super) fn distance(&self, point: (f64, f64)) -> f64 {
        let (x, y) = self.nearest(point);
        (point.0 - x).hypot(point.1 - y)
    }

    /// Returns a penalty for the rectangle as the label of a point: its distance, plus a small term
    /// for a label that is not centred on the point, which decides between rectangles at one
    /// distance.
    pub(super) fn label_penalty(&self, point: (f64, f64)) -> f64 {
        self.distance(point) + 0.05 * (0.5 * (self.left + self.right) - point.0).abs()
    }
}

/// The end of a text that stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The beginning of the text.
    Start,
    /// The middle of the text.
    Middle,
    /// The end of the text.
    End,
}

/// Returns an upper bound of the width of a character relative to the text size: at least the width
/// in DejaVu Sans, the widest of the fonts that the pictures name.
fn advance(c: char) -> f64 {
    match c {
        ' ' | ',' | '.' | 'i' | 'j' | 'l' | ';' | ':' | '\'' | '|' => 0.34,
        '(' | ')' | 'f' | 't' | 'r' | '/' | '-' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '±' | '–' | '+' | '<' | '>' | '=' | '~' | '@' | '&' => 1.0,
        'A'..='Z' => 0.79,
        'a'..='z' | '0'..='9' => 0.64,
        c if c.is_ascii() => 0.7,
        // An ideograph takes its whole square.
        c if u32::from(c) >= 0x1100 => 1.05,
        _ => 0.8,
    }
}

/// Returns an upper bound of the width of a text, units.
pub(super) fn width(text: &str, size: f64) -> f64 {
    size * text.chars().map(advance).sum::<f64>()
}

/// Returns the rectangle of a text of one line whose baseline begins, ends or has its middle at a
/// point.
pub(super) fn frame(text: &str, size: f64, (x, y): (f64, f64), anchor: Anchor) -> Frame {
    let width = width(text, size);
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - 0.5 * width,
        Anchor::End => x - width,
    };
    Frame { left, top: y - 0.8 * size, right: left + width, bottom: y + 0.25 * size }
}

/// Splits a text into words; a number stays together with its unit.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match words.last_mut() {
            Some(last)
                if last.starts_with(|c: char| c.is_ascii_digit())
                    && !last.contains(' ')
                    && word.starts_with(|c: char| c.is_ascii_lowercase()) =>
            {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// Breaks a text between words into lines of at most a given width, units; a word that is wider is
/// cut.
pub(super) fn lines(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
        if width(&longer, size) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            if width(&line, size) + size * advance(c) > room && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_their_room() {
        for (text, room) in
            [("apogee 2,802 km, ground range 930 km", 200.0), ("wwwwwwwwwwwwwwwwwwww ab", 60.0)]
        {
            let lines = lines(text, 20.0, room);
            assert!(lines.len() > 1 && lines.iter().all(|line| width(line, 20.0) <= room), "{lines:?}");
            let without_spaces = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(without_spaces(&lines.concat()), without_spaces(text));
        }
        assert_eq!(lines("", 20.0, 100.0), Vec::<String>::new());
        assert_eq!(words("1  KCNA: 37 min, 930 km or so"), ["1", "KCNA:", "37 min,", "930 km", "or", "so"]);
    }
}
