//! What every answer carries.

use axum::http::Method;

use crate::support::App;

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
