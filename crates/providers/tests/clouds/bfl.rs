//! What becomes of a request to Black Forest Labs, whatever its servers do.

use axum::response::Response;
use pixelprompt_domain::{ErrorKind, MediaType, Money, Outcome, Size};
use serde_json::json;

use crate::upstream::{KEY, Seen, Upstream, fails, fault, json, model, paint, picture, png};

fn answer(seen: &Seen) -> Response {
    assert_eq!(seen.header("x-key"), KEY);
    assert_eq!(seen.header("authorization"), "");
    if let Some(id) = seen.line.strip_prefix("GET /v1/get_result?id=") {
        return state(seen, id);
    }
    if let Some(file) = seen.line.strip_prefix("GET /results/") {
        return if file == "fine" {
            picture()
        } else {
            fault(file)
        };
    }
    assert_eq!(seen.line, "POST /v1/flux-2-pro");
    let accepted = |polling_url: String| {
        json(
            200,
            &json!({"id": "7f0c", "polling_url": polling_url, "cost": 5.0, "output_mp": 1.05}),
        )
    };
    match seen.body["prompt"].as_str().unwrap() {
        "no credit" => json(402, &json!({"detail": "Insufficient credits"})),
        "bad key" => json(403, &json!({"detail": format!("Not authenticated: {KEY}")})),
        "invalid" => json(
            422,
            &json!({"detail": [{"loc": ["body", "width"], "msg": "too small", "type": "value_error"}]}),
        ),
        "too many" => json(
            429,
            &json!({"error": "rate_limit", "message": "Too many active tasks"}),
        ),
        "no ticket" => json(200, &json!({"id": "7f0c"})),
        "elsewhere" => accepted("https://evil.example/v1/get_result?id=1".to_owned()),
        "regional" => accepted("https://api.eu2.bfl.ai/v1/get_result?id=1".to_owned()),
        "insecure" => accepted("http://api.eu2.bfl.ai/v1/get_result?id=1".to_owned()),
        prompt => match prompt.strip_prefix("poll ") {
            Some(id) => accepted(format!("{}/v1/get_result?id={id}", seen.origin)),
            None => fault(prompt),
        },
    }
}

fn state(seen: &Seen, id: &str) -> Response {
    let state = |status: &str| {
        json(
            200,
            &json!({"id": "7f0c", "status": status, "result": null}),
        )
    };
    let ready = |sample: String| {
        let result = json!({"sample": sample, "prompt": "…", "seed": 42, "duration": 6.8});
        json(
            200,
            &json!({"id": "7f0c", "status": "Ready", "progress": 1.0, "result": result}),
        )
    };
    match id {
        "slow" => match seen.before {
            0 | 1 => json(
                200,
                &json!({"id": "7f0c", "status": "Pending", "progress": null}),
            ),
            2 => state("Reasoning"),
            3 => state("An unheard-of state"),
            4 => json(
                200,
                &json!({"id": "7f0c", "status": "Generating", "progress": 0.5}),
            ),
            _ => ready(format!("{}/results/fine", seen.origin)),
        },
        "prompt-moderated" => json(
            200,
            &json!({"status": "Request Moderated", "result": null, "details": {"Moderation Reasons": ["x"]}}),
        ),
        "picture-moderated" => state("Content Moderated"),
        "failed" => state("Error"),
        "forgotten" => state("Task not found"),
        "nothing" => state("Ready"),
        _ => match id.strip_prefix("file-") {
            Some("outside") => ready("http://169.254.169.254/".to_owned()),
            Some(file) => ready(format!("{}/results/{file}", seen.origin)),
            None => fault(id),
        },
    }
}

#[tokio::test]
async fn a_picture_is_asked_for_until_it_is_ready() {
    let upstream = Upstream::start(answer).await;
    let model = model("bfl", "flux-2-pro", &format!("http://{}", upstream.at));
    let (images, pending) = paint(model.as_ref(), "poll slow").await.unwrap();
    assert_eq!(pending, 6);
    let [image] = &images[..] else {
        panic!("one picture")
    };
    assert_eq!(
        (&image.bytes[..], image.media_type),
        (&png()[..], MediaType::Png)
    );
    assert_eq!(
        (image.size, image.seed),
        (
            Size {
                width: 3,
                height: 2
            },
            Some(42)
        )
    );
    let seen = upstream.seen();
    assert_eq!(
        seen[0].body,
        json!({"prompt": "poll slow", "width": 1024, "height": 1024, "output_format": "png"})
    );
    assert_eq!(seen.len(), 1 + 6 + 1);
}

#[tokio::test]
async fn what_was_billed_is_told_whatever_came_of_it() {
    let upstream = Upstream::start(answer).await;
    let model = model("bfl", "flux-2-pro", &format!("http://{}", upstream.at));
    for (prompt, cost) in [
        ("poll picture-moderated", Some(Money(50_000))),
        ("poll failed", Some(Money(50_000))),
        ("poll nothing", Some(Money(50_000))),
        ("poll file-status-404", Some(Money(50_000))),
        ("poll prompt-moderated", None),
        ("poll forgotten", None),
    ] {
        let error = paint(model.as_ref(), prompt).await.unwrap_err();
        assert_eq!(error.cost, cost, "{prompt}: {error:?}");
    }
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
        model("bfl", "flux-2-pro", &format!("http://{}", upstream.at)).as_ref(),
        &[
            ("bad key", Unauthorized, Refused, 1),
            ("no credit", QuotaExhausted, Refused, 1),
            ("invalid", RequestRejected, Refused, 1),
            ("status 404", RequestRejected, Refused, 1),
            ("status 307", RequestRejected, Refused, 1),
            ("too many", RateLimited, Refused, 1),
            ("no ticket", BadResponse, Answered, 1),
            ("elsewhere", BadResponse, Unknown, 1),
            ("insecure", BadResponse, Unknown, 1),
            ("regional", BadResponse, Unknown, 1),
            ("poll prompt-moderated", ContentRejected, Refused, 2),
            ("poll picture-moderated", ContentRejected, Answered, 2),
            ("poll failed", BadResponse, Answered, 2),
            ("poll forgotten", BadResponse, Unknown, 2),
            ("poll nothing", BadResponse, Answered, 2),
            ("poll status-404", Unavailable, Unknown, 2),
            ("poll other-json", Unavailable, Unknown, 2),
            ("poll file-status-502", Unavailable, Answered, 6),
            ("poll file-outside", BadResponse, Answered, 2),
        ],
    )
    .await;
}
