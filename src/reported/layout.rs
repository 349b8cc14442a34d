//! The layout of a printed answer: each line is a label and its text.

use std::fmt;

/// The width of the column of labels, characters.
pub(crate) const LABEL_COLUMNS: usize = 23;

/// One line of an answer: a label and its text. The label is empty on a line that continues the one
/// above.
pub(crate) struct Line<T>(pub(crate) &'static str, pub(crate) T);

impl<T: fmt::Display> fmt::Display for Line<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<LABEL_COLUMNS$}{}", self.0, self.1)
    }
}
