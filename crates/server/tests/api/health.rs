//! Whether the server lives, and how it is.

use serde_json::json;

use crate::support::{App, Mood};

#[tokio::test]
async fn the_server_says_that_it_lives() {
    let answer = App::start().get("/healthz").await;
    assert_eq!(
        answer.json(),
        json!({"status": "ok", "version": env!("CARGO_PKG_VERSION")})
    );
}

#[tokio::test]
async fn it_is_ready_while_its_stores_are() {
    let app = App::start();
    assert_eq!(app.get("/readyz").await.json(), json!({"status": "ready"}));
    app.blobs.be(Mood::Broken);
    let answer = app.get("/readyz").await;
    assert_eq!(
        (answer.status.as_u16(), &*answer.code()),
        (503, "UNAVAILABLE")
    );
    assert!(!answer.text().contains("secret"));
    app.blobs.be(Mood::Fine);
    app.closing.cancel();
    assert_eq!(app.get("/readyz").await.status, 503);
    assert_eq!(app.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn figures_are_by_route_and_never_by_path() {
    let app = App::start();
    let id = app.paint("a fox").await;
    app.get(&format!("/status/{id}")).await;
    app.get("/wp-admin/setup.php").await;
    let answer = app.get("/metrics").await;
    assert!(answer.header("content-type").starts_with("text/plain"));
    let text = answer.text();
    for line in [
        "pixelprompt_http_requests_total{method=\"GET\",route=\"/status/{jobId}\",status=\"2xx\"}",
        "pixelprompt_http_requests_total{method=\"GET\",route=\"other\",status=\"4xx\"}",
        "pixelprompt_http_request_seconds_bucket{method=\"GET\",route=\"/status/{jobId}\",le=\"0.005\"}",
        "pixelprompt_jobs_accepted_total",
        "pixelprompt_runs_waiting{model=\"fake/quick\"} 0",
        "pixelprompt_runs_at_work{model=\"fake/quick\"} 0",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(!text.contains(&id) && !text.contains("wp-admin"));
}
