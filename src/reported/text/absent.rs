//! The words for a figure that nobody reported.

use crate::error::Result;
use crate::reported::Reported;

/// The words for a figure that nobody reported, in small letters and without a full stop.
const NOT_REPORTED: [&str; 12] = [
    "-",
    "–",
    "—",
    "n/a",
    "na",
    "none",
    "nan",
    "unknown",
    "unreported",
    "not reported",
    "not known",
    "not available",
];

impl Reported {
    /// Reads a figure that may be missing: none for an empty text, "unknown", "n/a", "-", "not
    /// reported" and the like.
    ///
    /// ```
    /// use lofted::Reported;
    ///
    /// assert_eq!(Reported::read_if_reported("n/a")?, None);
    /// assert_eq!(Reported::read_if_reported("930 km")?, Some(Reported::km(930.0)));
    /// # Ok::<(), lofted::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::UnreadableFigure`](crate::Error::UnreadableFigure), as for a figure.
    pub fn read_if_reported(text: &str) -> Result<Option<Self>> {
        let small = text.trim().to_lowercase();
        let words = small.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = words.strip_suffix('.').unwrap_or(&words);
        if words.is_empty() || NOT_REPORTED.contains(&words) {
            return Ok(None);
        }
        text.parse().map(Some)
    }
}
