//! What can be asked, at which address.

mod body;
mod view;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, Uri, header};
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use lofted::export::{CheckJson, ComparisonJson, EstimateJson, FlightJson};
use lofted::{Figure, NamedReport, Reported, cautions, consistency, plot};
use serde_json::json;

use super::question::{Fields, Question};
use super::refusal::Refusal;
use super::served::{Answer, Served, Shared, failed, in_json, text};
use super::{guard, page, rivals};

/// The policy of a picture opened by itself: it shows, and does nothing.
const PICTURE_POLICY: &str = "default-src 'none'; sandbox";

/// Returns every address of the page at `address`.
pub fn router(address: SocketAddr) -> Router {
    let served = Arc::new(Served::new());
    Router::new()
        .route("/", get(view::page))
        .route("/answer", get(view::answer))
        .route("/answer.json", get(view::answer_json))
        .route("/answer.csv", get(view::answer_csv))
        .route("/compare", get(view::compare))
        .route("/directions", get(view::directions))
        .route("/style.css", get(async || text("text/css; charset=utf-8", page::STYLE)))
        .route("/icon.svg", get(async || text("image/svg+xml", page::ICON)))
        .route("/page.js", get(async || text("text/javascript; charset=utf-8", page::SCRIPT)))
        .route("/api/estimate", post(api_estimate))
        .route("/api/check", post(api_check))
        .route("/api/read", post(api_read))
        .route("/api/compare", post(api_compare))
        .route("/api/catalogue", get(api_catalogue))
        .route("/api/picture", get(api_picture))
        .fallback(async || {
            Refusal::new(StatusCode::NOT_FOUND, None, "there is no such page; the page is at /")
        })
        .method_not_allowed_fallback(async || {
            Refusal::new(
                StatusCode::METHOD_NOT_ALLOWED,
                None,
                "this address is asked in another way; see docs/serve.md",
            )
        })
        .layer(from_fn_with_state(address, guard::guard))
        .with_state(served)
}

async fn api_estimate(State(served): Shared, body: Body) -> Answer {
    let fields = Fields::of_json(&body::read(body).await?)?;
    in_json(&EstimateJson::of(&served.estimate(fields).await?.estimate))
}

async fn api_check(State(served): Shared, body: Body) -> Answer {
    let fields = Fields::of_json(&body::read(body).await?)?;
    let question: Question = fields.read()?;
    let (observation, model) = (question.observation(&fields)?, question.model()?);
    let work = move || {
        let found = consistency(&observation)?;
        Ok(CheckJson::of(&observation, &found, &cautions(&observation, &model)?))
    };
    in_json(&served.pool.run(work).await?.map_err(failed)?)
}

/// Reads each figure back as it is understood, or marks the place that is not.
async fn api_read(body: Body) -> Answer {
    let fields = Fields::of_json(&body::read(body).await?)?;
    let mut read = serde_json::Map::new();
    for figure in Figure::ALL {
        let Some(text) = fields.text(figure.name()) else { continue };
        let one = match Reported::read_if_reported(text) {
            Ok(None) => json!({"words": "not reported"}),
            Ok(Some(reported)) => {
                let bounds = reported.bounds();
                json!({
                    "words": reported.to_string(), "unit": reported.unit().symbol(), "value": reported.value(),
                    "low": bounds.low, "high": bounds.high,
                })
            }
            Err(lofted::Error::UnreadableFigure { text, start, end, problem, remedy }) => json!({
                "problem": format!("{problem}; {remedy}"),
                "before": text.get(..start), "marked": text.get(start..end), "after": text.get(end..),
            }),
            Err(error) => json!({"problem": error.to_string()}),
        };
        read.insert(figure.name().to_owned(), one);
    }
    in_json(&read)
}

async fn api_compare(State(served): Shared, body: Body) -> Answer {
    let (reports, fields) = rivals::of_json(&body::read(body).await?)?;
    let (found, _) = served.comparison(reports, &fields).await?;
    in_json(&ComparisonJson::of(&found))
}

async fn api_catalogue(State(served): Shared) -> Answer {
    in_json(&served.catalogue.flights().iter().map(FlightJson::of).collect::<Vec<_>>())
}

async fn api_picture(State(served): Shared, uri: Uri) -> Answer {
    let mut fields = Fields::of_query(&uri)?;
    let kind = fields.take("picture").unwrap_or_else(|| "flights".to_owned());
    view::leave_out_of_estimate(&mut fields);
    let reports = fields.take("reports");
    let picture = match (kind.as_str(), reports) {
        ("plane", Some(table)) => plot::plane(&rivals::of_table(&table)?),
        ("plane", None) => {
            let question: Question = fields.read()?;
            let report = NamedReport::new("as reported", question.builder());
            report.and_then(|report| plot::plane(&[report]))
        }
        ("flights", _) => plot::flights(&served.estimate(fields).await?.estimate),
        ("posterior", _) => plot::posterior(&served.estimate(fields).await?.estimate),
        ("ladder", _) => plot::ladder(&served.estimate(fields).await?.estimate),
        _ => {
            let message = format!("{kind:?} is not known; it takes flights, posterior, ladder, plane");
            return Err(Refusal::input(Some("picture"), message));
        }
    };
    let picture = picture.map_err(|error| Refusal::input(Some("picture"), error.to_string()))?;
    let policy = (HeaderName::from_static("content-security-policy"), PICTURE_POLICY);
    let kind = (header::CONTENT_TYPE, "image/svg+xml");
    Ok(([kind, policy], picture.svg().to_owned()).into_response())
}
