//! `POST /enhance`

use pixelprompt_engine::Limits;
use serde_json::json;

use crate::support::{App, Proposing, Setup};

#[tokio::test]
async fn a_short_prompt_becomes_rich() {
    let app = App::start();
    let answer = app
        .post("/enhance", &json!({"prompt": "a fox", "seed": 5}))
        .await;
    assert_eq!(
        answer.json(),
        json!({
            "original": "a fox", "enhanced": "a fox, golden light",
            "proposals": ["a fox, golden light", "a fox, seed 5"],
            "source": {"name": "Proposer", "builtIn": true},
        })
    );
}

#[tokio::test]
async fn a_failure_is_told_as_such() {
    let app = App::start();
    let failed = app.post("/enhance", &json!({"prompt": "nothing"})).await;
    assert_eq!(
        (failed.status.as_u16(), &*failed.code()),
        (503, "UNAVAILABLE")
    );
    assert!(!failed.text().contains("secret"));
    for (body, code) in [
        (json!({"prompt": ""}), "PROMPT_EMPTY"),
        (json!({"prompt": "x".repeat(501)}), "PROMPT_TOO_LONG"),
        (
            json!({"prompt": "a fox", "seed": u64::MAX}),
            "INVALID_REQUEST",
        ),
        (json!({"prompt": "a fox", "steps": 3}), "INVALID_REQUEST"),
    ] {
        let answer = app.post("/enhance", &body).await;
        assert_eq!((answer.status.as_u16(), &*answer.code()), (400, code));
    }
}

#[tokio::test]
async fn who_proposes_instead_of_a_language_model_is_told() {
    let app = Setup {
        enhancer: Proposing {
            name: "gpt-6-luna (OpenAI)",
            built_in: false,
        },
        ..Setup::default()
    }
    .start();
    let body = json!({"prompt": "a fox"});
    assert_eq!(
        app.post("/enhance", &body).await.json()["source"],
        json!({"name": "gpt-6-luna (OpenAI)", "builtIn": false})
    );
    let body = json!({"prompt": "refuse", "seed": 5});
    let answer = app.post("/enhance", &body).await;
    assert_eq!(
        answer.json()["source"],
        json!({
            "name": "Proposer", "builtIn": true,
            "insteadOf": {
                "name": "gpt-6-luna (OpenAI)",
                "error": "CONTENT_REJECTED",
                "message": "The model refused this content; try other words.",
            },
        })
    );
    assert!(!answer.text().contains("secret"));
}

#[tokio::test]
async fn enhancing_has_a_limit_of_its_own() {
    let limits = Limits {
        client_enhances_per_hour: 1,
        ..Limits::none()
    };
    let app = Setup {
        limits,
        ..Setup::default()
    }
    .start();
    let body = json!({"prompt": "a fox"});
    let answer = app.post("/enhance", &body).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("ratelimit-remaining")),
        (200, "0")
    );
    let refused = app.post("/enhance", &body).await;
    assert_eq!(
        (refused.status.as_u16(), &*refused.code()),
        (429, "RATE_LIMIT_EXCEEDED")
    );
    assert!(!refused.header("retry-after").is_empty());
    assert_eq!(app.post("/generate", &body).await.status, 200);
}
