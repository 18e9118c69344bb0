//! What the endpoints work with.

use std::sync::Arc;

use axum::http::HeaderValue;
use pixelprompt_domain::Ids;
use pixelprompt_engine::{Engine, Worker};
use tokio_util::sync::CancellationToken;

use crate::{
    HttpSettings,
    jobs::Feeds,
    metrics::{self, Metrics},
    middleware::{page_policy, worker_policy},
    views::{Links, Scene},
};

/// What a server serves.
#[derive(Clone)]
pub struct Studio {
    /// The use cases.
    pub engine: Engine,
    /// The worker of this process, if it has one: how busy the models are.
    pub worker: Option<Worker>,
    /// Makes correlation ids.
    pub ids: Arc<dyn Ids>,
    /// Cancelled when the server is to stop: event streams end, and it is not ready any more.
    pub closing: CancellationToken,
}

/// The state of every endpoint.
pub(crate) type State = Arc<App>;

/// What a server serves, and how.
pub(crate) struct App {
    pub(crate) studio: Studio,
    pub(crate) settings: HttpSettings,
    pub(crate) links: Links,
    /// What the page may load.
    pub(crate) page_policy: HeaderValue,
    /// What its service worker may.
    pub(crate) worker_policy: HeaderValue,
    pub(crate) feeds: Feeds,
    pub(crate) metrics: Metrics,
}

impl App {
    pub(crate) fn new(studio: Studio, settings: HttpSettings) -> State {
        Arc::new(Self {
            links: Links::new(
                settings.picture_base_url.as_deref(),
                settings.signer.clone(),
            ),
            page_policy: page_policy(settings.picture_base_url.as_deref()),
            worker_policy: worker_policy(settings.picture_base_url.as_deref()),
            feeds: Feeds::default(),
            metrics: metrics::recorder(),
            studio,
            settings,
        })
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.studio.engine
    }

    /// What documents need to know beside their subject.
    pub(crate) fn scene(&self) -> Scene<'_> {
        Scene {
            catalogue: self.engine().catalogue(),
            links: &self.links,
        }
    }
}
