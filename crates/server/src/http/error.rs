//! What every failure answers.

use std::borrow::Cow;

use axum::{
    http::{
        HeaderValue, StatusCode,
        header::{CONTENT_TYPE, RETRY_AFTER},
    },
    response::{IntoResponse, Response},
};
use pixelprompt_domain::Left;
use serde::Serialize;
use utoipa::ToSchema;

use super::respond::put_limits;

/// A failure on its way to the client. As a response it is a note without a body: the outermost
/// layer knows the correlation id and [writes](ApiError::write) it.
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    pub(crate) status: StatusCode,
    pub(crate) code: &'static str,
    pub(crate) message: Cow<'static, str>,
    pub(crate) category: Option<&'static str>,
    /// The allowance that is used up.
    pub(crate) limited: Option<Left>,
    /// When asking again can help, in seconds.
    pub(crate) retry_after: Option<u64>,
}

/// What every failure answers.
#[derive(Serialize, ToSchema)]
#[schema(as = ApiError, example = json!({
    "error": "PROMPT_EMPTY", "message": "The prompt is empty.", "correlationId": "4f1c0a9be2d37f5a6c81"
}))]
#[serde(rename_all = "camelCase")]
pub(crate) struct ErrorBody<'a> {
    /// A code that never changes. Of requests: `NOT_FOUND`, `METHOD_NOT_ALLOWED`, `INVALID_JSON`,
    /// `INVALID_REQUEST`, `BODY_TOO_LARGE`, `UNSUPPORTED_MEDIA_TYPE`, `RATE_LIMIT_EXCEEDED`,
    /// `IDEMPOTENCY_CONFLICT`, `NOT_ALLOWED`, `TIMED_OUT`, `INTERNAL`, `UNAVAILABLE`. Of what was asked:
    /// `PROMPT_EMPTY`, `PROMPT_TOO_LONG`, `INAPPROPRIATE_CONTENT`, `PARAMETER_OUT_OF_RANGE`,
    /// `UNKNOWN_MODEL`, `KEY_MISSING`, `BUDGET_EXCEEDED`, `PRICE_UNKNOWN`, `MODERATION_UNAVAILABLE`,
    /// `NOT_CONVERTIBLE`. Others come from models.
    #[schema(pattern = "^[A-Z_]+$")]
    error: &'a str,
    /// A sentence for people.
    message: &'a str,
    /// Names the request in the server's log.
    correlation_id: &'a str,
    /// When asking again can help, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    retry_after: Option<u64>,
    /// What the content filter or the moderation refused the prompt for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    category: Option<&'a str>,
}

impl ApiError {
    pub(crate) fn new(
        status: StatusCode,
        code: &'static str,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            category: None,
            limited: None,
            retry_after: None,
        }
    }

    /// Something in the request cannot be what was meant.
    pub(crate) fn invalid(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "INVALID_REQUEST", message)
    }

    /// There is no such thing.
    pub(crate) fn not_found(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", message)
    }

    /// Something went wrong here. What it was is in the log.
    pub(crate) fn internal() -> Self {
        let sentence = pixelprompt_domain::ErrorKind::Internal.sentence();
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", sentence)
    }

    /// Makes the response that the client gets out of the note.
    pub(crate) fn write(&self, response: &mut Response, correlation_id: &str) {
        let body = ErrorBody {
            error: self.code,
            message: &self.message,
            correlation_id,
            retry_after: self.retry_after,
            category: self.category,
        };
        // A struct of texts and numbers always has a JSON form.
        *response.body_mut() = serde_json::to_vec(&body).unwrap_or_default().into();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Some(retry_after) = self.retry_after {
            headers.insert(RETRY_AFTER, retry_after.into());
            if let Some(left) = self.limited {
                put_limits(headers, left, retry_after);
            }
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
