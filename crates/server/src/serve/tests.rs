use axum::{body::Body, routing::get};
use bytes::Bytes;
use futures::stream;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    sync::mpsc,
};

use super::*;

async fn start(bounds: Bounds, router: Router) -> (SocketAddr, CancellationToken) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let closing = CancellationToken::new();
    tokio::spawn(serve_within(
        bounds,
        vec![listener],
        router,
        closing.clone(),
    ));
    (address, closing)
}

async fn ask(address: SocketAddr, head: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

/// The first line of an answer.
async fn status(stream: &mut TcpStream) -> String {
    let mut line = vec![0; 12];
    stream.read_exact(&mut line).await.unwrap();
    String::from_utf8(line).unwrap()
}

const GET: &str = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";

#[tokio::test]
async fn connections_beyond_the_most_wait_for_one_that_ends() {
    let router = Router::new().route("/", get(async || "here"));
    let bounds = Bounds {
        connections: 2,
        ..BOUNDS
    };
    let (address, closing) = start(bounds, router).await;
    let mut open = Vec::new();
    for _ in 0..2 {
        let mut stream = ask(address, GET).await;
        assert_eq!(status(&mut stream).await, "HTTP/1.1 200");
        open.push(stream);
    }
    let mut third = ask(address, GET).await;
    let early = tokio::time::timeout(Duration::from_millis(50), status(&mut third)).await;
    assert!(early.is_err(), "there is no room yet");
    open.pop();
    assert_eq!(status(&mut third).await, "HTTP/1.1 200");
    closing.cancel();
}

#[tokio::test]
async fn a_client_that_takes_nothing_is_let_go_and_little_is_made_for_it() {
    let (made, mut parts) = mpsc::unbounded_channel();
    let endless = move || {
        let made = made.clone();
        async move {
            Body::from_stream(stream::repeat_with(move || {
                made.send(()).ok();
                Ok::<_, io::Error>(Bytes::from(vec![0; 1 << 20]))
            }))
        }
    };
    let bounds = Bounds {
        patience: Duration::from_millis(50),
        ..BOUNDS
    };
    let (address, closing) = start(bounds, Router::new().route("/", get(endless))).await;
    let stream = ask(address, GET).await;
    parts.recv().await.unwrap();
    // The router, which can make more, goes with the server, and that when its last connection has ended.
    closing.cancel();
    let mut count = 1;
    while parts.recv().await.is_some() {
        count += 1;
    }
    assert!(count < 64, "{count} MiB are more than the system's buffers");
    drop(stream);
}

#[tokio::test]
async fn a_head_that_is_too_long_is_refused() {
    let (address, closing) = start(BOUNDS, Router::new()).await;
    let long = "x".repeat(2 * BUFFER);
    let head = format!("GET / HTTP/1.1\r\nhost: x\r\nx-long: {long}\r\n\r\n");
    let mut stream = ask(address, &head).await;
    assert_eq!(status(&mut stream).await, "HTTP/1.1 431");
    closing.cancel();
}
