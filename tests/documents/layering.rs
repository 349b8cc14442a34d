//! Checks the drawing of the layers in CONTRIBUTING against the sources: no module uses one that
//! comes after it, and no two files use items of each other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::source_tree::{Source, SourceTree};

/// Every top-level module, the lowest first. A module may use itself and the modules before it.
const LAYERS: [&str; 23] = [
    "error",
    "numerics",
    "physics",
    "reported",
    "observation",
    "consistency",
    "reach",
    "class",
    "prior",
    "low_arc",
    "slip",
    "model",
    "inversion",
    "posterior",
    "ladder",
    "estimate",
    "compare",
    "family",
    "directions",
    "track",
    "catalogue",
    "export",
    "plot",
];

/// The pair of files whose types are recursive: the fault of a catalogue's cell can be any error of
/// the figure in it, and is itself a variant of `Error`.
const RECURSIVE_TYPES: &[[&str; 2]] = &[["error/catalogue.rs", "error.rs"]];

fn library() -> SourceTree {
    SourceTree::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "lib.rs")
}

/// Returns the top-level modules that a source of the given module names after `crate::` and
/// `super::`; comments and test modules are left out, and so are items of the crate's root.
fn used(module: &[&str], source: &str) -> Vec<String> {
    let source = Source::read(Path::new("read.rs"), module, source);
    let imported = source.imports.iter().map(|import| (&import.path, &import.inside));
    let inline = source.paths.iter().map(|(path, inside)| (path, inside));
    imported
        .chain(inline)
        .filter(|(path, _)| matches!(path[0].as_str(), "crate" | "super"))
        .filter_map(|(path, inside)| source.absolute(path, inside)?.first().cloned())
        .filter(|name| name.starts_with(|c: char| c.is_lowercase()))
        .collect()
}

#[test]
fn no_arrow_points_upward() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rank = |module: &str| LAYERS.iter().position(|layer| *layer == module);
    let tree = library();
    let mut seen = Vec::new();
    for (place, source) in tree.sources.iter().enumerate() {
        let Some(module) = source.module.first() else { continue };
        let own = rank(module)
            .unwrap_or_else(|| panic!("{module} has no layer; give it one here and in CONTRIBUTING"));
        seen.push(module.to_owned());
        let file = source.file.display();
        let path: Vec<&str> = source.module.iter().map(String::as_str).collect();
        for name in used(&path, &fs::read_to_string(root.join(&source.file)).unwrap()) {
            // A function of the crate's root that shares its name with a module is found below, by
            // its definition.
            let Some(theirs) = rank(&name) else { continue };
            assert!(theirs <= own, "{file} uses {name}, which stands above {module}");
        }
        let (others, unknown) = tree.uses(place);
        assert!(unknown.is_empty(), "{file} uses {unknown:?}, which nothing defines");
        for other in others {
            let Some(name) = tree.sources[other].module.first() else { continue };
            let theirs =
                rank(name).unwrap_or_else(|| panic!("{file} uses crate::{name}, which has no layer"));
            assert!(theirs <= own, "{file} uses an item of {name}, which stands above {module}");
        }
    }
    for layer in LAYERS {
        assert!(seen.iter().any(|module| module == layer), "no source for the layer {layer}");
    }
}

/// No two files use items of each other.
///
/// A file uses another when its code, outside of comments and tests, names an item that the other
/// file defines: in a `use`, or by a path that begins with `crate`, `super`, `self`, a child
/// module, or a module brought in by a `use`. Re-exports are followed to the file of the
/// definition, so `crate::a::Item` is a use of `a/b.rs` where `a.rs` only says `pub use b::Item`. A
/// parent may declare its children and re-export their items: `pub use child::Item` is no use. It
/// becomes one when the parent's own code names `Item` as well. So a child may use what its parent
/// defines only if the parent's code does without the items of that child.
#[test]
fn no_two_files_use_items_of_each_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let command = SourceTree::read(&root.join("bin/lofted"), "main.rs");
    let found: BTreeSet<[String; 2]> = library().circles().into_iter().chain(command.circles()).collect();
    let known: BTreeSet<[String; 2]> = RECURSIVE_TYPES.iter().map(|pair| pair.map(str::to_owned)).collect();
    let more: Vec<_> = found.difference(&known).collect();
    assert!(more.is_empty(), "files that use items of each other: {more:#?}");
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(gone.is_empty(), "strike these off RECURSIVE_TYPES: {gone:#?}");
}

#[test]
fn the_crate_root_tells_the_story_in_order() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let declared: Vec<_> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ").or(line.strip_prefix("mod "))?.strip_suffix(';'))
        .filter(|module| !matches!(*module, "physics" | "numerics"))
        .collect();
    let story: Vec<_> =
        LAYERS.into_iter().filter(|module| !matches!(*module, "physics" | "numerics")).collect();
    assert_eq!(declared, story);
}

#[test]
fn the_reader_of_uses_reads_them() {
    let source = "use crate::error::{Error};\nuse crate::{model::Model, Reported, class};\n// crate::plot\nlet x = crate::reach::Reach::Global;\n";
    assert_eq!(used(&["estimate"], source), ["error", "model", "class", "reach"]);
    // `super` is the parent, at any depth; of a story module the crate's root.
    let source = "use super::prior::Prior;\nuse super::{class, Reported};\nfn f() { super::reach::g(\"crate::plot\") }\n";
    assert_eq!(used(&["estimate"], source), ["prior", "class", "reach"]);
    let source = "use super::other::X;\nuse super::super::error::{self, Error};\n";
    assert_eq!(used(&["estimate", "text"], source), ["estimate", "error", "error"]);
    let source = "mod inner { use super::sibling::X; use super::super::super::model::Y; }\n";
    assert_eq!(used(&["estimate", "text"], source), ["estimate", "model"]);
    let source =
        "use super::Item;\n#[cfg(test)]\nmod tests { use super::super::plot::P; }\nuse crate::reach::R;\n";
    assert_eq!(used(&["estimate", "text"], source), ["estimate", "reach"]);
}

#[test]
fn the_reader_of_circles_finds_them() {
    let circles = |texts: &[(&str, &str)]| {
        let texts = texts.iter().map(|(file, text)| (PathBuf::from(file), (*text).to_owned()));
        SourceTree::of(texts, "lib.rs").circles()
    };
    let pair = [["a.rs".to_owned(), "b.rs".to_owned()]];
    let lib = ("lib.rs", "mod a; mod b; pub use b::B;");
    // Through a re-export of the root, and by a path in a body.
    let a = ("a.rs", "use crate::B; pub struct A(B);");
    assert_eq!(circles(&[lib, a, ("b.rs", "pub struct B; fn f() { super::a::A::new() }")]), pair);
    assert_eq!(circles(&[lib, a, ("b.rs", "use crate::a; pub struct B; fn f() { a::A::new() }")]), pair);
    assert!(circles(&[lib, a, ("b.rs", "pub struct B; // super::a::A")]).is_empty());
    assert!(
        circles(&[lib, a, ("b.rs", "pub struct B; #[cfg(test)] mod tests { use crate::a::A; }")]).is_empty()
    );

    let lib = ("lib.rs", "mod a;");
    let child = ("a/b.rs", "use super::A; pub struct B(A);");
    let nested = [["a.rs".to_owned(), "a/b.rs".to_owned()]];
    // A parent that only re-exports, and one that uses what it re-exports or imports.
    assert!(circles(&[lib, ("a.rs", "mod b; pub use b::B; pub struct A;"), child]).is_empty());
    assert_eq!(circles(&[lib, ("a.rs", "mod b; pub use b::B; pub struct A; fn f(b: B) {}"), child]), nested);
    assert_eq!(circles(&[lib, ("a.rs", "mod b; use b::B; pub struct A;"), child]), nested);
    let child = ("a/b.rs", "use super::A; pub fn g(a: A) {}");
    assert_eq!(circles(&[lib, ("a.rs", "mod b; pub struct A; fn f() { b::g() }"), child]), nested);
    // Two children that meet in their parent's re-exports.
    let parent = ("a.rs", "mod b; mod c; pub use b::*; pub use c::C;");
    let (b, c) =
        (("a/b.rs", "use super::C; pub struct B(C);"), ("a/c.rs", "use crate::a::B; pub struct C(B);"));
    assert_eq!(circles(&[lib, parent, b, c]), [["a/b.rs".to_owned(), "a/c.rs".to_owned()]]);
}
