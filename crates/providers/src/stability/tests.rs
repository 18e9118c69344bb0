use pixelprompt_domain::{Parameters, Prompt, Size};

use super::*;
use crate::family::tests::info;

fn sent(parameters: Parameters, model: Option<&str>) -> Vec<(&'static str, String)> {
    let request = ImageRequest {
        model: "the/model".parse().unwrap(),
        prompt: Prompt::new("a paper boat").unwrap(),
        parameters,
        previews: false,
    };
    fields(&request, model)
}

fn seed(seed: u64) -> String {
    let parameters = Parameters {
        seed: Some(seed),
        ..Parameters::default()
    };
    let fields = sent(parameters, None);
    fields
        .into_iter()
        .find(|(name, _)| *name == "seed")
        .unwrap()
        .1
}

#[test]
fn a_form_has_the_fields_that_were_asked() {
    let asked = Parameters {
        steps: None,
        guidance: Some(4.5),
        quality: None,
        seed: Some(42),
        negative_prompt: Some(Prompt::new("people").unwrap()),
        size: Some(Size {
            width: 1344,
            height: 768,
        }),
    };
    let text = |fields: &[(&'static str, &str)]| -> Vec<_> {
        fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect()
    };
    assert_eq!(
        sent(asked, Some("sd3.5-large")),
        text(&[
            ("prompt", "a paper boat"),
            ("output_format", "png"),
            ("model", "sd3.5-large"),
            ("aspect_ratio", "16:9"),
            ("seed", "42"),
            ("cfg_scale", "4.5"),
            ("negative_prompt", "people"),
        ])
    );
    assert_eq!(
        sent(Parameters::default(), None),
        text(&[("prompt", "a paper boat"), ("output_format", "png")])
    );
}

#[test]
fn a_seed_is_never_left_to_chance() {
    assert_eq!(seed(1), "1");
    assert_eq!(seed(4_294_967_294), "4294967294");
    assert_eq!(seed(0), "1");
    assert_eq!(seed(4_294_967_295), "2");
    assert_eq!(seed((1 << 53) - 1), seed((1 << 53) - 1));
}

#[test]
fn each_model_has_its_path_and_its_knobs() {
    for (id, path, named, guided, negative) in [
        ("sd3.5-large", "sd3", true, true, true),
        ("sd3.5-medium", "sd3", true, true, true),
        ("sd3.5-large-turbo", "sd3", true, false, false),
        ("sd3.5-flash", "sd3", true, false, false),
        ("core", "core", false, false, true),
        ("stable-image-ultra", "ultra", false, false, true),
        ("sd4-large", "sd3", true, false, true),
    ] {
        assert_eq!(
            route(id),
            (&*format!("/v2beta/stable-image/generate/{path}"), named),
            "{id}"
        );
        let known = info(FAMILY, id).capability;
        assert_eq!(
            (
                known.guidance.is_some(),
                known.negative_prompt,
                known.seed.is_some()
            ),
            (guided, negative, true),
            "{id}"
        );
    }
}

#[test]
fn what_was_retired_is_painted_by_its_successor_and_said() {
    let turbo = info(FAMILY, "sd3-large-turbo");
    let notice = turbo.standing.notice.unwrap();
    assert_eq!(
        notice,
        "sd3-large-turbo is no longer served; sd3.5-large-turbo paints in its place."
    );
    assert!(!turbo.capability.negative_prompt);
}
