//! A text with its unreadable part marked.

/// Returns the text on one line, with the bytes from `start` to `end` in brackets, or `[?]` where
/// something is missing. Characters that do not print become escapes.
pub(crate) fn marked(text: &str, start: usize, end: usize) -> String {
    let mut marked = String::new();
    for (at, c) in text.char_indices() {
        if at == start {
            marked.push_str(if start == end { "[?]" } else { "[" });
        }
        if at == end && start < end {
            marked.push(']');
        }
        let is_unseen = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
        if is_unseen || c.is_control() {
            marked.extend(c.escape_unicode());
        } else {
            marked.push(c);
        }
    }
    if start >= text.len() {
        marked.push_str("[?]");
    } else if end >= text.len() {
        marked.push(']');
    }
    marked
}
