//! What Bedrock means when it sends no picture.

use pixelprompt_domain::{ErrorKind, Outcome, ProviderError};
use serde_json::Value;

use crate::http::{unusable, withheld};

/// An answer that says why it has no picture.
pub(super) fn finished(reason: &str) -> ProviderError {
    let detail = format!("it finished without a picture: {reason}");
    let lower = reason.to_lowercase();
    if !lower.starts_with("filter reason") {
        return unusable(detail);
    }
    if lower.contains("output") {
        return withheld(detail);
    }
    ProviderError::new(ErrorKind::ContentRejected, Outcome::Refused, detail)
}

/// A `ModelErrorException` (424) tells the status of the model behind: it failed at work, and nobody knows
/// how far it came. A day's allowance is used up under the name of throttling.
pub(crate) fn amend(error: &mut ProviderError, body: &Value) {
    let behind = body.get("originalStatusCode").and_then(Value::as_u64);
    if error.kind == ErrorKind::RequestRejected && behind.is_some_and(|status| status >= 500) {
        error.kind = ErrorKind::Unavailable;
        error.outcome = Outcome::Unknown;
    }
    if error.kind == ErrorKind::RateLimited && error.detail.contains("per day") {
        error.kind = ErrorKind::QuotaExhausted;
    }
}
