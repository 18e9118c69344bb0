//! OpenAI's chat completions: `POST {base}/chat/completions`, OpenAI's own and those of servers that speak the
//! same (Ollama, vLLM, llama.cpp, LM Studio).
//!
//! API: <https://platform.openai.com/docs/api-reference/chat>. OpenAI counts what a model thinks as part of
//! its answer, calls the limit `max_completion_tokens` and can be told not to think; the others know
//! `max_tokens`.

use async_trait::async_trait;
use pixelprompt_domain::ProviderError;
use serde::{Deserialize, Serialize};

use super::{LanguageFamily, Speaker, Speaking, paints, said};
use crate::{
    Need, Unfit,
    http::{Key, Server, unusable, withheld},
    lineage::Successor,
    openai,
};

/// OpenAI itself.
pub(super) const OPENAI: LanguageFamily = LanguageFamily {
    name: "openai",
    aliases: &[],
    title: "OpenAI",
    documentation: "https://platform.openai.com/docs/api-reference/chat",
    api_key: Need::Required,
    base_url: Need::Optional,
    default_model: Some(LUNA),
    speaks: |id| !paints(&openai::FAMILY, &["image", "dalle"], id),
    successors: SUCCESSORS,
    ending: ENDING,
    make: |configured| {
        let base = configured.base(BASE)?;
        let key = Key::Bearer(configured.key()?);
        Ok(Chat::boxed(configured, base, key, true))
    },
};

/// Whoever speaks its language.
pub(super) const COMPATIBLE: LanguageFamily = LanguageFamily {
    name: "openai-compatible",
    aliases: &["generic", "llama-cpp", "lm-studio", "ollama", "vllm"],
    title: "OpenAI-compatible server",
    documentation: "https://platform.openai.com/docs/api-reference/chat",
    api_key: Need::Optional,
    base_url: Need::Required,
    default_model: None,
    speaks: |_| true,
    successors: &[],
    ending: &[],
    make: |configured| {
        let mend = "give it a base_url such as http://127.0.0.1:11434/v1";
        let base = configured.base_url.clone();
        let base = base.ok_or_else(|| Unfit(mend.to_owned()))?;
        let key = configured.api_key.clone().map_or(Key::None, Key::Bearer);
        Ok(Chat::boxed(configured, base, key, false))
    },
};

const BASE: &str = "https://api.openai.com/v1";
const LUNA: &str = "gpt-6-luna";

/// <https://platform.openai.com/docs/deprecations>
const SUCCESSORS: &[Successor] = &[
    Successor::gone("gpt-3.5-turbo", LUNA, "was shut down on 2026-10-23"),
    Successor::gone("gpt-4", LUNA, "was shut down on 2026-10-23"),
];

/// The same.
const ENDING: &[(&str, &str)] = &[
    ("gpt-5", "2026-12-11"),
    ("gpt-5-mini", "2026-12-11"),
    ("gpt-5-nano", "2026-12-11"),
    ("gpt-4o", "2027-01-14"),
    ("gpt-4o-mini", "2027-01-14"),
    ("gpt-4.1", "2027-01-14"),
];

/// What two proposals take at most, four times over.
const BRIEF: u32 = 1_000;
/// The same, when the model thinks before it answers and that counts.
const THOUGHTFUL: u32 = 4_000;

/// A request.
#[derive(Debug, Serialize)]
struct Completion<'a> {
    model: &'a str,
    messages: [Message<'a>; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasoning_effort: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Message<'a> {
    role: &'static str,
    content: &'a str,
}

/// An answer.
#[derive(Debug, Deserialize)]
struct Completed {
    #[serde(default)]
    choices: Vec<Choice>,
}

#[derive(Debug, Deserialize)]
struct Choice {
    message: Option<Said>,
    finish_reason: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Said {
    content: Option<String>,
    refusal: Option<String>,
}

struct Chat {
    server: Server,
    model: String,
    openai: bool,
}

impl Chat {
    fn boxed(configured: Speaking, base: url::Url, key: Key, openai: bool) -> Box<dyn Speaker> {
        let server = Server::new(configured.client, base, key);
        Box::new(Self {
            server: server.refusing_with(&["invalid_prompt"]),
            model: configured.model,
            openai,
        })
    }
}

/// Whether OpenAI's model of that id can be told not to think: those from GPT-5.1 on.
fn may_not_think(id: &str) -> bool {
    let version = id.strip_prefix("gpt-").unwrap_or_default();
    let version = version.split('-').next().unwrap_or_default();
    version.parse::<f32>().is_ok_and(|version| version > 5.0)
}

fn completion<'a>(
    model: &'a str,
    openai: bool,
    instructions: &'a str,
    words: &'a str,
) -> Completion<'a> {
    let brief = openai && may_not_think(model);
    let most = if brief { BRIEF } else { THOUGHTFUL };
    Completion {
        model,
        messages: [
            Message {
                role: "system",
                content: instructions,
            },
            Message {
                role: "user",
                content: words,
            },
        ],
        max_completion_tokens: openai.then_some(most),
        max_tokens: (!openai).then_some(most),
        reasoning_effort: brief.then_some("none"),
    }
}

#[async_trait]
impl Speaker for Chat {
    async fn answer(&self, instructions: &str, words: &str) -> Result<String, ProviderError> {
        let body = completion(&self.model, self.openai, instructions, words);
        let reply = self.server.post("/chat/completions", &body).await?;
        let completed: Completed = reply.json()?;
        let choice = completed.choices.into_iter().next();
        let choice = choice.ok_or_else(|| unusable("the answer has no choices"))?;
        let message = choice.message;
        let message = message.ok_or_else(|| unusable("the answer has no message"))?;
        let refusal = message.refusal.filter(|refusal| !refusal.is_empty());
        if let Some(refusal) = refusal {
            let detail = self.server.quoted(&format!("the model refused: {refusal}"));
            return Err(withheld(detail));
        }
        let finish = choice.finish_reason.as_deref();
        if finish == Some("content_filter") {
            return Err(withheld("the answer was filtered"));
        }
        said(message.content.unwrap_or_default(), finish)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn sent(model: &str, openai: bool) -> Value {
        serde_json::to_value(completion(model, openai, "Do.", "a fox")).unwrap()
    }

    #[test]
    fn openai_is_told_what_it_may_spend_and_others_in_their_words() {
        let messages =
            json!([{"role": "system", "content": "Do."}, {"role": "user", "content": "a fox"}]);
        assert_eq!(
            sent("gpt-6-luna", true),
            json!({"model": "gpt-6-luna", "messages": messages, "max_completion_tokens": 1000, "reasoning_effort": "none"})
        );
        assert_eq!(
            sent("o9", true),
            json!({"model": "o9", "messages": messages, "max_completion_tokens": 4000})
        );
        assert_eq!(
            sent("llama3.2", false),
            json!({"model": "llama3.2", "messages": messages, "max_tokens": 4000})
        );
    }

    #[test]
    fn only_newer_models_can_be_told_not_to_think() {
        for (id, may) in [
            ("gpt-6-luna", true),
            ("gpt-5.6-luna", true),
            ("gpt-5.4-mini", true),
            ("gpt-5-mini", false),
            ("gpt-4.1", false),
            ("gpt-4o", false),
            ("o4-mini", false),
            ("chat-latest", false),
        ] {
            assert_eq!(may_not_think(id), may, "{id}");
        }
    }
}
