//! `pixelprompt config`, and how every command that needs a configuration loads it.

use std::{env, path::PathBuf, process::ExitCode};

use clap::Args;
use pixelprompt_config::{
    KnownProvider, Loaded, Need, Override, Platform, Sources, explain, find_file, sample,
};
use pixelprompt_providers::built_in;

use crate::{failure::Failure, output};

/// Where the configuration comes from; the same options for every command that reads one.
#[derive(Args, Debug)]
pub(crate) struct Origin {
    /// The configuration file [default: pixelprompt.toml here or in the user's configuration folder]
    #[arg(long = "config", value_name = "FILE")]
    file: Option<PathBuf>,

    /// The folder for jobs and pictures; goes before the configuration
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
}

impl Origin {
    /// Loads the configuration or tells everything that is wrong with it.
    pub(crate) fn load(&self) -> Result<Loaded, Failure> {
        pixelprompt_config::Config::load(self.sources()).map_err(|mistakes| {
            let hint = "`pixelprompt config --explain` explains every key";
            Failure::bad_input("CONFIGURATION", mistakes, hint)
        })
    }

    /// The options, this process's environment and the file.
    pub(crate) fn sources(&self) -> Sources {
        // What is no Unicode is none of ours: no key takes such a value.
        let environment: Vec<(String, String)> = env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let data = self.data.as_ref().map(|folder| Override {
            key: "data.folder".to_owned(),
            value: folder.to_string_lossy().into_owned(),
            option: "--data".to_owned(),
        });
        Sources {
            file: find_file(self.file.as_deref(), &environment, Platform::HERE),
            environment,
            platform: Platform::HERE,
            overrides: data.into_iter().collect(),
            providers: providers(),
        }
    }
}

/// The providers that a configured model can name.
fn providers() -> Vec<KnownProvider> {
    let painter = built_in()
        .models()
        .filter_map(|(model, _)| {
            model
                .id
                .as_str()
                .strip_prefix("painter/")
                .map(str::to_owned)
        })
        .collect();
    vec![
        KnownProvider {
            name: "painter",
            aliases: &[],
            api_key: Need::Unused,
            base_url: Need::Unused,
            built_in: painter,
        },
        KnownProvider {
            name: "openai-compatible",
            aliases: &["generic"],
            api_key: Need::Optional,
            base_url: Need::Required,
            built_in: Vec::new(),
        },
    ]
}

#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Config {
    /// Explain every key: what it does, its default, its environment variable (also without this)
    #[arg(long)]
    explain: bool,

    /// With the values in force and where each was written; secrets are only said to be set
    #[arg(long, conflicts_with = "toml")]
    values: bool,

    /// Print a configuration file with every key in a comment
    #[arg(long, conflicts_with = "explain")]
    toml: bool,

    #[command(flatten)]
    origin: Origin,
}

const EXAMPLES: &str = "\
Examples:
  pixelprompt config --explain              what can be configured
  pixelprompt config --explain --values     and what is
  pixelprompt config --toml > pixelprompt.toml";

pub(crate) fn run(arguments: &Config) -> Result<ExitCode, Failure> {
    let page = if arguments.toml {
        sample()
    } else if arguments.values {
        let loaded = arguments.origin.load()?;
        for warning in &loaded.warnings {
            output::note(&format!("warning: {warning}"));
        }
        explain(Some(&loaded))
    } else {
        explain(None)
    };
    output::results(&page)?;
    Ok(ExitCode::SUCCESS)
}
