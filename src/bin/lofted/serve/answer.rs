//! An answer as a part of the page: warnings, headline, interval, verdict, numbers, pictures.

mod bar;
mod explained;

use lofted::catalogue::{Flight, PublishedEstimate};
use lofted::export::EstimateJson;
use lofted::{Estimate, Verdict};

use super::html::{escaped, query};
use super::question::Fields;
use explained::explained;

/// The width of the column of labels in the library's answers.
const LABEL_COLUMNS: usize = 23;

/// The pictures, each with its name and its caption.
const PICTURES: [(&str, &str); 4] = [
    ("flights", "The flight as reported and the same vehicle on a standard trajectory, to scale"),
    ("posterior", "How the vehicles that fit the report spread over the range"),
    ("plane", "The report against the bound that no flight can pass"),
    ("ladder", "The answer beside those of simpler methods"),
];

/// Returns the answer to a question as HTML. `flight` is the public flight that was asked for.
pub fn answer(fields: &Fields, estimate: &Estimate, narrowed: &str, flight: Option<&Flight>) -> String {
    let json = EstimateJson::of(estimate);
    let text = format!("{estimate}{narrowed}");
    let mut lines = text.lines();
    let headline = lines.next().unwrap_or_default();
    let lines = labelled(lines);
    let verdict = json.consistency.verdict.name();
    let mut html = format!("<article class=\"answer\" data-verdict=\"{verdict}\">");
    if !json.warnings.is_empty() {
        html += "<ul class=\"warnings\" aria-label=\"Warnings\">";
        for warning in &json.warnings {
            let kind = warning.kind;
            html +=
                &format!("<li data-kind=\"{kind}\"><strong>Warning</strong> {}</li>", escaped(&warning.text));
        }
        html += "</ul>";
    }
    html += &head(headline, &lines);
    html += &bar::bar(&json, estimate, flight);
    html += &published(&json, flight);
    html += &reasons(&json, &lines);
    // Where the script puts its sliders.
    html += "<div class=\"movers-place\"></div>";
    html += &numbers(&lines);
    html += &pictures(fields, estimate);
    html += &format!(
        "<p class=\"take\">Take this answer with its assumptions, version and seed: \
         <a href=\"/answer.json?{q}\" download=\"lofted.json\">JSON</a> \
         <a href=\"/answer.csv?{q}\" download=\"lofted.csv\">CSV</a></p></article>",
        q = escaped(asked(fields, &[]))
    );
    html
}

/// Returns the lines of a printed answer as labels with their texts; a line without a label belongs
/// to the one above.
fn labelled<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for line in lines {
        let at = line.char_indices().nth(LABEL_COLUMNS).map_or(line.len(), |(at, _)| at);
        let (label, text) = line.split_at(at);
        match (label.trim(), found.last_mut()) {
            ("", Some((_, texts))) => texts.push(text.trim().to_owned()),
            (label, _) => found.push((label.to_owned(), vec![text.trim().to_owned()])),
        }
    }
    found
}

/// Returns the headline and the sentence that may be quoted.
fn head(headline: &str, lines: &[(String, Vec<String>)]) -> String {
    let interval = lines.iter().find(|(label, _)| label == "90 % interval");
    let interval = interval.and_then(|(_, texts)| texts.first());
    let mut html = match headline.split_once(" on a standard trajectory: ") {
        Some((range, class)) => format!(
            "<h2><span class=\"range\">{}</span> <span class=\"of\">on a standard trajectory</span> \
             <span class=\"class\">{}</span></h2>",
            escaped(range),
            escaped(class)
        ),
        None => format!("<h2>{}</h2>", escaped(headline)),
    };
    if let Some(interval) = interval {
        html += &format!(
            "<p class=\"interval\"><strong>90 % interval {}</strong>. {}</p>",
            escaped(interval),
            explained("90 % interval").unwrap_or_default()
        );
    }
    if headline.contains("standard trajectory") {
        html += "<p class=\"plain\">A standard trajectory is the flight for greatest range: the test went steeply up, \
                 the same missile could have gone far instead.</p>";
    }
    html
}

/// Returns the verdict with its reasons.
fn reasons(json: &EstimateJson, lines: &[(String, Vec<String>)]) -> String {
    let verdict = json.consistency.verdict;
    let meaning = match verdict {
        Verdict::Possible => "No law of physics rules these figures out. That does not make them true.",
        Verdict::Strained => "The figures fit one flight only at the edge of what they allow.",
        Verdict::Impossible => "At least one of these figures must be wrong.",
        _ => "Two figures cannot test each other; a third would.",
    };
    let name = verdict.name();
    let mut html = format!(
        "<section class=\"verdict\"><h3>Can the figures be true? <span class=\"mark\">{name}</span></h3>\
         <p class=\"plain\">{meaning}</p><ul>"
    );
    // The first is the verdict in a word; then its reasons, and what would change it.
    let verdict = lines.iter().find(|(label, _)| label == "verdict");
    for reason in verdict.iter().flat_map(|(_, texts)| texts.iter().skip(1)) {
        html += &format!("<li>{}</li>", escaped(reason));
    }
    html + "</ul></section>"
}

/// Returns the further lines of the answer, each with a sentence for those who never met its words.
fn numbers(lines: &[(String, Vec<String>)]) -> String {
    let mut html = "<section><h3>The answer in full</h3><dl>".to_owned();
    for (label, texts) in lines {
        // These stand above already.
        if matches!(label.as_str(), "warning" | "verdict") {
            continue;
        }
        html += &format!("<div><dt>{}</dt><dd>", escaped(label));
        for text in texts {
            html += &line(text);
        }
        if let Some(words) = explained(label) {
            html += &format!("<span class=\"plain\">{words}</span>");
        }
        html += "</dd></div>";
    }
    html + "</dl></section>"
}

/// Returns a line of an answer; what it sets apart by several spaces stands in columns.
fn line(text: &str) -> String {
    let cells: Vec<&str> = text.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
    match cells.as_slice() {
        [_, _, ..] => {
            let cells = cells.iter().map(|cell| format!("<span>{}</span>", escaped(cell)));
            format!("<span class=\"line cells\">{}</span>", cells.collect::<Vec<_>>().join(" "))
        }
        _ => format!("<span class=\"line\">{}</span>", escaped(text)),
    }
}

/// Returns the pictures that this answer has; the ladder only on demand.
fn pictures(fields: &Fields, estimate: &Estimate) -> String {
    let has_vehicles = estimate.posterior().is_some();
    let has_ladder = !estimate.ladder.is_empty();
    let mut html = "<section class=\"pictures\"><h3>Pictures</h3>".to_owned();
    for (name, caption) in PICTURES {
        let is_there = match name {
            "plane" => {
                estimate.observation.apogee().is_some() || estimate.observation.flight_time().is_some()
            }
            "ladder" => has_ladder,
            "posterior" => has_vehicles,
            _ => lofted::plot::flights(estimate).is_ok(),
        };
        if !is_there {
            continue;
        }
        let source = escaped(format!("/api/picture?{}", asked(fields, &[("picture", name)])));
        let figure = format!(
            "<figure data-picture=\"{name}\"><img src=\"{source}\" loading=\"lazy\" alt=\"{caption}\">\
             <figcaption>{caption}. <a href=\"{source}\" download=\"lofted-{name}.svg\">Save as SVG</a></figcaption></figure>"
        );
        html += &match name {
            "ladder" => {
                format!("<details><summary>The simpler methods beside it</summary>{figure}</details>")
            }
            _ => figure,
        };
    }
    html + "</section>"
}

/// Returns the published ranges of a public flight, and where each falls.
fn published(json: &EstimateJson, flight: Option<&Flight>) -> String {
    let Some(flight) = flight else { return String::new() };
    let title = escaped(format!("{}, {}", flight.missile, flight.date));
    if flight.estimates.is_empty() {
        return format!("<p class=\"published\">{title}: no range of this flight has been published.</p>");
    }
    let mut html = format!(
        "<section class=\"published\"><h3>Published ranges of {title}</h3>\
         <p class=\"plain\">Each was made from figures of its own; a mark on the bar shows where it falls.</p><ul>"
    );
    for estimate in &flight.estimates {
        html += &format!(
            "<li>{}, {}: {}</li>",
            escaped(estimate.range.to_string()),
            escaped(&estimate.estimated_by),
            place(json, estimate)
        );
    }
    html + "</ul></section>"
}

/// Returns where a published range falls.
fn place(json: &EstimateJson, published: &PublishedEstimate) -> &'static str {
    let (Some(low), Some(high)) = (json.range_km.p05, json.range_km.p95) else {
        return "there is no interval to compare it with";
    };
    match (published.range_km_low, published.range_km_high) {
        (Some(least), _) if least > high => "above the 90 % interval",
        (_, Some(most)) if most < low => "below the 90 % interval",
        (Some(least), Some(most)) if least >= low && most <= high => "inside the 90 % interval",
        _ => "overlaps the 90 % interval",
    }
}

/// Returns the query that asks the same again, with further fields.
fn asked(fields: &Fields, more: &[(&str, &str)]) -> String {
    let given = fields.pairs().iter().map(|(key, text)| (key.as_str(), text.as_str()));
    query(given.chain(more.iter().copied()))
}
