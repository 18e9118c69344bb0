//! The API as a document.

use axum::{
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION},
    },
    response::{IntoResponse as _, Response},
};
use std::sync::LazyLock;
use utoipa::{
    OpenApi,
    openapi::{HeaderBuilder, ObjectBuilder, RefOr, schema::Type},
};

use crate::{
    http::{Always, ErrorBody},
    router::routes,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Pixel Prompt",
        description = "One prompt, every image model, side by side.\n\nTimes are RFC 3339 in UTC. Every failure answers \
            an `ApiError`; so do a path that does not exist (404 `NOT_FOUND`) and a method that a path does not have \
            (405 `METHOD_NOT_ALLOWED`). A request may name itself with `X-Correlation-ID` (1 to 128 letters, digits \
            or any of `. _ -`); every answer carries that name, or a new one.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    tags(
        (name = "jobs", description = "Asking for pictures, and seeing how they come along"),
        (name = "pictures", description = "The files"),
        (name = "gallery", description = "The pictures of all jobs"),
        (name = "prompts", description = "What to ask, and whom"),
        (name = "operation", description = "For whoever runs the server"),
    ),
    components(schemas(ErrorBody<'_>))
)]
pub(crate) struct Head;

/// Every answer names its request.
fn correlate(document: &mut utoipa::openapi::OpenApi) {
    let name = || {
        let text = ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^[A-Za-z0-9._-]{1,128}$"));
        HeaderBuilder::new()
            .schema(Some(text))
            .description(Some("Names the request in the server's log"))
            .build()
    };
    for path in document.paths.paths.values_mut() {
        let operations = [
            &mut path.get,
            &mut path.post,
            &mut path.put,
            &mut path.delete,
        ];
        let operations = operations.into_iter().flatten();
        for response in operations.flat_map(|one| one.responses.responses.values_mut()) {
            if let RefOr::T(response) = response {
                let header = "X-Correlation-ID".to_owned();
                response.headers.insert(header, name().into());
            }
        }
    }
}

/// The document, from the endpoints themselves.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = routes().into_openapi();
    correlate(&mut document);
    document
}

/// This document.
#[utoipa::path(
    get,
    path = "/openapi.json",
    operation_id = "openapi",
    tag = "operation",
    responses((status = 200, description = "The document", body = Object), Always)
)]
pub(crate) async fn show() -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(|| openapi().to_json().unwrap_or_default());
    let kind = HeaderValue::from_static("application/json");
    let caching = HeaderValue::from_static("no-cache");
    (
        [(CONTENT_TYPE, kind), (CACHE_CONTROL, caching)],
        TEXT.as_str(),
    )
        .into_response()
}

/// The document for people.
#[utoipa::path(
    get,
    path = "/docs",
    operation_id = "docs",
    tag = "operation",
    responses((status = 307, description = "To the page that shows the API"), Always)
)]
pub(crate) async fn docs() -> Response {
    let page = HeaderValue::from_static("/?view=api");
    (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, page)]).into_response()
}
