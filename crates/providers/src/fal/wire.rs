//! The fields of requests and answers that are used.

use pixelprompt_domain::{ImageRequest, Prompt, Size};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::models::{Frame, Model};
use crate::shapes::nearest;

/// A request for one picture.
#[derive(Debug, Serialize)]
pub(super) struct Input<'a> {
    prompt: &'a str,
    num_images: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_size: Option<Size>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aspect_ratio: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    num_inference_steps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guidance_scale: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    negative_prompt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_format: Option<&'static str>,
}

impl<'a> Input<'a> {
    pub(super) fn new(request: &'a ImageRequest, model: Model) -> Self {
        let asked = &request.parameters;
        let shape = match model.frame {
            Frame::Shapes(shapes) => asked.size.and_then(|size| nearest(shapes, size)),
            Frame::Pixels | Frame::None => None,
        };
        Self {
            prompt: request.prompt.as_str(),
            num_images: 1,
            image_size: asked.size.filter(|_| model.frame == Frame::Pixels),
            aspect_ratio: shape.map(|shape| shape.name),
            num_inference_steps: asked.steps,
            guidance_scale: asked.guidance,
            seed: asked.seed,
            negative_prompt: asked.negative_prompt.as_ref().map(Prompt::as_str),
            output_format: model.output_format.then_some("png"),
        }
    }
}

/// The work is in the queue: where to ask for its state, and then for its result. Also the ticket.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Accepted {
    pub(super) status_url: String,
    pub(super) response_url: String,
}

impl Accepted {
    /// As a ticket.
    pub(super) fn written(&self) -> String {
        format!("{} {}", self.status_url, self.response_url)
    }

    /// From a ticket.
    pub(super) fn read(ticket: &str) -> Option<Self> {
        let (status, response) = ticket.split_once(' ')?;
        Some(Self {
            status_url: status.to_owned(),
            response_url: response.to_owned(),
        })
    }
}

/// Where the work stands.
#[derive(Debug, Deserialize)]
pub(super) struct State {
    pub(super) status: String,
    /// Mostly a text.
    pub(super) error: Option<Value>,
    pub(super) error_type: Option<String>,
}

/// The result.
#[derive(Debug, Deserialize)]
pub(super) struct Pictures {
    #[serde(default)]
    images: Vec<File>,
    /// Some apps have one picture only.
    image: Option<File>,
    #[serde(default)]
    has_nsfw_concepts: Vec<bool>,
    pub(super) seed: Option<u64>,
}

#[derive(Debug, Deserialize)]
struct File {
    url: String,
}

impl Pictures {
    /// The address of the first picture.
    pub(super) fn first(&self) -> Option<&str> {
        let first = self.images.first().or(self.image.as_ref());
        first.map(|file| file.url.as_str())
    }

    /// Whether the first picture is black because of what it showed.
    pub(super) fn is_blackened(&self) -> bool {
        self.has_nsfw_concepts.first() == Some(&true)
    }
}
