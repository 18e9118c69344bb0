//! `POST /log`

use pixelprompt_engine::Limits;
use serde_json::json;

use crate::support::{App, Setup};

#[tokio::test]
async fn a_line_is_taken() {
    let app = App::start();
    for level in ["ERROR", "WARNING", "INFO", "DEBUG"] {
        let body = json!({"level": level, "message": "it\nbroke", "stack": "at line 1", "metadata": {"view": "studio"}});
        let answer = app.post("/log", &body).await;
        assert_eq!(answer.status, 200);
        assert_eq!(
            answer.json(),
            json!({"success": true, "message": "Log received successfully"})
        );
    }
}

#[tokio::test]
async fn other_lines_are_refused() {
    let app = App::start();
    for (body, word) in [
        (json!({"level": "LOUD", "message": "x"}), "level"),
        (json!({"level": "INFO"}), "message"),
        (
            json!({"level": "INFO", "message": "x", "metadata": []}),
            "metadata",
        ),
        (
            json!({"level": "INFO", "message": "x", "extra": 1}),
            "extra",
        ),
    ] {
        let answer = app.post("/log", &body).await;
        assert_eq!(
            (answer.status.as_u16(), &*answer.code()),
            (400, "INVALID_REQUEST")
        );
        assert!(answer.text().contains(word), "{}", answer.text());
    }
}

#[tokio::test]
async fn the_log_cannot_be_flooded() {
    let limits = Limits {
        client_logs_per_hour: 1,
        ..Limits::none()
    };
    let app = Setup {
        limits,
        ..Setup::default()
    }
    .start();
    let body = json!({"level": "INFO", "message": "x"});
    let first = app.post("/log", &body).await;
    assert_eq!(
        (first.status.as_u16(), first.header("ratelimit-remaining")),
        (200, "0")
    );
    assert_eq!(app.post("/log", &body).await.status, 429);
}
