//! `pixelprompt`: one prompt, every image model, side by side, from a terminal.

mod arguments;
mod completions;
mod config;
mod credits;
mod doctor;
mod failure;
mod files;
mod generate;
mod interrupt;
mod log;
mod mock_providers;
mod models;
mod openapi;
mod output;
mod providers;
mod runtime;
mod serve;
mod sheet;

use std::process::ExitCode;

use clap::{Parser as _, error::ErrorKind};

use crate::{
    arguments::{Arguments, Command},
    failure::Failure,
};

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(usage) => {
            // Whoever closed the pipe does not want to hear of it.
            let _ = usage.print();
            return match usage.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
                // The option was understood and its value was not: that is bad input, as an
                // empty prompt is, and no misuse of the command.
                ErrorKind::ValueValidation | ErrorKind::InvalidValue | ErrorKind::InvalidUtf8 => {
                    failure::BAD_INPUT.into()
                }
                _ => failure::FAULT_OR_USAGE.into(),
            };
        }
    };
    let json = arguments.wants_json();
    run(arguments.command).unwrap_or_else(|failure| failure.report(json))
}

fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Serve(serve) => serve::run(&serve),
        Command::Generate(generate) => generate::run(&generate),
        Command::Models(models) => models::run(&models),
        Command::Providers(providers) => providers::run(&providers),
        Command::Config(config) => config::run(&config),
        Command::Doctor(doctor) => doctor::run(
            &doctor,
            &doctor::Tries {
                open_database: &|config| Ok(pixelprompt_studio::try_database(config)?),
                reach_bucket: &|config| {
                    Ok(runtime::runtime()?.block_on(pixelprompt_studio::try_bucket(config))?)
                },
                load_painter: &pixelprompt_studio::try_painter,
            },
        ),
        Command::MockProviders(mock) => mock_providers::run(&mock),
        Command::Openapi => openapi::run(),
        Command::Completions { shell } => completions::run(shell),
        Command::Credits => credits::run(),
    }
}
