//! What all providers that are reached over HTTP share: one client with bounds, one translation of
//! what can go wrong (the private module `classify` holds the table), one way to fetch a picture that an answer only names
//! ([`Server::fetch`]).
//!
//! A provider supplies paths, bodies and the fields that it reads of an answer, whichever of the two
//! kinds it is: [`Server::post`] and [`Reply::json`] make a whole `submit` of the kind that answers at
//! once; the kind that hands out tickets uses them too, and [`Server::get`] in `poll`.
//!
//! Redirects are not followed: an API has no need of them, and each would be another place for the key
//! to go. The settings of the environment for proxies are not read either.

mod address;
mod ask;
mod classify;
mod client;
mod fetch;
mod form;
mod hidden;
mod key;
mod picture;
mod reply;
mod sigv4;
mod socket;
#[cfg(test)]
mod tests;

use std::{fmt, sync::Arc, time::Duration};

use pixelprompt_domain::{ErrorKind, Outcome, ProviderError};
use reqwest::{
    Method, RequestBuilder,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use serde_json::Value;
use tokio::sync::Semaphore;
use url::Url;

pub use ask::{in_doubt, lost, wait_in_body, while_asking};
pub use classify::Status;
pub use client::{Bounds, HttpClient, NoClient};
use hidden::Secrets;
pub use key::Key;
pub use picture::{decoded, preview};
pub use reply::Reply;
use reply::{Place, body};
pub use sigv4::Signer;
pub(crate) use sigv4::{AwsKey, encoded};
pub use socket::Socket;

/// Corrects what the common table made of a refusal, by the provider's own words.
pub type Amend = fn(&mut ProviderError, &Value);

/// A server that the operator configured.
#[derive(Clone)]
pub struct Server {
    client: HttpClient,
    base: Url,
    key: Key,
    secrets: Secrets,
    headers: HeaderMap,
    content_words: &'static [&'static str],
    amend: Amend,
    /// Each model has its own: one that answers slowly holds up no other.
    places: Arc<Semaphore>,
}

impl fmt::Debug for Server {
    /// Its origin only: the rest of an address may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("origin", &self.base.origin().ascii_serialization())
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

impl Server {
    /// The server whose paths begin with `base`, such as `https://api.openai.com/v1`.
    pub fn new(client: HttpClient, base: Url, key: Key) -> Self {
        let places = Arc::new(Semaphore::new(client.bounds.answers_at_once.max(1)));
        Self {
            places,
            client,
            base,
            secrets: Secrets::new(&key.secrets()),
            key,
            headers: HeaderMap::new(),
            content_words: &[],
            amend: |_, _| {},
        }
    }

    /// The same server, when a complaint with one of these words, in lower case, is about what was
    /// asked to be painted; some words mean that at every server.
    #[must_use]
    pub fn refusing_with(mut self, content_words: &'static [&'static str]) -> Self {
        self.content_words = content_words;
        self
    }

    /// The same server, which is told something with every request.
    #[must_use]
    pub fn telling(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// The same server, known to by another key.
    #[must_use]
    pub fn keyed(&self, key: Key) -> Self {
        Self {
            secrets: Secrets::new(&key.secrets()),
            key,
            ..self.clone()
        }
    }

    /// The same server, which is told this secret otherwise than as its key.
    #[must_use]
    pub fn hiding(mut self, secret: &SecretString) -> Self {
        let secrets = [self.key.secrets(), vec![secret.expose_secret().to_owned()]];
        self.secrets = Secrets::new(&secrets.concat());
        self
    }

    /// The same server, whose refusals say more than the common table reads in them.
    #[must_use]
    pub fn amending(mut self, amend: Amend) -> Self {
        self.amend = amend;
        self
    }

    /// How long to wait for one's turn here.
    pub fn turn(&self) -> Duration {
        self.client.bounds.turn
    }

    /// Words of this server, fit for a log: short, of one line and without the key.
    pub fn quoted(&self, words: &str) -> String {
        classify::one_line(&self.secrets.hide(words))
    }

    /// Sends JSON to a path under the base and reads the whole answer.
    pub async fn post(&self, path: &str, body: &impl Serialize) -> Result<Reply, ProviderError> {
        let body = serde_json::to_vec(body).map_err(|error| {
            ProviderError::new(ErrorKind::Internal, Outcome::NotSent, "no JSON").caused_by(error)
        })?;
        let request = self
            .request(Method::POST, self.under_base(path))?
            .header(reqwest::header::CONTENT_TYPE, "application/json")
            .body(body);
        self.exchange(request).await
    }

    /// Asks a path under the base and reads the whole answer.
    pub async fn get(&self, path: &str) -> Result<Reply, ProviderError> {
        let request = self.request(Method::GET, self.under_base(path))?;
        self.exchange(request).await
    }

    /// The address of a path, which may end with `?` and a query.
    fn under_base(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        let path = match path.split_once('?') {
            Some((path, query)) => {
                url.set_query(Some(query));
                path
            }
            None => path,
        };
        url.set_path(&format!("{}{path}", self.base.path().trim_end_matches('/')));
        url
    }

    fn request(&self, method: Method, url: Url) -> Result<RequestBuilder, ProviderError> {
        let request = self.client.configured.request(method, url);
        let request = request.headers(self.headers.clone());
        Ok(match self.key.header()? {
            Some((name, value)) => request.header(name, value),
            None => request,
        })
    }

    async fn exchange(&self, request: RequestBuilder) -> Result<Reply, ProviderError> {
        let (client, request) = request.build_split();
        let mut request = request.map_err(classify::not_answered)?;
        if let Key::Signature(signer) = &self.key {
            signer.sign(&mut request)?;
        }
        let response = client.execute(request).await;
        let mut response = response.map_err(classify::not_answered)?;
        let place = Place(self.places.clone().acquire_owned().await.ok().map(Arc::new));
        let status = response.status();
        let headers = response.headers().clone();
        let bounds = &self.client.bounds;
        let body = body(&mut response, bounds.answer_bytes, bounds.pause).await;
        if status.is_success() {
            let body = self.secrets.clear(body?);
            return Ok(Reply { body, place });
        }
        // The status counts, also where the words that go with it are too many or cut off.
        let body = body.unwrap_or_default();
        let hide = |words: &str| self.secrets.hide(words);
        let mut error = classify::refused(status, &headers, &body, self.content_words, &hide);
        (self.amend)(
            &mut error,
            &serde_json::from_slice(&body).unwrap_or_default(),
        );
        error.detail = self.secrets.hide(&error.detail);
        Err(error)
    }
}

/// The provider did its work, and its filter withholds what came of it.
pub fn withheld(detail: impl Into<String>) -> ProviderError {
    ProviderError::new(ErrorKind::ContentRejected, Outcome::Answered, detail)
}

/// The provider did its work, and nobody can use what it sent.
pub fn unusable(detail: impl Into<String>) -> ProviderError {
    ProviderError::new(ErrorKind::BadResponse, Outcome::Answered, detail)
}
