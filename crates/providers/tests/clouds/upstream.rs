//! A provider's server as its tests describe it, and what a provider makes of its faults.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Method, Uri},
    response::Response,
};
use futures::{StreamExt as _, stream};
use pixelprompt_domain::{
    Answer, ErrorKind, Image, ImageProvider, ImageRequest, Outcome, Parameters, Prompt,
    ProviderError, Size, Timestamp,
};
use pixelprompt_picture::{Raster, encode};
use pixelprompt_providers::{
    Configured, family,
    http::{Bounds, HttpClient},
};
use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};

pub(crate) const KEY: &str = "key-very-secret";

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// `POST /v1/flux?x=y`
    pub(crate) line: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
    /// The body as it is.
    pub(crate) words: String,
    /// How often the same line had arrived before.
    pub(crate) before: usize,
    /// This server, as clients write it.
    pub(crate) origin: String,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// What a server does with a request.
pub(crate) type Answering = fn(&Seen) -> Response;

#[derive(Clone)]
struct Desk {
    seen: Arc<Mutex<Vec<Seen>>>,
    answering: Answering,
    origin: String,
}

/// The server; it stops when dropped.
pub(crate) struct Upstream {
    pub(crate) at: SocketAddr,
    desk: Desk,
    serving: JoinHandle<()>,
}

impl Upstream {
    pub(crate) async fn start(answering: Answering) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let desk = Desk {
            seen: Arc::default(),
            answering,
            origin: format!("http://{at}"),
        };
        let router = Router::new().fallback(answer).with_state(desk.clone());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { at, desk, serving }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.desk.seen.lock().unwrap().clone()
    }
}

impl Drop for Upstream {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn answer(
    State(desk): State<Desk>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let line = format!("{method} {uri}");
    let seen = {
        let mut log = desk.seen.lock().unwrap();
        let seen = Seen {
            before: log.iter().filter(|seen| seen.line == line).count(),
            line,
            headers,
            body: serde_json::from_slice(&body).unwrap_or_default(),
            words: String::from_utf8_lossy(&body).into_owned(),
            origin: desk.origin,
        };
        log.push(seen.clone());
        seen
    };
    (desk.answering)(&seen)
}

pub(crate) fn json(status: u16, body: &Value) -> Response {
    body_of(status, body.to_string())
}

pub(crate) fn picture() -> Response {
    body_of(200, png())
}

fn body_of(status: u16, body: impl Into<Body>) -> Response {
    let response = Response::builder()
        .status(status)
        .header("retry-after", "7");
    response.body(body.into()).unwrap()
}

/// A picture of 3x2 pixels.
pub(crate) fn png() -> Vec<u8> {
    encode(&Raster::filled(3, 2, [200, 60, 20]), None).unwrap()
}

/// What any server may do instead of answering; the fault is named by the prompt, or in the address
/// that is asked.
pub(crate) fn fault(name: &str) -> Response {
    match name {
        "html" => body_of(200, "<!doctype html><title>Welcome</title>"),
        "other json" | "other-json" => body_of(200, "{\"surprise\":1}"),
        "cut off" | "cut-off" => {
            let parts = [Ok("{\"id\":"), Err(std::io::Error::other("as you wish"))];
            body_of(200, Body::from_stream(stream::iter(parts).boxed()))
        }
        status => body_of(
            status
                .trim_start_matches(|c: char| !c.is_ascii_digit())
                .parse()
                .unwrap_or_else(|_| panic!("the server does not know {name:?}")),
            "{}",
        ),
    }
}

/// The model of a provider, at an address.
pub(crate) fn model(provider: &str, upstream_id: &str, base_url: &str) -> Arc<dyn ImageProvider> {
    model_with(provider, upstream_id, base_url, |_| {})
}

/// The same, when more is configured.
pub(crate) fn model_with(
    provider: &str,
    upstream_id: &str,
    base_url: &str,
    configure: impl Fn(&mut Configured),
) -> Arc<dyn ImageProvider> {
    let mut configured = Configured {
        id: "mine".parse().unwrap(),
        name: "Mine".to_owned(),
        upstream_id: upstream_id.to_owned(),
        api_key: Some(KEY.into()),
        base_url: Some(base_url.parse().unwrap()),
        user_id: None,
        region: None,
        aws_key: None,
        sizes: Vec::new(),
        told: None,
        price: None,
        client: HttpClient::new(Bounds::default()).unwrap(),
        now: Timestamp::default,
    };
    configure(&mut configured);
    (family(provider).unwrap().make)(configured).unwrap()
}

/// Paints and asks as often as it takes, as the worker does, except that it never waits and takes no
/// error for a reason to ask again. The pictures, and how often the work was pending.
pub(crate) async fn paint(
    model: &dyn ImageProvider,
    prompt: &str,
) -> Result<(Vec<Image>, usize), ProviderError> {
    let request = ImageRequest {
        model: "mine".parse().unwrap(),
        prompt: Prompt::new(prompt).unwrap(),
        parameters: Parameters {
            size: Some(Size::square(1024)),
            ..Parameters::default()
        },
        previews: false,
    };
    let mut answer = model.submit(&request, &|_| {}).await?;
    for pending in 0..20 {
        match answer {
            Answer::Ready(images) => return Ok((images, pending)),
            Answer::Pending(ticket) => {
                assert!(!format!("{ticket:?}").contains(KEY), "{ticket:?}");
                answer = model.poll(&request, &ticket, &|_| {}).await?;
            }
        }
    }
    panic!("{prompt} is pending forever")
}

/// Every case fails as it should, with that many requests, those for tokens not counted. What fails in the
/// same way at every provider is in the contract suite.
pub(crate) async fn fails(
    upstream: &Upstream,
    model: &dyn ImageProvider,
    cases: &[(&str, ErrorKind, Outcome, usize)],
) {
    for &(prompt, kind, outcome, requests) in cases {
        let before = upstream.seen().len();
        let error = paint(model, prompt).await.unwrap_err();
        let got = (error.kind, error.outcome);
        assert_eq!(got, (kind, outcome), "{prompt}: {error:?}");
        // Final for the ticket, and nobody knows about the money; unless nobody was asked.
        let asked = !error.detail.contains("not the configured provider's");
        let lost = got == (ErrorKind::BadResponse, Outcome::Unknown) && asked;
        assert_eq!(error.gone, lost, "{prompt}: {error:?}");
        let lines: Vec<_> = upstream
            .seen()
            .drain(before..)
            .map(|seen| seen.line)
            .filter(|line| !line.contains("/token/"))
            .collect();
        assert_eq!(lines.len(), requests, "{prompt}: {lines:?}");
        assert!(!format!("{error} {error:?}").contains(KEY), "{error:?}");
        if kind == ErrorKind::RateLimited {
            assert_eq!(error.retry_after, Some(Duration::from_secs(7)), "{prompt}");
        }
    }
    let mut counts = HashMap::new();
    for seen in upstream.seen() {
        if seen.line.starts_with("POST") && !seen.body.is_null() {
            *counts.entry(seen.body.to_string()).or_insert(0) += 1;
        }
    }
    for (body, count) in counts {
        assert_eq!(count, 1, "sent twice: {body}");
    }
}
