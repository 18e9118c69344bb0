//! What a result says about parameters that were not used as asked.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Parameter;

/// A parameter that a model did not use as asked. Shown beside the picture, because a comparison
/// of models is only honest if it says where they were not asked the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Warning {
    /// Another value was used.
    Adapted {
        /// Which parameter.
        parameter: Parameter,
        /// What was asked.
        asked: String,
        /// What was used.
        used: String,
        /// Why, as the second half of a sentence: "this model takes 1 to 50".
        reason: String,
    },
    /// The model has no such parameter.
    Ignored {
        /// Which parameter.
        parameter: Parameter,
        /// Why, as the second half of a sentence.
        reason: String,
    },
}

impl Warning {
    /// The parameter that was not used as asked.
    pub fn parameter(&self) -> Parameter {
        match self {
            Self::Adapted { parameter, .. } | Self::Ignored { parameter, .. } => *parameter,
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Adapted {
                parameter,
                asked,
                used,
                reason,
            } => write!(f, "{parameter} {used} used instead of {asked}: {reason}"),
            Self::Ignored { parameter, reason } => write!(f, "{parameter} ignored: {reason}"),
        }
    }
}
