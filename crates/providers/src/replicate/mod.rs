//! The models that Replicate runs: `POST {base}/models/{owner}/{name}/predictions`, then `GET` the
//! address in the answer until the prediction has ended.
//!
//! - API: <https://replicate.com/docs/reference/http>; a model's inputs are on its own page, such as
//!   <https://replicate.com/black-forest-labs/flux-schnell/api/schema>.
//! - A model is configured as `owner/name`, or with a version as `owner/name:version`.
//! - `Prefer: wait` is not used: whoever waits for the first answer has no ticket meanwhile.

mod models;
#[cfg(test)]
mod tests;
mod wire;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use pixelprompt_domain::{
    Answer, ImageProvider, ImageRequest, ModelInfo, Progress, ProviderError, Ticket, Watch,
};

use crate::{
    Configured, Family, Known, Need, UNASKED, Unfit,
    http::{Key, Reply, Server, in_doubt, lost, unusable, wait_in_body, withheld},
};
use models::{Frame, Model};
use wire::{Prediction, Wanted};

/// The models that Replicate runs.
pub const FAMILY: Family = Family {
    name: "replicate",
    aliases: &[],
    title: "Replicate",
    documentation: "https://replicate.com/docs/reference/http",
    api_key: Need::Required,
    key_variable: Some("REPLICATE_API_TOKEN"),
    base_url: Need::Optional,
    models: &[
        "black-forest-labs/flux-schnell",
        "black-forest-labs/flux-dev",
        "black-forest-labs/flux-2-pro",
        "stability-ai/stable-diffusion-3.5-large",
    ],
    nicknames: &[],
    timeout: Duration::from_mins(5),
    concurrency: None,
    make,
};

const BASE: &str = "https://api.replicate.com/v1";

/// Who answers for predictions.
const HOSTS: [&str; 1] = ["api.replicate.com"];

const PAUSE: Duration = Duration::from_secs(1);

/// What failed predictions say of content.
const CONTENT: [&str; 3] = ["nsfw", "sensitive", "e005"];

fn make(configured: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let id = configured.upstream_id.as_str();
    let (path, version) = match id.split_once('/') {
        Some((_, name)) if name.contains(':') => ("/predictions".to_owned(), Some(id.to_owned())),
        Some(_) => (format!("/models/{id}/predictions"), None),
        None => {
            return Err(Unfit(format!(
                "Replicate's models are called owner/name, such as black-forest-labs/flux-schnell, not {id}"
            )));
        }
    };
    let model = Model::of(id, &configured.sizes);
    let key = Key::Bearer(configured.key()?);
    let base = configured.base(BASE)?;
    let known = Known::new(described(id, model), model.capability());
    let info = configured.info(FAMILY.name, known);
    Ok(Arc::new(Replicate {
        server: Server::new(configured.client, base, key).amending(wait_in_body),
        path,
        version,
        model,
        models: [info],
    }))
}

/// What paints and where, and whether it can be told a size.
fn described(id: &str, model: Model) -> String {
    let description = format!("Painted by {id}, which Replicate runs; prompts are sent there.");
    match model.frame {
        Frame::None => format!("{description} {UNASKED}"),
        _ => description,
    }
}

#[derive(Debug)]
struct Replicate {
    server: Server,
    path: String,
    version: Option<String>,
    model: Model,
    models: [ModelInfo; 1],
}

impl Replicate {
    async fn judged(
        &self,
        request: &ImageRequest,
        reply: &Reply,
        prediction: Prediction,
        watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        match prediction.status.as_str() {
            "starting" | "processing" => {
                if let Some(percent) = prediction.percent() {
                    watch(Progress {
                        step: percent,
                        steps: 100,
                        preview: None,
                    });
                }
                let urls = prediction
                    .urls
                    .ok_or_else(|| lost("the prediction has no address to ask at"))?;
                Ok(Answer::Pending(Ticket {
                    upstream: urls.get,
                    poll_after: PAUSE,
                }))
            }
            "succeeded" => {
                let address = prediction
                    .picture()
                    .ok_or_else(|| unusable("the prediction has no output"))?;
                let file = self.server.fetch(address).await?;
                let seed = request.parameters.seed;
                Ok(Answer::Ready(vec![reply.image(file, seed, None)?]))
            }
            status => {
                let error = prediction.error.as_ref().map(ToString::to_string);
                let words = error.unwrap_or_default();
                let detail = self
                    .server
                    .quoted(&format!("the prediction {status}: {words}"));
                let words = words.to_lowercase();
                Err(if CONTENT.iter().any(|sign| words.contains(sign)) {
                    withheld(detail)
                } else {
                    unusable(detail)
                })
            }
        }
    }
}

#[async_trait]
impl ImageProvider for Replicate {
    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    async fn submit(
        &self,
        request: &ImageRequest,
        watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let wanted = Wanted::new(request, self.model, self.version.as_deref());
        let reply = self.server.post(&self.path, &wanted).await?;
        let prediction = reply.json()?;
        self.judged(request, &reply, prediction, watch).await
    }

    async fn poll(
        &self,
        request: &ImageRequest,
        ticket: &Ticket,
        watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let reply = self.server.ask(&ticket.upstream, &HOSTS).await?;
        let prediction: Prediction = reply.json().map_err(in_doubt)?;
        self.judged(request, &reply, prediction, watch).await
    }
}
