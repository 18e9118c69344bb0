//! The fields of requests and answers that are used.

use std::borrow::Cow;

use pixelprompt_domain::{ImageRequest, Prompt};
use serde::{Deserialize, Serialize};

/// A request for one picture.
#[derive(Debug, Serialize)]
pub(super) struct Txt2Img<'a> {
    prompt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    negative_prompt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cfg_scale: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    batch_size: u32,
    n_iter: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    override_settings: Option<Settings<'a>>,
    /// Going back to the model that was loaded before would cost a load for each picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    override_settings_restore_afterwards: Option<bool>,
}

#[derive(Debug, Serialize)]
struct Settings<'a> {
    sd_model_checkpoint: &'a str,
}

impl<'a> Txt2Img<'a> {
    pub(super) fn new(request: &'a ImageRequest, checkpoint: Option<&'a str>) -> Self {
        let asked = &request.parameters;
        Self {
            prompt: request.prompt.as_str(),
            negative_prompt: asked.negative_prompt.as_ref().map(Prompt::as_str),
            width: asked.size.map(|size| size.width),
            height: asked.size.map(|size| size.height),
            steps: asked.steps,
            cfg_scale: asked.guidance,
            seed: asked.seed,
            batch_size: 1,
            n_iter: 1,
            override_settings: checkpoint.map(|sd_model_checkpoint| Settings {
                sd_model_checkpoint,
            }),
            override_settings_restore_afterwards: checkpoint.map(|_| false),
        }
    }
}

/// The answer.
#[derive(Debug, Deserialize)]
pub(super) struct Pictures<'a> {
    #[serde(borrow)]
    pub(super) images: Vec<Text<'a>>,
    /// JSON in a string; empty at some servers.
    #[serde(default)]
    info: Option<String>,
}

/// A picture in base64: large, and mostly free of escapes, so borrowed where it can be.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

impl Pictures<'_> {
    /// What the server says about its pictures, where it does.
    pub(super) fn info(&self) -> Info {
        let text = self.info.as_deref().unwrap_or_default();
        serde_json::from_str(text).unwrap_or_default()
    }
}

/// About the pictures of an answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Info {
    pub(super) all_seeds: Vec<i64>,
    /// 1 where a contact sheet comes first.
    pub(super) index_of_first_image: usize,
    pub(super) sd_model_name: Option<String>,
    pub(super) sd_model_hash: Option<String>,
}

/// What the server is at.
#[derive(Debug, Deserialize)]
pub(super) struct Now {
    /// 0 while the server is idle.
    #[serde(default)]
    pub(super) progress: f32,
    pub(super) state: State,
    #[serde(default)]
    pub(super) current_image: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct State {
    pub(super) sampling_step: u32,
    pub(super) sampling_steps: u32,
}
