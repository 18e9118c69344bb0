//! Why there is no studio.

use std::fmt::Display;

/// Why no studio could be made of a configuration.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct NoStudio {
    /// For programs; it never changes.
    pub code: &'static str,
    /// A sentence about what is wrong.
    pub message: String,
    /// What a person can do about it; nothing where it is the program's own fault.
    pub hint: Option<String>,
}

impl NoStudio {
    /// Something that a person can mend.
    pub(crate) fn bad_input(code: &'static str, message: impl Display, hint: impl Display) -> Self {
        Self {
            code,
            message: message.to_string(),
            hint: Some(hint.to_string()),
        }
    }

    /// A fault inside the program.
    pub(crate) fn internal(message: impl Display) -> Self {
        Self {
            code: "INTERNAL",
            message: message.to_string(),
            hint: None,
        }
    }
}
