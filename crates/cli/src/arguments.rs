//! What can be typed after `pixelprompt`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use pixelprompt_domain::{Quality, Size};

use crate::{
    config::{Config, ConfigFile},
    doctor::Doctor,
    mock_providers::MockProvidersCommand,
    serve::Serve,
};

/// One prompt, every image model, side by side.
///
/// The models that ship inside are one tiny painter of emoji-like objects, colours and plain
/// backgrounds in five styles: no rival of the large cloud models, and no key or network needed.
#[derive(Debug, Parser)]
#[command(version, about, long_about, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  pixelprompt generate \"a red fox\"             five pictures and a contact sheet in pictures/
  pixelprompt generate \"a red fox\" --seed 42   the same pictures every time
  pixelprompt models                           what can paint, and what it honours
  pixelprompt serve                            the studio in a browser, and its API
  pixelprompt config --explain                 everything that can be configured

Exit codes:
  0  everything was painted
  1  something about the input must be changed; one sentence says what
  2  the command was not understood, or a fault of the program
  130  stopped with Ctrl-C";

impl Arguments {
    /// Whether a machine reads the output.
    pub(crate) fn wants_json(&self) -> bool {
        match &self.command {
            Command::Generate(generate) => generate.json,
            Command::Models(models) => models.wants_json(),
            Command::Providers(providers) => providers.json,
            Command::Doctor(doctor) => doctor.json,
            Command::Serve(_)
            | Command::Config(_)
            | Command::MockProviders(_)
            | Command::Openapi
            | Command::Completions { .. }
            | Command::Credits => false,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Open the studio: the page, the API and the worker
    Serve(Serve),
    /// Paint a prompt with all models, or with some
    Generate(Generate),
    /// List the models and what each honours and costs; `models test` tries them
    Models(Models),
    /// List the providers that can be configured, and the models that each is known for
    Providers(Providers),
    /// Explain what can be configured, and what is
    Config(Config),
    /// Check that everything is in place, and say what to mend
    Doctor(Doctor),
    /// Stand in for all providers, for tests and demonstrations
    MockProviders(MockProvidersCommand),
    /// Print the document that describes the API (`OpenAPI`)
    Openapi,
    /// Print the completion script of a shell
    #[command(after_help = "Example:\n  pixelprompt completions bash > \
        ~/.local/share/bash-completion/completions/pixelprompt")]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print whose artwork and data the built-in models learned from, with their licences
    Credits,
}

#[derive(Debug, Args)]
#[command(after_help = GENERATE_EXAMPLES)]
pub(crate) struct Generate {
    /// What to paint, up to 1,000 characters; the built-in models know English words and emoji
    pub(crate) prompt: String,

    /// The folder for the pictures; made if it does not exist
    #[arg(long, value_name = "FOLDER", default_value = "pictures")]
    pub(crate) out: PathBuf,

    /// Paint with this model only; may be given several times [default: all]
    #[arg(long = "model", value_name = "ID")]
    pub(crate) models: Vec<String>,

    /// Repeat a picture, 0 to 9007199254740991; without it a seed is drawn, and told
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(crate) seed: Option<u64>,

    /// How often the picture is refined: fewer is faster, more is cleaner
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(crate) steps: Option<u32>,

    /// How hard the prompt pulls
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    pub(crate) guidance: Option<f32>,

    /// How much a model shall do for the picture, where it has that choice: low, medium, high, max
    #[arg(long, value_name = "HOW")]
    pub(crate) quality: Option<Quality>,

    /// What the picture should not show
    #[arg(long, value_name = "TEXT")]
    pub(crate) negative: Option<String>,

    /// Pixels a side: 64 to 1024 in steps of 64, for the built-in models
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(crate) size: Option<Size>,

    /// Only say what it would cost
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Print one JSON document instead of the paths
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) file: ConfigFile,
}

const GENERATE_EXAMPLES: &str = "\
The paths of the pictures go to standard output, one a line; everything else goes to
standard error. `pixelprompt models` lists the ranges of steps, guidance and size.

Examples:
  pixelprompt generate \"a red fox on a blue background\"
  pixelprompt generate \"a green bus\" --model noto --model twemoji --steps 25
  pixelprompt generate \"a bird\" --negative \"blue\" --guidance 6 --size 1024 --out birds/
  pixelprompt generate \"a robot\" --json | jq -r '.images[].path'";

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Models {
    #[command(subcommand)]
    pub(crate) action: Option<ModelsAction>,

    #[command(flatten)]
    pub(crate) list: ListModels,
}

impl Models {
    fn wants_json(&self) -> bool {
        match &self.action {
            Some(ModelsAction::Test(test)) => test.json,
            None => self.list.json,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct ListModels {
    /// Print one JSON document instead of the table
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) file: ConfigFile,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ModelsAction {
    /// Paint one cheap picture with each, and explain what came back
    Test(TestModels),
}

#[derive(Debug, Args)]
#[command(after_help = TEST_EXAMPLES)]
pub(crate) struct TestModels {
    /// The models to try [default: all]
    #[arg(value_name = "ID")]
    pub(crate) names: Vec<String>,

    /// Try all models though that costs money, or nobody knows how much
    #[arg(long)]
    pub(crate) yes: bool,

    /// Print one JSON document instead of the lines
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) file: ConfigFile,
}

const TEST_EXAMPLES: &str = "\
A test is a real request, in the lowest quality that the model has, and costs what such a picture
costs. Nothing is kept. Without names, what all of them cost together is told first, and unless that is
nothing, --yes has to be said.

Examples:
  pixelprompt models test --yes
  pixelprompt models test openai/gpt-image-2.5-flare";

#[derive(Debug, Args)]
pub(crate) struct Providers {
    /// Print one JSON document, with all that is known of each model
    #[arg(long)]
    pub(crate) json: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_definition_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
