//! Feeds the tables: any bytes give a catalogue with every row of the text, or an error that names
//! table and line.

use lofted::catalogue::Catalogue;

use super::slowest;
use super::source::{Source, one_clear_line};

const HEADER: &str = "flight,date,missile,reporter,apogee,ground_range,flight_time,note,source\n";

/// Valid rows. The @ in the reporter becomes the number of the row, so that no report is there
/// twice.
const GOOD: &[&str] = &[
    "a,2017-07-04,Hwasong-14,KCNA@,\"2,802 km\",933 km,39 min,,a paper\n",
    "a,2017-07-04,Hwasong-14,US@,,,37 min,a note,a paper\n",
    "b,2020-02-29,X,Y@,,,,,recalled\n",
    "c,1999-12-31,\"A, B\",\"said@ \"\"so\"\"\",about 100 km,,,\"ünï, cödé\",s\n",
    "d , 2001-01-01 , M , R@ , 1 km , 2 km , , , s \r\n",
];
/// Texts that may stand between rows.
const BETWEEN: &[&str] = &["", "\n", "# a remark, \"with a mark\n", "\r\n", "#\n"];
/// Texts that make a row invalid.
const BAD: &[&str] = &[
    "\"",
    ",",
    "\n",
    "\r",
    "\0",
    "\u{feff}",
    "#",
    "a,b\n",
    "2017-02-30",
    "furlongs",
    "-1 km",
    "NaN",
    "\u{1b}[0m",
    "''",
    ";",
    "\t",
    "a,2018-07-04,Hwasong-14,US,,,37 min,,s\n",
    "1e400",
    "99999999999999999999 km",
    "0 km",
    ",,,,,,,,\n",
];

/// Reads the table in one input.
pub fn feed(bytes: &[u8]) {
    let mut source = Source::of(bytes);
    match source.byte() {
        0..40 => reads(source.rest()),
        40..80 => reads(&[HEADER.as_bytes(), source.rest()].concat()),
        80..160 => whole(&mut source),
        160.. => broken(source),
    }
}

/// Reads a valid table and checks that it keeps every row.
fn whole(source: &mut Source) {
    let mut text = HEADER.to_owned();
    let mut rows = 0;
    for _ in 0..source.below(12) {
        text.push_str(source.one_of(BETWEEN));
        text.push_str(&source.one_of(GOOD).replace('@', &rows.to_string()));
        rows += 1;
    }
    let catalogue = Catalogue::default().with_reports("a table", &text).unwrap();
    let kept: usize = catalogue.flights().iter().map(|flight| flight.reports.len()).sum();
    assert_eq!(kept, rows, "{text:?}");
    estimates(source, catalogue);
}

/// Reads a table with parts removed, added or replaced.
fn broken(mut source: Source) {
    let mut text = HEADER.as_bytes().to_vec();
    for _ in 0..=source.below(6) {
        text.extend(source.one_of(GOOD).as_bytes());
    }
    for _ in 0..=source.below(3) {
        let at = source.below(text.len());
        let end = (at + source.below(8)).min(text.len());
        let with = match source.byte() {
            0..150 => source.one_of(BAD).as_bytes().to_vec(),
            150..200 => Vec::new(),
            200.. => vec![source.byte(); source.below(4)],
        };
        text.splice(at..end, with);
    }
    reads(&text);
}

/// Reads any bytes and checks the catalogue or the error.
fn reads(text: &[u8]) {
    match slowest::of("Catalogue::with_reports", || Catalogue::default().with_reports("a table", text)) {
        Ok(catalogue) => {
            let kept: usize = catalogue.flights().iter().map(|flight| flight.reports.len()).sum();
            let lines = text.split(|byte| matches!(byte, b'\n' | b'\r')).count();
            assert!(kept <= lines, "{:?}", String::from_utf8_lossy(text));
            for report in catalogue.flights().iter().flat_map(|flight| &flight.reports) {
                assert!(!report.reporter.is_empty() && !report.source.is_empty());
            }
        }
        Err(error) => says_where(&error.to_string(), text),
    }
}

/// Checks that an error names the table and one of its lines.
fn says_where(message: &str, text: &[u8]) {
    let shown = String::from_utf8_lossy(text);
    one_clear_line(message, &shown);
    let rest = message.strip_prefix("a table").unwrap_or_else(|| panic!("{shown:?}: {message}"));
    if let Some((_, rest)) = rest.split_once(", line ") {
        let digits = rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        let line: usize = digits.parse().unwrap();
        let lines = 1 + text.iter().filter(|byte| **byte == b'\n').count();
        // The reader also counts a carriage return alone as the end of a line; a missing cell at
        // the end counts behind the last line.
        let returns = text.iter().filter(|byte| **byte == b'\r').count();
        assert!((1..=lines + returns + 1).contains(&line), "{shown:?}: {message}");
    }
}

const ESTIMATES: &str = "flight,range_km_low,range_km_high,estimated_by,basis,earth_rotation,source\n";

/// Reads a table of published estimates into a catalogue.
fn estimates(source: &mut Source, catalogue: Catalogue) {
    let mut text = ESTIMATES.to_owned();
    for _ in 0..source.below(4) {
        let (low, high) = (source.number(1.0, 2e4), source.number(1.0, 2e4));
        let (flight, turns) =
            (source.one_of(&["a", "b", "c", "zz", ""]), source.one_of(&["yes", "no", "unspecified", "x"]));
        let low = if source.is() { low.to_string() } else { String::new() };
        text.push_str(&format!("{flight},{low},{high},someone,,{turns},s\n"));
    }
    if let Err(error) =
        slowest::once("Catalogue::with_estimates", || catalogue.with_estimates("a table", &text))
    {
        says_where(&error.to_string(), text.as_bytes());
    }
}
