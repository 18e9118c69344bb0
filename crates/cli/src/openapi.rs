//! `pixelprompt openapi`.

use std::process::ExitCode;

use crate::{failure::Failure, output};

pub(crate) fn run() -> Result<ExitCode, Failure> {
    output::json(&pixelprompt_server::openapi())?;
    Ok(ExitCode::SUCCESS)
}
