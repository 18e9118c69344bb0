//! One entry of the list that a person chooses from.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Capability, Price};

/// Names a model: `painter/noto`. Letters, digits and `- _ . : /`, at most 100 of them, so that it
/// can stand in a URL, a file name, a log line and a shell without care.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ModelId(String);

impl ModelId {
    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is no model id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a model id has 1 to 100 letters, digits or any of - _ . : /")]
pub struct ModelIdError;

impl FromStr for ModelId {
    type Err = ModelIdError;

    fn from_str(text: &str) -> Result<Self, ModelIdError> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.:/".contains(c);
        if (1..=100).contains(&text.len()) && text.chars().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ModelIdError)
        }
    }
}

impl TryFrom<String> for ModelId {
    type Error = ModelIdError;

    fn try_from(text: String) -> Result<Self, ModelIdError> {
        text.parse()
    }
}

impl From<ModelId> for String {
    fn from(id: ModelId) -> Self {
        id.0
    }
}

/// What a person sees of a model before choosing it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ModelInfo {
    /// Names it in requests, results and file names.
    pub id: ModelId,
    /// Names it to people.
    pub name: String,
    /// The family it is reached through.
    pub provider: String,
    /// One or two sentences: what it paints, and to whom that is owed.
    pub description: String,
    /// What it honours.
    pub capability: Capability,
    /// What its pictures cost.
    pub price: Price,
    /// Whether its provider still stands by it.
    pub standing: Standing,
}

/// Whether a provider still stands by a model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// In one word.
    pub state: State,
    /// In a sentence or two for people, where there is something to tell: until when it is served, what
    /// paints in its place, or what does not fit in the configuration.
    pub notice: Option<String>,
}

/// Whether a provider still stands by a model, in one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Yes.
    #[default]
    Current,
    /// Not for much longer.
    Deprecated,
    /// No: another model paints in its place.
    Retired,
}

impl Standing {
    /// Served for a while yet.
    pub fn deprecated(notice: impl Into<String>) -> Self {
        Self {
            state: State::Deprecated,
            notice: Some(notice.into()),
        }
    }

    /// No longer served.
    pub fn retired(notice: impl Into<String>) -> Self {
        Self {
            state: State::Retired,
            notice: Some(notice.into()),
        }
    }

    /// The same, with another sentence for people after those that there are.
    #[must_use]
    pub fn noting(self, sentence: impl AsRef<str>) -> Self {
        let sentence = sentence.as_ref();
        let notice = match self.notice {
            Some(before) => format!("{before} {sentence}"),
            None => sentence.to_owned(),
        };
        Self {
            notice: Some(notice),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_plain() {
        for good in ["painter/noto", "amazon.nova-canvas-v1:0", "x"] {
            assert!(good.parse::<ModelId>().is_ok(), "{good}");
        }
        for bad in ["", "a b", "é", "a\nb", &"x".repeat(101)] {
            assert!(bad.parse::<ModelId>().is_err(), "{bad:?}");
        }
    }
}
