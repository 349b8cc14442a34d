//! `lofted batch`: an estimate for every row of a table of any length, in the order of the table.

mod answer;
mod progress;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use lofted::Model;
use rayon::prelude::*;

use crate::failure::{Exit, Failure, Outcome};
use crate::options::Assumptions;
use crate::output;
use crate::table::{Row, Table};
use answer::{Answer, Form};
use progress::Progress;

/// An example below the help.
const EXAMPLE: &str = "Example of a table:\n  id,apogee,ground_range,flight_time\n  2017-07-04,\"2,802 km\",930 km,37 min\n\n\
Headers may state units (apogee_km, flight_time_s); cells are separated by commas, semicolons or tabulators.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Options {
    /// A file of comma-separated values whose header names the columns id, apogee, ground_range and
    /// flight_time, and may name top_speed; or - for standard input
    file: String,
    /// Answer with one JSON object in each line instead of comma-separated values
    #[arg(long)]
    json_lines: bool,
    /// Append the other columns of the table to the answers; in JSON under the key columns
    #[arg(long)]
    keep_columns: bool,
    #[command(flatten)]
    assumptions: Assumptions,
}

/// The time that the rows between two writes should take: short enough to show progress and to
/// stop, long enough to keep the cores busy.
const WRITE_INTERVAL: Duration = Duration::from_millis(500);

/// The greatest number of rows held at once.
const MAX_ROWS: usize = 1 << 12;

/// Runs the command.
pub fn run(options: &Options) -> Outcome {
    let model = options.assumptions.model()?;
    let mut table = Table::open(&options.file)?;
    let form = if options.json_lines { Form::JsonLines } else { Form::Csv };
    let is_stopped = stop_between_lines()?;
    let progress = Progress::new(&table);
    let kept = if options.keep_columns { table.extra_columns().to_vec() } else { Vec::new() };
    output::print(&form.header(&kept))?;
    let mut run = Run { model, form, kept, is_stopped, rows: 0, unread: 0 };
    let fewest = 4 * rayon::current_num_threads();
    let mut at_once = fewest;
    loop {
        let rows = take(&mut table, at_once)?;
        if rows.is_empty() {
            break;
        }
        let begin = Instant::now();
        run.answer(&rows, &table.name, &progress)?;
        progress.advance(table.bytes_read(), run.rows);
        at_once = match begin.elapsed() {
            elapsed if elapsed < WRITE_INTERVAL / 2 => (2 * at_once).min(MAX_ROWS),
            elapsed if elapsed > 2 * WRITE_INTERVAL => (at_once / 2).max(fewest),
            _ => at_once,
        };
    }
    progress.clear();
    if run.unread == 0 {
        return Ok(Exit::Answered);
    }
    output::complain(&format!(
        "{}: {} of {} rows were not read; the others are answered",
        table.name, run.unread, run.rows
    ));
    Ok(Exit::SomeRowsUnread)
}

/// Reads up to `at_once` rows.
fn take(table: &mut Table, at_once: usize) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    while rows.len() < at_once {
        match table.next_row()? {
            Some(row) => rows.push(row),
            None => break,
        }
    }
    Ok(rows)
}

/// Installs the handler of a signal to stop: the first one stops the command between two rows, the
/// second one ends it at once.
fn stop_between_lines() -> Result<Arc<AtomicBool>, Failure> {
    let is_stopped = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&is_stopped);
    let again = move || {
        if heard.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(crate::failure::STOPPED));
        }
    };
    ctrlc::set_handler(again)
        .map_err(|error| Failure::Fault(format!("cannot listen for Ctrl-C: {error}")))?;
    Ok(is_stopped)
}

/// A batch under way.
struct Run {
    model: Model,
    form: Form,
    /// The names of the columns passed through.
    kept: Vec<String>,
    /// Whether a signal to stop has come.
    is_stopped: Arc<AtomicBool>,
    /// The number of rows done.
    rows: u64,
    /// The number of those rows that could not be read.
    unread: u64,
}

impl Run {
    /// Answers rows on all cores and writes whole lines.
    fn answer(&mut self, rows: &[Row], name: &str, progress: &Progress) -> Result<(), Failure> {
        let answers: Vec<Option<Answer>> = rows
            .par_iter()
            .map(|row| {
                // No row is begun after a stop.
                let is_begun = !self.is_stopped.load(Ordering::Relaxed);
                is_begun.then(|| Answer::of(row, &self.model, self.form, &self.kept))
            })
            .collect();
        let is_complete = answers.iter().all(Option::is_some);
        let mut lines = String::new();
        // The rows before the first that was not begun are written.
        for answer in answers.into_iter().map_while(|answer| answer) {
            self.rows += 1;
            if let Some(problem) = answer.problem {
                self.unread += 1;
                if self.form == Form::Csv {
                    progress.suspend(|| output::complain(&format!("{name}, {problem}")));
                }
            }
            lines.push_str(&answer.line);
        }
        progress.suspend(|| -> io::Result<()> { output::print(&lines) })?;
        if is_complete && !self.is_stopped.load(Ordering::Relaxed) {
            return Ok(());
        }
        progress.clear();
        Err(Failure::Stopped(format!("stopped after {} rows of {name}; their lines are whole", self.rows)))
    }
}
