//! The page, from inside the program.

mod first_paint;
mod nowhere;
mod share;

pub(crate) use nowhere::nowhere;

use std::io::Write as _;

use axum::{
    Router,
    body::Body,
    extract::State as Shared,
    http::{
        Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, Uri,
        header::{
            ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY,
            CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
        },
    },
    response::Response,
    routing::get,
};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};

use crate::{
    middleware::origin,
    studio::{App, State},
};

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

/// Where the page itself is served.
const HOME: &str = "/";

/// The service worker, which has a policy of its own and decides about everything the page asks for.
const WORKER: &str = "/sw.js";

/// What stands in for a page that was not built.
static NO_PAGE: File = File {
    path: HOME,
    media_type: "text/html; charset=utf-8",
    hash: "none",
    plain: b"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
        <meta name=\"pixelprompt:share\" /><title>Pixel Prompt</title>\
        <h1>The page is not in this program</h1>\
        <p>It was built without it. <code>make run</code> builds both. The API is here: \
        <a href=\"/openapi.json\">/openapi.json</a>.</p></html>\n",
    packed: &[],
};

/// The page and its files.
pub(crate) fn routes() -> Router<State> {
    let others = FILES.iter();
    let others =
        others.filter(|file| file.path != HOME && !file.path.starts_with(first_paint::FOLDER));
    let files = others.fold(Router::new(), |router, file| {
        let answer = move |Shared(app): Shared<State>, headers: HeaderMap| async move {
            answer(&app, &headers, file.path, file.sent(&headers))
        };
        router.route(file.path, get(answer))
    });
    // Also where a static host would have it: the service worker keeps it under that name.
    files.route(HOME, get(home)).route("/index.html", get(home))
}

/// The page, with what a link to it shows elsewhere, and what is seen of it first.
async fn home(
    Shared(app): Shared<State>,
    uri: Uri,
    headers: HeaderMap,
    extensions: Extensions,
) -> Response {
    let file = first_paint::page(&uri, &headers)
        .or_else(|| FILES.iter().find(|file| file.path == HOME))
        .unwrap_or(&NO_PAGE);
    let Some((before, after)) = share::place(file.plain) else {
        return answer(&app, &headers, HOME, file.sent(&headers));
    };
    let origin = origin(&app.settings, &headers, &extensions);
    let tags = share::tags(&app, uri.query().unwrap_or_default(), origin).await;
    let mark = share::mark(&tags);
    let page = [before, tags.as_bytes(), after].concat();
    let packed = asks_for(&headers, Encoding::Gzip).then(|| gzip(&page));
    let (bytes, encoding) = match packed {
        Some(packed) => (packed, Some(Encoding::Gzip)),
        None => (page, None),
    };
    let sent = Sent {
        tag: tag(&format!("{}-{mark}", file.hash), encoding),
        media_type: file.media_type,
        bytes: bytes.into(),
        encoding,
    };
    answer(&app, &headers, HOME, sent)
}

fn gzip(page: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory does not fail.
    let _ = writer.write_all(page);
    writer.finish().unwrap_or_default()
}

/// What goes out.
struct Sent {
    tag: String,
    media_type: &'static str,
    bytes: Bytes,
    encoding: Option<Encoding>,
}

impl File {
    /// In the smallest form that is asked for.
    fn sent(&self, headers: &HeaderMap) -> Sent {
        let mut packed = self.packed.iter();
        let packed = packed.find(|(encoding, _)| asks_for(headers, *encoding));
        let (bytes, encoding) = packed.map_or((self.plain, None), |(encoding, bytes)| {
            (*bytes, Some(*encoding))
        });
        Sent {
            tag: tag(self.hash, encoding),
            media_type: self.media_type,
            bytes: Bytes::from_static(bytes),
            encoding,
        }
    }
}

fn tag(hash: &str, encoding: Option<Encoding>) -> String {
    match encoding {
        Some(encoding) => format!("\"{hash}-{}\"", encoding.name()),
        None => format!("\"{hash}\""),
    }
}

fn answer(app: &App, headers: &HeaderMap, path: &str, sent: Sent) -> Response {
    let mut response = Response::new(Body::empty());
    // The build gives files below /assets/ names that change with their content.
    let caching = if path.starts_with("/assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    put(&mut response, CACHE_CONTROL, caching);
    let varies = match path {
        HOME => "accept-encoding, accept-language, cookie",
        _ => "accept-encoding",
    };
    put(&mut response, VARY, varies);
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let known = known.is_some_and(|known| known.split(',').any(|known| known.trim() == sent.tag));
    // Also where nothing has changed: the headers of that answer take the place of those kept.
    let policy = match path {
        WORKER => Some(&app.worker_policy),
        _ if sent.media_type.starts_with("text/html") => Some(&app.page_policy),
        _ => None,
    };
    let kept = response.headers_mut();
    if let Ok(tag) = HeaderValue::try_from(sent.tag) {
        kept.insert(ETAG, tag);
    }
    if let Some(policy) = policy {
        kept.insert(CONTENT_SECURITY_POLICY, policy.clone());
    }
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    put(&mut response, CONTENT_TYPE, sent.media_type);
    if let Some(encoding) = sent.encoding {
        put(&mut response, CONTENT_ENCODING, encoding.name());
    }
    *response.body_mut() = Body::from(sent.bytes);
    response
}

fn put(response: &mut Response, name: HeaderName, value: &'static str) {
    response
        .headers_mut()
        .insert(name, HeaderValue::from_static(value));
}

fn asks_for(headers: &HeaderMap, encoding: Encoding) -> bool {
    let accepted = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    takes(accepted.unwrap_or_default(), encoding.name())
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
