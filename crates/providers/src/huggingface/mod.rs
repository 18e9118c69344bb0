//! The models that Hugging Face routes to those who run them: `POST {base}/{runner}/…`.
//!
//! - API: <https://huggingface.co/docs/inference-providers/tasks/text-to-image>
//! - A model is configured as Hugging Face writes it: `owner/name`, run by Hugging Face itself, or
//!   `owner/name:runner`, with the name that it has at that runner. The runner may stand at the end of
//!   the base address instead.
//! - Each runner speaks its own language: Hugging Face answers with the picture itself, `together` and
//!   `nscale` like OpenAI, `fal-ai` with an address.

mod models;
#[cfg(test)]
mod tests;
mod wire;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use pixelprompt_domain::{Answer, ImageProvider, ImageRequest, ModelInfo, ProviderError, Watch};
use serde_json::Value;
use url::Url;

use crate::{
    Configured, Family, Known, Need, Unfit,
    http::{Key, Server, decoded, unusable},
};
use models::capability;
use wire::{Asked, Pictures};

/// The models that Hugging Face routes to.
pub const FAMILY: Family = Family {
    name: "huggingface",
    aliases: &["hf", "hugging-face"],
    title: "Hugging Face",
    documentation: "https://huggingface.co/docs/inference-providers/tasks/text-to-image",
    api_key: Need::Required,
    key_variable: Some("HF_TOKEN"),
    base_url: Need::Optional,
    models: &[
        "black-forest-labs/FLUX.1-schnell",
        "black-forest-labs/FLUX.1-dev",
        "stabilityai/stable-diffusion-xl-base-1.0",
    ],
    nicknames: &[],
    timeout: Duration::from_mins(2),
    concurrency: None,
    make,
};

const BASE: &str = "https://router.huggingface.co";

/// Who runs a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Runner {
    HuggingFace,
    Together,
    Nscale,
    Fal,
}

impl Runner {
    const ALL: [Self; 4] = [Self::HuggingFace, Self::Together, Self::Nscale, Self::Fal];

    /// As Hugging Face calls it.
    fn name(self) -> &'static str {
        match self {
            Self::HuggingFace => "hf-inference",
            Self::Together => "together",
            Self::Nscale => "nscale",
            Self::Fal => "fal-ai",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|runner| runner.name() == name)
    }

    fn path(self, model: &str) -> String {
        let name = self.name();
        match self {
            Self::HuggingFace => format!("/{name}/models/{model}"),
            Self::Together | Self::Nscale => format!("/{name}/v1/images/generations"),
            Self::Fal => format!("/{name}/{model}"),
        }
    }
}

/// Where the runners' paths begin, the runner and the model's name there.
fn routed(mut base: Url, id: &str) -> Result<(Url, Runner, &str), Unfit> {
    let last = base.path_segments().and_then(|mut all| all.next_back());
    let of_base = last.and_then(Runner::named);
    if of_base.is_some()
        && let Ok(mut path) = base.path_segments_mut()
    {
        path.pop();
    }
    let Some((model, name)) = id.rsplit_once(':') else {
        return Ok((base, of_base.unwrap_or(Runner::HuggingFace), id));
    };
    match Runner::named(name) {
        Some(runner) => Ok((base, runner, model)),
        None => Err(Unfit(format!(
            "models that {name} runs for Hugging Face cannot be reached; choose one of {}",
            Runner::ALL.map(Runner::name).join(", ")
        ))),
    }
}

fn make(configured: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let base = configured.base(BASE)?;
    let (base, runner, model) = routed(base, &configured.upstream_id)?;
    let key = Key::Bearer(configured.key()?);
    let description = match runner {
        Runner::HuggingFace => {
            format!("Painted by {model} at Hugging Face; prompts are sent there.")
        }
        _ => format!(
            "Painted by {model} at {}; prompts are sent there by way of Hugging Face.",
            runner.name()
        ),
    };
    let known = Known::new(description, capability(runner, model));
    let info = configured.info(FAMILY.name, known);
    Ok(Arc::new(HuggingFace {
        server: Server::new(configured.client, base, key).amending(amend),
        path: runner.path(model),
        runner,
        upstream: model.to_owned(),
        models: [info],
    }))
}

/// A model that is being loaded says how long that takes.
fn amend(error: &mut ProviderError, body: &Value) {
    let seconds = body.get("estimated_time").and_then(Value::as_f64);
    if let Some(wait) = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()) {
        error.retry_after = error.retry_after.or(Some(wait));
    }
}

#[derive(Debug)]
struct HuggingFace {
    server: Server,
    path: String,
    runner: Runner,
    upstream: String,
    models: [ModelInfo; 1],
}

#[async_trait]
impl ImageProvider for HuggingFace {
    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    async fn submit(
        &self,
        request: &ImageRequest,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let asked = Asked::new(request, self.runner, &self.upstream);
        let reply = self.server.post(&self.path, &asked).await?;
        let seed = request.parameters.seed;
        if self.runner == Runner::HuggingFace {
            return Ok(Answer::Ready(vec![reply.into_image(seed)?]));
        }
        let pictures: Pictures<'_> = reply.json()?;
        let file = match pictures.first() {
            Some(picture) if let Some(text) = &picture.b64_json => decoded(text)?,
            Some(picture) if let Some(address) = &picture.url => self.server.fetch(address).await?,
            _ => return Err(unusable("the answer has no picture")),
        };
        Ok(Answer::Ready(vec![reply.image(file, seed, None)?]))
    }
}
