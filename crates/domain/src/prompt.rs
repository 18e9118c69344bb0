//! What a person typed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ErrorKind;

/// The longest prompt, in Unicode characters.
pub const MAX_PROMPT_CHARS: usize = 1_000;

/// A prompt that is safe to store, show and send: trimmed, not empty, at most
/// [`MAX_PROMPT_CHARS`] long, free of control characters other than line breaks.
///
/// Any script, emoji and writing direction passes unchanged. A control character becomes a space:
/// it means nothing to a model, but NUL ends a PNG text chunk and ESC drives a terminal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Prompt(String);

impl Prompt {
    /// Cleans `text` and checks it.
    pub fn new(text: &str) -> Result<Self, PromptError> {
        let cleaned: String = text.replace("\r\n", "\n").chars().map(cleaned).collect();
        let trimmed = cleaned.trim();
        if trimmed.chars().all(says_nothing) {
            return Err(PromptError::Empty);
        }
        let chars = trimmed.chars().count();
        if chars > MAX_PROMPT_CHARS {
            return Err(PromptError::TooLong { chars });
        }
        Ok(Self(trimmed.to_owned()))
    }

    /// The prompt's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn cleaned(c: char) -> char {
    match c {
        '\n' | '\r' => '\n',
        c if c.is_control() => ' ',
        c => c,
    }
}

/// White space, and the marks that only steer how their neighbours are drawn: a prompt of nothing
/// else looks empty to the person who sent it.
fn says_nothing(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{AD}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
        )
}

impl fmt::Display for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Prompt {
    type Error = PromptError;

    fn try_from(text: String) -> Result<Self, PromptError> {
        Self::new(&text)
    }
}

impl From<Prompt> for String {
    fn from(prompt: Prompt) -> Self {
        prompt.0
    }
}

/// Why a text is no prompt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PromptError {
    /// Nothing but white space and invisible marks.
    #[error("the prompt is empty")]
    Empty,
    /// More than [`MAX_PROMPT_CHARS`].
    #[error("the prompt has {chars} characters, {MAX_PROMPT_CHARS} are allowed")]
    TooLong {
        /// How long it is after trimming.
        chars: usize,
    },
}

impl PromptError {
    /// The kind to report.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Empty => ErrorKind::PromptEmpty,
            Self::TooLong { .. } => ErrorKind::PromptTooLong,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn white_space_around_is_dropped() {
        assert_eq!(Prompt::new("  a red fox\n").unwrap().as_str(), "a red fox");
    }

    #[test]
    fn blank_and_invisible_texts_are_empty() {
        for text in ["", " \t\n", "\0", "\u{200B}\u{FEFF}", "\u{202E} \u{2066}"] {
            assert_eq!(Prompt::new(text), Err(PromptError::Empty), "{text:?}");
        }
    }

    #[test]
    fn length_counts_characters_not_bytes() {
        assert!(Prompt::new(&"🦊".repeat(1_000)).is_ok());
        assert_eq!(
            Prompt::new(&"🦊".repeat(1_001)),
            Err(PromptError::TooLong { chars: 1_001 })
        );
    }

    #[test]
    fn control_characters_become_spaces_and_line_breaks_stay() {
        assert_eq!(
            Prompt::new("red\0fox\u{1b}[31m\r\nin\tsnow\u{9b}!")
                .unwrap()
                .as_str(),
            "red fox [31m\nin snow !"
        );
    }

    #[test]
    fn joined_emoji_and_right_to_left_text_stay_as_typed() {
        for text in ["👩‍🚀", "ثعلب أحمر", "שועל אדום"] {
            assert_eq!(Prompt::new(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn json_is_checked_too() {
        assert!(serde_json::from_str::<Prompt>("\"  \"").is_err());
        assert_eq!(
            serde_json::to_string(&Prompt::new("a fox").unwrap()).unwrap(),
            "\"a fox\""
        );
    }

    proptest! {
        #[test]
        fn a_prompt_keeps_its_promises_and_cleans_to_itself(text in any::<String>()) {
            if let Ok(prompt) = Prompt::new(&text) {
                let inner = prompt.as_str();
                prop_assert_eq!(inner.trim(), inner);
                prop_assert!((1..=MAX_PROMPT_CHARS).contains(&inner.chars().count()));
                prop_assert!(inner.chars().all(|c| c == '\n' || !c.is_control()));
                prop_assert_eq!(Prompt::new(inner).unwrap(), prompt.clone());
            }
        }
    }
}
