//! Anthropic's Claude: `POST {base}/v1/messages` of <https://docs.claude.com/en/api/messages>.

use async_trait::async_trait;
use pixelprompt_domain::ProviderError;
use reqwest::header::{HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{LanguageFamily, Speaker, said};
use crate::{
    Need,
    http::{Key, Server, withheld},
};

/// Anthropic's language models.
pub(super) const FAMILY: LanguageFamily = LanguageFamily {
    name: "anthropic",
    aliases: &["claude"],
    title: "Anthropic",
    documentation: "https://docs.claude.com/en/api/messages",
    api_key: Need::Required,
    base_url: Need::Optional,
    default_model: Some("claude-haiku-5-5"),
    speaks: |_| true,
    successors: &[],
    ending: &[],
    make: |configured| {
        let base = configured.base("https://api.anthropic.com")?;
        let key = Key::Header(HeaderName::from_static("x-api-key"), configured.key()?);
        let version = HeaderName::from_static("anthropic-version");
        Ok(Box::new(Anthropic {
            server: Server::new(configured.client, base, key)
                .telling(version, HeaderValue::from_static("2023-06-01")),
            model: configured.model,
        }))
    },
};

/// What two proposals take at most, four times over.
const MOST: u32 = 1_000;

/// Nothing is said of temperature: newer models refuse it.
fn request(model: &str, instructions: &str, words: &str) -> Value {
    json!({
        "model": model,
        "max_tokens": MOST,
        "system": instructions,
        "messages": [{"role": "user", "content": words}],
    })
}

#[derive(Debug, Deserialize)]
struct Message {
    #[serde(default)]
    content: Vec<Block>,
    stop_reason: Option<String>,
}

/// Thoughts and the like have no text.
#[derive(Debug, Deserialize)]
struct Block {
    #[serde(default)]
    text: String,
}

struct Anthropic {
    server: Server,
    model: String,
}

#[async_trait]
impl Speaker for Anthropic {
    async fn answer(&self, instructions: &str, words: &str) -> Result<String, ProviderError> {
        let body = request(&self.model, instructions, words);
        let message: Message = self.server.post("/v1/messages", &body).await?.json()?;
        let stop = message.stop_reason.as_deref();
        if stop == Some("refusal") {
            return Err(withheld("the model refused"));
        }
        let text: String = message
            .content
            .into_iter()
            .map(|block| block.text)
            .collect();
        said(text, stop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_has_what_the_api_knows() {
        assert_eq!(
            request("claude-haiku-5-5", "Do.", "a fox"),
            json!({
                "model": "claude-haiku-5-5",
                "max_tokens": 1000,
                "system": "Do.",
                "messages": [{"role": "user", "content": "a fox"}],
            })
        );
    }
}
