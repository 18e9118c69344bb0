//! What all services share: connections, the region, the key and the bounds.

use std::{
    error::Error,
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};

use reqwest::{Client, Url, redirect::Policy};
use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt;
use tokio::sync::Semaphore;

use crate::{AwsClient, Keys, Retry, Service};

/// How Amazon is reached.
pub struct AwsSettings {
    /// The region, such as `us-west-2`.
    pub region: String,
    /// Who we are.
    pub keys: Arc<dyn Keys>,
    /// How often and how long a call is tried.
    pub retry: Retry,
    /// At most so many calls at once; others wait for their turn.
    pub at_once: usize,
    /// Tells the time: a signature is good for some minutes.
    pub now: fn() -> SystemTime,
    /// Any number, for the pauses between attempts.
    pub random: fn() -> u64,
}

impl AwsSettings {
    /// The usual bounds.
    pub fn new(
        region: impl Into<String>,
        keys: Arc<dyn Keys>,
        now: fn() -> SystemTime,
        random: fn() -> u64,
    ) -> Self {
        Self {
            region: region.into(),
            keys,
            retry: Retry::default(),
            at_once: 64,
            now,
            random,
        }
    }
}

/// The way to Amazon's services. A clone shares its connections.
#[derive(Clone)]
pub struct Aws {
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) http: Client,
    pub(crate) settings: AwsSettings,
    pub(crate) turns: Semaphore,
}

impl fmt::Debug for Aws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Aws")
            .field("region", &self.shared.settings.region)
            .finish_non_exhaustive()
    }
}

/// Why there is no client: the system's root certificates could not be read.
#[derive(Debug, thiserror::Error)]
#[error("no HTTPS on this machine")]
pub struct NoClient(#[source] Box<dyn Error + Send + Sync>);

/// Where no service can be.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0} is no address of a service: write one such as https://dynamodb.us-west-2.amazonaws.com"
)]
pub struct BadEndpoint(String);

impl Aws {
    /// A client that trusts what the operating system trusts. Nobody is asked yet.
    pub fn new(settings: AwsSettings) -> Result<Self, NoClient> {
        let http = Client::builder()
            .tls_backend_preconfigured(tls()?)
            .connect_timeout(settings.retry.connect)
            // None of these services speaks HTTP/2.
            .http1_only()
            // A connection that a server is about to close is worse than a new one.
            .pool_idle_timeout(Duration::from_secs(20))
            .redirect(Policy::none())
            .no_proxy()
            .user_agent(concat!("pixelprompt/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| NoClient(error.into()))?;
        let turns = Semaphore::new(settings.at_once.clamp(1, Semaphore::MAX_PERMITS));
        Ok(Self {
            shared: Arc::new(Shared {
                http,
                settings,
                turns,
            }),
        })
    }

    /// A service, at its own address or at another one (an emulator, a private endpoint).
    pub fn service(
        &self,
        service: Service,
        endpoint: Option<&str>,
    ) -> Result<AwsClient, BadEndpoint> {
        let address = endpoint.map_or_else(
            || service.address(&self.shared.settings.region),
            str::to_owned,
        );
        let url: Url = address.parse().map_err(|_| BadEndpoint(address.clone()))?;
        let web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
        // A password in an address would be printed with it.
        if !web || !url.username().is_empty() || url.password().is_some() {
            let shown = url.host_str().unwrap_or("this").to_owned();
            return Err(BadEndpoint(shown));
        }
        Ok(AwsClient::new(self.clone(), service, url))
    }
}

fn tls() -> Result<ClientConfig, NoClient> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier)
        .map_err(|error| NoClient(error.into()))?;
    Ok(config.with_no_client_auth())
}
