//! A finished picture.

use std::fmt;

/// A finished picture.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a picture is written nowhere by itself"]
pub struct Picture {
    svg: String,
}

impl Picture {
    /// Keeps the text of an SVG file as a picture.
    pub(super) fn new(svg: String) -> Self {
        Self { svg }
    }

    /// Returns the text of the SVG file, in UTF-8.
    pub fn svg(&self) -> &str {
        &self.svg
    }
}

/// Writes the text of the SVG file.
impl fmt::Display for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.svg)
    }
}
