use super::*;

const STABILITY: Subject = Subject {
    family: "stability",
    upstream_id: "sd3.5-large",
    yes: |picture| json!({"image": picture, "finish_reason": "SUCCESS", "seed": 42}),
};

#[tokio::test]
async fn a_form_is_sent_and_json_wanted() {
    let sent = STABILITY.sent().await;
    assert_eq!(sent.line, "POST /v2beta/stable-image/generate/sd3");
    assert_eq!(sent.headers["authorization"], "Bearer sk-very-secret");
    assert_eq!(sent.headers["accept"], "application/json");
    let fields = [
        ("prompt", "a paper boat"),
        ("output_format", "png"),
        ("model", "sd3.5-large"),
        ("aspect_ratio", "1:1"),
        ("seed", "42"),
        ("cfg_scale", "4.5"),
        ("negative_prompt", "people"),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(sent.form(), fields);
}

#[tokio::test]
async fn the_seed_that_was_used_is_told() {
    let body = json!({"image": stage::png64(), "finish_reason": "SUCCESS", "seed": 7});
    let (result, _) = STABILITY.play(200, &body).await;
    assert_eq!(result.unwrap()[0].seed, Some(7));
}

#[tokio::test]
async fn every_fault_is_understood() {
    let say = |name: &str, error: &str| json!({"id": "a1", "name": name, "errors": [error]});
    let blurred = json!({"image": stage::png64(), "finish_reason": "CONTENT_FILTERED", "seed": 1});
    STABILITY
        .check(&[
            (
                403,
                say(
                    "content_moderation",
                    "Your request was flagged by our content moderation system",
                ),
                ErrorKind::ContentRejected,
                Outcome::Refused,
            ),
            (200, blurred, ErrorKind::ContentRejected, Outcome::Answered),
            (
                403,
                say("forbidden", "You lack the permission"),
                ErrorKind::Unauthorized,
                Outcome::Refused,
            ),
            (
                401,
                say("unauthorized", "missing authorization header"),
                ErrorKind::Unauthorized,
                Outcome::Refused,
            ),
            (
                402,
                say("payment_required", "You lack sufficient credits"),
                ErrorKind::QuotaExhausted,
                Outcome::Refused,
            ),
            (
                413,
                say("payload_too_large", "10MiB at most"),
                ErrorKind::RequestRejected,
                Outcome::Refused,
            ),
            (
                422,
                say(
                    "unprocessable_entity",
                    "English is the only supported language",
                ),
                ErrorKind::RequestRejected,
                Outcome::Refused,
            ),
            (
                429,
                say("rate_limit_exceeded", "150 requests per 10 seconds"),
                ErrorKind::RateLimited,
                Outcome::Refused,
            ),
        ])
        .await;
}
