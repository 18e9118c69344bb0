//! Pictures at addresses: paid for, and fetched though their server stumbles.

use axum::response::Response;
use pixelprompt_domain::{ErrorKind, Outcome};
use serde_json::json;

use crate::upstream::{Seen, Upstream, fault, json, model, paint, picture, png};

/// The picture is there at the third question; `lost` never is.
fn answer(seen: &Seen) -> Response {
    if let Some(name) = seen.line.strip_prefix("GET /files/") {
        return match (name, seen.before) {
            ("late", 2..) | ("cut", 1..) => picture(),
            ("late", 0) => fault("status-503"),
            ("late", _) => fault("status-429"),
            ("cut", _) => fault("cut-off"),
            _ => fault("status-404"),
        };
    }
    let prompt = seen.body["prompt"].as_str().unwrap();
    let url = format!("{}/files/{prompt}", seen.origin);
    json(
        200,
        &json!({"data": [{"url": url, "is_image_safe": true}], "images": [{"url": url}]}),
    )
}

const FAMILIES: [(&str, &str); 3] = [
    ("ideogram", "v3"),
    ("huggingface", "fal-ai/flux/dev:fal-ai"),
    ("openai-compatible", "flux"),
];

#[tokio::test]
async fn a_picture_that_is_late_is_fetched_and_painted_once() {
    for (provider, id) in FAMILIES {
        for (prompt, questions) in [("late", 3), ("cut", 2)] {
            let upstream = Upstream::start(answer).await;
            let model = model(provider, id, &format!("http://{}", upstream.at));
            let (images, _) = paint(model.as_ref(), prompt).await.unwrap();
            assert_eq!(images[0].bytes, png(), "{provider}");
            let seen = upstream.seen();
            let posts = seen.iter().filter(|seen| seen.line.starts_with("POST"));
            assert_eq!(posts.count(), 1, "{provider}");
            assert_eq!(seen.len(), 1 + questions, "{provider}: {seen:?}");
        }
    }
}

#[tokio::test]
async fn a_picture_that_is_not_there_is_asked_for_once() {
    for (provider, id) in FAMILIES {
        let upstream = Upstream::start(answer).await;
        let model = model(provider, id, &format!("http://{}", upstream.at));
        let error = paint(model.as_ref(), "lost").await.unwrap_err();
        let got = (error.kind, error.outcome);
        assert_eq!(
            got,
            (ErrorKind::BadResponse, Outcome::Answered),
            "{provider}"
        );
        assert_eq!(upstream.seen().len(), 2, "{provider}");
    }
}
