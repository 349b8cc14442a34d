//! Refusals: a status, the field at fault, and one clear message.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::pool::NoAnswer;
use crate::failure::Failure;

/// The time after which to ask again, s.
const RETRY_AFTER_S: &str = "2";

/// A question that is not answered, and why.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    /// The key at fault; none where it is no single one.
    pub field: Option<String>,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// The refusal as JSON.
#[derive(Serialize)]
struct RefusalJson<'a> {
    error: FaultJson<'a>,
}

#[derive(Serialize)]
struct FaultJson<'a> {
    field: Option<&'a str>,
    message: &'a str,
}

impl Refusal {
    /// Returns a refusal.
    pub fn new(status: StatusCode, field: Option<&str>, message: impl Into<String>) -> Self {
        Self { status, field: field.map(str::to_owned), message: message.into() }
    }

    /// Returns the refusal of wrong input.
    pub fn input(field: Option<&str>, message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, field, message)
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

impl From<NoAnswer> for Refusal {
    fn from(reason: NoAnswer) -> Self {
        let (status, message) = match reason {
            NoAnswer::Full => {
                (StatusCode::SERVICE_UNAVAILABLE, "too many questions wait; ask again in a moment")
            }
            NoAnswer::Late => (
                StatusCode::SERVICE_UNAVAILABLE,
                "the answer takes longer than the page waits; ask for fewer draws or reports, or use the command",
            ),
            NoAnswer::Fault => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "the computation failed; please report it with the figures",
            ),
        };
        Self::new(status, None, message)
    }
}

/// A failure of the command, whose lines of wrong input begin with the option at fault.
impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Input(line) => match line.strip_prefix("--").and_then(|line| line.split_once(": ")) {
                Some((option, message)) => Self::input(Some(&option.replace('-', "_")), message),
                None => Self::input(None, line),
            },
            Failure::Fault(line) | Failure::Stopped(line) => {
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, None, line)
            }
            Failure::Closed => Self::from(NoAnswer::Fault),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let json = RefusalJson { error: FaultJson { field: self.field.as_deref(), message: &self.message } };
        let text = serde_json::to_string_pretty(&json).unwrap_or_default() + "\n";
        let mut response = (self.status, [(header::CONTENT_TYPE, "application/json")], text).into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER_S));
        }
        response
    }
}
