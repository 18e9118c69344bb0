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

/// The models of all providers, in the order to show them.
#[derive(Clone, Default)]
pub struct Catalogue {
    entries: Vec<Entry>,
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
        }
    }

    /// Every model.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
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
    pub fn find(&self, name: &str) -> Result<&Entry, UnknownModel> {
        let wanted = name.trim().to_lowercase();
        let named = |entry: &&Entry| entry.info.id.as_str().to_lowercase() == wanted;
        if let Some(found) = self.entries.iter().find(named) {
            return Ok(found);
        }
        let short = |entry: &&Entry| last_part(&entry.info).to_lowercase() == wanted;
        let mut found = self.entries.iter().filter(short);
        match (found.next(), found.next()) {
            (Some(found), None) => Ok(found),
            _ => Err(self.unknown(name, &wanted)),
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
