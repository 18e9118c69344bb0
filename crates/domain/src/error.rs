//! Why something was not painted.

use std::{error::Error, fmt, time::Duration};

use serde::{Deserialize, Serialize};

use crate::Money;

/// Every way a request or a run can fail: a closed set, so that each one has a code that clients
/// can rely on and a sentence that people can act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ErrorKind {
    /// Nothing was typed.
    PromptEmpty,
    /// Too much was typed.
    PromptTooLong,
    /// The content filter refused the prompt.
    InappropriateContent,
    /// None of the chosen models could honour a parameter.
    ParameterOutOfRange,
    /// No model has that id.
    UnknownModel,
    /// The provider's own filter refused the prompt or the picture.
    ContentRejected,
    /// The provider did not accept the key.
    Unauthorized,
    /// The account at the provider has no credit or quota left.
    QuotaExhausted,
    /// The provider asks to slow down.
    RateLimited,
    /// The provider could not be reached, or says that it is out of order.
    Unavailable,
    /// The time allowed for the run is over.
    TimedOut,
    /// The provider refused the request for another reason.
    RequestRejected,
    /// The provider's answer could not be used.
    BadResponse,
    /// Somebody asked for it to stop.
    Cancelled,
    /// The process stopped after the request had left and before the answer was kept.
    Interrupted,
    /// A fault of this program.
    Internal,
}

impl ErrorKind {
    /// All kinds, for documents and tests.
    pub const ALL: [Self; 16] = [
        Self::PromptEmpty,
        Self::PromptTooLong,
        Self::InappropriateContent,
        Self::ParameterOutOfRange,
        Self::UnknownModel,
        Self::ContentRejected,
        Self::Unauthorized,
        Self::QuotaExhausted,
        Self::RateLimited,
        Self::Unavailable,
        Self::TimedOut,
        Self::RequestRejected,
        Self::BadResponse,
        Self::Cancelled,
        Self::Interrupted,
        Self::Internal,
    ];

    /// The code that clients see; it never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::PromptEmpty => "PROMPT_EMPTY",
            Self::PromptTooLong => "PROMPT_TOO_LONG",
            Self::InappropriateContent => "INAPPROPRIATE_CONTENT",
            Self::ParameterOutOfRange => "PARAMETER_OUT_OF_RANGE",
            Self::UnknownModel => "UNKNOWN_MODEL",
            Self::ContentRejected => "CONTENT_REJECTED",
            Self::Unauthorized => "UNAUTHORIZED",
            Self::QuotaExhausted => "QUOTA_EXHAUSTED",
            Self::RateLimited => "RATE_LIMITED",
            Self::Unavailable => "UNAVAILABLE",
            Self::TimedOut => "TIMED_OUT",
            Self::RequestRejected => "REQUEST_REJECTED",
            Self::BadResponse => "BAD_RESPONSE",
            Self::Cancelled => "CANCELLED",
            Self::Interrupted => "INTERRUPTED",
            Self::Internal => "INTERNAL",
        }
    }

    /// The sentence that people see when nothing more exact is known.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::PromptEmpty => "Type a prompt first.",
            Self::PromptTooLong => "The prompt is too long; shorten it.",
            Self::InappropriateContent => {
                "The prompt seems to ask for something that is not painted here; try other words."
            }
            Self::ParameterOutOfRange => "A parameter is outside what the chosen models can do.",
            Self::UnknownModel => "There is no model of that name.",
            Self::ContentRejected => "The model refused this content; try other words.",
            Self::Unauthorized => "The model's key was not accepted; check its configuration.",
            Self::QuotaExhausted => "The account behind this model has no credit left.",
            Self::RateLimited => "The model is busy; try again in a moment.",
            Self::Unavailable => "The model cannot be reached now; try again later.",
            Self::TimedOut => "The model took too long.",
            Self::RequestRejected => "The model refused the request.",
            Self::BadResponse => "The model's answer could not be used.",
            Self::Cancelled => "Stopped on request.",
            Self::Interrupted => {
                "The work was interrupted and may have been billed; you can try again."
            }
            Self::Internal => "Something went wrong on our side.",
        }
    }

    /// Whether the same request may succeed later.
    pub fn is_transient(self) -> bool {
        matches!(self, Self::RateLimited | Self::Unavailable | Self::TimedOut)
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())
    }
}

/// How far an attempt at a provider got. It decides who may be billed, and so what may be retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Nothing left this program.
    NotSent,
    /// The provider said no.
    Refused,
    /// The provider did the work and answered.
    Answered,
    /// The request left and no answer came: the provider may have done the work, and may bill it.
    Unknown,
}

/// A failed attempt at a provider.
#[derive(Debug, thiserror::Error)]
#[error("{kind} ({detail})")]
pub struct ProviderError {
    /// What went wrong, in terms that clients see.
    pub kind: ErrorKind,
    /// How far the attempt got.
    pub outcome: Outcome,
    /// What exactly went wrong, for the log; never shown to a client, never holds a key.
    pub detail: String,
    /// How long the provider asks to wait.
    pub retry_after: Option<Duration>,
    /// What the provider says that it costs all the same.
    pub cost: Option<Money>,
    /// The work that a ticket stands for is over, or the provider does not know the ticket any more:
    /// there is nothing to ask for again.
    pub gone: bool,
    /// The error beneath.
    #[source]
    pub source: Option<Box<dyn Error + Send + Sync>>,
}

impl ProviderError {
    /// An error without a cause beneath it.
    pub fn new(kind: ErrorKind, outcome: Outcome, detail: impl Into<String>) -> Self {
        Self {
            kind,
            outcome,
            detail: detail.into(),
            retry_after: None,
            cost: None,
            gone: false,
            source: None,
        }
    }

    /// The same error with its cause.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Whether trying again is both useful and free of charge: nothing was sent, or the provider
    /// itself asked to come back later.
    pub fn may_retry(&self) -> bool {
        match self.outcome {
            Outcome::NotSent => self.kind.is_transient(),
            Outcome::Refused => {
                matches!(self.kind, ErrorKind::RateLimited | ErrorKind::Unavailable)
            }
            Outcome::Answered | Outcome::Unknown => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_are_distinct_and_are_what_json_says() {
        let mut codes = HashSet::new();
        for kind in ErrorKind::ALL {
            assert!(codes.insert(kind.code()));
            assert_eq!(
                serde_json::to_string(&kind).unwrap(),
                format!("\"{}\"", kind.code())
            );
        }
    }

    #[test]
    fn sentences_end_and_name_no_code() {
        for kind in ErrorKind::ALL {
            assert!(kind.sentence().ends_with('.'));
            assert!(!kind.sentence().contains('_'));
        }
    }

    #[test]
    fn only_what_cannot_be_billed_is_retried() {
        for kind in ErrorKind::ALL {
            for (outcome, retried) in [
                (Outcome::NotSent, kind.is_transient()),
                (
                    Outcome::Refused,
                    matches!(kind, ErrorKind::RateLimited | ErrorKind::Unavailable),
                ),
                (Outcome::Answered, false),
                (Outcome::Unknown, false),
            ] {
                assert_eq!(
                    ProviderError::new(kind, outcome, "").may_retry(),
                    retried,
                    "{kind:?} {outcome:?}"
                );
            }
        }
    }
}
