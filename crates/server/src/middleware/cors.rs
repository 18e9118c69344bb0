//! Pages of other origins.

use std::time::Duration;

use axum::http::{
    HeaderName, HeaderValue, Method,
    header::{
        ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
        RANGE, RETRY_AFTER,
    },
};
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::correlation::CORRELATION_ID;
use crate::Cors;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Answers preflights and marks answers for pages of these origins; `None` if there are none.
pub(crate) fn cors(cors: &Cors) -> Option<CorsLayer> {
    let origin = match cors {
        Cors::Nobody => return None,
        Cors::Everybody => AllowOrigin::any(),
        Cors::Origins(origins) => {
            let origins = origins.iter().map(|origin| origin.trim_end_matches('/'));
            AllowOrigin::list(origins.filter_map(|origin| HeaderValue::from_str(origin).ok()))
        }
    };
    let ratelimit = ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"];
    let exposed = [
        ACCEPT_RANGES,
        CONTENT_DISPOSITION,
        CONTENT_RANGE,
        ETAG,
        RETRY_AFTER,
        CORRELATION_ID,
    ];
    let layer = CorsLayer::new()
        .allow_origin(origin)
        .allow_methods([
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PUT,
            Method::DELETE,
        ])
        .allow_headers([
            CONTENT_TYPE,
            IF_NONE_MATCH,
            RANGE,
            CORRELATION_ID,
            IDEMPOTENCY_KEY,
            LAST_EVENT_ID,
        ])
        .expose_headers(
            exposed
                .into_iter()
                .chain(ratelimit.map(HeaderName::from_static))
                .collect::<Vec<_>>(),
        )
        .max_age(Duration::from_hours(1));
    Some(layer)
}
