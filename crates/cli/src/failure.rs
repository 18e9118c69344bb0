//! Why the program ends without doing all that was asked.

use std::{fmt::Display, process::ExitCode};

use pixelprompt_domain::ErrorKind;
use pixelprompt_studio::NoStudio;
use serde::Serialize;

use crate::output;

/// The exit code for what the person can mend.
pub(crate) const BAD_INPUT: u8 = 1;
/// The exit code for what only the program's authors can mend. The shell's own convention uses
/// it for misuse of a command, and so does the argument parser.
pub(crate) const FAULT_OR_USAGE: u8 = 2;

/// A sentence about what is wrong, and one about what to do.
#[derive(Debug, Serialize)]
pub(crate) struct Failure {
    #[serde(rename = "error")]
    code: &'static str,
    pub(crate) message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hint: Option<String>,
    #[serde(skip)]
    exit: u8,
}

impl Failure {
    /// Something that the person can mend.
    pub(crate) fn bad_input(code: &'static str, message: impl Display, hint: impl Display) -> Self {
        Self {
            code,
            message: message.to_string(),
            hint: Some(hint.to_string()),
            exit: BAD_INPUT,
        }
    }

    /// Something that nobody could have avoided by typing something else.
    pub(crate) fn fault(code: &'static str, message: impl Display) -> Self {
        Self {
            code,
            message: message.to_string(),
            hint: None,
            exit: FAULT_OR_USAGE,
        }
    }

    /// A fault inside the program.
    pub(crate) fn internal(message: impl Display) -> Self {
        Self::fault(ErrorKind::Internal.code(), message)
    }

    /// Tells the person, and the machine if one listens; returns the exit code.
    pub(crate) fn report(&self, json: bool) -> ExitCode {
        output::note(&format!("error: {}", self.message));
        if let Some(hint) = &self.hint {
            output::note(&format!("hint: {hint}"));
        }
        if json {
            // If that fails too, the sentence above and the exit code have already said it.
            let _ = output::json(self);
        }
        self.exit.into()
    }
}

impl From<NoStudio> for Failure {
    fn from(none: NoStudio) -> Self {
        match none.hint {
            Some(hint) => Self::bad_input(none.code, none.message, hint),
            None => Self::fault(none.code, none.message),
        }
    }
}
