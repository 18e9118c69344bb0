use super::*;

const RECRAFT: Subject = Subject {
    family: "recraft",
    upstream_id: "recraftv3",
    yes: |picture| {
        let id = "2b0c2c9e-0000-4000-8000-000000000000";
        json!({"created": 1, "credits": 35, "data": [{"image_id": id, "b64_json": picture}]})
    },
};

#[tokio::test]
async fn a_seed_and_a_negative_prompt_are_sent() {
    let sent = RECRAFT.sent().await;
    assert_eq!(sent.line, "POST /images/generations");
    assert_eq!(sent.headers["authorization"], "Bearer sk-very-secret");
    assert_eq!(
        sent.json(),
        json!({
            "prompt": "a paper boat", "n": 1, "model": "recraftv3", "size": "1024x1024",
            "response_format": "b64_json", "image_format": "png", "random_seed": 42,
            "negative_prompt": "people",
        })
    );
}

#[tokio::test]
async fn every_fault_is_understood() {
    let say = |code: &str, message: &str| json!({"code": code, "message": message});
    RECRAFT
        .check(&[
            (
                400,
                say("bad_request", "The prompt violates our content policy"),
                ErrorKind::ContentRejected,
                Outcome::Refused,
            ),
            (
                400,
                say("prompt_error", "NSFW content was detected"),
                ErrorKind::ContentRejected,
                Outcome::Refused,
            ),
            (
                400,
                say("not_enough_credits", "Not enough credits"),
                ErrorKind::QuotaExhausted,
                Outcome::Refused,
            ),
            (
                402,
                say("", ""),
                ErrorKind::QuotaExhausted,
                Outcome::Refused,
            ),
            (
                401,
                say("unauthorized", "Unauthorized"),
                ErrorKind::Unauthorized,
                Outcome::Refused,
            ),
            (
                400,
                say("bad_request", "size is not one of"),
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
