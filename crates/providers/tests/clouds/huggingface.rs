use axum::response::Response;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use pixelprompt_domain::{ErrorKind, MediaType, Outcome};
use serde_json::json;

use crate::upstream::{KEY, Seen, Upstream, fails, fault, json, model, paint, picture, png};

const SCHNELL: &str = "black-forest-labs/FLUX.1-schnell";

fn answer(seen: &Seen) -> Response {
    assert_eq!(seen.header("authorization"), format!("Bearer {KEY}"));
    let error = |status: u16, words: &str| json(status, &json!({"error": words}));
    let base64 = || {
        json(
            200,
            &json!({"data": [{"b64_json": STANDARD.encode(png())}]}),
        )
    };
    match seen.line.as_str() {
        "GET /files/fine" => return picture(),
        "POST /hf-inference/models/black-forest-labs/FLUX.1-schnell" => {}
        "POST /together/v1/images/generations" | "POST /nscale/v1/images/generations" => {
            assert_eq!(seen.body["model"], SCHNELL);
            return base64();
        }
        "POST /fal-ai/fal-ai/flux/dev" => {
            let url = match seen.body["prompt"].as_str().unwrap() {
                "nothing" => return json(200, &json!({"images": []})),
                "outside" => "http://169.254.169.254/".to_owned(),
                _ => format!("{}/files/fine", seen.origin),
            };
            return json(200, &json!({"images": [{"url": url}]}));
        }
        line => panic!("{line} is not a path here"),
    }
    match seen.body["inputs"].as_str().unwrap() {
        "fine" => picture(),
        "bad key" => error(401, &format!("Invalid credentials: {KEY}")),
        "no credit" => error(402, "You have exceeded your monthly included credits"),
        "invalid" => json(400, &json!({"error": ["width must be a multiple of 8"]})),
        "not served" => error(404, "Model not supported by provider hf-inference"),
        "loading" => json(503, &json!({"error": "loading", "estimated_time": 20.5})),
        prompt => fault(prompt),
    }
}

#[tokio::test]
async fn every_runner_paints() {
    let upstream = Upstream::start(answer).await;
    let origin = format!("http://{}", upstream.at);
    for id in [
        SCHNELL,
        &format!("{SCHNELL}:together"),
        &format!("{SCHNELL}:nscale"),
        "fal-ai/flux/dev:fal-ai",
    ] {
        let model = model("huggingface", id, &origin);
        let (images, _) = paint(model.as_ref(), "fine").await.unwrap();
        let [image] = &images[..] else {
            panic!("one picture")
        };
        assert_eq!(
            (&image.bytes[..], image.media_type),
            (&png()[..], MediaType::Png)
        );
    }
}

#[tokio::test]
async fn every_fault_has_its_kind_and_outcome() {
    use ErrorKind::{BadResponse, QuotaExhausted, RequestRejected, Unauthorized, Unavailable};
    use Outcome::{Answered, Refused};

    let upstream = Upstream::start(answer).await;
    fails(
        &upstream,
        model("hf", SCHNELL, &format!("http://{}", upstream.at)).as_ref(),
        &[
            ("bad key", Unauthorized, Refused, 1),
            ("status 403", Unauthorized, Refused, 1),
            ("no credit", QuotaExhausted, Refused, 1),
            ("invalid", RequestRejected, Refused, 1),
            ("not served", RequestRejected, Refused, 1),
            ("loading", Unavailable, Refused, 1),
            ("other json", BadResponse, Answered, 1),
        ],
    )
    .await;
    fails(
        &upstream,
        model(
            "hf",
            "fal-ai/flux/dev:fal-ai",
            &format!("http://{}", upstream.at),
        )
        .as_ref(),
        &[
            ("nothing", BadResponse, Answered, 1),
            ("outside", BadResponse, Answered, 1),
        ],
    )
    .await;
}
