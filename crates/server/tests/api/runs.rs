//! Stopping runs, and trying them again.

use axum::http::Method;
use serde_json::json;

use crate::support::{App, Setup};

fn gated() -> App {
    Setup::with_models(&[("fake/gated", "Gated"), ("fake/gated-too", "Gated too")]).start()
}

#[tokio::test]
async fn a_job_can_be_stopped() {
    let app = gated();
    let id = app.submit("a fox").await;
    let answer = app
        .send(Method::POST, &format!("/jobs/{id}/cancel"), &[])
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["jobId"], json!(id));
    app.ended(&id).await;
    let job = app.get(&format!("/status/{id}")).await.json();
    assert_eq!(job["status"], "cancelled");
    let again = app
        .send(Method::POST, &format!("/jobs/{id}/cancel"), &[])
        .await;
    assert_eq!(again.status, 200, "it is stopped, as was wanted");
}

#[tokio::test]
async fn one_run_can_be_stopped_and_tried_again() {
    let app = gated();
    let id = app.submit("a fox").await;
    let answer = app
        .send(Method::POST, &format!("/jobs/{id}/runs/1/cancel"), &[])
        .await;
    assert_eq!(answer.status, 200);
    app.gate.add_permits(3);
    app.ended(&id).await;
    let job = app.get(&format!("/status/{id}")).await.json();
    let status = |place: usize| job["results"][place]["status"].clone();
    assert_eq!(
        (status(0), status(1)),
        (json!("completed"), json!("cancelled"))
    );

    for (path, code) in [
        ("0/retry", "NOT_ALLOWED"),
        ("0/cancel", "NOT_ALLOWED"),
        ("1/cancel", "NOT_ALLOWED"),
    ] {
        let answer = app
            .send(Method::POST, &format!("/jobs/{id}/runs/{path}"), &[])
            .await;
        assert_eq!(
            (answer.status.as_u16(), &*answer.code()),
            (409, code),
            "{path}"
        );
    }
    let retried = app
        .send(Method::POST, &format!("/jobs/{id}/runs/1/retry"), &[])
        .await;
    assert_eq!(retried.status, 200);
    app.gate.add_permits(3);
    app.ended(&id).await;
    let job = app.get(&format!("/status/{id}")).await.json();
    assert_eq!(job["status"], "completed");
    assert!(job["results"][1]["attempts"].as_u64().unwrap() >= 1);
}

#[tokio::test]
async fn runs_that_are_not_there_are_not_found() {
    let app = App::start();
    let id = app.paint("a fox").await;
    for path in [
        "1/retry",
        "00/retry",
        "+0/cancel",
        "256/cancel",
        "x/cancel",
        "-1/retry",
    ] {
        let answer = app
            .send(Method::POST, &format!("/jobs/{id}/runs/{path}"), &[])
            .await;
        assert_eq!(
            (answer.status.as_u16(), &*answer.code()),
            (404, "NOT_FOUND"),
            "{path}"
        );
    }
}
