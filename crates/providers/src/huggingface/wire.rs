//! The fields of requests and answers that are used, in the language of each runner.

use std::borrow::Cow;

use pixelprompt_domain::{ImageRequest, Prompt, Size};
use serde::{Deserialize, Serialize};

use super::Runner;

/// A request for one picture.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Asked<'a> {
    /// Hugging Face's own.
    Inputs {
        inputs: &'a str,
        parameters: Inputs<'a>,
    },
    /// The others'.
    Plain(Plain<'a>),
}

#[derive(Debug, Serialize)]
pub(super) struct Inputs<'a> {
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    size: Option<Size>,
    #[serde(skip_serializing_if = "Option::is_none")]
    num_inference_steps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guidance_scale: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    negative_prompt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
}

#[derive(Debug, Default, Serialize)]
pub(super) struct Plain<'a> {
    prompt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_format: Option<&'static str>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    sides: Option<Size>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_size: Option<Size>,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    num_inference_steps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guidance_scale: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    negative_prompt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
}

impl<'a> Asked<'a> {
    pub(super) fn new(request: &'a ImageRequest, runner: Runner, model: &'a str) -> Self {
        let asked = &request.parameters;
        let negative_prompt = asked.negative_prompt.as_ref().map(Prompt::as_str);
        let common = Plain {
            prompt: request.prompt.as_str(),
            guidance_scale: asked.guidance,
            negative_prompt,
            seed: asked.seed,
            ..Plain::default()
        };
        match runner {
            Runner::HuggingFace => Self::Inputs {
                inputs: request.prompt.as_str(),
                parameters: Inputs {
                    size: asked.size,
                    num_inference_steps: asked.steps,
                    guidance_scale: asked.guidance,
                    negative_prompt,
                    seed: asked.seed,
                },
            },
            Runner::Together => Self::Plain(Plain {
                model: Some(model),
                response_format: Some("base64"),
                sides: asked.size,
                steps: asked.steps,
                ..common
            }),
            Runner::Nscale => Self::Plain(Plain {
                model: Some(model),
                response_format: Some("b64_json"),
                size: asked.size.map(|size| size.to_string()),
                ..common
            }),
            Runner::Fal => Self::Plain(Plain {
                image_size: asked.size,
                num_inference_steps: asked.steps,
                ..common
            }),
        }
    }
}

/// An answer that is not the picture itself.
#[derive(Debug, Deserialize)]
pub(super) struct Pictures<'a> {
    /// `together` and `nscale`.
    #[serde(default, borrow)]
    data: Vec<Picture<'a>>,
    /// `fal-ai`.
    #[serde(default, borrow)]
    images: Vec<Picture<'a>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Picture<'a> {
    /// Large, and mostly free of escapes: borrowed where it can be.
    #[serde(borrow)]
    pub(super) b64_json: Option<Cow<'a, str>>,
    pub(super) url: Option<String>,
}

impl<'a> Pictures<'a> {
    pub(super) fn first(&self) -> Option<&Picture<'a>> {
        self.data.first().or(self.images.first())
    }
}
