//! What becomes of a request to Gemini, whatever its servers do.

use axum::response::Response;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use pixelprompt_domain::{ErrorKind, MediaType, Outcome};
use serde_json::{Value, json};

use crate::upstream::{KEY, Seen, Upstream, fails, fault, json, model, paint, png};

fn answer(seen: &Seen) -> Response {
    assert_eq!(seen.header("x-goog-api-key"), KEY);
    assert_eq!(seen.header("authorization"), "");
    assert_eq!(
        seen.line,
        "POST /v1beta/models/gemini-nano-banana-2.1:generateContent"
    );
    let parts = |parts: Value| {
        json(
            200,
            &json!({
                "candidates": [{"index": 0, "finishReason": "STOP", "content": {"role": "model", "parts": parts}}],
                "usageMetadata": {"promptTokenCount": 9}, "responseId": "abc123",
            }),
        )
    };
    let file = |bytes: &[u8]| {
        let data = STANDARD.encode(bytes);
        json!({"inlineData": {"mimeType": "image/png", "data": data}, "thoughtSignature": "Cg"})
    };
    let error = |code: u16, status: &str, details: Value| {
        json(
            code,
            &json!({"error": {"code": code, "message": "as you wish", "status": status, "details": details}}),
        )
    };
    match seen.body["contents"][0]["parts"][0]["text"]
        .as_str()
        .unwrap()
    {
        "fine" => parts(json!([{"text": "Here it is."}, file(&png())])),
        "words" => parts(json!([{"text": "I cannot paint this."}])),
        "blocked" => json(
            200,
            &json!({"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}),
        ),
        "unsafe" => json(
            200,
            &json!({"candidates": [{"index": 0, "finishReason": "IMAGE_SAFETY", "finishMessage": "Unable to show the generated image."}]}),
        ),
        "too long" => json(
            200,
            &json!({"candidates": [{"finishReason": "MAX_TOKENS", "content": {}}]}),
        ),
        "no base64" => parts(json!([{"inlineData": {"mimeType": "image/png", "data": "<svg>"}}])),
        "no picture" => parts(json!([file(b"<svg>")])),
        "bad key" => error(
            400,
            "INVALID_ARGUMENT",
            json!([{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}]),
        ),
        "invalid" => error(400, "INVALID_ARGUMENT", json!([])),
        "day's quota" => error(
            429,
            "RESOURCE_EXHAUSTED",
            json!([{"violations": [{"quotaId": "GenerateRequestsPerDayPerProjectPerModel"}]}]),
        ),
        "minute's quota" => error(
            429,
            "RESOURCE_EXHAUSTED",
            json!([{"violations": [{"quotaId": "GenerateRequestsPerMinutePerProjectPerModel"}]}]),
        ),
        prompt => fault(prompt),
    }
}

#[tokio::test]
async fn a_picture_comes_with_the_answer() {
    let upstream = Upstream::start(answer).await;
    let origin = format!("http://{}", upstream.at);
    for (provider, id) in [
        ("gemini", "gemini-nano-banana-2.1"),
        ("google_gemini", "models/gemini-nano-banana-2.1"),
        ("google_imagen", "imagen-3.0-generate-002"),
    ] {
        let model = model(provider, id, &origin);
        let (images, _) = paint(model.as_ref(), "fine").await.unwrap();
        let [image] = &images[..] else {
            panic!("one picture")
        };
        assert_eq!(
            (&image.bytes[..], image.media_type),
            (&png()[..], MediaType::Png)
        );
        let told = model.models()[0].standing.notice.is_some();
        assert_eq!(told, id.starts_with("imagen"), "{id}");
    }
}

#[tokio::test]
async fn every_fault_has_its_kind_and_outcome() {
    use ErrorKind::{
        BadResponse, ContentRejected, QuotaExhausted, RateLimited, RequestRejected, Unauthorized,
    };
    use Outcome::{Answered, Refused};

    let upstream = Upstream::start(answer).await;
    fails(
        &upstream,
        model(
            "gemini",
            "gemini-nano-banana-2.1",
            &format!("http://{}", upstream.at),
        )
        .as_ref(),
        &[
            ("blocked", ContentRejected, Refused, 1),
            ("unsafe", ContentRejected, Answered, 1),
            ("words", ContentRejected, Answered, 1),
            ("too long", BadResponse, Answered, 1),
            ("bad key", Unauthorized, Refused, 1),
            ("status 401", Unauthorized, Refused, 1),
            ("status 403", Unauthorized, Refused, 1),
            ("invalid", RequestRejected, Refused, 1),
            ("status 404", RequestRejected, Refused, 1),
            ("day's quota", QuotaExhausted, Refused, 1),
            ("minute's quota", RateLimited, Refused, 1),
            ("other json", BadResponse, Answered, 1),
            ("no base64", BadResponse, Answered, 1),
            ("no picture", BadResponse, Answered, 1),
        ],
    )
    .await;
}
