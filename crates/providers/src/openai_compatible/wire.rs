//! The fields of requests and answers that are used.

use std::borrow::Cow;

use pixelprompt_domain::{ImageRequest, Prompt};
use serde::{Deserialize, Serialize};

use super::Dialect;

/// A request for one picture. What the model has no knob for is not in it: some servers refuse
/// fields that they do not know.
#[derive(Debug, Serialize)]
pub(super) struct Generation<'a> {
    prompt: String,
    n: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    negative_prompt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    num_inference_steps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guidance_scale: Option<f32>,
}

impl<'a> Generation<'a> {
    pub(super) fn new(request: &'a ImageRequest, model: Option<&'a str>, dialect: Dialect) -> Self {
        let asked = &request.parameters;
        let mut generation = Self {
            prompt: request.prompt.to_string(),
            n: 1,
            model,
            size: asked.size.map(|size| size.to_string()),
            response_format: None,
            seed: None,
            negative_prompt: None,
            num_inference_steps: None,
            step: None,
            guidance_scale: None,
        };
        match dialect {
            Dialect::OpenAi => {}
            Dialect::Common => {
                generation.response_format = Some("b64_json");
                generation.seed = asked.seed;
                generation.negative_prompt = asked.negative_prompt.as_ref().map(Prompt::as_str);
                generation.num_inference_steps = asked.steps;
                generation.guidance_scale = asked.guidance;
            }
            Dialect::LocalAi => {
                generation.response_format = Some("b64_json");
                generation.seed = asked.seed;
                generation.step = asked.steps;
                if let Some(negative) = &asked.negative_prompt {
                    generation.prompt = format!("{}|{negative}", request.prompt);
                }
            }
        }
        generation
    }
}

/// The answer.
#[derive(Debug, Deserialize)]
pub(super) struct Pictures<'a> {
    #[serde(borrow)]
    pub(super) data: Vec<Picture<'a>>,
}

/// One picture, here or elsewhere.
#[derive(Debug, Deserialize)]
pub(super) struct Picture<'a> {
    /// Large, and mostly free of escapes: borrowed where it can be.
    #[serde(borrow)]
    pub(super) b64_json: Option<Cow<'a, str>>,
    pub(super) url: Option<String>,
    /// What the server made of the prompt.
    pub(super) revised_prompt: Option<String>,
}
