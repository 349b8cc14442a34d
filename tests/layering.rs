//! The drawing of the house in CONTRIBUTING, kept true: no module uses one that comes after it.

use std::fs;
use std::path::{Path, PathBuf};

/// Every top-level module, the lowest first. A module may use itself and what stands before it.
const LAYERS: [&str; 19] = [
    "error",
    "numerics",
    "physics",
    "reported",
    "observation",
    "consistency",
    "reach",
    "class",
    "prior",
    "model",
    "ladder",
    "posterior",
    "estimate",
    "compare",
    "directions",
    "track",
    "catalogue",
    "export",
    "plot",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The modules that a source names after `crate::`, comments and test modules left out.
fn used(source: &str) -> Vec<String> {
    let code: String = source
        .split("#[cfg(test)]")
        .next()
        .unwrap()
        .lines()
        .map(|line| line.split("//").next().unwrap())
        .collect::<Vec<_>>()
        .join("\n");
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    code.split("crate::")
        .skip(1)
        .flat_map(|rest| match rest.trim_start().strip_prefix('{') {
            Some(group) => {
                group.split('}').next().unwrap().split(',').map(|item| word(item.trim())).collect()
            }
            None => vec![word(rest)],
        })
        .filter(|name| name.starts_with(|c: char| c.is_lowercase()))
        .collect()
}

#[test]
fn no_arrow_points_upward() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rank = |module: &str| LAYERS.iter().position(|layer| *layer == module);
    let mut seen = Vec::new();
    for path in sources(&root) {
        let relative = path.strip_prefix(&root).unwrap();
        let module = relative.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        // The command is a crate of its own and sees what everybody sees.
        if module == "lib" || module == "bin" {
            continue;
        }
        let own = rank(module)
            .unwrap_or_else(|| panic!("{module} has no layer; give it one here and in CONTRIBUTING"));
        seen.push(module.to_owned());
        for name in used(&fs::read_to_string(&path).unwrap()) {
            let theirs = rank(&name)
                .unwrap_or_else(|| panic!("{} uses crate::{name}, which has no layer", path.display()));
            assert!(theirs <= own, "{} uses {name}, which stands above {module}", path.display());
        }
    }
    for layer in LAYERS {
        assert!(seen.iter().any(|module| module == layer), "no source for the layer {layer}");
    }
}

#[test]
fn the_front_door_tells_the_story_in_order() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let declared: Vec<_> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .filter(|module| !matches!(*module, "physics" | "numerics"))
        .collect();
    let story: Vec<_> =
        LAYERS.into_iter().filter(|module| !matches!(*module, "physics" | "numerics")).collect();
    assert_eq!(declared, story);
}

#[test]
fn the_reader_of_uses_reads_them() {
    let source = "use crate::error::{Error};\nuse crate::{model::Model, Reported, class};\n// crate::plot\nlet x = crate::reach::Reach::Global;\n";
    assert_eq!(used(source), ["error", "model", "class", "reach"]);
}
