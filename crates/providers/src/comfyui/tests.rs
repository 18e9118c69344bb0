use pixelprompt_domain::{Parameters, Prompt as Words, Size, Sizes};
use serde_json::json;

use super::*;
use crate::family::tests::configured;

fn request(prompt: &str, parameters: Parameters) -> ImageRequest {
    ImageRequest {
        model: "comfyui/home".parse().unwrap(),
        prompt: Words::new(prompt).unwrap(),
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
        negative_prompt: Some(Words::new("blue").unwrap()),
        size: Some(Size {
            width: 768,
            height: 512,
        }),
    }
}

/// A workflow in a file that is gone when this is dropped.
struct Saved(std::path::PathBuf);

impl Saved {
    fn new(graph: &str) -> Self {
        let name = format!("pixelprompt-workflow-{:x}.json", fastrand::u128(..));
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, graph).unwrap();
        Self(path)
    }

    fn workflow(&self) -> Result<Workflow, Unfit> {
        Workflow::of(self.0.to_str().unwrap())
    }
}

impl Drop for Saved {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn a_checkpoint_has_the_usual_graph_with_everything_that_is_asked() {
    let workflow = Workflow::of("sd/v1-5.safetensors").unwrap();
    assert_eq!(
        workflow.filled(&request("a red fox", everything())),
        json!({
            "3": {"class_type": "KSampler", "inputs": {
                "seed": 7, "steps": 20, "cfg": 4.5, "sampler_name": "euler", "scheduler": "normal",
                "denoise": 1.0, "model": ["4", 0], "positive": ["6", 0], "negative": ["7", 0],
                "latent_image": ["5", 0],
            }},
            "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sd/v1-5.safetensors"}},
            "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 768, "height": 512, "batch_size": 1}},
            "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a red fox", "clip": ["4", 1]}},
            "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "blue", "clip": ["4", 1]}},
            "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
            "9": {"class_type": "SaveImage", "inputs": {"filename_prefix": "pixelprompt", "images": ["8", 0]}},
        })
    );
    let capability = workflow.capability();
    assert!(capability.seed.is_some() && capability.negative_prompt && capability.previews);
    assert_eq!(capability.sizes.default_size(), Size::square(512));
}

#[test]
fn a_workflow_honours_what_it_has_a_place_for() {
    let saved = Saved::new(
        r#"{"1": {"class_type": "Text", "inputs": {"text": "{{prompt}}, oil, seed {{seed}}, {{unknown}} {{"}},
            "2": {"class_type": "Latent", "inputs": {"width": 832, "height": 1216, "on": true}}}"#,
    );
    let workflow = saved.workflow().unwrap();
    let capability = workflow.capability();
    assert!(capability.seed.is_some() && !capability.negative_prompt);
    assert!(capability.steps.is_none() && capability.guidance.is_none());
    assert_eq!(
        capability.sizes,
        Sizes::Listed {
            default: Size {
                width: 832,
                height: 1216
            },
            others: vec![],
        }
    );
    let filled = workflow.filled(&request("a {{seed}} \"fox\"", everything()));
    assert_eq!(
        filled,
        json!({
            "1": {"class_type": "Text", "inputs": {"text": "a {{seed}} \"fox\", oil, seed 7, {{unknown}} {{"}},
            "2": {"class_type": "Latent", "inputs": {"width": 832, "height": 1216, "on": true}},
        })
    );
}

#[test]
fn a_graph_without_a_seed_from_anybody_is_still_a_new_one() {
    let workflow = Workflow::of("v1-5").unwrap();
    let seed =
        || workflow.filled(&request("a fox", Parameters::default()))["3"]["inputs"]["seed"].clone();
    assert!(seed().is_u64());
    assert_ne!(seed(), seed());
}

#[test]
fn workflows_that_are_none_are_refused_with_the_mend() {
    for (graph, mend) in [
        ("{", "not JSON"),
        ("{}", "Export (API)"),
        (r#"{"nodes": [], "links": []}"#, "Export (API)"),
        (
            r#"{"1": {"class_type": "Text", "inputs": {}}}"#,
            "{{prompt}}",
        ),
    ] {
        let refused = Saved::new(graph).workflow().unwrap_err();
        assert!(refused.0.contains(mend), "{}", refused.0);
    }
    let refused = (FAMILY.make)(configured("no/such/workflow.json"))
        .err()
        .unwrap();
    assert!(refused.0.contains("cannot be read"), "{}", refused.0);
}

#[test]
fn names_from_answers_cannot_lead_elsewhere() {
    assert_eq!(history_path("0f-1").unwrap(), "/history/0f-1");
    for id in ["", "..", "a/b", "a?b", "a#b", "%2e", "http://evil.example"] {
        assert!(history_path(id).is_err(), "{id}");
    }
    let file = File {
        filename: "a&type=input #1.png".to_owned(),
        subfolder: "../x".to_owned(),
        kind: "output".to_owned(),
    };
    assert_eq!(
        view_path(&file),
        "view?filename=a%26type%3Dinput+%231.png&subfolder=..%2Fx&type=output"
    );
}
