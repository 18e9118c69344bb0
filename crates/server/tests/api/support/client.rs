//! A client for the router.

use std::net::SocketAddr;

use axum::{
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode},
};
use bytes::Bytes;
use futures::{StreamExt as _, stream::BoxStream};
use serde_json::Value;
use tower::ServiceExt as _;

use super::App;

/// An answer with its whole body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    /// The code of an error.
    pub(crate) fn code(&self) -> String {
        self.json()["error"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// A request from 203.0.113.7, with these headers.
pub(crate) fn request(
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Request<Body> {
    let mut builder = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    let peer: SocketAddr = "203.0.113.7:4711".parse().unwrap();
    builder
        .extension(ConnectInfo(peer))
        .body(body.into())
        .unwrap()
}

impl App {
    pub(crate) async fn call(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        Answer {
            status: head.status,
            headers: head.headers,
            body: to_bytes(body, usize::MAX).await.unwrap(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[]).await
    }

    /// A request without a body.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        self.call(request(method, path, headers, Body::empty()))
            .await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_with(path, &[], body).await
    }

    pub(crate) async fn post_with(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Answer {
        let mut headers = headers.to_vec();
        headers.push(("content-type", "application/json"));
        self.call(request(Method::POST, path, &headers, body.to_string()))
            .await
    }

    /// Watches a job, perhaps from where another watcher ended.
    pub(crate) async fn watch(&self, job: &str, last: Option<&str>) -> BoxStream<'static, Event> {
        let path = format!("/jobs/{job}/events");
        let headers: Vec<_> = last.iter().map(|last| ("last-event-id", *last)).collect();
        let response = self
            .router
            .clone()
            .oneshot(request(Method::GET, &path, &headers, Body::empty()))
            .await
            .unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        events(response.into_body().into_data_stream().map(Result::unwrap))
    }
}

/// One event; a comment has no name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Event {
    pub(crate) name: String,
    pub(crate) id: Option<String>,
    pub(crate) data: Value,
}

/// Reads events out of bytes, however they are cut.
pub(crate) fn events(
    bytes: impl futures::Stream<Item = Bytes> + Send + 'static,
) -> BoxStream<'static, Event> {
    let pieces = bytes.scan(String::new(), |rest, bytes| {
        rest.push_str(std::str::from_utf8(&bytes).unwrap());
        let mut found = Vec::new();
        while let Some(end) = rest.find("\n\n") {
            let text: String = rest.drain(..end + 2).collect();
            found.push(parse(&text));
        }
        futures::future::ready(Some(futures::stream::iter(found)))
    });
    pieces.flatten().boxed()
}

fn parse(text: &str) -> Event {
    let field = |name: &str| {
        let mut lines = text.lines();
        lines
            .find_map(|line| line.strip_prefix(name))
            .map(str::to_owned)
    };
    let data = field("data: ");
    Event {
        name: field("event: ").unwrap_or_default(),
        id: field("id: "),
        data: data.map_or(Value::Null, |data| serde_json::from_str(&data).unwrap()),
    }
}
