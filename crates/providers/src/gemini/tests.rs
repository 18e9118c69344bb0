use pixelprompt_domain::{ErrorKind, Outcome, Parameters, Prompt, Size, fit};
use serde_json::{Value, json};

use super::*;

fn sent(id: &str, width: u32, height: u32) -> Value {
    let model = Model::of(id);
    let asked = Parameters {
        steps: Some(30),
        guidance: Some(4.5),
        quality: None,
        seed: Some(42),
        negative_prompt: Some(Prompt::new("blue").unwrap()),
        size: Some(Size { width, height }),
    };
    let request = ImageRequest {
        model: "google".parse().unwrap(),
        prompt: Prompt::new("a paper boat").unwrap(),
        parameters: fit(&asked, &model.capability()).parameters,
        previews: false,
    };
    serde_json::to_value(Generation::new(&request, model)).unwrap()
}

#[test]
fn only_shape_and_scale_are_sent_beside_the_prompt() {
    assert_eq!(
        sent("gemini-nano-banana-2.1", 1024, 1024),
        json!({
            "contents": [{"role": "user", "parts": [{"text": "a paper boat"}]}],
            "generationConfig": {
                "responseModalities": ["IMAGE"],
                "imageConfig": {"aspectRatio": "1:1", "imageSize": "1K"},
            },
        })
    );
}

#[test]
fn each_model_has_its_shapes_and_scales() {
    let banana = "gemini-nano-banana-2.1";
    for (id, width, height, frame) in [
        (
            banana,
            1920,
            1080,
            json!({"aspectRatio": "16:9", "imageSize": "1K"}),
        ),
        (
            banana,
            2752,
            1536,
            json!({"aspectRatio": "16:9", "imageSize": "2K"}),
        ),
        (
            banana,
            4096,
            4096,
            json!({"aspectRatio": "1:1", "imageSize": "4K"}),
        ),
        (
            banana,
            512,
            512,
            json!({"aspectRatio": "1:1", "imageSize": "1K"}),
        ),
        (
            banana,
            3000,
            400,
            json!({"aspectRatio": "8:1", "imageSize": "1K"}),
        ),
        (
            "gemini-3.1-flash-image",
            512,
            512,
            json!({"aspectRatio": "1:1", "imageSize": "512"}),
        ),
        (
            "gemini-3-pro-image",
            3000,
            400,
            json!({"aspectRatio": "21:9", "imageSize": "1K"}),
        ),
        (
            "gemini-3.1-flash-lite-image",
            2048,
            2048,
            json!({"aspectRatio": "1:1"}),
        ),
        (
            "gemini-9-unheard-of",
            768,
            1376,
            json!({"aspectRatio": "9:16"}),
        ),
    ] {
        let sent = sent(id, width, height);
        assert_eq!(sent["generationConfig"]["imageConfig"], frame, "{id}");
    }
}

#[test]
fn the_names_of_old_lead_to_what_lives() {
    for (old, new) in [
        ("imagen-3.0-generate-002", "gemini-nano-banana-2.1"),
        (
            "models/imagen-4.0-fast-generate-001",
            "gemini-nano-banana-2.1",
        ),
        (
            "gemini-2.0-flash-exp-image-generation",
            "gemini-nano-banana-2.1",
        ),
        ("gemini-3.1-flash-image-preview", "gemini-3.1-flash-image"),
    ] {
        let (id, standing) = living(SUCCESSORS, plain(old));
        assert_eq!(id, new);
        assert!(standing.notice.unwrap().contains("ended"));
    }
    assert!(
        SUCCESSORS
            .iter()
            .all(|successor| Model::of(successor.new).scales)
    );
}

#[test]
fn the_last_picture_that_is_no_thought_is_the_answer() {
    let part = |data: &str| json!({"inlineData": {"mimeType": "image/png", "data": data}});
    let draft = json!({"thought": true, "inlineData": {"mimeType": "image/png", "data": "ZA"}});
    let parts = json!([{"text": "Here it is."}, part("YQ"), part("Yg"), draft]);
    let answer = json!({"candidates": [{"content": {"parts": parts}}]}).to_string();
    let reaction: Reaction<'_> = serde_json::from_str(&answer).unwrap();
    assert_eq!(reaction.picture(), Some("Yg"));
}

#[test]
fn an_answer_without_a_picture_tells_why() {
    let answered = |finish: &str| {
        let parts = json!([{"text": "I would rather not."}]);
        let candidate = json!({"finishReason": finish, "content": {"parts": parts}});
        let answer = json!({"candidates": [candidate]}).to_string();
        refusal::without_picture(&serde_json::from_str(&answer).unwrap())
    };
    for (finish, kind, detail) in [
        (
            "STOP",
            ErrorKind::ContentRejected,
            "it answered in words and painted nothing",
        ),
        (
            "IMAGE_SAFETY",
            ErrorKind::ContentRejected,
            "it finished without a picture: IMAGE_SAFETY",
        ),
        (
            "MAX_TOKENS",
            ErrorKind::BadResponse,
            "it finished without a picture: MAX_TOKENS",
        ),
    ] {
        let error = answered(finish);
        assert_eq!((error.kind, error.detail.as_str()), (kind, detail));
    }
}

#[test]
fn a_delay_is_read_as_google_writes_it() {
    let mut error = ProviderError::new(ErrorKind::RateLimited, Outcome::Refused, "");
    refusal::amend(
        &mut error,
        &json!({"error": {"details": [
            {"@type": "type.googleapis.com/google.rpc.QuotaFailure",
             "violations": [{"quotaId": "GenerateRequestsPerMinutePerProjectPerModel"}]},
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "57.5s"},
        ]}}),
    );
    assert_eq!(error.kind, ErrorKind::RateLimited);
    assert_eq!(error.retry_after.unwrap().as_millis(), 57_500);
}
