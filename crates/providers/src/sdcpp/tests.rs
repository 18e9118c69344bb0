use pixelprompt_domain::{Parameters, Prompt, Size};
use serde_json::{Value, json};

use super::*;

fn sent(parameters: Parameters) -> Value {
    let request = ImageRequest {
        model: "sdcpp/home".parse().unwrap(),
        prompt: Prompt::new("a red fox").unwrap(),
        parameters,
        previews: false,
    };
    serde_json::to_value(Generation::new(&request)).unwrap()
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
        sent(everything),
        json!({
            "prompt": "a red fox", "negative_prompt": "blue", "width": 768, "height": 512,
            "seed": 7, "batch_count": 1, "output_format": "png",
            "sample_params": {"sample_steps": 20, "guidance": {"txt_cfg": 4.5}},
        })
    );
}

#[test]
fn what_is_not_asked_is_the_servers_to_choose() {
    assert_eq!(
        sent(Parameters::default()),
        json!({"prompt": "a red fox", "batch_count": 1, "output_format": "png", "sample_params": {}})
    );
}

#[test]
fn an_id_cannot_lead_elsewhere() {
    assert_eq!(job_path("job_1-a").unwrap(), "/sdcpp/v1/jobs/job_1-a");
    for id in ["", "..", "a/b", "a?b", "a#b", "%2e", "http://evil.example"] {
        assert!(job_path(id).is_err(), "{id}");
    }
}
