//! A progress bar on standard error, where that is a terminal.

use indicatif::{ProgressBar, ProgressStyle};

use crate::table::Table;

/// The progress through a table.
pub struct Progress(ProgressBar);

impl Progress {
    /// Returns the progress at the beginning of a table. Of a source without a length only the rows
    /// are counted.
    pub fn new(table: &Table) -> Self {
        let (bar, form) = match table.length {
            Some(bytes) => (ProgressBar::new(bytes), "[{bar:40}] {percent:>3} %  {msg}, {eta} left"),
            None => (ProgressBar::no_length(), "{spinner} {msg}, {elapsed}"),
        };
        bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message("0 rows");
        Self(bar)
    }

    /// Sets the numbers of bytes and rows that are done.
    pub fn advance(&self, bytes: u64, rows: u64) {
        self.0.set_message(format!("{rows} rows"));
        self.0.set_position(bytes);
    }

    /// Hides the bar while something else is written.
    pub fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.suspend(write)
    }

    /// Removes the bar.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}
