//! The documents show the output of the programs.

use std::fs;
use std::path::Path;

#[path = "../../examples/hwasong14.rs"]
pub mod hwasong14;

#[path = "../../examples/effective_gravity.rs"]
pub mod effective_gravity;

#[path = "../../examples/custom_vehicle.rs"]
pub mod custom_vehicle;

#[path = "../../examples/why_not_kepler.rs"]
pub mod why_not_kepler;

#[path = "../../examples/uncertainty.rs"]
pub mod uncertainty;

#[path = "../../examples/rotation.rs"]
pub mod rotation;

use lofted::catalogue::{Catalogue, Cell, Column};
use lofted::{Model, Observation, Reported, estimate};

const METHODS: &str = "docs/methods.md";
const VALIDATION: &str = "docs/validation.md";
const EXAMPLES: &str = "docs/examples.md";
const TRUST: &str = "docs/trust.md";
const DATA: &str = "docs/data.md";

/// Reads a document of the repository.
fn document(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Checks that a document shows the output of an example below the comment that names it. With
/// `WRITE_DOCS` set the block is written again.
#[track_caller]
fn shows(name: &str, example: &str, printed: &str) {
    let old = document(name);
    let head = format!("<!-- output of {example} -->\n```text\n");
    let from =
        old.find(&head).unwrap_or_else(|| panic!("{name} has no place for {example}: {head:?}")) + head.len();
    let to = from + old[from..].find("```").unwrap();
    if &old[from..to] == printed {
        return;
    }
    assert!(
        writes(),
        "{name} is stale (WRITE_DOCS=1 cargo test --test documents brings it up to date); it should show\n{printed}"
    );
    replace(name, &old[from..to], printed);
}

/// Checks that a sentence of a document, from its first words to the words that follow it, quotes
/// the computed numbers.
#[track_caller]
fn says(name: &str, first: &str, then: &str, said: &str) {
    let old = document(name);
    let from = old.find(first).unwrap_or_else(|| panic!("{name} does not say {first:?}"));
    let to = from + old[from..].find(then).unwrap_or_else(|| panic!("{name} does not say {then:?}"));
    if &old[from..to] != said && writes() {
        return replace(name, &old[from..to], said);
    }
    assert_eq!(&old[from..to], said, "{name} is stale (WRITE_DOCS=1 cargo test --test documents)");
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
fn examples_shows_what_hwasong14_prints() {
    shows(EXAMPLES, "hwasong14", &hwasong14::report().unwrap());
}

/// Returns the range in an answer's first line and the ends of its 90 % interval, as they are
/// printed.
fn printed_range(answer: &str) -> [String; 3] {
    let median = answer.split(" km on a standard trajectory").next().unwrap();
    let interval = answer.lines().find_map(|line| line.strip_prefix("90 % interval")).unwrap();
    let (low, high) = interval.trim().trim_end_matches(" km").split_once(" to ").unwrap();
    [low.trim_end_matches(" km"), median, high].map(str::to_owned)
}

/// README quotes the answer of 4 July 2017 and those of the rival reports.
#[test]
fn readme_quotes_the_rival_reports() {
    let catalogue = Catalogue::public().unwrap();
    let flight = catalogue.flight("HS14-2017-07-04").unwrap();
    let reports = |reporter: &str| {
        let found = flight.reports.iter().find(|report| report.reporter == reporter).unwrap();
        [found.apogee, found.ground_range, found.flight_time]
    };
    // The inputs of the first published estimate name no apogee.
    let first = reports("US PACOM and JCS");
    let composite = [reports("KCNA")[0], first[1], first[2]];
    let rows = [
        ("US PACOM and JCS, apogee by KCNA", composite),
        ("KCNA, quoted by the United Nations", reports("KCNA")),
        ("Japan MoD", reports("Japan MoD")),
        ("Russia MoD", reports("Russia MoD")),
    ];
    for (whose, figures) in rows {
        let [apogee, ground_range, flight_time] = figures.map(Option::unwrap);
        let builder =
            Observation::builder().apogee(apogee).ground_range(ground_range).flight_time(flight_time);
        let estimate = estimate(&builder.build().unwrap(), &Model::default()).unwrap();
        let reach = estimate.posterior().unwrap().reach;
        let [low, median, high] = printed_range(&estimate.to_string());
        let figures =
            [apogee, ground_range, flight_time].map(|figure: Reported| figure.to_string()).join(", ");
        let row =
            format!("| {whose} | {figures} | {median} km ({low} to {high} km) | {} |", estimate.class());
        says("README.md", &format!("| {whose} |"), "\n", &row);
        if whose.starts_with("US PACOM") {
            let said = format!("Half of them reach {median} km, and the 90 % interval is {low} to {high}");
            says("README.md", "Half of them reach", " km, which contains 6,700 km", &said);
            assert!(reach.p05.range_km() < Some(6_700.0) && Some(6_700.0) < reach.p95.range_km());
            let by = |method| estimate.working(method).unwrap().reach();
            let said = format!(
                "(`kepler`) gives {}, the propulsion in closed form (`analytic_boost`) {}",
                by(lofted::Method::Kepler),
                by(lofted::Method::AnalyticBoost)
            );
            says("README.md", "(`kepler`) gives", ".\n\nThe reports", &said);
        }
        if whose.starts_with("KCNA") {
            // "At 39 minutes 6,700 km lies below the whole interval: that time implies a burn of
            // more than five minutes."
            assert!(reach.p05.range_km() > Some(6_700.0));
            assert!(estimate.posterior().unwrap().burn_time_s.p05 > 300.0);
        }
    }
}

/// The sentence to quote has the interval of the answer above it.
#[test]
fn readme_quotes_its_own_interval() {
    let readme = document("README.md");
    let line = readme.lines().find(|line| line.starts_with("90 % interval")).unwrap();
    let interval = line.trim_start_matches("90 % interval").trim();
    says("README.md", "by this method of ", "\nwith a probability", &format!("by this method of {interval}"));
}

/// README quotes four numbers of the table in docs/methods.md, which `examples/record` makes.
#[test]
fn readme_quotes_the_record() {
    let methods = document(METHODS);
    let column = |head: &str, place: usize| -> f64 {
        let is_line = |line: &&str| line.split_whitespace().collect::<Vec<_>>().join(" ").starts_with(head);
        let line = methods.lines().find(is_line).unwrap();
        line.split_whitespace().nth(place).unwrap().parse().unwrap()
    };
    let heads = ["gravity_turn second lofts", "gravity_turn minute lofts"];
    let [second, minute] = heads.map(|head| column(head, 4));
    let said = format!(
        "come back within {second:.1} % for nine\n  flights in ten if their time is reported to the second and within {minute:.1} %"
    );
    says("README.md", "come back within", " to the minute; the 90 %", &said);
    let covered = heads.map(|head| column(head, 5));
    let said = format!("intervals hold the true range of {:.0} %\n  and {:.0} %", covered[0], covered[1]);
    says("README.md", "intervals hold the true", " of them", &said);
    // "nine intervals in ten or more": 90 % intervals are not too narrow.
    assert!(covered.iter().all(|covered| *covered >= 90.0));
}

/// README quotes how many known ranges are inside their intervals, which docs/validation.md counts.
#[test]
fn readme_quotes_the_known_ranges() {
    let validation = document(VALIDATION);
    let counts = |row: &str| {
        let line = validation.lines().find(|line| line.starts_with(row)).unwrap();
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        (format!("{} of {}", cells[3], cells[2]), cells[4].parse::<f64>().unwrap())
    };
    let [(published, published_expected), (flown, flown_expected)] =
        ["| published ranges,", "| flown distances,"].map(counts);
    let said = format!(
        "Inside the 90 % interval lie {published} published numbers by named authors and {flown} distances flown near the best\n  \
         range, where {published_expected:.0} and {flown_expected:.0} would be expected"
    );
    says("README.md", "Inside the 90 % interval lie", ". No number of the", &said);
}

/// Returns the table of the columns of a table, as docs/data.md has it.
fn columns(columns: &[Column]) -> String {
    let mut table = "| column | accepts | content |\n|---|---|---|\n".to_owned();
    for column in columns {
        let words =
            |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let accepts = match column.cell {
            Cell::Text => "text".to_owned(),
            Cell::Date => "a day, as in 2017-07-04".to_owned(),
            Cell::Length => "a length with its words, as in \"about 930 km\"".to_owned(),
            Cell::Time => "a time with its words, as in \"37 min\"".to_owned(),
            Cell::Number(low, high) => format!("a number, {low} to {high}"),
            Cell::Word(one) => format!("one of {}", words(one)),
            Cell::Words(several) => format!("one or more of {}", words(several)),
            _ => panic!("{column:?}"),
        };
        let rule = match (column.is_needed, column.is_filled) {
            (_, true) => ", needed, filled",
            (true, false) => ", needed",
            (false, false) => "",
        };
        table += &format!("| `{}` | {accepts}{rule} | {} |\n", column.name, column.content);
    }
    table
}

/// docs/data.md has the columns of both tables.
#[test]
fn data_lists_the_columns() {
    for (name, fresh) in [
        ("reports", columns(Catalogue::report_columns())),
        ("estimates", columns(Catalogue::estimate_columns())),
    ] {
        let old = document(DATA);
        let head = format!("<!-- columns of {name} -->\n");
        let from = old.find(&head).unwrap_or_else(|| panic!("{DATA} has no place for {name}"));
        let to = from + old[from..].find("\n\n").unwrap() + 1;
        let (shown, fresh) = (&old[from..to], head + &fresh);
        if *shown != fresh && writes() {
            replace(DATA, shown, &fresh);
        } else {
            assert_eq!(*shown, fresh, "{DATA} is stale; WRITE_DOCS=1 cargo test --test documents");
        }
    }
}

/// The rows of CONTRIBUTING load as a table of one's own.
#[test]
fn the_first_flight_of_contributing_loads() {
    let contributing = document("CONTRIBUTING.md");
    let tables: Vec<String> = blocks(&contributing)
        .into_iter()
        .filter(|(language, _)| language == "csv")
        .map(|(_, block)| block)
        .collect();
    let [reports, estimates] = tables.as_slice() else { panic!("{tables:?}") };
    let catalogue = Catalogue::from_csv(reports, estimates).unwrap();
    let [flight] = catalogue.flights() else { panic!("{catalogue:?}") };
    assert_eq!(flight.objections(), []);
    assert!(flight.reports[0].observation.is_some() && flight.estimates.len() == 1);
}

/// README names the oldest toolchain twice, and Cargo.toml decides.
#[test]
fn readme_names_the_oldest_toolchain() {
    let manifest = document("Cargo.toml");
    let oldest = manifest.split("rust-version = \"").nth(1).unwrap().split('"').next().unwrap();
    let readme = document("README.md");
    assert!(readme.contains(&format!("[Rust](https://rustup.rs) {oldest} or newer")));
    assert!(readme.contains(&format!("The minimum supported Rust version is {oldest} ")));
}

/// A visitor reads README in one go.
#[test]
fn readme_is_one_page() {
    let lines = document("README.md").lines().count();
    assert!(lines <= 160, "{lines}");
}

#[test]
fn methods_shows_the_effect_of_other_gravities() {
    shows(METHODS, "effective_gravity", &effective_gravity::report().unwrap());
}

#[test]
fn methods_shows_the_delta_v_budgets_of_two_flights() {
    // The second table counts evaluations, which the arithmetic of another processor may change.
    let printed = custom_vehicle::report().unwrap();
    shows(METHODS, "custom_vehicle", printed.split("\ntolerance").next().unwrap());
}

#[test]
fn methods_shows_the_steps_from_kepler() {
    let printed = why_not_kepler::report().unwrap();
    shows(METHODS, "why_not_kepler", &printed);
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
    shows(METHODS, "uncertainty", &uncertainty::report().unwrap());
}

/// The table in docs/trust.md is that of docs/validation.md.
#[test]
fn trust_has_the_table_of_reported_against_computed() {
    let head = "| flight | by | their figures | published | flown | it falls at | |\n";
    let table = |name: &str| {
        let document = document(name);
        let from = document.find(head).unwrap_or_else(|| panic!("{name} has no such table"));
        document[from..].split("\n\n").next().unwrap().to_owned()
    };
    let (shown, fresh) = (table(TRUST), table(VALIDATION));
    if shown != fresh && writes() {
        return replace(TRUST, &shown, &fresh);
    }
    assert_eq!(shown, fresh, "docs/trust.md is stale; WRITE_DOCS=1 cargo test --test documents");
}

const DOCUMENTS: [&str; 14] = [
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "DESIGN.md",
    "benches/README.md",
    "docs/claims.md",
    "docs/command.md",
    DATA,
    EXAMPLES,
    METHODS,
    "docs/releasing.md",
    "docs/serve.md",
    TRUST,
    VALIDATION,
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

/// Every document at the root and in docs/ is one of those that are checked.
#[test]
fn no_document_is_left_unchecked() {
    for folder in ["", "docs/"] {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let name = format!("{folder}{}", entry.unwrap().file_name().into_string().unwrap());
            assert!(!name.ends_with(".md") || DOCUMENTS.contains(&name.as_str()), "{name}");
        }
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

/// Every block is of a kind that something checks: `rust` runs as a test of the crate, `console` is
/// run by the tests of the command and `python` by those of the package, `sh` is checked below, and
/// `text` is an output that a test here asserts, or an equation.
#[test]
fn every_block_is_checked_by_something() {
    for name in DOCUMENTS {
        for (language, block) in blocks(&document(name)) {
            let is_checked = match language.as_str() {
                // The documents that the crate includes.
                "rust" => ["README.md", EXAMPLES, METHODS, "DESIGN.md"].contains(&name),
                "console" => ["README.md", "docs/command.md"].contains(&name),
                "text" => match name {
                    // Both are asserted above.
                    EXAMPLES => block.starts_with("4 July 2017, on a standard trajectory"),
                    METHODS => true,
                    _ => false,
                },
                "csv" => name == "CONTRIBUTING.md",
                // python/tests/test_documents.py runs them.
                "python" => ["README.md", EXAMPLES].contains(&name),
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

/// docs/examples.md lists every example; the test of the links checks that every listed one exists.
#[test]
fn examples_lists_every_example() {
    let examples = document(EXAMPLES);
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(example) = name.strip_suffix(".rs") {
            assert!(examples.contains(&format!("| [`{example}`](../examples/{name}) |")), "{example}");
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
    shows(METHODS, "rotation", &rotation::report().unwrap());
}
