//! What a configuration can name.

use pixelprompt_config::{KnownLanguage, KnownProvider, Need};
use pixelprompt_domain::ImageProvider as _;
use pixelprompt_providers::{FAMILIES, language::LANGUAGE_FAMILIES, painter::PainterProvider};

/// The providers that a configured model can name.
pub fn providers() -> Vec<KnownProvider> {
    let painter = PainterProvider::new();
    let painter = painter
        .models()
        .iter()
        .filter_map(|model| {
            model
                .id
                .as_str()
                .strip_prefix("painter/")
                .map(str::to_owned)
        })
        .collect();
    let painter = KnownProvider {
        name: "painter",
        aliases: &[],
        api_key: Need::Unused,
        key_variable: None,
        base_url: Need::Unused,
        nicknames: &[],
        built_in: painter,
    };
    let families = FAMILIES.iter().map(|family| KnownProvider {
        name: family.name,
        aliases: family.aliases,
        api_key: need(family.api_key),
        key_variable: family.key_variable,
        base_url: need(family.base_url),
        nicknames: family.nicknames,
        built_in: Vec::new(),
    });
    [painter].into_iter().chain(families).collect()
}

/// The kinds of language model that can enhance prompts.
pub fn languages() -> Vec<KnownLanguage> {
    let known = LANGUAGE_FAMILIES.iter().map(|family| KnownLanguage {
        name: family.name,
        aliases: family.aliases,
        api_key: need(family.api_key),
        base_url: need(family.base_url),
        default_model: family.default_model,
        speaks: family.speaks,
    });
    known.collect()
}

fn need(need: pixelprompt_providers::Need) -> Need {
    match need {
        pixelprompt_providers::Need::Required => Need::Required,
        pixelprompt_providers::Need::Optional => Need::Optional,
        pixelprompt_providers::Need::Unused => Need::Unused,
    }
}
