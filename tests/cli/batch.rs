//! `batch`: the order of the rows, bad rows, and pipes that end early.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::{JULY_4, Scratch, answered, lofted, ran};

const CSV_HEADER: &str =
    "id,verdict,class,range_km_p05,range_km_median,range_km_p95,global_reach_probability,warnings";

/// Returns a table in which every hundredth row is bad, with one more column and another order than
/// the contract's.
fn table(rows: usize) -> String {
    let mut table = "note,flight_time,id,apogee,ground_range\n".to_owned();
    for row in 0..rows {
        let time = if is_bad(row) { "37 furlongs".to_owned() } else { format!("{} min", 20 + row % 60) };
        table +=
            &format!("\"a, note\",{time},r{row},\"{} km\",{} km\n", 300 + 7 * (row % 500), 50 + row % 900);
    }
    table
}

fn is_bad(row: usize) -> bool {
    row % 100 == 17
}

#[test]
fn rows_are_answered_in_order_and_bad_ones_reported_by_line() {
    let file = Scratch::of("order.csv", table(400));
    let csv = ran(lofted().args(["batch", file.path(), "--method", "kepler"]));
    assert_eq!(csv.status, 2);
    let mut lines = csv.out.lines();
    assert_eq!(lines.next(), Some(CSV_HEADER));
    let ids: Vec<&str> = lines.map(|line| line.split(',').next().unwrap()).collect();
    let good: Vec<String> = (0..400).filter(|row| !is_bad(*row)).map(|row| format!("r{row}")).collect();
    assert_eq!(ids, good);
    let complaints: Vec<&str> = csv.err.lines().collect();
    assert_eq!(complaints.len(), 5, "{}", csv.err);
    for (complaint, row) in complaints.iter().zip([17, 117, 217, 317]) {
        let place = format!("line {} (id r{row}): column flight_time: ", row + 2);
        assert!(complaint.contains(&place) && complaint.contains("37 [furlongs]"), "{complaint}");
    }
    assert!(complaints[4].contains("4 of 400 rows were not read"), "{}", csv.err);

    let json = ran(lofted().args(["batch", file.path(), "--json-lines", "--method", "kepler"]));
    assert_eq!((json.status, json.err.lines().count()), (2, 1), "{}", json.err);
    assert_eq!(json.out.lines().count(), 400);
    for (row, line) in json.out.lines().enumerate() {
        let value: Value = serde_json::from_str(line).unwrap();
        assert_eq!(value["id"], format!("r{row}"));
        if is_bad(row) {
            assert!(
                line.starts_with(&format!("{{\"id\":\"r{row}\",\"line\":{},\"error\":\"column", row + 2))
            );
            assert_eq!(value.as_object().unwrap().len(), 3);
        } else {
            assert!(line.starts_with(&format!("{{\"id\":\"r{row}\",\"observation\":{{")), "{line}");
            assert!(value["range_km"]["median"].is_f64() || value["class"].is_null(), "{line}");
        }
    }
}

#[test]
fn a_line_is_what_estimate_says() {
    let arguments = ["--draws", "32", "--seed", "5", "--steering", "greatest", "--scheme", "inf"];
    let alone = answered(&[&["estimate", "--json"], &JULY_4[..], &arguments].concat());
    let file = Scratch::of(
        "one.csv",
        "id,apogee,ground_range,flight_time\n\"July 4, 2017\",\"2,802 km\",930 km,37 min\n",
    );
    let line = answered(&[&["batch", file.path(), "--json-lines"], &arguments[..]].concat());
    let mut line: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(line.as_object_mut().unwrap().remove("id"), Some("July 4, 2017".into()));
    assert_eq!(line, serde_json::from_str::<Value>(&alone).unwrap());
    let csv = answered(&[&["batch", file.path()], &arguments[..]].concat());
    let range = format!(",{:.3},", line["range_km"]["median"].as_f64().unwrap());
    assert!(csv.contains("\n\"July 4, 2017\",possible,") && csv.contains(&range), "{csv}");
    let kinds: Vec<&str> =
        line["warnings"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert!(!kinds.is_empty() && csv.ends_with(&format!(",{}\n", kinds.join(" "))), "{csv}");
}

#[test]
fn an_impossible_report_is_an_answer() {
    let file = Scratch::of(
        "impossible.csv",
        "id,apogee,ground_range,flight_time\na,6248.5 km,1090 km,4052 s\nb,2802 km,,37 min\n",
    );
    let csv = answered(&["batch", file.path(), "--method", "kepler"]);
    assert!(csv.contains("\na,impossible,,,,,,\nb,possible,ICBM,,"), "{csv}");
}

#[test]
fn ten_thousand_rows() {
    let file = Scratch::of("many.csv", table(10_000));
    let begin = Instant::now();
    let csv = ran(lofted().args(["batch", file.path(), "--method", "kepler"]));
    assert_eq!(csv.out.lines().count(), 9_901);
    // An optimised build takes a tenth of a second; a hang takes longer than this.
    assert!(begin.elapsed() < Duration::from_secs(60), "{:?}", begin.elapsed());
    let last = csv.out.lines().last().unwrap();
    assert!(last.starts_with("r9999,"), "{last}");
}

#[test]
fn standard_input_is_a_table_too() {
    let mut child = lofted()
        .args(["batch", "-", "--method", "flat"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(table(10).as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 11);
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let file = Scratch::of("pipe.csv", table(20_000));
    for form in [&["--json-lines"][..], &[]] {
        let mut child = lofted()
            .args(["batch", file.path(), "--method", "kepler"])
            .args(form)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert!(first.ends_with('\n'));
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{err}");
        assert!(err.lines().all(|line| line.contains("column flight_time")), "{err}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let full = || std::fs::File::create("/dev/full").unwrap();
    for arguments in [&["catalogue"][..], &["--help"], &["man"]] {
        let ran = ran(lofted().args(arguments).stdout(full()));
        assert_eq!((ran.status, ran.err.lines().count()), (1, 1), "{}", ran.err);
        assert!(ran.err.contains("cannot write to standard output"), "{}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_stop_comes_between_two_lines() {
    let file = Scratch::of("stop.csv", table(5_000));
    let mut child = lofted()
        .args(["batch", file.path(), "--json-lines"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut text = String::new();
    out.read_line(&mut text).unwrap();
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    out.read_to_string(&mut text).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(text.ends_with("}\n"));
    assert!(text.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert!(err.contains(&format!("stopped after {} rows", text.lines().count())), "{err}");
}
