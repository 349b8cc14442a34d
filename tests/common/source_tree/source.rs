//! Reads which items a file defines and which names it uses.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::tokens::{is_word, tokens, use_tree};

/// One name that a `use` brings into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The path as written, its last segment `*` for a glob.
    pub path: Vec<String>,
    /// The name that the file sees.
    pub name: String,
    /// Whether the `use` begins with `pub`, with or without a scope.
    pub is_public: bool,
    /// The inline modules around the `use`, the outermost first.
    pub inside: Vec<String>,
}

/// One source file, its tests left out.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The file, relative to the folder of the crate's root.
    pub file: PathBuf,
    /// The path of the module below the crate's root, which itself has none.
    pub module: Vec<String>,
    /// The modules that the file declares with `mod name;`.
    pub children: BTreeSet<String>,
    /// The items that the file defines outside of functions and implementations.
    pub items: BTreeSet<String>,
    /// The names that its `use` declarations bring in.
    pub imports: Vec<Import>,
    /// Paths of two segments or more outside of `use`, and the inline modules around each.
    pub paths: Vec<(Vec<String>, Vec<String>)>,
    /// Every identifier outside of `use`.
    pub words: BTreeSet<String>,
}

/// The state of reading one file.
struct Reader {
    tokens: Vec<String>,
    /// The place of the next token.
    next: usize,
    /// The number of open braces.
    depth: usize,
    /// The open inline modules, each with the number of open braces inside it.
    inside: Vec<(String, usize)>,
    source: Source,
}

impl Reader {
    /// Returns the token at a distance from the next one, empty beyond the end.
    fn token(&self, ahead: usize) -> &str {
        self.tokens.get(self.next + ahead).map_or("", String::as_str)
    }

    /// Returns the names of the open inline modules, the outermost first.
    fn here(&self) -> Vec<String> {
        self.inside.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Reads the declaration, path or sign at the next token and moves behind it.
    fn read(&mut self) {
        let token = self.token(0).to_owned();
        match token.as_str() {
            "{" => self.depth += 1,
            "}" => {
                self.depth -= 1;
                self.inside.retain(|(_, inner)| *inner <= self.depth);
            }
            "use" => return self.imports(),
            "mod" => self.module(),
            "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "union" if self.depth == 0 => {
                let name = self.token(1).to_owned();
                if !matches!(name.as_str(), "fn" | "unsafe") {
                    self.source.items.insert(name);
                }
            }
            "macro_rules" if self.depth == 0 => {
                let name = self.token(2).to_owned();
                self.source.items.insert(name);
            }
            word if word.starts_with(|c: char| c.is_alphabetic() || c == '_') => self.path(),
            _ => {}
        }
        self.next += 1;
    }

    /// Reads a `use` declaration.
    fn imports(&mut self) {
        let before = self.next.checked_sub(1).map_or("", |place| self.tokens[place].as_str());
        let is_public = matches!(before, "pub" | ")");
        let mut found = Vec::new();
        let end = use_tree(&self.tokens, self.next + 1, &[], &mut found);
        for (path, name) in found {
            let inside = self.here();
            self.source.imports.push(Import { path, name, is_public, inside });
        }
        self.next = end;
    }

    /// Reads the declaration of a module, of a file or inline, up to its last token.
    fn module(&mut self) {
        let name = self.token(1).to_owned();
        match self.token(2) {
            ";" => {
                self.source.children.insert(name);
            }
            "{" => {
                self.source.items.insert(name.clone());
                self.depth += 1;
                self.inside.push((name, self.depth));
            }
            _ => return,
        }
        self.next += 2;
    }

    /// Reads an identifier with the path that it begins, up to its last token.
    fn path(&mut self) {
        let mut path = vec![self.token(0).to_owned()];
        while self.token(1) == "::" && self.token(2).starts_with(is_word) {
            path.push(self.token(2).to_owned());
            self.next += 2;
        }
        self.source.words.extend(path.iter().cloned());
        if path.len() > 1 {
            let inside = self.here();
            self.source.paths.push((path, inside));
        }
    }
}

impl Source {
    /// Reads one file of a module.
    pub fn read(file: &Path, module: &[&str], text: &str) -> Self {
        let source = Self {
            file: file.to_owned(),
            module: module.iter().map(|&name| name.to_owned()).collect(),
            ..Self::default()
        };
        let mut reader = Reader { tokens: tokens(text), next: 0, depth: 0, inside: Vec::new(), source };
        while reader.next < reader.tokens.len() {
            reader.read();
        }
        reader.source
    }

    /// Returns a path as segments below the crate's root, or nothing where it leads out of the
    /// crate.
    pub fn absolute(&self, path: &[String], inside: &[String]) -> Option<Vec<String>> {
        self.absolute_within(path, inside, 0)
    }

    fn absolute_within(&self, path: &[String], inside: &[String], depth: usize) -> Option<Vec<String>> {
        let mut base = [self.module.as_slice(), inside].concat();
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([base.as_slice(), rest].concat()),
            "super" => {
                base.pop();
                let further = rest.iter().take_while(|segment| *segment == "super").count();
                base.truncate(base.len().checked_sub(further)?);
                Some([base.as_slice(), &rest[further..]].concat())
            }
            child if inside.is_empty() && self.children.contains(child) => {
                Some([base.as_slice(), path].concat())
            }
            // A name that a `use` brings in.
            name if depth < 8 => {
                let import = self.imports.iter().find(|import| import.name == name && import.path != path)?;
                let module = self.absolute_within(&import.path, &import.inside, depth + 1)?;
                Some([module.as_slice(), rest].concat())
            }
            _ => None,
        }
    }
}
