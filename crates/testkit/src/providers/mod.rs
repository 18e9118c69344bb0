//! A mock of every provider: one server that speaks all their protocols, each under a path of its own.
//!
//! It stands in for providers in tests and in demonstrations (`pixelprompt mock-providers`). A model is
//! configured to be reached here by its base address ([`MockProviders::base_url`]) and its key
//! ([`MockProviders::key`]). What it does:
//!
//! - It wants the right key where the provider does, reads requests about as strictly, and says no in the
//!   provider's own shape.
//! - It paints a small landscape that depends on model, prompt and seed, in the size asked.
//! - Providers that hand out tickets are asked a few times before the picture is there, and are in a state
//!   once that no documentation names.
//! - It fails as it is told: by the prompt (`fail:rate-limited`, `fail:rate-limited:2` for the first two
//!   requests with that prompt, `fail:poll:unavailable:1` for a question about accepted work; see
//!   [`Fault`]), or by chance ([`Mock::fault_rate`]).
//! - It remembers every request, and which of them a real provider might have billed ([`Seen::paid`]).
//!
//! It answers nobody but those who mean to test: there is no protection of any kind.
//!
//! # Adding a protocol
//!
//! Write a file beside those in `protocols` with an implementation of `Protocol`, and add it to the list
//! there. Faults, records and pictures come with it.

mod asked;
mod desk;
mod door;
mod fault;
mod index;
mod order;
mod painting;
mod protocol;
mod protocols;
mod said;
mod words;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, ToSocketAddrs};
use tokio::task::AbortHandle;

use crate::connection::{CuttingListener, Switch};
use desk::Desk;
pub use desk::Seen;
pub use fault::{Fault, NoFault};
pub use painting::Painting;

/// The key that is right unless told otherwise.
const KEY: &str = "mock";

/// A mock that does not listen yet.
#[derive(Clone, Debug)]
pub struct Mock(Settings);

#[derive(Clone, Debug)]
struct Settings {
    key: String,
    latency: Duration,
    retry_after: Duration,
    polls: u32,
    fault_rate: f64,
    seed: u64,
    faults: Vec<Fault>,
}

impl Default for Mock {
    fn default() -> Self {
        Self(Settings {
            key: KEY.to_owned(),
            latency: Duration::ZERO,
            retry_after: Duration::from_secs(1),
            polls: 3,
            fault_rate: 0.0,
            seed: 0,
            faults: Fault::ALL.to_vec(),
        })
    }
}

impl Mock {
    /// The right key; `mock` unless told otherwise.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.0.key = key.into();
        self
    }

    /// How long every picture takes.
    #[must_use]
    pub fn latency(mut self, latency: Duration) -> Self {
        self.0.latency = latency;
        self
    }

    /// How long to wait whoever is told to slow down is told; one second unless told otherwise. Most
    /// providers tell whole seconds.
    #[must_use]
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.0.retry_after = wait;
        self
    }

    /// How many questions about accepted work are answered before it is done; three unless told otherwise.
    #[must_use]
    pub fn polls(mut self, polls: u32) -> Self {
        self.0.polls = polls;
        self
    }

    /// Which part of all orders goes wrong, from 0 to 1. What goes wrong depends on the seed, the model,
    /// the prompt and how often it came before, and on nothing else.
    #[must_use]
    pub fn fault_rate(mut self, rate: f64, seed: u64) -> Self {
        self.0.fault_rate = rate;
        self.0.seed = seed;
        self
    }

    /// What can go wrong by chance: everything unless told otherwise.
    #[must_use]
    pub fn faults(mut self, faults: impl IntoIterator<Item = Fault>) -> Self {
        self.0.faults = faults.into_iter().collect();
        self
    }

    /// Listens on an address, for as long as what is returned lives.
    pub async fn listen(self, address: impl ToSocketAddrs) -> io::Result<MockProviders> {
        let listener = TcpListener::bind(address).await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let desk = Arc::new(Desk::new(self.0));
        let router = Router::new()
            .fallback(door::answer)
            .with_state(desk.clone());
        let service = router.into_make_service_with_connect_info::<Switch>();
        let serving = axum::serve(CuttingListener(listener), service);
        Ok(MockProviders {
            origin,
            desk,
            serving: tokio::spawn(async { serving.await }).abort_handle(),
        })
    }

    /// Listens on a free port of this machine.
    pub async fn start(self) -> MockProviders {
        let listening = self.listen(("127.0.0.1", 0)).await;
        listening.unwrap_or_else(|error| panic!("no port is free: {error}"))
    }
}

/// A running mock. Dropping it ends it.
pub struct MockProviders {
    origin: String,
    desk: Arc<Desk>,
    serving: AbortHandle,
}

impl MockProviders {
    /// A mock that answers at once and fails only where a prompt says so, on a free port of this machine.
    pub async fn start() -> Self {
        Mock::default().start().await
    }

    /// A mock to be told more before it listens.
    pub fn with() -> Mock {
        Mock::default()
    }

    /// Where it listens: `http://127.0.0.1:40123`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The families that it speaks for.
    pub fn families() -> impl Iterator<Item = &'static str> {
        protocols::ALL.iter().map(|protocol| protocol.family())
    }

    /// What to configure as the base address of a family's models.
    ///
    /// # Panics
    ///
    /// If it does not speak that family's protocol.
    pub fn base_url(&self, family: &str) -> String {
        format!("{}{}", self.origin, protocols::named(family).base())
    }

    /// What to configure as the key of a family's models.
    ///
    /// # Panics
    ///
    /// If it does not speak that family's protocol.
    pub fn key(&self, family: &str) -> String {
        protocols::named(family).key(&self.desk.settings.key)
    }

    /// What to configure as the account that a family's models work for, if it wants to know.
    ///
    /// # Panics
    ///
    /// If it does not speak that family's protocol.
    pub fn user_id(family: &str) -> Option<&'static str> {
        protocols::named(family).user_id()
    }

    /// Language models that a family has here, a good one first.
    ///
    /// # Panics
    ///
    /// If it does not speak that family's protocol.
    pub fn language_models(family: &str) -> &'static [&'static str] {
        protocols::named(family).writers()
    }

    /// Models that paint that a family has here, a good one first.
    ///
    /// # Panics
    ///
    /// If it does not speak that family's protocol.
    pub fn models(family: &str) -> &'static [&'static str] {
        protocols::named(family).models()
    }

    /// Twenty models with their families, of as many families as there are.
    pub fn twenty() -> impl Iterator<Item = (&'static str, &'static str)> {
        index::twenty().map(|(protocol, model)| (protocol.family(), model))
    }

    /// A configuration with twenty models of different families, as `/config.toml` shows it.
    pub fn configuration(&self) -> String {
        index::configuration(&self.origin, &self.desk.settings.key)
    }

    /// All requests so far, the last ten thousand if there were more.
    pub fn seen(&self) -> Vec<Seen> {
        self.desk.seen()
    }

    /// How many orders with that prompt a real provider might have billed.
    pub fn paid(&self, prompt: &str) -> usize {
        let seen = self.desk.seen();
        let paid = seen.iter().filter(|seen| seen.paid);
        paid.filter(|seen| seen.prompt.as_deref() == Some(prompt))
            .count()
    }
}

impl Drop for MockProviders {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
