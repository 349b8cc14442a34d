//! The page and its parts, as a browser asks for them: with the question in the address.

use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use clap::Parser;
use lofted::export::{BatchRowJson, EstimateJson, wrapped};
use lofted::physics::globe::LaunchSite;
use lofted::{AzimuthGrid, Directions};
use serde_json::{Map, Value, json};

use crate::launch_options::{LaunchSiteOptions, degrees};
use crate::serve::html::escaped;
use crate::serve::question::{Fields, Question};
use crate::serve::refusal::Refusal;
use crate::serve::served::{Answer, Served, Shared, failed, in_json, text};
use crate::serve::{answer as shown, page as document, rivals};

/// The names of the launch place.
const LAUNCH: [&str; 3] = ["latitude", "longitude", "bearing"];

/// The greatest number of draws that are flown in every direction.
const MAX_DIRECTION_DRAWS: u32 = 512;

/// The launch place of the reported flight.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct Launch {
    #[command(flatten)]
    site: LaunchSiteOptions,
    /// Bearing of the reported impact
    #[arg(long, value_parser = degrees, allow_hyphen_values = true)]
    bearing: Option<f64>,
}

/// Takes out of a question what belongs to other parts of the page than the estimate.
pub fn leave_out_of_estimate(fields: &mut Fields) {
    for key in LAUNCH.into_iter().chain(["flight"]) {
        fields.take(key);
    }
}

/// The document; without a question it is empty, with one it has the answer.
pub async fn page(State(served): Shared, uri: Uri) -> Answer {
    let fields = Fields::of_query(&uri)?;
    let mut parts = document::Parts { flights: &served.flights, ..document::Parts::default() };
    let mut status = StatusCode::OK;
    let mut part = |part: Answer<String>| {
        part.unwrap_or_else(|refusal| {
            status = refusal.status();
            problem(&refusal)
        })
    };
    let mut figures = fields.clone();
    let table = figures.take("reports");
    if lofted::Figure::ALL.iter().any(|figure| fields.text(figure.name()).is_some()) {
        parts.answer = part(answer_of(&served, figures.clone()).await);
        parts.directions = part(directions_of(&served, figures).await);
    }
    if table.is_some() {
        parts.comparison = part(comparison_of(&served, fields.clone()).await);
    }
    let mut response = text("text/html; charset=utf-8", document::page(&fields, &parts));
    *response.status_mut() = status;
    Ok(response)
}

/// Returns a refusal as a part of the page.
fn problem(refusal: &Refusal) -> String {
    let field = refusal.field.as_deref().unwrap_or_default();
    format!(
        "<p class=\"problem\" data-field=\"{}\"><strong>Not answered.</strong> {}</p>",
        escaped(field),
        escaped(&refusal.message)
    )
}

/// Returns a part of the page by itself.
fn part(part: Answer<String>) -> Response {
    let (status, html) = match part {
        Ok(html) => (StatusCode::OK, html),
        Err(refusal) if refusal.status() == StatusCode::UNPROCESSABLE_ENTITY => {
            (refusal.status(), problem(&refusal))
        }
        Err(refusal) => {
            // With its headers, so that the page asks again.
            let html = problem(&refusal);
            let mut response = refusal.into_response();
            response.headers_mut().remove(header::CONTENT_LENGTH);
            response
                .headers_mut()
                .insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/html; charset=utf-8"));
            *response.body_mut() = html.into();
            return response;
        }
    };
    let mut response = text("text/html; charset=utf-8", html);
    *response.status_mut() = status;
    response
}

/// The answer alone.
pub async fn answer(State(served): Shared, uri: Uri) -> Answer {
    Ok(part(answer_of(&served, Fields::of_query(&uri)?).await))
}

async fn answer_of(served: &Served, mut fields: Fields) -> Answer<String> {
    let asked = fields.clone();
    let flight = fields.text("flight").and_then(|id| served.catalogue.flight(id));
    leave_out_of_estimate(&mut fields);
    let answered = served.estimate(fields).await?;
    Ok(shown::answer(&asked, &answered.estimate, &answered.narrowed, flight))
}

/// The comparison alone.
pub async fn compare(State(served): Shared, uri: Uri) -> Answer {
    Ok(part(comparison_of(&served, Fields::of_query(&uri)?).await))
}

async fn comparison_of(served: &Served, mut fields: Fields) -> Answer<String> {
    let table = fields.take("reports").unwrap_or_default();
    leave_out_of_estimate(&mut fields);
    // The figures of the form are one report of their own, not one of the table.
    for figure in lofted::Figure::ALL {
        fields.take(figure.name());
    }
    let (found, narrowed) = served.comparison(rivals::of_table(&table)?, &fields).await?;
    Ok(rivals::compared(&table, &found, &narrowed))
}

/// The range by direction alone.
pub async fn directions(State(served): Shared, uri: Uri) -> Answer {
    Ok(part(directions_of(&served, Fields::of_query(&uri)?).await))
}

/// Returns the range by direction; nothing without a launch place.
async fn directions_of(served: &Served, mut fields: Fields) -> Answer<String> {
    let launch = LAUNCH.map(|key| (key, fields.take(key)));
    if launch.iter().all(|(_, text)| text.is_none()) {
        return Ok(String::new());
    }
    if let Some((key, _)) = launch.iter().take(2).find(|(_, text)| text.is_none()) {
        return Err(Refusal::input(
            Some(key),
            format!("the launch place has no {key}; give both, in degrees"),
        ));
    }
    let given: Map<String, Value> =
        launch.into_iter().map(|(key, text)| (key.to_owned(), json!(text))).collect();
    let launch: Launch = Fields::of_object(given)?.read()?;
    fields.take("flight");
    let question: Question = fields.read()?;
    let (observation, model) = (question.observation(&fields)?, question.model()?);
    if model.draws() > MAX_DIRECTION_DRAWS {
        let message =
            format!("by direction the page flies at most {MAX_DIRECTION_DRAWS} draws; ask for fewer");
        return Err(Refusal::input(Some("draws"), message));
    }
    let mut site = LaunchSite::from_site(launch.site.position()?);
    if let Some(bearing_deg) = launch.bearing {
        let turned = site.with_bearing_deg(bearing_deg);
        site = turned.map_err(|error| Refusal::input(Some("bearing"), error.to_string()))?;
    }
    let work = move || lofted::directions(&observation, &model, site, AzimuthGrid::default());
    let found: Directions = served.pool.run(work).await?.map_err(failed)?;
    Ok(format!(
        "<section class=\"directions\"><h3>From this place, by direction</h3>\
         <p class=\"plain\">The Earth turns eastward and carries a missile along: eastward it flies farther, westward less far. \
         The range above leaves this out, as published ranges do.</p>\
         <pre tabindex=\"0\" aria-label=\"The range by direction\">{}</pre></section>",
        escaped(wrapped(&found.to_string()))
    ))
}

/// One answer with all that is needed to cite and repeat it, as JSON.
pub async fn answer_json(State(served): Shared, uri: Uri) -> Answer {
    let mut fields = Fields::of_query(&uri)?;
    let question: Map<String, Value> =
        fields.pairs().iter().map(|(key, text)| (key.clone(), json!(text))).collect();
    leave_out_of_estimate(&mut fields);
    let answered = served.estimate(fields).await?;
    in_json(&json!({
        "lofted": env!("CARGO_PKG_VERSION"),
        "question": question,
        "assumed": assumed(&answered.estimate.to_string()),
        "answer": EstimateJson::of(&answered.estimate),
    }))
}

/// Returns the assumptions as an answer prints them.
fn assumed(printed: &str) -> String {
    let line = printed.lines().find_map(|line| line.strip_prefix("assumed"));
    line.unwrap_or_default().trim().to_owned()
}

/// The same as one row of a table.
pub async fn answer_csv(State(served): Shared, uri: Uri) -> Answer {
    let mut fields = Fields::of_query(&uri)?;
    let asked: Vec<(String, String)> = fields.pairs().to_vec();
    leave_out_of_estimate(&mut fields);
    let answered = served.estimate(fields).await?;
    let json = EstimateJson::of(&answered.estimate);
    let mut cells = vec![("lofted".to_owned(), env!("CARGO_PKG_VERSION").to_owned())];
    cells.extend(asked.into_iter().filter(|(key, _)| key != "draws" && key != "seed"));
    let has = |cells: &[(String, String)], name: &str| cells.iter().any(|(known, _)| known == name);
    for (name, text) in [("scheme", json.scheme.as_str()), ("steering", json.standard_trajectory)] {
        if !has(&cells, name) {
            cells.push((name.to_owned(), text.to_owned()));
        }
    }
    cells.push(("draws".to_owned(), json.draws.to_string()));
    cells.push(("seed".to_owned(), json.seed.to_string()));
    cells.push(("assumed".to_owned(), assumed(&answered.estimate.to_string())));
    if let Ok(Value::Object(row)) = serde_json::to_value(BatchRowJson::of(&json)) {
        for name in BatchRowJson::COLUMNS {
            cells.push((
                name.to_owned(),
                match row.get(name) {
                    None | Some(Value::Null) => String::new(),
                    Some(Value::String(text)) => text.clone(),
                    Some(other) => other.to_string(),
                },
            ));
        }
    }
    let line = |of: fn(&(String, String)) -> &String| {
        cells.iter().map(|cell| quoted(of(cell))).collect::<Vec<_>>().join(",")
    };
    Ok(text("text/csv; charset=utf-8", format!("{}\n{}\n", line(|cell| &cell.0), line(|cell| &cell.1))))
}

/// Returns a cell between quotation marks where it needs them.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
