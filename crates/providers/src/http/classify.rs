//! What a failed exchange means: what went wrong, and whether it may have been billed.
//!
//! | what happened | kind | outcome |
//! |---|---|---|
//! | no connection | unavailable | not sent |
//! | connection lost, or no answer in time | unavailable, timed out | unknown |
//! | a code for content, or 451 | content rejected | refused; answered if it was billed |
//! | 400, 403, 422 that speak of content | content rejected | refused; answered if it was billed |
//! | 4xx that speaks of money, but 401 and 408; 402 | quota exhausted | refused |
//! | 401, 403; 400 that speaks of the key | unauthorized | refused |
//! | 429 | rate limited | refused |
//! | 503 | unavailable | refused |
//! | another 5xx | unavailable | unknown |
//! | 408 | timed out | unknown |
//! | anything else but 2xx | request rejected | refused |
//!
//! Only the complaint itself is read for words: a server that repeats the request, as pydantic does in
//! `input`, repeats the prompt, and that may say anything.

use std::time::Duration;

use pixelprompt_domain::{ErrorKind, Money, Outcome, ProviderError};
use reqwest::{
    StatusCode,
    header::{DATE, HeaderMap, RETRY_AFTER},
};
use serde_json::Value;

use crate::openai_compatible::ticks;

/// The longest part of a server's words that is kept.
const DETAIL_CHARS: usize = 300;

/// Codes that mean a refusal for content, whatever the status. OpenAI: `moderation_blocked`, earlier
/// `content_policy_violation`, which fal says too; Stability: `content_moderation`; Adobe: `…_unsafe`; the
/// rest is what compatible servers and gateways say.
const CONTENT_CODES: [&str; 7] = [
    "moderation_blocked",
    "content_policy_violation",
    "content_moderation",
    "content_filter",
    "prompt_unsafe",
    "input_media_unsafe",
    "output_media_unsafe",
];

/// Words for the same, where the status allows it.
const CONTENT: [&str; 3] = ["content moderation", "content policy", "safety system"];

/// Codes, types and words for an account without credit.
const QUOTA: [&str; 9] = [
    "insufficient_quota",
    "billing_hard_limit_reached",
    "billing_error",
    "billing hard limit",
    "insufficient credit",
    "not enough credit",
    "not_enough_credit",
    "insufficient balance",
    // Amazon.
    "servicequotaexceededexception",
];

/// Words for a key that is not one, where the status does not say so.
const KEY: [&str; 3] = ["invalid_api_key", "invalid api key", "incorrect api key"];

/// A request that got no whole answer.
pub(super) fn not_answered(error: reqwest::Error) -> ProviderError {
    // The address is the operator's to know, and may hold a password.
    let error = error.without_url();
    let (kind, outcome, detail) = if error.is_builder() {
        (ErrorKind::Internal, Outcome::NotSent, "no request")
    } else if error.is_connect() {
        (ErrorKind::Unavailable, Outcome::NotSent, "no connection")
    } else if error.is_timeout() {
        (ErrorKind::TimedOut, Outcome::Unknown, "no answer in time")
    } else {
        (ErrorKind::Unavailable, Outcome::Unknown, "connection lost")
    };
    ProviderError::new(kind, outcome, detail).caused_by(error)
}

/// The status of an answer that says no: the cause of the error that it became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("HTTP {status}")]
pub struct Status {
    /// The number.
    pub status: u16,
    /// Whether the API itself spoke, with a code or a message, and not something that stands before it.
    pub explained: bool,
}

impl Status {
    /// The one that made this error.
    pub fn of(error: &ProviderError) -> Option<Self> {
        error.source.as_ref()?.downcast_ref().copied()
    }
}

/// An answer that says no. What is told of its words is cut short; `hide` comes first, so that no key is cut
/// in the middle.
pub(super) fn refused(
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    content_words: &[&str],
    hide: &dyn Fn(&str) -> String,
) -> ProviderError {
    let complaint = Complaint::of(headers, body);
    let status = status.as_u16();
    let about_content = complaint.has_code(&CONTENT_CODES)
        || match status {
            451 => true,
            400 | 403 | 422 => {
                complaint.mentions(&CONTENT_CODES)
                    || complaint.mentions(&CONTENT)
                    || complaint.mentions(content_words)
            }
            _ => false,
        };
    let (kind, outcome) = match status {
        400..=599 if about_content && complaint.billed => {
            (ErrorKind::ContentRejected, Outcome::Answered)
        }
        400..=599 if about_content => (ErrorKind::ContentRejected, Outcome::Refused),
        401 => (ErrorKind::Unauthorized, Outcome::Refused),
        402 => (ErrorKind::QuotaExhausted, Outcome::Refused),
        408 => (ErrorKind::TimedOut, Outcome::Unknown),
        400..=499 if complaint.mentions(&QUOTA) => (ErrorKind::QuotaExhausted, Outcome::Refused),
        403 => (ErrorKind::Unauthorized, Outcome::Refused),
        400 if complaint.mentions(&KEY) => (ErrorKind::Unauthorized, Outcome::Refused),
        429 => (ErrorKind::RateLimited, Outcome::Refused),
        503 => (ErrorKind::Unavailable, Outcome::Refused),
        500..=599 => (ErrorKind::Unavailable, Outcome::Unknown),
        _ => (ErrorKind::RequestRejected, Outcome::Refused),
    };
    let mut error = ProviderError::new(
        kind,
        outcome,
        format!("HTTP {status}: {}", complaint.shown(hide)),
    );
    error.retry_after = retry_after(headers);
    error.cost = complaint.cost;
    error.caused_by(Status {
        status,
        explained: complaint.is_explained(),
    })
}

/// The beginning of what a server says, on one line.
pub(super) fn one_line(words: &str) -> String {
    let plain = words.chars().map(|c| if c.is_control() { ' ' } else { c });
    plain.take(DETAIL_CHARS).collect()
}

/// How long a server asks to wait: milliseconds (OpenAI), seconds, or a date. A date is measured
/// from the server's own, so that it does not matter whose clock is wrong.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    if let Some(milliseconds) = text("retry-after-ms").and_then(|text| text.parse().ok()) {
        return Some(Duration::from_millis(milliseconds));
    }
    let value = text(RETRY_AFTER.as_str())?;
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let then = httpdate::parse_http_date(value).ok()?;
    let now = httpdate::parse_http_date(text(DATE.as_str())?).ok()?;
    Some(then.duration_since(now).unwrap_or_default())
}

/// What a server says about its refusal, in any of the usual shapes: `{"error": {"message", "type",
/// "code"}}`, `{"error": "…"}`, `{"detail": "…"}`, `{"detail": [{"msg", "type"}]}` (pydantic), `{"name",
/// "errors": ["…"]}`, `{"error_code", "message"}` (Adobe), `{"message"}` with the code in a header (Amazon) or
/// plain text.
struct Complaint {
    codes: Vec<String>,
    /// Its own words: nothing that it repeats.
    words: Option<String>,
    /// The body, for people, where it has no words of its own.
    body: String,
    /// It is JSON, as an API answers.
    is_json: bool,
    /// The server says what the refusal took (xAI: `usage`).
    billed: bool,
    /// What that cost.
    cost: Option<Money>,
}

impl Complaint {
    fn of(headers: &HeaderMap, body: &[u8]) -> Self {
        let json: Value = serde_json::from_slice(body).unwrap_or(Value::Null);
        let inner = json.get("error").filter(|e| e.is_object()).unwrap_or(&json);
        let text = |name: &str| inner.get(name).and_then(Value::as_str);
        let header = headers.get("x-amzn-errortype");
        let header = header.and_then(|value| value.to_str().ok());
        // Amazon adds where the code is explained, after a colon.
        let header = header.and_then(|code| code.split(':').next());
        let named = ["code", "type", "name", "error_code", "__type"];
        let named = named.iter().filter_map(|name| text(name));
        let listed = |name: &'static str| {
            let details = inner.get("detail").and_then(Value::as_array);
            let details = details.into_iter().flatten();
            details.filter_map(move |one| one.get(name).and_then(Value::as_str))
        };
        let codes = header.into_iter().chain(named).chain(listed("type"));
        let messages: Vec<_> = listed("msg").collect();
        let plain = || {
            let plain = String::from_utf8_lossy(body);
            let is_page = plain.trim_start().starts_with('<');
            (json.is_null() && !is_page && !plain.trim().is_empty()).then(|| plain.into_owned())
        };
        let words = text("message")
            .or_else(|| text("Message"))
            .or_else(|| text("error"))
            .or_else(|| text("detail"))
            .or_else(|| inner.get("errors")?.get(0)?.as_str())
            .map(str::to_owned)
            .or_else(|| (!messages.is_empty()).then(|| messages.join("; ")));
        Self {
            codes: codes.map(|code| code.trim().to_owned()).collect(),
            words: words.or_else(plain),
            body: String::from_utf8_lossy(body).into_owned(),
            is_json: !json.is_null(),
            billed: json.get("usage").is_some_and(Value::is_object),
            cost: json.get("usage").and_then(ticks),
        }
    }

    fn is_explained(&self) -> bool {
        self.is_json && (!self.codes.is_empty() || self.words.is_some())
    }

    /// For people.
    fn shown(&self, hide: &dyn Fn(&str) -> String) -> String {
        let shown = one_line(&hide(self.words.as_ref().unwrap_or(&self.body)));
        let codes = hide(&self.codes.join(" "));
        if codes.is_empty() {
            shown
        } else {
            format!("{}: {shown}", one_line(&codes))
        }
    }

    fn has_code(&self, codes: &[&str]) -> bool {
        let said = self.codes.iter().chain(&self.words);
        said.into_iter()
            .any(|said| codes.iter().any(|code| said.eq_ignore_ascii_case(code)))
    }

    fn mentions(&self, signs: &[&str]) -> bool {
        let said = self.codes.iter().chain(&self.words);
        said.into_iter().any(|said| {
            let said = said.to_lowercase();
            signs.iter().any(|sign| said.contains(sign))
        })
    }
}
