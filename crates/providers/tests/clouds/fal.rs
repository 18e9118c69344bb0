use axum::response::Response;
use pixelprompt_domain::{ErrorKind, MediaType, Outcome};
use serde_json::{Value, json};

use crate::upstream::{KEY, Seen, Upstream, fails, fault, json, model, paint, picture, png};

fn answer(seen: &Seen) -> Response {
    assert_eq!(seen.header("authorization"), format!("Key {KEY}"));
    if let Some(file) = seen.line.strip_prefix("GET /files/") {
        return if file == "fine" {
            picture()
        } else {
            fault(file)
        };
    }
    if let Some(request) = seen.line.strip_prefix("GET /fal-ai/flux/requests/") {
        return match request.strip_suffix("/status") {
            Some(id) => state(seen, id),
            None => result(seen, request),
        };
    }
    assert_eq!(seen.line, "POST /fal-ai/flux/dev");
    let refused = |status: u16, detail: Value| json(status, &json!({"detail": detail}));
    let queued = |origin: &str, id: &str| {
        let request = format!("{origin}/fal-ai/flux/requests/{id}");
        json(
            200,
            &json!({
                "request_id": id, "status": "IN_QUEUE", "queue_position": 3, "response_url": request,
                "status_url": format!("{request}/status"), "cancel_url": format!("{request}/cancel"),
            }),
        )
    };
    match seen.body["prompt"].as_str().unwrap() {
        "bad key" => refused(401, json!(format!("No user found for Key {KEY}"))),
        "no credit" => refused(403, json!("User is locked. Reason: Exhausted balance.")),
        "invalid" => refused(
            422,
            json!([{"loc": ["body", "seed"], "msg": "too large", "type": "less_than"}]),
        ),
        "refusal" => refused(
            422,
            json!([{"loc": ["body", "prompt"], "msg": "flagged by content checker", "type": "content_policy_violation"}]),
        ),
        "elsewhere" => queued("https://queue.fal.run.evil.example", "1"),
        "regional" => queued("https://queue.fal.run", "1"),
        prompt => match prompt.strip_prefix("poll ") {
            Some(id) => queued(&seen.origin, id),
            None => fault(prompt),
        },
    }
}

fn state(seen: &Seen, id: &str) -> Response {
    let state = |status: &str| json(200, &json!({"status": status, "logs": null}));
    match id {
        "slow" => match seen.before {
            0 | 1 => json(202, &json!({"status": "IN_QUEUE", "queue_position": 0})),
            2 => state("AN_UNHEARD_OF_STATE"),
            3 => json(202, &json!({"status": "IN_PROGRESS", "logs": []})),
            _ => state("COMPLETED"),
        },
        "failed" => json(
            200,
            &json!({"status": "COMPLETED", "error": format!("out of memory {KEY}"), "error_type": "internal_error"}),
        ),
        "refused" => json(
            200,
            &json!({"status": "COMPLETED", "error": "flagged", "error_type": "content_policy_violation"}),
        ),
        _ if id.starts_with("status-") || ["cut-off", "html", "other-json"].contains(&id) => {
            fault(id)
        }
        _ => state("COMPLETED"),
    }
}

fn result(seen: &Seen, id: &str) -> Response {
    let images = |url: String, unsafe_: bool| {
        let image = json!({"url": url, "width": 3, "height": 2, "content_type": "image/png"});
        json(
            200,
            &json!({"images": [image], "seed": 42, "has_nsfw_concepts": [unsafe_], "prompt": "…"}),
        )
    };
    let failed = |status: u16, kind: &str| {
        json(
            status,
            &json!({"detail": [{"loc": ["body"], "msg": "as you wish", "type": kind}]}),
        )
    };
    let file = |name: &str| format!("{}/files/{name}", seen.origin);
    match id {
        "slow" => images(file("fine"), false),
        "black" => images(file("fine"), true),
        "flagged" => failed(422, "content_policy_violation"),
        "invalid" => failed(422, "value_error"),
        "broken" => failed(500, "internal_server_error"),
        "crashed" => json(500, &json!({"detail": "Internal Server Error"})),
        "unknown" => json(404, &json!({"detail": "Request not found"})),
        "too-often" => json(429, &json!({"detail": "Too many requests"})),
        "nothing" => json(200, &json!({"images": []})),
        _ => match id.strip_prefix("file-") {
            Some("outside") => images("http://localhost/x.png".to_owned(), false),
            Some(name) => images(file(name), false),
            None => fault(id.trim_start_matches("result-")),
        },
    }
}

#[tokio::test]
async fn a_picture_is_asked_for_until_it_is_ready() {
    let upstream = Upstream::start(answer).await;
    let origin = format!("http://{}", upstream.at);
    let model = model("fal", "fal-ai/flux/dev", &origin);
    let (images, pending) = paint(model.as_ref(), "poll slow").await.unwrap();
    assert_eq!(pending, 5);
    let [image] = &images[..] else {
        panic!("one picture")
    };
    assert_eq!(
        (&image.bytes[..], image.media_type),
        (&png()[..], MediaType::Png)
    );
    assert_eq!(image.seed, Some(42));
    assert_eq!(upstream.seen().len(), 1 + 5 + 2);
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
        model("fal", "fal-ai/flux/dev", &format!("http://{}", upstream.at)).as_ref(),
        &[
            ("bad key", Unauthorized, Refused, 1),
            ("no credit", QuotaExhausted, Refused, 1),
            ("status 402", QuotaExhausted, Refused, 1),
            ("refusal", ContentRejected, Refused, 1),
            ("invalid", RequestRejected, Refused, 1),
            ("status 404", RequestRejected, Refused, 1),
            ("other json", BadResponse, Answered, 1),
            ("elsewhere", BadResponse, Unknown, 1),
            ("regional", BadResponse, Unknown, 1),
            ("poll failed", RequestRejected, Refused, 2),
            ("poll refused", ContentRejected, Refused, 2),
            ("poll other-json", Unavailable, Unknown, 2),
            ("poll flagged", ContentRejected, Refused, 3),
            ("poll black", ContentRejected, Answered, 3),
            ("poll invalid", RequestRejected, Refused, 3),
            ("poll broken", RequestRejected, Refused, 3),
            ("poll crashed", RequestRejected, Refused, 3),
            ("poll unknown", BadResponse, Unknown, 3),
            ("poll too-often", RateLimited, Unknown, 3),
            ("poll result-status-502", Unavailable, Unknown, 3),
            ("poll result-cut-off", Unavailable, Unknown, 3),
            ("poll nothing", BadResponse, Answered, 3),
            ("poll file-status-502", Unavailable, Answered, 7),
            ("poll file-outside", BadResponse, Answered, 3),
        ],
    )
    .await;
}
