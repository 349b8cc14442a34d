//! docs/claims.md: every test that it names exists, and every sentence that it quotes stands in its
//! document.

use std::fs;
use std::path::Path;

/// Reads a file of the repository.
fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name))
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Returns a text with every white space a single space.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the cells of the rows of every table.
fn rows(text: &str) -> Vec<Vec<String>> {
    text.lines()
        .filter(|line| {
            line.starts_with("| ") && !line.starts_with("| in |") && !line.starts_with("| claim |")
        })
        .map(|line| {
            // A bar inside a cell is escaped.
            let cells = line.trim_matches('|').replace("\\|", "\u{1}");
            cells.split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect()
        })
        .collect()
}

#[test]
fn every_test_that_is_named_exists() {
    let rows = rows(&read("docs/claims.md"));
    assert!(rows.len() > 60, "{}", rows.len());
    for row in rows {
        let tests = row.last().unwrap();
        let named: Vec<&str> = tests.split('`').filter(|part| part.contains("::")).collect();
        assert!(!named.is_empty(), "no test: {row:?}");
        for name in named {
            let (file, function) = name.split_once("::").unwrap();
            let source = read(file);
            // A property is a function of its strategies, any other test of nothing.
            let at =
                source.find(&format!("fn {function}(")).unwrap_or_else(|| panic!("no such test: {name}"));
            let before: Vec<&str> = source[..at].lines().rev().take(6).collect();
            assert!(before.iter().any(|line| line.contains("#[test]")), "not a test: {name}");
        }
    }
}

#[test]
fn every_sentence_that_is_quoted_stands_in_its_document() {
    for row in rows(&read("docs/claims.md")) {
        let [document, claim, _] = row.as_slice() else { continue };
        let name = match document.as_str() {
            "METHODS" => "docs/methods.md",
            "DESIGN" => "DESIGN.md",
            "README" => "README.md",
            "trust" => "docs/trust.md",
            "command" => "docs/command.md",
            _ => panic!("no such document: {document}"),
        };
        assert!(in_one_line(&read(name)).contains(&in_one_line(claim)), "{name} no longer says {claim:?}");
    }
}
