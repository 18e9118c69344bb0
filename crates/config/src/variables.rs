//! The environment: which variables are set, and which nobody reads.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    key::{Key, PREFIX},
    keys,
    models::MAX_MODELS,
    sections::ModelEntry,
    suggest::suggest,
};

/// Names the file to load.
pub(crate) const FILE: &str = "PIXELPROMPT_CONFIG";
/// Says how many of the models count.
pub(crate) const COUNT: &str = "MODEL_COUNT";
/// Holds Bedrock's own key, by the name that Amazon's programs give it.
pub(crate) const BEDROCK_TOKEN: &str = "AWS_BEARER_TOKEN_BEDROCK";

/// The environment, without what is empty, which counts as not set.
pub(crate) struct Variables {
    set: BTreeMap<String, String>,
    read: BTreeSet<String>,
}

impl Variables {
    pub(crate) fn new(environment: &[(String, String)]) -> Self {
        Self {
            set: environment
                .iter()
                .filter(|(_, value)| !value.trim().is_empty())
                .cloned()
                .collect(),
            read: BTreeSet::from([FILE.to_owned()]),
        }
    }

    /// The first of these that is set, and those of the others that are set to something else.
    pub(crate) fn first(&mut self, names: &[String]) -> Option<Found> {
        self.read.extend(names.iter().cloned());
        let mut set = names
            .iter()
            .filter_map(|name| Some((name.clone(), self.set.get(name)?.clone())));
        let (name, value) = set.next()?;
        let ignored = set
            .filter(|(_, other)| *other != value)
            .map(|(name, _)| name);
        Some(Found {
            ignored: ignored.collect(),
            name,
            value,
        })
    }

    /// The greatest place for which a variable of a model is set, counted from 1.
    pub(crate) fn last_model(&self) -> usize {
        let names = ModelEntry::KEYS.iter().flat_map(|key| key.variables);
        names
            .flat_map(|name| {
                (1..=MAX_MODELS).map(move |place| (place, model_variable(name, place)))
            })
            .filter(|(_, name)| self.set.contains_key(name))
            .map(|(place, _)| place)
            .max()
            .unwrap_or(0)
    }

    /// A warning for each variable that looks like ours and that nothing has read.
    pub(crate) fn unread(&self) -> Vec<String> {
        self.set
            .keys()
            .filter(|name| !self.read.contains(*name))
            .filter(|name| name.starts_with(PREFIX) || is_of_a_model(name))
            .map(|name| warning(name))
            .collect()
    }
}

/// A variable that is set.
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) value: String,
    /// Others for the same key, with another value.
    pub(crate) ignored: Vec<String>,
}

/// `MODEL_n_KEY` for a place.
pub(crate) fn model_variable(pattern: &str, place: usize) -> String {
    pattern.replacen("_n_", &format!("_{place}_"), 1)
}

fn is_of_a_model(name: &str) -> bool {
    let rest = name.strip_prefix("MODEL_").unwrap_or_default();
    rest.split_once('_')
        .is_some_and(|(place, _)| !place.is_empty() && place.bytes().all(|b| b.is_ascii_digit()))
}

fn warning(name: &str) -> String {
    if let Some(key) = keys().find(|key| key.own_variable() == name) {
        let variables = key.variables().join(" or ");
        return format!("The environment variable {name} is not read: set {variables} instead.");
    }
    let mean = if is_of_a_model(name) {
        let place = name.split('_').nth(1).unwrap_or_default();
        let pattern = name.replacen(&format!("_{place}_"), "_n_", 1);
        let known = ModelEntry::KEYS.iter().flat_map(|key| key.variables);
        if known.clone().any(|known| *known == pattern) {
            return format!(
                "The environment variable {name} is not read: models are counted from 1 to \
                 {MAX_MODELS} and up to {COUNT}."
            );
        }
        similar(&pattern, "MODEL_n_", &mut known.copied())
            .map(|mean| mean.replacen("_n_", &format!("_{place}_"), 1))
    } else {
        let known: Vec<_> = keys().map(Key::own_variable).collect();
        let similar = similar(name, PREFIX, &mut known.iter().map(String::as_str));
        similar.and_then(|mean| {
            let key = keys().find(|key| key.own_variable() == mean)?;
            Some(key.variables().join(" or "))
        })
    };
    match mean {
        Some(mean) => {
            format!("The environment variable {name} is not read: did you mean {mean}?")
        }
        None => format!(
            "The environment variable {name} is not read: `pixelprompt config --explain` lists \
             those that are."
        ),
    }
}

/// The known name that is most like the unknown one. What they all begin with makes none alike.
fn similar(unknown: &str, prefix: &str, known: &mut dyn Iterator<Item = &str>) -> Option<String> {
    let rest = unknown.strip_prefix(prefix)?;
    let mean = suggest(rest, known.filter_map(|name| name.strip_prefix(prefix)))?;
    Some(format!("{prefix}{mean}"))
}
