//! The fields of requests and answers that are used.

use pixelprompt_domain::{ImageRequest, Prompt};
use serde::{Deserialize, Serialize};

use super::Version;

/// A request for one picture.
#[derive(Debug, Default, Serialize)]
pub(super) struct Generation<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    prompt: Option<&'a str>,
    /// What v4 calls the prompt.
    #[serde(skip_serializing_if = "Option::is_none")]
    text_prompt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    negative_prompt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rendering_speed: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    magic_prompt: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    num_images: Option<u32>,
}

impl<'a> Generation<'a> {
    pub(super) fn new(
        request: &'a ImageRequest,
        version: Version,
        rendering_speed: Option<&'static str>,
    ) -> Self {
        let asked = &request.parameters;
        let common = Self {
            resolution: asked.size.map(|size| size.to_string()),
            rendering_speed,
            ..Self::default()
        };
        let prompt = Some(request.prompt.as_str());
        match version {
            Version::V3 => Self {
                prompt,
                negative_prompt: asked.negative_prompt.as_ref().map(Prompt::as_str),
                seed: asked.seed,
                magic_prompt: Some("OFF"),
                num_images: Some(1),
                ..common
            },
            Version::V4 => Self {
                text_prompt: prompt,
                ..common
            },
        }
    }
}

/// The answer.
#[derive(Debug, Deserialize)]
pub(super) struct Pictures {
    pub(super) data: Vec<Picture>,
}

/// One picture.
#[derive(Debug, Deserialize)]
pub(super) struct Picture {
    /// Missing where the picture is not safe.
    pub(super) url: Option<String>,
    pub(super) is_image_safe: Option<bool>,
    pub(super) seed: Option<u64>,
    /// The prompt that was painted.
    pub(super) prompt: Option<String>,
}
