//! The port through which models are reached.

use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::{
    ErrorKind, Image, ModelId, ModelInfo, Outcome, Parameters, Prompt, ProviderError, Resending,
};

/// A family of models behind one API, or inside this program.
///
/// There are two kinds of API and one port for both. One answers with the pictures: `submit`
/// returns [`Answer::Ready`]. The other answers with a job of its own: `submit` returns
/// [`Answer::Pending`] with a [`Ticket`], which the caller stores *before* it asks again with
/// [`poll`](ImageProvider::poll), so that a restart asks for the same picture instead of buying it
/// twice.
///
/// - An implementation never blocks the thread that polls it; heavy work has threads of its own.
/// - Dropping a future cancels its work as soon as it can be stopped, and what cannot be stopped
///   is left to finish unseen.
/// - Retries, time limits and rate limits are the caller's; one call is one attempt.
#[async_trait]
pub trait ImageProvider: Send + Sync {
    /// What its models are, in one honest sentence for whoever chooses among them: what the first one
    /// is, unless there is more to say.
    fn about(&self) -> &str {
        self.models().first().map_or("", |model| &model.description)
    }

    /// The models it has, in the order to show them. Cheap, and the same at every call.
    fn models(&self) -> &[ModelInfo];

    /// What it costs to ask again when nobody knows whether the first request was answered. Free only
    /// where nothing is billed, or where the provider knows a request again.
    fn resending(&self) -> Resending {
        Resending::MayBuyTwice
    }

    /// Asks for pictures.
    ///
    /// - `request.model` is one of [`models`](ImageProvider::models).
    /// - `request.parameters` are [fitted](crate::fit()) to that model.
    async fn submit(
        &self,
        request: &ImageRequest,
        watch: Watch<'_>,
    ) -> Result<Answer, ProviderError>;

    /// Asks how a pending job is getting on.
    ///
    /// - `ticket` came from this provider's last answer for this request, perhaps before a restart.
    /// - A new [`Answer::Pending`] replaces the ticket.
    /// - A provider that answers with the pictures hands out no tickets, and knows none.
    async fn poll(
        &self,
        _request: &ImageRequest,
        ticket: &Ticket,
        _watch: Watch<'_>,
    ) -> Result<Answer, ProviderError> {
        let detail = format!(
            "a ticket from a provider that has none: {}",
            ticket.upstream
        );
        Err(ProviderError::new(
            ErrorKind::Internal,
            Outcome::NotSent,
            detail,
        ))
    }
}

/// Is told how the work goes on. Called from whichever task or thread knows; must return quickly.
pub type Watch<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// What one model is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageRequest {
    /// Which model.
    pub model: ModelId,
    /// What to paint.
    pub prompt: Prompt,
    /// How to paint it.
    pub parameters: Parameters,
    /// Whether [`Progress`] should carry previews: they cost time, at some providers money.
    pub previews: bool,
}

/// What a provider says when asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The pictures, at least one.
    Ready(Vec<Image>),
    /// The provider is still at it.
    Pending(Ticket),
}

/// A provider's own name for work that it has accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    /// What the provider needs to find it again; means nothing to anybody else.
    pub upstream: String,
    /// How long to wait before asking.
    pub poll_after: Duration,
}

/// How far the work is.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Steps done; 0 says that the work has begun after waiting in line.
    pub step: u32,
    /// Steps in all.
    pub steps: u32,
    /// The picture as it is now, if previews were asked for and there is one.
    pub preview: Option<Image>,
}
