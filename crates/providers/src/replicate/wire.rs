//! The fields of requests and answers that are used.

use pixelprompt_domain::ImageRequest;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::models::{Frame, Model};
use crate::shapes::nearest;

/// A request for one prediction.
#[derive(Debug, Serialize)]
pub(super) struct Wanted<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'a str>,
    /// Each model has its own names.
    input: Map<String, Value>,
}

impl<'a> Wanted<'a> {
    pub(super) fn new(request: &ImageRequest, model: Model, version: Option<&'a str>) -> Self {
        let asked = &request.parameters;
        let mut input = Map::new();
        let mut set = |name: &str, value: Value| input.insert(name.to_owned(), value);
        set("prompt", json!(request.prompt));
        if let (Some((name, _)), Some(steps)) = (model.steps, asked.steps) {
            set(name, json!(steps));
        }
        if let (Some((name, _)), Some(guidance)) = (model.guidance, asked.guidance) {
            set(name, json!(guidance));
        }
        if let Some(seed) = asked.seed {
            set("seed", json!(seed));
        }
        if let Some(negative) = &asked.negative_prompt {
            set("negative_prompt", json!(negative));
        }
        if model.output_format {
            set("output_format", json!("png"));
        }
        match (model.frame, asked.size) {
            (Frame::Shapes(shapes), Some(size)) => {
                if let Some(shape) = nearest(shapes, size) {
                    set("aspect_ratio", json!(shape.name));
                }
            }
            (Frame::Pixels, Some(size)) => {
                set("width", json!(size.width));
                set("height", json!(size.height));
            }
            _ => {}
        }
        Self { version, input }
    }
}

/// Where a prediction stands.
#[derive(Debug, Deserialize)]
pub(super) struct Prediction {
    pub(super) status: String,
    /// A text or a list of texts; some models have names for them.
    #[serde(default)]
    output: Value,
    /// Mostly a text.
    pub(super) error: Option<Value>,
    logs: Option<String>,
    pub(super) urls: Option<Urls>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Urls {
    /// Where to ask for it.
    pub(super) get: String,
}

impl Prediction {
    /// The address of the first picture.
    pub(super) fn picture(&self) -> Option<&str> {
        match &self.output {
            Value::String(address) => Some(address),
            Value::Array(all) => all.iter().find_map(Value::as_str),
            Value::Object(named) => named.values().find_map(Value::as_str),
            _ => None,
        }
    }

    /// How far it is: the last `45%|` that it logged.
    pub(super) fn percent(&self) -> Option<u32> {
        let (before, _) = self.logs.as_deref()?.rsplit_once("%|")?;
        let digits = before.rsplit(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse().ok().filter(|percent| *percent <= 100)
    }
}
