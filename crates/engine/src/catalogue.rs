//! The models that people choose from, and how to reach each.

use std::{sync::Arc, time::Duration};

use pixelprompt_domain::{ErrorKind, ImageProvider, ModelId, ModelInfo};

/// How alike a name must be to be suggested, from 0 to 1.
const SIMILAR: f64 = 0.6;

/// How a model is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModelSettings {
    /// How long an attempt may take, polling included.
    pub timeout: Duration,
    /// How many of its runs are at work at once.
    pub concurrency: usize,
}

impl Default for ModelSettings {
    fn default() -> Self {
        Self {
            timeout: Duration::from_mins(2),
            concurrency: 8,
        }
    }
}

/// One model.
#[derive(Clone)]
pub struct Entry {
    /// What people see of it.
    pub info: ModelInfo,
    /// What it is reached through.
    pub provider: Arc<dyn ImageProvider>,
    /// How it is used.
    pub settings: ModelSettings,
}

/// A model that is configured, and cannot be asked until somebody gives it a key.
#[derive(Clone, Debug)]
pub struct Keyless {
    /// What people see of it.
    pub info: ModelInfo,
    /// The environment variable that its key is missed in.
    pub variable: String,
}

/// The models of all providers, in the order to show them.
#[derive(Clone, Default)]
pub struct Catalogue {
    entries: Vec<Entry>,
    keyless: Vec<Keyless>,
}

impl Catalogue {
    /// All models of these providers, used as `settings` says for each.
    pub fn new(
        providers: impl IntoIterator<Item = Arc<dyn ImageProvider>>,
        settings: impl Fn(&ModelId) -> ModelSettings,
    ) -> Self {
        let entries = providers.into_iter().flat_map(|provider| {
            let models = provider.models().to_vec();
            models
                .into_iter()
                .map(move |info| (info, Arc::clone(&provider)))
        });
        let entry = |(info, provider): (ModelInfo, _)| Entry {
            settings: settings(&info.id),
            info,
            provider,
        };
        Self {
            entries: entries.map(entry).collect(),
            keyless: Vec::new(),
        }
    }

    /// The same, with models that people are told of and that cannot be asked.
    #[must_use]
    pub fn with_keyless(self, keyless: Vec<Keyless>) -> Self {
        Self { keyless, ..self }
    }

    /// Every model that can be asked.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Those that lack a key.
    pub fn keyless(&self) -> &[Keyless] {
        &self.keyless
    }

    /// A model's name for people, whether or not it can be asked.
    pub fn name(&self, id: &ModelId) -> Option<&str> {
        let entries = self.entries.iter().map(|entry| &entry.info);
        let mut all = entries.chain(self.keyless.iter().map(|keyless| &keyless.info));
        all.find(|info| info.id == *id).map(|info| &*info.name)
    }

    /// The model of exactly that id.
    pub fn get(&self, id: &ModelId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.info.id == *id)
    }

    /// One honest sentence for each provider.
    pub fn about(&self) -> Vec<&str> {
        let mut sentences: Vec<_> = self.entries.iter().map(|e| e.provider.about()).collect();
        sentences.dedup();
        sentences
    }

    /// The model that a person named. Case does not matter, and what follows the slash is enough
    /// where no other model has it: `noto` finds `painter/noto`.
    pub fn find(&self, name: &str) -> Result<&Entry, NoModel> {
        let wanted = name.trim().to_lowercase();
        let named = |info: &ModelInfo| info.id.as_str().to_lowercase() == wanted;
        let short = |info: &ModelInfo| last_part(info).to_lowercase() == wanted;
        if let Some(found) = self.entries.iter().find(|entry| named(&entry.info)) {
            return Ok(found);
        }
        let mut keyless = self.keyless.iter();
        if let Some(found) = keyless.find(|keyless| named(&keyless.info)) {
            return Err(KeyMissing::from(found).into());
        }
        let mut found = self.entries.iter().filter(|entry| short(&entry.info));
        let mut keyless = self.keyless.iter();
        let mut keyless = keyless.by_ref().filter(|keyless| short(&keyless.info));
        match (found.next(), found.next(), keyless.next(), keyless.next()) {
            (Some(found), None, None, _) => Ok(found),
            (None, None, Some(keyless), None) => Err(KeyMissing::from(keyless).into()),
            _ => Err(self.unknown(name, &wanted).into()),
        }
    }

    fn unknown(&self, name: &str, wanted: &str) -> UnknownModel {
        let likeness = |model: &ModelInfo| {
            [model.id.as_str(), last_part(model), &model.name]
                .map(|known| strsim::jaro_winkler(&known.to_lowercase(), wanted))
                .into_iter()
                .fold(0.0, f64::max)
        };
        let models = self.entries.iter().map(|entry| &entry.info);
        let mut ranked: Vec<_> = models
            .map(|model| (likeness(model), model))
            .filter(|(likeness, _)| *likeness >= SIMILAR)
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let similar = ranked.into_iter().take(3);
        UnknownModel {
            name: name.to_owned(),
            similar: similar.map(|(_, model)| model.id.to_string()).collect(),
        }
    }
}

fn last_part(model: &ModelInfo) -> &str {
    let id = model.id.as_str();
    id.rsplit_once('/').map_or(id, |(_, last)| last)
}

/// Why a name leads to no model that can be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoModel {
    /// Nobody is called so.
    #[error(transparent)]
    Unknown(#[from] UnknownModel),
    /// It has no key.
    #[error(transparent)]
    KeyMissing(#[from] KeyMissing),
}

/// A model that is configured and has no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the model {model} has no key here, so it cannot be asked; whoever runs the program can set {variable} and start \
     it again"
)]
pub struct KeyMissing {
    /// The model.
    pub model: ModelId,
    /// The environment variable that its key is missed in.
    pub variable: String,
}

impl From<&Keyless> for KeyMissing {
    fn from(keyless: &Keyless) -> Self {
        Self {
            model: keyless.info.id.clone(),
            variable: keyless.variable.clone(),
        }
    }
}

impl KeyMissing {
    /// The code that clients see.
    pub const CODE: &'static str = "KEY_MISSING";
}

/// A name that no model has, or that several have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no model {name:?}")]
pub struct UnknownModel {
    /// What was asked for.
    pub name: String,
    /// The ids that look most like it, best first; empty if none does.
    pub similar: Vec<String>,
}

impl UnknownModel {
    /// The kind to report.
    pub fn kind(&self) -> ErrorKind {
        ErrorKind::UnknownModel
    }
}
