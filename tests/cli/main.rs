//! The command as its users meet it: what it prints, where, and with what status.

mod answers;
mod batch;
#[path = "../common"]
mod common {
    pub mod tolerance;
}
mod doors;
mod manual;
mod plot;
mod refusals;
mod shown;

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// 4 July 2017 as the first published estimate had it.
const JULY_4: [&str; 6] = ["--apogee", "2,802 km", "--ground-range", "930 km", "--flight-time", "37 min"];

/// 24 March 2022 as the state agency printed it: no flight has these figures.
const MARCH_24: [&str; 6] =
    ["--apogee", "6,248.5 km", "--ground-range", "1,090 km", "--flight-time", "4,052 s"];

fn lofted() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lofted"));
    command.stdin(Stdio::null()).env_remove("NO_COLOR");
    command
}

/// What a command prints, with everything that holds for every run checked.
struct Ran {
    status: i32,
    out: String,
    err: String,
}

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

/// The output of a run that answers.
#[track_caller]
fn answered(arguments: &[&str]) -> String {
    let ran = ran(lofted().args(arguments));
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{arguments:?}");
    ran.out
}

/// The one line of a run that refuses its input.
#[track_caller]
fn refused(command: &mut Command) -> String {
    let ran = ran(command);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{command:?}: {}", ran.err);
    assert_eq!(ran.err.lines().count(), 1, "{command:?}: {}", ran.err);
    assert!(ran.err.starts_with("lofted: "), "{}", ran.err);
    ran.err
}

/// A file of the tests' own, gone when they end.
struct Scratch(PathBuf);

impl Scratch {
    fn of(name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id()));
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

/// A folder of the tests' own, gone when they end.
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

/// The characters of a JSON number behind a key, as printed.
fn number<'a>(json: &'a str, key: &str) -> &'a str {
    let (_, rest) = json.split_once(&format!("\"{key}\":")).unwrap_or_else(|| panic!("no {key} in {json}"));
    rest.trim_start().split([',', '\n', '}']).next().unwrap()
}
