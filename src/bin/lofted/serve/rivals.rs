//! Rival reports: read from the table that the page sends, or from the objects of a program.

use lofted::{Comparison, Figure, NamedReport, Observation, Reported};
use serde_json::Value;

use super::html::{escaped, query};
use super::question::Fields;
use super::refusal::Refusal;
use crate::reports;

/// Reads the reports of a table of comma-separated values.
pub fn of_table(text: &str) -> Result<Vec<NamedReport>, Refusal> {
    reports::of_text("the table", text).map_err(|failure| {
        let refusal = Refusal::from(failure);
        Refusal::input(Some("reports"), refusal.message)
    })
}

/// Takes the reports out of a question in JSON, and leaves the assumptions.
pub fn of_json(text: &[u8]) -> Result<(Vec<NamedReport>, Fields), Refusal> {
    let in_form = "write {\"reports\": [{\"id\": \"KCNA\", \"apogee\": \"2,802 km\", ...}]}";
    let value = serde_json::from_slice(text);
    let value = value.map_err(|error| Refusal::input(None, format!("the body is not JSON: {error}")))?;
    let Value::Object(mut object) = value else {
        return Err(Refusal::input(None, format!("the body is no object; {in_form}")));
    };
    let Some(Value::Array(listed)) = object.remove("reports") else {
        return Err(Refusal::input(Some("reports"), format!("there is no list of reports; {in_form}")));
    };
    if listed.is_empty() || listed.len() > lofted::MAX_REPORTS {
        let message = format!("{} reports were given; give 1 to {}", listed.len(), lofted::MAX_REPORTS);
        return Err(Refusal::input(Some("reports"), message));
    }
    let mut reports = Vec::new();
    for (index, report) in listed.into_iter().enumerate() {
        let place = |refusal: Refusal| {
            let field = refusal.field.map_or_else(String::new, |field| format!(".{field}"));
            Refusal::input(Some(&format!("reports[{index}]{field}")), refusal.message)
        };
        let Value::Object(report) = report else {
            return Err(place(Refusal::input(None, format!("it is no object; {in_form}"))));
        };
        reports.push(Fields::of_object(report).and_then(named).map_err(place)?);
    }
    Ok((reports, Fields::of_object(object)?))
}

/// Reads one report under its name.
fn named(mut fields: Fields) -> Result<NamedReport, Refusal> {
    let Some(id) = fields.take("id") else {
        return Err(Refusal::input(Some("id"), "name the source of the report"));
    };
    let mut builder = Observation::builder();
    for figure in Figure::ALL {
        let Some(text) = fields.take(figure.name()) else { continue };
        let reported = Reported::read_if_reported(&text)
            .map_err(|error| Refusal::input(Some(figure.name()), error.to_string()))?;
        builder = builder.figure(figure, reported);
    }
    if let Some((key, _)) = fields.pairs().first() {
        return Err(Refusal::input(Some(key), format!("a report has no {key:?}")));
    }
    NamedReport::new(id.trim(), builder).map_err(|error| Refusal::input(None, error.to_string()))
}

/// Returns a comparison as a part of the page, with the plane in which every report stands.
pub fn compared(table: &str, found: &Comparison, narrowed: &str) -> String {
    let source = escaped(format!("/api/picture?{}", query([("picture", "plane"), ("reports", table)])));
    let caption = "Every report in the plane of flight time and apogee";
    // Only a report with an apogee or a flight time has a place there.
    let has_place = found.reports.iter().any(|judged| {
        [Figure::Apogee, Figure::FlightTime].iter().any(|figure| judged.report.figure(*figure).is_some())
    });
    let figure = if has_place {
        format!(
            "<figure data-picture=\"rivals\"><img src=\"{source}\" alt=\"{caption}\">\
             <figcaption>{caption}. <a href=\"{source}\" download=\"lofted-reports.svg\">Save as SVG</a></figcaption></figure>"
        )
    } else {
        String::new()
    };
    format!(
        "<article class=\"comparison\"><h3>Which of them can be true together?</h3>\
         <pre tabindex=\"0\" aria-label=\"The comparison in full\">{}</pre>{figure}</article>",
        escaped(lofted::export::wrapped(&format!("{found}{narrowed}")))
    )
}
