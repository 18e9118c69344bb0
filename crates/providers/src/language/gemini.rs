//! Google's Gemini: `POST {base}/v1beta/models/{model}:generateContent` of
//! <https://ai.google.dev/api/generate-content>.

use async_trait::async_trait;
use pixelprompt_domain::{ErrorKind, Outcome, ProviderError};
use reqwest::header::HeaderName;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{LanguageFamily, Speaker, paints, said};
use crate::{
    Need,
    gemini::{self, CONTENT, amend},
    http::{Key, Server, unusable, withheld},
    lineage::Successor,
};

/// Google's language models.
pub(super) const FAMILY: LanguageFamily = LanguageFamily {
    name: "gemini",
    aliases: &["google", "google-gemini"],
    title: "Google Gemini",
    documentation: "https://ai.google.dev/api/generate-content",
    api_key: Need::Required,
    base_url: Need::Optional,
    default_model: Some(LITE),
    speaks: |id| !paints(&gemini::FAMILY, &["image", "banana"], id),
    successors: SUCCESSORS,
    ending: &[],
    make: |configured| {
        let base = configured.base("https://generativelanguage.googleapis.com")?;
        let name = HeaderName::from_static("x-goog-api-key");
        let key = Key::Header(name, configured.key()?);
        let model = configured.model.trim_start_matches("models/");
        Ok(Box::new(Gemini {
            path: format!("/v1beta/models/{model}:generateContent"),
            server: Server::new(configured.client, base, key).amending(amend),
        }))
    },
};

const LITE: &str = "gemini-3.5-flash-lite";

/// <https://ai.google.dev/gemini-api/docs/deprecations>
const SUCCESSORS: &[Successor] = &[
    Successor::gone("gemini-2.0*", LITE, "is not served any more"),
    Successor::gone("models/gemini-2.0*", LITE, "is not served any more"),
];

/// What it thinks counts too.
const MOST: u32 = 4_000;

fn request(instructions: &str, words: &str) -> Value {
    json!({
        "systemInstruction": {"parts": [{"text": instructions}]},
        "contents": [{"role": "user", "parts": [{"text": words}]}],
        "generationConfig": {"maxOutputTokens": MOST},
    })
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reaction {
    #[serde(default)]
    candidates: Vec<Candidate>,
    prompt_feedback: Option<Feedback>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Feedback {
    block_reason: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Candidate {
    content: Option<Content>,
    finish_reason: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Content {
    #[serde(default)]
    parts: Vec<Part>,
}

#[derive(Debug, Deserialize)]
struct Part {
    #[serde(default)]
    text: String,
    #[serde(default)]
    thought: bool,
}

struct Gemini {
    server: Server,
    path: String,
}

#[async_trait]
impl Speaker for Gemini {
    async fn answer(&self, instructions: &str, words: &str) -> Result<String, ProviderError> {
        let body = request(instructions, words);
        let reaction: Reaction = self.server.post(&self.path, &body).await?.json()?;
        if let Some(reason) = reaction.prompt_feedback.and_then(|told| told.block_reason) {
            let detail = self
                .server
                .quoted(&format!("the prompt was blocked: {reason}"));
            let kind = ErrorKind::ContentRejected;
            return Err(ProviderError::new(kind, Outcome::Refused, detail));
        }
        let candidate = reaction.candidates.into_iter().next();
        let candidate = candidate.ok_or_else(|| unusable("the answer has no candidates"))?;
        let parts = candidate
            .content
            .into_iter()
            .flat_map(|content| content.parts);
        let spoken = parts.filter(|part| !part.thought);
        let text: String = spoken.map(|part| part.text).collect();
        let finish = candidate.finish_reason.as_deref();
        match finish {
            Some(reason) if CONTENT.contains(&reason) => {
                Err(withheld(format!("it finished without words: {reason}")))
            }
            _ => said(text, finish),
        }
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
                "systemInstruction": {"parts": [{"text": "Do."}]},
                "contents": [{"role": "user", "parts": [{"text": "a fox"}]}],
                "generationConfig": {"maxOutputTokens": 4000},
            })
        );
    }
}
