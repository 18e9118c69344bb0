//! Many clients at once, each with a connection of its own.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures::future::try_join_all;
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, Response, body::Incoming, client::conn::http1};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// Whatever went wrong; a bench has no better answer than to stop.
pub(crate) type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// One kept-alive connection.
pub(crate) struct Client {
    sender: http1::SendRequest<Full<Bytes>>,
    host: String,
}

impl Client {
    /// Connects to `127.0.0.1:8080`.
    pub(crate) async fn connect(address: &str) -> Result<Self, Trouble> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(async move {
            // The request that notices says so.
            let _ = connection.await;
        });
        Ok(Self {
            sender,
            host: address.to_owned(),
        })
    }

    /// Sends a request and leaves the body to the caller.
    pub(crate) async fn open(
        &mut self,
        method: &str,
        path: &str,
        body: &str,
    ) -> Result<Response<Incoming>, Trouble> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", &self.host)
            .header("content-type", "application/json")
            .body(Full::from(body.to_owned()))?;
        self.sender.ready().await?;
        let answer = self.sender.send_request(request).await?;
        if !answer.status().is_success() {
            let status = answer.status();
            let text = answer.into_body().collect().await?.to_bytes();
            return Err(format!(
                "{method} {path}: {status} {}",
                String::from_utf8_lossy(&text)
            )
            .into());
        }
        Ok(answer)
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn send(
        &mut self,
        method: &str,
        path: &str,
        body: &str,
    ) -> Result<Bytes, Trouble> {
        let answer = self.open(method, path, body).await?;
        Ok(answer.into_body().collect().await?.to_bytes())
    }

    /// A JSON answer.
    pub(crate) async fn json(
        &mut self,
        method: &str,
        path: &str,
        body: &str,
    ) -> Result<Value, Trouble> {
        Ok(serde_json::from_slice(
            &self.send(method, path, body).await?,
        )?)
    }

    /// Submits a prompt and tells the job's id.
    pub(crate) async fn generate(&mut self, prompt: &str) -> Result<String, Trouble> {
        let body = serde_json::json!({ "prompt": prompt }).to_string();
        let answer = self.json("POST", "/generate", &body).await?;
        Ok(answer["jobId"].as_str().ok_or("no jobId")?.to_owned())
    }
}

/// How long each request took, and all of them together.
pub(crate) struct Measured {
    sorted: Vec<Duration>,
    pub(crate) together: Duration,
}

impl Measured {
    /// The time within which so many per cent were answered.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let place = (self.sorted.len() * percent / 100).min(self.sorted.len().saturating_sub(1));
        self.sorted.get(place).map_or(0.0, Duration::as_secs_f64) * 1_000.0
    }

    /// Answers a second.
    pub(crate) fn rate(&self) -> f64 {
        self.sorted.len() as f64 / self.together.as_secs_f64()
    }
}

/// `clients` callers share `calls` calls.
pub(crate) async fn at_once<F, Called>(
    clients: usize,
    calls: usize,
    call: F,
) -> Result<Measured, Trouble>
where
    F: Fn() -> Called + Send + Sync + Clone + 'static,
    Called: Future<Output = Result<(), Trouble>> + Send,
{
    shared(vec![(); clients], calls, move |(), _| call()).await
}

/// `clients` connections share `requests` requests; `request` gets a connection and a number.
pub(crate) async fn load<F, Answered>(
    address: &str,
    clients: usize,
    requests: usize,
    request: F,
) -> Result<Measured, Trouble>
where
    F: Fn(Client, usize) -> Answered + Send + Sync + Clone + 'static,
    Answered: Future<Output = Result<Client, Trouble>> + Send,
{
    let mut connections = Vec::new();
    for _ in 0..clients {
        connections.push(Client::connect(address).await?);
    }
    shared(connections, requests, request).await
}

/// Each hand does one deed after another until so many are done.
async fn shared<Hand, F, Done>(hands: Vec<Hand>, deeds: usize, deed: F) -> Result<Measured, Trouble>
where
    Hand: Send + 'static,
    F: Fn(Hand, usize) -> Done + Send + Sync + Clone + 'static,
    Done: Future<Output = Result<Hand, Trouble>> + Send,
{
    let next = Arc::new(AtomicUsize::new(0));
    let began = Instant::now();
    let tasks = hands.into_iter().map(|mut hand| {
        let (next, deed) = (Arc::clone(&next), deed.clone());
        tokio::spawn(async move {
            let mut times = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= deeds {
                    return Ok::<_, Trouble>(times);
                }
                let began = Instant::now();
                hand = deed(hand, number).await?;
                times.push(began.elapsed());
            }
        })
    });
    let mut sorted = Vec::new();
    for times in try_join_all(tasks).await? {
        sorted.extend(times?);
    }
    let together = began.elapsed();
    sorted.sort_unstable();
    Ok(Measured { sorted, together })
}
