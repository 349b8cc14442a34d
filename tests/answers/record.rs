//! VALIDATION.md is the output of its program and leaves nothing out.

use std::fs;
use std::path::Path;

use lofted::catalogue::Catalogue;

#[path = "../../examples/validation.rs"]
pub mod validation;

fn document() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/validation.md")).unwrap()
}

#[test]
fn the_document_is_up_to_date() {
    let (shown, written) = (document(), validation::report().unwrap());
    if let Some((line, (shown, written))) =
        shown.lines().zip(written.lines()).enumerate().find(|(_, (shown, written))| shown != written)
    {
        panic!(
            "docs/validation.md is stale from line {}:\n{shown}\nshould be\n{written}\n\
             write it again: cargo run --release --example validation docs/validation.md",
            line + 1
        );
    }
    assert!(shown == written, "docs/validation.md is stale at its end");
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
