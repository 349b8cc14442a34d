//! The cells of the three figures as they were read, so that a table is written with the words that
//! it had.

use crate::error::Figure;
use crate::reported::Reported;

/// The texts of the cells of apogee, ground range and flight time; empty where nothing was
/// reported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FigureCells([String; 3]);

impl FigureCells {
    /// Keeps the texts of the cells, in the order of [`Figure::ALL`].
    pub(super) fn new(texts: [&str; 3]) -> Self {
        Self(texts.map(str::to_owned))
    }

    /// Returns the text of the cell of a figure.
    pub(super) fn text(&self, figure: Figure) -> &str {
        let of = Figure::ALL.iter().zip(&self.0).find(|(known, _)| **known == figure);
        of.map_or("", |(_, text)| text)
    }

    /// Returns the text of the cell of a figure if the figure still is what was read in it;
    /// otherwise the figure as printed.
    pub(super) fn written(&self, figure: Figure, reported: Option<Reported>) -> String {
        let text = self.text(figure);
        match reported {
            None => String::new(),
            Some(reported) if text.parse() == Ok(reported) => text.to_owned(),
            Some(reported) => reported.to_string(),
        }
    }

    /// Returns the texts of the cells that differ from the print of their figures, with "; "
    /// between them.
    pub(super) fn other_words(&self, figures: [Option<Reported>; 3]) -> String {
        let differing = self.0.iter().zip(figures).filter(|(text, reported)| {
            reported.is_some_and(|reported| text.parse() == Ok(reported) && reported.to_string() != **text)
        });
        differing.map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("; ")
    }
}
