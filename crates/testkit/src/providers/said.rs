//! Answers, before anything goes wrong with them.

use std::time::Duration;

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;

/// An answer.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) kind: &'static str,
    pub(super) body: Vec<u8>,
    /// Says no, and sends a bill all the same.
    pub(super) billed: bool,
}

impl Said {
    pub(super) fn of(status: u16, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![],
            kind,
            body: body.into(),
            billed: false,
        }
    }

    pub(super) fn json(status: u16, body: &Value) -> Self {
        Self::of(status, "application/json", body.to_string())
    }

    pub(super) fn text(status: u16, body: &str) -> Self {
        Self::of(status, "text/plain; charset=utf-8", body)
    }

    pub(super) fn html(status: u16, title: &str) -> Self {
        let page = format!(
            "<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n"
        );
        Self::of(status, "text/html; charset=utf-8", page)
    }

    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// With `Retry-After` in whole seconds if this is the answer to somebody who asks too often.
    #[must_use]
    pub(super) fn hinting(self, no: &No) -> Self {
        match no {
            No::RateLimited(wait) => self.with("retry-after", seconds(*wait).to_string()),
            _ => self,
        }
    }

    #[must_use]
    pub(super) fn billed(mut self) -> Self {
        self.billed = true;
        self
    }

    /// Whether a real provider might send a bill for what was answered so.
    pub(super) fn may_cost(&self) -> bool {
        self.billed || !(400..500).contains(&self.status) && self.status != 503
    }

    /// The head of the response.
    pub(super) fn response(&self, body: Body) -> Response {
        let mut response = Response::builder()
            .status(self.status)
            .header("content-type", self.kind);
        for (name, value) in &self.headers {
            response = response.header(*name, value);
        }
        response.body(body).unwrap_or_else(|_| {
            let mut response = Response::default();
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        })
    }

    pub(super) fn whole(self) -> Response {
        let body = Body::from(self.body.clone());
        self.response(body)
    }
}

/// Whole seconds, so that nobody comes too early.
pub(super) fn seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

/// Why the answer is no. Each protocol has its own words for each.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum No {
    /// The key, as it was given: real servers repeat it more often than one would think, so this one
    /// always does.
    Key(String),
    Quota,
    RateLimited(Duration),
    ServerError,
    Unavailable,
    Content,
    UnknownModel(String),
    Invalid {
        field: String,
        message: String,
    },
    /// No request has such a path.
    Nowhere,
    /// The work is not known, or not any more.
    Gone,
}

impl No {
    pub(super) fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid {
            field: field.into(),
            message: message.into(),
        }
    }

    /// The usual status.
    pub(super) fn status(&self) -> u16 {
        match self {
            Self::Key(_) => 401,
            Self::Quota => 402,
            Self::RateLimited(_) => 429,
            Self::ServerError => 500,
            Self::Unavailable => 503,
            Self::Content | Self::Invalid { .. } => 400,
            Self::UnknownModel(_) | Self::Nowhere | Self::Gone => 404,
        }
    }

    /// In plain words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Key(given) if given.is_empty() => "No API key was provided".to_owned(),
            Self::Key(given) => format!("The API key {given} is not valid"),
            Self::Quota => "The account has no credit left".to_owned(),
            Self::RateLimited(_) => "Too many requests, slow down".to_owned(),
            Self::ServerError => "Something went wrong on our side".to_owned(),
            Self::Unavailable => "The service is overloaded, try again later".to_owned(),
            Self::Content => "The prompt was rejected by the content filter".to_owned(),
            Self::UnknownModel(id) => format!("The model {id} does not exist"),
            Self::Invalid { field, message } => format!("{field}: {message}"),
            Self::Nowhere => "Not Found".to_owned(),
            Self::Gone => "There is no such work, or not any more".to_owned(),
        }
    }
}
