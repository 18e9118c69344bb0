use super::*;

const XAI: Subject = Subject {
    family: "xai",
    upstream_id: "grok-imagine-image-2.0",
    yes: |picture| {
        json!({
            "data": [{"b64_json": picture, "revised_prompt": "", "respect_moderation": true}],
            "usage": {"cost_in_usd_ticks": 600_000_000},
        })
    },
};

#[tokio::test]
async fn a_shape_and_a_resolution_are_sent_instead_of_a_size() {
    let sent = XAI.sent().await;
    assert_eq!(sent.line, "POST /images/generations");
    assert_eq!(sent.headers["authorization"], "Bearer sk-very-secret");
    assert_eq!(
        sent.json(),
        json!({
            "prompt": "a paper boat", "n": 1, "model": "grok-imagine-image-2.0",
            "aspect_ratio": "1:1", "resolution": "1k", "response_format": "b64_json",
            "quality": "medium",
        })
    );
}

#[tokio::test]
async fn every_fault_is_understood() {
    let say = |code: &str, error: &str| json!({"code": code, "error": error});
    let invalid = "Client specified an invalid argument";
    let moderated = "Generated image rejected by content moderation.";
    XAI.check(&[
        (
            400,
            json!({
                "code": invalid, "error": moderated,
                "usage": {"cost_in_usd_ticks": 600_000_000},
            }),
            ErrorKind::ContentRejected,
            Outcome::Answered,
        ),
        (
            400,
            say(invalid, moderated),
            ErrorKind::ContentRejected,
            Outcome::Refused,
        ),
        (
            200,
            json!({"data": [{"b64_json": null, "url": null, "respect_moderation": false}]}),
            ErrorKind::ContentRejected,
            Outcome::Answered,
        ),
        (
            200,
            json!({"data": [], "usage": {}}),
            ErrorKind::ContentRejected,
            Outcome::Answered,
        ),
        (
            400,
            say(invalid, "Incorrect API key provided: xa***et."),
            ErrorKind::Unauthorized,
            Outcome::Refused,
        ),
        (
            403,
            say(
                "The caller does not have permission",
                "No access to the model",
            ),
            ErrorKind::Unauthorized,
            Outcome::Refused,
        ),
        (
            403,
            say("permission-denied", "Your team has insufficient credits"),
            ErrorKind::QuotaExhausted,
            Outcome::Refused,
        ),
        (
            404,
            json!({"error": {"message": "The model does not exist", "type": "", "code": ""}}),
            ErrorKind::RequestRejected,
            Outcome::Refused,
        ),
    ])
    .await;
}
