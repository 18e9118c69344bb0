//! What the crate promises, through its public functions.

mod amazon;
mod documentation;
mod language;
mod mistakes;
mod models;
mod properties;
mod sources;

use std::path::PathBuf;

use crate::{Config, KnownLanguage, KnownProvider, Loaded, Mistakes, Need, Platform, Sources};

fn providers() -> Vec<KnownProvider> {
    vec![
        KnownProvider {
            name: "painter",
            aliases: &[],
            api_key: Need::Unused,
            key_variable: None,
            base_url: Need::Unused,
            nicknames: &[],
            built_in: vec!["noto".to_owned(), "twemoji".to_owned()],
        },
        KnownProvider {
            name: "openai-compatible",
            aliases: &["generic"],
            api_key: Need::Optional,
            key_variable: None,
            base_url: Need::Required,
            nicknames: &[],
            built_in: Vec::new(),
        },
        KnownProvider {
            name: "openai",
            aliases: &[],
            api_key: Need::Required,
            key_variable: Some("OPENAI_API_KEY"),
            base_url: Need::Optional,
            nicknames: &["DALL-E 3"],
            built_in: Vec::new(),
        },
    ]
}

fn languages() -> Vec<KnownLanguage> {
    vec![
        KnownLanguage {
            name: "openai-compatible",
            aliases: &["generic", "ollama", "vllm"],
            api_key: Need::Optional,
            base_url: Need::Required,
            default_model: None,
            speaks: |_| true,
        },
        KnownLanguage {
            name: "openai",
            aliases: &[],
            api_key: Need::Required,
            base_url: Need::Optional,
            default_model: Some("gpt-6-luna"),
            speaks: |id| !id.contains("image"),
        },
    ]
}

/// Loads a file's text and variables. The file is called `pixelprompt.toml` in messages.
fn load(file: &str, variables: &[(&str, &str)]) -> Result<Loaded, Mistakes> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pixelprompt.toml");
    std::fs::write(&path, file).unwrap();
    let mut result = Config::load(Sources {
        file: Some(path.clone()),
        ..sources(variables)
    });
    if let Err(mistakes) = &mut result {
        for mistake in &mut mistakes.0 {
            if let crate::Origin::File(file, _) = &mut mistake.origin {
                *file = PathBuf::from("pixelprompt.toml");
            }
        }
    }
    result
}

fn sources(variables: &[(&str, &str)]) -> Sources {
    Sources {
        environment: variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        platform: Platform::Xdg,
        providers: providers(),
        languages: languages(),
        ..Sources::default()
    }
}

fn loads(file: &str, variables: &[(&str, &str)]) -> Loaded {
    load(file, variables).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

/// What is told of a file and variables with mistakes.
fn told(file: &str, variables: &[(&str, &str)]) -> String {
    load(file, variables).err().map_or_else(
        || panic!("no mistake in {file:?} {variables:?}"),
        |mistakes| mistakes.to_string(),
    )
}
