//! Reads the sources of a crate far enough to say which file uses an item of which other file.

mod source;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

pub use source::{Import, Source};

/// The sources of one crate.
#[derive(Debug, Clone)]
pub struct SourceTree {
    /// The files, in the order of their paths.
    pub sources: Vec<Source>,
    by_module: BTreeMap<Vec<String>, usize>,
}

/// The meaning of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// The module of a source, by its place in the tree.
    Module(usize),
    /// An item defined in a source, by its place in the tree.
    Item(usize),
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

impl SourceTree {
    /// Reads every source below a folder whose crate begins at the file `root`; the folder `bin`
    /// holds crates of its own.
    pub fn read(folder: &Path, root: &str) -> Self {
        let texts = files(folder).into_iter().filter_map(|path| {
            let file = path.strip_prefix(folder).unwrap().to_owned();
            (!file.starts_with("bin")).then(|| (file, fs::read_to_string(&path).unwrap()))
        });
        Self::of(texts, root)
    }

    /// Makes a tree of files with their texts.
    pub fn of(texts: impl IntoIterator<Item = (PathBuf, String)>, root: &str) -> Self {
        let sources: Vec<Source> = texts
            .into_iter()
            .map(|(file, text)| {
                let stem = file.with_extension("");
                let module: Vec<&str> = if file == Path::new(root) {
                    Vec::new()
                } else {
                    stem.iter().map(|s| s.to_str().unwrap()).collect()
                };
                Source::read(&file, &module, &text)
            })
            .collect();
        let by_module =
            sources.iter().enumerate().map(|(place, source)| (source.module.clone(), place)).collect();
        Self { sources, by_module }
    }

    /// Resolves what a path below the crate's root names: a module, or an item with the source that
    /// defines it, through any number of re-exports. A name that is both a module and an item
    /// counts as the item.
    pub fn named(&self, path: &[String]) -> Option<Named> {
        self.named_within(path, 0)
    }

    fn named_within(&self, path: &[String], depth: usize) -> Option<Named> {
        if depth > 12 {
            return None;
        }
        let known = (0..=path.len()).rev().find(|&count| self.by_module.contains_key(&path[..count]))?;
        let item_of = |count: usize| -> Option<Named> {
            let place = self.by_module[&path[..count]];
            let (source, name) = (&self.sources[place], path.get(count)?);
            if source.items.contains(name) {
                return Some(Named::Item(place));
            }
            let through = |import: &Import, rest: &[String]| {
                let target = source.absolute(&import.path, &import.inside)?;
                self.named_within(&[target.as_slice(), rest].concat(), depth + 1)
            };
            let by_name =
                source.imports.iter().filter(|import| import.name == *name && import.inside.is_empty());
            let by_glob =
                source.imports.iter().filter(|import| import.name == "*" && import.inside.is_empty());
            by_name.filter_map(|import| through(import, &path[count + 1..])).next().or_else(|| {
                let module_of = |import: &Import| Import {
                    path: import.path[..import.path.len() - 1].to_vec(),
                    ..import.clone()
                };
                by_glob.filter_map(|import| through(&module_of(import), &path[count..])).next()
            })
        };
        if known < path.len() {
            return item_of(known);
        }
        let module = Some(Named::Module(self.by_module[path]));
        // `crate::estimate` is a module and a function.
        let item = known.checked_sub(1).and_then(item_of).filter(|named| matches!(named, Named::Item(_)));
        item.or(module)
    }

    /// Returns the sources whose items a source uses, by their places, and the paths that begin
    /// inside the crate but name nothing that was read.
    ///
    /// A `pub use` of an item of the source's own children is a re-export and no use, unless the
    /// source names the item again. A module that is brought in is no use either: the paths that
    /// begin with it are.
    pub fn uses(&self, place: usize) -> (BTreeSet<usize>, Vec<String>) {
        let source = &self.sources[place];
        let (mut used, mut unknown) = (BTreeSet::new(), Vec::new());
        let mut see = |written: &[String], inside: &[String], is_glob: bool| {
            let Some(path) = source.absolute(written, inside) else { return };
            match self.named(&path) {
                Some(Named::Item(other)) => {
                    used.insert(other);
                }
                Some(Named::Module(other)) if is_glob => {
                    used.insert(other);
                }
                Some(Named::Module(_)) => {}
                None => unknown.push(written.join("::")),
            }
        };
        for import in &source.imports {
            let is_glob = import.name == "*";
            let path = &import.path[..import.path.len() - usize::from(is_glob)];
            let is_of_child = source.absolute(path, &import.inside).is_some_and(|absolute| {
                absolute.len() > source.module.len() && absolute.starts_with(&source.module)
            });
            let is_re_export = import.is_public && is_of_child && !source.words.contains(&import.name);
            if !is_re_export {
                see(path, &import.inside, is_glob);
            }
        }
        for (path, inside) in &source.paths {
            see(path, inside, false);
        }
        used.remove(&place);
        (used, unknown)
    }

    /// Returns the pairs of files that use items of each other.
    pub fn circles(&self) -> Vec<[String; 2]> {
        let used: Vec<BTreeSet<usize>> = (0..self.sources.len()).map(|place| self.uses(place).0).collect();
        let name = |place: usize| self.sources[place].file.to_str().unwrap().to_owned();
        let mut circles = Vec::new();
        for (one, others) in used.iter().enumerate() {
            for &other in others.range(one + 1..) {
                if used[other].contains(&one) {
                    circles.push([name(one), name(other)]);
                }
            }
        }
        circles
    }
}
