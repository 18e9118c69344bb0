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
mod fetch;
mod form;
mod picture;
mod sigv4;
mod socket;
#[cfg(test)]
mod tests;

use std::{fmt, sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use pixelprompt_domain::{ErrorKind, Outcome, ProviderError};
use reqwest::{
    Client, Method, RequestBuilder, Response,
    header::{HeaderMap, HeaderName, HeaderValue},
    redirect::Policy,
};
use rustls::ClientConfig;
use rustls_platform_verifier::BuilderVerifierExt;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use url::Url;

use address::PublicAddresses;
pub use ask::{in_doubt, lost, wait_in_body};
pub use picture::{decoded, preview};
pub use sigv4::Signer;
pub(crate) use sigv4::{AwsKey, encoded};
pub use socket::Socket;

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
    configured: Client,
    /// For addresses that came in an answer: public ones only.
    foreign: Client,
    bounds: Bounds,
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

/// How a server knows its customer.
#[derive(Clone)]
pub enum Key {
    /// Not at all.
    None,
    /// `Authorization: Bearer …`
    Bearer(SecretString),
    /// `Authorization: Basic …`, from `user:password`.
    Basic(SecretString),
    /// `Authorization: … …`, with a scheme of the provider's own.
    Scheme(&'static str, SecretString),
    /// A header of its own.
    Header(HeaderName, SecretString),
    /// A signature of each request.
    Signature(Signer),
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "no key",
            _ => "a key",
        })
    }
}

impl Key {
    fn header(&self) -> Result<Option<(HeaderName, HeaderValue)>, ProviderError> {
        let (name, value) = match self {
            Self::None | Self::Signature(_) => return Ok(None),
            Self::Bearer(secret) => (
                reqwest::header::AUTHORIZATION,
                format!("Bearer {}", secret.expose_secret()),
            ),
            Self::Basic(secret) => (
                reqwest::header::AUTHORIZATION,
                format!("Basic {}", STANDARD.encode(secret.expose_secret())),
            ),
            Self::Scheme(scheme, secret) => (
                reqwest::header::AUTHORIZATION,
                format!("{scheme} {}", secret.expose_secret()),
            ),
            Self::Header(name, secret) => (name.clone(), secret.expose_secret().to_owned()),
        };
        let mut value = HeaderValue::try_from(value).map_err(|_| strange_key())?;
        value.set_sensitive(true);
        Ok(Some((name, value)))
    }

    /// The text without the key, in case a server repeats it.
    fn hidden(&self, text: &str) -> String {
        let secrets = match self {
            Self::None => vec![],
            Self::Signature(signer) => signer.secrets(),
            Self::Bearer(secret) | Self::Scheme(_, secret) | Self::Header(_, secret) => {
                vec![secret.expose_secret().to_owned()]
            }
            Self::Basic(secret) => {
                let whole = secret.expose_secret();
                let password = whole
                    .split_once(':')
                    .map_or(whole, |(_, password)| password);
                let encoded = STANDARD.encode(whole);
                vec![whole.to_owned(), encoded, password.to_owned()]
            }
        };
        let secrets = secrets.iter().filter(|secret| !secret.is_empty());
        secrets.fold(text.to_owned(), |text, secret| {
            text.replace(secret, "[key]")
        })
    }
}

fn strange_key() -> ProviderError {
    ProviderError::new(
        ErrorKind::Unauthorized,
        Outcome::NotSent,
        "the configured key has characters that no key has",
    )
}

/// Corrects what the common table made of a refusal, by the provider's own words.
pub type Amend = fn(&mut ProviderError, &Value);

/// A server that the operator configured.
#[derive(Clone)]
pub struct Server {
    client: HttpClient,
    base: Url,
    key: Key,
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
            key,
            ..self.clone()
        }
    }

    /// The same server, whose refusals say more than the common table reads in them.
    #[must_use]
    pub fn amending(mut self, amend: Amend) -> Self {
        self.amend = amend;
        self
    }

    /// Words of this server, fit for a log: short, of one line and without the key.
    pub fn quoted(&self, words: &str) -> String {
        self.key.hidden(&classify::one_line(words))
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
            return Ok(Reply { body: body?, place });
        }
        // The status counts, also where the words that go with it are too many or cut off.
        let body = body.unwrap_or_default();
        let mut error = classify::refused(status, &headers, &body, self.content_words);
        (self.amend)(
            &mut error,
            &serde_json::from_slice(&body).unwrap_or_default(),
        );
        error.detail = self.key.hidden(&error.detail);
        Err(error)
    }
}

/// A place among the answers that are in memory at once; given back when the last copy is dropped.
#[derive(Clone, Debug)]
struct Place(#[expect(dead_code, reason = "held, not used")] Option<Arc<OwnedSemaphorePermit>>);

/// A file, and the place that it takes.
struct Placed {
    file: Vec<u8>,
    _place: Place,
}

impl AsRef<[u8]> for Placed {
    fn as_ref(&self) -> &[u8] {
        &self.file
    }
}

/// An answer that says yes.
#[derive(Debug)]
pub struct Reply {
    body: Vec<u8>,
    place: Place,
}

impl Reply {
    /// The answer as JSON.
    pub fn json<'a, T: Deserialize<'a>>(&'a self) -> Result<T, ProviderError> {
        serde_json::from_slice(&self.body)
            .map_err(|error| unusable("the answer is not the expected JSON").caused_by(error))
    }

    /// The file, for as long as somebody needs it.
    fn picture(&self, file: Vec<u8>) -> Bytes {
        Bytes::from_owner(Placed {
            file,
            _place: self.place.clone(),
        })
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

async fn body(
    response: &mut Response,
    limit: usize,
    pause: Duration,
) -> Result<Vec<u8>, ProviderError> {
    let stuck = |_| {
        let detail = format!(
            "the answer stopped for {} s in the middle",
            pause.as_secs_f32()
        );
        ProviderError::new(ErrorKind::TimedOut, Outcome::Unknown, detail)
    };
    let too_long = || unusable(format!("the answer is longer than {limit} bytes"));
    let announced = response.content_length().unwrap_or_default();
    if announced > limit as u64 {
        return Err(too_long());
    }
    let mut body = Vec::with_capacity(announced as usize);
    while let Some(chunk) = timeout(pause, response.chunk())
        .await
        .map_err(stuck)?
        .map_err(classify::not_answered)?
    {
        if body.len() + chunk.len() > limit {
            return Err(too_long());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
