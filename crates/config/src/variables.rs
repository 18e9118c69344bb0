//! The environment: which variables are set, and which nobody reads.

use std::collections::{BTreeMap, BTreeSet};

use crate::{key::PREFIX, keys, models::MAX_MODELS, sections::ModelEntry, suggest::suggest};

/// Names the file to load.
pub(crate) const FILE: &str = "PIXELPROMPT_CONFIG";
/// Says how many of the models count.
pub(crate) const COUNT: &str = "MODEL_COUNT";

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
    if is_of_a_model(name) {
        let place = name.split('_').nth(1).unwrap_or_default();
        let pattern = name.replacen(&format!("_{place}_"), "_n_", 1);
        let known = ModelEntry::KEYS
            .iter()
            .flat_map(|key| key.variables)
            .copied();
        if known.clone().any(|known| known == pattern) {
            return format!(
                "The environment variable {name} is not read: models are counted from 1 to \
                 {MAX_MODELS} and up to {COUNT}."
            );
        }
        return sentence(
            name,
            suggest(&pattern, known).map(|n| n.replacen("_n_", &format!("_{place}_"), 1)),
        );
    }
    let known: Vec<_> = keys().flat_map(crate::key::Key::variables).collect();
    let mean = suggest(name, known.iter().map(String::as_str)).map(str::to_owned);
    sentence(name, mean)
}

fn sentence(name: &str, mean: Option<String>) -> String {
    let mend = mean.map_or_else(
        || "`pixelprompt config --explain` lists those that are".to_owned(),
        |mean| format!("did you mean {mean}?"),
    );
    let stop = if mend.ends_with('?') { "" } else { "." };
    format!("The environment variable {name} is not read: {mend}{stop}")
}
