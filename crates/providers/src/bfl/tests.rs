use pixelprompt_domain::{ImageRequest, Parameters, Prompt, Size, fit};
use serde_json::{Value, json};

use super::*;

/// What a model is sent when everything is asked, fitted to it as any request is.
fn sent(id: &str, width: u32, height: u32) -> Value {
    let model = Model::of(id).unwrap();
    let asked = Parameters {
        steps: Some(30),
        guidance: Some(4.5),
        quality: None,
        seed: Some(42),
        negative_prompt: Some(Prompt::new("blue").unwrap()),
        size: Some(Size { width, height }),
    };
    let request = ImageRequest {
        model: "flux".parse().unwrap(),
        prompt: Prompt::new("a paper boat").unwrap(),
        parameters: fit(&asked, &model.capability()).parameters,
        previews: false,
    };
    serde_json::to_value(Task::new(&request, model)).unwrap()
}

#[test]
fn each_model_gets_what_it_takes() {
    for (id, width, height, expected) in [
        (
            "flux-2-pro",
            1000,
            600,
            json!({"prompt": "a paper boat", "width": 1008, "height": 608, "seed": 42, "output_format": "png"}),
        ),
        (
            "flux-2-flex",
            1024,
            1024,
            json!({"prompt": "a paper boat", "width": 1024, "height": 1024, "steps": 30, "guidance": 4.5, "seed": 42, "output_format": "png"}),
        ),
        (
            "flux-dev",
            2000,
            200,
            json!({"prompt": "a paper boat", "width": 1440, "height": 256, "steps": 30, "guidance": 4.5, "seed": 42, "output_format": "png"}),
        ),
        (
            "flux-pro-1.1-ultra",
            1920,
            1080,
            json!({"prompt": "a paper boat", "aspect_ratio": "16:9", "seed": 42, "output_format": "png"}),
        ),
        (
            "flux-kontext-max",
            600,
            800,
            json!({"prompt": "a paper boat", "aspect_ratio": "3:4", "seed": 42, "output_format": "png"}),
        ),
        (
            "flux-3-image",
            2048,
            2048,
            json!({"prompt": "a paper boat", "aspect_ratio": "1:1", "resolution": "2k"}),
        ),
        (
            "flux-3-image",
            1024,
            768,
            json!({"prompt": "a paper boat", "aspect_ratio": "4:3", "resolution": "1k"}),
        ),
        (
            "flux-9-unheard-of",
            512,
            512,
            json!({"prompt": "a paper boat", "width": 512, "height": 512, "seed": 42, "output_format": "png"}),
        ),
    ] {
        assert_eq!(sent(id, width, height), expected, "{id}");
    }
}

#[test]
fn each_model_tells_what_it_can() {
    for (id, steps, guidance, seed) in [
        ("flux-3-image", None, None, false),
        ("flux-2-pro", None, None, true),
        ("flux-2-klein-4b", None, None, true),
        ("flux-2-flex", Some((1, 50)), Some((1.5, 10.0)), true),
        ("flux-dev", Some((1, 50)), Some((1.5, 5.0)), true),
        ("flux-pro-1.1", None, None, true),
        ("flux-kontext-pro", None, None, true),
    ] {
        let can = Model::of(id).unwrap().capability();
        assert_eq!(can.steps.map(|knob| (knob.min, knob.max)), steps, "{id}");
        assert_eq!(
            can.guidance.map(|knob| (knob.min, knob.max)),
            guidance,
            "{id}"
        );
        assert_eq!(can.seed.is_some(), seed, "{id}");
        assert!(!can.negative_prompt, "{id}");
    }
}

#[test]
fn a_model_that_only_changes_pictures_is_told_at_once() {
    let unfit = Model::of("flux-pro-1.0-fill").unwrap_err();
    assert!(unfit.to_string().contains("flux-2-pro"), "{unfit}");
}
