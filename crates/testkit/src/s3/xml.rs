//! The parts of S3's XML that are needed.

use std::fmt::Write;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::files::File;

/// An error as S3 words it.
pub(super) fn error(status: StatusCode, code: &str, message: &str) -> Response {
    let body = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
    document(status, &body)
}

/// A page of a list. The token of the next page is the last key of this one.
pub(super) fn list(files: &[(&String, &File)], more: bool) -> Response {
    let mut body = format!("<ListBucketResult><IsTruncated>{more}</IsTruncated>");
    for (key, file) in files {
        write!(
            body,
            "<Contents><Key>{}</Key><Size>{}</Size><ETag>{}</ETag>\
             <LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>",
            escaped(key),
            file.content.len(),
            escaped(&file.etag)
        )
        .ok();
    }
    if let (true, Some((last, _))) = (more, files.last()) {
        let token = escaped(last);
        write!(
            body,
            "<NextContinuationToken>{token}</NextContinuationToken>"
        )
        .ok();
    }
    body.push_str("</ListBucketResult>");
    document(StatusCode::OK, &body)
}

/// The keys of a request to delete many.
pub(super) fn keys(body: &str) -> Vec<String> {
    let parts = body.split("<Key>").skip(1);
    parts
        .filter_map(|part| part.split_once("</Key>"))
        .map(|(key, _)| plain(key))
        .collect()
}

/// The answer to a request to delete many.
pub(super) fn deleted(keys: &[String]) -> Response {
    let mut body = String::from("<DeleteResult>");
    for key in keys {
        write!(body, "<Deleted><Key>{}</Key></Deleted>", escaped(key)).ok();
    }
    body.push_str("</DeleteResult>");
    document(StatusCode::OK, &body)
}

fn document(status: StatusCode, body: &str) -> Response {
    let body = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{body}");
    (status, [(header::CONTENT_TYPE, "application/xml")], body).into_response()
}

const ENTITIES: [(&str, &str); 5] = [
    ("&", "&amp;"),
    ("<", "&lt;"),
    (">", "&gt;"),
    ("\"", "&quot;"),
    ("'", "&apos;"),
];

fn escaped(text: &str) -> String {
    let replace = |text: String, (from, to): &(&str, &str)| text.replace(from, to);
    ENTITIES.iter().fold(text.to_owned(), replace)
}

fn plain(text: &str) -> String {
    let replace = |text: String, (to, from): &(&str, &str)| text.replace(from, to);
    ENTITIES.iter().rev().fold(text.to_owned(), replace)
}
