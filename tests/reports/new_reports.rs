//! Reports found after the library was written: each is answered or refused as its row expects.

use crate::common::tables::rows;
use lofted::{Method, Model, Observation, Reported, Verdict, estimate};

#[test]
fn every_new_report_is_answered_or_refused_as_expected() {
    let model = Model::default().with_method(Method::Kepler);
    let table = rows("new_reports.csv");
    assert_eq!(table.len(), 27);
    for row in &table {
        let id = &row["flight_id"];
        let read = |column: &str| {
            Reported::read_if_reported(&row[column]).unwrap_or_else(|error| panic!("{id}: {error}"))
        };
        let mut builder = Observation::builder();
        for (figure, column) in lofted::Figure::ALL.into_iter().zip(["apogee", "ground_range", "flight_time"])
        {
            builder = builder.figure(figure, read(column));
        }
        let (expected, observation) = (row["expected"].as_str(), builder.build());
        if expected.starts_with("refused") {
            let refusal = observation.unwrap_err().to_string();
            let word = if expected.contains("no figure") { "two" } else { "alone" };
            assert!(refusal.contains(word) || refusal.contains("two"), "{id}: {refusal}");
            continue;
        }
        let answer = estimate(&observation.unwrap(), &model).unwrap();
        let kinds: Vec<_> = answer.warnings.iter().map(lofted::Warning::kind).collect();
        let is_depressed = expected.contains("depressed");
        assert_eq!(kinds.contains(&"depressed"), is_depressed, "{id}: {kinds:?}");
        assert!(!kinds.contains(&"arc_in_air"), "{id}: {kinds:?}");
        if answer.consistency.verdict != Verdict::Impossible {
            assert!(answer.range_km().is_some(), "{id}");
        }
    }
}
