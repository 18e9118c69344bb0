//! Adobe's tokens: asked for with the client's secret, good for a day.

use std::time::Duration;

use pixelprompt_domain::{ErrorKind, Outcome, ProviderError};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use tokio::{sync::Mutex, time::Instant};
use url::Url;

use super::wire::Granted;
use crate::http::{HttpClient, Key, Server};

const PATH: &str = "/ims/token/v3";

/// What Firefly wants a token to be good for.
const SCOPE: &str = "openid,AdobeID,session,additional_info,read_organizations,firefly_api,ff_apis";

/// A token is not used in the last minute of its life, so that no request finds it dead on arrival.
const MARGIN: Duration = Duration::from_mins(1);

/// The token of one client. Whoever needs one while another is asking for it waits for that one.
#[derive(Debug)]
pub(super) struct Tokens {
    ims: Server,
    client_id: String,
    secret: SecretString,
    held: Mutex<Option<Token>>,
}

#[derive(Debug)]
struct Token {
    value: SecretString,
    until: Instant,
}

impl Tokens {
    pub(super) fn new(
        client: HttpClient,
        ims: Url,
        client_id: String,
        secret: SecretString,
    ) -> Self {
        Self {
            ims: Server::new(client, ims, Key::None)
                .hiding(&secret)
                .amending(amend),
            client_id,
            secret,
            held: Mutex::new(None),
        }
    }

    /// A token that is still good, and another than the `rejected` one.
    pub(super) async fn valid(
        &self,
        rejected: Option<&SecretString>,
    ) -> Result<SecretString, ProviderError> {
        let mut held = self.held.lock().await;
        let rejected = rejected.map(SecretString::expose_secret);
        let good = held.as_ref().filter(|token| {
            token.until > Instant::now() && rejected != Some(token.value.expose_secret())
        });
        if let Some(token) = good {
            return Ok(token.value.clone());
        }
        let asked = Instant::now();
        let granted = self.request().await?;
        let lives = Duration::from_secs(granted.expires_in);
        let value: SecretString = granted.access_token.into();
        *held = Some(Token {
            value: value.clone(),
            until: asked + lives.saturating_sub(MARGIN),
        });
        Ok(value)
    }

    async fn request(&self) -> Result<Granted, ProviderError> {
        let secret = self.secret.expose_secret();
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", &self.client_id),
            ("client_secret", secret),
            ("scope", SCOPE),
        ];
        let reply = self.ims.post_fields(PATH, &fields).await;
        let granted = reply.and_then(|reply| reply.json());
        granted.map_err(|mut error| {
            // Whatever became of the token: nothing was painted.
            if error.outcome != Outcome::Refused {
                error.outcome = Outcome::NotSent;
            }
            error.detail = format!("no token: {}", error.detail);
            error
        })
    }
}

/// OAuth's codes for a client that is not one: <https://www.rfc-editor.org/rfc/rfc6749#section-5.2>.
fn amend(error: &mut ProviderError, body: &Value) {
    let code = body["error"].as_str().unwrap_or_default();
    let wrong = [
        "invalid_client",
        "unauthorized_client",
        "invalid_scope",
        "access_denied",
    ];
    if wrong.contains(&code) {
        error.kind = ErrorKind::Unauthorized;
    }
}
