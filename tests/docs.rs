//! What the documents show is what the programs print.

use std::fs;
use std::path::Path;

#[allow(dead_code)]
#[path = "../examples/hwasong14.rs"]
mod hwasong14;

#[allow(dead_code)]
#[path = "../examples/effective_gravity.rs"]
mod effective_gravity;

#[allow(dead_code)]
#[path = "../examples/custom_vehicle.rs"]
mod custom_vehicle;

#[allow(dead_code)]
#[path = "../examples/why_not_kepler.rs"]
mod why_not_kepler;

#[allow(dead_code)]
#[path = "../examples/uncertainty.rs"]
mod uncertainty;

#[allow(dead_code)]
#[path = "../examples/rotation.rs"]
mod rotation;

fn document(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[track_caller]
fn shows(name: &str, printed: &str) {
    assert!(
        document(name).contains(&format!("```text\n{printed}```")),
        "{name} is stale; it should show\n{printed}"
    );
}

#[test]
fn readme_shows_what_its_first_program_prints() {
    let printed = hwasong14::report().unwrap();
    shows("README.md", &printed);
    // And in passing: the flown line of the composite report, and its interval.
    let composite = printed.split("behind the first").nth(1).unwrap();
    let words = |head: &str| -> Vec<String> {
        let line = composite.lines().find(|line| line.trim_start().starts_with(head)).unwrap();
        line.split_whitespace().map(str::to_owned).collect()
    };
    let (median, interval) = (words("flown  "), words("90 in 100"));
    let said = format!(
        "Half of them reach {} km, 90 in 100 between\n{} and {} km",
        median[1], interval[3], interval[6]
    );
    assert!(document("README.md").contains(&said), "README should say\n{said}");
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
        "within {second:.1} % nine times in ten if their time is\nreported to the second and within {minute:.1} % to the minute"
    );
    assert!(document("README.md").contains(&said), "README should say\n{said}");
}

#[test]
fn methods_shows_what_other_gravities_would_give() {
    shows("METHODS.md", &effective_gravity::report().unwrap());
}

#[test]
fn methods_shows_the_accounts_of_two_flights() {
    // The second table counts evaluations, which another processor's arithmetic may move.
    let printed = custom_vehicle::report().unwrap();
    shows("METHODS.md", printed.split("\ntolerance").next().unwrap());
}

#[test]
fn methods_shows_the_steps_from_kepler() {
    shows("METHODS.md", &why_not_kepler::report().unwrap());
}

#[test]
fn methods_shows_the_interval() {
    shows("METHODS.md", &uncertainty::report().unwrap());
}

#[test]
fn links_inside_the_repository_resolve() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut checked = 0;
    for name in ["README.md", "DESIGN.md", "METHODS.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        for link in
            document(name).split("](").skip(1).filter_map(|rest| rest.split(')').next().map(str::to_owned))
        {
            if link.starts_with("http") || link.starts_with('#') || link.contains("::") {
                continue;
            }
            let path = link.split('#').next().unwrap();
            assert!(root.join(path).exists(), "{name} links to {link}, which is not there");
            checked += 1;
        }
    }
    assert!(checked > 0);
}

#[test]
fn methods_shows_what_rotation_prints() {
    shows("METHODS.md", &rotation::report().unwrap());
}
