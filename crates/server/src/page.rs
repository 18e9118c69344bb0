//! The page, from inside the program.

use axum::{
    Router,
    body::Body,
    extract::{RawQuery, State as Shared},
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{
            ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY,
            CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
        },
    },
    response::Response,
    routing::get,
};

use crate::{share::shared, studio::State};

/// A file of the page, as `build.rs` found it.
struct File {
    /// Where it is served.
    path: &'static str,
    media_type: &'static str,
    /// Of its content.
    hash: &'static str,
    plain: &'static [u8],
    /// Smaller forms, where there are any, the smallest first.
    packed: &'static [(Encoding, &'static [u8])],
}

/// How a file is made smaller.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    #[cfg_attr(no_page, expect(dead_code, reason = "there are no files"))]
    Brotli,
    #[cfg_attr(no_page, expect(dead_code, reason = "there are no files"))]
    Gzip,
}

impl Encoding {
    fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }
}

include!(concat!(env!("OUT_DIR"), "/page.rs"));

/// What stands in for a page that was not built.
const NO_PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Pixel Prompt</title>\
    <h1>The page is not in this program</h1>\
    <p>It was built without it. <code>make run</code> builds both. The API is here: \
    <a href=\"/openapi.json\">/openapi.json</a>.</p></html>\n";

/// The page and its files.
pub(crate) fn routes() -> Router<State> {
    let files = FILES.iter().fold(Router::new(), |router, file| {
        // The page is also where a static host would have it: the service worker keeps it under that name.
        let also = (file.path == "/").then_some("/index.html");
        let answer = move |Shared(app): Shared<State>, headers: HeaderMap, RawQuery(query)| async move {
            match (file.path, str::from_utf8(file.plain)) {
                ("/", Ok(page)) => {
                    let page = shared(&app, page, &headers, query.as_deref()).await;
                    send_page(page, &headers, &app.page_policy)
                }
                _ => send(file, &headers, &app.page_policy),
            }
        };
        let paths = [Some(file.path), also].into_iter().flatten();
        paths.fold(router, |router, path| router.route(path, get(answer)))
    });
    if FILES.is_empty() {
        files.route("/", get(no_page))
    } else {
        files
    }
}

async fn no_page() -> Response {
    let mut response = Response::new(Body::from(NO_PAGE));
    put(&mut response, CONTENT_TYPE, "text/html; charset=utf-8");
    response
}

/// The page itself, which tells whoever is sent its address what it shows.
fn send_page(page: String, headers: &HeaderMap, policy: &HeaderValue) -> Response {
    let mut response = Response::new(Body::empty());
    put(&mut response, CACHE_CONTROL, "no-cache");
    let hash = hex::encode(crc32fast::hash(page.as_bytes()).to_be_bytes());
    let sent = response.headers_mut();
    // Also where nothing has changed: the headers of that answer take the place of those kept.
    sent.insert(CONTENT_SECURITY_POLICY, policy.clone());
    if tag(sent, headers, &hash) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    put(&mut response, CONTENT_TYPE, "text/html; charset=utf-8");
    *response.body_mut() = Body::from(page);
    response
}

/// Names what is sent by a tag. True if whoever asks has it already.
fn tag(response: &mut HeaderMap, request: &HeaderMap, hash: &str) -> bool {
    let tag = format!("\"{hash}\"");
    let known = request
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let known = known.is_some_and(|known| known.split(',').any(|known| known.trim() == tag));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        response.insert(ETAG, tag);
    }
    known
}

/// A file of the page.
fn send(file: &'static File, headers: &HeaderMap, policy: &HeaderValue) -> Response {
    let accepted = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    let accepted = accepted.unwrap_or_default();
    let packed = file
        .packed
        .iter()
        .find(|(encoding, _)| takes(accepted, encoding.name()));
    let (bytes, encoding) = packed.map_or((file.plain, None), |(encoding, bytes)| {
        (*bytes, Some(*encoding))
    });
    let hash = match encoding {
        Some(encoding) => format!("{}-{}", file.hash, encoding.name()),
        None => file.hash.to_owned(),
    };
    let mut response = Response::new(Body::empty());
    // The build gives files below /assets/ names that change with their content.
    let caching = if file.path.starts_with("/assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    put(&mut response, CACHE_CONTROL, caching);
    put(&mut response, VARY, "accept-encoding");
    if file.path == "/sw.js" {
        // A worker is bound by the policy that it came with, and has to load what the page does.
        let headers = response.headers_mut();
        headers.insert(CONTENT_SECURITY_POLICY, policy.clone());
    }
    if tag(response.headers_mut(), headers, &hash) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    put(&mut response, CONTENT_TYPE, file.media_type);
    if let Some(encoding) = encoding {
        put(&mut response, CONTENT_ENCODING, encoding.name());
    }
    *response.body_mut() = Body::from(bytes);
    response
}

fn put(response: &mut Response, name: HeaderName, value: &'static str) {
    response
        .headers_mut()
        .insert(name, HeaderValue::from_static(value));
}

/// Whether an Accept-Encoding header names an encoding and does not rule it out.
fn takes(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|item| {
        let (name, weight) = item.split_once(';').unwrap_or((item, ""));
        let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
        name.trim().eq_ignore_ascii_case(encoding) && weight.parse::<f32>().is_ok_and(|q| q > 0.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_taken_as_they_are_offered() {
        for (accepted, br, gzip) in [
            ("", false, false),
            ("gzip, deflate, br", true, true),
            ("br;q=0, GZIP;q=0.5", false, true),
            ("gzip;q=x", false, false),
        ] {
            assert_eq!(takes(accepted, "br"), br, "{accepted}");
            assert_eq!(takes(accepted, "gzip"), gzip, "{accepted}");
        }
    }
}
