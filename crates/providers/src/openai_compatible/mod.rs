//! Any server with OpenAI's image API: `POST {base}/images/generations`.
//!
//! [OpenAI](crate::openai) itself (<https://platform.openai.com/docs/api-reference/images>),
//! [Recraft](crate::recraft), [Together](crate::together), [xAI](crate::xai), `vLLM-Omni`, `LocalAI`,
//! `stable-diffusion.cpp`, gateways. They agree on `prompt`, `model`, `n` and `size` and on the shape of
//! the answer; where they differ, [`Dialect`] knows. A picture comes as base64 or as an address,
//! whichever the server likes.
//!
//! One value is one configured model.

#[cfg(test)]
mod tests;
mod wire;

use std::sync::Arc;

use async_trait::async_trait;
use pixelprompt_domain::{
    Answer, Capability, Image, ImageProvider, ImageRequest, ModelId, ModelInfo, ProviderError,
    Resending, Size, Sizes, Ticket, Watch,
};
use secrecy::SecretString;
use url::Url;

use crate::{
    Configured, Family, Need, Unfit,
    http::{HttpClient, Key, Reply, Server, decoded, no_tickets, unusable, withheld},
    shapes::Shape,
};
use wire::{Generation, Picture, Pictures};

/// Any server with this API.
pub const FAMILY: Family = Family {
    name: "openai-compatible",
    aliases: &["generic"],
    title: "OpenAI-compatible server",
    documentation: "https://platform.openai.com/docs/api-reference/images",
    api_key: Need::Optional,
    base_url: Need::Required,
    make,
};

fn make(model: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let base_url = model.base_url.clone();
    let base_url =
        base_url.ok_or_else(|| Unfit("give it the base_url of its server".to_owned()))?;
    let mut capability = default_capability();
    capability.sizes = model.sizes_or(capability.sizes);
    let configuration = Configuration {
        id: model.id,
        name: model.name,
        provider: FAMILY.name,
        description: String::new(),
        base_url,
        key: model.api_key,
        upstream_model: Some(model.upstream_id),
        capability,
        dialect: Dialect::default(),
        content_words: &[],
    };
    Ok(Arc::new(OpenAiCompatible::new(model.client, configuration)))
}

const PATH: &str = "/images/generations";

/// What a server calls the parameters that not all servers have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// OpenAI: has none of them, and its current models refuse `response_format`.
    OpenAi,
    /// The names of `vLLM-Omni` and most others: `num_inference_steps`, `guidance_scale`,
    /// `negative_prompt`, `seed`.
    #[default]
    Common,
    /// `LocalAI`: `step`; what to leave out stands behind a bar in the prompt.
    LocalAi,
    /// Recraft: `random_seed`, `negative_prompt`, `image_format`.
    Recraft,
    /// xAI: `aspect_ratio`, by these names, and `resolution` instead of a size; nothing else.
    Shapes(&'static [Shape]),
    /// Together: `width`, `height`, `steps`, `guidance_scale`, `seed`, `negative_prompt`.
    Together,
}

impl Dialect {
    /// The seed that is sent for one that was asked. Recraft's have 32 bits: a longer one is folded,
    /// so that it always stands for the same picture.
    fn seed(self, asked: Option<u64>) -> Option<u64> {
        match self {
            Self::OpenAi | Self::Shapes(_) => None,
            Self::Recraft => asked.map(|seed| seed % (1 << 32)),
            Self::Common | Self::LocalAi | Self::Together => asked,
        }
    }
}

/// One model of one server, as configured.
#[derive(Clone, Debug)]
pub struct Configuration {
    /// Names it in requests and results.
    pub id: ModelId,
    /// Names it to people.
    pub name: String,
    /// The family that it belongs to.
    pub provider: &'static str,
    /// What it paints; a sentence with the server's host if empty.
    pub description: String,
    /// Where the API's paths begin, such as `https://api.openai.com/v1`.
    pub base_url: Url,
    /// Sent as `Authorization: Bearer`; servers at home often want none.
    pub key: Option<SecretString>,
    /// The server's name of the model; a server with one model may need none.
    pub upstream_model: Option<String>,
    /// What it honours; see [`default_capability`].
    pub capability: Capability,
    /// What the server calls the rest.
    pub dialect: Dialect,
    /// Words of the server's own by which it refuses what was asked to be painted, in lower case.
    pub content_words: &'static [&'static str],
}

/// What every server understands: three sizes and nothing else.
pub fn default_capability() -> Capability {
    let size = |width, height| Size { width, height };
    Capability {
        steps: None,
        guidance: None,
        seed: false,
        negative_prompt: false,
        sizes: Sizes::Listed {
            default: Size::square(1024),
            others: vec![size(1536, 1024), size(1024, 1536)],
        },
        previews: false,
    }
}

/// A model behind OpenAI's image API.
#[derive(Debug)]
pub struct OpenAiCompatible {
    server: Server,
    models: [ModelInfo; 1],
    upstream_model: Option<String>,
    dialect: Dialect,
}

impl OpenAiCompatible {
    /// The model of a configuration.
    pub fn new(client: HttpClient, configuration: Configuration) -> Self {
        let host = configuration.base_url.host_str().unwrap_or("its server");
        let description = if configuration.description.is_empty() {
            format!("Painted by a model at {host}; prompts are sent there.")
        } else {
            configuration.description
        };
        let key = configuration.key.map_or(Key::None, Key::Bearer);
        Self {
            server: Server::new(client, configuration.base_url, key)
                .refusing_with(configuration.content_words),
            models: [ModelInfo {
                id: configuration.id,
                name: configuration.name,
                provider: configuration.provider.to_owned(),
                description,
                capability: configuration.capability,
            }],
            upstream_model: configuration.upstream_model,
            dialect: configuration.dialect,
        }
    }

    async fn image(
        &self,
        reply: &Reply,
        picture: Picture<'_>,
        seed: Option<u64>,
    ) -> Result<Image, ProviderError> {
        if picture.respect_moderation == Some(false) {
            return Err(withheld("the picture was moderated"));
        }
        let file = match (picture.b64_json, picture.url) {
            (Some(text), _) if !text.is_empty() => decoded(&text)?,
            (_, Some(url)) if url.starts_with("data:") => decoded(&url)?,
            (_, Some(url)) if !url.is_empty() => self.server.fetch(&url).await?,
            _ => return Err(unusable("the answer has neither b64_json nor url")),
        };
        reply.image(file, seed, picture.revised_prompt)
    }
}

#[async_trait]
impl ImageProvider for OpenAiCompatible {
    fn about(&self) -> &str {
        let [model] = &self.models;
        &model.description
    }

    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    fn resending(&self) -> Resending {
        Resending::MayBuyTwice
    }

    async fn submit(
        &self,
        request: &ImageRequest,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let generation = Generation::new(request, self.upstream_model.as_deref(), self.dialect);
        let reply = self.server.post(PATH, &generation).await?;
        let seed = self.dialect.seed(request.parameters.seed);
        let mut images = Vec::new();
        for picture in reply.json::<Pictures<'_>>()?.data {
            images.push(self.image(&reply, picture, seed).await?);
        }
        if images.is_empty() {
            return Err(match self.dialect {
                // That is how xAI holds a picture back.
                Dialect::Shapes(_) => withheld("no picture passed the filter"),
                _ => unusable("the answer has no pictures"),
            });
        }
        Ok(Answer::Ready(images))
    }

    async fn poll(
        &self,
        _request: &ImageRequest,
        ticket: &Ticket,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        Err(no_tickets(ticket))
    }
}
