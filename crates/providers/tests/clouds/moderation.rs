//! What becomes of a prompt that shall be judged, whatever the judge's servers do.

use axum::response::Response;
use pixelprompt_domain::{Category, ErrorKind, Flagged, Moderator as _, Prompt};
use pixelprompt_providers::{
    http::{Bounds, HttpClient},
    moderation::OpenAiModeration,
};
use serde_json::json;

use crate::upstream::{KEY, Seen, Upstream, fault, json};

fn answer(seen: &Seen) -> Response {
    assert_eq!(seen.line, "POST /v1/moderations");
    assert_eq!(seen.header("authorization"), format!("Bearer {KEY}"));
    assert_eq!(seen.body["model"], "omni-moderation-latest");
    let judged = |flagged: bool| {
        let categories = json!({
            "harassment": false, "harassment/threatening": false, "hate": false,
            "hate/threatening": false, "illicit": false, "illicit/violent": false,
            "self-harm": false, "self-harm/intent": false, "self-harm/instructions": false,
            "sexual": false, "sexual/minors": false, "violence": flagged, "violence/graphic": flagged,
        });
        let result = json!({"flagged": flagged, "categories": categories, "category_scores": {"violence": 0.97}});
        json(
            200,
            &json!({"id": "modr-1", "model": "omni-moderation-2024-09-26", "results": [result]}),
        )
    };
    let error = |status: u16, code: &str, message: &str| {
        json(
            status,
            &json!({"error": {"message": message, "type": code, "code": code}}),
        )
    };
    match seen.body["input"].as_str().unwrap() {
        "a fox" => judged(false),
        "gore" => judged(true),
        "no result" => json(200, &json!({"results": []})),
        "bad key" => error(401, "invalid_api_key", &format!("Incorrect API key: {KEY}")),
        "no credit" => error(
            429,
            "insufficient_quota",
            "You exceeded your current quota.",
        ),
        words => fault(words),
    }
}

async fn checked(base: &str, words: &str) -> Result<Option<Flagged>, ErrorKind> {
    let judge = OpenAiModeration::new(
        HttpClient::new(Bounds::default()).unwrap(),
        Some(base.parse().unwrap()),
        Some(KEY.into()),
        "omni-moderation-latest".to_owned(),
    );
    let judgement = judge.unwrap().check(&Prompt::new(words).unwrap()).await;
    judgement.map_err(|error| {
        assert!(!format!("{error} {error:?}").contains(KEY), "{error:?}");
        error.kind
    })
}

#[tokio::test]
async fn a_judgement_is_one_only_if_it_came() {
    let upstream = Upstream::start(answer).await;
    let base = format!("http://{}/v1", upstream.at);
    for (words, expected) in [
        ("a fox", Ok(None)),
        ("gore", Ok(Some(Flagged::Category(Category::Violence)))),
        ("no result", Err(ErrorKind::BadResponse)),
        ("other json", Err(ErrorKind::BadResponse)),
        ("bad key", Err(ErrorKind::Unauthorized)),
        ("no credit", Err(ErrorKind::QuotaExhausted)),
    ] {
        assert_eq!(checked(&base, words).await, expected, "{words}");
    }
    let seen = upstream.seen();
    assert_eq!(
        seen[0].body,
        json!({"model": "omni-moderation-latest", "input": "a fox"})
    );
}
