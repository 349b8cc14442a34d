//! VALIDATION.md is the output of its program and leaves nothing out.

use std::fs;
use std::path::Path;

use crate::common::last_digits::are_alike;
use crate::common::tolerance::NEAR_BEST_RANGE;
use lofted::catalogue::Catalogue;

#[path = "../../examples/validation.rs"]
pub mod validation;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

fn document() -> String {
    read("docs/validation.md")
}

#[test]
fn the_documents_are_up_to_date() {
    let written = validation::written().unwrap();
    for (name, written) in
        [("docs/validation.md", written.document), ("docs/validation.csv", written.evidence)]
    {
        let shown = read(name);
        // In a table a comma ends a number.
        let spaced = |line: &str| {
            if name.ends_with(".csv") { line.replace(',', " , ") } else { line.to_owned() }
        };
        let mut lines = shown.lines().zip(written.lines()).enumerate();
        if let Some((line, (shown, written))) =
            lines.find(|(_, (shown, written))| !are_alike(&spaced(shown), &spaced(written)))
        {
            panic!(
                "{name} is stale from line {}:\n{shown}\nshould be\n{written}\n\
                 write it again: cargo run --release --example validation docs/validation.md",
                line + 1
            );
        }
        assert_eq!(shown.lines().count(), written.lines().count(), "{name} is stale at its end");
    }
}

/// The cells of a row of the table of counts.
fn counts(row: &str) -> Vec<String> {
    let document = document();
    let line = document.lines().find(|line| line.starts_with(row)).unwrap_or_else(|| panic!("no {row}"));
    line.trim_matches('|').split('|').skip(1).map(|cell| cell.trim().to_owned()).collect()
}

/// The ranges that are counted for or against the method, and those of them inside the interval. A
/// flight that is added changes them, computed numbers the latter: write here what the failed test
/// has found, after the documents are written again.
const COUNTED: Counted =
    Counted { flown: OfThem { counted: 14, inside: 12 }, published: OfThem { counted: 12, inside: 8 } };

#[derive(Debug, PartialEq, Eq)]
struct Counted {
    flown: OfThem,
    published: OfThem,
}

#[derive(Debug, PartialEq, Eq)]
struct OfThem {
    counted: usize,
    inside: usize,
}

/// The counts of the first page are those of the table of evidence, counted here again, and what is
/// counted is what the catalogue has. The numbers inside change with the computed numbers: they are
/// to be regenerated with the documents.
#[test]
fn the_summary_counts_what_is_in_the_table() {
    let mut rows = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/validation.csv"))
        .unwrap();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let of_them = |kind: &str| {
        let of = || rows.iter().filter(|row| &row[0] == kind);
        OfThem { counted: of().count(), inside: of().filter(|row| &row[9] == "inside").count() }
    };
    let counted = Counted { flown: of_them("flown"), published: of_them("published") };
    assert_eq!(
        counted, COUNTED,
        "docs/validation.csv has other counts: write those on the left into COUNTED in tests/answers/record.rs"
    );
    let ends = [0.0, 5.0, 16.0, 50.0, 84.0, 95.0, 100.1];
    for (kind, line) in [
        ("flown", "| flown distances, trajectory of greatest range |"),
        ("published", "| published ranges, gravity turn |"),
    ] {
        let of: Vec<_> = rows.iter().filter(|row| &row[0] == kind).collect();
        let mut expected = vec![of.len().to_string(), of_them(kind).inside.to_string()];
        expected.push(format!("{:.1}", 0.9 * of.len() as f64));
        for zone in ends.windows(2) {
            let is_in = |row: &&&csv::StringRecord| (zone[0]..zone[1]).contains(&row[8].parse().unwrap());
            expected.push(of.iter().filter(is_in).count().to_string());
        }
        assert_eq!(counts(line), expected, "{kind}");
    }
    let catalogue = Catalogue::public().unwrap();
    let estimates = || catalogue.flights().iter().flat_map(|flight| &flight.estimates);
    assert_eq!(estimates().filter(|published| published.counts()).count(), COUNTED.published.counted);
    for published in estimates().filter(|published| published.is_hearsay || published.is_recalled) {
        assert!(!published.counts(), "{}", published.estimated_by);
    }
}

/// A flight that is added at the end of the table stands in its family, and the families of
/// countries stand in the order of their names.
#[test]
fn families_are_sorted_wherever_a_flight_was_added() {
    let added = "\
flight,date,missile,country,reporter,apogee,ground_range,flight_time,note,source,kind
MRBM-2027-01-01,2027-01-01,unknown,North Korea,me,,,,,here,lofted
NEW-2027-01-01,2027-01-01,unknown,North Korea,me,,,,,here,lofted
X-2027-01-01,2027-01-01,unknown,,me,,,,,here,lofted
Y-2027-01-01,2027-01-01,unknown,Atlantis,me,,,,,here,lofted
Z-2027-01-01,2027-01-01,unknown,Atlantis,me,,,,,here,gliding
";
    let catalogue = Catalogue::public().unwrap().with_reports("added", added).unwrap();
    let families = validation::families::families(&catalogue);
    let names: Vec<&str> = families.iter().map(|family| family.name.as_str()).collect();
    let of = |id: &str| {
        names[families.iter().position(|family| family.flights.iter().any(|flight| flight.id == id)).unwrap()]
    };
    assert_eq!(of("MRBM-2027-01-01"), "Pukguksong and another of medium range");
    assert_eq!((of("NEW-2027-01-01"), of("X-2027-01-01")), ("North Korea", "Other flights"));
    assert_eq!((of("Y-2027-01-01"), of("Z-2027-01-01")), ("Atlantis", names[names.len() - 1]));
    let atlantis = names.iter().position(|name| *name == "Atlantis").unwrap();
    assert_eq!(names[atlantis - 1], "North Korea");
    assert_eq!(names[names.len() - 2], "Other flights");
    let countries = &names[atlantis..names.len() - 2];
    assert!(countries.len() > 10 && countries.is_sorted(), "{countries:?}");
}

/// Every miss of a counted range stands on the first page, before the counts.
#[test]
fn the_misses_come_first() {
    let document = document();
    let (misses, rest) = document.split_once("### How many fall where").unwrap();
    let misses: Vec<&str> = misses.lines().filter(|line| line.starts_with("- **")).collect();
    let table = read("docs/validation.csv");
    let outside = table.lines().filter(|line| line.ends_with(",below") || line.ends_with(",above"));
    assert_eq!(misses.len(), outside.clone().count());
    for (miss, line) in misses.iter().zip(outside) {
        let flight = line.split(',').nth(1).unwrap();
        assert!(miss.starts_with(&format!("- **{flight}**")), "{miss}");
    }
    assert!(rest.contains("## By family") && rest.contains("## Flight by flight"));
}

/// Flights that were flown near their best range: the flown distance is inside the interval or
/// within 6 % of the median.
#[test]
fn flights_near_their_best_range_are_read_right() {
    let table = read("docs/validation.csv");
    for id in
        ["HS12-2017-08-29", "HS12-2017-09-15", "IRBM-2022-10-04", "TAYFUN-2022-10-18", "ERSCUD-2017-03-06"]
    {
        let line = table.lines().find(|line| line.starts_with(&format!("flown,{id},"))).unwrap();
        // Commas stand in quoted cells too, before the numbers.
        let cells: Vec<&str> = line.rsplit(',').collect();
        let [place, _, _, median_km, _, flown_km] = cells[..6] else { panic!("{line}") };
        let ratio = flown_km.parse::<f64>().unwrap() / median_km.parse::<f64>().unwrap();
        assert!(place == "inside" || (ratio - 1.0).abs() <= NEAR_BEST_RANGE, "{line}");
    }
}

/// Every flight, every report and every published range has a row.
#[test]
fn every_report_and_published_range_has_a_row() {
    let document = document();
    let catalogue = Catalogue::public().unwrap();
    for flight in catalogue.flights() {
        let heading = format!("(`{}`)\n", flight.id);
        let section =
            document.split(&heading).nth(1).unwrap_or_else(|| panic!("{} has no section", flight.id));
        let section = section.split("\n### ").next().unwrap();
        for report in &flight.reports {
            let cell =
                |figure: Option<lofted::Reported>| figure.map_or("-".to_owned(), |figure| figure.to_string());
            let row = format!(
                "| {} | {} | {} | {} |",
                report.reporter,
                cell(report.apogee),
                cell(report.ground_range),
                cell(report.flight_time)
            );
            assert!(section.contains(&row), "{}: {row}", flight.id);
        }
        for published in &flight.estimates {
            let row = format!("| {} | {} |", published.range, published.estimated_by);
            assert!(section.contains(&row), "{}: {row}", flight.id);
        }
    }
}
