use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::response::Response;
use futures::future::join;
use pixelprompt_domain::{Answer, ErrorKind, Image, MediaType, Outcome, Size};
use pixelprompt_providers::{
    a1111::{FAMILY, LOADED},
    http::Bounds,
};
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::{
    bounds, check, configured,
    mock::{Mock, Seen, bytes, png, png_as_base64, said},
    paint, provider, request,
};

fn pictures(images: &[String], info: &Value) -> Response {
    let info = info.to_string();
    said(
        200,
        &json!({"images": images, "parameters": {}, "info": info}),
    )
}

async fn answer(seen: Seen) -> Response {
    if !seen.line.starts_with("POST /sdapi/v1/txt2img") {
        return said(500, &json!({"error": "progress is broken today"}));
    }
    let prompt = seen.body["prompt"].as_str().unwrap().to_owned();
    let picture = png_as_base64();
    match prompt.as_str() {
        "a fox" => pictures(
            &[picture],
            &json!({"seed": 7, "all_seeds": [7], "infotexts": ["…"]}),
        ),
        "contact sheet" => pictures(
            &["sheet".to_owned(), picture],
            &json!({"all_seeds": [7], "index_of_first_image": 1}),
        ),
        "no info" => said(
            200,
            &json!({"images": [picture], "parameters": {}, "info": ""}),
        ),
        "no pictures" => pictures(&[], &json!({})),
        "not base64" => pictures(&["<svg>".to_owned()], &json!({})),
        "text as picture" => pictures(&["aGVsbG8=".to_owned()], &json!({})),
        "another checkpoint" => pictures(&[picture], &json!({"sd_model_name": "deliberate_v2"})),
        "out of memory" => said(
            500,
            &json!({"error": "OutOfMemoryError", "detail": "", "body": "", "errors": "CUDA out of memory. Tried to allocate 20.00 GiB"}),
        ),
        "no api" => said(404, &json!({"detail": "Not Found"})),
        "sampler" => said(
            422,
            &json!({"detail": [{"loc": ["body", "steps"], "msg": "value is not a valid integer", "type": "type_error.integer"}]}),
        ),
        unknown => panic!("the mock does not know {unknown:?}"),
    }
}

#[tokio::test]
async fn a_picture_arrives_byte_for_byte_with_the_seed_that_made_it() {
    let mock = Mock::start(answer).await;
    let provider = provider(&FAMILY, &mock, LOADED);
    for (prompt, seed) in [("a fox", 7), ("contact sheet", 7), ("no info", 42)] {
        assert_eq!(
            paint(provider.as_ref(), prompt).await.unwrap(),
            [Image {
                bytes: png().into(),
                media_type: MediaType::Png,
                size: Size {
                    width: 3,
                    height: 2
                },
                seed: Some(seed),
                reading: None,
                cost: None,
            }],
            "{prompt}"
        );
    }
    let seen = &mock.seen()[0];
    assert_eq!(seen.line, "POST /sdapi/v1/txt2img");
    let basic = seen.authorization.as_deref();
    assert_eq!(basic, Some("Basic bWU6aHVudGVyMg=="));
    assert_eq!(
        seen.body,
        json!({
            "prompt": "a fox", "width": 512, "height": 512, "steps": 20, "cfg_scale": 7.0,
            "seed": 42, "batch_size": 1, "n_iter": 1,
        })
    );
}

#[tokio::test]
async fn every_fault_has_its_kind_and_outcome_and_is_sent_once() {
    use ErrorKind::{BadResponse, RequestRejected};
    use Outcome::{Answered, Refused};
    let mock = Mock::start(answer).await;
    let cases = [
        ("no pictures", BadResponse, Answered),
        ("not base64", BadResponse, Answered),
        ("text as picture", BadResponse, Answered),
        ("another checkpoint", BadResponse, Answered),
        ("out of memory", RequestRejected, Refused),
        ("no api", RequestRejected, Refused),
        ("sampler", RequestRejected, Refused),
    ];
    check(&FAMILY, &mock, &cases).await;
}

#[tokio::test]
async fn what_can_be_mended_is_said() {
    let mock = Mock::start(answer).await;
    let provider = provider(&FAMILY, &mock, "model");
    for (prompt, mend) in [
        ("out of memory", "smaller picture"),
        ("no api", "--api"),
        ("another checkpoint", "sd-models"),
    ] {
        let error = paint(provider.as_ref(), prompt).await.unwrap_err();
        assert!(error.detail.contains(mend), "{}", error.detail);
    }
}

#[tokio::test]
async fn steps_and_previews_are_told_while_it_paints() {
    let progress = |step: u32, steps: u32| {
        let picture = png_as_base64();
        said(
            200,
            &json!({
                "progress": f64::from(step) / f64::from(steps), "eta_relative": 1.0,
                "state": {"job_count": 1, "sampling_step": step, "sampling_steps": steps},
                "current_image": picture, "textinfo": null,
            }),
        )
    };
    let asked = Arc::new(AtomicUsize::new(0));
    let done = Arc::new(Notify::new());
    let mock = Mock::start(move |seen| {
        let (asked, done) = (asked.clone(), done.clone());
        async move {
            if seen.line.starts_with("POST") {
                done.notified().await;
                return pictures(&[png_as_base64()], &json!({}));
            }
            assert_eq!(seen.line, "GET /sdapi/v1/progress");
            match asked.fetch_add(1, Ordering::SeqCst) {
                0 => progress(0, 20),
                1 => bytes(200, "<html>"),
                2 | 3 => progress(5, 20),
                4 => progress(9, 30),
                5 => progress(10, 20),
                _ => {
                    done.notify_one();
                    progress(10, 20)
                }
            }
        }
    })
    .await;
    let provider = provider(&FAMILY, &mock, LOADED);
    let told = Mutex::new(Vec::new());
    let watch = |progress| told.lock().unwrap().push(progress);
    let answer = provider.submit(&request("a fox"), &watch).await.unwrap();
    assert!(matches!(answer, Answer::Ready(_)));
    let told = told.into_inner().unwrap();
    let steps: Vec<_> = told.iter().map(|now| (now.step, now.steps)).collect();
    assert_eq!(
        steps,
        [(0, 20), (5, 20), (10, 20)],
        "the turn, and not the idle, the broken, the repeated, another's"
    );
    assert_eq!(told[1].preview.as_ref().unwrap().bytes, png());
}

#[tokio::test]
async fn a_server_is_asked_for_one_picture_at_a_time() {
    let painting = Arc::new(AtomicUsize::new(0));
    let mock = Mock::start(move |_| {
        let painting = painting.clone();
        async move {
            let others = painting.fetch_add(1, Ordering::SeqCst);
            assert_eq!(others, 0, "somebody else's picture is being painted");
            tokio::task::yield_now().await;
            painting.fetch_sub(1, Ordering::SeqCst);
            pictures(&[png_as_base64()], &json!({}))
        }
    })
    .await;
    let one = provider(&FAMILY, &mock, "one");
    let two = provider(&FAMILY, &mock, "two");
    let both = join(paint(one.as_ref(), "a fox"), paint(two.as_ref(), "a fox"));
    let (one, two) = both.await;
    assert!(one.is_ok() && two.is_ok());
    assert_eq!(mock.posts(), 2);
}

#[tokio::test]
async fn who_waits_too_long_for_a_turn_has_asked_for_nothing_and_may_come_again() {
    let done = Arc::new(Notify::new());
    let painting = Arc::new(Notify::new());
    let mock = Mock::start({
        let (done, painting) = (done.clone(), painting.clone());
        move |seen| {
            let (done, painting) = (done.clone(), painting.clone());
            async move {
                if seen.line.starts_with("GET") {
                    return said(500, &json!({}));
                }
                painting.notify_one();
                done.notified().await;
                pictures(&[png_as_base64()], &json!({}))
            }
        }
    })
    .await;
    let one = provider(&FAMILY, &mock, "one");
    let hasty = Bounds {
        turn: Duration::from_millis(20),
        ..bounds()
    };
    let two = (FAMILY.make)(configured(&mock.base(), "two", hasty)).unwrap();
    let first = paint(one.as_ref(), "a fox");
    let second = async {
        painting.notified().await;
        let told = Mutex::new(0);
        let watch = |_| *told.lock().unwrap() += 1;
        let error = two.submit(&request("a fox"), &watch).await.unwrap_err();
        let got = (error.kind, error.outcome);
        assert_eq!(got, (ErrorKind::RateLimited, Outcome::Refused));
        assert!(error.may_retry());
        assert_eq!(told.into_inner().unwrap(), 0, "its turn did not come");
        assert_eq!(mock.posts(), 1);
        done.notify_one();
    };
    let (first, ()) = join(first, second).await;
    first.unwrap();
    done.notify_one();
    paint(two.as_ref(), "a fox").await.unwrap();
}
