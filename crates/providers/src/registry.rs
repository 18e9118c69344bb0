//! Finding a model by the name that a person gave.

use std::sync::Arc;

use pixelprompt_domain::{ErrorKind, ImageProvider, ModelInfo};

/// How alike a name must be to be suggested, from 0 to 1.
const SIMILAR: f64 = 0.6;

/// The models of all providers, in the order to show them.
#[derive(Clone)]
pub struct Registry {
    providers: Vec<Arc<dyn ImageProvider>>,
}

impl Registry {
    /// The models of these providers.
    pub fn new(providers: Vec<Arc<dyn ImageProvider>>) -> Self {
        Self { providers }
    }

    /// Every model with the provider that has it.
    pub fn models(&self) -> impl Iterator<Item = (&ModelInfo, &Arc<dyn ImageProvider>)> {
        self.providers
            .iter()
            .flat_map(|provider| provider.models().iter().map(move |model| (model, provider)))
    }

    /// The model of that id. Case does not matter, and what follows the slash is enough where no
    /// other model has it: `noto` finds `painter/noto`.
    pub fn find(&self, name: &str) -> Result<(&ModelInfo, &Arc<dyn ImageProvider>), UnknownModel> {
        let wanted = name.trim().to_lowercase();
        let exact = self
            .models()
            .find(|(model, _)| model.id.as_str().to_lowercase() == wanted);
        if let Some(found) = exact {
            return Ok(found);
        }
        let mut short = self
            .models()
            .filter(|(model, _)| last_part(model).to_lowercase() == wanted);
        match (short.next(), short.next()) {
            (Some(found), None) => Ok(found),
            _ => Err(self.unknown(name, &wanted)),
        }
    }

    fn unknown(&self, name: &str, wanted: &str) -> UnknownModel {
        let mut ranked: Vec<(f64, &ModelInfo)> = self
            .models()
            .map(|(model, _)| {
                let likeness = [model.id.as_str(), last_part(model), &model.name]
                    .map(|known| strsim::jaro_winkler(&known.to_lowercase(), wanted))
                    .into_iter()
                    .fold(0.0, f64::max);
                (likeness, model)
            })
            .filter(|(likeness, _)| *likeness >= SIMILAR)
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        UnknownModel {
            name: name.to_owned(),
            similar: ranked
                .into_iter()
                .take(3)
                .map(|(_, model)| model.id.to_string())
                .collect(),
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::built_in;

    #[test]
    fn ids_are_distinct() {
        let registry = built_in();
        let mut seen = HashSet::new();
        assert!(registry.models().all(|(model, _)| seen.insert(&model.id)));
        assert!(!seen.is_empty());
    }

    #[test]
    fn a_model_is_found_by_id_and_by_its_last_part() {
        let registry = built_in();
        for name in ["painter/noto", "noto", "Painter/NOTO", " noto "] {
            let (model, _) = registry.find(name).unwrap();
            assert_eq!(model.id.as_str(), "painter/noto", "{name:?}");
        }
    }

    #[test]
    fn a_slip_gets_suggestions_best_first() {
        let registry = built_in();
        for (slip, meant) in [
            ("nto", "painter/noto"),
            ("painter/twemojy", "painter/twemoji"),
            ("Fluent3D", "painter/fluent-3d"),
            ("blob", "painter/blobs"),
        ] {
            let unknown = registry.find(slip).map(|(model, _)| model).unwrap_err();
            assert_eq!(unknown.similar[0], meant, "{slip}");
        }
    }

    #[test]
    fn nothing_like_it_gets_no_suggestion() {
        let registry = built_in();
        for name in ["", "🦊", "zzzz", "../../etc"] {
            let unknown = registry.find(name).map(|(model, _)| model).unwrap_err();
            assert_eq!(unknown.similar, [""; 0], "{name:?}");
        }
    }
}
