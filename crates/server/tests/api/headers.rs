//! What every answer carries.

use axum::http::Method;
use pixelprompt_server::{Cors, HttpSettings};

use crate::support::{App, Setup};

#[tokio::test]
async fn requests_keep_the_names_that_are_fit_for_a_log() {
    let app = App::start();
    let long = "x".repeat(129);
    for (given, kept) in [
        ("a-1_b.C", true),
        ("", false),
        ("two words", false),
        ("<script>", false),
        ("naïve", false),
        (&long, false),
        (&long[1..], true),
    ] {
        let answer = app
            .send(Method::GET, "/healthz", &[("x-correlation-id", given)])
            .await;
        let named = answer.header("x-correlation-id");
        assert_eq!(named == given, kept, "{given:?} became {named:?}");
        assert!(!named.is_empty());
    }
    let other = |answer: &crate::support::Answer| answer.header("x-correlation-id").to_owned();
    assert_ne!(
        other(&app.get("/healthz").await),
        other(&app.get("/healthz").await)
    );
}

#[tokio::test]
async fn browsers_are_told_to_be_careful() {
    let app = App::start();
    for path in ["/", "/healthz", "/nothing"] {
        let answer = app.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{path} {name}");
        }
        assert!(answer.header("permissions-policy").contains("camera=()"));
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("default-src 'none'")
        );
    }
    assert_eq!(
        app.get("/healthz").await.header("cache-control"),
        "no-store"
    );
    assert_eq!(
        app.get("/healthz").await.header("content-security-policy"),
        "default-src 'none'"
    );
}

#[tokio::test]
async fn pictures_can_be_shown_by_the_pages_that_may_call() {
    for (cors, policy) in [
        (Cors::Nobody, "same-origin"),
        (Cors::Everybody, "cross-origin"),
        (
            Cors::Origins(vec!["https://example.com".to_owned()]),
            "cross-origin",
        ),
    ] {
        let settings = HttpSettings {
            cors,
            ..HttpSettings::default()
        };
        let app = Setup {
            settings,
            ..Setup::default()
        }
        .start();
        let id = app.paint("a fox").await;
        for path in [
            format!("/images/{id}-0"),
            format!("/images/{id}-0/thumbnail"),
        ] {
            let answer = app.get(&path).await;
            assert_eq!(answer.header("cross-origin-resource-policy"), policy);
        }
        let page = app.get("/").await;
        assert_eq!(page.header("cross-origin-resource-policy"), "same-origin");
    }
}
