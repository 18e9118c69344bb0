//! Any server with OpenAI's image API: `POST {base}/images/generations`.
//!
//! [OpenAI](crate::openai) itself (<https://platform.openai.com/docs/api-reference/images>),
//! [Recraft](crate::recraft), [Together](crate::together), [xAI](crate::xai), `vLLM-Omni`, `LocalAI`,
//! `stable-diffusion.cpp`, gateways. They agree on `prompt`, `model`, `n` and `size` and on the shape of
//! the answer; where they differ, [`Dialect`] knows. A picture comes as base64 or as an address,
//! whichever the server likes.
//!
//! One value is one configured model.

mod tally;
#[cfg(test)]
mod tests;
mod told;
mod wire;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use pixelprompt_domain::{
    Answer, Capability, Image, ImageProvider, ImageRequest, ModelInfo, ProviderError, Size, Sizes,
    Watch,
};
use secrecy::SecretString;
use url::Url;

use crate::{
    Configured, Family, Known, Need, Unfit,
    http::{HttpClient, Key, Reply, Server, decoded, unusable, withheld},
    shapes::Shape,
};
pub(crate) use tally::ticks;
pub use tally::{Tally, TokenPrices};
pub use told::Told;
use wire::{Generation, Picture, Pictures};

/// Any server with this API.
pub const FAMILY: Family = Family {
    name: "openai-compatible",
    aliases: &["generic"],
    title: "OpenAI-compatible server",
    documentation: "https://platform.openai.com/docs/api-reference/images",
    api_key: Need::Optional,
    key_variable: None,
    base_url: Need::Required,
    models: &["any"],
    nicknames: &[],
    timeout: Duration::from_mins(5),
    concurrency: None,
    make,
};

fn make(model: Configured) -> Result<Arc<dyn ImageProvider>, Unfit> {
    let told = model.told.unwrap_or_default();
    let base_url = model.base_url.clone();
    let base_url =
        base_url.ok_or_else(|| Unfit("give it the base_url of its server".to_owned()))?;
    let host = base_url.host_str().unwrap_or("its server");
    let description = format!("Painted by a model at {host}; prompts are sent there.");
    let known = Known::new(description, told.capability()?);
    let configuration = Configuration {
        info: model.info(FAMILY.name, known),
        base_url,
        key: model.api_key,
        upstream_model: Some(model.upstream_id),
        dialect: told.dialect,
        content_words: &[],
        tally: Tally::Silent,
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

/// One model of one server, as configured.
#[derive(Clone, Debug)]
pub struct Configuration {
    /// What people see of it.
    pub info: ModelInfo,
    /// Where the API's paths begin, such as `https://api.openai.com/v1`.
    pub base_url: Url,
    /// Sent as `Authorization: Bearer`; servers at home often want none.
    pub key: Option<SecretString>,
    /// The server's name of the model; a server with one model may need none.
    pub upstream_model: Option<String>,
    /// What the server calls the rest.
    pub dialect: Dialect,
    /// Words of the server's own by which it refuses what was asked to be painted, in lower case.
    pub content_words: &'static [&'static str],
    /// How the server says what a picture cost.
    pub tally: Tally,
}

/// What every server understands: three sizes and nothing else.
pub fn default_capability() -> Capability {
    let size = |width, height| Size { width, height };
    Capability {
        pictures: 10,
        ..Capability::plain(Sizes::Listed {
            default: Size::square(1024),
            others: vec![size(1536, 1024), size(1024, 1536)],
        })
    }
}

/// A model behind OpenAI's image API.
#[derive(Debug)]
pub struct OpenAiCompatible {
    server: Server,
    models: [ModelInfo; 1],
    upstream_model: Option<String>,
    dialect: Dialect,
    tally: Tally,
}

impl OpenAiCompatible {
    /// The model of a configuration.
    pub fn new(client: HttpClient, configuration: Configuration) -> Self {
        let key = configuration.key.map_or(Key::None, Key::Bearer);
        Self {
            server: Server::new(client, configuration.base_url, key)
                .refusing_with(configuration.content_words),
            models: [configuration.info],
            upstream_model: configuration.upstream_model,
            dialect: configuration.dialect,
            tally: configuration.tally,
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
    fn models(&self) -> &[ModelInfo] {
        &self.models
    }

    async fn submit(
        &self,
        request: &ImageRequest,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let generation = Generation::new(request, self.upstream_model.as_deref(), self.dialect);
        let reply = self.server.post(PATH, &generation).await?;
        let seed = request.parameters.seed;
        let pictures: Pictures<'_> = reply.json()?;
        let cost = self.tally.cost(&pictures);
        let mut images = Vec::new();
        for picture in pictures.data {
            let image = self.image(&reply, picture, seed).await;
            let image = image.map_err(|error| ProviderError { cost, ..error })?;
            images.push(Image { cost, ..image });
        }
        if images.is_empty() {
            return Err(match self.dialect {
                // That is how xAI holds a picture back.
                Dialect::Shapes(_) => ProviderError {
                    cost,
                    ..withheld("no picture passed the filter")
                },
                _ => unusable("the answer has no pictures"),
            });
        }
        Ok(Answer::Ready(images))
    }
}
