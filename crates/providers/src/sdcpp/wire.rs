//! The fields of requests and answers that are used.

use std::borrow::Cow;

use pixelprompt_domain::{ImageRequest, Prompt};
use serde::{Deserialize, Serialize};

/// A request for one picture.
#[derive(Debug, Serialize)]
pub(super) struct Generation<'a> {
    prompt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    negative_prompt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    batch_count: u32,
    sample_params: Sampling,
    output_format: &'static str,
}

#[derive(Debug, Serialize)]
struct Sampling {
    #[serde(skip_serializing_if = "Option::is_none")]
    sample_steps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guidance: Option<Guidance>,
}

#[derive(Debug, Serialize)]
struct Guidance {
    txt_cfg: f32,
}

impl<'a> Generation<'a> {
    pub(super) fn new(request: &'a ImageRequest) -> Self {
        let asked = &request.parameters;
        Self {
            prompt: request.prompt.as_str(),
            negative_prompt: asked.negative_prompt.as_ref().map(Prompt::as_str),
            width: asked.size.map(|size| size.width),
            height: asked.size.map(|size| size.height),
            seed: asked.seed,
            batch_count: 1,
            sample_params: Sampling {
                sample_steps: asked.steps,
                guidance: asked.guidance.map(|txt_cfg| Guidance { txt_cfg }),
            },
            output_format: "png",
        }
    }
}

/// The answer to a request.
#[derive(Debug, Deserialize)]
pub(super) struct Accepted {
    pub(super) id: String,
}

/// The answer to a question about a job.
#[derive(Debug, Deserialize)]
pub(super) struct Job<'a> {
    pub(super) status: Status,
    #[serde(borrow, default)]
    pub(super) result: Option<Pictures<'a>>,
    #[serde(default)]
    pub(super) error: Option<Complaint>,
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Status {
    Queued,
    Generating,
    Completed,
    Failed,
    Cancelled,
    /// One that nobody here has heard of: it has not ended.
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
pub(super) struct Pictures<'a> {
    #[serde(borrow, default)]
    pub(super) images: Vec<Picture<'a>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Picture<'a> {
    /// Large, and free of escapes: borrowed.
    #[serde(borrow)]
    pub(super) b64_json: Cow<'a, str>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Complaint {
    pub(super) code: String,
    pub(super) message: String,
}
