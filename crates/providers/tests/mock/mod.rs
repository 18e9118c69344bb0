//! An OpenAI-compatible server that does what the prompt says.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderMap, Method, Uri},
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use futures::{StreamExt as _, stream};
use pixelprompt_picture::{Raster, encode};
use serde_json::{Value, json};
use tokio::{
    io::AsyncReadExt as _,
    net::TcpListener,
    task::{JoinHandle, yield_now},
};

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) line: String,
    pub(crate) authorization: Option<String>,
    pub(crate) body: String,
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<Seen>>>);

/// The server; it stops when dropped.
pub(crate) struct Mock {
    pub(crate) at: SocketAddr,
    log: Log,
    serving: JoinHandle<()>,
}

impl Mock {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let log = Log::default();
        let router = Router::new().fallback(answer).with_state(log.clone());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { at, log, serving }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.log.0.lock().unwrap().clone()
    }

    pub(crate) fn posts(&self) -> usize {
        let seen = self.seen();
        seen.iter()
            .filter(|seen| seen.line.starts_with("POST"))
            .count()
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// A server that reads the beginning of one request and hangs up.
pub(crate) async fn dropping() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        let _ = connection.read(&mut [0; 1024]).await.unwrap();
    });
    at
}

/// A picture of 3x2 pixels.
pub(crate) fn png() -> Vec<u8> {
    encode(&Raster::filled(3, 2, [200, 60, 20]), None).unwrap()
}

async fn answer(
    State(log): State<Log>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> Response {
    let authorization = headers
        .get("authorization")
        .map(|value| value.to_str().unwrap().to_owned());
    log.0.lock().unwrap().push(Seen {
        line: format!("{method} {uri}"),
        authorization: authorization.clone(),
        body: body.clone(),
    });
    match (method.as_str(), uri.path()) {
        ("GET", "/picture") if authorization.is_some() => body_of(200, png()),
        ("GET", "/giant") => body_of(200, vec![0; 2 << 20]),
        ("POST", "/v1/images/generations") => {
            let asked: Value = serde_json::from_str(&body).unwrap();
            let host = headers["host"].to_str().unwrap();
            generation(asked["prompt"].as_str().unwrap(), host, authorization).await
        }
        _ => body_of(404, "not here"),
    }
}

async fn generation(prompt: &str, host: &str, authorization: Option<String>) -> Response {
    let picture = |bytes: &[u8]| json!({"b64_json": STANDARD.encode(bytes)});
    let pictures = |data: Value| body_of(200, json!({"created": 1, "data": data}).to_string());
    let error = |code: &str, message: &str| {
        json!({"error": {"code": code, "message": message}}).to_string()
    };
    let url = |url: &str| pictures(json!([{"url": url}]));
    if let Some(status) = prompt.strip_prefix("status ") {
        let mut response = body_of(status.parse().unwrap(), error("mock", "as you wish"));
        let headers = response.headers_mut();
        headers.insert("retry-after", "7".parse().unwrap());
        headers.insert(
            "location",
            format!("http://{host}/v1/images/generations")
                .parse()
                .unwrap(),
        );
        return response;
    }
    if let Some(address) = prompt.strip_prefix("url ") {
        return url(address);
    }
    match prompt {
        "base64" => pictures(json!([picture(&png())])),
        "data url" => url(&format!("data:image/png;base64,{}", STANDARD.encode(png()))),
        "same origin" => url(&format!("http://{host}/picture")),
        "relative url" => url("/picture"),
        "lost url" => url("/nowhere"),
        "giant behind url" => url("/giant"),
        "two" => pictures(json!([picture(&png()), picture(&png())])),
        "rewritten" => pictures(json!([{
            "b64_json": STANDARD.encode(png()), "url": null,
            "revised_prompt": "a fox, but nicer", "surprise": {},
        }])),
        "slow" => {
            for _ in 0..100 {
                yield_now().await;
            }
            pictures(json!([picture(&png())]))
        }
        "refusal" => body_of(400, error("moderation_blocked", "Rejected")),
        "no credit" => body_of(429, error("insufficient_quota", "You exceeded your quota")),
        "echo the key late" => body_of(
            401,
            error(
                "",
                &format!("{}{}", "x".repeat(285), authorization.unwrap()),
            ),
        ),
        "echo the key" => body_of(
            401,
            error(
                "invalid_api_key",
                &format!("wrong: {}", authorization.unwrap()),
            ),
        ),
        "hang" => std::future::pending().await,
        "hang in the middle" => streamed(stream::iter([Ok("{\"data\":")]).chain(stream::pending())),
        "cut off" => streamed(stream::iter([
            Ok("{\"data\":"),
            Err(std::io::Error::other("as you wish")),
        ])),
        "html" => body_of(200, "<!doctype html><title>Welcome</title>"),
        "other json" => body_of(200, "{\"images\":[]}"),
        "no pictures" => pictures(json!([])),
        "empty picture" => pictures(json!([{"b64_json": "", "url": null}])),
        "not base64" => pictures(json!([{"b64_json": "<svg>"}])),
        "html as picture" => pictures(json!([picture(b"<!doctype html>")])),
        "gif" => pictures(json!([picture(b"GIF89a\x01\0\x01\0\0\0\0;")])),
        "bomb" => pictures(json!([picture(&bomb())])),
        "giant" => body_of(200, vec![b' '; 2 << 20]),
        "giant without length" => streamed(stream::repeat_with(|| Ok("                "))),
        unknown => panic!("the mock does not know {unknown:?}"),
    }
}

/// The header of a picture of 50,000 x 50,000 pixels.
fn bomb() -> Vec<u8> {
    let mut bomb = png();
    bomb[16..24].copy_from_slice(&[0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50]);
    let crc = !bomb[12..29].iter().fold(!0_u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    });
    bomb[29..33].copy_from_slice(&crc.to_be_bytes());
    bomb
}

fn body_of(status: u16, body: impl Into<Body>) -> Response {
    let response = Response::builder().status(status).body(body.into());
    response.unwrap()
}

fn streamed(
    parts: impl stream::Stream<Item = Result<&'static str, std::io::Error>> + Send + 'static,
) -> Response {
    body_of(200, Body::from_stream(parts))
}
