//! Tables as programs write them: each with its values or the reason why it is not read.

use serde_json::Value;

use crate::{Scratch, answered, lofted, ran};

const HEAD: &str = "id,apogee,ground_range,flight_time\n";

/// What a row is read as.
enum Read {
    /// Apogee km, ground range km, flight time s; null where none was reported.
    As(&'static str),
    /// Words of the reason.
    No(&'static str),
}
use Read::{As, No};

fn check(name: &str, bytes: impl AsRef<[u8]>, rows: &[Read]) {
    let file = Scratch::of("table.csv", bytes);
    let ran = ran(lofted().args(["batch", file.path(), "--method", "flat", "--json-lines"]));
    assert_eq!(ran.out.lines().count(), rows.len(), "{name}: {}{}", ran.out, ran.err);
    for (line, row) in ran.out.lines().zip(rows) {
        let value: Value = serde_json::from_str(line).unwrap();
        match row {
            As(figures) => {
                let found = &value["observation"];
                let found =
                    ["apogee_km", "ground_range_km", "flight_time_s"].map(|key| found[key].to_string());
                assert_eq!(found.join(" "), *figures, "{name}: {line}");
            }
            No(reason) => {
                let error = value["error"].as_str().unwrap_or_else(|| panic!("{name}: {line}"));
                assert!(error.contains(reason), "{name}: {error}");
            }
        }
    }
}

const JULY_4: &str = "2802.0 930.0 2220.0";

#[test]
#[rustfmt::skip]
fn thirty_tables() {
    let wide = |text: &str, to: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(to).collect()
    };
    let plain = format!("{HEAD}a,\"2,802 km\",930 km,37 min\n");
    check("capitals", "ID,Apogee,Ground_Range,FLIGHT_TIME\na,2802 km,930 km,37 min\n", &[As(JULY_4)]);
    check("words", "Id,Apogee,Ground range,Flight time\na,2802 km,930 km,37 min\n", &[As(JULY_4)]);
    check("units", "id,apogee_km,ground_range_km,flight_time_s\na,2802,930,2220\n", &[As(JULY_4)]);
    check("units in brackets", "id,Apogee (km),Ground range [km],Flight time (min)\na,2802,930,37\n", &[As(JULY_4)]);
    check("long numbers", "id,apogee_km,ground_range_km,flight_time_s\na,2802.437592123457,9.3e2,\n", &[As("2802.437592123457 930.0 null")]);
    check("units in miles", "id,apogee_miles,ground_range_km,flight_time_s\na,1000,930,2220\n", &[As("1609.344 930.0 2220.0")]);
    check("words in a column with a unit", "id,apogee_km,ground_range_km,flight_time_min\na,\"about 2,802\",930,37\n", &[As(JULY_4)]);
    check("the unit again", "id,apogee_km,ground_range_km,flight_time_min\na,2802 km,930,37\n", &[As(JULY_4)]);
    check("another unit", "id,apogee_km,ground_range_km,flight_time_s\na,2802,930,37 min\n", &[No("is not in s")]);
    check("a negative number", "id,apogee_km,ground_range_km,flight_time_s\na,-5,930,2220\n", &[No("apogee")]);
    check("not a number", "id,apogee_km,ground_range_km,flight_time_s\na,12x,930,2220\n", &[No("apogee_km")]);
    check("stated comma", format!("sep=,\n{plain}"), &[As(JULY_4)]);
    check("stated semicolon", "sep=;\nid;apogee;ground_range;flight_time\na;2,802 km;930 km;37 min\n", &[As(JULY_4)]);
    check("stated between marks", "\"sep=;\"\r\nid;apogee;ground_range;flight_time\r\na;2802 km;930 km;37 min\r\n", &[As(JULY_4)]);
    check("semicolons", "id;apogee;ground_range;flight_time\na;2,802 km;930 km;37 min\n", &[As(JULY_4)]);
    check("tabs", "id\tapogee\tground_range\tflight_time\na\t2,802 km\t930 km\t37 min\n", &[As(JULY_4)]);
    check("decimal commas", "id;apogee_km;ground_range;flight_time\na;2802,5;930 km;37 min\n", &[No("a comma parts thousands")]);
    check("little end first", wide(&plain, u16::to_le_bytes), &[As(JULY_4)]);
    check("great end first", wide(&plain, u16::to_be_bytes), &[As(JULY_4)]);
    check("wide with tabs", wide("id\tapogee\tground_range\tflight_time\r\nü\t2802 km\t930 km\t37 min\r\n", u16::to_le_bytes), &[As(JULY_4)]);
    check("mark and stated", "\u{feff}sep=;\nid;apogee;ground_range;flight_time\na;2802 km;930 km;\n", &[As("2802.0 930.0 null")]);
    check("a break in a figure", format!("{HEAD}a,\"2,802\nkm\",930 km,37 min\nb,2802 km,930 km,37 min\n"), &[As(JULY_4), As(JULY_4)]);
    check("a break in an id", format!("{HEAD}\"a\nb,1 km,2 km,3 min\",2802 km,930 km,37 min\n"), &[As(JULY_4)]);
    check("a break and too few cells", format!("{HEAD}a,\"2,802\nkm\",930 km\nb,2802 km,930 km,37 min\n"), &[No("3 cells"), As(JULY_4)]);
    check("not reported", format!("{HEAD}a,2802 km,930 km,n/a\nb,2802 km,unknown,37 min\nc,-,930 km,37 min\nd,2802 km,930 km,Not reported\n"),
        &[As("2802.0 930.0 null"), As("2802.0 null 2220.0"), As("null 930.0 2220.0"), As("2802.0 930.0 null")]);
    check("nothing reported", format!("{HEAD}a,unknown,n/a,-\n"), &[No("")]);
    check("empty rows below", format!("{plain},,,\n\n,,,\n"), &[As(JULY_4)]);
    check("no end of line", plain.trim_end(), &[As(JULY_4)]);
    check("an open mark", format!("{HEAD}a,\"2802 km,930 km,37 min\nb,2802 km,930 km,37 min\n"), &[No("not closed"), As(JULY_4)]);
    check("text behind a mark", format!("{HEAD}a,\"2,802\" km,930 km,37 min\nb,2802 km,930 km,37 min\n"), &[No("behind the closing"), As(JULY_4)]);
    check("a common space", format!("{HEAD}a,2 802 km,930 km,37 min\nb,700 800 km,930 km,37 min\n"), &[As(JULY_4), No("a second number")]);
}

#[test]
fn other_columns_are_kept_on_request() {
    let file = Scratch::of(
        "kept.csv",
        "id,by,apogee,ground_range,flight_time,\"a, note\"\na,KCNA,50 km,850 km,,\"x, \"\"y\"\"\"\n",
    );
    let arguments = ["batch", file.path(), "--method", "kepler"];
    let csv = answered(&[&arguments[..], &["--keep-columns"]].concat());
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().ends_with(",warnings,by,\"a, note\""), "{csv}");
    let row = lines.next().unwrap();
    assert!(
        row.starts_with("a,underdetermined,,,") && row.ends_with(",arc_in_air,KCNA,\"x, \"\"y\"\"\""),
        "{csv}"
    );
    let json = answered(&[&arguments[..], &["--keep-columns", "--json-lines"]].concat());
    let value: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["columns"], serde_json::json!({"by": "KCNA", "a, note": "x, \"y\""}));
    assert_eq!((&value["class"], &value["class_probabilities"]["IRBM"]), (&Value::Null, &Value::Null));
    assert!(value["range_km"]["median"].is_f64());
    let stated = answered(&[&arguments[..], &["--ballistic"]].concat());
    assert!(stated.contains("\na,underdetermined,MRBM,") && stated.ends_with(",\n"), "{stated}");
    assert!(!answered(&arguments).contains("KCNA"));
}

#[test]
fn the_help_shows_a_table() {
    let help = answered(&["batch", "--help"]);
    assert!(
        help.contains("id,apogee,ground_range,flight_time\n  2017-07-04,\"2,802 km\",930 km,37 min"),
        "{help}"
    );
}

#[test]
fn a_slip_changes_no_status() {
    for (apogee, range, time, kind, status) in [
        ("6,040.9 m", "999 km", "68 min", "unit_slip", 0),
        ("2.802 km", "930 km", "37 min", "unit_slip", 0),
        ("999 km", "6,041 km", "68 min", "exchanged_figures", 0),
        ("2,802 km", "930 km", "05:34", "clock_time", 3),
        ("2,802 km", "930 km", "20 min", "time_to_apogee", 3),
    ] {
        let arguments = ["check", "--apogee", apogee, "--ground-range", range, "--flight-time", time];
        let text = ran(lofted().args(arguments));
        assert_eq!((text.status, text.err.as_str()), (status, ""), "{}", text.out);
        assert!(text.out.contains("\nwarning "), "{}", text.out);
        let json = ran(lofted().args(arguments).arg("--json"));
        assert_eq!(json.status, status);
        assert!(json.out.contains(&format!("\"kind\": \"{kind}\"")), "{}", json.out);
    }
    let unknown =
        answered(&["check", "--apogee", "2,802 km", "--ground-range", "930 km", "--flight-time", "unknown"]);
    assert!(unknown.contains("underdetermined"), "{unknown}");
}

#[test]
fn a_column_of_top_speeds_is_read() {
    let speeds = |head: &str, cells: [&str; 3]| {
        let rows: String =
            cells.iter().enumerate().map(|(row, cell)| format!("r{row},130 km,493 km,,{cell}\n")).collect();
        let file = Scratch::of("table.csv", format!("id,apogee,ground_range,flight_time,{head}\n{rows}"));
        let ran = ran(lofted().args(["batch", file.path(), "--method", "kepler", "--json-lines"]));
        ran.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).collect::<Vec<_>>()
    };
    for (head, cells) in [
        ("top_speed", ["Mach 4.3", "\"2,100 m/s\"", ""]),
        ("Top speed (km/s)", ["1.3", "2.1", "n/a"]),
        ("top_speed_mach", ["4.3", "6.8", ""]),
    ] {
        let found = speeds(head, cells);
        let verdicts: Vec<_> =
            found.iter().map(|row| row["consistency"]["verdict"].as_str().unwrap().to_owned()).collect();
        assert_eq!(verdicts, ["strained", "underdetermined", "underdetermined"], "{head}");
        assert_eq!(found[0]["warnings"][0]["kind"], "top_speed_ignored", "{head}");
        assert!(found[1]["observation"]["top_speed_m_per_s"].as_f64().is_some(), "{head}");
        assert!(found[2]["observation"].get("top_speed_m_per_s").is_none(), "{head}");
    }
    let bad = speeds("top_speed", ["5 km", "fast", ""]);
    for (row, words) in bad.iter().zip(["no speed", "top_speed"]) {
        assert!(row["error"].as_str().unwrap().contains(words), "{row}");
    }
}

#[test]
fn every_command_takes_a_top_speed() {
    let given = ["--apogee", "130 km", "--ground-range", "493 km", "--top-speed", "Mach 4.3"];
    let estimate = ran(lofted().arg("estimate").args(given).args(["--method", "kepler"]));
    assert!(estimate.out.contains("the top speed is ignored"), "{}", estimate.out);
    for command in [
        &["plot", "--output", "-", "--method", "kepler", "--picture", "ladder"][..],
        &["directions", "--latitude", "40", "--longitude", "127", "--draws", "16"],
        &["track", "--latitude", "40", "--longitude", "127", "--azimuth", "90", "--draws", "16"],
    ] {
        let ran = ran(lofted().args(command).args(given));
        assert!(ran.err.is_empty() && !ran.out.is_empty(), "{command:?}: {}", ran.err);
    }
    let instead = ran(lofted().args([
        "estimate",
        "--ground-range",
        "1,000 km",
        "--top-speed",
        "Mach 22",
        "--method",
        "kepler",
    ]));
    assert!(instead.out.contains("the apogee was not reported"), "{}{}", instead.out, instead.err);
}
