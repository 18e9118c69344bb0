//! The fields of requests and answers that are used.

use std::borrow::Cow;

use pixelprompt_domain::{ImageRequest, Prompt};
use serde::{Deserialize, Serialize};

use crate::{
    shapes::nearest,
    stability::{SHAPES, folded},
};

/// A request for one picture.
#[derive(Debug, Serialize)]
pub(super) struct Task<'a> {
    prompt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    negative_prompt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aspect_ratio: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    output_format: &'static str,
}

impl<'a> Task<'a> {
    pub(super) fn new(request: &'a ImageRequest) -> Self {
        let asked = &request.parameters;
        let shape = asked.size.and_then(|size| nearest(SHAPES, size));
        Self {
            prompt: request.prompt.as_str(),
            negative_prompt: asked.negative_prompt.as_ref().map(Prompt::as_str),
            aspect_ratio: shape.map(|shape| shape.name),
            seed: asked.seed.map(folded),
            output_format: "png",
        }
    }
}

/// The answer.
#[derive(Debug, Deserialize)]
pub(super) struct Painted<'a> {
    /// Large, and free of escapes: borrowed where they can be.
    #[serde(default, borrow)]
    pub(super) images: Vec<Cow<'a, str>>,
    #[serde(default)]
    pub(super) seeds: Vec<u64>,
    /// One for each picture; anything but null stands for a picture that is not there.
    #[serde(default)]
    pub(super) finish_reasons: Vec<Option<String>>,
}
