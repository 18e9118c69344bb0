//! What fal says no with: <https://docs.fal.ai/model-apis/errors>.

use pixelprompt_domain::{ErrorKind, Outcome, ProviderError};
use serde_json::Value;

/// Whether an error of that type is about what was asked to be painted.
fn is_about_content(kind: &str) -> bool {
    kind == "content_policy_violation"
}

/// Work that failed, for a reason of that type: fal bills what it hands over, and nothing here.
pub(super) fn failed(kind: &str, detail: String) -> ProviderError {
    let kind = if is_about_content(kind) {
        ErrorKind::ContentRejected
    } else {
        ErrorKind::RequestRejected
    };
    ProviderError::new(kind, Outcome::Refused, detail)
}

/// Reads the types of a refusal, which may be far down in it.
pub(super) fn amend(error: &mut ProviderError, body: &Value) {
    let detail = &body["detail"];
    let types = detail.as_array().into_iter().flatten();
    let mut types = types.filter_map(|one| one["type"].as_str()).peekable();
    if error.kind == ErrorKind::Unavailable && types.peek().is_some() {
        // The app says itself that it failed: no gateway's hiccup, and fal bills no 5xx.
        error.kind = ErrorKind::RequestRejected;
        error.outcome = Outcome::Refused;
    }
    if types.any(is_about_content) {
        error.kind = ErrorKind::ContentRejected;
        error.outcome = Outcome::Refused;
    }
    let words = detail.as_str().unwrap_or_default().to_lowercase();
    if error.kind == ErrorKind::Unauthorized && words.contains("balance") {
        error.kind = ErrorKind::QuotaExhausted;
    }
}
