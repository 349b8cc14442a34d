//! The command from the outside: its output, its errors and its exit statuses.

mod answers;
mod batch;
mod catalogue;
/// Code that several tests share.
#[path = "../common"]
pub mod common {
    pub mod tolerance;
}
mod family;
mod fuzz_inputs;
mod manual;
mod plot;
mod refusals;
#[cfg(feature = "serve")]
mod serve;
mod shown;
mod tables;

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The figures of 4 July 2017 in the first published estimate.
const JULY_4: [&str; 6] = ["--apogee", "2,802 km", "--ground-range", "930 km", "--flight-time", "37 min"];

/// The figures of 24 March 2022 that the state agency printed; no flight has them.
const MARCH_24: [&str; 6] =
    ["--apogee", "6,248.5 km", "--ground-range", "1,090 km", "--flight-time", "4,052 s"];

/// Returns the command without standard input.
fn lofted() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lofted"));
    command.stdin(Stdio::null()).env_remove("NO_COLOR");
    command
}

/// The status and the output of a run.
struct Ran {
    status: i32,
    out: String,
    err: String,
}

/// Runs a command and checks what holds for every run.
fn ran(command: &mut Command) -> Ran {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let ran = Ran {
        status: status.code().expect("ended by a signal"),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    };
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    for text in [&ran.out, &ran.err] {
        assert!(!text.contains('\u{1b}'), "colour where no terminal is: {text:?}");
        assert!(text.is_empty() || text.ends_with('\n'), "the last line has no end: {text:?}");
    }
    ran
}

/// Runs a command that has to answer, and returns its output.
#[track_caller]
fn answered(arguments: &[&str]) -> String {
    let ran = ran(lofted().args(arguments));
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{arguments:?}");
    ran.out
}

/// Runs a command that has to refuse its input, and returns the one line of its error.
#[track_caller]
fn refused(command: &mut Command) -> String {
    let ran = ran(command);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{command:?}: {}", ran.err);
    assert_eq!(ran.err.lines().count(), 1, "{command:?}: {}", ran.err);
    assert!(ran.err.starts_with("lofted: "), "{}", ran.err);
    ran.err
}

/// A temporary file, removed when dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn of(name: &str, text: impl AsRef<[u8]>) -> Self {
        // Tests run side by side and may use one name.
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let own = format!("{}-{count}-{name}", std::process::id());
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(own);
        std::fs::write(&path, text).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A temporary folder, removed when dropped.
struct Folder(PathBuf);

impl Folder {
    fn of(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Returns the characters of the JSON number after a key, as printed.
fn number<'a>(json: &'a str, key: &str) -> &'a str {
    let (_, rest) = json.split_once(&format!("\"{key}\":")).unwrap_or_else(|| panic!("no {key} in {json}"));
    rest.trim_start().split([',', '\n', '}']).next().unwrap()
}

/// Checks that every line fits 80 columns, unless one word does not.
#[track_caller]
fn fits(text: &str) {
    for line in text.lines() {
        let words = line.split_whitespace().count();
        assert!(line.chars().count() <= 80 || words <= 2, "{line:?} is too long");
    }
}
