//! `POST /generate`

use axum::{body::Body, http::Method};
use pixelprompt_engine::Limits;
use pixelprompt_server::HttpSettings;
use serde_json::{Value, json};

use crate::support::{App, Setup, request};

#[tokio::test]
async fn a_prompt_becomes_a_job_of_all_models() {
    let app = Setup::with_models(&[("fake/a", "A"), ("fake/b", "B")]).start();
    let answer = app
        .post(
            "/generate",
            &json!({"prompt": "a fox", "steps": 5, "guidance": 7.5, "seed": 3, "negativePrompt": "snow",
                    "size": "128x64", "control": 1.0, "ip": "10.0.0.1"}),
        )
        .await;
    assert_eq!(answer.status, 200);
    let body = answer.json();
    assert_eq!(body["message"], "Job created successfully");
    assert_eq!(body["totalModels"], 2);
    let status = app
        .get(&format!("/status/{}", body["jobId"].as_str().unwrap()))
        .await
        .json();
    assert_eq!(
        status["parameters"],
        json!({"steps": 5, "guidance": 7.5, "seed": 3, "negativePrompt": "snow", "size": {"width": 128, "height": 64}})
    );
}

#[tokio::test]
async fn a_size_may_be_one_number_and_models_may_be_chosen() {
    let app = Setup::with_models(&[("fake/a", "A"), ("fake/b", "B")]).start();
    let body = json!({"prompt": "a fox", "size": 128, "models": ["b"]});
    let answer = app.post("/generate", &body).await.json();
    assert_eq!(answer["totalModels"], 1);
    let job = app
        .get(&format!("/status/{}", answer["jobId"].as_str().unwrap()))
        .await
        .json();
    assert_eq!(
        job["parameters"]["size"],
        json!({"width": 128, "height": 128})
    );
    assert_eq!(job["results"][0]["modelId"], "fake/b");
}

#[tokio::test]
async fn what_cannot_be_done_is_refused_with_a_code_and_a_sentence() {
    let app = Setup::with_models(&[("fake/noto", "Noto"), ("fake/b", "B")]).start();
    let long = "x".repeat(1_001);
    for (body, code, words) in [
        (
            json!({"prompt": "  "}),
            "PROMPT_EMPTY",
            "The prompt is empty.",
        ),
        (json!({"prompt": long}), "PROMPT_TOO_LONG", "1001"),
        (
            json!({"prompt": "a naked woman having sex"}),
            "INAPPROPRIATE_CONTENT",
            "sexual",
        ),
        (
            json!({"prompt": "a fox", "steps": 900}),
            "PARAMETER_OUT_OF_RANGE",
            "between 1 and 50",
        ),
        (
            json!({"prompt": "a fox", "seed": 9_007_199_254_740_992_u64}),
            "PARAMETER_OUT_OF_RANGE",
            "Seed",
        ),
        (
            json!({"prompt": "a fox", "models": ["nota"]}),
            "UNKNOWN_MODEL",
            "Did you mean fake/noto",
        ),
        (
            json!({"prompt": "a fox", "models": ["b", "fake/b"]}),
            "INVALID_REQUEST",
            "twice",
        ),
        (
            json!({"prompt": "a fox", "models": []}),
            "INVALID_REQUEST",
            "models: ",
        ),
        (
            json!({"prompt": "a fox", "models": vec!["b"; 21]}),
            "INVALID_REQUEST",
            "21",
        ),
        (json!({}), "INVALID_REQUEST", "prompt"),
        (json!({"prompt": 7}), "INVALID_REQUEST", "prompt: "),
        (
            json!({"prompt": "a fox", "steps": -1}),
            "INVALID_REQUEST",
            "steps: ",
        ),
        (
            json!({"prompt": "a fox", "steps": 1.5}),
            "INVALID_REQUEST",
            "steps: ",
        ),
        (
            json!({"prompt": "a fox", "size": "big"}),
            "INVALID_REQUEST",
            "size: ",
        ),
        (
            json!({"prompt": "a fox", "size": [1, 2]}),
            "INVALID_REQUEST",
            "size: ",
        ),
        (
            json!({"prompt": "a fox", "models": [1]}),
            "INVALID_REQUEST",
            "models[0]: ",
        ),
        (
            json!({"prompt": "a fox", "colour": "red"}),
            "INVALID_REQUEST",
            "colour",
        ),
        (json!([]), "INVALID_REQUEST", ""),
    ] {
        let answer = app.post("/generate", &body).await;
        assert_eq!(answer.status, 400, "{body}");
        let error = answer.json();
        assert_eq!(error["error"], code, "{body}: {error}");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(words), "{body}: {message}");
        assert!(message.ends_with(['.', '?']), "{message}");
        assert_eq!(error["correlationId"], answer.header("x-correlation-id"));
    }
    let refused = app
        .post("/generate", &json!({"prompt": "a naked woman having sex"}))
        .await;
    assert_eq!(refused.json()["category"], "sexual");
}

#[tokio::test]
async fn what_is_no_json_is_refused() {
    let app = App::start();
    let kind = ("content-type", "application/json");
    for (headers, body, status, code) in [
        (&[kind][..], &b"{\"prompt\": "[..], 400, "INVALID_JSON"),
        (&[kind], b"", 400, "INVALID_JSON"),
        (&[kind], b"{\"prompt\": \"\xff\xfe\"}", 400, "INVALID_JSON"),
        (
            &[kind],
            b"{\"prompt\": \"a\", \"guidance\": 1e999}",
            400,
            "INVALID_JSON",
        ),
        (
            &[("content-type", "text/plain")],
            b"{\"prompt\": \"a fox\"}",
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        (
            &[],
            b"{\"prompt\": \"a fox\"}",
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        (
            &[("content-type", "application/json; charset=utf-8")],
            b"{\"prompt\": \"a fox\"}",
            200,
            "",
        ),
    ] {
        let request = request(Method::POST, "/generate", headers, body.to_vec());
        let answer = app.call(request).await;
        assert_eq!(answer.status, status, "{}", answer.text());
        assert_eq!(answer.code(), code);
    }
}

#[tokio::test]
async fn deep_and_large_requests_are_refused() {
    let app = App::start();
    let deep = format!("{{\"prompt\": {}", "[".repeat(50_000));
    let large = json!({"prompt": "x".repeat(10 << 20)}).to_string();
    for (body, status, code) in [
        (deep, 400, "INVALID_REQUEST"),
        (large, 413, "BODY_TOO_LARGE"),
    ] {
        let headers = [("content-type", "application/json")];
        let answer = app
            .call(request(Method::POST, "/generate", &headers, body))
            .await;
        assert_eq!((answer.status.as_u16(), &*answer.code()), (status, code));
    }
}

#[tokio::test]
async fn a_request_that_dawdles_is_told_so() {
    let settings = HttpSettings {
        timeout: std::time::Duration::from_millis(20),
        ..HttpSettings::default()
    };
    let app = Setup {
        settings,
        ..Setup::default()
    }
    .start();
    let never = Body::from_stream(futures::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let headers = [("content-type", "application/json")];
    let answer = app
        .call(request(Method::POST, "/generate", &headers, never))
        .await;
    assert_eq!(
        (answer.status.as_u16(), &*answer.code()),
        (408, "TIMED_OUT")
    );
}

#[tokio::test]
async fn a_key_makes_a_request_count_once() {
    let limits = Limits {
        client_jobs_per_day: 1,
        ..Limits::none()
    };
    let app = Setup {
        limits,
        ..Setup::default()
    }
    .start();
    let key = [("idempotency-key", "one")];
    let fox = json!({"prompt": "a fox"});
    let first = app.post_with("/generate", &key, &fox).await;
    let again = app.post_with("/generate", &key, &fox).await;
    assert_eq!(first.json(), again.json());
    let other = app
        .post_with("/generate", &key, &json!({"prompt": "a hen"}))
        .await;
    assert_eq!(
        (other.status.as_u16(), &*other.code()),
        (409, "IDEMPOTENCY_CONFLICT")
    );
    for bad in ["", "two words", &"x".repeat(201)] {
        let answer = app
            .post_with("/generate", &[("idempotency-key", bad)], &fox)
            .await;
        assert_eq!(
            (answer.status.as_u16(), &*answer.code()),
            (400, "INVALID_REQUEST"),
            "{bad:?}"
        );
    }
    let twice = [("idempotency-key", "one"), ("idempotency-key", "one")];
    let answer = app.post_with("/generate", &twice, &fox).await;
    assert_eq!(
        (answer.status.as_u16(), &*answer.code()),
        (400, "INVALID_REQUEST")
    );
}

#[tokio::test]
async fn a_list_of_values_is_no_request() {
    let app = App::start();
    for path in ["/generate", "/enhance", "/log"] {
        let answer = app.post(path, &json!(["a fox", null, null])).await;
        assert_eq!(
            (answer.status.as_u16(), &*answer.code()),
            (400, "INVALID_REQUEST"),
            "{path}"
        );
        assert!(answer.text().contains("expected an object"), "{path}");
    }
}

#[tokio::test]
async fn answers_say_what_is_left_and_when_to_come_back() {
    let limits = Limits {
        client_jobs_per_day: 2,
        ..Limits::none()
    };
    let app = Setup {
        limits,
        ..Setup::default()
    }
    .start();
    let fox = json!({"prompt": "a fox"});
    for left in ["1", "0"] {
        let answer = app.post("/generate", &fox).await;
        assert_eq!(answer.header("ratelimit-limit"), "2");
        assert_eq!(answer.header("ratelimit-remaining"), left);
        let reset: u64 = answer.header("ratelimit-reset").parse().unwrap();
        assert!((1..=86_400).contains(&reset));
    }
    let refused = app.post("/generate", &fox).await;
    assert_eq!(
        (refused.status.as_u16(), &*refused.code()),
        (429, "RATE_LIMIT_EXCEEDED")
    );
    assert_eq!(
        refused.json()["retryAfter"].to_string(),
        refused.header("retry-after")
    );
    assert_eq!(refused.header("ratelimit-remaining"), "0");
    assert_eq!(refused.header("ratelimit-limit"), "2");
    let claims_to_be_another = json!({"prompt": "a fox", "ip": "198.51.100.9"});
    let answer = app.post("/generate", &claims_to_be_another).await;
    assert_eq!(answer.status, 429, "the body's ip never counts");
}

#[tokio::test]
async fn the_job_keeps_the_name_of_its_request() {
    let app = App::start();
    let name = [("x-correlation-id", "my.request-1")];
    let answer = app
        .post_with("/generate", &name, &json!({"prompt": "a fox"}))
        .await;
    assert_eq!(answer.header("x-correlation-id"), "my.request-1");
    let id = answer.json()["jobId"].as_str().unwrap().to_owned();
    let job: Value = app.get(&format!("/status/{id}")).await.json();
    assert_eq!(job["correlationId"], "my.request-1");
}
