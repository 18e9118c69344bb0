//! The fields of requests and answers that are used.

use std::{borrow::Cow, collections::BTreeMap};

use pixelprompt_domain::{ImageRequest, Prompt, Quality, Size};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Dialect;
use crate::shapes::nearest;

/// More pixels than this are xAI's `2k`: twice those of `1k`'s square.
const PIXELS_OF_1K: u64 = 2 * 1024 * 1024;

/// A request for one picture. What the model has no knob for is not in it: some servers refuse
/// fields that they do not know.
#[derive(Debug, Serialize)]
pub(super) struct Generation<'a>(BTreeMap<&'static str, Field<'a>>);

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Field<'a> {
    Text(Cow<'a, str>),
    Whole(u64),
    Real(f32),
}

impl<'a> Generation<'a> {
    pub(super) fn new(request: &'a ImageRequest, model: Option<&'a str>, dialect: Dialect) -> Self {
        let asked = &request.parameters;
        let mut generation = Self(BTreeMap::new());
        generation.put("prompt", Some(request.prompt.as_str()));
        generation.put("n", Some(1_u32));
        generation.put("model", model);
        if !matches!(dialect, Dialect::Shapes(_) | Dialect::Together) {
            generation.put("size", asked.size.map(|size| size.to_string()));
        }
        let seed = asked.seed;
        let negative = asked.negative_prompt.as_ref().map(Prompt::as_str);
        match dialect {
            Dialect::OpenAi => generation.put("quality", asked.quality.map(Quality::as_str)),
            Dialect::Common => {
                generation.put("response_format", Some("b64_json"));
                generation.put("seed", seed);
                generation.put("negative_prompt", negative);
                generation.put("num_inference_steps", asked.steps);
                generation.put("guidance_scale", asked.guidance);
            }
            Dialect::LocalAi => {
                generation.put("response_format", Some("b64_json"));
                generation.put("seed", seed);
                generation.put("step", asked.steps);
                let both = negative.map(|negative| format!("{}|{negative}", request.prompt));
                generation.put("prompt", both);
            }
            Dialect::Recraft => {
                generation.put("response_format", Some("b64_json"));
                generation.put("image_format", Some("png"));
                generation.put("random_seed", seed);
                generation.put("negative_prompt", negative);
            }
            Dialect::Shapes(shapes) => {
                generation.put("response_format", Some("b64_json"));
                let shape = asked.size.and_then(|size| nearest(shapes, size));
                generation.put("aspect_ratio", shape.map(|shape| shape.name));
                generation.put("resolution", asked.size.map(resolution));
                generation.put("quality", asked.quality.map(Quality::as_str));
            }
            Dialect::Together => {
                generation.put("response_format", Some("base64"));
                generation.put("output_format", Some("png"));
                generation.put("width", asked.size.map(|size| size.width));
                generation.put("height", asked.size.map(|size| size.height));
                generation.put("seed", seed);
                generation.put("negative_prompt", negative);
                generation.put("steps", asked.steps);
                generation.put("guidance_scale", asked.guidance);
            }
        }
        generation
    }

    fn put(&mut self, name: &'static str, value: Option<impl Into<Field<'a>>>) {
        if let Some(value) = value {
            self.0.insert(name, value.into());
        }
    }
}

fn resolution(size: Size) -> &'static str {
    if u64::from(size.width) * u64::from(size.height) > PIXELS_OF_1K {
        "2k"
    } else {
        "1k"
    }
}

impl<'a> From<&'a str> for Field<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Field<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<u32> for Field<'_> {
    fn from(number: u32) -> Self {
        Self::Whole(number.into())
    }
}

impl From<u64> for Field<'_> {
    fn from(number: u64) -> Self {
        Self::Whole(number)
    }
}

impl From<f32> for Field<'_> {
    fn from(number: f32) -> Self {
        Self::Real(number)
    }
}

/// The answer.
#[derive(Debug, Deserialize)]
pub(super) struct Pictures<'a> {
    #[serde(borrow)]
    pub(super) data: Vec<Picture<'a>>,
    /// What the answer took, in whatever shape: the picture is there even if this cannot be read.
    #[serde(default)]
    pub(super) usage: Value,
    /// Recraft's.
    #[serde(default)]
    pub(super) credits: Value,
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
    /// Whether the picture passed the filter (xAI).
    pub(super) respect_moderation: Option<bool>,
}
