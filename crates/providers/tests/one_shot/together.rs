use super::*;

const TOGETHER: Subject = Subject {
    family: "together",
    upstream_id: "black-forest-labs/FLUX.2-flex",
    yes: |picture| {
        json!({
            "id": "o-mock", "model": "black-forest-labs/FLUX.2-flex", "object": "list",
            "data": [{"index": 0, "type": "b64_json", "b64_json": picture}],
        })
    },
};

#[tokio::test]
async fn the_knobs_of_the_model_are_sent() {
    let sent = TOGETHER.sent().await;
    assert_eq!(sent.line, "POST /images/generations");
    assert_eq!(sent.headers["authorization"], "Bearer sk-very-secret");
    assert_eq!(
        sent.json(),
        json!({
            "prompt": "a paper boat", "n": 1, "model": "black-forest-labs/FLUX.2-flex",
            "width": 1024, "height": 1024, "steps": 10, "guidance_scale": 4.5, "seed": 42,
            "response_format": "base64", "output_format": "png",
        })
    );
}

#[tokio::test]
async fn a_resold_model_gets_no_knob() {
    let sent = Subject {
        upstream_id: "google/gemini-3-pro-image",
        ..TOGETHER
    };
    assert_eq!(
        sent.sent().await.json(),
        json!({
            "prompt": "a paper boat", "n": 1, "model": "google/gemini-3-pro-image",
            "width": 1024, "height": 1024, "response_format": "base64", "output_format": "png",
        })
    );
}

#[tokio::test]
async fn every_fault_is_understood() {
    let say = |kind: &str, message: &str| json!({"error": {"message": message, "type": kind, "param": null, "code": null}});
    TOGETHER
        .check(&[
            (
                422,
                say("invalid_request_error", "Prompt contains NSFW content"),
                ErrorKind::ContentRejected,
                Outcome::Refused,
            ),
            (
                402,
                say("credit_limit", "Credit limit exceeded"),
                ErrorKind::QuotaExhausted,
                Outcome::Refused,
            ),
            (
                401,
                say("invalid_request_error", "Invalid API key provided"),
                ErrorKind::Unauthorized,
                Outcome::Refused,
            ),
            (
                400,
                say("invalid_request_error", "steps must be between 1 and 12"),
                ErrorKind::RequestRejected,
                Outcome::Refused,
            ),
            (
                200,
                json!({"data": []}),
                ErrorKind::BadResponse,
                Outcome::Answered,
            ),
        ])
        .await;
}
