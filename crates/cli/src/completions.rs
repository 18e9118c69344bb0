//! `pixelprompt completions`.

use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::{arguments::Arguments, failure::Failure, output};

pub(crate) fn run(shell: Shell) -> Result<ExitCode, Failure> {
    // Into memory first: the generator panics where the reader of a pipe has gone.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "pixelprompt", &mut script);
    output::results(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}
