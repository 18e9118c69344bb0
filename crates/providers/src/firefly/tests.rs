use pixelprompt_domain::{Parameters, Prompt, Size, fit};
use serde_json::{Value, json};

use super::*;
use crate::family::tests::configured;

/// What a model is sent when everything is asked, fitted to it as any request is.
fn sent(id: &str, width: u32, height: u32) -> Value {
    let model = Model::of(id);
    let asked = Parameters {
        steps: Some(30),
        guidance: Some(4.5),
        quality: None,
        seed: Some(42),
        negative_prompt: Some(Prompt::new("people").unwrap()),
        size: Some(Size { width, height }),
    };
    let request = ImageRequest {
        model: "the/model".parse().unwrap(),
        prompt: Prompt::new("a paper boat").unwrap(),
        parameters: fit(&asked, &model.capability()).parameters,
        previews: false,
    };
    serde_json::to_value(body(&request, model)).unwrap()
}

#[test]
fn each_model_gets_what_it_takes() {
    for (id, width, height, expected) in [
        (
            "image4_standard",
            1024,
            1024,
            json!({"prompt": "a paper boat", "negativePrompt": "people", "numVariations": 1, "seeds": [42], "size": {"width": 2048, "height": 2048}}),
        ),
        (
            "image4_ultra",
            1080,
            1920,
            json!({"prompt": "a paper boat", "negativePrompt": "people", "numVariations": 1, "seeds": [42], "size": {"width": 1440, "height": 2560}}),
        ),
        (
            "image3",
            1000,
            1000,
            json!({"prompt": "a paper boat", "negativePrompt": "people", "numVariations": 1, "seeds": [42], "size": {"width": 1024, "height": 1024}}),
        ),
        (
            "image5",
            1920,
            1080,
            json!({"prompt": "a paper boat", "modelId": "firefly_image", "numVariations": 1, "seeds": [42], "aspectRatio": "16:9", "resolutionLevel": "4MP"}),
        ),
        (
            "image5",
            512,
            512,
            json!({"prompt": "a paper boat", "modelId": "firefly_image", "numVariations": 1, "seeds": [42], "aspectRatio": "1:1", "resolutionLevel": "1MP"}),
        ),
    ] {
        assert_eq!(sent(id, width, height), expected, "{id}");
    }
    assert_eq!(
        (
            Model::of("image4_standard").path(),
            Model::of("image5").path()
        ),
        ("/v3/images/generate-async", "/v4/images/generate-async")
    );
}

#[test]
fn names_of_the_seeds_time_are_known() {
    for (old, new) in [
        ("firefly-image-5", "image5"),
        ("firefly_image_5", "image5"),
        ("firefly-image-4", "image4_standard"),
        ("image3", "image3"),
        ("image4_custom", "image4_custom"),
    ] {
        let (id, standing) = living(SUCCESSORS, old);
        assert_eq!((id, standing.notice.is_some()), (new, old != new));
    }
}

#[test]
fn only_a_foreign_address_is_asked_for_tokens_itself() {
    for (base, ims) in [
        (None, IMS),
        (Some("https://firefly-api.adobe.io"), IMS),
        (Some("https://firefly-api-enterprise.adobe.io/eu"), IMS),
        (Some("http://127.0.0.1:4010"), "http://127.0.0.1:4010"),
        (Some("https://notadobe.io"), "https://notadobe.io"),
        (Some("https://adobe.io.example"), "https://adobe.io.example"),
    ] {
        let base = base.unwrap_or(BASE).parse().unwrap();
        assert_eq!(identity_service(&base).unwrap(), ims.parse().unwrap());
    }
}

#[test]
fn what_third_parties_tell_of_image_5_is_said_to_come_from_them() {
    let about = |id: &str| {
        let mut model = configured(id);
        model.user_id = Some("client-7".to_owned());
        make(model).unwrap().about().to_owned()
    };
    assert!(about("image5").ends_with(crate::UNVERIFIED));
    assert!(!about("image4_ultra").contains(crate::UNVERIFIED));
}

#[test]
fn a_client_has_an_id_and_a_secret() {
    let Err(unfit) = make(configured("image4_standard")) else {
        panic!("it has no id")
    };
    assert!(unfit.to_string().contains("user_id"), "{unfit}");
    let mut complete = configured("image4_standard");
    complete.user_id = Some("client-7".to_owned());
    let made = make(complete).unwrap();
    assert_eq!(
        made.about(),
        "Painted by Adobe Firefly's image4_standard; prompts are sent there."
    );
}
