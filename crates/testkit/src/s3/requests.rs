//! What clients ask.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Mutex;

use axum::body::{Body, to_bytes};
use axum::extract::{Query, Request};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use super::files::{File, Files};
use super::{BUCKET, held, xml};

/// Answers one request, in one look at the map.
pub(super) async fn answer(files: &Mutex<Files>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let path = head.uri.path().trim_start_matches('/');
    let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
    if bucket != BUCKET {
        let message = "The specified bucket does not exist";
        return xml::error(StatusCode::NOT_FOUND, "NoSuchBucket", message);
    }
    let Ok(content) = to_bytes(body, usize::MAX).await else {
        return xml::error(
            StatusCode::BAD_REQUEST,
            "IncompleteBody",
            "The body ended early",
        );
    };
    let Ok(Query(query)) = Query::<HashMap<String, String>>::try_from_uri(&head.uri) else {
        return xml::error(
            StatusCode::BAD_REQUEST,
            "InvalidArgument",
            "The query is none",
        );
    };
    let mut files = held(files);
    match (&head.method, key) {
        (&Method::GET, "") => list(&files, &query),
        (&Method::POST, "") if query.contains_key("delete") => delete_many(&mut files, &content),
        (&Method::GET | &Method::HEAD, key) => get(files.get(key), &head.method, &head.headers),
        (&Method::PUT, key) => put(&mut files, key, content, &head.headers),
        (&Method::DELETE, key) => {
            files.remove(key);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => xml::error(
            StatusCode::METHOD_NOT_ALLOWED,
            "MethodNotAllowed",
            "Not spoken here",
        ),
    }
}

fn list(files: &Files, query: &HashMap<String, String>) -> Response {
    let value = |name| query.get(name).map_or("", String::as_str);
    let after = value("continuation-token").max(value("start-after"));
    let (page, more) = files.list(value("prefix"), after);
    xml::list(&page, more)
}

fn delete_many(files: &mut Files, content: &Bytes) -> Response {
    let keys = xml::keys(&String::from_utf8_lossy(content));
    for key in &keys {
        files.remove(key);
    }
    xml::deleted(&keys)
}

fn put(files: &mut Files, key: &str, content: Bytes, headers: &HeaderMap) -> Response {
    if headers.contains_key(header::IF_NONE_MATCH) && files.get(key).is_some() {
        let message = "The file is there already";
        return xml::error(
            StatusCode::PRECONDITION_FAILED,
            "PreconditionFailed",
            message,
        );
    }
    let content_type = text(headers, header::CONTENT_TYPE).map(str::to_owned);
    let etag = files.put(key, content, content_type);
    [(header::ETAG, etag)].into_response()
}

fn get(file: Option<&File>, method: &Method, headers: &HeaderMap) -> Response {
    let Some(file) = file else {
        return xml::error(
            StatusCode::NOT_FOUND,
            "NoSuchKey",
            "The specified key does not exist.",
        );
    };
    let size = file.content.len();
    let asked = text(headers, header::RANGE);
    let Some(range) = asked.map_or(Some(0..size), |asked| range(asked, size)) else {
        let message = "The requested range is not satisfiable";
        return xml::error(StatusCode::RANGE_NOT_SATISFIABLE, "InvalidRange", message);
    };
    let mut response = Response::builder()
        .header(header::ETAG, &file.etag)
        .header(header::LAST_MODIFIED, "Thu, 01 Jan 2026 00:00:00 GMT")
        .header(header::CONTENT_LENGTH, range.len());
    if let Some(content_type) = &file.content_type {
        response = response.header(header::CONTENT_TYPE, content_type);
    }
    if asked.is_some() {
        let last = range.end.saturating_sub(1);
        response = response.status(StatusCode::PARTIAL_CONTENT).header(
            header::CONTENT_RANGE,
            format!("bytes {}-{last}/{size}", range.start),
        );
    }
    let body = match *method {
        Method::HEAD => Body::empty(),
        _ => Body::from(file.content.slice(range)),
    };
    response
        .body(body)
        .unwrap_or_else(|error| panic!("the answer is none: {error}"))
}

/// `bytes=3-6`, `bytes=3-` or `bytes=-4` of a file of some size. `None` if nothing of it is there.
fn range(asked: &str, size: usize) -> Option<Range<usize>> {
    let (first, last) = asked.strip_prefix("bytes=")?.split_once('-')?;
    let range = match (first, last) {
        ("", last) => size.saturating_sub(last.parse().ok()?)..size,
        (first, "") => first.parse().ok()?..size,
        (first, last) => first.parse().ok()?..size.min(last.parse::<usize>().ok()? + 1),
    };
    (!range.is_empty()).then_some(range)
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}
