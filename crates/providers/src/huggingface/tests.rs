use pixelprompt_domain::{Parameters, Prompt, Size, fit};
use serde_json::{Value, json};

use super::*;

fn sent(runner: Runner, model: &str) -> Value {
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
        parameters: fit(&asked, &capability(runner, model)).parameters,
        previews: false,
    };
    serde_json::to_value(Asked::new(&request, runner, model)).unwrap()
}

#[test]
fn each_runner_gets_its_own_language() {
    let sdxl = "stabilityai/stable-diffusion-xl-base-1.0";
    for (runner, model, expected) in [
        (
            Runner::HuggingFace,
            sdxl,
            json!({"inputs": "a paper boat", "parameters": {
                "width": 1280, "height": 720, "num_inference_steps": 30, "guidance_scale": 4.5,
                "negative_prompt": "blue", "seed": 42,
            }}),
        ),
        (
            Runner::HuggingFace,
            "black-forest-labs/FLUX.1-schnell",
            json!({"inputs": "a paper boat", "parameters": {
                "width": 1280, "height": 720, "num_inference_steps": 4, "seed": 42,
            }}),
        ),
        (
            Runner::Together,
            "black-forest-labs/FLUX.1-dev",
            json!({
                "prompt": "a paper boat", "model": "black-forest-labs/FLUX.1-dev", "response_format": "base64",
                "width": 1280, "height": 720, "steps": 30, "guidance_scale": 4.5, "seed": 42,
            }),
        ),
        (
            Runner::Nscale,
            sdxl,
            json!({
                "prompt": "a paper boat", "model": sdxl, "response_format": "b64_json", "size": "1280x720",
                "seed": 42,
            }),
        ),
        (
            Runner::Fal,
            "fal-ai/flux/dev",
            json!({
                "prompt": "a paper boat", "image_size": {"width": 1280, "height": 720},
                "num_inference_steps": 30, "guidance_scale": 4.5, "seed": 42,
            }),
        ),
    ] {
        assert_eq!(sent(runner, model), expected, "{runner:?} {model}");
    }
}

#[test]
fn a_size_that_nobody_asked_is_not_sent() {
    let request = ImageRequest {
        model: "mine".parse().unwrap(),
        prompt: Prompt::new("a paper boat").unwrap(),
        parameters: Parameters::default(),
        previews: false,
    };
    let sent = |runner| serde_json::to_value(Asked::new(&request, runner, "x")).unwrap();
    assert_eq!(
        sent(Runner::HuggingFace),
        json!({"inputs": "a paper boat", "parameters": {}})
    );
    assert_eq!(sent(Runner::Fal), json!({"prompt": "a paper boat"}));
}

#[test]
fn the_runner_stands_behind_the_model_or_the_base() {
    for (base, id, runner, path) in [
        (BASE, "a/b", Runner::HuggingFace, "/hf-inference/models/a/b"),
        (
            BASE,
            "a/b:together",
            Runner::Together,
            "/together/v1/images/generations",
        ),
        (
            BASE,
            "fal-ai/flux/dev:fal-ai",
            Runner::Fal,
            "/fal-ai/fal-ai/flux/dev",
        ),
        (
            "https://router.huggingface.co/nscale",
            "a/b",
            Runner::Nscale,
            "/nscale/v1/images/generations",
        ),
        (
            "https://router.huggingface.co/nscale",
            "a/b:hf-inference",
            Runner::HuggingFace,
            "/hf-inference/models/a/b",
        ),
    ] {
        let (root, found, model) = routed(base.parse().unwrap(), id).unwrap();
        assert_eq!((found, found.path(model).as_str()), (runner, path));
        assert_eq!(root.as_str().trim_end_matches('/'), BASE);
    }
    let unfit = routed(BASE.parse().unwrap(), "a/b:wavespeed").unwrap_err();
    assert!(unfit.to_string().contains("hf-inference"), "{unfit}");
}
