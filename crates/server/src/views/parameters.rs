//! What was asked, and how it was used.

use pixelprompt_domain as domain;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What was asked beside the prompt, or what a model got of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Parameters<'a> {
    /// How many times the picture is refined.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    steps: Option<u32>,
    /// How hard the prompt pulls.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    guidance: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    quality: Option<Quality>,
    /// The same seed, prompt and parameters give the same picture, where a model honours it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    seed: Option<u64>,
    /// What the picture should not show.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    negative_prompt: Option<&'a str>,
    /// Width and height.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    size: Option<Size>,
}

impl<'a> From<&'a domain::Parameters> for Parameters<'a> {
    fn from(parameters: &'a domain::Parameters) -> Self {
        Self {
            steps: parameters.steps,
            guidance: parameters.guidance,
            quality: parameters.quality.map(Quality::from),
            seed: parameters.seed,
            negative_prompt: parameters
                .negative_prompt
                .as_ref()
                .map(domain::Prompt::as_str),
            size: parameters.size.map(Size::from),
        }
    }
}

/// How much a model shall do for a picture, where it has that choice instead of steps.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Quality {
    Low,
    Medium,
    High,
    Max,
}

impl From<domain::Quality> for Quality {
    fn from(quality: domain::Quality) -> Self {
        match quality {
            domain::Quality::Low => Self::Low,
            domain::Quality::Medium => Self::Medium,
            domain::Quality::High => Self::High,
            domain::Quality::Max => Self::Max,
        }
    }
}

impl From<Quality> for domain::Quality {
    fn from(quality: Quality) -> Self {
        match quality {
            Quality::Low => Self::Low,
            Quality::Medium => Self::Medium,
            Quality::High => Self::High,
            Quality::Max => Self::Max,
        }
    }
}

/// Pixels across and down.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub(crate) struct Size {
    width: u32,
    height: u32,
}

impl From<domain::Size> for Size {
    fn from(size: domain::Size) -> Self {
        Self {
            width: size.width,
            height: size.height,
        }
    }
}

/// A parameter that a model did not use as asked.
#[derive(Serialize, ToSchema)]
pub(crate) struct Warning<'a> {
    kind: WarningKind,
    /// Which parameter, as in the request.
    #[schema(value_type = String, example = "steps")]
    parameter: domain::Parameter,
    /// What was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    asked: Option<&'a str>,
    /// What was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    used: Option<&'a str>,
    /// Why, as the second half of a sentence.
    reason: &'a str,
    /// All of it in one sentence.
    message: String,
}

/// What became of the parameter.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum WarningKind {
    Adapted,
    Ignored,
}

impl<'a> From<&'a domain::Warning> for Warning<'a> {
    fn from(warning: &'a domain::Warning) -> Self {
        let message = warning.to_string();
        match warning {
            domain::Warning::Adapted {
                parameter,
                asked,
                used,
                reason,
            } => Self {
                kind: WarningKind::Adapted,
                parameter: *parameter,
                asked: Some(asked),
                used: Some(used),
                reason,
                message,
            },
            domain::Warning::Ignored { parameter, reason } => Self {
                kind: WarningKind::Ignored,
                parameter: *parameter,
                asked: None,
                used: None,
                reason,
                message,
            },
        }
    }
}
