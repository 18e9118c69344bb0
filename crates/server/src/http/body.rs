//! JSON that arrives.

use std::{fmt, marker::PhantomData, sync::Arc};

use axum::{
    body::Body,
    extract::{FromRequest, Request},
    http::{
        HeaderMap, StatusCode,
        header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE},
    },
};
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt as _;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, MapAccess, Visitor, value::MapAccessDeserializer},
};
use tokio::time::timeout;

use super::{ApiError, refusal::sentence};
use crate::studio::App;

/// How much of a body that is too large is read all the same: a client that is still sending would not
/// see the answer otherwise.
const DRAINED: usize = 32 << 20;

/// The request's JSON document. Refuses whatever is not exactly that, and says what is wrong where.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, ApiError> {
        if let Some(message) = unreadable(request.headers()) {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(ApiError::new(status, "UNSUPPORTED_MEDIA_TYPE", message));
        }
        // Half of the time is for the answer, so that a slow client is told that it was too slow.
        let patience = app.settings.timeout / 2;
        let body = timeout(patience, whole(request, app.settings.body_limit)).await;
        let body = body.map_err(|_| {
            let message = "The request did not arrive in time.";
            ApiError::new(StatusCode::REQUEST_TIMEOUT, "TIMED_OUT", message)
        })??;
        parse(&body).map(Self)
    }
}

/// Why a body with these headers is not read.
fn unreadable(headers: &HeaderMap) -> Option<&'static str> {
    let kind = headers.get(CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    let (essence, parameters) = kind.split_once(';').unwrap_or((&kind, ""));
    if !is_json(essence.trim()) {
        return Some("Send JSON, with the header Content-Type: application/json.");
    }
    let mut charsets = parameters
        .split(';')
        .filter_map(|parameter| parameter.trim().strip_prefix("charset="));
    if !charsets.all(|charset| matches!(charset.trim_matches('"'), "utf-8" | "utf8")) {
        return Some("Send the JSON in UTF-8.");
    }
    let mut encodings = headers.get_all(CONTENT_ENCODING).iter();
    if !encodings.all(|encoding| encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        return Some("Send the JSON as it is, without a Content-Encoding.");
    }
    None
}

fn is_json(kind: &str) -> bool {
    kind == "application/json" || kind.starts_with("application/") && kind.ends_with("+json")
}

async fn whole(request: Request, limit: usize) -> Result<Bytes, ApiError> {
    let length = request.headers().get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let mut body: Body = request.into_body();
    let mut read = BytesMut::with_capacity(length.unwrap_or(0).min(limit));
    let mut seen = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| ApiError::invalid("The request broke off."))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        seen += data.len();
        if seen <= limit {
            read.extend_from_slice(&data);
        } else if seen > DRAINED {
            break;
        }
    }
    if seen > limit {
        let message = format!("The request is longer than {limit} bytes.");
        return Err(ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "BODY_TOO_LARGE",
            message,
        ));
    }
    Ok(read.freeze())
}

fn parse<T: DeserializeOwned>(text: &[u8]) -> Result<T, ApiError> {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let Object(parsed) = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        mistake(&path, &error.into_inner())
    })?;
    deserializer.end().map_err(|error| mistake(".", &error))?;
    Ok(parsed)
}

/// What is written as an object. Structs alone would also be read from an array of their fields.
struct Object<T>(T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields<T>(PhantomData<T>);

        impl<'de, T: DeserializeOwned> Visitor<'de> for Fields<T> {
            type Value = Object<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Object)
            }
        }

        deserializer.deserialize_map(Fields(PhantomData))
    }
}

fn mistake(path: &str, error: &serde_json::Error) -> ApiError {
    let words = error.to_string();
    if !error.is_data() {
        let message = format!("The request is not valid JSON: {}", lower(&words));
        return ApiError::new(StatusCode::BAD_REQUEST, "INVALID_JSON", ended(message));
    }
    let words = words.split(" at line ").next().unwrap_or_default();
    let words = in_plain_words(words);
    ApiError::invalid(match path {
        "." => sentence(&words),
        path => ended(format!("{path}: {words}")),
    })
}

/// The names of Rust's types mean nothing to whoever sent the request.
fn in_plain_words(words: &str) -> String {
    words
        .replace("expected u32", "expected a whole number from 0")
        .replace("expected u64", "expected a whole number from 0")
        .replace("expected f32", "expected a number")
        .replace("expected f64", "expected a number")
        .replace("expected struct ", "expected an object, ")
        .replace('`', "\"")
}

fn lower(words: &str) -> String {
    words.replace('`', "\"")
}

fn ended(message: String) -> String {
    message + "."
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Small {
        #[serde(rename = "count")]
        _count: u32,
        #[serde(rename = "names", default)]
        _names: Vec<String>,
    }

    fn refused(text: &[u8]) -> (&'static str, String) {
        let error = parse::<Small>(text).unwrap_err();
        (error.code, error.message.into_owned())
    }

    #[test]
    fn only_plain_json_in_utf_8_is_read() {
        for (kind, encoding, read) in [
            ("application/json", None, true),
            ("Application/JSON; charset=UTF-8", None, true),
            ("application/problem+json;charset=\"utf-8\"", None, true),
            ("application/json", Some("Identity"), true),
            ("application/json; charset=iso-8859-1", None, false),
            ("application/json; charset=utf-16", None, false),
            ("application/json", Some("gzip"), false),
            ("text/plain", None, false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, kind.parse().unwrap());
            if let Some(encoding) = encoding {
                headers.insert(CONTENT_ENCODING, encoding.parse().unwrap());
            }
            assert_eq!(unreadable(&headers).is_none(), read, "{kind} {encoding:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_where() {
        for (text, code, words) in [
            (&b"{"[..], "INVALID_JSON", "EOF"),
            (b"", "INVALID_JSON", "EOF"),
            (b"{\"count\": 1} x", "INVALID_JSON", "trailing"),
            (
                b"{\"count\": 1, \"names\": [\"\xff\"]}",
                "INVALID_JSON",
                "unicode",
            ),
            (b"{\"count\": -1}", "INVALID_REQUEST", "count: "),
            (
                b"{\"count\": -1}",
                "INVALID_REQUEST",
                "a whole number from 0",
            ),
            (
                b"{\"count\": 1, \"names\": [\"a\", 2]}",
                "INVALID_REQUEST",
                "names[1]: ",
            ),
            (b"{\"count\": 1, \"extra\": 2}", "INVALID_REQUEST", "extra"),
            (b"{}", "INVALID_REQUEST", "Missing field \"count\""),
            (b"[1, [\"a\"]]", "INVALID_REQUEST", "expected an object."),
            (b"null", "INVALID_REQUEST", "expected an object."),
        ] {
            let (found, message) = refused(text);
            let text = String::from_utf8_lossy(text);
            assert_eq!(found, code, "{text}: {message}");
            assert!(message.contains(words), "{text}: {message}");
        }
    }
}
