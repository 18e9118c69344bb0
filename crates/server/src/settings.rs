//! How the HTTP side behaves.

use std::time::Duration;

use ipnet::IpNet;

pub use crate::{models::Offer, views::LinkSigner};

/// How the HTTP side behaves. What is painted, and how often, is the engine's.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// Proxies whose headers tell the client's address.
    pub trusted_proxies: Vec<IpNet>,
    /// Whose pages may call the API from a browser, beside the page of this server.
    pub cors: Cors,
    /// The longest request body, in bytes.
    pub body_limit: usize,
    /// How long a request may take to be answered; what follows the head of a long answer (events, an
    /// archive) may take longer.
    pub timeout: Duration,
    /// Whether an answer may go on for as long as there is news. Without it, events are not served, and
    /// clients ask for a job's status instead.
    pub streams: bool,
    /// The address of a CDN in front of the blob store. Pictures are then at `{base}/{key}`.
    pub picture_base_url: Option<String>,
    /// What the CDN asks for where it does not serve everybody.
    pub signer: Option<LinkSigner>,
    /// The address under which people reach this server, where it is known.
    pub public_url: Option<String>,
    /// Providers that people are told of because nobody has configured them.
    pub offers: Vec<Offer>,
}

/// Whose pages may call the API from a browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cors {
    /// Only the page of this server.
    #[default]
    Nobody,
    /// Everybody's.
    Everybody,
    /// Those of these origins: `https://example.com`.
    Origins(Vec<String>),
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            trusted_proxies: Vec::new(),
            cors: Cors::default(),
            body_limit: 64 << 10,
            timeout: Duration::from_secs(30),
            streams: true,
            picture_base_url: None,
            signer: None,
            public_url: None,
            offers: Vec::new(),
        }
    }
}
