//! What the server writes into its log.

use std::{
    io,
    sync::{Arc, Mutex},
};

use axum::http::Method;
use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::{App, Mood};

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn every_line_of_a_request_names_it_and_none_tells_a_secret_of_the_client() {
    let log = Log::default();
    // For all tests of this program: a subscriber of one thread does not work beside threads that have
    // none, because what is worth logging is remembered for all of them.
    let subscriber = tracing_subscriber::fmt()
        .with_writer(log.clone())
        .with_ansi(false)
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let app = App::start();
    let id = app.paint("a fox").await;

    let name = [("x-correlation-id", "request-7")];
    app.blobs.be(Mood::Broken);
    let path = format!("/images/{id}-0?q=private");
    app.send(Method::GET, &path, &name).await;
    let line = json!({"level": "ERROR", "message": "two\nlines \u{1b}[31m"});
    app.post_with("/log", &name, &line).await;

    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let mine = |line: &&str| line.contains("correlation_id=\"request-7\"");
    let lines: Vec<_> = text.lines().filter(mine).collect();
    for (line, words) in lines.iter().zip([
        &["ERROR", "a store failed", "the secret disk is full"][..],
        &[
            "INFO",
            "request answered",
            "method=\"GET\"",
            "status=500",
            "ms=",
        ],
        &["ERROR", "the page reports", r#""two\nlines \u{1b}[31m""#],
        &[
            "INFO",
            "request answered",
            "method=\"POST\"",
            "path=\"/log\"",
            "status=200",
        ],
    ]) {
        for word in words {
            assert!(line.contains(word), "{word} is not in {line}");
        }
    }
    assert_eq!(lines.len(), 4, "{lines:#?}");
    assert!(!text.contains("private"));
}
