//! What the engine refuses, as HTTP says it.

use std::{error::Error, time::Duration};

use axum::http::StatusCode;
use pixelprompt_domain::{ErrorKind, ProviderError, StoreError};
use pixelprompt_engine::{Refusal, UnknownModel};

use super::ApiError;

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let status = match &refusal {
            Refusal::RateLimited { .. } => StatusCode::TOO_MANY_REQUESTS,
            Refusal::OverBudget { .. } | Refusal::PriceUnknown(_) => StatusCode::PAYMENT_REQUIRED,
            Refusal::KeyConflict | Refusal::NotAllowed(_) => StatusCode::CONFLICT,
            Refusal::NotFound(_) => StatusCode::NOT_FOUND,
            Refusal::NotFormed(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::Provider(error) => of_provider(error.kind),
            Refusal::NotModerated => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        };
        let message = match &refusal {
            Refusal::UnknownModel(unknown) => suggestion(unknown),
            _ => sentence(&refusal.to_string()),
        };
        let mut answer = Self::new(status, refusal.code(), message);
        match refusal {
            Refusal::Blocked(blocked) => answer.category = Some(blocked.category.name()),
            Refusal::Flagged(flagged) => answer.category = Some(flagged.name()),
            Refusal::RateLimited { left, retry_after } => {
                answer.limited = Some(left);
                answer.retry_after = Some(whole_seconds(retry_after));
            }
            Refusal::OverBudget { retry_after, .. } => {
                answer.retry_after = Some(whole_seconds(retry_after));
            }
            Refusal::Provider(error) => log_provider(&error),
            Refusal::NotFormed(error) => {
                tracing::warn!(cause = causes(&error), "a picture cannot be had in a form");
            }
            Refusal::Store(error) => log_store(&error),
            _ => {}
        }
        answer
    }
}

/// Rounded up: whoever waits as long is not refused again.
fn whole_seconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis().div_ceil(1_000)).unwrap_or(u64::MAX)
}

/// Somebody waited for a provider in vain: only a prompt that it refuses is the client's to mend.
fn of_provider(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::ContentRejected | ErrorKind::RequestRejected => StatusCode::BAD_REQUEST,
        ErrorKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn log_provider(error: &ProviderError) {
    let cause = error.source.as_deref().map(causes);
    tracing::warn!(
        code = error.kind.code(),
        detail = error.detail,
        cause,
        "a provider failed"
    );
}

fn log_store(error: &StoreError) {
    tracing::error!(%error, cause = causes(error.source.as_ref()), "a store failed");
}

/// An error with all that lies beneath it.
fn causes(error: &(dyn Error + Send + Sync)) -> String {
    let mut words = error.to_string();
    let mut beneath = error.source();
    while let Some(error) = beneath {
        words = format!("{words}: {error}");
        beneath = error.source();
    }
    words
}

fn suggestion(unknown: &UnknownModel) -> String {
    let sentence = sentence(&unknown.to_string());
    if unknown.similar.is_empty() {
        return sentence;
    }
    format!("{sentence} Did you mean {}?", unknown.similar.join(" or "))
}

/// The words of an error, written as a sentence.
pub(crate) fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    let end = if words.ends_with(['.', '?', '!']) {
        ""
    } else {
        "."
    };
    format!("{}{}{end}", first.unwrap_or_default(), chars.as_str())
}
