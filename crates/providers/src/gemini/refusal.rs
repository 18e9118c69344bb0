//! What Gemini means when it sends no picture.

use std::time::Duration;

use pixelprompt_domain::{ErrorKind, Outcome, ProviderError};
use serde_json::Value;

use super::wire::Reaction;
use crate::http::{unusable, withheld};

/// Why a candidate stops when its content is the reason. The rest of the list is about lengths, tools
/// and languages: <https://ai.google.dev/api/generate-content#FinishReason>.
pub(crate) const CONTENT: [&str; 10] = [
    "SAFETY",
    "PROHIBITED_CONTENT",
    "BLOCKLIST",
    "SPII",
    "RECITATION",
    "IMAGE_SAFETY",
    "IMAGE_PROHIBITED_CONTENT",
    "IMAGE_RECITATION",
    "IMAGE_OTHER",
    "NO_IMAGE",
];

/// An answer without a picture.
pub(super) fn without_picture(reaction: &Reaction<'_>) -> ProviderError {
    let feedback = reaction.prompt_feedback.as_ref();
    if let Some(reason) = feedback.and_then(|feedback| feedback.block_reason.as_deref()) {
        return ProviderError::new(
            ErrorKind::ContentRejected,
            Outcome::Refused,
            format!("the prompt was blocked: {reason}"),
        );
    }
    let mut candidates = reaction.candidates.iter();
    let reason = candidates.find_map(|candidate| candidate.finish_reason.as_deref());
    match reason {
        // That is how it declines when no filter does.
        Some("STOP") => withheld("it answered in words and painted nothing"),
        Some(reason) if CONTENT.contains(&reason) => {
            withheld(format!("it finished without a picture: {reason}"))
        }
        Some(reason) => unusable(format!("it finished without a picture: {reason}")),
        None => unusable("the answer has no candidates"),
    }
}

/// The details of an error tell a wrong key from a wrong request, a day's quota from a minute's, and
/// how long to wait: <https://google.aip.dev/193>.
pub(crate) fn amend(error: &mut ProviderError, body: &Value) {
    let details = body.pointer("/error/details").and_then(Value::as_array);
    for detail in details.into_iter().flatten() {
        if detail["reason"] == "API_KEY_INVALID" {
            error.kind = ErrorKind::Unauthorized;
        }
        let violations = detail["violations"].as_array().into_iter().flatten();
        let mut quotas = violations.filter_map(|violation| violation["quotaId"].as_str());
        if error.kind == ErrorKind::RateLimited && quotas.any(|quota| quota.contains("PerDay")) {
            error.kind = ErrorKind::QuotaExhausted;
        }
        if let Some(wait) = detail["retryDelay"].as_str().and_then(seconds) {
            error.retry_after = error.retry_after.or(Some(wait));
        }
    }
}

/// A duration as protocol buffers write it in JSON: `57.2s`.
fn seconds(text: &str) -> Option<Duration> {
    let seconds = text.strip_suffix('s')?.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}
