//! A server that keeps what it was asked, answers as a test says, and fails as a prompt says.

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
use futures::{FutureExt as _, StreamExt as _, future::BoxFuture, stream};
use pixelprompt_picture::{Raster, encode};
use serde_json::{Value, json};
use tokio::{io::AsyncReadExt as _, net::TcpListener, task::JoinHandle};

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) line: String,
    pub(crate) authorization: Option<String>,
    pub(crate) body: Value,
}

type Answerer = Arc<dyn Fn(Seen) -> BoxFuture<'static, Response> + Send + Sync>;

#[derive(Clone)]
struct Shared {
    log: Arc<Mutex<Vec<Seen>>>,
    answerer: Answerer,
}

/// The server; it stops when dropped.
pub(crate) struct Mock {
    at: SocketAddr,
    shared: Shared,
    serving: JoinHandle<()>,
}

impl Mock {
    pub(crate) async fn start<F>(answerer: impl Fn(Seen) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Response> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let shared = Shared {
            log: Arc::default(),
            answerer: Arc::new(move |seen| answerer(seen).boxed()),
        };
        let router = Router::new().fallback(answer).with_state(shared.clone());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            at,
            shared,
            serving,
        }
    }

    pub(crate) fn base(&self) -> String {
        format!("http://{}", self.at)
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.shared.log.lock().unwrap().clone()
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

async fn answer(
    State(shared): State<Shared>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> Response {
    let authorization = headers.get("authorization");
    let seen = Seen {
        line: format!("{method} {uri}"),
        authorization: authorization.map(|value| value.to_str().unwrap().to_owned()),
        body: serde_json::from_str(&body).unwrap_or_default(),
    };
    shared.log.lock().unwrap().push(seen.clone());
    (shared.answerer)(seen).await
}

/// Fails as the words say; nothing if they are no fault.
pub(crate) async fn fault(words: &str) -> Option<Response> {
    if let Some(status) = words.strip_prefix("status ") {
        let complaint = json!({"error": "no, me:hunter2 and bWU6aHVudGVyMg=="});
        let mut response = said(status.parse().unwrap(), &complaint);
        let wait = "7".parse().unwrap();
        response.headers_mut().insert("retry-after", wait);
        return Some(response);
    }
    Some(match words {
        "refusal" => said(400, &json!({"error": "against the content policy"})),
        "hang" => std::future::pending().await,
        "hang in the middle" => streamed(stream::iter([Ok("{")]).chain(stream::pending())),
        "cut off" => streamed(stream::iter([
            Ok("{"),
            Err(std::io::Error::other("as you wish")),
        ])),
        "html" => bytes(200, "<!doctype html><title>Welcome</title>"),
        "other json" => said(200, &json!({"surprise": {}})),
        "giant" => bytes(200, vec![b' '; 2 << 20]),
        _ => return None,
    })
}

pub(crate) fn said(status: u16, json: &Value) -> Response {
    bytes(status, json.to_string())
}

pub(crate) fn bytes(status: u16, body: impl Into<Body>) -> Response {
    let response = Response::builder().status(status).body(body.into());
    response.unwrap()
}

fn streamed(
    parts: impl stream::Stream<Item = Result<&'static str, std::io::Error>> + Send + 'static,
) -> Response {
    bytes(200, Body::from_stream(parts))
}

/// A server that reads the beginning of one request and hangs up.
pub(crate) async fn dropping() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        let _ = connection.read(&mut [0; 1024]).await.unwrap();
    });
    format!("http://{at}")
}

/// A picture of 3x2 pixels.
pub(crate) fn png() -> Vec<u8> {
    encode(&Raster::filled(3, 2, [200, 60, 20]), None).unwrap()
}

pub(crate) fn png_as_base64() -> String {
    STANDARD.encode(png())
}
