//! What becomes of a request to Amazon Bedrock, whatever its servers do.

use axum::response::Response;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use pixelprompt_domain::{ErrorKind, MediaType, Outcome};
use serde_json::{Value, json};

use crate::upstream::{KEY, Seen, Upstream, fails, fault, json, model, model_with, paint, png};

const ID: &str = "stability.sd3-5-large-v1:0";

fn answer(seen: &Seen) -> Response {
    assert_eq!(seen.line, "POST /model/stability.sd3-5-large-v1%3A0/invoke");
    assert_eq!(seen.header("content-type"), "application/json");
    assert!(seen.header("authorization").starts_with("Bearer key-") || is_signed(seen));
    let says = |seeds: Value, reasons: Value, images: Value| {
        json(
            200,
            &json!({"seeds": seeds, "finish_reasons": reasons, "images": images}),
        )
    };
    let finished = |reason: &str| says(json!([]), json!([reason]), json!([]));
    let exception = |status: u16, name: &str, message: &str| {
        let mut response = json(status, &json!({"message": message}));
        let name = format!("{name}:http://internal.amazon.com/coral/com.amazon.bedrock/");
        let headers = response.headers_mut();
        headers.insert("x-amzn-errortype", name.parse().unwrap());
        response
    };
    match seen.body["prompt"].as_str().unwrap() {
        "fine" => says(json!([42]), json!([null]), json!([STANDARD.encode(png())])),
        "refused" => finished("Filter reason: prompt"),
        "filtered" => finished("Filter reason: output image"),
        "broken" => finished("Inference error"),
        "none" => says(json!([1]), json!([null]), json!([])),
        "not a picture" => says(
            json!([1]),
            json!([null]),
            json!([STANDARD.encode("<svg/>")]),
        ),
        "blocked" => exception(
            400,
            "ValidationException",
            "This request has been blocked by our content filters.",
        ),
        "invalid" => exception(
            400,
            "ValidationException",
            "The provided model identifier is invalid.",
        ),
        "quota" => exception(
            400,
            "ServiceQuotaExceededException",
            "Your request exceeds the service quota for your account.",
        ),
        "no access" => exception(
            403,
            "AccessDeniedException",
            &format!("You don't have access to the model with {KEY}."),
        ),
        "expired" => exception(
            403,
            "ExpiredTokenException",
            "The security token included in the request is expired",
        ),
        "end of life" => exception(
            404,
            "ResourceNotFoundException",
            "This model version has reached the end of its life.",
        ),
        "slow model" => exception(408, "ModelTimeoutException", "The model took too long."),
        "model error" => json(
            424,
            &json!({"message": "The model failed.", "originalStatusCode": 500, "resourceName": ID}),
        ),
        "throttled" => exception(
            429,
            "ThrottlingException",
            "Too many requests, please wait.",
        ),
        "throttled for the day" => {
            exception(429, "ThrottlingException", "Too many tokens per day.")
        }
        "loading" => exception(429, "ModelNotReadyException", "The model is being loaded."),
        "down" => exception(503, "ServiceUnavailableException", "Try again."),
        prompt => fault(prompt),
    }
}

/// By whatever hash: that it is the right one is tested where it is made.
fn is_signed(seen: &Seen) -> bool {
    let signed = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/19700101/us-west-2/bedrock/aws4_request, \
                  SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=";
    let signature = seen.header("authorization").strip_prefix(signed);
    signature.is_some_and(|hash| hash.len() == 64)
        && seen.header("x-amz-date") == "19700101T000000Z"
        && seen.header("x-amz-security-token") == "the-token"
}

#[tokio::test]
async fn a_picture_is_painted_for_whoever_has_a_key_or_signs() {
    let upstream = Upstream::start(answer).await;
    let base = format!("http://{}", upstream.at);
    let with_key = model("bedrock-sd", ID, &base);
    let signing = model_with("bedrock_nova", ID, &base, |configured| {
        configured.api_key = Some("AKIDEXAMPLE:a-secret:the-token".into());
    });
    let by_rights = model_with("bedrock", ID, &base, |configured| {
        configured.api_key = None;
        configured.aws_key = Some("AKIDEXAMPLE:a-secret:the-token".into());
    });
    for model in [with_key, signing, by_rights] {
        let (images, pending) = paint(model.as_ref(), "fine").await.unwrap();
        let [image] = &images[..] else {
            panic!("one picture")
        };
        assert_eq!(
            (&image.bytes[..], image.media_type, image.seed, pending),
            (&png()[..], MediaType::Png, Some(42), 0)
        );
    }
    for seen in upstream.seen() {
        assert_eq!(
            seen.body,
            json!({"prompt": "fine", "aspect_ratio": "1:1", "output_format": "png"})
        );
    }
}

#[tokio::test]
async fn every_fault_has_its_kind_and_outcome() {
    use ErrorKind::{
        BadResponse, ContentRejected, QuotaExhausted, RateLimited, RequestRejected, TimedOut,
        Unauthorized, Unavailable,
    };
    use Outcome::{Answered, Refused, Unknown};

    let upstream = Upstream::start(answer).await;
    fails(
        &upstream,
        model("bedrock", ID, &format!("http://{}", upstream.at)).as_ref(),
        &[
            ("refused", ContentRejected, Refused, 1),
            ("filtered", ContentRejected, Answered, 1),
            ("blocked", ContentRejected, Refused, 1),
            ("broken", BadResponse, Answered, 1),
            ("none", BadResponse, Answered, 1),
            ("not a picture", BadResponse, Answered, 1),
            ("invalid", RequestRejected, Refused, 1),
            ("quota", QuotaExhausted, Refused, 1),
            ("no access", Unauthorized, Refused, 1),
            ("expired", Unauthorized, Refused, 1),
            ("end of life", RequestRejected, Refused, 1),
            ("slow model", TimedOut, Unknown, 1),
            ("model error", Unavailable, Unknown, 1),
            ("throttled", RateLimited, Refused, 1),
            ("throttled for the day", QuotaExhausted, Refused, 1),
            ("loading", RateLimited, Refused, 1),
            ("down", Unavailable, Refused, 1),
        ],
    )
    .await;
}
