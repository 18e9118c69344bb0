//! What can go wrong with a server.

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::Response;

use super::xml;
use crate::connection::Switch;

/// One way in which a request fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 503, as S3 answers to too many requests.
    SlowDown,
    /// 500.
    Internal,
    /// The connection ends without an answer.
    Dropped,
    /// No answer ever comes.
    Silent,
    /// The answer comes late.
    Late(Duration),
}

impl Fault {
    /// Lets it happen. `None` if the request is answered all the same.
    pub(super) async fn happen(self, switch: &Switch) -> Option<Response> {
        match self {
            Self::SlowDown => Some(xml::error(
                StatusCode::SERVICE_UNAVAILABLE,
                "SlowDown",
                "Please reduce your request rate.",
            )),
            Self::Internal => Some(xml::error(
                StatusCode::INTERNAL_SERVER_ERROR,
                "InternalError",
                "We encountered an internal error. Please try again.",
            )),
            Self::Dropped => {
                switch.cut();
                Some(Response::default())
            }
            Self::Silent => std::future::pending().await,
            Self::Late(by) => {
                tokio::time::sleep(by).await;
                None
            }
        }
    }
}

/// The fault of the next request, if one was ordered.
pub(super) fn next(ordered: &mut Option<(usize, Fault)>) -> Option<Fault> {
    let (left, fault) = ordered.as_mut()?;
    let fault = *fault;
    *left = left.saturating_sub(usize::from(*left != usize::MAX));
    if *left == 0 {
        *ordered = None;
    }
    Some(fault)
}
