//! Pictures: a whole file or none.

use std::fs;

use crate::{Folder, JULY_4, MARCH_24, answered, lofted, ran, refused};

const QUICK: [&str; 3] = ["plot", "--method", "flown_nominal"];

#[test]
fn a_picture_is_written_whole_and_over_an_old_one() {
    let folder = Folder::of("whole");
    let path = folder.path("flights.svg");
    fs::write(&path, "old, and longer than nothing").unwrap();
    let printed = answered(&[&QUICK[..], &JULY_4, &["--output", &path]].concat());
    assert_eq!(printed, "");
    assert_eq!(folder.names(), ["flights.svg"]);
    let written = fs::read_to_string(&path).unwrap();
    assert!(written.starts_with("<svg") && written.ends_with("</svg>\n"));
    assert_eq!(written, answered(&[&QUICK[..], &JULY_4, &["--output", "-"]].concat()));
}

#[test]
fn each_picture_can_be_asked_for() {
    for (kind, title) in [
        ("flights", "The lofted and the standard flight"),
        ("posterior", "Range on a standard trajectory"),
        ("ladder", "Range by method, from the simplest up"),
        ("plane", "Apogee and flight time as reported"),
    ] {
        let draws = ["plot", "--draws", "32"];
        let svg = answered(&[&draws[..], &JULY_4, &["--picture", kind, "--output", "-"]].concat());
        assert!(svg.contains(&format!("<title>{title}</title>")), "{kind}");
    }
}

#[test]
fn an_impossible_report_is_drawn_in_the_plane_and_has_its_status() {
    let ran = ran(lofted().args(["plot", "--output", "-"]).args(MARCH_24));
    assert_eq!((ran.status, ran.err.as_str()), (3, ""));
    assert!(ran.out.contains("4,052 s; impossible"), "{}", ran.out);
}

#[test]
fn nothing_is_left_behind_where_there_is_no_picture() {
    let folder = Folder::of("nothing");
    let path = folder.path("ladder.svg");
    let line = refused(lofted().args(["plot", "--picture", "ladder", "--output", &path]).args(MARCH_24));
    assert!(line.starts_with("lofted: --picture: ") && line.contains("plot the plane"), "{line}");
    let line = refused(lofted().args(["plot", "--method", "kepler", "--output", &path]).args(JULY_4));
    assert!(line.contains("estimate with flown_nominal or flown"), "{line}");
    assert!(refused(lofted().arg("plot").args(JULY_4)).contains("--output"));
    assert_eq!(folder.names(), Vec::<String>::new());
    // A folder that is not there, and one where a file should be.
    for (path, what) in [(folder.path("none/x.svg"), "none/x.svg"), (folder.path(""), "cannot write")] {
        let ran = ran(lofted().args(QUICK).args(JULY_4).args(["--output", &path]));
        assert_eq!((ran.status, ran.out.as_str()), (1, ""));
        assert!(ran.err.contains(what) && ran.err.lines().count() == 1, "{}", ran.err);
    }
    assert_eq!(folder.names(), Vec::<String>::new());
}
