//! From entries to models: providers that exist, ids that are distinct.

use std::collections::BTreeSet;

use pixelprompt_domain::{ModelId, Money, Size};
use secrecy::SecretString;
use url::Url;

use crate::{
    Dialect, KnobName, KnownProvider, Need, Origin, Seconds, amazon, load::Loader,
    sections::ModelEntry, suggest::suggest, values::quoted, variables::model_variable,
};

/// As many models can take part in a job, and as many can be configured.
pub const MAX_MODELS: usize = 20;

/// The longest id, without room for a counter. [`ModelId`] takes 100 characters.
const ID_CHARS: usize = 96;

/// A configured model.
#[derive(Clone, Debug)]
pub struct Model {
    /// Distinct among all models, those of the built-in painter included: `provider/upstream-id`,
    /// with a counter where two would be the same.
    pub id: ModelId,
    /// The provider's name, never an alias.
    pub provider: &'static str,
    /// The model's name at its provider.
    pub upstream_id: String,
    /// The name that people see; several models may share one.
    pub name: String,
    /// The key to the API.
    pub api_key: Option<SecretString>,
    /// The environment variable that is missed where the model has no key and cannot do without one.
    pub missing_key: Option<String>,
    /// The address of the API, if it is not the provider's own.
    pub base_url: Option<Url>,
    /// The account to work for.
    pub user_id: Option<String>,
    /// The region of a cloud that has several.
    pub region: Option<String>,
    /// What `AWS_BEARER_TOKEN_BEDROCK` says, or else `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and
    /// `AWS_SESSION_TOKEN`, joined by colons: the rights of a function or machine, for Amazon's services
    /// where the model has no key.
    pub aws_key: Option<SecretString>,
    /// How long one attempt may take; nothing for `work.timeout_seconds`, or else the provider's own time.
    pub timeout_seconds: Option<Seconds>,
    /// Runs at a time; nothing for `work.concurrency_per_model`.
    pub concurrency: Option<u32>,
    /// The sizes that it paints, the usual one first; empty for those the provider is known for.
    pub sizes: Vec<Size>,
    /// What an OpenAI-compatible server calls its knobs.
    pub dialect: Option<Dialect>,
    /// Which of them its model honours.
    pub knobs: Vec<KnobName>,
    /// What a picture costs; nothing for what the provider's price list says.
    pub price_usd: Option<Money>,
}

/// Makes models of the entries and tells what is wrong with those that are none.
pub(crate) fn resolve(loader: &mut Loader, providers: &[KnownProvider]) -> Vec<Model> {
    name_providers(loader, providers);
    find_keys(loader, providers);
    let entries = loader.entries.clone();
    if entries.len() > MAX_MODELS {
        let problem = format!(
            "are {}, but there can be at most {MAX_MODELS}: remove some",
            entries.len()
        );
        loader.blame("models", problem);
        return Vec::new();
    }
    let built_in: Vec<_> = providers
        .iter()
        .flat_map(|provider| {
            provider
                .built_in
                .iter()
                .map(|id| derived(provider.name, id))
        })
        .collect();
    offer_built_in(loader, entries.len(), built_in.len());

    let mut taken: BTreeSet<String> = BTreeSet::new();
    if loader.config.painter.enabled {
        taken.extend(built_in);
    }
    let (region, aws_key) = (amazon::region(loader), aws_key(loader));
    let mut models = Vec::new();
    for (place, entry) in (1..).zip(entries) {
        let path = format!("models[{place}]");
        let Some(provider) = provider_of(loader, &path, &entry, providers) else {
            continue;
        };
        let upstream = upstream_of(loader, &path, &entry, provider);
        needs(loader, &path, &entry, provider);
        let missing_key = missing_key(loader, place, &entry, provider);
        let Some(upstream_id) = upstream else {
            continue;
        };
        let Some(id) = distinct(&derived(provider.name, &upstream_id), &mut taken) else {
            continue;
        };
        models.push(Model {
            id,
            provider: provider.name,
            name: entry.name.unwrap_or_else(|| upstream_id.clone()),
            upstream_id,
            api_key: entry.api_key,
            missing_key,
            base_url: entry.base_url,
            user_id: entry.user_id,
            region: entry.region.or_else(|| region.clone()),
            aws_key: aws_key.clone(),
            timeout_seconds: entry.timeout_seconds,
            concurrency: entry.concurrency,
            sizes: entry.sizes,
            dialect: entry.dialect,
            knobs: entry.knobs,
            price_usd: entry.price_usd,
        });
    }
    tell_missing_keys(loader, &models);
    models
}

/// A model without a key can be shown, and asked once it has one. But something must be able to paint.
fn tell_missing_keys(loader: &mut Loader, models: &[Model]) {
    let nothing_paints =
        !loader.config.painter.enabled && models.iter().all(|model| model.missing_key.is_some());
    // Where the two differ in number, something else is wrong and told.
    for (place, model) in (1..).zip(models) {
        let Some(variable) = &model.missing_key else {
            continue;
        };
        let key = format!("models[{place}].api_key");
        let own = model_variable(OWN_KEY, place);
        let set = if *variable == own {
            own
        } else {
            format!("{variable} or {own}")
        };
        let problem = format!("is not set, and the provider {} needs it", model.provider);
        if nothing_paints {
            loader.blame(&key, format!("{problem}: set {set}"));
        } else {
            let id = &model.id;
            loader.warnings.push(format!(
                "{key} {problem}: {id} cannot be asked until {set} is set."
            ));
        }
    }
}

/// Fills in the provider of models that have none and a name by which older configurations knew them.
fn name_providers(loader: &mut Loader, providers: &[KnownProvider]) {
    for (place, entry) in (1..).zip(&mut loader.entries) {
        let name = entry.id.as_ref().or(entry.name.as_ref());
        let (Some(name), None) = (name, &entry.provider) else {
            continue;
        };
        let mut known = providers.iter();
        let Some(provider) = known.find(|provider| provider.is_known_for(name)) else {
            continue;
        };
        let warning = format!(
            "models[{place}].provider is not set, and {} is taken because the model is called {}: set it, or \
             MODEL_{place}_PROVIDER, to hear no more of it.",
            provider.name,
            quoted(name)
        );
        loader.warnings.push(warning);
        entry.provider = Some(provider.name.to_owned());
    }
}

/// Fills in keys from the variables in which the providers' own programs look for them. A model with an
/// address of its own gets none: such a key is for its provider and nobody else.
fn find_keys(loader: &mut Loader, providers: &[KnownProvider]) {
    for (place, entry) in (1..).zip(&mut loader.entries) {
        let known = entry
            .provider
            .as_deref()
            .and_then(|name| known(name, providers));
        let wanted = known.filter(|known| known.api_key == Need::Required);
        let Some(variable) = wanted.and_then(|known| known.key_variable) else {
            continue;
        };
        let is_set = entry.api_key.is_some() || entry.api_key_file.is_some();
        if let Some(key) = loader.account_keys.get(variable)
            && !is_set
            && entry.base_url.is_none()
        {
            entry.api_key = Some(key.clone());
            let origin = Origin::Variable(variable.to_owned());
            loader
                .origins
                .set(&format!("models[{place}].api_key"), &origin);
        }
    }
}

/// The variable of its own in which a model's key is looked for.
const OWN_KEY: &str = "MODEL_n_API_KEY";

/// Where a key is missed, if the model has none and needs one.
fn missing_key(
    loader: &Loader,
    place: usize,
    entry: &ModelEntry,
    provider: &KnownProvider,
) -> Option<String> {
    let key = format!("models[{place}].api_key");
    let is_wrong = loader.is_refused(&key) || loader.is_refused(&format!("{key}_file"));
    if entry.api_key.is_some() || is_wrong {
        return None;
    }
    match (provider.api_key, provider.key_variable) {
        (Need::Required, Some(variable)) if entry.base_url.is_none() => Some(variable.to_owned()),
        (Need::Required, _) => Some(model_variable(OWN_KEY, place)),
        (Need::Optional, Some(variable)) if aws_key(loader).is_none() => Some(variable.to_owned()),
        _ => None,
    }
}

/// The provider of that name or alias.
fn known<'p>(name: &str, providers: &'p [KnownProvider]) -> Option<&'p KnownProvider> {
    let wanted = name.to_lowercase().replace('_', "-");
    let mut known = providers.iter();
    known.find(|known| known.name == wanted || known.aliases.contains(&wanted.as_str()))
}

/// What `AWS_BEARER_TOKEN_BEDROCK` says, or else `AWS_ACCESS_KEY_ID` and its companions: as for Amazon's
/// own programs, the key that is Bedrock's alone goes first.
pub(crate) fn aws_key(loader: &Loader) -> Option<SecretString> {
    loader.bedrock_token.clone().or_else(|| amazon::key(loader))
}

/// Decides whether the built-in models are offered too.
fn offer_built_in(loader: &mut Loader, configured: usize, built_in: usize) {
    let key = "painter.enabled";
    if !loader.config.painter.enabled {
        if configured == 0 && loader.mistakes.is_empty() {
            loader.blame(key, "is false and no model is configured, so nothing could paint: add [[models]] or set it to true");
        }
    } else if configured > 0 && configured + built_in > MAX_MODELS {
        let both = format!(
            "{configured} models are configured and {built_in} are built in, which is more than {MAX_MODELS}"
        );
        if loader.origins.is_set(key) {
            loader.blame(
                key,
                format!("is true, but {both}: set it to false or remove some"),
            );
        } else {
            loader.config.painter.enabled = false;
            loader.warnings.push(format!("The built-in models are not offered: {both}. Set painter.enabled to false to hear no more of it."));
        }
    }
}

fn provider_of<'p>(
    loader: &mut Loader,
    path: &str,
    entry: &ModelEntry,
    providers: &'p [KnownProvider],
) -> Option<&'p KnownProvider> {
    let key = format!("{path}.provider");
    let names: Vec<_> = providers.iter().map(|provider| provider.name).collect();
    let Some(name) = &entry.provider else {
        if !loader.is_refused(&key) {
            let place = path.trim_start_matches("models[").trim_end_matches(']');
            loader.blame(&key, format!("is not set: write provider in the table, or set MODEL_{place}_PROVIDER, to one of {}", names.join(", ")));
        }
        return None;
    };
    let found = known(name, providers);
    if found.is_none() {
        let wanted = name.to_lowercase().replace('_', "-");
        let all = providers
            .iter()
            .flat_map(|p| p.aliases.iter().copied().chain([p.name]));
        let mean = suggest(&wanted, all)
            .map_or_else(String::new, |mean| format!("; did you mean {mean}?"));
        loader.blame(
            &key,
            format!(
                "is {} but must be one of {}{mean}",
                quoted(name),
                names.join(", ")
            ),
        );
    }
    found
}

fn upstream_of(
    loader: &mut Loader,
    path: &str,
    entry: &ModelEntry,
    provider: &KnownProvider,
) -> Option<String> {
    let key = format!("{path}.id");
    let Some(id) = entry.id.as_ref().or(entry.name.as_ref()) else {
        if !loader.is_refused(&key) {
            loader.blame(&key, "is not set: write the model's name at its provider");
        }
        return None;
    };
    if provider.built_in.is_empty() {
        return Some(id.clone());
    }
    // Whole ids as `pixelprompt models` lists them are taken too.
    let prefix = format!("{}/", provider.name);
    let wanted = id.to_lowercase();
    let wanted = wanted.strip_prefix(&prefix).unwrap_or(&wanted);
    if let Some(known) = provider.built_in.iter().find(|known| *known == wanted) {
        return Some(known.clone());
    }
    let mean = suggest(wanted, provider.built_in.iter().map(String::as_str))
        .map_or_else(String::new, |mean| format!("; did you mean {mean}?"));
    loader.blame(
        &key,
        format!(
            "is {} but {} has {}{mean}",
            quoted(id),
            provider.name,
            provider.built_in.join(", ")
        ),
    );
    None
}

/// Tells what the provider needs beside a key and is not given, and warns of what it is given and does not
/// use.
fn needs(loader: &mut Loader, path: &str, entry: &ModelEntry, provider: &KnownProvider) {
    for (name, need, is_set) in [
        ("api_key", provider.api_key, entry.api_key.is_some()),
        ("base_url", provider.base_url, entry.base_url.is_some()),
    ] {
        let key = format!("{path}.{name}");
        let refused = loader.is_refused(&key) || loader.is_refused(&format!("{key}_file"));
        match need {
            Need::Required if name != "api_key" && !is_set && !refused => {
                loader.blame(
                    &key,
                    format!("is not set, and the provider {} needs it", provider.name),
                );
            }
            Need::Unused if is_set => loader.warnings.push(format!(
                "{key} is set, and the provider {} has no use for it.",
                provider.name
            )),
            _ => {}
        }
    }
}

/// `provider/upstream-id` in the characters that an id can have.
fn derived(provider: &str, upstream_id: &str) -> String {
    let mut id = format!("{provider}/");
    for c in upstream_id.chars() {
        if c.is_ascii_alphanumeric() || "-_.:/".contains(c) {
            id.push(c);
        } else if !id.ends_with(['-', '/']) {
            id.push('-');
        }
    }
    id.truncate(ID_CHARS);
    id.trim_end_matches(['-', '/']).to_owned()
}

/// The id, or with the first counter that makes it one that no other model has. Ids that differ only
/// in case would be told apart by machines and not by people, so they count as the same.
fn distinct(id: &str, taken: &mut BTreeSet<String>) -> Option<ModelId> {
    let free = (1..).find_map(|copy| {
        let id = if copy == 1 {
            id.to_owned()
        } else {
            format!("{id}-{copy}")
        };
        taken.insert(id.to_lowercase()).then_some(id)
    });
    free?.parse().ok()
}
