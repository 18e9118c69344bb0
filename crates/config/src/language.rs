//! Which language model enhances prompts.

use secrecy::SecretString;
use url::Url;

use crate::{
    KnownProvider, Need, amazon, load::Loader, models::aws_key, sections::ModelEntry,
    suggest::suggest, values::quoted,
};

/// A kind of language model that can be named. The caller hands the list in.
#[derive(Clone, Debug)]
pub struct KnownLanguage {
    /// Its name; that of the provider with the same account, where there is one.
    pub name: &'static str,
    /// Other names by which it is known.
    pub aliases: &'static [&'static str],
    /// Whether it has a key.
    pub api_key: Need,
    /// Whether it has an address.
    pub base_url: Need,
    /// The model when none is named.
    pub default_model: Option<&'static str>,
    /// Whether a model of that id answers in words, as far as its name tells.
    pub speaks: fn(&str) -> bool,
}

/// The configured language model.
#[derive(Clone, Debug)]
pub struct Language {
    /// The kind's name, never an alias.
    pub provider: &'static str,
    /// Its name at its provider.
    pub model: String,
    /// The key to the API.
    pub api_key: Option<SecretString>,
    /// What Amazon's usual variables say, as for a model that paints.
    pub aws_key: Option<SecretString>,
    /// The address of the API, if it is not the provider's own.
    pub base_url: Option<Url>,
    /// The region of a cloud that has several.
    pub region: Option<String>,
}

const PROVIDER: &str = "enhance.provider";
const INDEX: &str = "enhance.prompt_model_index";

/// The language model of the section, or of the model that it points to.
pub(crate) fn resolve(
    loader: &mut Loader,
    providers: &[KnownProvider],
    languages: &[KnownLanguage],
) -> Option<Language> {
    let enhance = loader.config.enhance.clone();
    let (known, lender) = match (&enhance.provider, enhance.prompt_model_index) {
        (Some(name), index) => {
            if index.is_some() {
                let warning = format!("{INDEX} is ignored because {PROVIDER} is set.");
                loader.warnings.push(warning);
            }
            (named(loader, name, languages)?, ModelEntry::default())
        }
        (None, Some(index)) => lent(loader, index as usize, providers, languages)?,
        (None, None) => {
            alone(loader, languages);
            return None;
        }
    };
    let lent_id = lender.id.or(lender.name).filter(|id| (known.speaks)(id));
    let usual = || known.default_model.map(str::to_owned);
    let model = enhance.model.or(lent_id).or_else(usual);
    let language = Language {
        provider: known.name,
        model: model.clone().unwrap_or_default(),
        api_key: enhance.api_key.or(lender.api_key),
        aws_key: aws_key(loader),
        base_url: enhance.base_url.or(lender.base_url),
        region: enhance
            .region
            .or(lender.region)
            .or_else(|| amazon::region(loader)),
    };
    let mut complete = true;
    for (name, is_set, mend) in [
        ("model", model.is_some(), "write its name at its provider"),
        (
            "api_key",
            known.api_key != Need::Required || language.api_key.is_some(),
            "write the key of an account there",
        ),
        (
            "base_url",
            known.base_url != Need::Required || language.base_url.is_some(),
            "write its address, such as http://127.0.0.1:11434/v1",
        ),
    ] {
        let key = format!("enhance.{name}");
        let refused = loader.is_refused(&key) || loader.is_refused(&format!("{key}_file"));
        complete &= is_set;
        if !is_set && !refused {
            let known = known.name;
            loader.blame(
                &key,
                format!("is not set, and the language models of {known} need it: {mend}"),
            );
        }
    }
    waits(loader);
    complete.then_some(language)
}

fn named<'l>(
    loader: &mut Loader,
    name: &str,
    languages: &'l [KnownLanguage],
) -> Option<&'l KnownLanguage> {
    let wanted = name.to_lowercase().replace('_', "-");
    let found = languages
        .iter()
        .find(|known| known.name == wanted || known.aliases.contains(&wanted.as_str()));
    if found.is_none() {
        let all = languages
            .iter()
            .flat_map(|known| known.aliases.iter().copied().chain([known.name]));
        let mean = suggest(&wanted, all)
            .map_or_else(String::new, |mean| format!("; did you mean {mean}?"));
        let problem = format!(
            "is {} but must be one of {}{mean}",
            quoted(name),
            names(languages)
        );
        loader.blame(PROVIDER, problem);
    }
    found
}

/// The kind of language model to which the account of a configured model is good, and that model.
fn lent<'l>(
    loader: &mut Loader,
    index: usize,
    providers: &[KnownProvider],
    languages: &'l [KnownLanguage],
) -> Option<(&'l KnownLanguage, ModelEntry)> {
    let entries = loader.entries.len();
    let Some(entry) = loader.entries.get(index - 1).cloned() else {
        let models = match entries {
            0 => "no model is configured".to_owned(),
            1 => "one model is configured".to_owned(),
            _ => format!("{entries} models are configured"),
        };
        loader.blame(
            INDEX,
            format!("is {index} but {models}: remove it, or name a language model by {PROVIDER}"),
        );
        return None;
    };
    let wanted = entry.provider.as_ref()?.to_lowercase().replace('_', "-");
    let provider = providers
        .iter()
        .find(|known| known.name == wanted || known.aliases.contains(&wanted.as_str()))?;
    let known = languages.iter().find(|known| known.name == provider.name);
    if known.is_none() {
        // Older configurations have it set whatever their models are.
        loader.warnings.push(format!(
            "{INDEX} names a model of {}, which has no language model, so the program itself enhances \
             prompts: name a model of {}, or set {PROVIDER}.",
            provider.name,
            names(languages)
        ));
    }
    let known = known?;
    let model = loader.config.models.get(index - 1);
    let missing = model.and_then(|model| Some((&model.id, model.missing_key.as_ref()?)));
    if let Some((id, variable)) = missing
        && loader.config.enhance.api_key.is_none()
    {
        loader.warnings.push(format!(
            "{INDEX} names {id}, which has no key to lend, so the program itself enhances prompts until \
             {variable} is set."
        ));
        return None;
    }
    Some((known, entry))
}

/// Whoever sets something of a language model means one.
fn alone(loader: &mut Loader, languages: &[KnownLanguage]) {
    let keys = ["model", "api_key", "api_key_file", "base_url", "region"];
    let set = keys
        .into_iter()
        .find(|name| loader.origins.is_set(&format!("enhance.{name}")));
    let known = loader.is_refused(PROVIDER) || loader.is_refused(INDEX);
    if let Some(name) = set
        && !known
    {
        let all = names(languages);
        loader.blame(
            PROVIDER,
            format!("is not set though enhance.{name} is: write one of {all}"),
        );
    }
}

/// A language model that may take as long as the request never gets to be replaced.
fn waits(loader: &mut Loader) {
    let enhance = loader.config.enhance.timeout_seconds.0;
    let request = loader.config.server.request_timeout_seconds.0;
    if loader.origins.is_set("enhance.timeout_seconds") && enhance >= request {
        loader.warnings.push(format!(
            "enhance.timeout_seconds is {enhance}, but a request may take {request} s in all, so the language \
             model gets less: raise server.request_timeout_seconds."
        ));
    }
}

fn names(languages: &[KnownLanguage]) -> String {
    let names: Vec<_> = languages.iter().map(|known| known.name).collect();
    names.join(", ")
}
