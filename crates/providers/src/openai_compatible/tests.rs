use pixelprompt_domain::{Parameters, Prompt};
use serde_json::json;

use super::*;

fn request(parameters: Parameters) -> ImageRequest {
    ImageRequest {
        model: "home/flux".parse().unwrap(),
        prompt: Prompt::new("a red fox").unwrap(),
        parameters,
        previews: false,
    }
}

fn everything() -> Parameters {
    Parameters {
        steps: Some(20),
        guidance: Some(4.5),
        seed: Some(7),
        negative_prompt: Some(Prompt::new("blue").unwrap()),
        size: Some(Size::square(1024)),
    }
}

fn sent(parameters: Parameters, dialect: Dialect) -> serde_json::Value {
    let request = request(parameters);
    serde_json::to_value(Generation::new(&request, Some("flux"), dialect)).unwrap()
}

#[test]
fn openai_gets_only_what_its_models_take() {
    assert_eq!(
        sent(everything(), Dialect::OpenAi),
        json!({"prompt": "a red fox", "n": 1, "model": "flux", "size": "1024x1024"})
    );
}

#[test]
fn other_servers_get_their_names_for_what_was_asked() {
    assert_eq!(
        sent(everything(), Dialect::Common),
        json!({
            "prompt": "a red fox", "n": 1, "model": "flux", "size": "1024x1024",
            "response_format": "b64_json", "seed": 7, "negative_prompt": "blue",
            "num_inference_steps": 20, "guidance_scale": 4.5,
        })
    );
    assert_eq!(
        sent(everything(), Dialect::LocalAi),
        json!({
            "prompt": "a red fox|blue", "n": 1, "model": "flux", "size": "1024x1024",
            "response_format": "b64_json", "seed": 7, "step": 20,
        })
    );
}

#[test]
fn what_was_not_asked_is_not_sent() {
    assert_eq!(
        sent(Parameters::default(), Dialect::Common),
        json!({"prompt": "a red fox", "n": 1, "model": "flux", "response_format": "b64_json"})
    );
}
