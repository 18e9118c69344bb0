//! OpenAI's moderation: `POST {base}/moderations` of
//! <https://platform.openai.com/docs/api-reference/moderations>. It is free of charge, and wants a key; accounts
//! that never paid are soon told to slow down.

use async_trait::async_trait;
use pixelprompt_domain::{Category, Flagged, Moderator, Prompt, ProviderError};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::Url;

use crate::{
    Unfit,
    http::{HttpClient, Key, Server, unusable},
};

const BASE: &str = "https://api.openai.com/v1";

/// OpenAI's moderation, or a server that speaks the same.
#[derive(Debug)]
pub struct OpenAiModeration {
    server: Server,
    model: String,
}

impl OpenAiModeration {
    /// The service at `base_url`, else OpenAI's own.
    pub fn new(
        client: HttpClient,
        base_url: Option<Url>,
        api_key: Option<SecretString>,
        model: String,
    ) -> Result<Self, Unfit> {
        let own = || {
            BASE.parse()
                .map_err(|_| Unfit(format!("{BASE} is no address")))
        };
        let base = base_url.map_or_else(own, Ok)?;
        let key = api_key.map_or(Key::None, Key::Bearer);
        Ok(Self {
            server: Server::new(client, base, key),
            model,
        })
    }
}

#[derive(Debug, Serialize)]
struct Question<'a> {
    model: &'a str,
    input: &'a str,
}

#[derive(Debug, Deserialize)]
struct Judgement {
    results: Vec<Judged>,
}

#[derive(Debug, Deserialize)]
struct Judged {
    flagged: bool,
    /// True or false, for older models also null.
    #[serde(default)]
    categories: Map<String, Value>,
}

/// What a category of OpenAI's is called here; those with a second part are kinds of the first.
fn named(category: &str) -> Flagged {
    let known = match category.split('/').next() {
        Some("sexual") if category == "sexual/minors" => Category::SexualMinors,
        Some("sexual") => Category::Sexual,
        Some("hate") => Category::Hate,
        Some("self-harm") => Category::SelfHarm,
        Some("violence") => Category::Violence,
        Some("harassment") => Category::Harassment,
        Some("illicit") => return Flagged::Illicit,
        _ => return Flagged::Other,
    };
    Flagged::Category(known)
}

impl Judged {
    fn gravest(&self) -> Option<Flagged> {
        let hit = self
            .categories
            .iter()
            .filter(|(_, hit)| **hit == Value::Bool(true));
        let gravest = hit.map(|(name, _)| named(name)).min();
        self.flagged.then(|| gravest.unwrap_or(Flagged::Other))
    }
}

#[async_trait]
impl Moderator for OpenAiModeration {
    fn name(&self) -> &str {
        &self.model
    }

    async fn check(&self, prompt: &Prompt) -> Result<Option<Flagged>, ProviderError> {
        let question = Question {
            model: &self.model,
            input: prompt.as_str(),
        };
        let judgement: Judgement = self.server.post("/moderations", &question).await?.json()?;
        let judged = judgement.results.first();
        let judged = judged.ok_or_else(|| unusable("the answer has no result"))?;
        Ok(judged.gravest())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_of_what_is_flagged_counts() {
        let sexual = Flagged::Category(Category::Sexual);
        for (flagged, categories, expected) in [
            (false, "{}", None),
            (false, r#"{"violence": true}"#, None),
            (true, r#"{"sexual": true, "violence": false}"#, Some(sexual)),
            (true, r#"{"illicit": null, "sexual": true}"#, Some(sexual)),
            (
                true,
                r#"{"sexual": true, "sexual/minors": true}"#,
                Some(Flagged::Category(Category::SexualMinors)),
            ),
            (
                true,
                r#"{"self-harm/intent": true, "harassment/threatening": true, "illicit": true}"#,
                Some(Flagged::Category(Category::SelfHarm)),
            ),
            (true, r#"{"illicit/violent": true}"#, Some(Flagged::Illicit)),
            (true, r#"{"unheard/of": true}"#, Some(Flagged::Other)),
            (true, "{}", Some(Flagged::Other)),
        ] {
            let judged: Judged = serde_json::from_str(&format!(
                "{{\"flagged\": {flagged}, \"categories\": {categories}}}"
            ))
            .unwrap();
            assert_eq!(judged.gravest(), expected, "{categories}");
        }
    }
}
