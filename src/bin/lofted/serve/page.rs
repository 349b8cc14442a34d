//! The page itself: three files, embedded, and the places in the first that the server fills in.

use std::fmt::Write as _;

use lofted::catalogue::{Catalogue, Flight, Report};

use super::html::{escaped, query};
use super::question::Fields;

/// The document.
const INDEX: &str = include_str!("page/index.html");
/// Its looks.
pub const STYLE: &str = include_str!("page/style.css");
/// Its picture in a list of pages.
pub const ICON: &str = include_str!("page/icon.svg");
/// What it does beyond a plain form.
pub const SCRIPT: &str = include_str!("page/page.js");

/// The parts of the document that are computed.
#[derive(Debug, Default)]
pub struct Parts<'a> {
    /// The answer to the question of the address.
    pub answer: String,
    /// The range by direction from the launch place of the address.
    pub directions: String,
    /// The comparison of the reports of the address.
    pub comparison: String,
    /// The list of public flights.
    pub flights: &'a str,
}

/// Returns the document with the question filled in.
///
/// `{{key}}` is what was asked under the key, `{{key=text}}` marks the choice of that text, and the
/// names of [`Parts`] are those parts.
pub fn page(fields: &Fields, parts: &Parts) -> String {
    let mut page = String::with_capacity(INDEX.len() + parts.flights.len() + parts.answer.len());
    let mut rest = INDEX;
    while let Some((before, after)) = rest.split_once("{{") {
        page.push_str(before);
        let Some((place, after)) = after.split_once("}}") else { break };
        match place {
            "answer" => page.push_str(&parts.answer),
            "directions" => page.push_str(&parts.directions),
            "comparison" => page.push_str(&parts.comparison),
            "flights" => page.push_str(parts.flights),
            "version" => page.push_str(env!("CARGO_PKG_VERSION")),
            place => match place.split_once('=') {
                Some((key, text)) if fields.text(key) == Some(text) => page.push_str("selected"),
                Some((key, "*")) if fields.text(key).is_some() => page.push_str("checked"),
                Some(_) => {}
                None => page.push_str(&escaped(fields.text(place).unwrap_or_default())),
            },
        }
        rest = after;
    }
    page.push_str(rest);
    page
}

/// Returns the list of public flights, each a link that asks its reports.
pub fn flights(catalogue: &Catalogue) -> String {
    let mut list = String::new();
    for flight in catalogue.flights() {
        let reporters: Vec<&str> = flight.reports.iter().map(|report| report.reporter.as_str()).collect();
        let _ = write!(
            list,
            "<li><a href=\"/?{}\">{}</a> <span class=\"plain\">{}{}</span></li>",
            escaped(asked(flight)),
            escaped(format!("{} {}", flight.missile, flight.date)),
            escaped(if flight.country.is_empty() { String::new() } else { format!("{}: ", flight.country) }),
            escaped(reporters.join("; "))
        );
    }
    list
}

/// Returns the query that asks the reports of a flight. In the form stands the first of the fullest
/// that nothing speaks against, if any of those can be answered; all are in the table of rivals.
fn asked(flight: &Flight) -> String {
    let number = |report: &Report| figures(report).iter().flatten().count();
    let rank = |report: &&Report| (report.observation.is_some(), report.doubt.is_empty(), number(report));
    let first = flight.reports.iter().rev().max_by_key(rank);
    let mut fields: Vec<(&str, String)> = vec![("flight", flight.id.clone())];
    if let Some(report) = first {
        for (key, text) in ["apogee", "ground_range", "flight_time"].into_iter().zip(figures(report)) {
            fields.extend(text.map(|text| (key, text)));
        }
    }
    let table = table(flight);
    if table.lines().count() > 2 {
        fields.push(("reports", table));
    }
    query(fields.iter().map(|(key, text)| (*key, text.as_str())))
}

/// Returns the figures of a report as texts.
fn figures(report: &Report) -> [Option<String>; 3] {
    [report.apogee, report.ground_range, report.flight_time].map(|figure| figure.map(|one| one.to_string()))
}

/// Returns the reports of a flight as a table of comma-separated values.
fn table(flight: &Flight) -> String {
    let mut table = "id,apogee,ground_range,flight_time\n".to_owned();
    for report in &flight.reports {
        let figures = figures(report);
        if figures.iter().all(Option::is_none) {
            continue;
        }
        let cells = std::iter::once(report.reporter.clone())
            .chain(figures.into_iter().map(Option::unwrap_or_default))
            .map(|cell| {
                if cell.contains([',', '"', '\n']) {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    cell
                }
            });
        table += &(cells.collect::<Vec<_>>().join(",") + "\n");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_is_filled_in_and_nothing_of_it_is_markup() {
        let asked = r#"{"apogee": "\"><script>", "stages": 2, "ballistic": true, "answer": "mine"}"#;
        let page = page(&Fields::of_json(asked.as_bytes()).unwrap(), &Parts::default());
        assert!(page.contains("value=\"&quot;&gt;&lt;script&gt;\""), "{page}");
        assert!(page.contains("<option value=\"2\" selected>"), "{page}");
        assert!(!page.contains("{{") && !page.contains("mine"));
    }

    #[test]
    fn every_flight_is_a_question_that_can_be_read() {
        use super::super::question::Question;
        use super::super::rivals;

        let catalogue = Catalogue::public().unwrap();
        for flight in catalogue.flights() {
            let uri = format!("/?{}", asked(flight)).parse().unwrap();
            let mut fields = Fields::of_query(&uri).unwrap();
            assert_eq!(fields.take("flight").as_deref(), Some(flight.id.as_str()));
            if let Some(table) = fields.take("reports") {
                assert!(rivals::of_table(&table).is_ok(), "{}: {table}", flight.id);
            }
            if flight.reports.iter().any(|report| report.observation.is_some()) {
                let question: Question = fields.read().unwrap();
                assert!(question.observation(&fields).is_ok(), "{}", flight.id);
            }
        }
    }
}
