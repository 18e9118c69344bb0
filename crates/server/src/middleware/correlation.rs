//! The name of a request in all logs.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use pixelprompt_domain::Ids;

pub(super) const CORRELATION_ID: HeaderName = HeaderName::from_static("x-correlation-id");

const LONGEST: usize = 128;

/// The id that the client gave the request, or a new one if it gave none that is fit for a log.
pub(super) fn of(headers: &HeaderMap, ids: &dyn Ids) -> (Arc<str>, HeaderValue) {
    if let Some(header) = headers.get(CORRELATION_ID)
        && let Ok(text) = header.to_str()
        && is_plain(text)
    {
        return (text.into(), header.clone());
    }
    // 80 bits are random; the rest may not be.
    let id = format!("{:020x}", ids.random() & ((1 << 80) - 1));
    // Hexadecimal digits are fit for a header.
    let header = HeaderValue::try_from(&id).unwrap_or(HeaderValue::from_static("-"));
    (id.into(), header)
}

fn is_plain(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(allowed)
}
