//! Feeds the comparison: any reports of one flight are judged, paired and grouped, and none is
//! lost.

use lofted::{Method, Model, NamedReport, compare};

use super::builder::figures;
use super::slowest;
use super::source::{Source, all_finite, one_clear_line};

/// Compares the reports in one input.
pub fn feed(bytes: &[u8]) {
    let mut source = Source::of(bytes);
    let reports: Vec<NamedReport> = (0..source.below(7))
        .filter_map(|place| NamedReport::new(format!("source {place}"), figures(&mut source)).ok())
        .collect();
    let model =
        Model::default().with_method(source.one_of(&[Method::Flat, Method::Kepler, Method::AnalyticBoost]));
    let given = reports.clone();
    let found = match slowest::of("compare, up to six reports", || compare(&reports, &model)) {
        Ok(found) => found,
        Err(error) => {
            assert!(reports.is_empty(), "{given:?}: {error}");
            return one_clear_line(&error.to_string(), &given);
        }
    };
    assert_eq!(found.reports.len(), reports.len());
    assert_eq!(found.pairs.len(), reports.len() * (reports.len() - 1) / 2);
    all_finite("the pairs", &found.pairs, &given);
    for place in 0..reports.len() {
        assert!(
            found.groups.iter().any(|group| group.members.contains(&place)),
            "{given:?}: {place} is in no group"
        );
    }
    for line in found.to_string().lines().filter(|line| !line.is_empty()) {
        one_clear_line(line, &given);
        assert!(!line.contains("NaN"), "{given:?}: {line}");
    }
}
