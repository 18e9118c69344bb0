//! What a configuration is loaded from, and what is known about it then.

use std::{collections::BTreeMap, path::PathBuf};

use crate::{Config, KnownLanguage, KnownProvider, Origin, Platform, sections::ModelEntry};

/// Where a configuration comes from. Nothing else is read but the files that it names.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The TOML file; [`find_file`](crate::find_file) finds it.
    pub file: Option<PathBuf>,
    /// The environment, as pairs of name and value.
    pub environment: Vec<(String, String)>,
    /// Whose customs decide about the data folder.
    pub platform: Platform,
    /// What the command's options set.
    pub overrides: Vec<Override>,
    /// The providers that a model can name.
    pub providers: Vec<KnownProvider>,
    /// The kinds of language model that can enhance prompts.
    pub languages: Vec<KnownLanguage>,
}

impl Default for Sources {
    /// No source at all.
    fn default() -> Self {
        Self {
            file: None,
            environment: Vec::new(),
            platform: Platform::HERE,
            overrides: Vec::new(),
            providers: Vec::new(),
            languages: Vec::new(),
        }
    }
}

/// An option that goes before everything else.
#[derive(Clone, Debug)]
pub struct Override {
    /// The key that it sets: `data.folder`.
    pub key: String,
    /// Its text; lists are separated by commas.
    pub value: String,
    /// What the person typed: `--data`.
    pub option: String,
}

/// A configuration that holds no mistake.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What is in force.
    pub config: Config,
    /// The file, if there was one.
    pub file: Option<PathBuf>,
    /// What does not stop the program but was hardly meant, in full sentences.
    pub warnings: Vec<String>,
    pub(crate) entries: Vec<ModelEntry>,
    pub(crate) origins: Origins,
}

impl Loaded {
    /// Where the value of a key (`server.listen`, `models[1].name`) was written.
    pub fn origin(&self, key: &str) -> Origin {
        self.origins.of(key)
    }
}

/// Where each value was written; those that are not here are defaults.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins(BTreeMap<String, Origin>);

impl Origins {
    pub(crate) fn of(&self, key: &str) -> Origin {
        self.0.get(key).cloned().unwrap_or(Origin::Default)
    }

    pub(crate) fn set(&mut self, key: &str, origin: &Origin) {
        self.0.insert(key.to_owned(), origin.clone());
    }

    pub(crate) fn is_set(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }
}
