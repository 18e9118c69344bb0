//! Who is asked about words: the enhancer and the moderation.

use std::{fmt::Display, sync::Arc, time::Duration};

use pixelprompt_config::Config;
use pixelprompt_domain::{Clock as _, Enhancer};
use pixelprompt_engine::{Moderation, SystemClock, WhenUnavailable};
use pixelprompt_providers::{
    grammar::BuiltInPhrases,
    http::{Bounds, HttpClient},
    language::{Speaking, language_family},
    moderation::OpenAiModeration,
};

use crate::NoStudio;

/// The longest answer in words that is read. Two proposals have four thousand characters at most.
const ANSWER_BYTES: usize = 1 << 20;

/// The configured language model, else the built-in phrases.
pub(crate) fn enhancer(config: &Config) -> Result<Arc<dyn Enhancer>, NoStudio> {
    let Some(language) = &config.language else {
        return Ok(Arc::new(BuiltInPhrases));
    };
    let wrong = |why: &dyn Display| {
        let message = format!("the language model {} cannot be used", language.model);
        NoStudio::bad_input("CONFIGURATION", message, why)
    };
    let family = language_family(language.provider)
        .ok_or_else(|| wrong(&format!("no provider is called {}", language.provider)))?;
    let speaking = Speaking {
        model: language.model.clone(),
        api_key: language.api_key.clone(),
        aws_key: language.aws_key.clone(),
        base_url: language.base_url.clone(),
        region: language.region.clone(),
        client: client(enhance_patience(config))?,
        now: || SystemClock.now(),
    };
    let made = family.enhancer(speaking);
    let (enhancer, notice) = made.map_err(|unfit| wrong(&unfit))?;
    if let Some(notice) = notice {
        tracing::warn!("{notice}");
    }
    Ok(enhancer)
}

/// As configured, and short enough that the request outlives it and another can propose.
pub(crate) fn enhance_patience(config: &Config) -> Duration {
    let mut others = Duration::from_secs(1);
    if is_moderated(config) {
        others += moderation_patience(config);
    }
    let request = Duration::from(config.server.request_timeout_seconds);
    let longest = request.saturating_sub(others).max(request / 4);
    Duration::from(config.enhance.timeout_seconds).min(longest)
}

/// Who gives a second opinion on prompts.
pub(crate) fn moderation(config: &Config) -> Result<Option<Moderation>, NoStudio> {
    if !is_moderated(config) {
        return Ok(None);
    }
    let moderation = &config.moderation;
    let patience = moderation_patience(config);
    let moderator = OpenAiModeration::new(
        client(patience)?,
        moderation.base_url.clone(),
        moderation.api_key.clone(),
        moderation.model.clone(),
    );
    let moderator = moderator.map_err(|unfit| {
        NoStudio::bad_input("CONFIGURATION", "the moderation cannot be used", unfit)
    })?;
    Ok(Some(Moderation {
        moderator: Arc::new(moderator),
        patience,
        when_unavailable: match moderation.when_unavailable {
            pixelprompt_config::WhenUnavailable::Allow => WhenUnavailable::Allow,
            pixelprompt_config::WhenUnavailable::Refuse => WhenUnavailable::Refuse,
        },
    }))
}

/// A key or an address is enough.
fn is_moderated(config: &Config) -> bool {
    config.moderation.api_key.is_some() || config.moderation.base_url.is_some()
}

/// As configured, and short enough that the request outlives it.
fn moderation_patience(config: &Config) -> Duration {
    let request = Duration::from(config.server.request_timeout_seconds);
    Duration::from(config.moderation.timeout_seconds).min(request / 2)
}

/// Sends requests that are answered in words.
fn client(patience: Duration) -> Result<HttpClient, NoStudio> {
    let client = HttpClient::new(Bounds {
        answer_bytes: ANSWER_BYTES,
        // The engine ends what takes longer than it may.
        answer: patience,
        ..Bounds::default()
    });
    client.map_err(NoStudio::internal)
}

#[cfg(test)]
mod tests {
    use pixelprompt_config::{Config, Seconds};

    use super::*;

    #[test]
    fn the_request_outlives_whoever_is_asked() {
        for (request, enhance, moderated, expected) in [
            (30, 20, false, 20),
            (30, 60, false, 29),
            (30, 60, true, 24),
            (4, 20, true, 1),
        ] {
            let mut config = Config::default();
            config.server.request_timeout_seconds = Seconds(request);
            config.enhance.timeout_seconds = Seconds(enhance);
            if moderated {
                config.moderation.api_key = Some("sk-x".into());
            }
            let patience = enhance_patience(&config);
            assert_eq!(
                patience,
                Duration::from_secs(expected),
                "{request} {enhance}"
            );
        }
    }
}
