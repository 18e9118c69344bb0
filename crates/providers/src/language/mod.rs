//! Language models that make rich prompts of short ones.
//!
//! One call asks for two proposals, a concise and a rich one, as JSON; `proposals` makes the best of whatever
//! comes back. The kinds of API differ in the shape of a request and in how they refuse, and each has a file
//! of its own; where they are, how they know their customers and what can go wrong is the same as for the
//! models that paint, and [`http`](crate::http) knows it.
//!
//! # Adding one
//!
//! Write its file beside `anthropic.rs`, and add its [`LanguageFamily`] to [`LANGUAGE_FAMILIES`].

mod anthropic;
mod bedrock;
mod chat;
mod gemini;
mod proposals;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_trait::async_trait;
use pixelprompt_domain::{Enhancer, Prompt, ProviderError, Timestamp};
use secrecy::SecretString;
use url::Url;

use crate::{
    Family, Need, Unfit,
    http::{HttpClient, unusable},
    is_named,
    lineage::{Successor, answering, ending, letters},
};

/// A kind of language model that the configuration can name.
#[derive(Clone, Copy, Debug)]
pub struct LanguageFamily {
    /// Its name in the configuration; that of the [`Family`] with the same account, where
    /// there is one.
    pub name: &'static str,
    /// Other names by which it is known.
    pub aliases: &'static [&'static str],
    /// Its name for people.
    pub title: &'static str,
    /// Where its API is described.
    pub documentation: &'static str,
    /// Whether it has a key.
    pub api_key: Need,
    /// Whether it has an address of its own.
    pub base_url: Need,
    /// The model when none is named; nothing where there is no usual one.
    pub default_model: Option<&'static str>,
    /// Whether a model of that id answers in words, as far as its name tells.
    pub speaks: fn(&str) -> bool,
    /// Those that are gone, and what answers in their place.
    successors: &'static [Successor],
    /// Those that are still served, and until when.
    ending: &'static [(&'static str, &'static str)],
    make: fn(Speaking) -> Result<Box<dyn Speaker>, Unfit>,
}

/// The kinds of language model, in the order to show them.
pub const LANGUAGE_FAMILIES: &[LanguageFamily] = &[
    chat::COMPATIBLE,
    anthropic::FAMILY,
    bedrock::FAMILY,
    gemini::FAMILY,
    chat::OPENAI,
];

/// The kind of that name or alias, in any case, with `_` and `-` alike.
pub fn language_family(name: &str) -> Option<&'static LanguageFamily> {
    let names = |family: &&LanguageFamily| is_named(name, family.name, family.aliases);
    LANGUAGE_FAMILIES.iter().find(names)
}

/// One language model as an operator configured it.
#[derive(Clone, Debug)]
pub struct Speaking {
    /// Its name at its provider.
    pub model: String,
    /// The key to the API, where there is one.
    pub api_key: Option<SecretString>,
    /// The rights that this machine or function has at Amazon, as `ID:SECRET`, `ID:SECRET:TOKEN` or
    /// Bedrock's own key.
    pub aws_key: Option<SecretString>,
    /// Where the API's paths begin, if not where the provider's own do.
    pub base_url: Option<Url>,
    /// The region of a cloud that has several.
    pub region: Option<String>,
    /// Sends the requests.
    pub client: HttpClient,
    /// Tells the time, which signatures hold.
    pub now: fn() -> Timestamp,
}

impl Speaking {
    fn key(&self) -> Result<SecretString, Unfit> {
        let missing = || Unfit("give it the api_key of an account at its provider".to_owned());
        self.api_key.clone().ok_or_else(missing)
    }

    fn base(&self, own: &str) -> Result<Url, Unfit> {
        let parsed = || {
            own.parse()
                .map_err(|_| Unfit(format!("{own} is no address")))
        };
        self.base_url.clone().map_or_else(parsed, Ok)
    }
}

impl LanguageFamily {
    /// Makes the enhancer, and a sentence for people if another model answers than was configured, or
    /// will have to before long.
    pub fn enhancer(
        &self,
        configured: Speaking,
    ) -> Result<(Arc<dyn Enhancer>, Option<String>), Unfit> {
        let (model, notice) = answering(self.successors, &configured.model);
        let notice = notice.or_else(|| self.ends(model));
        let name = format!("{model} ({})", self.title);
        let model = model.to_owned();
        let speaker = (self.make)(Speaking {
            model,
            ..configured
        })?;
        Ok((Arc::new(LanguageModel { name, speaker }), notice))
    }

    /// Until when a model is served, where that is known.
    fn ends(&self, model: &str) -> Option<String> {
        let day = ending(self.ending, model)?;
        let next = self.default_model.map_or_else(String::new, |next| {
            format!("; configure {next} before that")
        });
        Some(format!("{model} is shut down on {day}{next}."))
    }
}

/// Whether an id is one of a family's models that paint: by what older configurations call them, or by what
/// their ids have in them.
fn paints(family: &Family, signs: &[&str], id: &str) -> bool {
    let letters = letters(id);
    family.is_nickname(id) || signs.iter().any(|sign| letters.contains(sign))
}

/// What says something to somebody's words.
#[async_trait]
trait Speaker: Send + Sync {
    /// What the model answers; a refusal is an error.
    async fn answer(&self, instructions: &str, words: &str) -> Result<String, ProviderError>;
}

/// What every model is told.
const INSTRUCTIONS: &str = include_str!("instructions.txt");

struct LanguageModel {
    name: String,
    speaker: Box<dyn Speaker>,
}

#[async_trait]
impl Enhancer for LanguageModel {
    fn name(&self) -> &str {
        &self.name
    }

    fn is_built_in(&self) -> bool {
        false
    }

    /// Language models draw their own lots, so the seed means nothing to them.
    async fn enhance(&self, prompt: &Prompt, _seed: u64) -> Result<Vec<Prompt>, ProviderError> {
        let answer = self.speaker.answer(INSTRUCTIONS, prompt.as_str()).await?;
        let proposals = proposals::read(&answer, prompt);
        if proposals.is_empty() {
            return Err(unusable("the language model had no proposal"));
        }
        Ok(proposals)
    }
}

/// What the model said, if it said anything: a budget can be used up before the first word.
fn said(text: String, finish: Option<&str>) -> Result<String, ProviderError> {
    if text.trim().is_empty() {
        let why = finish.unwrap_or("for no reason");
        return Err(unusable(format!("it finished without a word: {why}")));
    }
    Ok(text)
}
