use pixelprompt_domain::{Parameters, Prompt};
use serde_json::{Value, json};

use super::*;
use crate::family::tests::{configured, info};

fn sent(parameters: Parameters, id: &str) -> Value {
    let request = ImageRequest {
        model: "the/model".parse().unwrap(),
        prompt: Prompt::new("a paper boat").unwrap(),
        parameters,
        previews: false,
    };
    let (version, speed) = model_of(id).unwrap();
    serde_json::to_value(Generation::new(
        &request,
        version,
        speed.map(rendering_speed),
    ))
    .unwrap()
}

fn everything() -> Parameters {
    Parameters {
        steps: None,
        guidance: None,
        quality: None,
        seed: Some(42),
        negative_prompt: Some(Prompt::new("people").unwrap()),
        size: Some(Size::square(1024)),
    }
}

#[test]
fn v3_gets_all_that_was_asked_and_no_magic() {
    assert_eq!(
        sent(everything(), "v3-turbo"),
        json!({
            "prompt": "a paper boat", "negative_prompt": "people", "seed": 42,
            "resolution": "1024x1024", "rendering_speed": "TURBO", "magic_prompt": "OFF",
            "num_images": 1,
        })
    );
    assert_eq!(
        sent(Parameters::default(), "v3"),
        json!({"prompt": "a paper boat", "magic_prompt": "OFF", "num_images": 1})
    );
}

#[test]
fn v4_gets_what_is_certain() {
    assert_eq!(
        sent(everything(), "v4-quality"),
        json!({
            "text_prompt": "a paper boat", "resolution": "1024x1024",
            "rendering_speed": "QUALITY",
        })
    );
}

#[test]
fn an_id_names_a_version_and_perhaps_a_speed() {
    for (id, model) in [
        ("v3", Some((Version::V3, None))),
        ("V3-Flash", Some((Version::V3, Some(Quality::Low)))),
        (
            "ideogram-v3-quality",
            Some((Version::V3, Some(Quality::Max))),
        ),
        ("v4", Some((Version::V4, None))),
        ("v4-flash", None),
        ("v3-slow", None),
        ("v2", None),
        ("", None),
    ] {
        assert_eq!(model_of(id), model, "{id}");
    }
    let unfit = make(configured("v2")).err().unwrap().to_string();
    assert!(unfit.contains("choose v3"), "{unfit}");
}

#[test]
fn each_version_has_its_sizes_and_knobs() {
    let v3 = info(FAMILY, "v3").capability;
    assert!(v3.seed.is_some() && v3.negative_prompt && v3.steps.is_none() && v3.guidance.is_none());
    assert_eq!(v3.sizes.sides(), (512, 1536));
    let v4 = info(FAMILY, "v4").capability;
    assert!(v4.seed.is_none() && !v4.negative_prompt);
    assert_eq!(v4.sizes.default_size(), Size::square(2048));
    assert!(info(FAMILY, "v4").description.ends_with(UNVERIFIED));
    assert!(!info(FAMILY, "v3").description.contains(UNVERIFIED));
}
