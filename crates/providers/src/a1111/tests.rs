use pixelprompt_domain::{Parameters, Prompt, Size};
use serde_json::{Value, json};

use super::*;
use crate::family;

fn configured(upstream_id: &str, api_key: Option<&str>) -> Configured {
    Configured {
        api_key: api_key.map(Into::into),
        ..family::tests::configured(upstream_id)
    }
}

fn sent(parameters: Parameters, checkpoint: Option<&str>) -> Value {
    let request = ImageRequest {
        model: "a1111/home".parse().unwrap(),
        prompt: Prompt::new("a red fox").unwrap(),
        parameters,
        previews: true,
    };
    serde_json::to_value(Txt2Img::new(&request, checkpoint)).unwrap()
}

#[test]
fn everything_that_is_asked_is_sent() {
    let everything = Parameters {
        steps: Some(20),
        guidance: Some(4.5),
        quality: None,
        seed: Some(7),
        negative_prompt: Some(Prompt::new("blue").unwrap()),
        size: Some(Size {
            width: 768,
            height: 512,
        }),
    };
    assert_eq!(
        sent(everything, Some("v1-5.safetensors [abc]")),
        json!({
            "prompt": "a red fox", "negative_prompt": "blue", "width": 768, "height": 512,
            "steps": 20, "cfg_scale": 4.5, "seed": 7, "batch_size": 1, "n_iter": 1,
            "override_settings": {"sd_model_checkpoint": "v1-5.safetensors [abc]"},
            "override_settings_restore_afterwards": false,
        })
    );
}

#[test]
fn what_is_not_asked_is_the_servers_to_choose() {
    assert_eq!(
        sent(Parameters::default(), None),
        json!({"prompt": "a red fox", "batch_size": 1, "n_iter": 1})
    );
}

#[test]
fn a_checkpoint_goes_by_many_names() {
    let same = |asked: &str, info: Value| {
        let webui = WebUi::new(configured(asked, None)).unwrap();
        let info = serde_json::from_value(info).unwrap();
        webui.stranger(&info).is_none()
    };
    let v1 = json!({"sd_model_name": "v1-5-pruned", "sd_model_hash": "6ce0161689"});
    for asked in [
        "v1-5-pruned",
        "v1-5-pruned.safetensors [6ce0161689]",
        "sd/V1-5-pruned.ckpt",
        "6ce0161689",
        LOADED,
    ] {
        assert!(same(asked, v1.clone()), "{asked}");
    }
    assert!(!same("deliberate_v2", v1));
    assert!(
        same("deliberate_v2", json!({})),
        "who says nothing is believed"
    );
}

#[test]
fn a_key_is_a_user_and_a_password() {
    let refused = WebUi::new(configured("v1-5", Some("hunter2"))).unwrap_err();
    assert!(refused.0.contains("--api-auth") && !refused.0.contains("hunter2"));
    let webui = WebUi::new(configured("v1-5", Some("me:hunter2"))).unwrap();
    assert!(!format!("{webui:?}").contains("hunter2"));
}

#[test]
fn it_has_every_knob_and_shows_previews() {
    let webui = WebUi::new(configured("sd_xl_base_1.0", None)).unwrap();
    let capability = &webui.models()[0].capability;
    assert!(capability.previews && capability.seed.is_some() && capability.negative_prompt);
    assert_eq!(capability.sizes.default_size(), Size::square(1024));
    assert_eq!(webui.resending(), Resending::Free);
}
