//! How much a model shall do for a picture.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// How much a model shall do for a picture, where it has such a choice instead of steps. Providers
/// have names and numbers of their own for it, and prices with it; this is the scale that one request
/// to many models can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Quality {
    /// A draft.
    Low,
    /// Good enough.
    Medium,
    /// With care.
    High,
    /// As good as it can.
    Max,
}

impl Quality {
    /// All of them, the least first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Max];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Max => "max",
        }
    }
}

impl fmt::Display for Quality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that is no quality.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a quality is low, medium, high or max")]
pub struct QualityError;

impl FromStr for Quality {
    type Err = QualityError;

    fn from_str(text: &str) -> Result<Self, QualityError> {
        let known = |quality: &Self| quality.as_str().eq_ignore_ascii_case(text.trim());
        Self::ALL.into_iter().find(known).ok_or(QualityError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for quality in Quality::ALL {
            assert_eq!(quality.to_string().parse(), Ok(quality));
            let json = serde_json::to_string(&quality).unwrap();
            assert_eq!(json, format!("\"{quality}\""));
        }
        assert!("best".parse::<Quality>().is_err());
    }
}
