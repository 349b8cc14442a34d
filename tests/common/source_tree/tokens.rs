//! Splits Rust code into tokens, without comments, text and tests.

/// Replaces comments, strings and characters of Rust code by spaces.
fn without_text(source: &str) -> String {
    let characters: Vec<char> = source.chars().collect();
    let at = |i: usize| characters.get(i).copied().unwrap_or('\0');
    let mut code = String::with_capacity(source.len());
    let mut i = 0;
    while i < characters.len() {
        match (at(i), at(i + 1)) {
            ('/', '/') => {
                while i < characters.len() && at(i) != '\n' {
                    i += 1;
                }
            }
            ('/', '*') => {
                while i < characters.len() && (at(i), at(i + 1)) != ('*', '/') {
                    i += 1;
                }
                i += 2;
            }
            ('r', '"' | '#') if i == 0 || !is_word(at(i - 1)) => {
                let hashes = (i + 1..).take_while(|&j| at(j) == '#').count();
                if at(i + 1 + hashes) != '"' {
                    code.push('r');
                    i += 1;
                    continue;
                }
                i += 2 + hashes;
                let is_end = |i: usize| at(i) == '"' && (1..=hashes).all(|j| at(i + j) == '#');
                while i < characters.len() && !is_end(i) {
                    i += 1;
                }
                i += 1 + hashes;
            }
            ('"', _) => {
                i += 1;
                while i < characters.len() && at(i) != '"' {
                    i += if at(i) == '\\' { 2 } else { 1 };
                }
                i += 1;
            }
            // A character, and not the name of a lifetime or a loop.
            ('\'', '\\') => {
                i += 3;
                while i < characters.len() && at(i) != '\'' {
                    i += 1;
                }
                i += 1;
            }
            ('\'', _) if at(i + 2) == '\'' => i += 3,
            (other, _) => {
                code.push(other);
                i += 1;
                continue;
            }
        }
        code.push(' ');
    }
    code
}

/// Returns whether a character may be part of an identifier.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Splits Rust code into identifiers, `::` and single signs.
pub fn tokens(source: &str) -> Vec<String> {
    let code = without_text(source);
    let mut tokens: Vec<String> = Vec::new();
    let mut was_word = false;
    let mut characters = code.chars().peekable();
    while let Some(c) = characters.next() {
        match tokens.last_mut() {
            Some(last) if was_word && is_word(c) => last.push(c),
            _ if c.is_whitespace() => {}
            _ if c == ':' && characters.peek() == Some(&':') => {
                characters.next();
                tokens.push("::".to_owned());
            }
            _ => tokens.push(c.to_string()),
        }
        was_word = is_word(c);
    }
    without_tests(&tokens)
}

/// Leaves out what stands behind `#[cfg(test)]`: one item each.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if tokens[i..].iter().take(MARK.len()).map(String::as_str).eq(MARK) {
            let mut depth = 0;
            while i < tokens.len() {
                let token = tokens[i].as_str();
                i += 1;
                depth += i32::from(token == "{") - i32::from(token == "}");
                if depth == 0 && matches!(token, "}" | ";") {
                    break;
                }
            }
        } else {
            kept.push(tokens[i].clone());
            i += 1;
        }
    }
    kept
}

/// Reads a tree of `use` from a token on, adds its names to `found`, and returns the place behind
/// it.
pub fn use_tree(
    tokens: &[String],
    from: usize,
    prefix: &[String],
    found: &mut Vec<(Vec<String>, String)>,
) -> usize {
    let mut path = prefix.to_vec();
    let mut i = from;
    loop {
        match tokens[i].as_str() {
            "::" => i += 1,
            "{" => {
                i += 1;
                while tokens[i] != "}" {
                    i = use_tree(tokens, i, &path, found);
                    if tokens[i] == "," {
                        i += 1;
                    }
                }
                return i + 1;
            }
            "self" if !path.is_empty() => i += 1,
            "as" => {
                found.push((path, tokens[i + 1].clone()));
                return i + 2;
            }
            "," | "}" | ";" => {
                let name = path.last().cloned().unwrap_or_default();
                found.push((path, name));
                return i;
            }
            segment => {
                path.push(segment.to_owned());
                i += 1;
            }
        }
    }
}
