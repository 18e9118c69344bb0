use pixelprompt_domain::{Parameters, Prompt, fit};
use serde_json::json;

use super::*;
use crate::shapes::shape;

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
        quality: None,
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

#[test]
fn recraft_has_a_name_of_its_own_for_the_seed() {
    assert_eq!(
        sent(everything(), Dialect::Recraft),
        json!({
            "prompt": "a red fox", "n": 1, "model": "flux", "size": "1024x1024",
            "response_format": "b64_json", "image_format": "png", "random_seed": 7,
            "negative_prompt": "blue",
        })
    );
}

#[test]
fn together_gets_sides_instead_of_a_size() {
    assert_eq!(
        sent(everything(), Dialect::Together),
        json!({
            "prompt": "a red fox", "n": 1, "model": "flux", "width": 1024, "height": 1024,
            "response_format": "base64", "output_format": "png", "seed": 7,
            "negative_prompt": "blue", "steps": 20, "guidance_scale": 4.5,
        })
    );
}

#[test]
fn xai_gets_a_shape_and_a_resolution() {
    const SHAPES: &[Shape] = &[shape(1024, 1024, "1:1"), shape(1280, 720, "16:9")];
    assert_eq!(
        sent(everything(), Dialect::Shapes(SHAPES)),
        json!({
            "prompt": "a red fox", "n": 1, "model": "flux", "aspect_ratio": "1:1",
            "resolution": "1k", "response_format": "b64_json",
        })
    );
    let wide = Parameters {
        size: Some(Size {
            width: 2560,
            height: 1440,
        }),
        ..Parameters::default()
    };
    let wide = sent(wide, Dialect::Shapes(SHAPES));
    assert_eq!(
        (&wide["aspect_ratio"], &wide["resolution"]),
        (&json!("16:9"), &json!("2k"))
    );
}

#[test]
fn a_model_honours_what_its_operator_tells_and_is_sent_nothing_else() {
    let all = Told {
        seed: true,
        steps: true,
        guidance: true,
        negative_prompt: true,
        ..Told::default()
    };
    let sent = |told: Told| {
        let fitted = fit(&everything(), &told.capability().unwrap()).parameters;
        sent(fitted, told.dialect)
    };
    let common = json!({"prompt": "a red fox", "n": 1, "model": "flux", "size": "1024x1024", "response_format": "b64_json"});
    assert_eq!(sent(Told::default()), common);
    assert_eq!(
        sent(all),
        json!({
            "prompt": "a red fox", "n": 1, "model": "flux", "size": "1024x1024",
            "response_format": "b64_json", "seed": 7, "negative_prompt": "blue",
            "num_inference_steps": 20, "guidance_scale": 4.5,
        })
    );
    assert_eq!(
        sent(Told::LOCAL_AI),
        json!({
            "prompt": "a red fox|blue", "n": 1, "model": "flux", "size": "1024x1024",
            "response_format": "b64_json", "seed": 7, "step": 20,
        })
    );
    let steps = Told {
        steps: true,
        ..Told::default()
    };
    let mut with_steps = common;
    with_steps["num_inference_steps"] = json!(20);
    assert_eq!(sent(steps), with_steps);
    let openai = Told {
        dialect: Dialect::OpenAi,
        ..Told::default()
    };
    assert_eq!(
        sent(openai),
        json!({"prompt": "a red fox", "n": 1, "model": "flux", "size": "1024x1024"})
    );
}

#[test]
fn knobs_that_a_dialect_has_no_name_for_are_refused() {
    for (dialect, told) in [
        (
            Dialect::OpenAi,
            Told {
                seed: true,
                ..Told::default()
            },
        ),
        (
            Dialect::LocalAi,
            Told {
                guidance: true,
                ..Told::default()
            },
        ),
    ] {
        assert!(
            Told { dialect, ..told }.capability().is_err(),
            "{dialect:?}"
        );
    }
}
