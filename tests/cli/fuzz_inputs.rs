//! Feeds the command files that are not tables, or nearly are.

use crate::{Scratch, answered, lofted, ran, refused};

const HEADER: &str = "id,apogee,ground_range,flight_time";
const ROW: &str = "a,\"2,802 km\",930 km,37 min";

/// Checks that a file is refused as a whole in a line with the given parts.
#[track_caller]
fn refuses(name: &str, text: impl AsRef<[u8]>, parts: &[&str]) {
    let file = Scratch::of(name, text);
    for command in ["batch", "compare"] {
        let line = refused(lofted().args([command, file.path()]));
        for part in parts.iter().chain(&[name]) {
            assert!(line.contains(part), "no {part:?} in {line}");
        }
    }
}

#[test]
fn files_that_are_not_tables_are_refused_in_one_line() {
    refuses("empty.csv", "", &["is empty", "id, apogee, ground_range, flight_time"]);
    refuses("blank.csv", "\n\r\n  \n", &["is empty"]);
    refuses("mark.csv", "\u{feff}", &["is empty"]);
    refuses("binary.csv", [0, 1, 2, 0, 0, 200, 7, 8, 0], &["is no text but binary"]);
    refuses("sheet.xlsx", b"PK\x03\x04\x14\x00", &["spreadsheet", "comma-separated values"]);
    let utf_16 = |mark: &[u8], to: fn(u16) -> [u8; 2]| {
        let text = format!("{HEADER}\n{ROW}\n");
        [mark, &text.encode_utf16().flat_map(to).collect::<Vec<u8>>()].concat()
    };
    for to in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
        refuses("wide.csv", utf_16(b"", to), &["UTF-16 without its mark", "save it in UTF-8"]);
    }
    refuses("headless.csv", format!("{ROW}\n"), &["line 1", "no column id", "its first line names"]);
    refuses("less.csv", "id,apogee,flight_time\na,1 km,1 min\n", &["line 1", "no column ground_range"]);
    refuses("twice.csv", format!("{HEADER},apogee\n"), &["line 1", "column apogee twice"]);
    refuses("late.csv", "\n\nid,apogee\n", &["line 3", "no column ground_range"]);
    refuses("pipes.csv", HEADER.replace(',', "|"), &["line 1", "no column id"]);
    refuses("stated.csv", format!("sep=|\n{HEADER}\n"), &["line 1", "a separator that is not read"]);
    refuses("old.csv", format!("{HEADER}\r{ROW}\r"), &["carriage returns"]);
    refuses("open.csv", format!("\"{HEADER}\n{ROW}\n"), &["line 1", "quotation mark", "not closed"]);
    refuses("long.csv", "x".repeat(3 << 20), &["line 1", "too long"]);
}

#[test]
fn paths_that_are_not_files_are_refused_in_one_line() {
    for command in ["batch", "compare"] {
        let line = refused(lofted().args([command, "/nonexistent/table.csv"]));
        assert!(line.contains("/nonexistent/table.csv: cannot be read"), "{line}");
        let line = refused(lofted().args([command, env!("CARGO_TARGET_TMPDIR")]));
        assert!(line.contains("is a folder"), "{line}");
        refused(lofted().args([command, ""]));
        // Standard input is empty here.
        let line = refused(lofted().args([command, "-"]));
        assert!(line.contains("standard input: is empty"), "{line}");
    }
}

/// Runs a batch over a table that is valid, or nearly, and returns its output.
fn batch(name: &str, text: impl AsRef<[u8]>) -> String {
    let file = Scratch::of(name, text);
    answered(&["batch", file.path(), "--method", "kepler"])
}

#[test]
fn the_conventions_of_other_programs_make_no_difference() {
    let plain = batch("plain.csv", format!("{HEADER}\n{ROW}\n"));
    assert!(plain.contains("\na,possible,ICBM,,5864.193,,,\n"), "{plain}");
    for (name, text) in [
        ("crlf.csv", format!("{HEADER}\r\n{ROW}\r\n")),
        ("bom.csv", format!("\u{feff}{HEADER}\n{ROW}\n")),
        ("endless.csv", format!("{HEADER}\n{ROW}")),
        ("gaps.csv", format!("\n{HEADER}\n\n{ROW}\n\n,,,\n\n")),
        ("spaces.csv", format!("{}\na , \"2,802 km\" , 930 km , 37 min\n", HEADER.replace(',', " , "))),
        (
            "quoted.csv",
            "\"id\",\"apogee\",\"ground_range\",\"flight_time\"\n\"a\",\"2,802 km\",\"930 km\",\"37 min\"\n"
                .to_owned(),
        ),
        ("remarks.csv", format!("{HEADER},remark\n{ROW},\"of two\nlines, \"\"quoted\"\"\"\n")),
        ("latin.csv", format!("{HEADER},remark\n{ROW},x\n")),
    ] {
        assert_eq!(batch(name, text), plain, "{name}");
    }
    // A column that is not read may have any encoding.
    let latin = [HEADER.as_bytes(), b",remark\n", ROW.as_bytes(), b",caf\xe9\n"].concat();
    assert_eq!(batch("latin.csv", latin), plain);
    assert_eq!(batch("header.csv", HEADER).lines().count(), 1);
}

#[test]
fn bad_rows_do_not_affect_the_others() {
    for (name, row, parts) in [
        ("mark.csv", b"x,\"2,802 km,930 km,37 min".as_slice(), ["line 3", "quotation mark is not closed"]),
        (
            "behind.csv",
            b"x,\"2,802\" km,930 km,37 min",
            ["line 3", "behind the closing quotation mark of cell 2"],
        ),
        ("short.csv", b"x,2802 km", ["line 3 (id x)", "2 cells and the header 4"]),
        ("comma.csv", b"x,2,802 km,930 km,37 min", ["line 3 (id x)", "5 cells and the header 4"]),
        ("nameless.csv", b",2802 km,930 km,37 min", ["line 3:", "column id: the cell is empty"]),
        (
            "utf8.csv",
            b"x,2802\xa0km,930 km,37 min",
            ["line 3 (id x)", "column apogee: the cell is not in UTF-8"],
        ),
        ("id.csv", b"\xe9,2802 km,930 km,37 min", ["line 3:", "column id: the cell is not in UTF-8"]),
        ("alone.csv", b"x,2802 km,,", ["line 3 (id x)", "2802.0 km alone"]),
        ("nothing.csv", b"x,,,", ["line 3 (id x)", "no figure was reported"]),
        ("swapped.csv", b"x,37 min,,930 km", ["line 3 (id x)", "the apogee was given in min"]),
        ("moon.csv", b"x,2802000 km,930 km,37 min", ["line 3 (id x)", "the greatest accepted"]),
        ("controls.csv", b"x\x1b[31m,2802 km,930 furlongs,37 min", ["line 3", "column ground_range"]),
    ] {
        let text =
            [HEADER.as_bytes(), b"\n", ROW.as_bytes(), b"\n", row, b"\n", ROW.as_bytes(), b"\n"].concat();
        let file = Scratch::of(name, text);
        let ran = ran(lofted().args(["batch", file.path(), "--method", "kepler"]));
        assert_eq!((ran.status, ran.out.lines().count()), (2, 3), "{name}: {}{}", ran.out, ran.err);
        assert!(ran.out.lines().skip(1).all(|line| line.starts_with("a,possible,ICBM,")), "{}", ran.out);
        assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
        for part in parts {
            assert!(ran.err.contains(part), "{name}: no {part:?} in {}", ran.err);
        }
        // A comparison without one of the reports would be a different comparison.
        if !matches!(name, "alone.csv") {
            let line = refused(lofted().args(["compare", file.path()]));
            assert!(line.contains("line 3"), "{line}");
        }
    }
}

#[test]
fn an_unclosed_quotation_mark_costs_one_row() {
    let mut text = format!("{HEADER}\n");
    for row in 0..1_000 {
        let mark = if row == 300 { "" } else { "\"" };
        text += &format!("r{row},\"2,802 km{mark},930 km,37 min\n");
    }
    let file = Scratch::of("open-row.csv", text);
    let ran = ran(lofted().args(["batch", file.path(), "--method", "flat", "--json-lines"]));
    assert_eq!((ran.status, ran.out.lines().count()), (2, 1_000));
    let bad: Vec<&str> = ran.out.lines().filter(|line| line.contains("\"error\"")).collect();
    assert_eq!(bad.len(), 1, "{bad:?}");
    assert!(
        bad[0].starts_with("{\"id\":null,\"line\":302,\"error\":\"a quotation mark is not closed"),
        "{}",
        bad[0]
    );
}

#[test]
fn a_row_of_megabytes_is_refused() {
    let long = "x".repeat(5 << 20);
    let file = Scratch::of("long-row.csv", format!("{HEADER}\n{long}\n{ROW}\n"));
    let ran = ran(lofted().args(["batch", file.path(), "--method", "flat"]));
    assert_eq!((ran.status, ran.out.lines().count()), (2, 2));
    assert!(ran.err.contains("line 2: the line is longer than"), "{}", ran.err);
}

#[test]
fn seventeen_reports_are_too_many_to_compare() {
    let rows: String = (0..17).map(|row| format!("r{row},2802 km,930 km,37 min\n")).collect();
    let file = Scratch::of("seventeen.csv", format!("{HEADER}\n{rows}"));
    let line = refused(lofted().args(["compare", file.path(), "--method", "flat"]));
    assert!(line.contains("line 18") && line.contains("at most 16"), "{line}");
    let file = Scratch::of("none.csv", HEADER);
    let line = refused(lofted().args(["compare", file.path()]));
    assert!(line.contains("no report below its header"), "{line}");
}
