use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use axum::response::Response;
use pixelprompt_domain::{Answer, ErrorKind, Image, MediaType, Outcome, Size};
use pixelprompt_providers::sdcpp::FAMILY;
use serde_json::{Value, json};

use crate::{
    KEY, check,
    mock::{Mock, Seen, png, png_as_base64, said},
    paint, provider, request,
};

/// A job's id says what becomes of it.
fn accepted(id: &str) -> Response {
    said(
        202,
        &json!({"id": id, "kind": "img_gen", "status": "queued", "created": 1_795_305_600, "poll_url": format!("/sdcpp/v1/jobs/{id}")}),
    )
}

fn job(status: &str, result: &Value, error: &Value) -> Response {
    said(
        200,
        &json!({"id": "job", "kind": "img_gen", "status": status, "queue_position": 0, "result": result, "error": error}),
    )
}

fn completed(images: &Value) -> Response {
    job(
        "completed",
        &json!({"output_format": "png", "images": images}),
        &Value::Null,
    )
}

async fn answer(seen: Seen) -> Response {
    if seen.line == "POST /sdcpp/v1/img_gen" {
        let prompt = seen.body["prompt"].as_str().unwrap().to_owned();
        return match prompt.as_str() {
            "queue is full" => said(429, &json!({"error": "job queue is full"})),
            "id that leads elsewhere" => accepted("../../admin"),
            words => accepted(&words.replace(' ', "-")),
        };
    }
    let id = seen.line.strip_prefix("GET /sdcpp/v1/jobs/").unwrap();
    let failure = json!({"code": "generation_failed", "message": format!("generate_image returned no results{}{KEY}", "x".repeat(245))});
    match id {
        "a-fox" => completed(&json!([{"index": 0, "b64_json": png_as_base64()}])),
        "forgotten" => said(404, &json!({"error": "job not found"})),
        "expired" => said(410, &json!({"error": "job expired"})),
        "failed" => job("failed", &Value::Null, &failure),
        "cancelled" => job("cancelled", &Value::Null, &json!({"code": "cancelled"})),
        "no-pictures" => completed(&json!([])),
        "not-base64" => completed(&json!([{"index": 0, "b64_json": "<svg>"}])),
        "text-as-picture" => completed(&json!([{"index": 0, "b64_json": "aGVsbG8="}])),
        "other-json" => said(200, &json!({"surprise": {}})),
        unknown => panic!("the mock does not know {unknown:?}"),
    }
}

#[tokio::test]
async fn a_picture_arrives_byte_for_byte() {
    let mock = Mock::start(answer).await;
    let provider = provider(&FAMILY, &mock, "sd-v1-5");
    assert_eq!(
        paint(provider.as_ref(), "a fox").await.unwrap(),
        [Image {
            bytes: png().into(),
            media_type: MediaType::Png,
            size: Size {
                width: 3,
                height: 2
            },
            seed: Some(42),
            reading: None,
            cost: None,
        }]
    );
    let [submit, poll] = &mock.seen()[..] else {
        panic!("two requests were made")
    };
    assert_eq!(
        submit.body,
        json!({
            "prompt": "a fox", "width": 512, "height": 512, "seed": 42, "batch_count": 1,
            "output_format": "png",
            "sample_params": {"sample_steps": 20, "guidance": {"txt_cfg": 7.0}},
        })
    );
    assert_eq!(poll.line, "GET /sdcpp/v1/jobs/a-fox");
    for seen in [submit, poll] {
        let key = seen.authorization.as_deref();
        assert_eq!(key, Some("Bearer me:hunter2"));
    }
}

#[tokio::test]
async fn a_job_is_followed_to_its_end_and_ends_once() {
    let asked = Arc::new(AtomicUsize::new(0));
    let mock = Mock::start(move |seen| {
        let asked = asked.clone();
        async move {
            if seen.line.starts_with("POST") {
                return accepted("job");
            }
            match asked.fetch_add(1, Ordering::SeqCst) {
                0 => job("queued", &Value::Null, &Value::Null),
                1 | 2 => job("generating", &Value::Null, &Value::Null),
                _ => completed(&json!([{"index": 0, "b64_json": png_as_base64()}])),
            }
        }
    })
    .await;
    let provider = provider(&FAMILY, &mock, "sd-v1-5");
    let request = request("a fox");
    let told = Mutex::new(Vec::new());
    let watch = |progress| told.lock().unwrap().push(progress);
    let Answer::Pending(ticket) = provider.submit(&request, &watch).await.unwrap() else {
        panic!("the server works on jobs")
    };
    assert_eq!(ticket.upstream, "job");
    for pending in [true, true, true, false, false] {
        let answer = provider.poll(&request, &ticket, &watch).await.unwrap();
        assert_eq!(answer == Answer::Pending(ticket.clone()), pending);
    }
    assert_eq!(mock.posts(), 1);
    let told = told.into_inner().unwrap();
    assert!(!told.is_empty() && told.iter().all(|now| (now.step, now.steps) == (0, 20)));
}

#[tokio::test]
async fn every_fault_has_its_kind_and_outcome_and_is_sent_once() {
    use ErrorKind::{BadResponse, Cancelled, RateLimited, RequestRejected, Unavailable};
    use Outcome::{Answered, Refused, Unknown};
    let mock = Mock::start(answer).await;
    let cases = [
        ("queue is full", RateLimited, Refused),
        ("id that leads elsewhere", BadResponse, Unknown),
        ("forgotten", BadResponse, Unknown),
        ("expired", BadResponse, Unknown),
        ("failed", RequestRejected, Refused),
        ("cancelled", Cancelled, Refused),
        ("no pictures", BadResponse, Answered),
        ("not base64", BadResponse, Answered),
        ("text as picture", BadResponse, Answered),
        ("other json", Unavailable, Unknown),
    ];
    check(&FAMILY, &mock, &cases).await;
}
