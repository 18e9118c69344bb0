//! `pixelprompt providers`: what can be configured.

use std::{fmt::Write as _, process::ExitCode};

use pixelprompt_domain::{ImageProvider as _, ModelInfo};
use pixelprompt_providers::{
    FAMILIES, Family, Need,
    http::{Bounds, HttpClient},
    language::{LANGUAGE_FAMILIES, LanguageFamily},
    painter::PainterProvider,
};
use serde::Serialize;

use crate::{
    arguments::Providers,
    failure::Failure,
    models::{row, table},
    output,
};

/// The document for machines.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listing {
    providers: Vec<Provider>,
    language_models: Vec<Language>,
}

/// A provider of pictures.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Provider {
    /// Its name in the configuration.
    name: &'static str,
    aliases: &'static [&'static str],
    title: &'static str,
    documentation: Option<&'static str>,
    api_key: &'static str,
    /// The environment variable in which keys are looked for that models are not given.
    key_variable: Option<&'static str>,
    base_url: &'static str,
    /// Those that it is known for; others can be configured too.
    models: Vec<ModelInfo>,
}

/// A provider of words.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Language {
    name: &'static str,
    aliases: &'static [&'static str],
    title: &'static str,
    documentation: &'static str,
    api_key: &'static str,
    base_url: &'static str,
    default_model: Option<&'static str>,
}

pub(crate) fn run(arguments: &Providers) -> Result<ExitCode, Failure> {
    let listing = listing()?;
    if arguments.json {
        output::json(&listing)?;
    } else {
        output::results(&page(&listing))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn listing() -> Result<Listing, Failure> {
    let client = HttpClient::new(Bounds::default()).map_err(Failure::internal)?;
    let families = FAMILIES.iter().map(|family| provider(family, &client));
    let providers = [Ok(painter())].into_iter().chain(families);
    Ok(Listing {
        providers: providers.collect::<Result<_, _>>()?,
        language_models: LANGUAGE_FAMILIES.iter().map(language).collect(),
    })
}

fn painter() -> Provider {
    Provider {
        name: "painter",
        aliases: &[],
        title: "The built-in painter",
        documentation: None,
        api_key: needed(Need::Unused),
        key_variable: None,
        base_url: needed(Need::Unused),
        models: PainterProvider::new().models().to_vec(),
    }
}

fn provider(family: &Family, client: &HttpClient) -> Result<Provider, Failure> {
    Ok(Provider {
        name: family.name,
        aliases: family.aliases,
        title: family.title,
        documentation: Some(family.documentation),
        api_key: needed(family.api_key),
        key_variable: family.key_variable,
        base_url: needed(family.base_url),
        models: family.known(client).map_err(Failure::internal)?,
    })
}

fn language(family: &LanguageFamily) -> Language {
    Language {
        name: family.name,
        aliases: family.aliases,
        title: family.title,
        documentation: family.documentation,
        api_key: needed(family.api_key),
        base_url: needed(family.base_url),
        default_model: family.default_model,
    }
}

fn needed(need: Need) -> &'static str {
    match need {
        Need::Required => "required",
        Need::Optional => "optional",
        Need::Unused => "unused",
    }
}

fn page(listing: &Listing) -> String {
    let mut page = String::new();
    for provider in &listing.providers {
        let _ = writeln!(page, "{}: {}", provider.name, provider.title);
        let _ = writeln!(
            page,
            "  key {}{}, address {}{}",
            provider.api_key,
            provider
                .key_variable
                .map(|name| format!(" ({name})"))
                .unwrap_or_default(),
            provider.base_url,
            provider
                .documentation
                .map(|link| format!(", {link}"))
                .unwrap_or_default()
        );
        if !provider.aliases.is_empty() {
            let _ = writeln!(page, "  also called {}", provider.aliases.join(", "));
        }
        let rows: Vec<_> = provider.models.iter().map(row).collect();
        for line in table(&rows).lines() {
            let _ = writeln!(page, "    {line}");
        }
        page.push('\n');
    }
    page.push_str("Language models that make rich prompts of short ones:\n");
    for language in &listing.language_models {
        let _ = writeln!(
            page,
            "  {}: {}, {}{}",
            language.name,
            language.title,
            language.documentation,
            language
                .default_model
                .map(|id| format!(", usually {id}"))
                .unwrap_or_default()
        );
    }
    page.push_str("\nEach line of a model: id, name, price, steps, guidance, quality, seed, negative prompt, sizes.\n");
    page
}
