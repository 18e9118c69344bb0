use pixelprompt_domain::{ErrorKind, Outcome, Parameters, Prompt, Size, fit};
use serde_json::{Value, json};

use super::*;
use crate::family::tests::{configured, info};

fn sent(app: &str, listed: &[Size]) -> Value {
    let model = Model::of(app, listed);
    let asked = Parameters {
        steps: Some(30),
        guidance: Some(4.5),
        quality: None,
        seed: Some(42),
        negative_prompt: Some(Prompt::new("blue").unwrap()),
        size: Some(Size {
            width: 1280,
            height: 720,
        }),
    };
    let request = ImageRequest {
        model: "mine".parse().unwrap(),
        prompt: Prompt::new("a paper boat").unwrap(),
        parameters: fit(&asked, &model.capability()).parameters,
        previews: false,
    };
    serde_json::to_value(Input::new(&request, model)).unwrap()
}

#[test]
fn each_app_gets_what_it_takes() {
    let size = json!({"width": 1280, "height": 720});
    for (app, expected) in [
        (
            "fal-ai/flux/schnell",
            json!({"prompt": "a paper boat", "num_images": 1, "image_size": size, "num_inference_steps": 12, "guidance_scale": 4.5, "seed": 42, "output_format": "png"}),
        ),
        (
            "fal-ai/flux/dev",
            json!({"prompt": "a paper boat", "num_images": 1, "image_size": size, "num_inference_steps": 30, "guidance_scale": 4.5, "seed": 42, "output_format": "png"}),
        ),
        (
            "fal-ai/flux-pro/v1.1",
            json!({"prompt": "a paper boat", "num_images": 1, "image_size": size, "seed": 42, "output_format": "png"}),
        ),
        (
            "fal-ai/flux-pro/v1.1-ultra",
            json!({"prompt": "a paper boat", "num_images": 1, "aspect_ratio": "16:9", "seed": 42, "output_format": "png"}),
        ),
        (
            "fal-ai/stable-diffusion-v35-large",
            json!({"prompt": "a paper boat", "num_images": 1, "image_size": size, "num_inference_steps": 30, "guidance_scale": 4.5, "seed": 42, "negative_prompt": "blue", "output_format": "png"}),
        ),
        (
            "fal-ai/nano-banana-2",
            json!({"prompt": "a paper boat", "num_images": 1, "aspect_ratio": "16:9", "output_format": "png"}),
        ),
        (
            "openai/gpt-image-2.5/flare/text-to-image",
            json!({"prompt": "a paper boat", "num_images": 1}),
        ),
    ] {
        assert_eq!(sent(app, &[]), expected, "{app}");
    }
    let listed = sent("somebody/something", &[Size::square(768)]);
    assert_eq!(listed["image_size"], size);
}

#[test]
fn a_ticket_holds_both_addresses() {
    let accepted = Accepted {
        status_url: "https://queue.fal.run/x/requests/1/status".to_owned(),
        response_url: "https://queue.fal.run/x/requests/1".to_owned(),
    };
    assert_eq!(Accepted::read(&accepted.written()), Some(accepted));
    assert_eq!(Accepted::read("nonsense"), None);
}

#[test]
fn the_types_of_a_refusal_count_however_far_down() {
    use ErrorKind::{ContentRejected, QuotaExhausted, RequestRejected, Unauthorized, Unavailable};

    let long = "x".repeat(1000);
    let list = |kind: &str| json!({"detail": [{"loc": ["body"], "msg": long, "type": kind}]});
    for (kind, body, expected) in [
        (
            RequestRejected,
            list("content_policy_violation"),
            ContentRejected,
        ),
        (RequestRejected, list("value_error"), RequestRejected),
        (Unavailable, list("internal_server_error"), RequestRejected),
        (Unavailable, json!({"detail": "busy"}), Unavailable),
        (Unavailable, json!(null), Unavailable),
        (
            Unauthorized,
            json!({"detail": "No user found for Key ID"}),
            Unauthorized,
        ),
        (
            Unauthorized,
            json!({"detail": "User is locked. Reason: Exhausted balance. Top up your balance."}),
            QuotaExhausted,
        ),
    ] {
        let mut error = ProviderError::new(kind, Outcome::Unknown, "");
        refusal::amend(&mut error, &body);
        assert_eq!(error.kind, expected, "{body}");
    }
}

#[test]
fn an_unknown_app_does_not_claim_to_paint_what_is_asked() {
    let mut unknown = configured("somebody/something");
    assert!(make(unknown.clone()).unwrap().about().ends_with(UNASKED));
    unknown.sizes = vec![Size::square(768)];
    assert!(!make(unknown).unwrap().about().contains(UNASKED));
    assert!(!info(FAMILY, FAMILY.models[0]).description.contains(UNASKED));
}
