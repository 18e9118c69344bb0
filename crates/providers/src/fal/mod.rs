//! The models that fal runs, through its queue: `POST {base}/{app}`, then `GET` the addresses in the
//! answer, first for the state, then for the result.
//!
//! - API: <https://docs.fal.ai/model-apis/model-endpoints/queue>; an app's inputs are on its own page,
//!   such as <https://fal.ai/models/fal-ai/flux/dev/api>.
//! - The addresses are used as they came: they leave out a part of the app's name.
//! - A result that is an error is how work fails: <https://docs.fal.ai/model-apis/errors>.

mod models;
mod refusal;
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
    http::{Key, Server, in_doubt, lost, unusable, withheld},
};
use models::{Frame, Model, price};
use wire::{Accepted, Input, Pictures, State};

/// The models that fal runs.
pub const FAMILY: Family = Family {
    name: "fal",
    aliases: &["fal-ai"],
    title: "fal",
    documentation: "https://docs.fal.ai/model-apis/model-endpoints/queue",
    api_key: Need::Required,
    key_variable: Some("FAL_KEY"),
    base_url: Need::Optional,
    models: &[
        "fal-ai/flux/dev",
        "fal-ai/flux/schnell",
        "fal-ai/flux-pro/v1.1",
        "fal-ai/nano-banana-2",
        "fal-ai/stable-diffusion-v35-large",
    ],
    nicknames: &[],
    timeout: Duration::from_mins(5),
    concurrency: None,
    make,
};

const BASE: &str = "https://queue.fal.run";

/// Who answers for the queue.
const HOSTS: [&str; 1] = ["queue.fal.run"];

const PAUSE: Duration = Duration::from_secs(1);

fn make(configured: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let app = configured.upstream_id.trim_matches('/');
    if !app.contains('/') {
        return Err(Unfit(format!(
            "fal's models are called owner/app, such as fal-ai/flux/dev, not {app}"
        )));
    }
    let model = Model::of(app, &configured.sizes);
    let path = format!("/{app}");
    let key = Key::Scheme("Key", configured.key()?);
    let base = configured.base(BASE)?;
    let known = Known {
        price: price(app),
        ..Known::new(described(app, model), model.capability())
    };
    let info = configured.info(FAMILY.name, known);
    Ok(Arc::new(Fal {
        server: Server::new(configured.client, base, key).amending(refusal::amend),
        path,
        model,
        models: [info],
    }))
}

/// What paints and where, and whether it can be told a size.
fn described(app: &str, model: Model) -> String {
    let description = format!("Painted by {app}, which fal runs; prompts are sent there.");
    match model.frame {
        Frame::None => format!("{description} {UNASKED}"),
        _ => description,
    }
}

#[derive(Debug)]
struct Fal {
    server: Server,
    path: String,
    model: Model,
    models: [ModelInfo; 1],
}

#[async_trait]
impl ImageProvider for Fal {
    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    async fn submit(
        &self,
        request: &ImageRequest,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let input = Input::new(request, self.model);
        let reply = self.server.post(&self.path, &input).await?;
        let accepted: Accepted = reply.json()?;
        Ok(Answer::Pending(Ticket {
            upstream: accepted.written(),
            poll_after: PAUSE,
        }))
    }

    async fn poll(
        &self,
        request: &ImageRequest,
        ticket: &Ticket,
        watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let accepted = Accepted::read(&ticket.upstream)
            .ok_or_else(|| lost("the ticket is not one of fal's"))?;
        let reply = self.server.ask(&accepted.status_url, &HOSTS).await?;
        let state: State = reply.json().map_err(in_doubt)?;
        if state.status != "COMPLETED" {
            if state.status == "IN_PROGRESS" {
                watch(Progress {
                    step: 0,
                    steps: 1,
                    preview: None,
                });
            }
            return Ok(Answer::Pending(ticket.clone()));
        }
        if let Some(error) = &state.error {
            let kind = state.error_type.as_deref().unwrap_or_default();
            let words = format!("the work failed: {kind} {error}");
            return Err(refusal::failed(kind, self.server.quoted(&words)));
        }
        let reply = self.server.collect(&accepted.response_url, &HOSTS).await?;
        let pictures: Pictures = reply.json().map_err(in_doubt)?;
        if pictures.is_blackened() {
            return Err(withheld("the picture was taken for unsafe and blackened"));
        }
        let address = pictures
            .first()
            .ok_or_else(|| unusable("the answer has no picture"))?;
        let file = self.server.fetch(address).await?;
        let seed = pictures.seed.or(request.parameters.seed);
        Ok(Answer::Ready(vec![reply.image(file, seed, None)?]))
    }
}
