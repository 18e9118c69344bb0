//! A server that keeps what it was asked, and answers as a test says.

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
use futures::{FutureExt as _, future::BoxFuture};
use pixelprompt_picture::{Raster, encode};
use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};

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

pub(crate) fn said(status: u16, json: &Value) -> Response {
    bytes(status, json.to_string())
}

pub(crate) fn bytes(status: u16, body: impl Into<Body>) -> Response {
    let response = Response::builder().status(status).body(body.into());
    response.unwrap()
}

/// A picture of 3x2 pixels.
pub(crate) fn png() -> Vec<u8> {
    encode(&Raster::filled(3, 2, [200, 60, 20]), None).unwrap()
}

pub(crate) fn png_as_base64() -> String {
    STANDARD.encode(png())
}
