//! Help, version, manual pages and completions.

use crate::answered;

const COMMANDS: [&str; 9] =
    ["estimate", "check", "batch", "compare", "directions", "track", "catalogue", "man", "completions"];

#[test]
fn help_names_every_command_and_status() {
    let help = answered(&["--help"]);
    for command in COMMANDS {
        assert!(help.contains(&format!("  {command}")), "no {command} in {help}");
        assert!(answered(&[command, "--help"]).contains("Usage: lofted "));
        assert!(answered(&["help", command]).contains("Usage: lofted "));
    }
    assert!(help.contains("Exit status"));
    assert_eq!(answered(&["--version"]), format!("lofted {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn manual_pages_are_made_of_the_options() {
    let page = answered(&["man"]);
    assert!(page.contains(".TH lofted 1"), "{page}");
    let page = answered(&["man", "estimate"]);
    assert!(page.contains(".TH lofted-estimate 1") && page.contains("apogee"), "{page}");
    for command in COMMANDS {
        answered(&["man", command]);
    }
}

#[test]
fn completions_know_the_options() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = answered(&["completions", shell]);
        assert!(script.contains("flight-time"), "{shell}");
    }
}
