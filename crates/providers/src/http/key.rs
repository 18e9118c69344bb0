//! How a server knows its customer.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use pixelprompt_domain::{ErrorKind, Outcome, ProviderError};
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};

use super::Signer;

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
    pub(super) fn header(&self) -> Result<Option<(HeaderName, HeaderValue)>, ProviderError> {
        let (name, value) = match self {
            Self::None | Self::Signature(_) => return Ok(None),
            Self::Bearer(secret) => (AUTHORIZATION, format!("Bearer {}", secret.expose_secret())),
            Self::Basic(secret) => (
                AUTHORIZATION,
                format!("Basic {}", STANDARD.encode(secret.expose_secret())),
            ),
            Self::Scheme(scheme, secret) => (
                AUTHORIZATION,
                format!("{scheme} {}", secret.expose_secret()),
            ),
            Self::Header(name, secret) => (name.clone(), secret.expose_secret().to_owned()),
        };
        let mut value = HeaderValue::try_from(value).map_err(|_| strange_key())?;
        value.set_sensitive(true);
        Ok(Some((name, value)))
    }

    /// What must not be repeated to anybody.
    pub(super) fn secrets(&self) -> Vec<String> {
        match self {
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
                vec![whole.to_owned(), password.to_owned()]
            }
        }
    }
}

pub(super) fn strange_key() -> ProviderError {
    ProviderError::new(
        ErrorKind::Unauthorized,
        Outcome::NotSent,
        "the configured key has characters that no key has",
    )
}
