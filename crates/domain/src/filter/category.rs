//! What a prompt is refused for.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ErrorKind;

/// The kinds of content that are not painted: a closed set, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Sexual content involving minors.
    SexualMinors,
    /// Attacks on people for what they are, and praise of those who attack them.
    Hate,
    /// Suicide, self-injury and eating disorders.
    SelfHarm,
    /// Killing, torture and mutilation in the picture.
    Violence,
    /// Humiliation and intimidation of a person.
    Harassment,
    /// Nudity, sexual acts and pornography.
    Sexual,
}

impl Category {
    /// All categories, the gravest first.
    pub const ALL: [Self; 6] = [
        Self::SexualMinors,
        Self::Hate,
        Self::SelfHarm,
        Self::Violence,
        Self::Harassment,
        Self::Sexual,
    ];

    /// The name in JSON, in configuration and in the lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::SexualMinors => "sexual-minors",
            Self::Hate => "hate",
            Self::SelfHarm => "self-harm",
            Self::Violence => "violence",
            Self::Harassment => "harassment",
            Self::Sexual => "sexual",
        }
    }
}

impl fmt::Display for Category {
    /// The category as people read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SexualMinors => "sexual content involving minors",
            Self::Hate => "hate",
            Self::SelfHarm => "self-harm",
            Self::Violence => "graphic violence",
            Self::Harassment => "harassment",
            Self::Sexual => "sexual content",
        })
    }
}

/// A prompt that the [`ContentFilter`](crate::ContentFilter) refuses.
///
/// It names the category and not the word: whoever was misunderstood learns what the matter is,
/// and whoever tries spellings learns nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("The prompt seems to ask for {category}, which is not painted here; try other words.")]
pub struct Blocked {
    /// What it is refused for; the gravest, if there are several.
    pub category: Category,
}

impl Blocked {
    /// The kind to report.
    pub fn kind(&self) -> ErrorKind {
        ErrorKind::InappropriateContent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_lists_use_the_same_names() {
        for category in Category::ALL {
            let json = format!("\"{}\"", category.name());
            assert_eq!(serde_json::to_string(&category).unwrap(), json);
            assert_eq!(serde_json::from_str::<Category>(&json).unwrap(), category);
        }
    }

    #[test]
    fn the_gravest_comes_first() {
        assert!(Category::ALL.is_sorted());
    }

    #[test]
    fn the_sentence_names_the_category() {
        let category = Category::Violence;
        assert!(
            Blocked { category }
                .to_string()
                .contains("graphic violence")
        );
    }
}
