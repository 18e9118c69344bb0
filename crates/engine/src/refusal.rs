//! Why a use case said no.

use std::time::Duration;

use pixelprompt_domain::{
    Blocked, ErrorKind, Flagged, Left, ModelId, Overdrawn, ParameterError, PromptError,
    ProviderError, StoreError,
};
use pixelprompt_picture::FormError;

use crate::{KeyMissing, NoModel, Scope, UnknownModel};

/// Why a use case said no, in terms that every door (HTTP, command line) can translate.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The text is no prompt.
    #[error("{0}")]
    Prompt(#[from] PromptError),
    /// The prompt is longer than this use case takes.
    #[error("the prompt has {chars} characters, {most} are allowed here")]
    TooLong {
        /// How long it is.
        chars: usize,
        /// How long it may be.
        most: usize,
    },
    /// What the picture should not show is too long.
    #[error("the negative prompt has {chars} characters, {most} are allowed", most = pixelprompt_domain::MAX_PROMPT_CHARS)]
    NegativeTooLong {
        /// How long it is.
        chars: usize,
    },
    /// The content filter said no.
    #[error("{0}")]
    Blocked(#[from] Blocked),
    /// The moderator said no.
    #[error("{0}")]
    Flagged(#[from] Flagged),
    /// The moderator said nothing, and without it nothing is painted.
    #[error(
        "the prompt could not be checked, and unchecked prompts are not painted here; try again later"
    )]
    NotModerated,
    /// A parameter that no chosen model could honour.
    #[error("{0}")]
    Parameter(#[from] ParameterError),
    /// A name that no model has.
    #[error("{0}")]
    UnknownModel(#[from] UnknownModel),
    /// A model that is configured and has no key.
    #[error("{0}")]
    KeyMissing(#[from] KeyMissing),
    /// A model was chosen twice.
    #[error("the model {0} is chosen twice")]
    ChosenTwice(ModelId),
    /// Not from one to twenty models.
    #[error("choose from one to {most} models, not {0}", most = pixelprompt_domain::MAX_MODELS)]
    ModelCount(usize),
    /// The allowance is used up.
    #[error("the limit of {} requests is used up", left.limit)]
    RateLimited {
        /// The allowance that was used up.
        left: Left,
        /// When asking again can help.
        retry_after: Duration,
    },
    /// The budget does not have so much left.
    #[error("this would cost {} and the {scope} budget of {} has {} left", over.asked, over.ceiling.limit, over.ceiling.limit.minus(over.spent))]
    OverBudget {
        /// Whose budget, and of which time.
        scope: Scope,
        /// What is in it, and what was to be added.
        over: Overdrawn,
        /// When it begins anew.
        retry_after: Duration,
    },
    /// There is a budget, and these models have no price.
    #[error("nobody knows what {} costs, and there is a budget to keep", names(.0))]
    PriceUnknown(Vec<ModelId>),
    /// The idempotency key came with another request before.
    #[error("this Idempotency-Key was used for a different request")]
    KeyConflict,
    /// There is no such thing.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The thing is in a state that does not allow it.
    #[error("{0}")]
    NotAllowed(&'static str),
    /// The picture cannot be had in that form.
    #[error("{0}")]
    NotFormed(#[from] FormError),
    /// A provider failed while somebody waited for it.
    #[error("{}", .0.kind)]
    Provider(#[from] ProviderError),
    /// A store failed.
    #[error("something went wrong on our side")]
    Store(#[from] StoreError),
}

impl From<NoModel> for Refusal {
    fn from(none: NoModel) -> Self {
        match none {
            NoModel::Unknown(unknown) => unknown.into(),
            NoModel::KeyMissing(missing) => missing.into(),
        }
    }
}

impl Refusal {
    /// The code that clients see; it never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Prompt(error) => error.kind().code(),
            Self::TooLong { .. } | Self::NegativeTooLong { .. } => ErrorKind::PromptTooLong.code(),
            Self::Blocked(_) | Self::Flagged(_) => ErrorKind::InappropriateContent.code(),
            Self::NotModerated => "MODERATION_UNAVAILABLE",
            Self::Parameter(error) => error.kind().code(),
            Self::UnknownModel(error) => error.kind().code(),
            Self::KeyMissing(_) => KeyMissing::CODE,
            Self::ChosenTwice(_) | Self::ModelCount(_) => "INVALID_REQUEST",
            Self::RateLimited { .. } => "RATE_LIMIT_EXCEEDED",
            Self::OverBudget { .. } => "BUDGET_EXCEEDED",
            Self::PriceUnknown(_) => "PRICE_UNKNOWN",
            Self::KeyConflict => "IDEMPOTENCY_CONFLICT",
            Self::NotFound(_) => "NOT_FOUND",
            Self::NotAllowed(_) => "NOT_ALLOWED",
            Self::NotFormed(_) => "NOT_CONVERTIBLE",
            Self::Provider(error) => error.kind.code(),
            Self::Store(_) => ErrorKind::Internal.code(),
        }
    }
}

fn names(models: &[ModelId]) -> String {
    let names: Vec<&str> = models.iter().map(ModelId::as_str).collect();
    names.join(", ")
}
