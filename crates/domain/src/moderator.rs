//! The port to whoever judges prompts beside the content filter.

use std::fmt;

use async_trait::async_trait;

use crate::{Category, Prompt, ProviderError};

/// Judges prompts: a service that understands more than a list of words does.
#[async_trait]
pub trait Moderator: Send + Sync {
    /// Who judges, for the log.
    fn name(&self) -> &str;

    /// What speaks against painting the prompt, the gravest if there is more; nothing if it may be painted.
    ///
    /// - An error says nothing about the prompt. What follows from it is the caller's to decide.
    /// - Time limits are the caller's; one call is one attempt.
    async fn check(&self, prompt: &Prompt) -> Result<Option<Flagged>, ProviderError>;
}

/// What a moderator holds against a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("The prompt seems to ask for {}, which is not painted here; try other words.", Words(*self))]
pub enum Flagged {
    /// One of the categories that the content filter knows too.
    Category(Category),
    /// Help with a crime.
    Illicit,
    /// Something that nobody here has a name for.
    Other,
}

impl Flagged {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Category(category) => category.name(),
            Self::Illicit => "illicit",
            Self::Other => "other",
        }
    }
}

/// As people read it.
struct Words(Flagged);

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Flagged::Category(category) => category.fmt(f),
            Flagged::Illicit => f.write_str("something illegal"),
            Flagged::Other => f.write_str("something"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_what_is_held_against_the_prompt() {
        for (flagged, name, words) in [
            (Flagged::Category(Category::Hate), "hate", "ask for hate,"),
            (Flagged::Illicit, "illicit", "ask for something illegal,"),
            (Flagged::Other, "other", "ask for something,"),
        ] {
            assert_eq!(flagged.name(), name);
            assert!(flagged.to_string().contains(words), "{flagged}");
        }
    }
}
