//! VALIDATION.md is the output of its program and leaves nothing out.

use std::fs;
use std::path::Path;

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
        let lines = shown.lines().zip(written.lines()).enumerate();
        if let Some((line, (shown, written))) =
            lines.into_iter().find(|(_, (shown, written))| shown != written)
        {
            panic!(
                "{name} is stale from line {}:\n{shown}\nshould be\n{written}\n\
                 write it again: cargo run --release --example validation docs/validation.md",
                line + 1
            );
        }
        assert!(shown == written, "{name} is stale at its end");
    }
}

/// The cells of a row of the table of counts.
fn counts(row: &str) -> Vec<String> {
    let document = document();
    let line = document.lines().find(|line| line.starts_with(row)).unwrap_or_else(|| panic!("no {row}"));
    line.trim_matches('|').split('|').skip(1).map(|cell| cell.trim().to_owned()).collect()
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
    let ends = [0.0, 5.0, 16.0, 50.0, 84.0, 95.0, 100.1];
    for (kind, line, counted, inside) in [
        ("flown", "| flown distances, trajectory of greatest range |", 14, 11),
        ("published", "| published ranges, gravity turn |", 12, 8),
    ] {
        let of: Vec<_> = rows.iter().filter(|row| &row[0] == kind).collect();
        let is_inside = of.iter().filter(|row| &row[9] == "inside").count();
        assert_eq!((of.len(), is_inside), (counted, inside), "{kind}");
        let mut expected = vec![of.len().to_string(), is_inside.to_string()];
        expected.push(format!("{:.1}", 0.9 * of.len() as f64));
        for zone in ends.windows(2) {
            let is_in = |row: &&&csv::StringRecord| (zone[0]..zone[1]).contains(&row[8].parse().unwrap());
            expected.push(of.iter().filter(is_in).count().to_string());
        }
        assert_eq!(counts(line), expected, "{kind}");
    }
    let catalogue = Catalogue::public().unwrap();
    let estimates = || catalogue.flights().iter().flat_map(|flight| &flight.estimates);
    assert_eq!(estimates().filter(|published| published.counts()).count(), 12);
    for published in estimates().filter(|published| published.is_hearsay || published.is_recalled) {
        assert!(!published.counts(), "{}", published.estimated_by);
    }
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
