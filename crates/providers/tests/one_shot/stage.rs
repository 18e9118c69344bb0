//! A server that plays a part: it does the same to every request, and remembers them.

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
use futures::{StreamExt as _, stream};
use pixelprompt_picture::{Raster, encode};
use serde_json::Value;
use tokio::{io::AsyncReadExt as _, net::TcpListener, task::JoinHandle};

/// What the server does to whoever posts.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Answers with a status and a body.
    Say(u16, String),
    /// Never answers.
    Hang,
    /// Begins an answer.
    HangInTheMiddle,
    /// Begins an answer and goes away.
    CutOff,
}

impl Act {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::Say(status, body.to_string())
    }
}

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
    act: Act,
    seen: Mutex<Vec<Seen>>,
}

/// The server; it stops when dropped.
pub(crate) struct Stage {
    pub(crate) at: SocketAddr,
    play: Arc<Play>,
    serving: JoinHandle<()>,
}

impl Stage {
    pub(crate) async fn with(act: Act) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let play = Arc::new(Play {
            act,
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
    let respond = |status: u16, body: Body| {
        let response = Response::builder().status(status);
        response.header("retry-after", "7").body(body).unwrap()
    };
    if method == Method::GET {
        return match uri.path().strip_prefix("/pictures/") {
            Some(text) => match STANDARD.decode(text) {
                Ok(file) => respond(200, file.into()),
                Err(_) => respond(200, text.to_owned().into()),
            },
            None => respond(404, "expired".into()),
        };
    }
    let beginning = stream::iter([Ok::<_, std::io::Error>("{\"data\":")]);
    match play.act.clone() {
        Act::Say(status, body) => respond(status, body.into()),
        Act::Hang => std::future::pending().await,
        Act::HangInTheMiddle => respond(200, Body::from_stream(beginning.chain(stream::pending()))),
        Act::CutOff => {
            let end = stream::iter([Err(std::io::Error::other("as you wish"))]);
            respond(200, Body::from_stream(beginning.chain(end)))
        }
    }
}
