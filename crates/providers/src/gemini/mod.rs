//! Google's Gemini models that paint: `POST {base}/v1beta/models/{model}:generateContent`.
//!
//! - API: <https://ai.google.dev/gemini-api/docs/image-generation>
//! - A refusal is an answer like any other (HTTP 200): the prompt is blocked, the candidate stopped for
//!   safety, or the model answers in words.
//! - Imagen is gone; what names it in older configurations leads here.

mod models;
mod refusal;
#[cfg(test)]
mod tests;
mod wire;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use pixelprompt_domain::{Answer, ImageProvider, ImageRequest, ModelInfo, ProviderError, Watch};
use reqwest::header::HeaderName;

use crate::{
    Configured, Family, Known, Need, Unfit,
    http::{Key, Server, decoded},
    lineage::living,
};
use models::{Model, SUCCESSORS, plain, price};
pub(crate) use refusal::{CONTENT, amend};
use wire::{Generation, Reaction};

/// Google's models that paint.
pub const FAMILY: Family = Family {
    name: "gemini",
    aliases: &["google", "google-gemini", "google-imagen", "imagen"],
    title: "Google Gemini",
    documentation: "https://ai.google.dev/gemini-api/docs/image-generation",
    api_key: Need::Required,
    key_variable: Some("GEMINI_API_KEY"),
    base_url: Need::Optional,
    models: &[
        "gemini-nano-banana-2.1",
        "gemini-3.1-flash-image",
        "gemini-3.1-flash-lite-image",
        "gemini-3-pro-image",
    ],
    nicknames: &["Gemini 2.0", "Imagen 3.0"],
    timeout: Duration::from_mins(2),
    concurrency: None,
    make,
};

const BASE: &str = "https://generativelanguage.googleapis.com";

fn make(configured: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let (id, standing) = living(SUCCESSORS, plain(&configured.upstream_id));
    let model = Model::of(id);
    let key = Key::Header(HeaderName::from_static("x-goog-api-key"), configured.key()?);
    let base = configured.base(BASE)?;
    let known = Known {
        description: format!("Painted by Google's {id}; prompts are sent there."),
        capability: model.capability(),
        price: price(id),
        standing,
    };
    let info = configured.info(FAMILY.name, known);
    Ok(Arc::new(Gemini {
        server: Server::new(configured.client, base, key).amending(refusal::amend),
        path: format!("/v1beta/models/{id}:generateContent"),
        model,
        models: [info],
    }))
}

#[derive(Debug)]
struct Gemini {
    server: Server,
    path: String,
    model: Model,
    models: [ModelInfo; 1],
}

#[async_trait]
impl ImageProvider for Gemini {
    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    async fn submit(
        &self,
        request: &ImageRequest,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let generation = Generation::new(request, self.model);
        let reply = self.server.post(&self.path, &generation).await?;
        let reaction: Reaction<'_> = reply.json()?;
        let Some(data) = reaction.picture() else {
            return Err(refusal::without_picture(&reaction));
        };
        Ok(Answer::Ready(vec![reply.image(
            decoded(data)?,
            None,
            None,
        )?]))
    }
}
