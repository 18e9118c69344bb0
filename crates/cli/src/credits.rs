//! `pixelprompt credits`: the notices travel inside the binary, as the weights do.

use std::process::ExitCode;

use crate::{failure::Failure, output};

const NOTICE: &str = include_str!("../../../NOTICE");

pub(crate) fn run() -> Result<ExitCode, Failure> {
    output::results(NOTICE)?;
    Ok(ExitCode::SUCCESS)
}
