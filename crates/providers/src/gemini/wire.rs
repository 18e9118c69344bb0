//! The fields of requests and answers that are used.

use std::borrow::Cow;

use pixelprompt_domain::ImageRequest;
use serde::{Deserialize, Serialize};

use super::models::Model;
use crate::shapes::{Shape, nearest};

/// A request for one picture.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Generation<'a> {
    contents: [Asked<'a>; 1],
    generation_config: Config,
}

#[derive(Debug, Serialize)]
struct Asked<'a> {
    role: &'static str,
    parts: [Words<'a>; 1],
}

#[derive(Debug, Serialize)]
struct Words<'a> {
    text: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Config {
    response_modalities: [&'static str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    image_config: Option<Frame>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Frame {
    aspect_ratio: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_size: Option<&'static str>,
}

impl<'a> Generation<'a> {
    pub(super) fn new(request: &'a ImageRequest, model: Model) -> Self {
        let asked = request.parameters.size;
        let shape = asked.and_then(|size| nearest(model.shapes, size));
        Self {
            contents: [Asked {
                role: "user",
                parts: [Words {
                    text: request.prompt.as_str(),
                }],
            }],
            generation_config: Config {
                response_modalities: ["IMAGE"],
                image_config: shape.map(|shape| Frame {
                    aspect_ratio: shape.name,
                    image_size: model.scales.then(|| scale(shape)),
                }),
            },
        }
    }
}

/// How the API calls the area of a picture.
fn scale(shape: Shape) -> &'static str {
    match shape.size.width * shape.size.height {
        ..600_000 => "512",
        600_000..2_000_000 => "1K",
        2_000_000..8_000_000 => "2K",
        _ => "4K",
    }
}

/// The answer.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Reaction<'a> {
    #[serde(default, borrow)]
    pub(super) candidates: Vec<Candidate<'a>>,
    pub(super) prompt_feedback: Option<Feedback>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Feedback {
    pub(super) block_reason: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Candidate<'a> {
    #[serde(borrow)]
    content: Option<Content<'a>>,
    pub(super) finish_reason: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Content<'a> {
    #[serde(default, borrow)]
    parts: Vec<Part<'a>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part<'a> {
    #[serde(borrow)]
    inline_data: Option<Inline<'a>>,
    #[serde(default)]
    thought: bool,
}

#[derive(Debug, Deserialize)]
struct Inline<'a> {
    /// Large, and mostly free of escapes: borrowed where it can be.
    #[serde(borrow)]
    data: Cow<'a, str>,
}

impl Reaction<'_> {
    /// The picture as base64: the last one, as those before may be drafts; thoughts are no pictures.
    pub(super) fn picture(&self) -> Option<&str> {
        let contents = self.candidates.iter().flat_map(|one| &one.content);
        let parts = contents.flat_map(|content| &content.parts);
        let mut pictures = parts
            .filter(|part| !part.thought)
            .flat_map(|part| &part.inline_data);
        pictures.next_back().map(|inline| &*inline.data)
    }
}
