//! The client that all providers share, and its bounds.

use std::{sync::Arc, time::Duration};

use reqwest::{Client, redirect::Policy};
use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt;

use super::address::PublicAddresses;

/// How long and how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Until a connection stands.
    pub connect: Duration,
    /// From then to the end of an answer. The caller's time limit for a run should be the shorter one;
    /// this is the last resort against a server that never ends.
    pub answer: Duration,
    /// For fetching one picture that an answer named.
    pub fetch: Duration,
    /// The longest answer. Pictures inside JSON are a third longer than they are.
    pub answer_bytes: usize,
    /// The longest picture.
    pub picture_bytes: usize,
    /// How many answers of one server's model are in memory at once, from their first byte until their pictures are dropped.
    /// Others wait at their servers, so that a burst of pictures does not burst the memory.
    pub answers_at_once: usize,
    /// How long an answer may pause between two parts. A server that stops in the middle has a place among
    /// the answers of its model until then.
    pub pause: Duration,
    /// How long a request waits for its turn at a server that paints one picture at a time. Then its model is
    /// busy: waiting must not eat the time that is for painting.
    pub turn: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_mins(10),
            fetch: Duration::from_mins(1),
            answer_bytes: 48 << 20,
            picture_bytes: 32 << 20,
            answers_at_once: 8,
            pause: Duration::from_secs(15),
            turn: Duration::from_secs(20),
        }
    }
}

/// Why there is no client: the system's root certificates could not be read.
#[derive(Debug, thiserror::Error)]
#[error("no HTTPS on this machine")]
pub struct NoClient(#[source] Box<dyn std::error::Error + Send + Sync>);

/// Sends requests. One is enough for all providers; a clone shares its connections.
#[derive(Clone, Debug)]
pub struct HttpClient {
    /// For servers that the operator named: any address will do.
    pub(super) configured: Client,
    /// For addresses that came in an answer: public ones only.
    pub(super) foreign: Client,
    pub(super) bounds: Bounds,
}

impl HttpClient {
    /// A client that trusts what the operating system trusts.
    pub fn new(bounds: Bounds) -> Result<Self, NoClient> {
        let tls = tls()?;
        let common = || {
            Client::builder()
                .tls_backend_preconfigured(tls.clone())
                .connect_timeout(bounds.connect)
                .timeout(bounds.answer)
                // A connection that a server is about to close is worse than a new one.
                .pool_idle_timeout(Duration::from_secs(20))
                // Each keeps a buffer that grew to half a megabyte with its last picture.
                .pool_max_idle_per_host(IDLE_CONNECTIONS)
                .redirect(Policy::none())
                .no_proxy()
                .user_agent(concat!("pixelprompt/", env!("CARGO_PKG_VERSION")))
        };
        let no_client = |error: reqwest::Error| NoClient(error.into());
        let foreign = common()
            .timeout(bounds.fetch)
            .dns_resolver(Arc::new(PublicAddresses));
        Ok(Self {
            configured: common().build().map_err(no_client)?,
            foreign: foreign.build().map_err(no_client)?,
            bounds,
        })
    }
}

/// How many connections to one server wait for another request.
const IDLE_CONNECTIONS: usize = 16;

fn tls() -> Result<ClientConfig, NoClient> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier)
        .map_err(|error| NoClient(error.into()))?
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
