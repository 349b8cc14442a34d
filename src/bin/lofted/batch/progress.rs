//! A bar on standard error, where that is a terminal.

use indicatif::{ProgressBar, ProgressStyle};

use crate::table::Table;

/// How much of a table is done.
pub struct Progress(ProgressBar);

impl Progress {
    /// Nothing yet. A source without a length has rows counted only.
    pub fn of(table: &Table) -> Self {
        let (bar, form) = match table.length {
            Some(bytes) => (ProgressBar::new(bytes), "[{bar:40}] {percent:>3} %  {msg}, {eta} left"),
            None => (ProgressBar::no_length(), "{spinner} {msg}, {elapsed}"),
        };
        bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message("0 rows");
        Self(bar)
    }

    /// So many bytes and rows are done.
    pub fn to(&self, bytes: u64, rows: u64) {
        self.0.set_message(format!("{rows} rows"));
        self.0.set_position(bytes);
    }

    /// Something is written past the bar.
    pub fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.suspend(write)
    }

    /// The bar goes.
    pub fn end(&self) {
        self.0.finish_and_clear();
    }
}
