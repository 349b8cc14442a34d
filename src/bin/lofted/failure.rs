//! The ends of a command: the statuses of an answer, and failures with one line on standard error.

use std::error::Error as _;
use std::io;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use lofted::Verdict;

/// Every end of a command other than an answer.
#[derive(Debug)]
pub enum Failure {
    /// The input is wrong. The line says what, where, and what would be right.
    Input(String),
    /// The input is right, but the computation failed or the output cannot be written.
    Fault(String),
    /// The reader of the output has closed it, as `head` does.
    Closed,
    /// A signal such as Ctrl-C stopped the command, after whole lines.
    Stopped(String),
}

/// The end of a subcommand.
pub type Outcome = Result<Exit, Failure>;

/// The statuses of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Every question was answered.
    Answered,
    /// Every row was answered except some that could not be read.
    SomeRowsUnread,
    /// The figures cannot be one ballistic flight.
    Impossible,
}

/// The status for wrong input.
pub const WRONG_INPUT: u8 = 2;
/// The status for figures that cannot be one ballistic flight.
const IMPOSSIBLE: u8 = 3;
/// The status for a failed computation or output.
const FAULT: u8 = 1;
/// The status after a stop: 128 plus the number of SIGINT, as in shells.
pub const STOPPED: u8 = 130;

/// The status of a verdict, for every command that answers with one: estimate, check, plot,
/// directions and track.
impl From<Verdict> for Exit {
    fn from(verdict: Verdict) -> Self {
        if verdict == Verdict::Impossible { Self::Impossible } else { Self::Answered }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Answered => Self::SUCCESS,
            Exit::SomeRowsUnread => Self::from(WRONG_INPUT),
            Exit::Impossible => Self::from(IMPOSSIBLE),
        }
    }
}

impl Failure {
    /// Returns the failure for wrong input, with the option or the file that it is in.
    pub fn input(place: &str, problem: impl std::fmt::Display) -> Self {
        Self::Input(format!("{place}: {problem}"))
    }

    /// Returns the failure for wrong input that the library's own error explains.
    pub fn refused(error: lofted::Error) -> Self {
        Self::Input(error.to_string())
    }

    /// Writes the line on standard error and returns the status.
    pub fn report(&self) -> ExitCode {
        let (line, code) = match self {
            Self::Input(line) => (line, WRONG_INPUT),
            Self::Fault(line) => (line, FAULT),
            Self::Stopped(line) => (line, STOPPED),
            Self::Closed => return ExitCode::SUCCESS,
        };
        crate::output::complain(line);
        ExitCode::from(code)
    }
}

/// A failed computation on figures that were accepted, or wrong input that only a flight reveals.
impl From<lofted::Error> for Failure {
    fn from(error: lofted::Error) -> Self {
        match error {
            lofted::Error::AzimuthUnreachable { .. } | lofted::Error::ContradictoryReports { .. } => {
                Self::refused(error)
            }
            error => Self::Fault(error.to_string()),
        }
    }
}

/// An output that cannot be written.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::Closed
        } else {
            Self::Fault(format!("cannot write to standard output: {error}; the output ends here"))
        }
    }
}

/// Returns an error of the options' parser, which takes many lines, as a failure of one line: what
/// is wrong, where, and what would be right.
///
/// `command` is the command whose options were parsed, `commands` the names of all commands.
pub fn condensed(error: &clap::Error, command: &str, commands: &[&str]) -> Failure {
    let given = |kind: ContextKind| error.get(kind).and_then(listed).unwrap_or_default();
    let (option, value_problem) = fault_of_value(error);
    let option = option.unwrap_or_default();
    if let Some(problem) = value_problem {
        let has_own_words = error.kind() == ErrorKind::ValueValidation;
        let see = if has_own_words { String::new() } else { format!("; see {command} --help") };
        return Failure::input(&option, format!("{problem}{see}"));
    }
    let problem = match error.kind() {
        ErrorKind::UnknownArgument => {
            let similar = match given(ContextKind::SuggestedArg) {
                similar if similar.is_empty() => String::new(),
                similar => format!("; did you mean {similar}?"),
            };
            format!("{option}: {command} takes no such argument{similar}")
        }
        ErrorKind::ArgumentConflict if given(ContextKind::PriorArg) == given(ContextKind::InvalidArg) => {
            format!("{option}: it is there twice; keep one")
        }
        ErrorKind::TooManyValues => format!("{option}: it takes no value"),
        ErrorKind::MissingRequiredArgument => format!("{option} is missing"),
        ErrorKind::InvalidSubcommand => {
            let name = given(ContextKind::InvalidSubcommand);
            format!("there is no command {name:?}; there are {}", commands.join(", "))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            format!("a command belongs after lofted: {}", commands.join(", "))
        }
        ErrorKind::InvalidUtf8 => "an argument is not in UTF-8; write it in UTF-8".to_owned(),
        // Kinds of error that later versions of the parser may add.
        _ => {
            let rendered = error.render().to_string();
            let said: Vec<&str> =
                rendered.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
            said.join(" ").trim_start_matches("error: ").to_owned()
        }
    };
    Failure::Input(format!("{problem}; see {command} --help"))
}

/// Returns the option whose value is wrong, and what is wrong with it and what would be right; each
/// only if the parser says so.
pub fn fault_of_value(error: &clap::Error) -> (Option<String>, Option<String>) {
    let given = |kind: ContextKind| error.get(kind).and_then(listed).filter(|text| !text.is_empty());
    // "--apogee <TEXT>" is --apogee.
    let option = given(ContextKind::InvalidArg)
        .map(|option| option.split(" <").next().unwrap_or_default().trim_matches(['<', '>']).to_owned());
    let problem = match (error.kind(), error.source()) {
        // The readers of this command explain themselves.
        (ErrorKind::ValueValidation, Some(problem)) => Some(problem.to_string()),
        (ErrorKind::InvalidValue, _) => {
            let problem = match given(ContextKind::InvalidValue) {
                None => "a value belongs after it".to_owned(),
                Some(value) => format!("{value:?} is not known"),
            };
            let allowed = given(ContextKind::ValidValue);
            Some(problem + &allowed.map_or_else(String::new, |allowed| format!("; it takes {allowed}")))
        }
        _ => None,
    };
    (option, problem)
}

/// Returns the text of a context value, several separated by commas.
fn listed(value: &ContextValue) -> Option<String> {
    match value {
        ContextValue::String(one) => Some(one.clone()),
        ContextValue::Strings(several) => Some(several.join(", ")),
        _ => None,
    }
}
