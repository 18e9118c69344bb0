use pixelprompt_domain::{ErrorKind, Outcome, Parameters, Prompt, Size, Standing, State, fit};
use serde_json::{Value, json};

use super::*;
use crate::family::tests::{configured, info};

/// What a model is sent when everything is asked, fitted to it as any request is.
fn sent(id: &str, width: u32, height: u32, seed: u64) -> Value {
    let asked = Parameters {
        steps: Some(30),
        guidance: Some(4.5),
        quality: None,
        seed: Some(seed),
        negative_prompt: Some(Prompt::new("people").unwrap()),
        size: Some(Size { width, height }),
    };
    let request = ImageRequest {
        model: "the/model".parse().unwrap(),
        prompt: Prompt::new("a paper boat").unwrap(),
        parameters: fit(&asked, &capability(id)).parameters,
        previews: false,
    };
    serde_json::to_value(Task::new(&request)).unwrap()
}

#[test]
fn each_model_gets_what_it_takes() {
    assert_eq!(
        sent("stability.sd3-5-large-v1:0", 1920, 1080, 42),
        json!({"prompt": "a paper boat", "negative_prompt": "people", "aspect_ratio": "16:9", "seed": 42, "output_format": "png"})
    );
    assert_eq!(
        sent("stability.stable-image-ultra-v1:1", 640, 800, 0),
        json!({"prompt": "a paper boat", "aspect_ratio": "4:5", "seed": 1, "output_format": "png"})
    );
}

#[test]
fn what_was_retired_is_painted_by_its_successor_and_said() {
    let nova = info(FAMILY, "amazon.nova-canvas-v1:0");
    assert_eq!(nova.provider, "bedrock");
    assert_eq!(
        nova.standing.notice.unwrap(),
        "amazon.nova-canvas-v1:0 was retired on 2026-09-30; \
         stability.stable-image-core-v1:1 paints in its place."
    );
    for (old, new, negative) in [
        (
            "stability.stable-image-core-v1:0",
            "stability.stable-image-core-v1:1",
            false,
        ),
        (
            "stability.stable-image-ultra-v1:0",
            "stability.stable-image-ultra-v1:1",
            false,
        ),
        (
            "stability.sd3-large-v1:0",
            "stability.sd3-5-large-v1:0",
            true,
        ),
    ] {
        let info = info(FAMILY, old);
        let notice = info.standing.notice.unwrap();
        assert!(
            notice.starts_with(&format!("{old} was retired")),
            "{notice}"
        );
        assert!(notice.contains(&format!("{new} paints")), "{notice}");
        assert_eq!(info.capability.negative_prompt, negative, "{old}");
    }
}

#[test]
fn models_that_paint_nothing_from_words_are_told_at_once() {
    for id in [
        "us.stability.stable-outpaint-v1:0",
        "us.stability.stable-image-inpaint-v1:0",
        "us.stability.stable-fast-upscale-v1:0",
        "amazon.titan-image-generator-v2:0",
        "us.amazon.nova-2-lite-v1:0",
    ] {
        let Err(unfit) = make(configured(id)) else {
            panic!("{id} was taken")
        };
        assert!(
            unfit.to_string().contains("stability.sd3-5-large-v1:0"),
            "{unfit}"
        );
    }
    for id in [
        "stability.sd4-large-v1:0",
        "us.stability.stable-image-core-v1:1",
        "arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/a1",
    ] {
        assert!(make(configured(id)).is_ok(), "{id}");
    }
}

fn access<'a>(base_url: Option<&'a url::Url>, region: Option<&'a str>) -> Access<'a> {
    Access {
        api_key: None,
        aws_key: None,
        base_url,
        region,
        now: Default::default,
    }
}

#[test]
fn the_region_is_the_addresss_or_the_configured_one() {
    let base = |text: &str| text.parse::<url::Url>().unwrap();
    let amazons = base("https://bedrock-runtime.eu-west-1.amazonaws.com");
    let fips = base("https://bedrock-runtime-fips.us-east-1.amazonaws.com");
    let own = base("http://127.0.0.1:4010/bedrock");
    for (base_url, region, expected) in [
        (None, None, "us-west-2"),
        (None, Some("us-east-1"), "us-east-1"),
        (Some(&amazons), Some("us-east-1"), "eu-west-1"),
        (Some(&fips), None, "us-east-1"),
        (Some(&own), Some("us-east-1"), "us-east-1"),
        (Some(&own), None, "us-west-2"),
    ] {
        assert_eq!(access(base_url, region).region(), expected);
    }
    let there = access(None, Some("us-east-1")).base().unwrap();
    assert_eq!(
        there.as_str(),
        "https://bedrock-runtime.us-east-1.amazonaws.com/"
    );
    for region in ["", "evil.example/", "US West"] {
        assert!(access(None, Some(region)).base().is_err(), "{region}");
    }
}

#[test]
fn a_region_that_does_not_paint_is_said_at_the_start() {
    let elsewhere = |id: &str| {
        let mut configured = configured(id);
        configured.region = Some("eu-west-1".to_owned());
        make(configured).unwrap().models()[0].standing.clone()
    };
    let words = "Amazon is known to serve it in us-west-2, and eu-west-1 is configured.";
    let current = Standing::default().noting(words);
    assert_eq!(elsewhere("stability.sd3-5-large-v1:0"), current);
    let retired = elsewhere("amazon.nova-canvas-v1:0");
    assert_eq!(retired.state, State::Retired);
    let notice = retired.notice.unwrap();
    assert!(notice.contains("paints in its place. Amazon"), "{notice}");
}

#[test]
fn the_machines_rights_count_where_there_is_no_key() {
    let with = |api_key: Option<&str>, aws_key: Option<&str>| {
        let mut configured = configured("stability.sd3-5-large-v1:0");
        configured.api_key = api_key.map(Into::into);
        configured.aws_key = aws_key.map(Into::into);
        make(configured)
    };
    let Err(unfit) = with(None, None) else {
        panic!("it has no key")
    };
    assert!(unfit.to_string().contains("AWS_ACCESS_KEY_ID"), "{unfit}");
    assert!(with(None, Some("AKIA:secret:token")).is_ok());
    assert!(with(Some("AKIA:secret"), None).is_ok());
    assert!(with(Some("ABSKQmVkcm9jaw=="), None).is_ok());
}

#[test]
fn why_it_finished_decides_what_it_means() {
    for (reason, kind, outcome) in [
        (
            "Filter reason: prompt",
            ErrorKind::ContentRejected,
            Outcome::Refused,
        ),
        (
            "Filter reason: input image",
            ErrorKind::ContentRejected,
            Outcome::Refused,
        ),
        (
            "Filter reason: output image",
            ErrorKind::ContentRejected,
            Outcome::Answered,
        ),
        ("Inference error", ErrorKind::BadResponse, Outcome::Answered),
    ] {
        let error = refusal::finished(reason);
        assert_eq!((error.kind, error.outcome), (kind, outcome), "{reason}");
    }
}
