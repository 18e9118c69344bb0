//! The FLUX models of Black Forest Labs: `POST {base}/v1/{model}`, then `GET` the address that it
//! answers with until the picture is ready.
//!
//! - API: <https://docs.bfl.ai>, models and their fields: <https://api.bfl.ai/openapi.json>
//! - The address to ask at is on a regional host and is used as it came; the key goes only to hosts
//!   under `bfl.ai`, or to the configured one.
//! - The picture is at a signed address for ten minutes, and is fetched without the key.

mod models;
#[cfg(test)]
mod tests;
mod wire;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use pixelprompt_domain::{
    Answer, ErrorKind, ImageProvider, ImageRequest, ModelInfo, Outcome, Progress, ProviderError,
    Ticket, Watch,
};
use reqwest::header::HeaderName;

use crate::{
    Configured, Family, Known, Need, Unfit,
    http::{Key, Server, in_doubt, lost, unusable, wait_in_body, withheld},
    lineage::living,
};
use models::{Model, SUCCESSORS, price};
use wire::{Accepted, State, Task, read};

/// The FLUX models.
pub const FAMILY: Family = Family {
    name: "bfl",
    aliases: &["black-forest-labs", "flux"],
    title: "Black Forest Labs",
    documentation: "https://docs.bfl.ai",
    api_key: Need::Required,
    key_variable: Some("BFL_API_KEY"),
    base_url: Need::Optional,
    models: &[
        "flux-2-pro",
        "flux-2-flex",
        "flux-2-max",
        "flux-2-klein-9b",
        "flux-2-klein-4b",
        "flux-3-image",
        "flux-pro-1.1",
        "flux-pro-1.1-ultra",
        "flux-kontext-pro",
        "flux-kontext-max",
        "flux-dev",
    ],
    nicknames: &["Flux Pro", "Flux Dev"],
    timeout: Duration::from_mins(5),
    concurrency: None,
    make,
};

const BASE: &str = "https://api.bfl.ai";

/// Whose regional hosts answer for the work.
const HOSTS: [&str; 1] = ["bfl.ai"];

/// A picture takes three seconds at least.
const PAUSE: Duration = Duration::from_secs(1);

fn make(configured: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let (id, standing) = living(SUCCESSORS, &configured.upstream_id);
    let model = Model::of(id)?;
    let key = Key::Header(HeaderName::from_static("x-key"), configured.key()?);
    let base = configured.base(BASE)?;
    let known = Known {
        description: format!("Painted by Black Forest Labs' {id}; prompts are sent there."),
        capability: model.capability(),
        price: price(id),
        standing,
    };
    let info = configured.info(FAMILY.name, known);
    Ok(Arc::new(Bfl {
        server: Server::new(configured.client, base, key).amending(wait_in_body),
        path: format!("/v1/{id}"),
        model,
        models: [info],
    }))
}

#[derive(Debug)]
struct Bfl {
    server: Server,
    path: String,
    model: Model,
    models: [ModelInfo; 1],
}

#[async_trait]
impl ImageProvider for Bfl {
    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    async fn submit(
        &self,
        request: &ImageRequest,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let reply = self
            .server
            .post(&self.path, &Task::new(request, self.model))
            .await?;
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
        let (address, cost) = read(&ticket.upstream);
        let answer = self.asked(request, ticket, address, watch).await;
        match answer {
            Ok(Answer::Ready(mut images)) => {
                for image in &mut images {
                    image.cost = cost;
                }
                Ok(Answer::Ready(images))
            }
            // Work that was done is billed, whatever came of it.
            Err(error) if error.outcome == Outcome::Answered => {
                Err(ProviderError { cost, ..error })
            }
            answer => answer,
        }
    }
}

impl Bfl {
    async fn asked(
        &self,
        request: &ImageRequest,
        ticket: &Ticket,
        address: &str,
        watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let reply = self.server.ask(address, &HOSTS).await?;
        let state: State = reply.json().map_err(in_doubt)?;
        match state.status.as_str() {
            "Ready" => {
                let result = state
                    .result
                    .ok_or_else(|| unusable("the work is ready and has no result"))?;
                let file = self.server.fetch(&result.sample).await?;
                let seed = result.seed.or(request.parameters.seed);
                Ok(Answer::Ready(vec![reply.image(file, seed, None)?]))
            }
            "Request Moderated" => Err(ProviderError::new(
                ErrorKind::ContentRejected,
                Outcome::Refused,
                "the prompt was moderated",
            )),
            "Content Moderated" => Err(withheld("the picture was moderated")),
            "Error" | "Failed" => Err(unusable("the work failed")),
            "Task not found" => Err(lost("the work is not known any more")),
            _ => {
                if let Some(done) = state.progress {
                    watch(Progress {
                        step: (done.clamp(0.0, 1.0) * 100.0) as u32,
                        steps: 100,
                        preview: None,
                    });
                }
                Ok(Answer::Pending(ticket.clone()))
            }
        }
    }
}
