//! Amazon Bedrock's one language for all its language models: `POST {base}/model/{id}/converse` of
//! <https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html>.

use async_trait::async_trait;
use pixelprompt_domain::ProviderError;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{LanguageFamily, Speaker, paints, said};
use crate::{
    Need,
    bedrock::{self, Access, amend},
    http::{Server, encoded, unusable, withheld},
};

/// Language models that Amazon runs.
pub(super) const FAMILY: LanguageFamily = LanguageFamily {
    name: "bedrock",
    aliases: &["amazon-bedrock", "bedrock-nova", "bedrock-sd"],
    title: "Amazon Bedrock",
    documentation: "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html",
    api_key: Need::Optional,
    base_url: Need::Optional,
    default_model: Some("us.amazon.nova-2-lite-v1:0"),
    speaks: |id| {
        let painters = ["stability", "canvas", "imagegenerator"];
        !paints(&bedrock::FAMILY, &painters, id)
    },
    successors: &[],
    ending: &[],
    make: |configured| {
        let access = Access {
            api_key: configured.api_key.as_ref(),
            aws_key: configured.aws_key.as_ref(),
            base_url: configured.base_url.as_ref(),
            region: configured.region.as_deref(),
            now: configured.now,
        };
        let (base, key) = (access.base()?, access.key()?);
        Ok(Box::new(Bedrock {
            path: format!("/model/{}/converse", encoded(&configured.model)),
            server: Server::new(configured.client, base, key)
                .refusing_with(&["content filters"])
                .amending(amend),
        }))
    },
};

/// What two proposals take at most, four times over.
const MOST: u32 = 1_000;

fn request(instructions: &str, words: &str) -> Value {
    json!({
        "system": [{"text": instructions}],
        "messages": [{"role": "user", "content": [{"text": words}]}],
        "inferenceConfig": {"maxTokens": MOST},
    })
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Conversed {
    output: Option<Output>,
    stop_reason: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Output {
    message: Message,
}

#[derive(Debug, Deserialize)]
struct Message {
    #[serde(default)]
    content: Vec<Block>,
}

/// Thoughts and the like have no text.
#[derive(Debug, Deserialize)]
struct Block {
    #[serde(default)]
    text: String,
}

struct Bedrock {
    server: Server,
    path: String,
}

#[async_trait]
impl Speaker for Bedrock {
    async fn answer(&self, instructions: &str, words: &str) -> Result<String, ProviderError> {
        let body = request(instructions, words);
        let conversed: Conversed = self.server.post(&self.path, &body).await?.json()?;
        let stop = conversed.stop_reason.as_deref();
        if let Some(reason @ ("guardrail_intervened" | "content_filtered")) = stop {
            return Err(withheld(format!("the answer was withheld: {reason}")));
        }
        let output = conversed.output;
        let output = output.ok_or_else(|| unusable("the answer has no output"))?;
        let blocks = output.message.content.into_iter();
        said(blocks.map(|block| block.text).collect(), stop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_has_what_the_api_knows() {
        assert_eq!(
            request("Do.", "a fox"),
            json!({
                "system": [{"text": "Do."}],
                "messages": [{"role": "user", "content": [{"text": "a fox"}]}],
                "inferenceConfig": {"maxTokens": 1000},
            })
        );
    }
}
