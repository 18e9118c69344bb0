//! A model to choose.

use pixelprompt_domain::{self as domain, ModelInfo};
use pixelprompt_engine::{Keyless, ModelLoad};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Price, Quality, Size};

/// A model to choose.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Model<'a> {
    /// Names it in requests.
    #[schema(example = "painter/noto")]
    id: &'a str,
    /// Names it to people. Two models may have the same.
    name: &'a str,
    /// The family it is reached through.
    provider: &'a str,
    /// What it paints, and to whom that is owed.
    description: &'a str,
    capability: Capability,
    price: Price<'a>,
    standing: Standing,
    /// Until when it is served, or what paints in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    notice: Option<&'a str>,
    state: ModelState,
    /// The environment variable in which its key is missed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "OPENAI_API_KEY")]
    missing_key: Option<&'a str>,
    /// Runs in line.
    waiting: usize,
    /// Runs at work.
    running: usize,
}

/// Whether a model paints at this moment.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ModelState {
    Ready,
    /// Left alone for a while after repeated failures.
    Resting,
    /// Not to be asked until somebody gives it a key.
    KeyMissing,
}

/// Which parameters a model honours, and in what range.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Capability {
    /// The step counts it takes; null if it has no such knob.
    #[schema(required = true)]
    steps: Option<Knob>,
    /// The guidance it takes; null if it has no such knob.
    #[schema(required = true)]
    guidance: Option<Knob>,
    /// Whether the same seed gives the same picture.
    seed: bool,
    /// The largest seed; null if it has none.
    #[schema(required = true)]
    max_seed: Option<u64>,
    /// The qualities it takes; null if it has no such knob.
    #[schema(required = true)]
    quality: Option<QualityKnob>,
    /// Whether it can be told what not to paint.
    negative_prompt: bool,
    sizes: Sizes,
    /// Whether it shows the picture while it is being painted.
    previews: bool,
    /// The longest prompt it reads, in characters; null if that is not known.
    #[schema(required = true)]
    prompt_characters: Option<u32>,
    /// How many pictures one request can bring at its provider; here it is asked for one.
    pictures: u32,
    /// What its provider offers to do with it; here it is asked to generate.
    operations: Vec<Operation>,
}

/// What can be done with a model.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Operation {
    /// Paint from a prompt.
    Generate,
    /// Change a picture.
    Edit,
    /// Paint on beyond a picture's edges.
    Outpaint,
}

impl From<domain::Operation> for Operation {
    fn from(operation: domain::Operation) -> Self {
        match operation {
            domain::Operation::Generate => Self::Generate,
            domain::Operation::Edit => Self::Edit,
            domain::Operation::Outpaint => Self::Outpaint,
        }
    }
}

/// Whether a model's provider still stands by it.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Standing {
    Current,
    /// Not for much longer.
    Deprecated,
    /// Another model paints in its place.
    Retired,
}

impl From<domain::State> for Standing {
    fn from(state: domain::State) -> Self {
        match state {
            domain::State::Current => Self::Current,
            domain::State::Deprecated => Self::Deprecated,
            domain::State::Retired => Self::Retired,
        }
    }
}

/// The qualities that a model lets people choose: from `min` to `max`.
#[derive(Serialize, ToSchema)]
pub(crate) struct QualityKnob {
    min: Quality,
    max: Quality,
    /// The one when nothing is asked.
    default: Quality,
}

/// A number that a model lets people turn.
#[derive(Serialize, ToSchema)]
pub(crate) struct Knob {
    #[schema(value_type = f64)]
    min: serde_json::Number,
    #[schema(value_type = f64)]
    max: serde_json::Number,
    /// The value when nothing is asked.
    #[schema(value_type = f64)]
    default: serde_json::Number,
}

/// The sizes a model paints.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Sizes {
    /// Sides from `min` to `max` that are `min` plus a multiple of `step`.
    Grid {
        min: u32,
        max: u32,
        step: u32,
        /// Whether width and height must be the same.
        square: bool,
        default: Size,
    },
    /// These sizes and no others.
    Listed { default: Size, others: Vec<Size> },
}

impl<'a> Model<'a> {
    /// A model as clients see it.
    pub(crate) fn new(info: &'a ModelInfo, load: ModelLoad) -> Self {
        Self {
            id: info.id.as_str(),
            name: &info.name,
            provider: &info.provider,
            description: &info.description,
            capability: Capability::from(&info.capability),
            price: Price::from(&info.price),
            standing: Standing::from(info.standing.state),
            notice: info.standing.notice.as_deref(),
            state: if load.resting {
                ModelState::Resting
            } else {
                ModelState::Ready
            },
            missing_key: None,
            waiting: load.waiting,
            running: load.running,
        }
    }

    /// A model that cannot be asked.
    pub(crate) fn keyless(keyless: &'a Keyless) -> Self {
        Self {
            state: ModelState::KeyMissing,
            missing_key: Some(&keyless.variable),
            ..Self::new(&keyless.info, ModelLoad::default())
        }
    }
}

impl From<&domain::Capability> for Capability {
    fn from(capability: &domain::Capability) -> Self {
        Self {
            steps: capability.steps.map(Knob::from),
            guidance: capability.guidance.map(Knob::from),
            seed: capability.seed.is_some(),
            max_seed: capability.seed.map(|seed| seed.min(domain::MAX_SEED)),
            quality: capability.quality.map(|knob| QualityKnob {
                min: knob.min.into(),
                max: knob.max.into(),
                default: knob.default.into(),
            }),
            negative_prompt: capability.negative_prompt,
            sizes: Sizes::from(&capability.sizes),
            previews: capability.previews,
            prompt_characters: capability.prompt_chars,
            pictures: capability.pictures,
            operations: capability.operations.iter().map(|&o| o.into()).collect(),
        }
    }
}

impl From<domain::Knob<u32>> for Knob {
    fn from(knob: domain::Knob<u32>) -> Self {
        Self {
            min: knob.min.into(),
            max: knob.max.into(),
            default: knob.default.into(),
        }
    }
}

impl From<domain::Knob<f32>> for Knob {
    fn from(knob: domain::Knob<f32>) -> Self {
        Self {
            min: shortest(knob.min),
            max: shortest(knob.max),
            default: shortest(knob.default),
        }
    }
}

/// The shortest decimal that means this number: widened to 64 bits, 0.1 would be 0.10000000149.
fn shortest(number: f32) -> serde_json::Number {
    let text = number.to_string();
    text.parse().unwrap_or_else(|_| 0.into())
}

impl From<&domain::Sizes> for Sizes {
    fn from(sizes: &domain::Sizes) -> Self {
        match sizes {
            domain::Sizes::Grid {
                min,
                max,
                step,
                square,
                default,
            } => Self::Grid {
                min: *min,
                max: *max,
                step: *step,
                square: *square,
                default: (*default).into(),
            },
            domain::Sizes::Listed { default, others } => Self::Listed {
                default: (*default).into(),
                others: others.iter().copied().map(Size::from).collect(),
            },
        }
    }
}
