//! The fields of requests and answers that are used.

use pixelprompt_domain::{ImageRequest, Prompt, Size};
use serde::{Deserialize, Serialize};

use super::models::{Model, SHAPES};
use crate::shapes::nearest;

/// A request for one picture, in the version of the API that the model is asked in.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Body<'a> {
    V3(V3<'a>),
    V4(V4<'a>),
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct V3<'a> {
    prompt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    negative_prompt: Option<&'a str>,
    num_variations: u8,
    /// As many as variations.
    #[serde(skip_serializing_if = "Option::is_none")]
    seeds: Option<[u64; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<Size>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct V4<'a> {
    prompt: &'a str,
    model_id: &'static str,
    num_variations: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    seeds: Option<[u64; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aspect_ratio: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution_level: Option<&'static str>,
}

pub(super) fn body(request: &ImageRequest, model: Model) -> Body<'_> {
    let asked = &request.parameters;
    let prompt = request.prompt.as_str();
    let seeds = asked.seed.map(|seed| [seed]);
    match model {
        Model::Pixels(_) => Body::V3(V3 {
            prompt,
            negative_prompt: asked.negative_prompt.as_ref().map(Prompt::as_str),
            num_variations: 1,
            seeds,
            size: asked.size,
        }),
        Model::Shapes => {
            let shape = asked.size.and_then(|size| nearest(SHAPES, size));
            let area = shape.map(|shape| shape.size.width * shape.size.height);
            Body::V4(V4 {
                prompt,
                model_id: "firefly_image",
                num_variations: 1,
                seeds,
                aspect_ratio: shape.map(|shape| shape.name),
                resolution_level: area.map(|area| if area < 2_000_000 { "1MP" } else { "4MP" }),
            })
        }
    }
}

/// A token.
#[derive(Deserialize)]
pub(super) struct Granted {
    pub(super) access_token: String,
    /// Seconds.
    #[serde(default)]
    pub(super) expires_in: u64,
}

/// The work is accepted.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Accepted {
    status_url: Option<String>,
    links: Option<Links>,
}

#[derive(Debug, Deserialize)]
struct Links {
    result: Option<Link>,
}

#[derive(Debug, Deserialize)]
struct Link {
    href: String,
}

impl Accepted {
    /// Where to ask for it.
    pub(super) fn address(self) -> Option<String> {
        let linked = || Some(self.links?.result?.href);
        self.status_url.or_else(linked)
    }
}

/// Where the work stands.
#[derive(Debug, Deserialize)]
pub(super) struct State {
    pub(super) status: String,
    /// From 0 to 100.
    pub(super) progress: Option<f64>,
    result: Option<Finished>,
    #[serde(default)]
    outputs: Vec<Output>,
    pub(super) error_code: Option<String>,
    pub(super) message: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Finished {
    #[serde(default)]
    outputs: Vec<Output>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Output {
    pub(super) seed: Option<u64>,
    pub(super) image: Located,
}

#[derive(Debug, Deserialize)]
pub(super) struct Located {
    #[serde(alias = "presignedUrl")]
    pub(super) url: String,
}

impl State {
    /// The picture, in the result or beside the status.
    pub(super) fn output(&self) -> Option<&Output> {
        let result = self.result.iter().flat_map(|result| &result.outputs);
        result.chain(&self.outputs).next()
    }
}
