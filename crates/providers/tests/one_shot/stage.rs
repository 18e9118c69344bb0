//! A server that plays a part: it says the same to every request, and remembers them.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Method, Uri},
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use pixelprompt_picture::{Raster, encode};
use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) line: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Seen {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The fields of a form without files.
    pub(crate) fn form(&self) -> Vec<(String, String)> {
        let kind = self.headers["content-type"].to_str().unwrap();
        let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
        let boundary = format!("--{boundary}");
        let parts = self.body.split(&boundary).skip(1);
        let mut fields = Vec::new();
        for part in parts.filter(|part| !part.starts_with("--")) {
            let (head, value) = part.split_once("\r\n\r\n").unwrap();
            let name = head.split("name=\"").nth(1).unwrap();
            let name = name.split('"').next().unwrap();
            let value = value.strip_suffix("\r\n").unwrap();
            fields.push((name.to_owned(), value.to_owned()));
        }
        fields
    }
}

struct Play {
    status: u16,
    body: String,
    seen: Mutex<Vec<Seen>>,
}

/// The server; it stops when dropped.
pub(crate) struct Stage {
    pub(crate) at: SocketAddr,
    play: Arc<Play>,
    serving: JoinHandle<()>,
}

impl Stage {
    pub(crate) async fn with(status: u16, body: &Value) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let play = Arc::new(Play {
            status,
            body: body.to_string(),
            seen: Mutex::default(),
        });
        let router = Router::new().fallback(answer).with_state(play.clone());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { at, play, serving }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.play.seen.lock().unwrap().clone()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// A picture of 3x2 pixels.
pub(crate) fn png() -> Vec<u8> {
    encode(&Raster::filled(3, 2, [200, 60, 20]), None).unwrap()
}

/// That picture as it stands in JSON.
pub(crate) fn png64() -> String {
    STANDARD.encode(png())
}

async fn answer(
    State(play): State<Arc<Play>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    play.seen.lock().unwrap().push(Seen {
        line: format!("{method} {uri}"),
        headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    });
    let respond = |status: u16, body: Body| Response::builder().status(status).body(body).unwrap();
    if method == Method::GET {
        return match uri.path().strip_prefix("/pictures/") {
            Some(text) => match STANDARD.decode(text) {
                Ok(file) => respond(200, file.into()),
                Err(_) => respond(200, text.to_owned().into()),
            },
            None => respond(404, "expired".into()),
        };
    }
    respond(play.status, play.body.clone().into())
}
