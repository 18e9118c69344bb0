//! Answers.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE},
    response::Response,
};
use pixelprompt_domain::{Left, Timestamp};
use serde::Serialize;

use super::ApiError;

const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// 200 with a document.
pub(crate) fn json(document: &impl Serialize) -> Result<Response, ApiError> {
    // A job of nine models is some 7 KB.
    let mut text = Vec::with_capacity(8 << 10);
    serde_json::to_writer(&mut text, document).map_err(|error| {
        tracing::error!(%error, "a document has no JSON form");
        ApiError::internal()
    })?;
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = StatusCode::OK;
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    Ok(response)
}

/// Says what is left of the allowance that is used up first, if any was counted.
pub(crate) fn limits(response: &mut Response, left: &[Left], now: Timestamp) {
    if let Some(left) = left.iter().min_by_key(|left| left.remaining) {
        let seconds = left.resets.since(now).as_millis().div_ceil(1_000);
        let seconds = u64::try_from(seconds).unwrap_or(u64::MAX);
        put_limits(response.headers_mut(), *left, seconds);
    }
}

pub(super) fn put_limits(headers: &mut HeaderMap, left: Left, resets_in: u64) {
    headers.insert(LIMIT, left.limit.into());
    headers.insert(REMAINING, left.remaining.into());
    headers.insert(RESET, resets_in.into());
}
