use super::*;

const OPENAI: Subject = Subject {
    family: "openai",
    upstream_id: "dall-e-3",
    yes: openai_yes,
};

#[tokio::test]
async fn the_successor_of_dall_e_is_asked() {
    let sent = OPENAI.sent().await;
    assert_eq!(sent.line, "POST /images/generations");
    assert_eq!(sent.headers["authorization"], "Bearer sk-very-secret");
    assert_eq!(
        sent.json(),
        json!({
            "prompt": "a paper boat", "n": 1, "model": "gpt-image-2.5-flare",
            "size": "1024x1024", "quality": "medium",
        })
    );
}

#[tokio::test]
async fn every_fault_is_understood() {
    let say = |kind: &str, code: &str, message: &str| json!({"error": {"message": message, "type": kind, "param": null, "code": code}});
    let refusal = json!({"error": {
        "message": "Rejected by the safety system", "type": "image_generation_user_error",
        "param": null, "code": "moderation_blocked",
        "moderation_details": {"moderation_stage": "input", "categories": ["violence"]},
    }});
    let unverified = "Your organization must be verified to use the model `gpt-image-2`.";
    OPENAI
        .check(&[
            (400, refusal, ErrorKind::ContentRejected, Outcome::Refused),
            (
                400,
                say(
                    "invalid_request_error",
                    "content_policy_violation",
                    "Your request was rejected.",
                ),
                ErrorKind::ContentRejected,
                Outcome::Refused,
            ),
            (
                400,
                say(
                    "invalid_request_error",
                    "billing_hard_limit_reached",
                    "Limit reached",
                ),
                ErrorKind::QuotaExhausted,
                Outcome::Refused,
            ),
            (
                429,
                say(
                    "insufficient_quota",
                    "insufficient_quota",
                    "You exceeded your quota",
                ),
                ErrorKind::QuotaExhausted,
                Outcome::Refused,
            ),
            (
                401,
                say(
                    "invalid_request_error",
                    "invalid_api_key",
                    "Incorrect API key provided",
                ),
                ErrorKind::Unauthorized,
                Outcome::Refused,
            ),
            (
                403,
                say("invalid_request_error", "", unverified),
                ErrorKind::Unauthorized,
                Outcome::Refused,
            ),
            (
                429,
                say("requests", "rate_limit_exceeded", "Rate limit reached"),
                ErrorKind::RateLimited,
                Outcome::Refused,
            ),
            (
                500,
                say("server_error", "server_error", "The server had an error"),
                ErrorKind::Unavailable,
                Outcome::Unknown,
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
