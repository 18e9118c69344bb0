//! What becomes of a request to Adobe Firefly, whatever its servers do.

use std::sync::Arc;

use axum::response::Response;
use futures::future::join_all;
use pixelprompt_domain::{ErrorKind, ImageProvider, MediaType, Outcome};
use serde_json::json;

use crate::upstream::{KEY, Seen, Upstream, fails, fault, json, model_with, paint, picture, png};

const TOKEN: &str = "POST /ims/token/v3";

fn answer(seen: &Seen) -> Response {
    if seen.line == TOKEN {
        return json(
            200,
            &json!({"access_token": format!("token-{}", seen.before), "token_type": "bearer", "expires_in": 86_399}),
        );
    }
    painted(seen)
}

/// Whoever has whatever token is served.
fn painted(seen: &Seen) -> Response {
    if let Some(file) = seen.line.strip_prefix("GET /results/") {
        return if file == "fine" {
            picture()
        } else {
            fault(file)
        };
    }
    assert!(seen.header("authorization").starts_with("Bearer token-"));
    assert_eq!(seen.header("x-api-key"), "client-7");
    assert!(!seen.body.to_string().contains(KEY));
    if let Some(id) = seen.line.strip_prefix("GET /v3/status/") {
        return state(seen, id);
    }
    assert!(
        seen.line.ends_with("/images/generate-async"),
        "{}",
        seen.line
    );
    let accepted = |status_url: String| {
        json(
            202,
            &json!({"jobId": "urn:ff:jobs:1", "statusUrl": status_url, "cancelUrl": "https://firefly-epo1.adobe.io/v3/cancel/1"}),
        )
    };
    let error = |status: u16, code: &str, message: &str| {
        json(status, &json!({"error_code": code, "message": message}))
    };
    match seen.body["prompt"].as_str().unwrap() {
        "unsafe prompt" => error(422, "prompt_unsafe", "The prompt is not allowed."),
        "unsafe picture" => error(422, "output_media_unsafe", "The result is not allowed."),
        "filtered" => error(451, "filtered", "Unavailable."),
        "invalid" => error(422, "validation_error", "size: not supported"),
        "language" => error(422, "language_not_supported", "Not supported."),
        "no entitlement" => error(403, "access_error", "User is not entitled."),
        "too many" => error(429, "rate_limited", "Too many requests."),
        "never accepted" => error(401, "unauthorized", "Oauth token is not valid."),
        "no ticket" => json(202, &json!({"jobId": "urn:ff:jobs:1"})),
        "elsewhere" => accepted("https://adobe.io.evil.example/v3/status/1".to_owned()),
        "regional" => accepted("https://firefly-epo1.adobe.io/v3/status/1".to_owned()),
        "insecure" => accepted("http://firefly-epo1.adobe.io/v3/status/1".to_owned()),
        "linked" => json(
            202,
            &json!({"links": {"result": {"href": format!("{}/v3/status/slow", seen.origin)}, "cancel": {"href": "x"}}}),
        ),
        prompt => match prompt.strip_prefix("poll ") {
            Some(id) => accepted(format!("{}/v3/status/{id}", seen.origin)),
            None => fault(prompt),
        },
    }
}

fn state(seen: &Seen, id: &str) -> Response {
    let state = |status: &str| json(200, &json!({"jobId": "urn:ff:jobs:1", "status": status}));
    let failed = |code: &str| {
        json(
            200,
            &json!({"jobId": "1", "status": "failed", "error_code": code, "message": "No."}),
        )
    };
    let ready = |url: String| {
        let output = json!({"seed": 42, "image": {"url": url}});
        let result = json!({"size": {"width": 2048, "height": 2048}, "outputs": [output], "contentClass": "photo"});
        json(
            200,
            &json!({"jobId": "1", "status": "succeeded", "progress": 100, "result": result}),
        )
    };
    match id {
        "slow" => match seen.before {
            0 => state("pending"),
            1 => json(200, &json!({"status": "running", "progress": 50})),
            2 => state("an unheard-of state"),
            _ => ready(format!("{}/results/fine", seen.origin)),
        },
        "fine" => ready(format!("{}/results/fine", seen.origin)),
        "unsafe-prompt" => failed("prompt_unsafe"),
        "unsafe-picture" => failed("output_media_unsafe"),
        "broken" => failed("runtime_error"),
        "cancelled" => state("canceled"),
        "nothing" => state("succeeded"),
        _ => match id.strip_prefix("file-") {
            Some("outside") => ready("http://169.254.169.254/".to_owned()),
            Some(file) => ready(format!("{}/results/{file}", seen.origin)),
            None => fault(id),
        },
    }
}

fn firefly(id: &str, base: &str) -> Arc<dyn ImageProvider> {
    model_with("adobe_firefly", id, base, |configured| {
        configured.user_id = Some("client-7".to_owned());
    })
}

/// So many at once, and each picture is dropped at once, as only so many are kept in memory.
async fn all_painted(model: &dyn ImageProvider, count: usize) -> bool {
    let painting = (0..count).map(|_| async { paint(model, "poll fine").await.is_ok() });
    join_all(painting).await.into_iter().all(|painted| painted)
}

fn tokens(upstream: &Upstream) -> usize {
    let seen = upstream.seen();
    seen.iter().filter(|seen| seen.line == TOKEN).count()
}

#[tokio::test]
async fn a_picture_is_asked_for_until_it_is_ready_with_one_token() {
    let upstream = Upstream::start(answer).await;
    let base = format!("http://{}", upstream.at);
    let model = firefly("image4_standard", &base);
    let (images, pending) = paint(model.as_ref(), "poll slow").await.unwrap();
    assert_eq!(pending, 4);
    let [image] = &images[..] else {
        panic!("one picture")
    };
    assert_eq!(
        (&image.bytes[..], image.media_type, image.seed),
        (&png()[..], MediaType::Png, Some(42))
    );
    let seen = upstream.seen();
    assert_eq!(
        seen[0].words,
        format!(
            "grant_type=client_credentials&client_id=client-7&client_secret={KEY}&scope=openid%2CAdobeID%2C\
             session%2Cadditional_info%2Cread_organizations%2Cfirefly_api%2Cff_apis"
        )
    );
    assert_eq!(
        seen[0].header("content-type"),
        "application/x-www-form-urlencoded"
    );
    assert_eq!(seen[1].line, "POST /v3/images/generate-async");
    assert_eq!(seen[1].header("x-model-version"), "image4_standard");
    assert_eq!(
        seen[1].body,
        json!({"prompt": "poll slow", "numVariations": 1, "size": {"width": 1024, "height": 1024}})
    );
    paint(model.as_ref(), "poll fine").await.unwrap();
    assert_eq!(tokens(&upstream), 1);
}

#[tokio::test]
async fn the_answer_of_image_5_is_taken_in_either_shape() {
    let upstream = Upstream::start(answer).await;
    let base = format!("http://{}", upstream.at);
    let model = firefly("firefly-image-5", &base);
    for prompt in ["linked", "poll fine"] {
        assert!(paint(model.as_ref(), prompt).await.is_ok(), "{prompt}");
    }
    let seen = upstream.seen();
    assert_eq!(seen[1].line, "POST /v4/images/generate-async");
    assert_eq!(seen[1].header("x-model-version"), "image5");
}

#[tokio::test]
async fn many_at_once_share_one_token() {
    let upstream = Upstream::start(answer).await;
    let base = format!("http://{}", upstream.at);
    let model = firefly("image3", &base);
    assert!(all_painted(model.as_ref(), 20).await);
    assert_eq!(tokens(&upstream), 1);
}

#[tokio::test]
async fn a_token_that_is_about_to_end_is_not_used_again() {
    let upstream = Upstream::start(|seen| {
        if seen.line == TOKEN {
            return json(200, &json!({"access_token": "token-x", "expires_in": 60}));
        }
        painted(seen)
    })
    .await;
    let base = format!("http://{}", upstream.at);
    let model = firefly("image3", &base);
    paint(model.as_ref(), "poll fine").await.unwrap();
    assert_eq!(tokens(&upstream), 2, "one to submit, one to ask");
}

#[tokio::test]
async fn a_token_that_was_revoked_is_replaced_once() {
    let upstream = Upstream::start(|seen| {
        let revoked = seen.header("authorization") == "Bearer token-0";
        if revoked && (seen.line.starts_with("GET") || seen.before > 0) {
            return json(
                401,
                &json!({"error_code": "unauthorized", "message": "Token expired."}),
            );
        }
        answer(seen)
    })
    .await;
    let base = format!("http://{}", upstream.at);
    let model = firefly("image3", &base);
    // Accepted with the first token, which is then revoked; many ask with it at once.
    assert!(all_painted(model.as_ref(), 5).await);
    assert_eq!(tokens(&upstream), 2);
}

#[tokio::test]
async fn a_client_without_a_token_has_sent_nothing() {
    use ErrorKind::{BadResponse, RateLimited, RequestRejected, Unauthorized, Unavailable};
    use Outcome::{NotSent, Refused};

    for (id, kind, outcome) in [
        ("invalid-client", Unauthorized, Refused),
        ("status-400", RequestRejected, Refused),
        ("status-429", RateLimited, Refused),
        ("status-500", Unavailable, NotSent),
        ("html", BadResponse, NotSent),
        ("other-json", BadResponse, NotSent),
    ] {
        let upstream = Upstream::start(|seen| {
            let id = seen.line.strip_prefix("POST /").unwrap();
            match id.strip_suffix("/ims/token/v3").unwrap() {
                "invalid-client" => json(
                    400,
                    &json!({"error": "invalid_client", "error_description": format!("no {KEY}")}),
                ),
                id => fault(id),
            }
        })
        .await;
        let base = format!("http://{}/{id}", upstream.at);
        let model = firefly("image3", &base);
        let error = paint(model.as_ref(), "a fox").await.unwrap_err();
        assert_eq!(
            (error.kind, error.outcome),
            (kind, outcome),
            "{id}: {error:?}"
        );
        assert!(!format!("{error} {error:?}").contains(KEY), "{error:?}");
        assert_eq!(upstream.seen().len(), 1, "{id}");
    }
}

#[tokio::test]
async fn every_fault_has_its_kind_and_outcome() {
    use ErrorKind::{
        BadResponse, ContentRejected, RateLimited, RequestRejected, Unauthorized, Unavailable,
    };
    use Outcome::{Answered, Refused, Unknown};

    let upstream = Upstream::start(answer).await;
    fails(
        &upstream,
        firefly("image3", &format!("http://{}", upstream.at)).as_ref(),
        &[
            ("unsafe prompt", ContentRejected, Refused, 1),
            ("unsafe picture", ContentRejected, Answered, 1),
            ("filtered", ContentRejected, Refused, 1),
            ("invalid", RequestRejected, Refused, 1),
            ("language", RequestRejected, Refused, 1),
            ("no entitlement", Unauthorized, Refused, 1),
            ("too many", RateLimited, Refused, 1),
            ("no ticket", BadResponse, Unknown, 1),
            ("elsewhere", BadResponse, Unknown, 1),
            ("insecure", BadResponse, Unknown, 1),
            ("regional", BadResponse, Unknown, 1),
            ("poll unsafe-prompt", ContentRejected, Refused, 2),
            ("poll unsafe-picture", ContentRejected, Answered, 2),
            ("poll broken", BadResponse, Answered, 2),
            ("poll cancelled", BadResponse, Answered, 2),
            ("poll nothing", BadResponse, Answered, 2),
            ("poll status-404", Unavailable, Unknown, 2),
            ("poll file-status-502", Unavailable, Answered, 6),
            ("poll file-outside", BadResponse, Answered, 2),
        ],
    )
    .await;
}
