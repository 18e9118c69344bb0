//! `pixelprompt config`, and how every command that needs a configuration loads it.

use std::{env, path::PathBuf, process::ExitCode};

use clap::Args;
use pixelprompt_config::{Loaded, Override, Platform, Sources, explain, find_file, sample};
use pixelprompt_studio::{languages, providers};

use crate::{failure::Failure, output};

/// The configuration file; the same option for every command that reads one.
#[derive(Args, Debug)]
pub(crate) struct ConfigFile {
    /// The configuration file [default: pixelprompt.toml here or in the user's configuration folder]
    #[arg(long = "config", value_name = "FILE")]
    file: Option<PathBuf>,
}

/// Where the configuration comes from, for every command that uses the data folder.
#[derive(Args, Debug)]
pub(crate) struct Origin {
    #[command(flatten)]
    file: ConfigFile,

    /// The folder for jobs and pictures; goes before the configuration
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
}

impl ConfigFile {
    /// Loads the configuration or tells everything that is wrong with it.
    pub(crate) fn load(&self) -> Result<Loaded, Failure> {
        load(self.sources(Vec::new()))
    }

    fn sources(&self, overrides: Vec<Override>) -> Sources {
        // What is no Unicode is none of ours: no key takes such a value.
        let environment: Vec<(String, String)> = env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Sources {
            file: find_file(self.file.as_deref(), &environment, Platform::HERE),
            environment,
            platform: Platform::HERE,
            overrides,
            providers: providers(),
            languages: languages(),
        }
    }
}

impl Origin {
    /// Loads the configuration or tells everything that is wrong with it.
    pub(crate) fn load(&self) -> Result<Loaded, Failure> {
        load(self.sources())
    }

    /// The options, this process's environment and the file.
    pub(crate) fn sources(&self) -> Sources {
        let data = self.data.as_ref().map(|folder| Override {
            key: "data.folder".to_owned(),
            value: folder.to_string_lossy().into_owned(),
            option: "--data".to_owned(),
        });
        self.file.sources(data.into_iter().collect())
    }
}

fn load(sources: Sources) -> Result<Loaded, Failure> {
    pixelprompt_config::Config::load(sources).map_err(|mistakes| {
        let hint = "`pixelprompt config --explain` explains every key";
        Failure::bad_input("CONFIGURATION", mistakes, hint)
    })
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
