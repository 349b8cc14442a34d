//! `lofted batch`: an estimate for every row of a table, in the order of the table, however long it is.

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

#[derive(Debug, Args)]
pub struct Options {
    /// A file of comma-separated values whose header names the columns id, apogee, ground_range and flight_time, or - for standard
    /// input
    file: String,
    /// A JSON object a line, instead of comma-separated values
    #[arg(long)]
    json_lines: bool,
    #[command(flatten)]
    assumptions: Assumptions,
}

/// How long the rows between two writes should take: short enough to stop and to see something, long enough for the cores to be busy.
const BETWEEN_WRITES: Duration = Duration::from_millis(500);

/// The most rows held at once.
const MOST_ROWS: usize = 1 << 12;

pub fn run(options: &Options) -> Outcome {
    let model = options.assumptions.model()?;
    let mut table = Table::open(&options.file)?;
    let form = if options.json_lines { Form::JsonLines } else { Form::Csv };
    let is_stopped = stop_between_lines()?;
    let progress = Progress::of(&table);
    let mut run = Run { model, form, is_stopped, rows: 0, unread: 0 };
    output::print(form.header())?;
    let fewest = 4 * rayon::current_num_threads();
    let mut at_once = fewest;
    loop {
        let rows = take(&mut table, at_once)?;
        if rows.is_empty() {
            break;
        }
        let begin = Instant::now();
        run.answer(&rows, &table.name, &progress)?;
        progress.to(table.bytes_read(), run.rows);
        at_once = match begin.elapsed() {
            elapsed if elapsed < BETWEEN_WRITES / 2 => (2 * at_once).min(MOST_ROWS),
            elapsed if elapsed > 2 * BETWEEN_WRITES => (at_once / 2).max(fewest),
            _ => at_once,
        };
    }
    progress.end();
    if run.unread == 0 {
        return Ok(Exit::Answered);
    }
    output::complain(&format!(
        "{}: {} of {} rows were not read; the others are answered",
        table.name, run.unread, run.rows
    ));
    Ok(Exit::SomeRowsUnread)
}

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

/// From now on a signal to stop is heard between two rows; a second one ends the command at once.
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

struct Run {
    model: Model,
    form: Form,
    is_stopped: Arc<AtomicBool>,
    rows: u64,
    unread: u64,
}

impl Run {
    /// Answers some rows on all cores, and writes whole lines.
    fn answer(&mut self, rows: &[Row], name: &str, progress: &Progress) -> Result<(), Failure> {
        let answers: Vec<Option<Answer>> = rows
            .par_iter()
            .map(|row| {
                // Rows behind a stop are not begun.
                (!self.is_stopped.load(Ordering::Relaxed)).then(|| Answer::of(row, &self.model, self.form))
            })
            .collect();
        let is_complete = answers.iter().all(Option::is_some);
        let mut lines = String::new();
        // What stands before the first row that was not begun is written.
        for answer in answers.into_iter().map_while(|answer| answer) {
            self.rows += 1;
            if let Some(problem) = answer.problem {
                self.unread += 1;
                if self.form == Form::Csv {
                    progress.aside(|| output::complain(&format!("{name}, {problem}")));
                }
            }
            lines.push_str(&answer.line);
        }
        progress.aside(|| -> io::Result<()> { output::print(&lines) })?;
        if is_complete && !self.is_stopped.load(Ordering::Relaxed) {
            return Ok(());
        }
        progress.end();
        Err(Failure::Stopped(format!("stopped after {} rows of {name}; their lines are whole", self.rows)))
    }
}
