//! The body of a request, within its size and its time.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::http::StatusCode;
use tokio::time::timeout;

use crate::serve::refusal::Refusal;

/// The greatest size of a body, bytes.
const MAX_BYTES: usize = 256 * 1024;
/// The greatest number of bytes of a larger body that are read, and thrown away, so that a client
/// that writes before it reads gets its answer.
const MAX_SKIPPED_BYTES: usize = 16 * 1024 * 1024;
/// The longest time that a body may take.
const TIME_LIMIT: Duration = Duration::from_secs(10);

/// Reads a body.
pub async fn read(body: Body) -> Result<Vec<u8>, Refusal> {
    match timeout(TIME_LIMIT, within(body)).await {
        Ok(read) => read,
        Err(_) => Err(Refusal::new(
            StatusCode::REQUEST_TIMEOUT,
            None,
            "the body did not arrive within 10 seconds; send it at once",
        )),
    }
}

/// Reads a body of at most [`MAX_BYTES`].
async fn within(mut body: Body) -> Result<Vec<u8>, Refusal> {
    let (mut bytes, mut length) = (Vec::new(), 0);
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(frame) = frame else {
            return Err(Refusal::new(StatusCode::BAD_REQUEST, None, "the body broke off; send it again"));
        };
        let Some(data) = frame.data_ref() else { continue };
        length += data.len();
        if length <= MAX_BYTES {
            bytes.extend_from_slice(data);
        } else if length > MAX_SKIPPED_BYTES {
            break;
        }
    }
    if length > MAX_BYTES {
        let message = format!("the body is longer than {} KiB; a question is shorter", MAX_BYTES / 1024);
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, None, message));
    }
    Ok(bytes)
}
