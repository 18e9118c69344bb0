//! What stands at addresses where nothing is.

use axum::{
    extract::State as Shared,
    http::{
        HeaderMap, Method, StatusCode,
        header::{ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse as _, Response},
};

use super::put;
use crate::{http::ApiError, studio::State};

const PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
    <meta name=\"color-scheme\" content=\"light dark\"><title>Nothing here · Pixel Prompt</title>\
    <h1>There is nothing at this address</h1>\
    <p>The link may be old or mistyped. <a href=\"/\">The studio is here</a>, \
    <a href=\"/?view=gallery\">the gallery here</a>.</p></html>\n";

/// Says so: in words to who came with a browser, and as an error of the API to everybody else.
pub(crate) async fn nowhere(
    Shared(app): Shared<State>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let reads = method == Method::GET || method == Method::HEAD;
    let accepted = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    if !reads || !accepted.is_some_and(|accepted| accepted.contains("text/html")) {
        return ApiError::not_found("There is nothing at this address.").into_response();
    }
    let mut response = (StatusCode::NOT_FOUND, PAGE).into_response();
    put(&mut response, CONTENT_TYPE, "text/html; charset=utf-8");
    put(&mut response, CACHE_CONTROL, "no-store");
    let kept = response.headers_mut();
    kept.insert(CONTENT_SECURITY_POLICY, app.page_policy.clone());
    response
}
