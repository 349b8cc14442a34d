//! The documents show the output of the programs.

use std::fs;
use std::path::Path;

#[path = "../examples/hwasong14.rs"]
pub mod hwasong14;

#[path = "../examples/effective_gravity.rs"]
pub mod effective_gravity;

#[path = "../examples/custom_vehicle.rs"]
pub mod custom_vehicle;

#[path = "../examples/why_not_kepler.rs"]
pub mod why_not_kepler;

#[path = "../examples/uncertainty.rs"]
pub mod uncertainty;

#[path = "../examples/rotation.rs"]
pub mod rotation;

/// Reads a document at the root.
fn document(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Returns a line without its digits.
fn worded(line: &str) -> String {
    line.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Checks that a block of a document is the output of a program. With `WRITE_DOCS` set, the block whose first line differs only in
/// its numbers is
/// written again.
#[track_caller]
fn shows(name: &str, printed: &str) {
    let old = document(name);
    if old.contains(&format!("```text\n{printed}```")) {
        return;
    }
    let begins_alike = |(_, block): &(String, String)| {
        block.lines().next().map(worded) == printed.lines().next().map(worded)
    };
    match blocks(&old).into_iter().find(begins_alike) {
        Some((_, block)) if writes() => replace(name, &block, printed),
        _ => panic!(
            "{name} is stale (WRITE_DOCS=1 cargo test --test docs brings it up to date); it should show\n{printed}"
        ),
    }
}

/// Checks that a sentence of a document, from its first words to the words that follow it, quotes the computed numbers.
#[track_caller]
fn says(name: &str, first: &str, then: &str, said: &str) {
    let old = document(name);
    let from = old.find(first).unwrap_or_else(|| panic!("{name} does not say {first:?}"));
    let to = from + old[from..].find(then).unwrap_or_else(|| panic!("{name} does not say {then:?}"));
    if &old[from..to] != said && writes() {
        return replace(name, &old[from..to], said);
    }
    assert_eq!(&old[from..to], said, "{name} is stale (WRITE_DOCS=1 cargo test --test docs)");
}

/// Returns whether the documents are to be written.
fn writes() -> bool {
    std::env::var_os("WRITE_DOCS").is_some()
}

/// The lock under which a document is written, because several tests may write one.
static WRITING: std::sync::Mutex<()> = std::sync::Mutex::new(());

/// Replaces a part of a document.
fn replace(name: &str, old: &str, new: &str) {
    let _alone = WRITING.lock().unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old));
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

#[test]
fn readme_shows_what_its_first_program_prints() {
    let printed = hwasong14::report().unwrap();
    shows("README.md", &printed);
    // The text of README quotes the flown line of the composite report and its interval.
    let composite = printed.split("behind the first").nth(1).unwrap();
    let words = |head: &str| -> Vec<String> {
        let line = composite.lines().find(|line| line.trim_start().starts_with(head)).unwrap();
        line.split_whitespace().map(str::to_owned).collect()
    };
    let (median, interval) = (words("flown  "), words("90 in 100"));
    let said = format!(
        "Half of them reach {} km, 90 in 100 between\n{} and {}",
        median[1], interval[3], interval[6]
    );
    says("README.md", "Half of them reach", " km, and no constant", &said);
}

/// README quotes two numbers of the table in METHODS, which `examples/calibration` makes.
#[test]
fn readme_quotes_the_calibration() {
    let methods = document("METHODS.md");
    let ninetieth = |head: &str| -> f64 {
        let line = methods.lines().find(|line| line.starts_with(head)).unwrap();
        line.split_whitespace().nth(3).unwrap().parse().unwrap()
    };
    let (second, minute) = (ninetieth("gravity_turn second"), ninetieth("gravity_turn minute"));
    let said = format!(
        "come back within {second:.1} % nine times in ten if their time is\nreported to the second and within {minute:.1} %"
    );
    says("README.md", "come back within", " to the minute, and nine", &said);
}

#[test]
fn methods_shows_the_effect_of_other_gravities() {
    shows("METHODS.md", &effective_gravity::report().unwrap());
}

#[test]
fn methods_shows_the_delta_v_budgets_of_two_flights() {
    // The second table counts evaluations, which the arithmetic of another processor may change.
    let printed = custom_vehicle::report().unwrap();
    shows("METHODS.md", printed.split("\ntolerance").next().unwrap());
}

#[test]
fn methods_shows_the_steps_from_kepler() {
    let printed = why_not_kepler::report().unwrap();
    shows("METHODS.md", &printed);
    let range = |kept: &str| {
        let line = printed.lines().find(|line| line.starts_with(kept)).unwrap();
        line.split_whitespace().rev().nth(1).unwrap().to_owned()
    };
    let (energy, propulsion) = (range("the loft's energy, as a speed"), range("the propulsion"));
    let said = format!("On 4 July 2017 they give {energy} and {propulsion} km.");
    assert!(document("DESIGN.md").contains(&said), "DESIGN should say {said}");
}

#[test]
fn methods_shows_the_interval() {
    shows("METHODS.md", &uncertainty::report().unwrap());
}

/// README has the table of VALIDATION.
#[test]
fn readme_has_the_table_of_reported_against_computed() {
    let head = "| flight | by | their figures | published | flown | it falls at | |\n";
    let table = |name: &str| {
        let document = document(name);
        let from = document.find(head).unwrap_or_else(|| panic!("{name} has no such table"));
        document[from..].split("\n\n").next().unwrap().to_owned()
    };
    let (shown, fresh) = (table("README.md"), table("VALIDATION.md"));
    if shown != fresh && writes() {
        return replace("README.md", &shown, &fresh);
    }
    assert_eq!(shown, fresh, "README is stale; WRITE_DOCS=1 cargo test --test docs");
    // The text below it mentions the rows that miss.
    let below: Vec<&str> = fresh.lines().filter(|line| line.ends_with("| below |")).collect();
    assert_eq!(below.len(), 3);
    assert_eq!(below.iter().filter(|line| line.contains("39 min")).count(), 2);
}

const DOCUMENTS: [&str; 9] = [
    "README.md",
    "COMMAND.md",
    "METHODS.md",
    "VALIDATION.md",
    "DESIGN.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "RELEASING.md",
    "benches/README.md",
];

/// Returns the anchor of a heading in a link: small letters, digits and hyphens.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().trim().to_lowercase().replace(' ', "-")
}

/// Returns the anchors of the headings of a document, without those in code.
fn anchors(text: &str) -> Vec<String> {
    let mut is_code = false;
    let headings = text.lines().filter(move |line| {
        is_code ^= line.trim_start().starts_with("```");
        !is_code && line.starts_with('#')
    });
    headings.map(|line| anchor(line.trim_start_matches('#'))).collect()
}

#[test]
fn links_inside_the_repository_resolve() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut checked = 0;
    for name in DOCUMENTS {
        for link in
            document(name).split("](").skip(1).filter_map(|rest| rest.split(')').next().map(str::to_owned))
        {
            if link.starts_with("http") || link.contains("::") {
                continue;
            }
            let (file, heading) = link.split_once('#').unwrap_or((&link, ""));
            let beside = root.join(name).parent().unwrap().join(file);
            let path = if file.is_empty() { root.join(name) } else { beside };
            assert!(path.exists(), "{name} links to {link}, which is not there");
            if !heading.is_empty() {
                let found = anchors(&fs::read_to_string(&path).unwrap());
                assert!(
                    found.iter().any(|found| found == heading),
                    "{name}: no heading for {link}: {found:?}"
                );
            }
            checked += 1;
        }
    }
    assert!(checked > 30, "{checked}");
}

/// Every document at the root is among those that are checked.
#[test]
fn no_document_is_left_unchecked() {
    for entry in fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.ends_with(".md") || DOCUMENTS.contains(&name.as_str()), "{name}");
    }
}

/// Returns the blocks of a document, each with its language and text.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    // A block in a list is indented.
    for line in text.lines() {
        match (line.trim_start().strip_prefix("```"), &mut open) {
            (Some(language), None) => open = Some((language.to_owned(), String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some((_, block))) => {
                block.push_str(line);
                block.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block that does not end");
    blocks
}

/// Checks that the examples, tests and benches that commands name exist.
fn names_existing_targets(name: &str, commands: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let words: Vec<&str> = commands.split_whitespace().collect();
    for pair in words.windows(2) {
        let [option, named] = pair else { continue };
        let folder = match *option {
            "--example" => "examples",
            "--test" => "tests",
            "--bench" => "benches",
            _ => continue,
        };
        // `--test` after `--` has no name.
        if *named == "#" || *named == "cargo" {
            continue;
        }
        let there = [format!("{named}.rs"), format!("{named}/main.rs")];
        assert!(there.iter().any(|path| root.join(folder).join(path).exists()), "{name}: {option} {named}");
    }
}

/// Every block is of a kind that something checks: `rust` runs as a test of the crate, `console` is run by the tests of the command,
/// `sh` is checked below, and `text` is an output that a test here asserts, or an equation.
#[test]
fn every_block_is_checked_by_something() {
    for name in DOCUMENTS {
        for (language, block) in blocks(&document(name)) {
            let is_checked = match language.as_str() {
                // The documents that the crate includes.
                "rust" => ["README.md", "METHODS.md", "DESIGN.md"].contains(&name),
                "console" => ["README.md", "COMMAND.md"].contains(&name),
                "text" => match name {
                    // Both are asserted above.
                    "README.md" => block.starts_with("4 July 2017, on a standard trajectory"),
                    "METHODS.md" => true,
                    _ => false,
                },
                "csv" => name == "CONTRIBUTING.md",
                "sh" => {
                    names_existing_targets(name, &block);
                    true
                }
                _ => false,
            };
            assert!(is_checked, "{name}: a block of {language:?} that nothing checks:\n{block}");
        }
    }
}

/// README lists every example; the test of the links checks that every listed one exists.
#[test]
fn readme_lists_every_example() {
    let readme = document("README.md");
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(example) = name.strip_suffix(".rs") {
            assert!(readme.contains(&format!("| [`{example}`](examples/{name}) |")), "{example}");
        }
    }
}

/// The program of README and the first program of the crate's page are the same.
#[test]
fn the_front_pages_have_one_program() {
    let lib = document("src/lib.rs");
    let first = document("README.md");
    let first = first.split("```rust\n").nth(1).unwrap().split("```").next().unwrap();
    let lines =
        first.lines().map(str::trim).filter(|line| line.starts_with('.') || line.starts_with("assert"));
    let mut compared = 0;
    for line in lines {
        assert!(lib.contains(line), "{line}");
        compared += 1;
    }
    assert!(compared >= 6, "{compared}");
}

#[test]
fn methods_shows_what_rotation_prints() {
    shows("METHODS.md", &rotation::report().unwrap());
}
