use pixelprompt_domain::{Parameters, Prompt, Size, fit};
use serde_json::{Value, json};

use super::*;
use crate::family::tests::{configured, info};

const SCHNELL: &str = "black-forest-labs/flux-schnell";

fn sent(id: &str, listed: &[Size], version: Option<&str>) -> Value {
    let model = Model::of(id, listed);
    let asked = Parameters {
        steps: Some(30),
        guidance: Some(4.5),
        quality: None,
        seed: Some(42),
        negative_prompt: Some(Prompt::new("blue").unwrap()),
        size: Some(Size {
            width: 1920,
            height: 1080,
        }),
    };
    let request = ImageRequest {
        model: "mine".parse().unwrap(),
        prompt: Prompt::new("a paper boat").unwrap(),
        parameters: fit(&asked, &model.capability()).parameters,
        previews: false,
    };
    serde_json::to_value(Wanted::new(&request, model, version)).unwrap()
}

#[test]
fn each_model_gets_its_own_names() {
    for (id, input) in [
        (
            SCHNELL,
            json!({"prompt": "a paper boat", "aspect_ratio": "16:9", "seed": 42, "num_inference_steps": 4, "output_format": "png"}),
        ),
        (
            "black-forest-labs/flux-dev",
            json!({"prompt": "a paper boat", "aspect_ratio": "16:9", "seed": 42, "num_inference_steps": 30, "guidance": 4.5, "output_format": "png"}),
        ),
        (
            "stability-ai/stable-diffusion-3.5-large",
            json!({"prompt": "a paper boat", "aspect_ratio": "16:9", "seed": 42, "steps": 30, "cfg": 4.5, "negative_prompt": "blue", "output_format": "png"}),
        ),
        (
            "black-forest-labs/flux-2-pro",
            json!({"prompt": "a paper boat", "aspect_ratio": "16:9", "seed": 42, "output_format": "png"}),
        ),
        ("somebody/something", json!({"prompt": "a paper boat"})),
    ] {
        assert_eq!(sent(id, &[], None), json!({"input": input}), "{id}");
    }
}

#[test]
fn listed_sizes_and_versions_are_sent() {
    let id = "somebody/something:5c7d";
    assert_eq!(
        sent(id, &[Size::square(768)], Some(id)),
        json!({"version": id, "input": {"prompt": "a paper boat", "width": 1024, "height": 1024}})
    );
}

#[test]
fn outputs_and_logs_are_read_in_all_their_forms() {
    let prediction = |output: Value, logs: &str| {
        let answer = json!({"status": "succeeded", "output": output, "logs": logs});
        serde_json::from_value::<Prediction>(answer).unwrap()
    };
    for output in [json!("u"), json!(["u", "v"]), json!({"image": "u"})] {
        assert_eq!(prediction(output, "").picture(), Some("u"));
    }
    for output in [json!(null), json!([]), json!(1)] {
        assert_eq!(prediction(output, "").picture(), None);
    }
    for (logs, percent) in [
        ("Using seed: 1\n  0%|   | 0/4\n 45%|██ | 2/4", Some(45)),
        ("100%|████", Some(100)),
        ("999%|", None),
        ("%|", None),
        ("", None),
    ] {
        assert_eq!(prediction(json!(null), logs).percent(), percent, "{logs}");
    }
}

#[test]
fn an_unknown_model_does_not_claim_to_paint_what_is_asked() {
    let mut unknown = configured("somebody/something");
    assert!(make(unknown.clone()).unwrap().about().ends_with(UNASKED));
    unknown.sizes = vec![Size::square(768)];
    assert!(!make(unknown).unwrap().about().contains(UNASKED));
    assert!(!info(FAMILY, FAMILY.models[0]).description.contains(UNASKED));
}
