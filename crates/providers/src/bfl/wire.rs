//! The fields of requests and answers that are used.

use pixelprompt_domain::{ImageRequest, Money};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::models::{Frame, Model};
use crate::shapes::{Shape, nearest};

/// A request for one picture.
#[derive(Debug, Serialize)]
pub(super) struct Task<'a> {
    prompt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aspect_ratio: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guidance: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_format: Option<&'static str>,
}

impl<'a> Task<'a> {
    pub(super) fn new(request: &'a ImageRequest, model: Model) -> Self {
        let asked = &request.parameters;
        let mut task = Self {
            prompt: request.prompt.as_str(),
            width: None,
            height: None,
            aspect_ratio: None,
            resolution: None,
            steps: asked.steps,
            guidance: asked.guidance,
            seed: asked.seed,
            output_format: model.output_format.then_some("png"),
        };
        let Some(size) = asked.size else { return task };
        match model.frame {
            Frame::Pixels { .. } => {
                task.width = Some(size.width);
                task.height = Some(size.height);
            }
            Frame::Shapes(shapes) => {
                task.aspect_ratio = nearest(shapes, size).map(|shape| shape.name);
            }
            Frame::Scales(shapes) => {
                let shape = nearest(shapes, size);
                task.aspect_ratio = shape.map(|shape| shape.name);
                task.resolution = shape.map(resolution);
            }
        }
        task
    }
}

fn resolution(shape: Shape) -> &'static str {
    match shape.size.width.max(shape.size.height) {
        ..2000 => "1k",
        2000..4000 => "2k",
        _ => "4k",
    }
}

/// The work is accepted.
#[derive(Debug, Deserialize)]
pub(super) struct Accepted {
    /// Where to ask for it.
    pub(super) polling_url: String,
    /// In credits of a cent, in whatever shape: the work is bought even if this cannot be read.
    #[serde(default)]
    pub(super) cost: Value,
}

impl Accepted {
    /// What is needed to ask for the work and to book it, in one line.
    pub(super) fn written(&self) -> String {
        match self.cost.as_f64() {
            Some(credits) if credits >= 0.0 => {
                let cost = (credits * CREDIT).ceil() as u64;
                format!("{} {cost}", self.polling_url)
            }
            _ => self.polling_url.clone(),
        }
    }
}

/// In millionths of a dollar.
const CREDIT: f64 = 10_000.0;

/// The address to ask at, and the cost where it was told, of what [`Accepted::written`] wrote.
pub(super) fn read(written: &str) -> (&str, Option<Money>) {
    match written.rsplit_once(' ') {
        Some((url, cost)) => (url, cost.parse().ok().map(Money)),
        None => (written, None),
    }
}

/// Where the work stands.
#[derive(Debug, Deserialize)]
pub(super) struct State {
    pub(super) status: String,
    /// From 0 to 1.
    pub(super) progress: Option<f64>,
    pub(super) result: Option<Finished>,
}

/// The picture.
#[derive(Debug, Deserialize)]
pub(super) struct Finished {
    /// Its address.
    pub(super) sample: String,
    pub(super) seed: Option<u64>,
}
