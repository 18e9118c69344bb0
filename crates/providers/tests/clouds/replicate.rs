use axum::response::Response;
use pixelprompt_domain::{ErrorKind, MediaType, Outcome};
use serde_json::{Value, json};

use crate::upstream::{KEY, Seen, Upstream, fails, fault, json, model, paint, picture, png};

const SCHNELL: &str = "black-forest-labs/flux-schnell";

fn answer(seen: &Seen) -> Response {
    assert_eq!(seen.header("authorization"), format!("Bearer {KEY}"));
    if let Some(id) = seen.line.strip_prefix("GET /predictions/") {
        return prediction(seen, id);
    }
    if let Some(file) = seen.line.strip_prefix("GET /files/") {
        return if file == "fine" {
            picture()
        } else {
            fault(file)
        };
    }
    assert!(
        [
            "POST /models/black-forest-labs/flux-schnell/predictions",
            "POST /predictions"
        ]
        .contains(&seen.line.as_str()),
        "{}",
        seen.line
    );
    let error = |status: u16, detail: &str| {
        json(
            status,
            &json!({"title": "as you wish", "status": status, "detail": detail}),
        )
    };
    match seen.body["input"]["prompt"].as_str().unwrap() {
        "no credit" => error(402, "You have insufficient credit to run this model."),
        "bad key" => error(401, &format!("You did not pass a valid token: {KEY}")),
        "invalid" => error(422, "- input.aspect_ratio: must be one of"),
        "too many" => error(429, "Request was throttled."),
        "at once" => ended(
            "succeeded",
            &json!([format!("{}/files/fine", seen.origin)]),
            &json!(null),
        ),
        "nowhere" => json(201, &json!({"id": "p1", "status": "starting"})),
        "elsewhere" => started("https://api.replicate.com.evil.example/v1/predictions/p1"),
        "regional" => started("https://api.replicate.com/v1/predictions/p1"),
        prompt => match prompt.strip_prefix("poll ") {
            Some(id) => started(&format!("{}/predictions/{id}", seen.origin)),
            None => fault(prompt),
        },
    }
}

fn started(get: &str) -> Response {
    json(
        201,
        &json!({"id": "p1", "status": "starting", "output": null, "error": null, "logs": "", "urls": {"get": get}}),
    )
}

fn ended(status: &str, output: &Value, error: &Value) -> Response {
    json(
        200,
        &json!({"id": "p1", "status": status, "output": output, "error": error}),
    )
}

fn prediction(seen: &Seen, id: &str) -> Response {
    let again = format!("{}/predictions/{id}", seen.origin);
    match id {
        "slow" => match seen.before {
            0 | 1 => started(&again),
            2 => json(
                200,
                &json!({"status": "processing", "logs": " 50%|██", "urls": {"get": again}}),
            ),
            _ => ended(
                "succeeded",
                &json!(format!("{}/files/fine", seen.origin)),
                &json!(null),
            ),
        },
        "nsfw" => ended(
            "failed",
            &json!(null),
            &json!("NSFW content detected. Try again."),
        ),
        "sensitive" => ended(
            "failed",
            &json!(null),
            &json!("flagged as sensitive (E005)"),
        ),
        "failed" => ended(
            "failed",
            &json!(null),
            &json!(format!("CUDA out of memory {KEY}")),
        ),
        "canceled" => ended("canceled", &json!(null), &json!(null)),
        "aborted" => ended("aborted", &json!(null), &json!(null)),
        "nothing" => ended("succeeded", &json!([]), &json!(null)),
        _ => match id.strip_prefix("file-") {
            Some("outside") => ended("succeeded", &json!("http://10.0.0.1/x.png"), &json!(null)),
            Some(file) => {
                let address = format!("{}/files/{file}", seen.origin);
                ended("succeeded", &json!([address]), &json!(null))
            }
            None => fault(id),
        },
    }
}

#[tokio::test]
async fn a_prediction_is_asked_for_until_it_has_ended() {
    let upstream = Upstream::start(answer).await;
    let origin = format!("http://{}", upstream.at);
    for (id, prompt, polls) in [(SCHNELL, "poll slow", 4), ("some/thing:5c7d", "at once", 0)] {
        let model = model("replicate", id, &origin);
        let (images, pending) = paint(model.as_ref(), prompt).await.unwrap();
        assert_eq!(pending, polls);
        let [image] = &images[..] else {
            panic!("one picture")
        };
        assert_eq!(
            (&image.bytes[..], image.media_type),
            (&png()[..], MediaType::Png)
        );
    }
    let seen = upstream.seen();
    let last = seen
        .iter()
        .rfind(|seen| seen.line == "POST /predictions")
        .unwrap();
    assert_eq!(last.body["version"], "some/thing:5c7d");
}

#[tokio::test]
async fn every_fault_has_its_kind_and_outcome() {
    use ErrorKind::{
        BadResponse, ContentRejected, QuotaExhausted, RateLimited, RequestRejected, Unauthorized,
        Unavailable,
    };
    use Outcome::{Answered, Refused, Unknown};

    let upstream = Upstream::start(answer).await;
    fails(
        &upstream,
        model("replicate", SCHNELL, &format!("http://{}", upstream.at)).as_ref(),
        &[
            ("bad key", Unauthorized, Refused, 1),
            ("no credit", QuotaExhausted, Refused, 1),
            ("invalid", RequestRejected, Refused, 1),
            ("status 404", RequestRejected, Refused, 1),
            ("too many", RateLimited, Refused, 1),
            ("other json", BadResponse, Answered, 1),
            ("nowhere", BadResponse, Unknown, 1),
            ("elsewhere", BadResponse, Unknown, 1),
            ("regional", BadResponse, Unknown, 1),
            ("poll nsfw", ContentRejected, Answered, 2),
            ("poll sensitive", ContentRejected, Answered, 2),
            ("poll failed", BadResponse, Answered, 2),
            ("poll canceled", BadResponse, Answered, 2),
            ("poll aborted", BadResponse, Answered, 2),
            ("poll nothing", BadResponse, Answered, 2),
            ("poll status-404", Unavailable, Unknown, 2),
            ("poll file-status-502", Unavailable, Answered, 6),
            ("poll file-outside", BadResponse, Answered, 2),
        ],
    )
    .await;
}
