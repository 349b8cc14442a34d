//! What all requests share: where they are computed, the record, and the last estimates.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use lofted::catalogue::Catalogue;
use lofted::{Estimate, NamedReport, compare, estimate};
use serde::Serialize;

use super::page;
use super::pool::Pool;
use super::question::{Fields, Question};
use super::refusal::Refusal;
use crate::failure::Failure;

/// The greatest number of estimates that are kept, so that the pictures of an answer are not
/// computed again.
const MAX_KEPT: usize = 16;
/// The greatest number of draws of an estimate that is kept.
const MAX_KEPT_DRAWS: u32 = 1_024;

/// What all requests share.
pub struct Served {
    /// Where computations wait.
    pub pool: Pool,
    /// The public flights.
    pub catalogue: Catalogue,
    /// Their list on the page.
    pub flights: String,
    /// The last estimates, the newest first.
    kept: Mutex<VecDeque<(Fields, Arc<Answered>)>>,
}

/// An estimate with the line that says how the prior was narrowed.
pub struct Answered {
    /// The estimate.
    pub estimate: Estimate,
    /// The line; empty if it was not.
    pub narrowed: String,
}

/// What a request gets of it.
pub type Shared = State<Arc<Served>>;
/// An answer, or why there is none.
pub type Answer<T = Response> = Result<T, Refusal>;

/// Returns a text of a kind.
pub fn text(kind: &'static str, text: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, kind)], text.into()).into_response()
}

/// Returns an answer as JSON, with the bytes that the command prints.
pub fn in_json(answer: &impl Serialize) -> Answer {
    match serde_json::to_string_pretty(answer) {
        Ok(json) => Ok(text("application/json", json + "\n")),
        Err(error) => Err(Refusal::from(Failure::Fault(error.to_string()))),
    }
}

/// Returns a failed computation as a refusal.
pub fn failed(error: lofted::Error) -> Refusal {
    Refusal::from(Failure::from(error))
}

impl Served {
    /// Loads the public flights.
    pub fn new() -> Self {
        // The embedded tables load; a test checks it.
        let catalogue = Catalogue::public().unwrap_or_default();
        let flights = page::flights(&catalogue);
        Self { pool: Pool::new(), catalogue, flights, kept: Mutex::default() }
    }

    /// Returns the estimate that is asked for, kept or computed.
    pub async fn estimate(&self, fields: Fields) -> Answer<Arc<Answered>> {
        let question: Question = fields.read()?;
        let (observation, model) = (question.observation(&fields)?, question.model()?);
        let narrowed = question.narrowed();
        if let Some(kept) = self.kept(&fields) {
            return Ok(kept);
        }
        let is_kept = model.draws() <= MAX_KEPT_DRAWS;
        let computed = self.pool.run(move || estimate(&observation, &model)).await?;
        let answered = Arc::new(Answered { estimate: computed.map_err(failed)?, narrowed });
        if is_kept {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.truncate(MAX_KEPT - 1);
            kept.push_front((fields, Arc::clone(&answered)));
        }
        Ok(answered)
    }

    /// Returns a kept estimate.
    fn kept(&self, fields: &Fields) -> Option<Arc<Answered>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(known, _)| known == fields).map(|(_, answered)| Arc::clone(answered))
    }

    /// Compares reports under the assumptions asked for.
    pub async fn comparison(
        &self,
        reports: Vec<NamedReport>,
        fields: &Fields,
    ) -> Answer<(lofted::Comparison, String)> {
        let question: Question = fields.read()?;
        let model = question.model()?;
        let found = self.pool.run(move || compare(&reports, &model)).await?.map_err(failed)?;
        Ok((found, question.narrowed()))
    }
}
