//! What happens when things go wrong.

use axum::http::Method;
use pixelprompt_server::HttpSettings;

use crate::support::{App, Mood, Setup};

#[tokio::test(start_paused = true)]
async fn whatever_breaks_is_told_without_details() {
    let app = App::start();
    let id = app.paint("a fox").await;
    for (mood, status, code) in [
        (Mood::Broken, 500, "INTERNAL"),
        (Mood::Panicking, 500, "INTERNAL"),
        (Mood::Hanging, 503, "TIMED_OUT"),
    ] {
        app.blobs.be(mood);
        let answer = app.get(&format!("/images/{id}-0")).await;
        assert_eq!((answer.status.as_u16(), &*answer.code()), (status, code));
        assert!(!answer.text().contains("secret"));
        assert_eq!(
            answer.json()["correlationId"],
            answer.header("x-correlation-id")
        );
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    app.blobs.be(Mood::Fine);
    assert_eq!(app.get(&format!("/images/{id}-0")).await.status, 200);
}

#[tokio::test]
async fn watching_takes_longer_than_a_request_may() {
    let settings = HttpSettings {
        timeout: std::time::Duration::from_millis(50),
        ..HttpSettings::default()
    };
    let app = Setup {
        settings,
        ..Setup::with_models(&[("fake/gated", "Gated")])
    }
    .start();
    let id = app.submit("a fox").await;
    let events = app.watch(&id, None).await;
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    app.gate.add_permits(3);
    let told: Vec<_> = futures::StreamExt::collect(events).await;
    assert_eq!(told.last().unwrap().name, "end");
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
