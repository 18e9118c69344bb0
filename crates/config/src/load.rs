//! Putting the sources together.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use secrecy::SecretString;

use crate::{
    Config, Mistake, Mistakes, Origin, amazon, check,
    file::{File, Section},
    key::Key,
    keys, language,
    models::{self, MAX_MODELS},
    raw::Raw,
    sections::ModelEntry,
    sources::{Loaded, Origins, Sources},
    unknown::{no_section, unknown_key, unknown_section},
    values::Wrong,
    variables::{BEDROCK_TOKEN, COUNT, Variables, model_variable},
};

impl Config {
    /// Loads the configuration, or tells everything that is wrong with it.
    pub fn load(sources: Sources) -> Result<Loaded, Mistakes> {
        let mut loader = Loader::default();
        loader.read_file(&sources);
        loader.read_environment(&sources);
        loader.read_overrides(&sources);
        loader.fill_in(&sources);
        check::check(&mut loader);
        loader.config.models = models::resolve(&mut loader, &sources.providers);
        loader.config.language =
            language::resolve(&mut loader, &sources.providers, &sources.languages);
        loader.config.amazon = amazon::resolve(&mut loader);
        if loader.mistakes.is_empty() {
            Ok(Loaded {
                config: loader.config,
                file: sources.file,
                warnings: loader.warnings,
                entries: loader.entries,
                origins: loader.origins,
            })
        } else {
            loader.mistakes.sort_by_key(|mistake| {
                // Those of the file from top to bottom, then the others as they were found.
                match &mistake.origin {
                    Origin::File(_, line) => (0, line.unwrap_or_default()),
                    _ => (1, 0),
                }
            });
            Err(Mistakes(loader.mistakes))
        }
    }
}

/// A configuration in the making.
#[derive(Default)]
pub(crate) struct Loader {
    pub(crate) config: Config,
    pub(crate) entries: Vec<ModelEntry>,
    pub(crate) origins: Origins,
    pub(crate) mistakes: Vec<Mistake>,
    pub(crate) warnings: Vec<String>,
    /// Bedrock's own key, for its models that have none.
    pub(crate) bedrock_token: Option<SecretString>,
    /// What the variables hold in which the providers' own programs look for their keys.
    pub(crate) account_keys: BTreeMap<&'static str, SecretString>,
    /// The keys of which a value was refused; what else is wrong with them nobody needs to hear.
    refused: BTreeSet<String>,
}

impl Loader {
    /// Tells a mistake of a key, where it was written. Once is enough: a value that was refused is
    /// not blamed again for what follows from it.
    pub(crate) fn blame(&mut self, key: &str, problem: impl Into<String>) {
        if self.refused.insert(key.to_owned()) {
            let origin = self.nearest(key);
            self.mistakes.push(Mistake::new(key, &origin, problem));
        }
    }

    /// Where a key was written; what a model lacks is told at the line of its table.
    fn nearest(&self, key: &str) -> Origin {
        let model = key.split_inclusive(']').next().unwrap_or_default();
        if self.origins.is_set(key) {
            self.origins.of(key)
        } else {
            self.origins.of(model)
        }
    }

    pub(crate) fn is_refused(&self, key: &str) -> bool {
        self.refused.contains(key)
    }

    fn read_file(&mut self, sources: &Sources) {
        let Some(path) = &sources.file else { return };
        let read = fs::read_to_string(path).map_err(|error| {
            let problem = format!("cannot be read: {error}; name another file with --config");
            vec![Mistake::new("", &Origin::File(path.clone(), None), problem)]
        });
        match read.and_then(|text| File::parse(path, &text)) {
            Ok(file) => self.take_file(file),
            Err(mistakes) => self.mistakes.extend(mistakes),
        }
    }

    fn take_file(&mut self, file: File) {
        for section in file.sections {
            self.take_section(section);
        }
        for (place, section) in (1..).zip(file.models) {
            let path = format!("models[{place}]");
            let mut entry = ModelEntry::default();
            self.origins.set(&path, &section.origin);
            match section.values {
                Some(values) => {
                    for (name, origin, raw) in values {
                        self.take_value(
                            "models",
                            &path,
                            ModelEntry::KEYS,
                            &mut entry,
                            (&name, &origin, &raw),
                        );
                    }
                }
                None => self.mistakes.push(no_section(&section)),
            }
            self.entries.push(entry);
        }
    }

    fn take_section(&mut self, section: Section) {
        let known = crate::SECTIONS
            .iter()
            .find(|((name, _), _)| *name == section.name);
        match (known, section.values) {
            (Some((_, keys)), Some(values)) => {
                let mut config = std::mem::take(&mut self.config);
                for (name, origin, raw) in values {
                    let path = &section.name;
                    self.take_value(path, path, keys, &mut config, (&name, &origin, &raw));
                }
                self.config = config;
            }
            (Some(_), None) => self.mistakes.push(no_section(&Section {
                values: None,
                ..section
            })),
            (None, _) if section.name == "models" => self.mistakes.push(no_section(&Section {
                values: None,
                ..section
            })),
            (None, values) => self.mistakes.push(unknown_section(
                &section.name,
                &section.origin,
                values.is_some(),
            )),
        }
    }

    /// Puts a value of the file into its place.
    fn take_value<T>(
        &mut self,
        section: &str,
        path: &str,
        keys: &[Key<T>],
        of: &mut T,
        (name, origin, raw): (&str, &Origin, &Raw),
    ) {
        match keys.iter().find(|key| key.name == name) {
            Some(key) => self.put(&format!("{path}.{name}"), key, of, origin, raw),
            None => self
                .mistakes
                .push(unknown_key(section, path, name, origin, keys)),
        }
    }

    /// Puts a value into its place, or tells what is wrong with it.
    fn put<T>(&mut self, path: &str, key: &Key<T>, of: &mut T, origin: &Origin, raw: &Raw) {
        let place = (key.at)(of);
        match place.put(raw, key.within) {
            Ok(()) => {
                self.origins.set(path, origin);
            }
            Err(Wrong { found, must }) => {
                let problem = format!("{found} but must be {must}, for example {}", key.example);
                self.mistakes.push(Mistake::new(path, origin, problem));
                self.refused.insert(path.to_owned());
            }
        }
    }

    fn read_environment(&mut self, sources: &Sources) {
        let mut variables = Variables::new(&sources.environment);
        let mut config = std::mem::take(&mut self.config);
        for key in keys() {
            let names = key.variables();
            self.put_variable(&mut variables, &names, &key.path(), key, &mut config);
        }
        self.config = config;

        let count = self.count(&mut variables);
        let places = count.unwrap_or_else(|| self.entries.len().max(variables.last_model()));
        self.entries.resize_with(places, ModelEntry::default);
        let mut entries = std::mem::take(&mut self.entries);
        for (place, entry) in (1..).zip(&mut entries) {
            for key in ModelEntry::KEYS {
                let names: Vec<_> = key
                    .variables
                    .iter()
                    .map(|name| model_variable(name, place))
                    .collect();
                let path = format!("models[{place}].{}", key.name);
                self.put_variable(&mut variables, &names, &path, key, entry);
            }
        }
        self.entries = entries;
        self.bedrock_token = variables
            .first(&[BEDROCK_TOKEN.to_owned()])
            .filter(|found| !found.value.trim().is_empty())
            .map(|found| found.value.trim().into());
        for name in sources
            .providers
            .iter()
            .filter_map(|known| known.key_variable)
        {
            if let Some(found) = variables.first(&[name.to_owned()]) {
                self.account_keys.insert(name, found.value.trim().into());
            }
        }
        self.warnings.extend(variables.unread());
    }

    fn put_variable<T>(
        &mut self,
        variables: &mut Variables,
        names: &[String],
        path: &str,
        key: &Key<T>,
        of: &mut T,
    ) {
        let Some(found) = variables.first(names) else {
            return;
        };
        for ignored in &found.ignored {
            self.warnings.push(format!(
                "The environment variable {ignored} is ignored because {} is set.",
                found.name
            ));
        }
        self.put(
            path,
            key,
            of,
            &Origin::Variable(found.name),
            &Raw::Word(found.value),
        );
    }

    /// What `MODEL_COUNT` says, if it is set.
    fn count(&mut self, variables: &mut Variables) -> Option<usize> {
        let found = variables.first(&[COUNT.to_owned()])?;
        let count = found
            .value
            .trim()
            .parse()
            .ok()
            .filter(|count| *count <= MAX_MODELS);
        if count.is_none() {
            let problem = format!(
                "is {} but must be a whole number from 0 to {MAX_MODELS}, for example 2",
                Raw::Word(found.value).shown()
            );
            let origin = Origin::Variable(found.name);
            self.mistakes.push(Mistake::new("models", &origin, problem));
        }
        count
    }

    fn read_overrides(&mut self, sources: &Sources) {
        for given in &sources.overrides {
            let origin = Origin::Option(given.option.clone());
            match keys().find(|key| key.path() == given.key) {
                Some(key) => {
                    let mut config = std::mem::take(&mut self.config);
                    let raw = Raw::Word(given.value.clone());
                    self.put(&given.key, key, &mut config, &origin, &raw);
                    self.config = config;
                }
                None => self
                    .mistakes
                    .push(Mistake::new(&given.key, &origin, "is no key")),
            }
        }
    }

    /// Defaults that depend on the machine or on other keys.
    fn fill_in(&mut self, sources: &Sources) {
        if !self.origins.is_set("data.folder")
            && let Some(folder) = sources.platform.data(&sources.environment)
        {
            self.config.data.folder = folder;
        }
        if !self.origins.is_set("blobs.kind") && self.config.blobs.bucket.is_some() {
            self.config.blobs.kind = crate::BlobKind::S3;
        }
    }
}
