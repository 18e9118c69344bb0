//! What happens when things go wrong.

use std::sync::atomic::Ordering;

use axum::http::Method;

use crate::support::{App, Setup};

#[tokio::test]
async fn a_broken_store_is_told_without_details() {
    let app = App::start();
    let id = app.paint("a fox").await;
    app.blobs.broken.store(true, Ordering::Relaxed);
    let answer = app.get(&format!("/images/{id}-0")).await;
    assert_eq!((answer.status.as_u16(), &*answer.code()), (500, "INTERNAL"));
    assert!(!answer.text().contains("secret"));
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn methods_that_a_path_does_not_have_are_refused() {
    let app = App::start();
    for (method, path, allowed) in [
        (Method::GET, "/generate", "POST"),
        (Method::POST, "/models", "GET,HEAD"),
        (
            Method::PATCH,
            "/gallery/01arz3ndektsv4rrffq69g5fav",
            "GET,HEAD,DELETE",
        ),
        (Method::OPTIONS, "/generate", "POST"),
        (Method::POST, "/", "GET,HEAD"),
        (Method::from_bytes(b"BREW").unwrap(), "/healthz", "GET,HEAD"),
    ] {
        let answer = app.send(method.clone(), path, &[]).await;
        assert_eq!(
            (answer.status.as_u16(), &*answer.code()),
            (405, "METHOD_NOT_ALLOWED"),
            "{method} {path}"
        );
        assert_eq!(answer.header("allow"), allowed, "{method} {path}");
    }
}

#[tokio::test]
async fn a_job_goes_on_without_its_worker_being_asked() {
    let app = Setup::with_models(&[("fake/gated", "Gated")]).start();
    let id = app.submit("a fox").await;
    app.stop().await;
    let job = app.get(&format!("/status/{id}")).await.json();
    assert!(["pending", "in_progress"].contains(&job["status"].as_str().unwrap()));
}
