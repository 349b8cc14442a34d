//! Text as HTML.

/// Returns a text in which nothing is markup, for elements and for attributes in quotation marks.
pub fn escaped(text: impl AsRef<str>) -> String {
    let mut escaped = String::with_capacity(text.as_ref().len());
    for c in text.as_ref().chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Returns the query of an address that asks these fields.
pub fn query<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = String::new();
    for (key, text) in fields {
        if !query.is_empty() {
            query.push('&');
        }
        query.extend([&coded(key), "=", &coded(text)]);
    }
    query
}

/// Returns a text in which only letters, digits and a few signs stand for themselves.
fn coded(text: &str) -> String {
    let mut coded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => coded.push(char::from(byte)),
            b' ' => coded.push('+'),
            byte => coded.push_str(&format!("%{byte:02X}")),
        }
    }
    coded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup() {
        assert_eq!(escaped("<b a=\"1\" c='2'>&"), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;");
        assert_eq!(query([("a", "2,802 km ±1"), ("b", "x&y")]), "a=2%2C802+km+%C2%B11&b=x%26y");
    }
}
