//! Pages of other origins.

use axum::http::Method;
use pixelprompt_server::{Cors, HttpSettings};

use crate::support::{Answer, App, Setup};

fn app(cors: Cors) -> App {
    let settings = HttpSettings {
        cors,
        ..HttpSettings::default()
    };
    Setup {
        settings,
        ..Setup::default()
    }
    .start()
}

async fn preflight(app: &App, origin: &str) -> Answer {
    let headers = [
        ("origin", origin),
        ("access-control-request-method", "POST"),
        (
            "access-control-request-headers",
            "content-type,idempotency-key",
        ),
    ];
    app.send(Method::OPTIONS, "/generate", &headers).await
}

#[tokio::test]
async fn only_listed_origins_may_call() {
    let app = app(Cors::Origins(vec!["https://example.com/".to_owned()]));
    let answer = preflight(&app, "https://example.com").await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "https://example.com"
    );
    assert!(
        answer
            .header("access-control-allow-headers")
            .contains("idempotency-key")
    );
    assert!(!answer.header("x-correlation-id").is_empty());
    let answer = app
        .send(Method::GET, "/models", &[("origin", "https://example.com")])
        .await;
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "https://example.com"
    );
    assert!(
        answer
            .header("access-control-expose-headers")
            .contains("retry-after")
    );
    let stranger = preflight(&app, "https://evil.example").await;
    assert_eq!(stranger.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn everybody_or_nobody() {
    let open = app(Cors::Everybody);
    assert_eq!(
        preflight(&open, "https://any.example")
            .await
            .header("access-control-allow-origin"),
        "*"
    );
    let closed = App::start();
    let answer = preflight(&closed, "https://any.example").await;
    assert_eq!(
        (
            answer.status.as_u16(),
            answer.header("access-control-allow-origin")
        ),
        (405, "")
    );
}
